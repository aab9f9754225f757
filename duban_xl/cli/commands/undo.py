"""Edge: `duban undo` (撤销)."""

from pathlib import Path

import click

from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import emit
from duban_xl.cli.show import Screen
from duban_xl.workflows.history import batch_to_undo, undo_batch


@options.command("undo")
@click.argument("batch", required=False, metavar="[批次]")
@options.ledger_option
@options.writing_options
@options.output_options
def command(batch: str | None, *, ledger: Path | None, yes: bool, dry_run: bool, as_json: bool, quiet: bool) -> int:
    """撤销最近一批改动，台账恢复为写入之前的样子。

    例：duban undo
    """
    path = options.chosen_ledger(ledger)
    screen = Screen(quiet=quiet, silent=as_json)
    last = batch_to_undo(path, batch)
    row = (last.at, last.batch, last.command, last.operator, last.backup)
    screen.table(texts.LOG_TITLE, texts.LOG_HEADERS[:5], [row])
    if not options.may_write(yes=yes, dry_run=dry_run, question=lambda: screen.ask(texts.ASK_UNDO)):
        screen.say(texts.DRY_RUN if dry_run else texts.NOT_WRITTEN, style="yellow")
        if as_json:
            emit({"undone": None, "batch": last.batch})
        return 0
    undone = undo_batch(path, options.new_run(None), batch=last.batch)
    screen.say(texts.UNDONE.format(batch=undone.undone), style="green")
    if as_json:
        emit({"undone": undone.undone, "restored": str(undone.restored), "backup": str(undone.backup)})
    return 0
