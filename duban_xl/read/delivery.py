"""A file's bytes → the delivery that it is: a mail, an archive or a single file, with every file that lies in it.

Mails and archives within each other are opened a few layers deep; what they hold together is bounded.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from duban_xl.catalogue import finding
from duban_xl.catalogue.mail import UNNAMED, UNNAMED_MAIL
from duban_xl.model.file_name import safe_name
from duban_xl.model.finding import Finding
from duban_xl.model.letter import Attachment
from duban_xl.model.receipt import Delivery, Receipt, Via
from duban_xl.model.source import Source
from duban_xl.read.archive import entries_of
from duban_xl.read.encrypted import OLE_MAGIC
from duban_xl.read.file_kind import SPREADSHEET_SUFFIXES, FileKind, kind_of
from duban_xl.read.mail import TNEF, Mail, is_mail, mail_of
from duban_xl.read.msg import NoLibrary, NotRead, is_msg, msg_of
from duban_xl.read.package import MOST_UNPACKED, Damaged, TooLarge, Unsound, open_package

__all__ = ["delivery_of", "has_macros", "sheet_suffix"]

MOST_ARCHIVES, MOST_MAILS = 2, 4  # one within another
EARLIEST = datetime(2000, 1, 1)  # noqa: DTZ001 - local time, as everywhere
CLOCKS_DIFFER = timedelta(days=1)
_WORKBOOK = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book\x00"))
_ARCHIVED = frozenset((FileKind.ARCHIVE, FileKind.DAMAGED))
_OFFICE = (".xls", ".doc", ".ppt", ".ods", ".odt", ".odp", ".et", ".wps", ".dps", ".pdf")
_SUFFIXES = {FileKind.ODS: ".ods", FileKind.PDF: ".pdf", FileKind.PICTURE: ".png", FileKind.WORD: ".docx"}


@dataclass(slots=True)
class _Opened:
    """What was found so far, and how many bytes may still be unpacked."""

    files: list[Attachment] = field(default_factory=list[Attachment])
    findings: list[Finding] = field(default_factory=list[Finding])
    pictures: int = 0
    room: int = MOST_UNPACKED


@dataclass(frozen=True, slots=True)
class _Depth:
    """How many archives and mails are open around a file, and the path that they make."""

    archives: int = 0
    mails: int = 0
    path: str = ""


def delivery_of(name: str, data: bytes, receipt: Receipt, *, now: datetime) -> Delivery:
    """The delivery `data`, called `name`; `receipt` tells how it came, for a mail what the mail itself can't tell.

    Never raises for anything that the bytes may hold.
    """
    opened = _Opened()
    kind = _container(name, data)
    if kind is None:
        _file(opened, name, data, _Depth())
        return _timed(Delivery(name=name, data=data, kind=Via.FILE, receipt=receipt), opened, now=now, times=())
    if kind is Via.ARCHIVE:
        _archive(opened, name, data, _Depth())
        return _timed(Delivery(name=name, data=data, kind=kind, receipt=receipt), opened, now=now, times=())
    mail = _read_mail(opened, name, data) or Mail()
    opened.findings += _mail(opened, mail, _Depth(), name)
    said = Receipt(
        received_at=receipt.received_at,
        sender=mail.sender,
        sender_name=mail.sender_name,
        subject=mail.subject,
        original_name=receipt.original_name,
        via=receipt.via,
    )
    delivery = Delivery(name=name, data=data, kind=kind, receipt=said, message_id=mail.message_id)
    return _timed(delivery, opened, now=now, times=mail.times)


def sheet_suffix(name: str, data: bytes) -> str | None:
    """The suffix that a spreadsheet's name should end in ("" if it has a right one already); None for other files."""
    lower = safe_name(name).lower()
    if any(lower.endswith(suffix) for suffix in SPREADSHEET_SUFFIXES):
        return ""
    kind = _kind(data)
    if kind is FileKind.OOXML:
        return ".xlsm" if has_macros(data) else ".xlsb" if _holds(data, "xl/workbook.bin") else ".xlsx"
    if kind is FileKind.ODS:
        return ".ods"
    is_sheet = kind is FileKind.OLE and not lower.endswith(_OFFICE) and any(word in data for word in _WORKBOOK)
    return ".xls" if is_sheet else None


def has_macros(data: bytes) -> bool:
    """Whether `data` is a workbook or document that holds macros."""
    return data.startswith(b"PK") and _holds(data, "vbaProject.bin")


def _holds(data: bytes, part: str) -> bool:
    try:
        return any(name.endswith(part) for name in open_package(data).records)
    except (Damaged, TooLarge, Unsound):
        return False


def _kind(data: bytes) -> FileKind:
    try:
        return kind_of(data)
    except (TooLarge, Unsound):
        return FileKind.DAMAGED


