"""Edge: the journal beside the ledger → what was written when; and the last batch taken back."""

from dataclasses import dataclass
from pathlib import Path

from duban_xl.apply.backup import backup_path
from duban_xl.apply.closed_file import Batch, Undone, undo
from duban_xl.apply.journal import APPLY, DONE, INTENT, read_journal
from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.texts import COMMAND_NAMES
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source
from duban_xl.workflows.office import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class PastBatch:
    """One batch as the journal tells it; `state` is done, undone or intent (a write that never ended)."""

    at: str
    batch: str
    command: str
    operator: str
    backup: str
    state: str


@dataclass(frozen=True, slots=True)
class History:
    """Every batch of one ledger, oldest first, and what is wrong with the journal itself."""

    batches: tuple[PastBatch, ...]
    findings: tuple[Finding, ...]


def history(ledger_path: Path) -> History:
    """What was written into the ledger by any command."""
    journal = read_journal(ledger_path.absolute().parent)
    standing = {line.batch for line in journal.batches(ledger_path.name)}
    batches: dict[str, PastBatch] = {}
    for line in journal.lines:
        if line.file != ledger_path.name or line.action != APPLY or line.event not in (DONE, INTENT):
            continue
        state = "done" if line.batch in standing else ("undone" if line.event == DONE else "intent")
        batches[line.batch] = PastBatch(
            at=line.at.replace("T", " "),
            batch=line.batch,
            command=line.command,
            operator=line.operator,
            backup=line.backup,
            state=state,
        )
    return History(tuple(batches.values()), journal.findings)


def batch_to_undo(ledger_path: Path, batch: str | None) -> PastBatch:
    """The batch that `undo_batch` would take back: the one named, else the last. Raises CannotRun A140, A146."""
    path = ledger_path.absolute()
    standing = [past for past in history(path).batches if past.state == DONE]
    if batch is None and standing:
        return standing[-1]
    for past in standing:
        if past.batch == batch:
            return past
    if batch is not None:
        raise cannot_run("A146", Source(str(path)), batch=batch)
    raise cannot_run("A140", Source(str(path)), folder=str(backup_path(path, "")))


def undo_batch(ledger_path: Path, run: Run, *, batch: str | None) -> Undone:
    """Take back the last batch (or the one named, if it is the last). Raises CannotRun (A14x)."""
    stamp = Batch(id=run.batch_id("undo"), command=COMMAND_NAMES["undo"], operator=run.operator, at=run.now)
    return undo(ledger_path, batch=stamp, undone=batch)
