"""The door to extract_msg: a mail saved by Outlook (.msg) → the same as a mail read from its text form."""

import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from typing import Any

from duban_xl.model.letter import Attachment
from duban_xl.read.encrypted import OLE_MAGIC
from duban_xl.read.mail import Mail, local, mail_of, sender_of, speaks_of_far_away

_PROPERTIES = "__properties_version1.0".encode("utf-16-le")
_DEEPEST = 4  # mails within mails
_SMTP_ADDRESS = "__substg1.0_5D01"  # where the sender is named by an address that only his own server knows


class NotRead(Exception):
    """The file is no mail of Outlook's, or a damaged one."""


class NoLibrary(Exception):
    """extract_msg, which is an extra, is not installed."""


def is_msg(data: bytes) -> bool:
    """Whether `data` is a .msg: a compound file with the properties of a message."""
    return data.startswith(OLE_MAGIC) and _PROPERTIES in data


def msg_of(data: bytes) -> Mail:
    """The mail `data`. Raises NotRead or NoLibrary."""
    try:
        from extract_msg import openMsg  # pyright: ignore[reportUnknownVariableType]
        from extract_msg.enums import ErrorBehavior
    except ImportError as error:
        raise NoLibrary from error
    logging.getLogger("extract_msg").setLevel(logging.CRITICAL)  # what it has to say is said by our findings
    try:
        with openMsg(
            BytesIO(data),
            errorBehavior=ErrorBehavior.SUPPRESS_ALL & ~ErrorBehavior.OLE_DEFECT_INCORRECT,
            overrideEncoding=_encoding(data),
        ) as message:
            return _mail(message, 1)
    except Exception as error:  # a damaged file is met with whatever its reader stumbles over
        raise NotRead from error


def _encoding(data: bytes) -> str | None:
    """GB18030 for a mail whose texts are in an encoding of its own time; None for Unicode, which says so itself."""
    return None if "001F".encode("utf-16-le") in data else "gb18030"


def _mail(message: Any, depth: int) -> Mail:
    headers = _said(message, "headerText")
    mail = mail_of(headers.encode("utf-8", "surrogateescape")) if headers else Mail()
    sender, name = sender_of(_said(message, "sender"))
    moments = [_get(message, word) for word in ("receivedTime", "date")]
    told = tuple(moment for one in moments if hasattr(one, "astimezone") and (moment := local(one)))
    files: list[Attachment] = []
    nested: list[Mail] = []
    pictures = broken = 0
    is_far_away = speaks_of_far_away(_said(message, "body"))
    for kind, name_of_file, content in _attachments(message):
        match kind:
            case "MSG" | "SIGNED_EMBEDDED" if content is not None and depth < _DEEPEST:
                nested.append(_mail(content, depth + 1))
            case "DATA" | "SIGNED" if isinstance(content, bytes):
                files.append(Attachment(name_of_file, content))
            case "PICTURE":
                pictures += 1
            case "WEB":
                is_far_away = True
            case _:
                broken += 1
    return replace(
        mail,
        sender=mail.sender or sender or _smtp_address(message),
        sender_name=mail.sender_name or name,
        subject=" ".join(_said(message, "subject").split()) or mail.subject,
        message_id=mail.message_id or _said(message, "messageId").strip(),
        times=mail.times or told,
        files=tuple(files),
        nested=tuple(nested),
        pictures=pictures,
        mentions_far_away=is_far_away,
        broken=broken,
    )


def _attachments(message: Any) -> Iterator[tuple[str, str, Any]]:
    """Kind, name and content of each attachment; a picture of the text is of the kind PICTURE."""
    for one in _get(message, "attachments") or ():
        kind = getattr(_get(one, "type"), "name", "BROKEN")
        name = _said(one, "longFilename") or _said(one, "shortFilename") or _said(one, "displayName")
        mime = _said(one, "mimetype")
        if kind == "DATA" and (_get(one, "hidden") or _said(one, "cid")) and mime.startswith("image/"):
            kind = "PICTURE"
        yield kind, " ".join(name.split("\x00")[0].split()), _get(one, "data")


def _smtp_address(message: Any) -> str:
    found: object = None
    with suppress(Exception):
        found = message.getStringStream(_SMTP_ADDRESS)
    return found.strip().lower() if isinstance(found, str) else ""


def _said(thing: Any, name: str) -> str:
    value = _get(thing, name)
    return value if isinstance(value, str) else ""


def _get(thing: Any, name: str) -> Any:
    """A property that may be missing or unreadable."""
    try:
        return getattr(thing, name)
    except Exception:  # a property is read when it is asked for, with all that may be wrong with it
        return None
