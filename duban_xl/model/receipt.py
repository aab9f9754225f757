"""What came in: when it was received and from whom, the files that one mail or archive brought, the line of the register."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from duban_xl.model.finding import Finding
from duban_xl.model.letter import Attachment


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """How a file came: local time without zone, and what the mail said, if it came by mail."""

    received_at: datetime | None
    sender: str = ""  # address
    sender_name: str = ""
    subject: str = ""
    original_name: str = ""  # as the sender wrote it, with the archives and folders it lay in
    via: str = ""  # the mail, archive or folder it was taken from


def days_late(received: date | None, due: date | None) -> int:
    """Calendar days from the due day to the day of receipt; 0 for what came on the day or before, or is not known."""
    day = received.date() if isinstance(received, datetime) else received
    return max(0, (day - due).days) if day and due else 0


class Via(StrEnum):
    """What a delivery is."""

    MAIL = "mail"
    ARCHIVE = "archive"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One mail, archive or single file with everything that was in it. `data` are its bytes as they came."""

    name: str
    data: bytes
    kind: Via
    receipt: Receipt
    files: tuple[Attachment, ...] = ()  # a name tells the archives and folders before it: 汇总.zip/县直/甲局.xlsx
    message_id: str = ""
    pictures: int = 0  # pictures of the mail's text, which are no attachments
    findings: tuple[Finding, ...] = ()


class Kind(StrEnum):
    """What a file is to the office."""

    FORM = "form"  # a spreadsheet
    OTHER = "other"  # any other file
    ORIGINAL = "original"  # the mail or archive itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One file of a delivery without its bytes; `name` is safe to store it under, `unit` and `period` are a help to sort."""

    name: str
    kind: Kind
    sha256: str
    size: int
    receipt: Receipt
    unit: str = ""
    period: str = ""
    lies_at: str = ""  # its path below 收件, if a person put it there


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One delivery without its bytes: what `key` says is the same delivery, however often and wherever it is found."""

    key: str
    kind: Via
    receipt: Receipt
    arrivals: tuple[Arrival, ...]
    original: Arrival | None = None  # the mail or archive; None for a file that came by itself
    mailbox: str = ""
    uid: str = ""
    pictures: int = 0
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the register: one arrival. `path` is where it lies below 收件; several arrivals may lie in one place."""

    collected_at: datetime
    key: str
    kind: Kind
    state: str  # a key of `catalogue.mail.STATES`
    sha256: str
    size: int
    path: str
    receipt: Receipt
    unit: str = ""
    period: str = ""
    mailbox: str = ""
    uid: str = ""
    pictures: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Everything that was ever collected, in the order in which it was."""

    entries: tuple[Entry, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """The deliveries that were collected."""
        return frozenset(entry.key for entry in self.entries)

    def uids(self, mailbox: str) -> frozenset[str]:
        """The numbers of the mails that were taken from `mailbox`."""
        return frozenset(entry.uid for entry in self.entries if entry.mailbox == mailbox and entry.uid)

    @property
    def receipts(self) -> Mapping[str, Receipt]:
        """SHA-256 → how the file with these bytes came first, in whatever order the deliveries were collected."""
        first: dict[str, Receipt] = {}
        for entry in self.entries:
            held = first.get(entry.sha256)
            first[entry.sha256] = entry.receipt if held is None else min(held, entry.receipt, key=_order)
        return first


def _order(receipt: Receipt) -> tuple[bool, str, str]:
    moment = receipt.received_at
    return moment is None, moment.isoformat() if moment else "", repr(receipt)