def _container(name: str, data: bytes) -> Via | None:
    """Whether `data` is a mail or an archive, by its content; a damaged package that is called a document is none."""
    lower = safe_name(name).lower()
    if is_msg(data) or is_mail(data) or (lower.endswith(".msg") and data.startswith(OLE_MAGIC)):
        return Via.MAIL
    is_named_document = any(lower.endswith((suffix, f"{suffix}x", f"{suffix}m")) for suffix in _OFFICE)
    if data.startswith(b"PK") and _kind(data) in _ARCHIVED and not is_named_document:
        return Via.ARCHIVE
    return None


def _open(opened: _Opened, name: str, data: bytes, depth: _Depth) -> None:
    """Open what is a mail or an archive, note what is a file."""
    kind = _container(name, data)
    if kind is Via.ARCHIVE and depth.archives < MOST_ARCHIVES:
        _archive(opened, name, data, depth)
    elif kind is Via.MAIL and depth.mails < MOST_MAILS:
        if mail := _read_mail(opened, depth.path + name, data):
            opened.findings += _mail(opened, mail, replace(depth, path=f"{depth.path}{name}/"), name)
    else:
        if kind:
            opened.findings.append(finding("M107", Source(depth.path + name), name=name))
        _file(opened, name, data, depth)


def _archive(opened: _Opened, name: str, data: bytes, depth: _Depth) -> None:
    files, findings = entries_of(data, depth.path + name, most=opened.room)
    opened.room -= sum(len(one.data) for one in files)
    opened.findings += findings
    path = f"{depth.path}{name}/" if depth != _Depth() else ""
    inside = _Depth(depth.archives + 1, depth.mails, path)
    for one in files:
        _open(opened, one.name, one.data, inside)


def _mail(opened: _Opened, mail: Mail, depth: _Depth, file: str) -> list[Finding]:
    """Open a mail's attachments and the mails within it; what is to be told of the mail itself comes back."""
    before = len(opened.files)
    opened.pictures += mail.pictures
    inside = replace(depth, mails=depth.mails + 1)
    for one in mail.files:
        if one.data.startswith(TNEF):
            opened.findings.append(finding("M102", Source(depth.path + file)))
        else:
            _open(opened, one.name, one.data, inside)
    for nested in mail.nested:
        path = f"{depth.path}{nested.subject or UNNAMED_MAIL}/"
        if inside.mails < MOST_MAILS:
            told = _mail(opened, nested, replace(inside, path=path), file)
            opened.findings += [one for one in told if one.code != "M101"]
        else:
            opened.findings.append(finding("M107", Source(path), name=nested.subject or UNNAMED_MAIL))
    return list(_told(mail, file, is_empty=len(opened.files) == before, quiet=bool(opened.findings)))


def _told(mail: Mail, file: str, *, is_empty: bool, quiet: bool) -> list[Finding]:
    """What is to be said of a mail: M118, M124, M103, M119, M101. `quiet`: why nothing came is told already."""
    where, title = Source(file), mail.subject or file
    found: list[Finding] = []
    if mail.is_sealed:
        found.append(finding("M118", where, title=title))
    if mail.broken:
        found.append(finding("M124", where, title=title, count=mail.broken))
    if mail.mentions_far_away:
        found.append(finding("M103" if is_empty else "M119", where, title=title))
    if is_empty and not found and not quiet:
        found.append(finding("M101", where, title=title, sender=mail.sender or mail.sender_name))
    return found


def _read_mail(opened: _Opened, name: str, data: bytes) -> Mail | None:
    try:
        return msg_of(data) if data.startswith(OLE_MAGIC) else mail_of(data)
    except NoLibrary:
        opened.findings.append(finding("M115", Source(name), name=name))
    except (NotRead, RecursionError):
        opened.findings.append(finding("M109", Source(name), name=name))
    return None


def _file(opened: _Opened, name: str, data: bytes, depth: _Depth) -> None:
    kind = _kind(data)
    if not name.strip():
        name = UNNAMED.format(number=len(opened.files) + 1) + _SUFFIXES.get(kind, "")
    if name.rsplit("/", 1)[-1].startswith("~$"):  # what Excel leaves beside an open workbook
        return
    path = depth.path + name
    if kind is FileKind.ARCHIVE and not data.startswith(b"PK"):
        opened.findings.append(finding("M108", Source(path), name=name))
    opened.files.append(Attachment(path, data))


def _timed(delivery: Delivery, opened: _Opened, *, now: datetime, times: tuple[datetime, ...]) -> Delivery:
    """The delivery with the first time of receipt that can be believed; M117 if the first that is told can't."""
    told = [*times, *((delivery.receipt.received_at,) if delivery.receipt.received_at else ())]
    believed = [moment for moment in told if EARLIEST <= moment <= now + CLOCKS_DIFFER]
    moment = believed[0] if believed else now
    if told and told[0] != moment:
        opened.findings.append(finding("M117", Source(delivery.name), name=delivery.name, now=moment))
    return replace(
        delivery,
        receipt=replace(delivery.receipt, received_at=moment),
        files=tuple(opened.files),
        pictures=opened.pictures,
        findings=tuple(opened.findings),
    )
