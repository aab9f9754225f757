"""Chinese wording of plain values: dates, numerals, percents, lists of units and cell texts → text for a document.

Rules: dates and statistics in Arabic digits without zero padding, full years (GB/T 9704 7.3.5.4, GB/T 15835);
layers 一、（一）1.（1） (GB/T 9704 7.3.3).
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from duban_xl.model.deadline import Expression, UntilDone
from duban_xl.model.file_name import fitted, is_unseen
from duban_xl.model.source import plain

_REGULARLY = "定期"
_DIGITS = "零一二三四五六七八九"
_MOST_PLACES = 6
_PLACES = ("", "十", "百", "千")
_CLOSING_MARKS = "”』）"
_CLOSING = "，。；：、！？…,.;:!?"
_QUOTES = str.maketrans("“”‘’", "‘’“”")
_LINE_BREAKS = re.compile(r"[ \t\u3000]*(?:\r\n|[\r\n\v\f\x85\u2028\u2029])\s*")


def numeral(number: int) -> str:
    """`number` (0 to 9999) in Chinese numerals as headings use them: 3 → 三, 10 → 十, 21 → 二十一, 105 → 一百零五."""
    if not 0 <= number <= 9999:
        raise ValueError(number)
    text = ""
    skipped = False
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit == 0:
            skipped = bool(text)
            continue
        text += ("零" if skipped else "") + _DIGITS[digit] + _PLACES[place]
        skipped = False
    if not text:
        return _DIGITS[0]
    return text.removeprefix("一") if text.startswith("一十") else text


def layer_mark(number: int, level: int) -> str:
    """The mark of the `number`-th heading of `level` 1 to 4: 一、 （一） 1. （1）."""
    return (f"{numeral(number)}、", f"（{numeral(number)}）", f"{number}.", f"（{number}）")[level - 1]


def quarter_name(year: int, quarter: int) -> str:
    """(2026, 3) → "2026年第三季度"."""
    return f"{year}年第{numeral(quarter)}季度"


def period_name(period: str) -> str:
    """A period code in words: "2026Q3" → 2026年第三季度, "2026-09" → 2026年9月, "2026" → 2026年; else as it is."""
    if found := re.fullmatch(r"(\d{4})Q([1-4])", period):
        return quarter_name(int(found[1]), int(found[2]))
    if found := re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])", period):
        return f"{found[1]}年{int(found[2])}月"
    return f"{period}年" if re.fullmatch(r"\d{4}", period) else period


def number_text(number: int | Decimal) -> str:
    """`number` half-width, without exponent and trailing zeros; a third, which has no last digit, to six places."""
    if isinstance(number, int):
        return str(number)
    exponent = number.as_tuple().exponent
    is_long = isinstance(exponent, int) and exponent < -_MOST_PLACES
    return plain(number.quantize(Decimal(1).scaleb(-_MOST_PLACES), ROUND_HALF_UP) if is_long else number)


def percent_of(part: int, whole: int, *, places: int = 1) -> Decimal | None:
    """`part` of `whole` in percent, rounded half up to `places`; None when there is no whole."""
    if whole == 0:
        return None
    return (Decimal(100 * part) / Decimal(whole)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def percent_pair(part: int, whole: int, *, places: int = 1) -> tuple[Decimal, Decimal] | tuple[None, None]:
    """Percent of `part` and of the rest; the rest is what lacks to 100, so that the printed pair always adds up."""
    first = percent_of(part, whole, places=places)
    return (None, None) if first is None else (first, Decimal(100) - first)


def percent_text(percent: Decimal) -> str:
    """Decimal("87.50") → "87.5%"."""
    return f"{plain(percent)}%"


def join_units(units: Sequence[str], limit: int | None = None, *, noun: str = "单位") -> str:
    """Units joined with 、; more than `limit` of them are cut to the first ones, "等N个单位" naming how many in all."""
    if limit is None or len(units) <= limit:
        return "、".join(units)
    return f"{'、'.join(units[:limit])}等{len(units)}个{noun}"


def clause(text: str) -> str:
    """`text` without closing punctuation, to stand inside a sentence."""
    return normal_text(text).rstrip(_CLOSING)


def sentence(text: str) -> str:
    """`text` closed with exactly one full stop; text that already ends in ！？…, also before a closing mark, keeps it."""
    trimmed = normal_text(text)
    if not trimmed.rstrip(_CLOSING_MARKS) or trimmed.rstrip(_CLOSING_MARKS)[-1] in "。！？…":
        return trimmed
    return trimmed.rstrip(_CLOSING) + "。"


def quoted(text: str) -> str:
    """`text` between quotation marks; those inside it change with each layer: 推进“双减” → “推进‘双减’” (GB/T 15834)."""
    return f"“{chinese_quotes(text).translate(_QUOTES)}”"


def chinese_quotes(text: str) -> str:
    """`text` with straight double quotes as Chinese ones, opening and closing by turns; an odd one may be inches and stays."""
    if text.count('"') % 2:
        return text
    return "".join(part if place == 0 else "“”"[(place + 1) % 2] + part for place, part in enumerate(text.split('"')))


def how_often(cycle: Expression | None) -> str:
    """报送周期 in words that stand before 报送进展情况: 每周, 按时序进度, 定期; "" if there is none."""
    if isinstance(cycle, UntilDone):
        return cycle.interval.chinese() if cycle.interval else _REGULARLY
    return cycle.chinese() if cycle else ""


def normal_text(text: str) -> str:
    """A cell's text on one line: breaks and tabs become a blank (nothing after punctuation), unseen characters go.

    An Alt+Enter would otherwise stretch the line of a justified paragraph, a control character would be invalid XML.
    """
    joined = _LINE_BREAKS.sub(lambda gap: "" if _closes(text, gap.start()) else " ", text.strip())
    seen = "".join(" " if letter == "\t" else letter for letter in joined if letter == "\t" or not is_unseen(letter))
    seen = chinese_quotes(seen)
    return re.sub(r" {2,}", " ", unicodedata.normalize("NFC", seen)).strip()


def file_name(parts: Iterable[str], suffix: str = ".docx") -> str:
    """A name that Windows and Linux accept: parts joined with _, forbidden characters replaced, at most 80 letters."""
    cleaned = (normal_text(part).strip(" .") for part in parts)
    return fitted("_".join(part for part in cleaned if part), suffix)


def _closes(text: str, position: int) -> bool:
    before = text.strip()[:position]
    return not before or before[-1] in _CLOSING
