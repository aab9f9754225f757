"""Ledger → the mail server that 参数 names, the addresses of units, and the letter that brings a unit its form."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue import mailing as words
from duban_xl.model import settings
from duban_xl.model.address import addresses, valid_address
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormContent
from duban_xl.model.ledger import Ledger
from duban_xl.model.letter import Attachment, Letter
from duban_xl.model.mail_server import USUAL_PORTS, MailServer, Security, is_this_machine
from duban_xl.model.office import Unit
from duban_xl.model.source import Source, chinese_day
from duban_xl.model.text import one_width
from duban_xl.plan.remind_letter import office_name, where_to

MOST_MATTERS = 12  # named in a letter; the form names them all
USUAL_RATE = "30"
_SERVER = re.compile(r"(\[[0-9A-Fa-f:]+\]|[\w.-]+)(?::(\d{1,5}))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """A letter to a unit, the file name of its draft, and what it tells: the same thing is not sent twice."""

    code: str
    unit: str
    letter: Letter
    file: str
    tells: tuple[str, ...]


def server_of(ledger: Ledger) -> tuple[MailServer | None, tuple[Finding, ...]]:
    """The server to send by; None, and C060, C061 or C062, if 参数 does not say or says nothing one can use."""
    found = tuple(_faults(ledger))
    if found:
        return None, found
    security = _security(ledger)
    host, port = _host(ledger)
    server = MailServer(
        host=host,
        port=port or USUAL_PORTS[security or Security.SSL],
        security=security or Security.SSL,
        account=valid_address(_account(ledger)),
        name=ledger.setting(settings.MAIL_NAME) or office_name(ledger),
        per_minute=int(ledger.setting(settings.MAIL_RATE, USUAL_RATE)),
    )
    return server, ()


def sender_of(ledger: Ledger) -> tuple[str, str]:
    """The address and the name that a draft comes from; no address if 参数 has none that can be used."""
    return valid_address(_account(ledger)), ledger.setting(settings.MAIL_NAME) or office_name(ledger)


def receivers(unit: Unit) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """The mail addresses of the unit; W140 if it has none, W141 for what is none."""
    found = addresses(unit.email)
    place = unit.source("email")
    bad = tuple(finding("W141", place, unit=unit.name, value=value) for value in found.bad)
    return found.good, bad or (() if found.good else (finding("W140", place, unit=unit.name),))


def form_letter(
    ledger: Ledger, unit: Unit, form: FormContent, attachments: Sequence[Attachment], as_of: date
) -> Letter:
    """The official letter that the form (first of `attachments`) comes with: what, how many, by when, back to whom."""
    address, name = sender_of(ledger)
    back = words.FORM_BACK_TO.format(address=form.return_to) if form.return_to else words.FORM_BACK
    notices = "、".join(one.name.rsplit(".", 1)[0] for one in attachments[1:])
    body = words.FORM_LETTER.format(
        unit=unit.name,
        period=form.period_name,
        count=len(form.rows),
        due=chinese_day(form.due_on),
        office=form.office,
        matters="\n".join(_matters(form)),
        file=attachments[0].name,
        back=back,
        contact=_paragraph(where_to(ledger)),
        notices=_paragraph(words.FORM_NOTICES.format(titles=notices) if notices else ""),
        as_of=chinese_day(as_of),
    )
    return Letter(
        to=receivers(unit)[0],
        subject=words.FORM_SUBJECT.format(period=form.period_name),
        body=body,
        sender=address,
        sender_name=name,
        attachments=tuple(attachments),
    )


def _paragraph(text: str) -> str:
    """The text with a blank line after it; nothing where there is none."""
    return f"{text}\n\n" if text else ""


def _matters(form: FormContent) -> Iterator[str]:
    for place, row in enumerate(form.rows[:MOST_MATTERS], 1):
        due = words.FORM_MATTER_DUE.format(due=chinese_day(row.due_date)) if row.due_date else ""
        yield words.FORM_MATTER.format(place=place, number=row.number, title=row.title, role=row.role, due=due)
    if len(form.rows) > MOST_MATTERS:
        yield words.FORM_MATTERS_MORE.format(count=len(form.rows))


def _faults(ledger: Ledger) -> Iterator[Finding]:
    lacking = [key for key in (settings.MAIL_SERVER, settings.MAIL_ACCOUNT) if not ledger.setting(key)]
    yield from (finding("C060", _place(ledger, key), setting=key) for key in lacking)
    if lacking:
        return
    host, security = _host(ledger)[0], _security(ledger)
    checks = (
        (settings.MAIL_SERVER, bool(host), words.EXPECTED_SERVER),
        (settings.MAIL_ACCOUNT, bool(valid_address(_account(ledger))), words.EXPECTED_ACCOUNT),
        (settings.MAIL_SECURITY, security is not None, words.EXPECTED_SECURITY),
        (settings.MAIL_RATE, bool(_rate(ledger)), words.EXPECTED_RATE),
    )
    for key, is_good, expected in checks:
        if not is_good:
            yield finding("C061", _place(ledger, key), setting=key, value=ledger.setting(key), expected=expected)
    if security is Security.NONE and host and not is_this_machine(host):
        yield finding("C062", _place(ledger, settings.MAIL_SECURITY), value=host, setting=settings.MAIL_SECURITY)


def _host(ledger: Ledger) -> tuple[str, int]:
    """Host and port; "" for what is none, port 0 if none is written."""
    found = _SERVER.fullmatch(one_width(ledger.setting(settings.MAIL_SERVER)))
    port = int(found[2] or 0) if found else 0
    return (found[1].strip("[]"), port) if found and port < 65536 else ("", 0)


def _account(ledger: Ledger) -> str:
    return one_width(ledger.setting(settings.MAIL_ACCOUNT))


def _security(ledger: Ledger) -> Security | None:
    text = one_width(ledger.setting(settings.MAIL_SECURITY, Security.SSL)).upper()
    return Security(text) if text in tuple(Security) else None


def _rate(ledger: Ledger) -> bool:
    text = ledger.setting(settings.MAIL_RATE, USUAL_RATE)
    return text.isascii() and text.isdigit() and int(text) > 0


def _place(ledger: Ledger, key: str) -> Source:
    row = next((one for one in ledger.settings if one.key == key), None)
    return row.source("value") if row else Source(ledger.file)
