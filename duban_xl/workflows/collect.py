"""Edge: whatever arrived → stored untouched under 收件 and entered in its register, each content once.

Everything is looked at first and kept in a temporary folder; only when somebody agreed is it written, delivery by
delivery: first the files, then the line of the journal that tells of them.
"""

import os
import tempfile
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

from duban_xl.apply.files import TEMPORARY, digest, errors_said, remove, sync_folder, write_new
from duban_xl.apply.lock import write_lock
from duban_xl.catalogue import cannot_run, finding
from duban_xl.catalogue.mail import IMAP_INBOX, REGISTER_BOOK, REGISTER_JOURNAL, UNNAMED_SUBJECT
from duban_xl.check.returned.identity import identify, names_in
from duban_xl.check.returned.sender import units_of_address
from duban_xl.mail.address import is_mailbox, parse_mailbox
from duban_xl.mail.credentials import IMAP_PASSWORD, password_of
from duban_xl.mail.imap import OpenMailbox
from duban_xl.model.file_name import safe_name
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.letter import Attachment
from duban_xl.model.mailbox import Mailbox
from duban_xl.model.receipt import Arrival, Delivery, Entry, Kind, Parcel, Receipt, Register, Via
from duban_xl.model.settings import IMAP_FOLDER, IMAP_SERVER, IMAP_USER
from duban_xl.model.source import Source
from duban_xl.plan.collect import NEW, CollectPlan, Step, plan_collect
from duban_xl.read.delivery import has_macros, sheet_suffix
from duban_xl.read.returns import read_return
from duban_xl.workflows.deliveries import Came, Found, in_mailbox, in_paths
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import Run
from duban_xl.workflows.register import append_entries, inbox_of, read_register, write_register_book

