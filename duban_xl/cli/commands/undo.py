"""Edge: `duban undo` (撤销)."""

from pathlib import Path

import click

from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import applied_json, emit
from duban_xl.cli.plans import show_changes
from duban_xl.cli.show import Screen
from duban_xl.model.changeset import AppliedEdit
from duban_xl.workflows.history import Asked, batch_asked, history, undo_batch


@options.command("undo")
@click.argument("batch", required=False, metavar="[批次]")
@options.ledger_option
@options.writing_options
@options.output_options
def command(batch: str | None, *, ledger: Path | None, yes: bool, dry_run: bool, as_json: bool, quiet: bool) -> int:
    """撤销最近一批改动，或指定的一批；之后别人改过的内容不会被盖掉。

    例：duban undo
    """
    path = options.chosen_ledger(ledger)
    screen = Screen(quiet=quiet, silent=as_json)
    last = batch_asked(path, batch)
    row = (last.at, last.batch, last.command, last.operator, last.backup)
    screen.table(texts.LOG_TITLE, texts.LOG_HEADERS[:5], [row])
    show_changes(screen, history(path, Asked(batch=last.batch)).changes)
    if not options.may_write(yes=yes, dry_run=dry_run, question=lambda: screen.ask(texts.ASK_UNDO)):
        screen.say(texts.DRY_RUN if dry_run else texts.NOT_WRITTEN, style="yellow")
        if as_json:
            emit({"undone": None, "batch": last.batch})
        return 0
    undone = undo_batch(path, options.new_run(None), batch=last.batch)
    screen.table(texts.UNDONE_TITLE, texts.UNDONE_HEADERS, (_told(change) for change in undone.changes))
    said = texts.UNDONE if undone.restored else texts.UNDONE_CELLS
    screen.say(said.format(batch=undone.undone, count=len(undone.changes)), style="green")
    if as_json:
        emit(
            {
                "undone": undone.undone,
                "restored": str(undone.restored) if undone.restored else None,
                "backup": str(undone.backup),
                "changes": [applied_json(change) for change in undone.changes],
            }
        )
    return 0


def _told(change: AppliedEdit) -> tuple[str, ...]:
    return change.tab, change.cell, change.key, change.header, change.before, change.after
