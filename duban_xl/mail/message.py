"""A letter → the bytes of an .eml draft, the same bytes for the same letter and time."""

from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from mimetypes import guess_type

from duban_xl.model.letter import Letter

UNKNOWN = "application/octet-stream"


def eml_of(letter: Letter, *, written_at: datetime) -> bytes:
    """The letter as RFC 5322 bytes; mail programs open it as a draft that can still be changed (X-Unsent)."""
    message = message_of(letter, written_at=written_at)
    message["X-Unsent"] = "1"
    return message.as_bytes()


def message_of(letter: Letter, *, written_at: datetime) -> EmailMessage:
    """The letter as a message ready to be sent. `written_at` is the office's local time, with or without zone."""
    message = EmailMessage(policy=SMTP)
    if letter.sender:
        message["From"] = letter.sender
    message["To"] = ", ".join(letter.to)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = format_datetime(written_at.astimezone())
    identity = _identity(letter, written_at)
    message["Message-ID"] = f"<{identity}@duban.invalid>"
    message.set_content(letter.body, charset="utf-8", cte="base64")
    for one in letter.attachments:
        kind, sub = (guess_type(one.name)[0] or UNKNOWN).split("/", 1)
        message.add_attachment(one.data, maintype=kind, subtype=sub, filename=one.name)
    if message.is_multipart():
        message.set_boundary(f"={identity}=")
    return message


def _identity(letter: Letter, written_at: datetime) -> str:
    told = sha256(repr((letter.to, letter.subject, letter.body, written_at.isoformat())).encode())
    for one in letter.attachments:
        told.update(one.name.encode() + one.data)
    return told.hexdigest()[:32]
