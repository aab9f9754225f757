"""The text of a date or deadline cell → the same in one spelling: half width, plain dashes and brackets, Arabic counts."""

import re
import unicodedata
from dataclasses import dataclass

from duban_xl.model.text import arabic_counts, chinese_integer

SEPARATOR = ";"
"""Stands for a line break and for ①② between the parts of a cell."""

_INVISIBLE = re.compile("[\u200b-\u200f\u2028\u2029\u2060-\u2064\ufeff\u00ad]")
_TURNED = re.compile("[\u202a-\u202e\u2066-\u2069]")
_ITEM_SIGNS = re.compile("[\u2460-\u249b\u2776-\u277f\u24eb-\u24fe\u3220-\u3229]")
_DASHES = re.compile("[-‐‑‒–—―─━−~〜～]+")
_DOTS = re.compile("[·・•‧∙]")
_BRACKETS = str.maketrans({"[": "(", "]": ")", "【": "(", "】": ")", "〔": "(", "〕": ")", "{": "(", "}": ")"})
_SLIPS = re.compile(r"(?<=[\d一二三四五六七八九十])\s*曰")  # looks like 日
_QUOTES = re.compile("[“”\"‘’'`「」『』]")
_MIDNIGHT = re.compile(r"(?:[^\S\n]+|(?<=\d)T)0{1,2}:00(?::00(?:\.0+)?)?\s*$")
_CLOCK_AFTER = re.compile(r"(?<=\d)(?:[^\S\n]+|T)(?=\d{1,2}(?::\d\d|[时点]))")
_SPACED_DATE = re.compile(r"(?<!\d)(\d{4})[^\S\n]+(\d{1,2})[^\S\n]+(\d{1,2})(?!\d)")
_NUMERALS = "零〇○一二两三四五六七八九十百"
_OLD_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
_SPELT_YEAR = re.compile(r"[零〇○一二三四五六七八九Oo0]{4}(?=年)")
_AFTER_MONTH = re.compile(rf"(?<=月)[{_NUMERALS}]{{2,}}(?=$|[前止之以(,;、。至到-])")
_MIXED = re.compile(rf"\d[{_NUMERALS}]|(?<![周期拜])[{_NUMERALS}]\d")
_A_FEW = re.compile(
    rf"(?<![{_NUMERALS}])[一二两三四五六七八九][二三四五六七八九](?=[天日号个周月])"
)  # 两三天 is not 23 days
_HOURS = re.compile(rf"[{_NUMERALS}]+(?=小?时(?![期限间])|点)")
_BEFORE_RANGE = re.compile(rf"[{_NUMERALS}]+(?=[至到-][{_NUMERALS}\d]+(?:月|季|日|号|年))")
_EDGE = ";,、:。.! \n"
_MARKS = f"{_EDGE}?\t“”\"‘’'「」"


@dataclass(frozen=True, slots=True)
class Folded:
    """A cell's text in one spelling.

    `text` runs on over line breaks; in `lines` each of them is a separator. `is_doubtful`: a blank or a Chinese numeral
    stood beside a figure (1 5日, 7三日), or a question mark at the end. `is_odd`: signs that hide or change what a person
    sees (², right-to-left marks); such a text is not read.
    """

    text: str
    lines: str
    is_doubtful: bool = False
    is_odd: bool = False


def fold(written: str) -> Folded:
    """`written` in one spelling. Nothing but width, blanks, dashes, quotes, brackets and Chinese numerals changes."""
    separated = _ITEM_SIGNS.sub(SEPARATOR, _INVISIBLE.sub("", written))
    is_odd = bool(_TURNED.search(separated)) or any(unicodedata.category(sign) == "No" for sign in separated)
    narrow = unicodedata.normalize("NFKC", separated).replace("\r\n", "\n").replace("\r", "\n")
    bare = narrow.strip(_MARKS)
    plain = _CLOCK_AFTER.sub("日", _MIDNIGHT.sub("", bare))
    plain, slips = _SLIPS.subn("日", plain)
    spaced = _SPACED_DATE.sub(r"\1-\2-\3", plain)
    mixed = _MIXED.search(_SPELT_YEAR.sub("", spaced))
    is_doubtful = bool(slips or mixed or re.search(r"\d\s+\d", spaced)) or "?" in narrow[len(narrow.rstrip(_MARKS)) :]
    return Folded(
        text=_one_spelling(re.sub(r"\s+", "", spaced)),
        lines=_one_spelling(re.sub(r"\s+", "", re.sub(r"\s*\n\s*", SEPARATOR, spaced))),
        is_doubtful=is_doubtful,
        is_odd=is_odd,
    )


def _one_spelling(text: str) -> str:
    plain = _QUOTES.sub("", _DASHES.sub("-", _DOTS.sub(".", text)).translate(_BRACKETS))
    dotted = re.sub(r"(?<=\d)。(?=\d)", ".", plain)
    return with_arabic_counts(dotted).strip(_EDGE)


def with_arabic_counts(text: str) -> str:
    """`text` with Chinese numerals as digits where they count or date: 二O二六年四月廿五 → 2026年4月25, 二至三季度 → 2至3季度."""
    years = _SPELT_YEAR.sub(_spelt_year, _A_FEW.sub("几", text.translate(_OLD_TENS)))
    for form in (_AFTER_MONTH, _HOURS, _BEFORE_RANGE):
        years = form.sub(_as_number, years)
    return arabic_counts(years)


def _spelt_year(found: re.Match[str]) -> str:
    return found[0] if found[0].isdigit() and found[0].isascii() else _as_digits(re.sub("[Oo0]", "零", found[0]))


def _as_number(found: re.Match[str]) -> str:
    return _as_digits(found[0])


def _as_digits(numeral: str) -> str:
    number = chinese_integer(numeral)
    return numeral if number is None else str(number)
