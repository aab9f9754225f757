"""The door to imap_tools: a mailbox → the mails in it that are not known yet. It only reads: no mail is marked or moved."""

import imaplib
import re
import ssl
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, cast

from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.mail import NO_CONTENT
from duban_xl.model.mailbox import Mailbox

if TYPE_CHECKING:
    from imap_tools.mailbox import BaseMailBox

PATIENCE = 60.0  # seconds to wait for the server
MOST_BYTES = 200_000_000
STARTTLS_PORT = 143
_SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
_WHO = '("name" "duban-xl" "version" "1" "vendor" "duban-xl")'
"""Some servers refuse to open a folder for a program that does not introduce itself (RFC 2971)."""
_FAILED = (OSError, imaplib.IMAP4.error, ssl.SSLError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One mail: its number, when the server got it, and its bytes; `data` is None if it was not given out, `why` says so."""

    uid: str
    came_at: datetime | None = None
    data: bytes | None = None
    why: str = ""
    is_too_large: bool = False


class OpenMailbox(AbstractContextManager["OpenMailbox"]):
    """A mailbox that is open for reading. `uids` names its mails, `fetch` gets one.

    Raises CannotRun: C041 without the library, C043 login refused, C044 server not reached, C045 no such folder.
    """

    def __init__(self, mailbox: Mailbox, password: str, *, context: ssl.SSLContext | None = None) -> None:
        self._mailbox = mailbox
        self._server = _connected(mailbox, context)
        try:
            self._log_in(password)
            self._open_folder()
        except BaseException:
            self.__exit__()
            raise
        self.validity = self._validity()

    @property
    def name(self) -> str:
        """What the register calls it; another UIDVALIDITY is another mailbox, since its numbers mean other mails."""
        return f"{self._mailbox.name}#{self.validity}"

    def uids(self, since: date | None) -> tuple[str, ...]:
        """The numbers of its mails in their order; only those that came on `since` or later."""
        from imap_tools import AND
        from imap_tools.errors import ImapToolsError

        try:
            found = self._server.uids(AND(date_gte=since) if since else "ALL", charset=None)
        except (*_FAILED, ImapToolsError) as error:
            raise cannot_run("C044", name=self._mailbox.account, reason=_reason(error)) from error
        return tuple(sorted(found, key=int))

    def fetch(self, uid: str) -> Fetched:
        """The mail with that number. Never raises for one mail that the server won't give."""
        try:
            head = self._answer(uid, "(RFC822.SIZE INTERNALDATE)")
            size = _SIZE.search(head[0])
            if size and int(size[1]) > MOST_BYTES:
                return Fetched(uid=uid, is_too_large=True, why=f"{int(size[1]) // 1_000_000} MB")
            data = self._answer(uid, "(BODY.PEEK[])")[1]
        except _FAILED as error:
            return Fetched(uid=uid, why=_reason(error))
        if data is None:
            return Fetched(uid=uid, why=NO_CONTENT)
        return Fetched(uid=uid, came_at=_moment(head[0]), data=data)

    def __exit__(self, *_: object) -> None:
        """Leave the server."""
        with suppress(Exception):
            self._server.client.logout()

    def _answer(self, uid: str, what: str) -> tuple[bytes, bytes | None]:
        """What the server says of a mail, and the bytes that it sends with that."""
        client: Any = self._server.client  # its answers have no types
        parts: Any = client.uid("fetch", uid, what)[1]
        texts: list[bytes] = []
        sent: bytes | None = None
        for part in cast(list[Any], parts or []):
            if isinstance(part, tuple):
                told, sent = cast(tuple[bytes, bytes], part)
                texts.append(told)
            elif isinstance(part, bytes):
                texts.append(part)
        return b"".join(texts), sent

    def _log_in(self, password: str) -> None:
        from imap_tools.errors import ImapToolsError

        try:
            self._server.login(self._mailbox.user, password, initial_folder=None)
        except (*_FAILED, ImapToolsError, UnicodeError) as error:
            raise cannot_run("C043", name=self._mailbox.account, reason=_reason(error)) from error
        with suppress(*_FAILED):
            self._server.client.xatom("ID", _WHO)

    def _open_folder(self) -> None:
        from imap_tools.errors import ImapToolsError

        try:
            self._server.folder.set(self._mailbox.folder, readonly=True)
        except (*_FAILED, ImapToolsError) as error:
            raise cannot_run("C045", folder=self._mailbox.folder, names=self._folders()) from error

    def _folders(self) -> str:
        try:
            return "、".join(one.name for one in self._server.folder.list())
        except Exception:  # the list is a help only
            return "—"

    def _validity(self) -> str:
        _state, said = self._server.client.response("UIDVALIDITY")
        first = said[-1] if said else None
        return first.decode("ascii", "replace") if isinstance(first, bytes) else ""


def _connected(mailbox: Mailbox, context: ssl.SSLContext | None) -> "BaseMailBox":
    try:
        from imap_tools import MailBox, MailBoxStartTls, MailBoxUnencrypted
        from imap_tools.errors import ImapToolsError
    except ImportError as error:
        raise cannot_run("C041") from error
    secure = context or ssl.create_default_context()
    try:
        if not mailbox.encrypted:
            return MailBoxUnencrypted(mailbox.host, mailbox.port, timeout=PATIENCE)
        if mailbox.port == STARTTLS_PORT:
            return MailBoxStartTls(mailbox.host, mailbox.port, timeout=PATIENCE, ssl_context=secure)
        return MailBox(mailbox.host, mailbox.port, timeout=PATIENCE, ssl_context=secure)
    except (*_FAILED, ImapToolsError) as error:
        raise cannot_run("C044", name=f"{mailbox.host}:{mailbox.port}", reason=_reason(error)) from error


def _moment(said: bytes) -> datetime | None:
    """INTERNALDATE in local time without zone."""
    try:
        local = imaplib.Internaldate2tuple(said)
        return datetime(*local[:6]) if local else None  # noqa: DTZ001 - local time, as everywhere
    except (ValueError, OverflowError):
        return None


def _reason(error: BaseException) -> str:
    """What the server or the system said, on one short line."""
    said: Any = getattr(error, "strerror", None) or next(iter(error.args), "") or type(error).__name__
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
    return " ".join(text.split())[:200]
