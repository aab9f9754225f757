"""Texts, file name and sheet names of a returned form → what must not be spread: marks of secrecy, personal numbers."""

import re
from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.check.returned.context import FormCheck, FormContext
from duban_xl.check.returned.rows import OPEN_FIELDS
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormExtension, FormLine
from duban_xl.model.source import Source
from duban_xl.model.text import one_width

PROSE = ("progress", "difficulties", "next_steps", "help_needed", "attachments")
TEXTS_OF_ROWS = tuple(field.key for field in OPEN_FIELDS)
TEXTS_OF_REQUESTS = ("reason", "progress")

_BIRTHDAY = r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_ID_NUMBER = re.compile(rf"(?<![0-9])[1-9]\d{{5}}{_BIRTHDAY}\d{{3}}[0-9Xx](?![0-9])")
_NUMBER_OF_ID_LENGTH = re.compile(r"(?<![0-9])[1-9]\d{16}[0-9Xx](?![0-9])")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
_MOBILE = re.compile(r"(?<![0-9])(?:\+?86-?)?(1[3-9]\d-?\d{4}-?\d{4})(?![0-9])")
_CARD = re.compile(r"(?<![0-9])(?:62|60|4|5[1-5]|35|95)\d{14,17}(?![0-9])")
_CARD_LENGTHS = range(16, 20)
_SECRET = re.compile(
    r"(?:秘密|机密|绝密|内部)\s*[★☆▲]|密级\s*[:：为]?\s*(?:秘密|机密|绝密)|[(（【\[](?:秘密|机密|绝密)[)）】\]]|^\s*(?:秘密|机密|绝密)\s*(?:$|[\n★☆▲])"
)
_CONFIDENTIAL = re.compile(
    r"(?:不得|严禁|请勿|禁止|切勿)(?:对?外传|外泄|扩散|转发|公开|上网)|(?:内部|涉密)(?:资料|文件|材料|信息)[,，、]?\s*(?:注意|严格)?(?:保密|保存|妥善保管)"
    r"|阅后(?:即焚|销毁|收回)|(?:密级|保密期限)\s*[:：为]"
)


def id_numbers(text: str) -> Iterator[str]:
    """What looks like a citizen's identity number (a birthday, or a check sign that fits), its middle hidden."""
    folded = one_width(text)
    for found in _NUMBER_OF_ID_LENGTH.finditer(folded):
        if _ID_NUMBER.fullmatch(found[0]) or _check_sign_fits(found[0]):
            yield _masked(found[0])


def _check_sign_fits(number: str) -> bool:
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return (
        "1" <= number[0] <= "8" and _CHECK_SIGNS[total % 11] == number[-1].upper() and "1900" <= number[6:10] <= "2099"
    )


def mobile_numbers(text: str) -> Iterator[str]:
    """What looks like a mobile number, its middle hidden."""
    return (f"{found[1][:3]}…{found[1][-2:]}" for found in _MOBILE.finditer(one_width(text)))


def card_numbers(text: str) -> Iterator[str]:
    """What looks like the number of a bank card (its check digit fits), its middle hidden; no identity numbers."""
    for found in _CARD.finditer(one_width(text)):
        if len(found[0]) in _CARD_LENGTHS and not _ID_NUMBER.fullmatch(found[0]) and _luhn_fits(found[0]):
            yield _masked(found[0])


def _luhn_fits(number: str) -> bool:
    doubled = (int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


def _masked(number: str) -> str:
    return f"{number[:4]}…{number[-2:]}"


def secret_mark(text: str) -> str:
    """The mark of secrecy in a text (秘密★, 密级：机密), or ""."""
    found = _SECRET.search(text)
    return found[0].strip() if found else ""


def confidential(text: str) -> str:
    """Words that say a text is not for everybody (不得外传, 内部资料注意保存), or ""."""
    found = _CONFIDENTIAL.search(text)
    return found[0].strip() if found else ""


def personal_data(ctx: FormContext) -> Iterator[Finding]:
    """Prose holds what looks like an identity, a mobile or a bank card number."""
    for where, header, text in _prose(ctx):
        for number in id_numbers(text):
            yield finding("R323", where, header=header, value=number)
        for number in mobile_numbers(text):
            yield finding("R324", where, header=header, value=number)
        for number in card_numbers(text):
            yield finding("R385", where, header=header, value=number)


def mark_of_secrecy(ctx: FormContext) -> Iterator[Finding]:
    """A cell bears 秘密★ or the like, or says that it must not be passed on."""
    for where, header, text in _texts(ctx):
        if mark := secret_mark(text):
            yield finding("R325", where, header=header, value=mark)
        elif words := confidential(text):
            yield finding("R386", where, header=header, value=words)


def mark_in_a_name(ctx: FormContext) -> Iterator[Finding]:
    """The name of the file or of a sheet bears a mark of secrecy or a personal number."""
    tabs = {row.record.shape.tab for row in (*ctx.lines, *ctx.returned.extensions)}
    file = ctx.returned.file
    names = [(Source(file), file.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0])]
    names += [(Source(file, tab), tab) for tab in sorted(tabs)]
    for where, name in names:
        if mark := secret_mark(name) or confidential(name) or _spelt_out(name):
            yield finding("R531", where, value=mark)
        for number in (*id_numbers(name), *mobile_numbers(name)):
            yield finding("R532", where, value=number)


def _spelt_out(name: str) -> str:
    """机密 or 绝密 in a name: there it is said of the file, as in "机密_进展情况.xlsx"."""
    return next((word for word in ("绝密", "机密") if word in name), "")


FORM_CHECKS: tuple[FormCheck, ...] = (mark_in_a_name, personal_data, mark_of_secrecy)


def _prose(ctx: FormContext) -> Iterator[tuple[Source, str, str]]:
    """Cell, header and text of every cell that holds prose."""
    return (of for of in _every(ctx, PROSE))


def _texts(ctx: FormContext) -> Iterator[tuple[Source, str, str]]:
    """Cell, header and text of every cell that a unit may write text into."""
    return _every(ctx, TEXTS_OF_ROWS)


def _every(ctx: FormContext, keys: tuple[str, ...]) -> Iterator[tuple[Source, str, str]]:
    for line in ctx.lines:
        yield from _cells(line, keys)
    for request in ctx.returned.extensions:
        yield from _cells(request, TEXTS_OF_REQUESTS)


def _cells(row: FormLine | FormExtension, keys: tuple[str, ...]) -> Iterator[tuple[Source, str, str]]:
    sheet = RETURN_FORM if isinstance(row, FormLine) else EXTENSION_FORM
    for key in keys:
        text = getattr(row, key)
        if isinstance(text, str) and text:
            yield row.source(key), sheet[key].header, text
