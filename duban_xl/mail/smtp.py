"""A server, letters → what became of each: taken, refused, or nobody knows. The door out; nothing is sent twice from here."""

import smtplib
import ssl
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from duban_xl.catalogue import CannotRun, cannot_run
from duban_xl.catalogue import mailing as words
from duban_xl.mail.message import message_of
from duban_xl.model.letter import Letter
from duban_xl.model.mail_server import MailServer, Security

PATIENCE = 30.0  # seconds to wait for an answer
LONGEST_SAID = 200


class Fate(StrEnum):
    """What became of a letter."""

    TAKEN = words.WAS_SENT
    REFUSED = words.NOT_SENT
    UNSURE = words.UNSURE
    """The connection broke after the text had begun to leave: it may have arrived."""
    LOST = "断线"
    """The connection broke before: it has certainly not been sent."""


@dataclass(frozen=True, slots=True)
class Sent:
    """The fate of one letter, in the server's words; `refused` are receivers that it did not take, address → why."""

    fate: Fate
    why: str = ""
    refused: tuple[tuple[str, str], ...] = ()


class PostOffice:
    """An open connection. A letter meets one connection only: after a break the next letter opens another."""

    def __init__(self, server: MailServer, password: str | None) -> None:
        """Connects. Raises CannotRun: C063 without password, C064 no connection, C065 no login, C066 no encryption."""
        self._server, self._password = server, password
        self._smtp: smtplib.SMTP | None = _connected(server, password)

    def send(self, letter: Letter, *, written_at: datetime) -> Sent:
        """Hand the letter over; it must have receivers. Tells what became of it, and raises nothing."""
        try:
            smtp = self._smtp or _connected(self._server, self._password)
        except CannotRun as why:
            return Sent(Fate.LOST, str(why))
        self._smtp = smtp
        sent = _handed_over(smtp, self._server.account, letter, written_at)
        if sent.fate in (Fate.LOST, Fate.UNSURE):
            self.close()
        return sent

    def close(self) -> None:
        """End the connection."""
        smtp, self._smtp = self._smtp, None
        if smtp:
            with suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()


@contextmanager
def post_office(server: MailServer, password: str | None) -> Generator[PostOffice]:
    """A connection that ends with the block. Raises CannotRun as `PostOffice` does."""
    office = PostOffice(server, password)
    try:
        yield office
    finally:
        office.close()


def _handed_over(smtp: smtplib.SMTP, sender: str, letter: Letter, written_at: datetime) -> Sent:
    data = message_of(letter, written_at=written_at).as_bytes()
    started = False
    try:
        smtp.ehlo_or_helo_if_needed()
        size = [f"size={len(data)}"] if smtp.has_extn("size") else []
        code, said = smtp.mail(sender, size)
        refused: list[tuple[str, str]] = []
        if code == 250:
            answers = [(address, *smtp.rcpt(address)) for address in letter.to]
            refused = [(address, _said(code, said)) for address, code, said in answers if code not in (250, 251)]
            if len(refused) < len(answers):
                started = True
                code, said = smtp.data(data)
            else:
                _address, code, said = answers[0] if answers else ("", 550, b"")
    except smtplib.SMTPDataError as answer:  # it did not want to begin
        return _refusal(smtp, answer.smtp_code, answer.smtp_error)
    except (smtplib.SMTPException, OSError) as broken:
        return Sent(Fate.UNSURE if started else Fate.LOST, _why(broken))
    if code != 250:
        return _refusal(smtp, code, said)
    return Sent(Fate.TAKEN, refused=tuple(refused))


def _refusal(smtp: smtplib.SMTP, code: int, said: bytes | str) -> Sent:
    """The server said no; it is told to forget the letter, so that the next one starts afresh."""
    with suppress(smtplib.SMTPException, OSError):
        smtp.rset()
    return Sent(Fate.REFUSED, _said(code, said))


def _connected(server: MailServer, password: str | None) -> smtplib.SMTP:
    smtp = _opened(server)
    try:
        smtp.ehlo_or_helo_if_needed()
        if smtp.has_extn("auth"):
            if not password:
                raise cannot_run("C063", value=server.account)
            smtp.login(server.account, password)
    except (smtplib.SMTPException, OSError, UnicodeError) as problem:
        smtp.close()
        raise cannot_run("C065", value=str(server), why=_why(problem)) from problem
    except CannotRun:
        smtp.close()
        raise
    return smtp


def _opened(server: MailServer) -> smtplib.SMTP:
    """A connection, encrypted as 参数 says; never without what was asked for."""
    try:
        if server.security is Security.SSL:
            context = ssl.create_default_context()
            return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
        if server.security is Security.STARTTLS:
            _encrypt(smtp)
    except (ssl.SSLError, smtplib.SMTPNotSupportedError) as problem:
        raise cannot_run("C066", value=str(server), why=_why(problem)) from problem
    except (smtplib.SMTPException, OSError, UnicodeError) as problem:
        raise cannot_run("C064", value=str(server), why=_why(problem)) from problem
    return smtp


def _encrypt(smtp: smtplib.SMTP) -> None:
    try:
        code, said = smtp.starttls(context=ssl.create_default_context())
        if code != 220:
            raise smtplib.SMTPNotSupportedError(_said(code, said))
    except BaseException:
        smtp.close()
        raise


def _why(problem: Exception) -> str:
    """What happened, in plain words where it is a common thing, else in the server's or the system's."""
    if isinstance(problem, smtplib.SMTPResponseException):
        return _said(problem.smtp_code, problem.smtp_error)
    if said := words.PROBLEMS.get(type(problem).__name__):
        return said
    strerror = problem.strerror if isinstance(problem, OSError) else None
    return _plain(strerror or str(problem)) or type(problem).__name__


def _said(code: int, said: bytes | str) -> str:
    text = said if isinstance(said, str) else _decoded(said)
    return words.SERVER_SAID.format(code=code, text=_plain(text)).strip()


def _decoded(said: bytes) -> str:
    try:
        return said.decode("utf-8")
    except UnicodeDecodeError:
        return said.decode("gb18030", errors="replace")


def _plain(text: str) -> str:
    """On one line, without signs that a terminal would obey."""
    seen = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(seen.split())[:LONGEST_SAID]
