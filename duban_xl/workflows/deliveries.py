"""Edge: folders, files and mailboxes → the deliveries in them, one after the other; one that fails never stops the others."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from duban_xl.catalogue import finding
from duban_xl.catalogue.mail import MEGABYTES, NO_PERMISSION, ORIGINALS, OTHERS, REGISTER_BOOK, REGISTER_JOURNAL
from duban_xl.mail.imap import Fetched, OpenMailbox
from duban_xl.model.finding import Finding
from duban_xl.model.receipt import Delivery, Receipt
from duban_xl.model.source import Source
from duban_xl.read.delivery import delivery_of
from duban_xl.read.mail import MOST_MAIL
from duban_xl.read.mbox import is_mbox, messages_in
from duban_xl.read.package import MOST_PACKED
from duban_xl.workflows.office import Run

_HEAD = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """A delivery and where it was found: below which path, or in which mailbox under which number."""

    delivery: Delivery
    path: Path | None = None
    mailbox: str = ""
    uid: str = ""


Found = Came | Finding


def below(folder: Path) -> Iterator[Path]:
    """Every file below `folder`, sorted, but hidden ones, lock files, and what collecting itself keeps in 收件."""
    kept = {journal.parent for journal in folder.rglob(REGISTER_JOURNAL)}
    if (folder.parent / REGISTER_JOURNAL).exists():
        kept.add(folder.parent)
    for path in sorted(folder.rglob("*")):
        if path.name.startswith(("~$", ".")) or (
            path.name in (REGISTER_BOOK, REGISTER_JOURNAL) and path.parent in kept
        ):
            continue
        if any(parent.name in (ORIGINALS, OTHERS) and parent.parent in kept for parent in path.parents):
            continue
        if path.is_file():
            yield path


def in_paths(paths: Sequence[Path], run: Run) -> Iterator[Found]:
    """The deliveries of files, and of folders with all that is below."""
    files = [(path, path.parent) for path in paths if not path.is_dir()]
    files += [(path, folder) for folder in paths if folder.is_dir() for path in below(folder)]
    every = dict(reversed(files))  # a file that is named and lies in a named folder comes once
    for done, path in enumerate(reversed(every)):
        run.progress(path.name, done, len(every))
        yield from in_file(path, every[path], run)
    run.progress("", len(every), len(every))


def in_file(path: Path, root: Path, run: Run) -> Iterator[Found]:
    """The delivery that a file is; of a mailbox file each message."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
        if is_mbox(head):
            yield from _in_mbox(path, run)
            return
        size = path.stat().st_size
        if size > MOST_PACKED:
            yield finding("M106", Source(str(path)), name=path.name, size=MEGABYTES.format(size=size // 1_000_000))
            return
        data = path.read_bytes()
        receipt = Receipt(received_at=_file_time(path), original_name=path.relative_to(root).as_posix(), via=str(root))
    except OSError as error:
        reason = NO_PERMISSION if isinstance(error, PermissionError) else error.strerror or type(error).__name__
        yield finding("M116", Source(str(path)), path=str(path), reason=reason)
        return
    yield Came(delivery=delivery_of(path.name, data, receipt, now=run.now), path=path)


def in_mailbox(mailbox: OpenMailbox, known: Iterable[str], since: date | None, run: Run) -> Iterator[Found]:
    """The mails of a mailbox whose numbers are not `known`."""
    wanted = [uid for uid in mailbox.uids(since) if uid not in set(known)]
    for done, uid in enumerate(wanted):
        run.progress(f"{mailbox.name} {uid}", done, len(wanted))
        yield _fetched(mailbox, mailbox.fetch(uid), run)
    run.progress("", len(wanted), len(wanted))


def _fetched(mailbox: OpenMailbox, one: Fetched, run: Run) -> Found:
    where = Source(f"{mailbox.name} {one.uid}")
    if one.is_too_large:
        return finding("M106", where, name=where.file, size=one.why)
    if one.data is None:
        return finding("M125", where, number=one.uid, reason=one.why)
    receipt = Receipt(received_at=one.came_at, via=mailbox.name)
    return Came(
        delivery=delivery_of(f"{one.uid}.eml", one.data, receipt, now=run.now), mailbox=mailbox.name, uid=one.uid
    )


def _in_mbox(path: Path, run: Run) -> Iterator[Found]:
    for number, data in enumerate(messages_in(path), start=1):
        name = f"{path.name} {number}"
        run.progress(name, number, number)
        if data is None:
            size = MEGABYTES.format(size=f"> {MOST_MAIL // 1_000_000}")
            yield finding("M106", Source(str(path)), name=name, size=size)
        else:
            receipt = Receipt(received_at=_file_time(path), via=str(path))
            yield Came(delivery=delivery_of(f"{number}.eml", data, receipt, now=run.now), path=path)


def _file_time(path: Path) -> datetime:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).astimezone().replace(tzinfo=None, microsecond=0)
