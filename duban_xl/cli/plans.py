"""Edge: a plan shown to a person, and written if it may be."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass

from duban_xl.catalogue import texts
from duban_xl.cli.as_json import because
from duban_xl.cli.options import may_write
from duban_xl.cli.show import Screen
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import shown_in
from duban_xl.workflows.history import PastChange
from duban_xl.workflows.ledger_file import Applied, Planned, write_plan
from duban_xl.workflows.office import Run

LONGEST = 24  # characters of a value in the table of changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """Whether the person at the command line has said yes beforehand, or wants only to look."""

    yes: bool
    dry_run: bool


def show_plan(screen: Screen, planned: Planned) -> None:
    """The table of planned changes, or a sentence that there is nothing to do."""
    changes = planned.changes
    if not changes:
        screen.say(texts.NOTHING_TO_DO, style="green")
        return
    title = texts.PLAN_TITLE.format(edits=len(changes.edits), appends=len(changes.appends))
    screen.table(title, texts.PLAN_HEADERS, _rows(planned))


def show_changes(screen: Screen, changes: Sequence[PastChange]) -> None:
    """The table of what batches changed, cell by cell."""
    rows = [tuple(_short(text) for text in astuple(change)) for change in changes]
    screen.table(texts.LOG_CHANGES_TITLE.format(count=len(rows)), texts.LOG_CHANGES_HEADERS, rows)


def write_if_agreed(
    screen: Screen,
    planned: Planned,
    run: Run,
    *,
    command: str,
    consent: Consent,
    write: Callable[[], Applied | None] | None = None,
) -> Applied | None:
    """Write the plan if it is not empty and the person agrees; tell what was done. `write` does more than write the plan."""
    if not planned.changes and write is None:
        return None
    if not may_write(yes=consent.yes, dry_run=consent.dry_run, question=lambda: screen.ask(texts.ASK_WRITE)):
        screen.say(texts.DRY_RUN if consent.dry_run else texts.NOT_WRITTEN, style="yellow")
        return None
    applied = write() if write else write_plan(planned, run, command=command)
    if applied:
        count = len(planned.changes.edits) + len(planned.changes.appends)
        done = texts.APPLIED.format(count=count, batch=applied.batch, backup=applied.backup)
        screen.say(done, style="green")
        screen.findings(applied.notices)
    return applied


def _rows(planned: Planned) -> Iterator[tuple[str, ...]]:
    for edit in planned.changes.edits:
        field = SHEETS[edit.sheet][edit.field]
        source = planned.ledger.tables[edit.sheet].shape.source(edit.row, edit.field)
        before, after = shown_in(field, edit.before), shown_in(field, edit.after)
        yield source.sheet, source.cell, edit.key, field.header, _short(before), _short(after), because(edit.because)
    for append in planned.changes.appends:
        sheet = SHEETS[append.sheet]
        values = [shown_in(sheet[key], value) for key, value in append.values.items() if value is not None]
        yield sheet.tab, texts.NEW_ROW, append.key, "", "", _short("，".join(values)), because(append.because)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[: LONGEST - 1] + "…"
