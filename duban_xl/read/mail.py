"""A mail's bytes (.eml, one message of a mailbox) → sender, subject, times and attachments, whoever wrote it and however."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email.message import Message
from email.parser import BytesParser
from email.policy import compat32
from email.utils import parsedate_to_datetime
from typing import Any, cast

from duban_xl.model.letter import Attachment
from duban_xl.read.mail_text import guessed, header_text, parameter

MOST_MAIL = 200_000_000  # bytes: mail servers take a quarter of it
MOST_PARTS = 2_000
TNEF = bytes.fromhex("789F3E22")
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{1,60}:[ \t\r\n]")
_HEADERS_OF_MAIL = re.compile(
    rb"^(?:from|to|date|subject|message-id|mime-version|received|return-path|content-type|x-mailer):",
    re.IGNORECASE | re.MULTILINE,
)
_HEAD = 16_384
_ADDRESS = re.compile(r"<([^<>\s]+@[^<>\s]+)>|([^\s<>,;:\"']+@[^\s<>,;:\"']+)")
_FAR_AWAY = re.compile("超大附件|云附件|云盘附件")
_TAGS = re.compile(r"<[^<>]*>")
_SIGNED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """What one mail holds. `times` are the moments it tells itself, the most reliable first."""

    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    message_id: str = ""
    times: tuple[datetime, ...] = ()
    files: tuple[Attachment, ...] = ()
    nested: tuple["Mail", ...] = ()
    pictures: int = 0
    mentions_far_away: bool = False  # its text speaks of an attachment that lies on a server
    is_sealed: bool = False  # encrypted as a whole, or signed in a form that only the addressee's program opens
    broken: int = 0  # attachments that can't be read


@dataclass(slots=True)
class _Found:
    """What a walk through the parts has found so far."""

    files: list[Attachment] = field(default_factory=list[Attachment])
    nested: list[Mail] = field(default_factory=list[Mail])
    pictures: int = 0
    parts: int = 0
    far_away: bool = False
    sealed: bool = False


def is_mail(data: bytes) -> bool:
    """Whether `data` begins like a mail: a header line, and at least two of those that every mail has."""
    head = data[:_HEAD].lstrip()
    return bool(_HEADER.match(head)) and len(set(map(bytes.lower, _HEADERS_OF_MAIL.findall(head)))) > 1


def mail_of(data: bytes) -> Mail:
    """The mail `data`. Anything can be read as a mail; what is none has no sender, no time and no attachment.

    Raises RecursionError for parts within parts without end.
    """
    return _mail(BytesParser(policy=compat32).parsebytes(data))


def _mail(message: "Message[str, str]") -> Mail:
    found = _Found()
    _walk(message, found)
    sender, name = sender_of(header_text(_raw(message, "from") or _raw(message, "sender")))
    return Mail(
        sender=sender,
        sender_name=name,
        subject=header_text(_raw(message, "subject")),
        message_id=_raw(message, "message-id").strip(),
        times=tuple(_times(message)),
        files=tuple(found.files),
        nested=tuple(found.nested),
        pictures=found.pictures,
        mentions_far_away=found.far_away,
        is_sealed=found.sealed,
    )


def _walk(part: "Message[str, str]", found: _Found) -> None:
    """Note what `part` and those within it are."""
    found.parts += 1
    if found.parts > MOST_PARTS:
        return
    kind = _kind(part)
    payload = part.get_payload()
    inside: list[Message[str, str]] = [one for one in _list(payload) if isinstance(one, Message)]
    if kind == "message/rfc822":
        found.nested += [_mail(inner) for inner in inside]
    elif isinstance(payload, list):
        for inner in inside:
            _walk(inner, found)
    else:
        _leaf(part, kind, found)


def _list(payload: Any) -> list[Any]:
    return cast(list[Any], payload) if isinstance(payload, list) else []


def _leaf(part: "Message[str, str]", kind: str, found: _Found) -> None:
    data = _content(part)
    name = _name(part)
    disposition = _raw(part, "content-disposition").split(";")[0].strip().lower()
    is_attached = disposition == "attachment"
    if kind in _SIGNED:
        found.sealed = True
    elif kind.startswith("image/") and not is_attached and (_raw(part, "content-id") or disposition == "inline"):
        found.pictures += 1
    elif not name and not is_attached and kind.startswith(("text/", "multipart/")):
        text = guessed(data, parameter(_raw(part, "content-type"), "charset"))
        found.far_away = found.far_away or speaks_of_far_away(text)
    elif name or is_attached or (data and kind.startswith(("application/", "image/"))):
        found.files.append(Attachment(name, data))


def speaks_of_far_away(text: str) -> bool:
    """Whether the text or page of a mail points to an attachment on a server instead of holding it."""
    return bool(_FAR_AWAY.search(_TAGS.sub("", text)))


def _content(part: "Message[str, str]") -> bytes:
    """The bytes of a part, as far as its coding can be undone."""
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        data = None
    return data if isinstance(data, bytes) else b""


def _name(part: "Message[str, str]") -> str:
    """The name of an attachment; of two that differ, the one that can be read."""
    names = (
        parameter(_raw(part, "content-disposition"), "filename"),
        parameter(_raw(part, "content-type"), "name"),
    )
    said = [" ".join(name.split()) for name in names if name.strip()]
    return next((name for name in said if "\ufffd" not in name), next(iter(said), ""))


def _kind(part: "Message[str, str]") -> str:
    return _raw(part, "content-type").split(";")[0].strip().lower() or "text/plain"


def _raw(part: "Message[str, str]", name: str) -> str:
    """The first header of that name as it stands in the mail."""
    return next(_raws(part, name), "")


def _raws(part: "Message[str, str]", name: str) -> Iterator[str]:
    for key, value in part.raw_items():
        if key.lower() == name:
            yield str(value)


def sender_of(text: str) -> tuple[str, str]:
    """Address and name in a decoded 'From'; of what holds no address, all of it is the name."""
    found = list(_ADDRESS.finditer(text))
    if not found:
        return "", text
    last = next((one for one in found if one[1]), found[0])
    return (last[1] or last[2]).lower(), text[: last.start()].strip(" \"'<")


def _times(message: "Message[str, str]") -> Iterator[datetime]:
    """When the last server took the mail, then when it was written; in local time."""
    for text in (next(_raws(message, "received"), "").rpartition(";")[2], _raw(message, "date")):
        if moment := moment_of(text):
            yield moment


def moment_of(text: str) -> datetime | None:
    """A mail's time in local time without zone, cut to the second; None for what is no time."""
    try:
        return local(parsedate_to_datetime(" ".join(text.split())))
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def local(moment: datetime) -> datetime | None:
    """`moment` in local time without zone, cut to the second; None outside the calendar."""
    try:
        return (moment.astimezone() if moment.tzinfo else moment).replace(tzinfo=None, microsecond=0)
    except (ValueError, OverflowError, OSError):
        return None
