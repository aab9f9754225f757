"""A letter → the bytes of a mail, the same bytes for the same letter and time; as a draft, or ready to be sent."""

import re
from base64 import b64encode
from collections.abc import Iterable
from datetime import datetime
from email import message_from_bytes
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256

from duban_xl.model.address import domain_of
from duban_xl.model.letter import Attachment, Letter

AS_WRITTEN = SMTP.clone(refold_source="none")
"""Headers stand as they were set: what every mail program understands is more than the library would write."""
KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsm": "application/vnd.ms-excel.sheet.macroEnabled.12",
    "xls": "application/vnd.ms-excel",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "pdf": "application/pdf",
    "zip": "application/zip",
}
"""Ending → content type. What the system knows differs between machines, and so would the bytes."""
UNKNOWN = "application/octet-stream"
FOLD = "\r\n "
NOWHERE = "duban.invalid"
REPLACED = "\ufffd"
NAME_BYTES, WORD_BYTES = 45, 42  # of a piece of a file name; of an encoded word, which may have 75 characters
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_HIDDEN = re.compile(r"[\x00-\x1f\x7f\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
_SAFE = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._")


def eml_of(letter: Letter, *, written_at: datetime) -> bytes:
    """The letter as RFC 5322 bytes; mail programs open it as a draft that can still be changed (X-Unsent)."""
    message = message_of(letter, written_at=written_at)
    message["X-Unsent"] = "1"
    return message.as_bytes()


def is_draft_of(data: bytes, letter: Letter) -> bool:
    """Whether `data` is the draft of this very letter, written at whatever time."""
    try:
        said = message_from_bytes(data)["Date"]
        return data == eml_of(letter, written_at=parsedate_to_datetime(said or ""))
    except ValueError:
        return False


def message_of(letter: Letter, *, written_at: datetime) -> EmailMessage:
    """The letter as a message ready to be sent. `written_at` is the office's local time, with or without zone.

    Line breaks in a subject or name end no header; signs that no mail may carry are replaced or left out.
    """
    message = EmailMessage(policy=AS_WRITTEN)
    if letter.sender:
        message.set_raw("From", _mailbox(letter.sender_name, letter.sender))
    if letter.to:
        message.set_raw("To", f",{FOLD}".join(_one_line(address) for address in letter.to))
    message.set_raw("Subject", _words(subject_of(letter), "Subject"))
    moment = written_at.astimezone()
    message["Date"] = format_datetime(moment)
    identity = _identity(letter, moment)
    message["Message-ID"] = f"<{identity}@{domain_of(letter.sender) or NOWHERE}>"
    message.set_content(body_of(letter), charset="utf-8", cte="base64")
    if letter.attachments:
        message.make_mixed()
        for one in letter.attachments:
            message.attach(_part(one))
        message.set_boundary(f"={identity}=")
    return message


def subject_of(letter: Letter) -> str:
    """The subject as it is written: on one line."""
    return _one_line(letter.subject)


def body_of(letter: Letter) -> str:
    """The text as it is written: one kind of line break, an end of line at its end, no signs that a mail can't carry."""
    lines = _CONTROLS.sub(REPLACED, letter.body.replace("\r\n", "\n").replace("\r", "\n"))
    return lines if lines.endswith("\n") else f"{lines}\n"


def name_of(attachment: Attachment) -> str:
    """The name under which the file arrives: one line, no folder, nothing that turns the direction of reading."""
    name = _one_line(attachment.name).replace("\\", "/").rsplit("/", 1)[-1].strip()
    return name or UNKNOWN.rsplit("/", 1)[-1]


def _part(one: Attachment) -> EmailMessage:
    """One attached file. Its name stands twice: as RFC 2231 asks, and as older Outlook and Foxmail read it (RFC 2047)."""
    name = name_of(one)
    kind = KINDS.get(name.rsplit(".", 1)[-1].lower(), UNKNOWN)
    part = EmailMessage(policy=AS_WRITTEN)
    part.set_raw("Content-Type", f'{kind};{FOLD}name="{FOLD.join(_encoded(name))}"')
    part.set_raw("Content-Transfer-Encoding", "base64")
    part.set_raw("Content-Disposition", f";{FOLD}".join(("attachment", *_pieces(name))))
    text = b64encode(one.data).decode("ascii")
    part.set_payload("".join(f"{text[at : at + 76]}\r\n" for at in range(0, len(text), 76)))
    return part


def _pieces(name: str) -> Iterable[str]:
    """filename*0*=UTF-8''…, filename*1*=…: whole characters in each, a name that fits in one piece without a number."""
    pieces = ["".join(chr(b) if b in _SAFE else f"%{b:02X}" for b in part) for part in _cut(name, NAME_BYTES // 3)]
    if len(pieces) == 1:
        return [f"filename*=UTF-8''{pieces[0]}"]
    first = f"filename*0*=UTF-8''{pieces[0]}"
    return [first, *(f"filename*{at}*={piece}" for at, piece in enumerate(pieces[1:], 1))]


def _encoded(text: str) -> Iterable[str]:
    """=?utf-8?B?…?= of at most 75 characters each, whole characters in every one."""
    return [f"=?utf-8?B?{b64encode(part).decode('ascii')}?=" for part in _cut(text, WORD_BYTES)]


def _cut(text: str, most: int) -> Iterable[bytes]:
    """The text as UTF-8 in pieces of at most `most` bytes, never within a character."""
    pieces, piece = list[bytes](), b""
    for sign in text:
        told = sign.encode()
        if piece and len(piece) + len(told) > most:
            pieces.append(piece)
            piece = b""
        piece += told
    return [*pieces, piece]


def _mailbox(name: str, address: str) -> str:
    shown = _one_line(name)
    return f"{_words(shown, 'From')}{FOLD}<{_one_line(address)}>" if shown else _one_line(address)


def _words(text: str, header: str) -> str:
    """The text as encoded words, lines folded; also an English one, which might look like an encoded word itself."""
    return Header(text, "utf-8", header_name=header).encode(linesep="\r\n") if text else ""


def _one_line(text: str) -> str:
    return " ".join(_HIDDEN.sub(" ", text).split())


def _identity(letter: Letter, moment: datetime) -> str:
    told = sha256(repr((letter.to, letter.subject, letter.body, format_datetime(moment))).encode())
    for one in letter.attachments:
        told.update(repr(one.name).encode() + one.data)
    return told.hexdigest()[:32]