__all__ = ["Collected", "Collection", "is_mailbox", "look_through", "mailbox_at", "mailbox_of_settings", "store"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What was found in the sources, what is to be done with it, and where the bytes wait until then."""

    ledger_path: Path
    inbox: Path
    parcels: tuple[Parcel, ...]
    plan: CollectPlan
    findings: tuple[Finding, ...]
    spool: Path

    @property
    def folders(self) -> tuple[Path, ...]:
        """The folders below 收件 that got a new form."""
        forms = (entry for entry in self.plan.files if entry.kind is Kind.FORM)
        return tuple(dict.fromkeys(self.inbox / Path(entry.path).parent for entry in forms))


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What was written: the new lines of the register, the workbook made from it, and what could not be done."""

    entries: tuple[Entry, ...]
    book: Path
    findings: tuple[Finding, ...]

    @property
    def new(self) -> int:
        """How many files lie below 收件 that did not before; mails and archives themselves not counted."""
        return len({entry.path for entry in self.entries if entry.state == NEW})


@contextmanager
def look_through(
    ledger_path: Path, paths: Sequence[Path], mailboxes: Sequence[Mailbox], run: Run, *, since: date | None = None
) -> Generator[Collection]:
    """Everything that `paths` and `mailboxes` hold, beside what the register knows; nothing is written into the office.

    Raises CannotRun: C003 for a path that does not exist, C048 for the office's own folder, C04x for a mailbox that can't
    be read, and what `read_ledger` raises.
    """
    if not paths and not mailboxes:
        raise cannot_run("C047")
    for path in paths:
        if not path.exists():
            raise cannot_run("C003", path=str(path))
        if ledger_path.resolve().is_relative_to(path.resolve()):
            raise cannot_run("C048", path=str(path))
    ledger = read_ledger(ledger_path)
    inbox = inbox_of(ledger_path)
    register = read_register(inbox)
    known = register.keys
    with tempfile.TemporaryDirectory(prefix="duban-") as folder:
        spool = Path(folder)
        found: list[Finding] = [*register.findings]
        parcels: list[Parcel] = []
        for one in _everything(paths, mailboxes, register, run, since=since):
            if isinstance(one, Came):
                parcels.append(_parcel(one, ledger, inbox, spool, known))
            else:
                found.append(one)
        plan = plan_collect(parcels, register, lying_below(inbox, register), now=run.now)
        yield Collection(
            ledger_path=ledger_path,
            inbox=inbox,
            parcels=tuple(parcels),
            plan=plan,
            findings=(*found, *plan.findings),
            spool=spool,
        )


def store(collection: Collection, run: Run) -> Collected:
    """Write what `collection` plans. Whatever another command collected meanwhile is not collected again.

    Raises CannotRun: A103 if another command writes, A105 to A108 if the disk refuses.
    """
    inbox = collection.inbox
    with write_lock(collection.ledger_path):
        with errors_said(inbox):
            inbox.mkdir(exist_ok=True)
            for left_over in inbox.rglob(f".*{TEMPORARY}"):
                remove(left_over)
        register = read_register(inbox)
        plan = plan_collect(collection.parcels, register, lying_below(inbox, register), now=run.now)
        for done, step in enumerate(plan.steps):
            run.progress(step.entries[-1].receipt.original_name if step.entries else "", done, len(plan.steps))
            _do(step, inbox, collection.spool)
        told = write_register_book(inbox, read_register(inbox), now=run.now)
    return Collected(entries=plan.entries, book=inbox / REGISTER_BOOK, findings=told)


def mailbox_at(text: str, *, encrypted: bool) -> Mailbox:
    """The mailbox that a person typed. Raises CannotRun C040."""
    found = parse_mailbox(text, encrypted=encrypted)
    if found is None:
        raise cannot_run("C040", text=text)
    return found


def mailbox_of_settings(ledger_path: Path, *, encrypted: bool) -> Mailbox:
    """The mailbox that 参数 names. Raises CannotRun C046 for what is not filled in, C040 for a server that is none."""
    ledger = read_ledger(ledger_path)
    for key in (IMAP_SERVER, IMAP_USER):
        if not ledger.setting(key):
            raise cannot_run("C046", Source(ledger.file), setting=key)
    server, user, folder = (ledger.setting(key).strip() for key in (IMAP_SERVER, IMAP_USER, IMAP_FOLDER))
    folder = "" if folder == IMAP_INBOX else folder
    return mailbox_at(f"imap://{quote(user)}@{server}/{quote(folder)}", encrypted=encrypted)


def lying_below(inbox: Path, register: Register) -> Mapping[str, str]:
    """Every file below 收件 with its SHA-256: of what the register tells and has kept its size, as the register says."""
    known = {entry.path: entry for entry in register.entries}
    lying: dict[str, str] = {}
    with errors_said(inbox):
        for path in sorted(inbox.rglob("*")) if inbox.is_dir() else ():
            name = path.relative_to(inbox).as_posix()
            if not path.is_file() or path.name.startswith((".", "~$")) or name in (REGISTER_BOOK, REGISTER_JOURNAL):
                continue
            entry = known.get(name)
            same = entry is not None and entry.size == path.stat().st_size
            lying[name] = entry.sha256 if entry and same else digest(path.read_bytes())
    return lying


def _everything(
    paths: Sequence[Path], mailboxes: Sequence[Mailbox], register: Register, run: Run, *, since: date | None
) -> Iterator[Found]:
    yield from in_paths(paths, run)
    for mailbox in mailboxes:
        password = password_of(mailbox.account, IMAP_PASSWORD)
        if password is None:
            raise cannot_run("C042", name=mailbox.account)
        with OpenMailbox(mailbox, password) as opened:
            yield from in_mailbox(opened, register.uids(opened.name), since, run)


def _parcel(came: Came, ledger: Ledger, inbox: Path, spool: Path, known: frozenset[str]) -> Parcel:
    """A delivery without its bytes, which wait in `spool`; of one that is `known` nothing but its key is asked for."""
    delivery = came.delivery
    key = _key(delivery)
    if key in known:
        return Parcel(key=key, kind=delivery.kind, receipt=delivery.receipt, arrivals=())
    arrivals: list[Arrival] = []
    found = list(delivery.findings)
    for one in delivery.files:
        arrival = _arrival(one, delivery, ledger, spool)
        if delivery.kind is Via.FILE and came.path and came.path.is_relative_to(inbox):
            arrival = replace(arrival, lies_at=came.path.relative_to(inbox).as_posix())
        arrivals.append(arrival)
        if has_macros(one.data):
            found.append(finding("M112", Source(one.name), name=one.name))
    return Parcel(
        key=key,
        kind=delivery.kind,
        receipt=delivery.receipt,
        arrivals=tuple(arrivals),
        original=None if delivery.kind is Via.FILE else _original(delivery, spool),
        mailbox=came.mailbox,
        uid=came.uid,
        pictures=delivery.pictures,
        findings=tuple(found),
    )


def _key(delivery: Delivery) -> str:
    """What is the same for one delivery wherever it is found: a mail's number and files, else its name and bytes."""
    if delivery.kind is Via.MAIL and delivery.message_id and delivery.files:
        parts = [delivery.message_id, *sorted(digest(one.data) for one in delivery.files)]
    elif delivery.kind is Via.MAIL:
        parts = [digest(delivery.data.replace(b"\r\n", b"\n"))]
    else:
        parts = [delivery.name, digest(delivery.data)]
    return sha256("\n".join((delivery.kind, *parts)).encode("utf-8", "surrogatepass")).hexdigest()


def _arrival(one: Attachment, delivery: Delivery, ledger: Ledger, spool: Path) -> Arrival:
    suffix = sheet_suffix(one.name, one.data)
    receipt = delivery.receipt
    if delivery.kind is not Via.FILE:
        via = str(Path(receipt.via, receipt.original_name)) if receipt.original_name else receipt.via
        receipt = replace(receipt, original_name=one.name, via=via)
    name = safe_name(one.name + (suffix or ""))
    kind = Kind.OTHER if suffix is None else Kind.FORM
    unit, period = _belongs_to(name, one.data if kind is Kind.FORM else None, receipt, ledger)
    return Arrival(
        name=name,
        kind=kind,
        sha256=_kept(one.data, spool),
        size=len(one.data),
        receipt=receipt,
        unit=unit,
        period=period,
    )


def _belongs_to(name: str, data: bytes | None, receipt: Receipt, ledger: Ledger) -> tuple[str, str]:
    """Unit and period to sort a file by: a form tells itself; else its name, the mail's subject, the sender's address.

    It helps a person to find the file. Whose form it is for the ledger is settled by checking, from the form alone.
    """
    identity = identify(read_return(Path(name), data), ledger) if data is not None else None
    guesses = [(identity.unit, identity.period)] if identity else []
    guesses += [names_in(text, ledger.units) for text in (receipt.original_name, receipt.subject) if text]
    senders = units_of_address(ledger.units, receipt.sender) if receipt.sender else ()
    unit = next((unit for unit, _ in guesses if unit), senders[0] if len(senders) == 1 else None)
    period = next((period for _, period in guesses if period), None)
    return unit.name if unit else "", period.text if period else ""


def _original(delivery: Delivery, spool: Path) -> Arrival:
    receipt = delivery.receipt
    if delivery.kind is Via.ARCHIVE:
        name = safe_name(delivery.name)
    else:
        suffix = ".msg" if delivery.name.lower().endswith(".msg") else ".eml"
        sender = receipt.sender_name or receipt.sender
        clock = f"{receipt.received_at:%H%M}" if receipt.received_at else ""
        said = "_".join(part for part in (clock, sender, receipt.subject or UNNAMED_SUBJECT) if part)
        name = safe_name(said.replace("/", "／").replace("\\", "＼") + suffix)
    return Arrival(
        name=name,
        kind=Kind.ORIGINAL,
        sha256=_kept(delivery.data, spool),
        size=len(delivery.data),
        receipt=replace(receipt, original_name=receipt.original_name or delivery.name),
    )


def _kept(data: bytes, spool: Path) -> str:
    """Keep `data` in the temporary folder under its own SHA-256."""
    name = digest(data)
    path = spool / name
    if not path.exists():
        with errors_said(path):
            path.write_bytes(data)
    return name


def _do(step: Step, inbox: Path, spool: Path) -> None:
    """Store the files of one delivery, then enter it."""
    moments = {entry.path: entry.receipt.received_at for entry in step.entries}
    for one in step.stores:
        target = inbox / one.path
        temporary = target.with_name(f".{one.sha256[:16]}{TEMPORARY}")
        with errors_said(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            remove(temporary)
            write_new(temporary, (spool / one.sha256).read_bytes())
            if moment := moments.get(one.path):
                seconds = moment.timestamp()
                os.utime(temporary, (seconds, seconds))
            temporary.replace(target)
            sync_folder(target.parent)
    append_entries(inbox, step.entries)
