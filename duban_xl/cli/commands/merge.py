"""Edge: `duban merge` (合并)."""

from dataclasses import replace
from pathlib import Path

import click

from duban_xl.catalogue import answers as words
from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, applied_json, changes_json, emit, file_json, findings_json
from duban_xl.cli.plans import Consent, show_plan, write_if_agreed
from duban_xl.cli.returned import Asked, answer_options, answered, answers_json, show_checked
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.aside import keep_aside
from duban_xl.workflows.ledger_file import Applied
from duban_xl.workflows.office import Run
from duban_xl.workflows.returns import MergeResult, merge_paths


@options.command("merge")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@answer_options
@options.ledger_option
@options.as_of_option
@options.password_option
@options.writing_options
@options.output_options
def command(
    paths: tuple[Path, ...],
    *,
    annotate: Path | None,
    receipts: bool,
    reply_by: str | None,
    ledger: Path | None,
    as_of: str | None,
    ask_password: bool,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """检查填报表并把合格的行合并到台账，不合格的行在“流转记录”记作“退表”；同样的表再合并一次不会有新的改动。

    例：duban merge 收件/2026Q3 --annotate 退回/2026Q3
    """
    path = options.chosen_ledger(ledger)
    screen = Screen(quiet=quiet, silent=as_json)
    asked = Asked(folder=annotate, receipts=receipts, reply_by=reply_by)
    asked.refuse_mixed(paths)
    password = options.password_of(ask=ask_password)
    with screen.progress("检查填报表") as told:
        run = options.new_run(as_of, progress=told, password=password)
        result = merge_paths(path, paths, run, besides=annotate)
    show_checked(screen, result.checked)
    show_plan(screen, result.planned)
    applied = write_if_agreed(screen, result.planned, run, command="merge", consent=Consent(yes=yes, dry_run=dry_run))
    if applied or (yes and not dry_run):
        _keep_aside(screen, path, result, run)
    agreed = applied or (not dry_run and (yes or not result.planned.changes))
    with screen.progress(words.PROGRESS) as told:
        made = answered(screen, result.checked, replace(run, progress=told), asked) if agreed else None
    if as_json:
        emit(_answer(result, applied) | ({"answers": answers_json(made)} if made else {}))
    elif applied:
        screen.panel(texts.NEXT_AFTER_MERGE.format(period=result.period_text))
    return 1 if has_errors(result.findings) else 0


def _keep_aside(screen: Screen, path: Path, result: MergeResult, run: Run) -> None:
    """What was refused, kept beside the ledger, and where."""
    if aside := keep_aside(path, result.plan.refused, run):
        screen.say(texts.KEPT_ASIDE.format(count=len(result.plan.refused), path=aside), style="yellow")


def _answer(result: MergeResult, applied: Applied | None) -> Json:
    answer: Json = {
        "applied": applied is not None,
        "batch": applied.batch if applied else None,
        "backup": str(applied.backup) if applied else None,
        **changes_json(result.planned.changes, result.planned.ledger),
        "findings": findings_json(result.findings),
        "files": [file_json(at, checked) for at, checked in result.checked.by_path.items()],
        "missing": [unit.name for unit in result.checked.missing],
    }
    if applied:
        answer["written"] = [applied_json(edit) for edit in applied.changes]
    return answer
