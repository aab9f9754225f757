"""Edge: `duban refresh` (更新)."""

from pathlib import Path

from duban_xl.catalogue import obligations as words
from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import changes_json, counts_json, emit, findings_json
from duban_xl.cli.plans import Consent, show_plan, write_if_agreed
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.refresh import refresh_ledger


@options.command("refresh")
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(*, ledger: Path | None, as_of: str | None, yes: bool, dry_run: bool, as_json: bool, quiet: bool) -> int:
    """重算到期日、时限依据、延期、下次报送、预警和全年应报；粘贴在“工作日历”里的放假通知一并录入。

    例：duban refresh --as-of 2026-10-08
    """
    path = options.chosen_ledger(ledger)
    run = options.new_run(as_of)
    screen = Screen(quiet=quiet, silent=as_json)
    result = refresh_ledger(path, run)
    screen.findings(result.findings)
    screen.say(words.YEAR_COUNTS.format(year=run.as_of.year, **counts_json(result.owed.dated)))
    show_plan(screen, result.planned)
    consent = Consent(yes=yes, dry_run=dry_run)
    applied = write_if_agreed(screen, result.planned, run, command="refresh", consent=consent)
    if as_json:
        answer = {"applied": applied is not None, "batch": applied.batch if applied else None}
        emit(
            answer
            | {"obligations": counts_json(result.owed.dated)}
            | changes_json(result.planned.changes, result.planned.ledger)
            | {"findings": findings_json(result.findings)}
        )
    elif applied:
        screen.panel(texts.NEXT_AFTER_REFRESH)
    return 1 if has_errors(result.findings) else 0
