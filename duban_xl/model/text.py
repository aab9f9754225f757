"""Text of a cell → the same text in one width and without stray blanks, its comparable form, its Chinese numbers."""

import re
import unicodedata
from functools import lru_cache

CHINESE_PUNCTUATION = "，：；！？（）～"
"""Full-width forms that are proper Chinese punctuation; `squeeze` leaves them as a person typed them."""

_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if chr(code) not in CHINESE_PUNCTUATION}
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_BREAK_IN_WORDS = re.compile("_x000[dD]_")
_LINE_SEPARATORS = "\u2028\u2029"
_BLANKS = re.compile(r"\s+")
_DIGITS = {
    sign: value
    for value, signs in enumerate(("零〇○", "一", "二两", "三", "四", "五", "六", "七", "八", "九"))
    for sign in signs
}
_SCALES = {"十": 10, "百": 100, "千": 1000}
_NUMERALS = "".join((*_DIGITS, *_SCALES))
YEAR_DIGITS = 4
_A_FEW = re.compile(f"[{''.join(_DIGITS)}]{{2}}".replace("〇", "").replace("零", ""))
_COUNTED = re.compile(f"[{_NUMERALS}]+(?=个|日|天|号|月|年|周|季|星期|成)")


def squeeze(text: str) -> str:
    """`text` with half-width letters and digits and without stray blanks; Chinese punctuation stays Chinese.

    A blank survives (as one space) only between two ASCII letters or digits: "２８ 日\\n前" → "28日前", "Q3  2026" → "Q3 2026".
    """
    narrow = _INVISIBLE.sub("", text).translate(_HALF_WIDTH)
    return _BLANKS.sub(_kept_blank, narrow.strip())


def visible(text: str) -> str:
    """`text` as a person sees it: one kind of line break, without signs that have no width or turn the direction of reading.

    Programs leave "_x000D_" where a break was; "\u202e" makes "exe.xlsx" of "xslx.exe".
    """
    if text.isascii() and "\r" not in text and "_x" not in text:
        return text
    plain = _BREAK_IN_WORDS.sub("\r", text).replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub(lambda found: "\n" if found[0] in _LINE_SEPARATORS else "", plain)


def one_width(text: str) -> str:
    """`text` in half width throughout and without any blank: Chinese brackets, commas and colons become ASCII ones."""
    return _BLANKS.sub("", unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)))


@lru_cache(maxsize=16384)
def comparable(text: str) -> str:
    """The form in which two spellings of a name or header are equal: one width, no blanks, no difference of case."""
    return one_width(text).casefold()


def chinese_integer(text: str) -> int | None:
    """The number that Chinese numerals write: "二十一" → 21, "两" → 2, "二〇二六" → 2026; None for anything else.

    Digits side by side are a number only in years and the like: "三五天" and "十二三个" are "a few" (GB/T 15835 4.2).
    """
    if not text or any(sign not in _NUMERALS for sign in text):
        return None
    if not any(sign in _SCALES for sign in text):
        is_spelled = len(text) == 1 or len(text) >= YEAR_DIGITS or "〇" in text or "零" in text
        return int("".join(str(_DIGITS[sign]) for sign in text)) if is_spelled else None
    if _A_FEW.search(text):
        return None
    total, digit = 0, None
    for sign in text:
        if sign in _DIGITS:
            digit = _DIGITS[sign]
        else:
            total += (1 if digit is None else digit) * _SCALES[sign]
            digit = None
    return total + (digit or 0)


def arabic_counts(text: str) -> str:
    """`text` with the Chinese numerals before a unit written as digits: "三个月内" → "3个月内"; "每周五" stays."""
    return _COUNTED.sub(in_digits, text)


def in_digits(numeral: re.Match[str]) -> str:
    """A numeral that was found, in digits; one that names no single number stays as it is."""
    number = chinese_integer(numeral[0])
    return numeral[0] if number is None else str(number)


def _kept_blank(found: re.Match[str]) -> str:
    before, after = found.string[found.start() - 1], found.string[found.end()]
    return " " if (before + after).isascii() and before.isalnum() and after.isalnum() else ""
