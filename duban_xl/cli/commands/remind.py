"""Edge: `duban remind` (催办)."""

from collections.abc import Iterator
from pathlib import Path

from duban_xl.catalogue import obligations as words
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, changes_json, emit, findings_json
from duban_xl.cli.plans import Consent, write_if_agreed
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.model.source import shown
from duban_xl.workflows.remind import RemindPlan, plan_remind, state_of, write_letters


@options.command("remind")
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(*, ledger: Path | None, as_of: str | None, yes: bool, dry_run: bool, as_json: bool, quiet: bool) -> int:
    """催办：逾期、临期和随到随办的事项，按单位列出；同意后写催办函，并记入流转记录。

    例：duban remind --as-of 2026-10-12 --dry-run
    """
    run = options.new_run(as_of)
    plan = plan_remind(options.chosen_ledger(ledger), run)
    screen = Screen(quiet=quiet, silent=as_json)
    screen.findings(plan.findings)
    count = sum(len(one.reminders) for one in plan.units)
    title = words.REMIND_TITLE.format(units=len(plan.units), count=count)
    screen.table(title, words.REMIND_HEADERS, _rows(plan))
    if not plan.units:
        screen.say(words.NOTHING_TO_REMIND, style="green")
    consent = Consent(yes=yes, dry_run=dry_run)
    applied = write_if_agreed(screen, plan.planned, run, command="remind", consent=consent)
    letters = write_letters(plan, run) if applied else ()
    if as_json:
        answer: Json = {"applied": applied is not None, "batch": applied.batch if applied else None}
        answer |= {"units": [dict(one) for one in _units_json(plan)], "letters": [str(path) for path in letters]}
        emit(
            answer
            | changes_json(plan.planned.changes, plan.planned.ledger)
            | {"findings": findings_json(plan.findings)}
        )
    elif letters:
        screen.panel(words.LETTERS_MADE.format(folder=letters[0].parent, count=len(letters)))
    return 1 if has_errors(plan.findings) else 0


def _rows(plan: RemindPlan) -> Iterator[tuple[str, ...]]:
    for of_unit in plan.units:
        for one in of_unit.reminders:
            owed = one.owed
            yield of_unit.unit, owed.matter or words.OFFICE_WORK, owed.what, shown(owed.due), state_of(one)


def _units_json(plan: RemindPlan) -> Iterator[Json]:
    for of_unit in plan.units:
        yield {
            "unit": of_unit.unit,
            "reminders": [
                {
                    "matter": one.owed.matter,
                    "what": one.owed.what,
                    "rule": one.owed.rule,
                    "due": shown(one.owed.due) or None,
                    "days": one.days,
                    "workdays": one.workdays,
                }
                for one in of_unit.reminders
            ],
        }
