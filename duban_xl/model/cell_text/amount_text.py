"""What a cell of numbers or money holds (1,234.5, 三, 2000万, 壹佰万元) → the number that is meant; never 0 for what is not understood."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from duban_xl.model.cell_text.reading import BLANK_SIGNS, MAX_LENGTH, Reading
from duban_xl.model.source import Value, plain, shown
from duban_xl.model.text import chinese_integer, one_width, squeeze

FORMAL_NUMERALS = str.maketrans("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟萬億圆圓", "一二二三三四五六六七八九十百千万亿元元")
_SCALES = {"": 1, "百": 100, "千": 1000, "万": 10_000, "百万": 10**6, "千万": 10**7, "亿": 10**8, "万亿": 10**12}
_FIGURE = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d{1,18})(?:\.\d{1,9})?"
_SPELT = r"[零〇一二两三四五六七八九十百千]+"
_SCALE = r"(?:万亿|千万|百万|[百千万亿])?"
_NUMBER = re.compile(rf"(约|大约)?({_FIGURE})({_SCALE})(?:元|[个件项次分人天日家户处条])?(左右)?")
_MONEY = re.compile(
    r"(?:人民币|[¥￥])?(?P<before>大?约|近|将近|接近|超过?|逾|不足|不到|不低于|不少于|至少)?"
    rf"(?P<figure>{_FIGURE}|{_SPELT})(?P<more>余|多)?(?P<scale>{_SCALE})(?P<later>余|多)?(?P<yuan>元)?(?:整|人民币)?"
    r"(?P<after>左右|以上|以下|上下)?"
)
_RELATIONS = {
    **dict.fromkeys(("近", "将近", "接近", "不足", "不到"), "<"),
    **dict.fromkeys(("超", "超过", "逾", "余", "多"), ">"),
    **dict.fromkeys(("不低于", "不少于", "至少", "以上"), ">="),
    "以下": "<=",
}
_VAGUE = frozenset(("约", "大约", "近", "将近", "接近", "左右", "上下", "余", "多"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A sum of money in yuan as read; `value` is None where none was understood."""

    value: Decimal | None = None
    written: str = ""
    relation: str = "="
    approximate: bool = False
    note: str = ""  # code in the catalogue

    @property
    def reading(self) -> str:
        """The reading in one line: `amount=20000000`, `amount>5000; approx`, `unknown`, `empty`."""
        if self.value is None:
            return "unknown" if self.written else "empty"
        return f"amount{self.relation}{plain(self.value)}" + ("; approx" if self.approximate else "")

    @property
    def quoted(self) -> Mapping[str, Value]:
        """The values for the sentence of `note`."""
        return {"text": self.written, "value": self.value, "suggestion": None, "what": ""}


def read_number(value: Value) -> Reading[Decimal]:
    """The number that a cell means: 1,234.5, 三, 3件, 2000万 (as 20 000 000). T141: not a number."""
    if isinstance(value, Decimal) and value.is_finite():
        return Reading(value=value, written=shown(value))
    written = shown(value).strip()
    if squeeze(written) in BLANK_SIGNS:
        return Reading()
    text = one_width(written) if len(written) < MAX_LENGTH and isinstance(value, str) else ""
    if found := _NUMBER.fullmatch(text):
        number = Decimal(found[2].replace(",", "")) * _SCALES[found[3]]
        vague = bool(found[1] or found[4])
        return Reading(value=number, written=written, approximate=vague, confirm=vague)
    spelt = chinese_integer(re.sub(r"[个件项次分人]$", "", text))
    if spelt is not None:
        return Reading(value=Decimal(spelt), written=written)
    money = read_amount(written)
    if money.value is None or money.relation != "=":
        return Reading(written=written, note="T141", confirm=True)
    return Reading(value=money.value, written=written, approximate=money.approximate, confirm=money.approximate)


def read_amount(value: str) -> Amount:
    """The sum in yuan that a text names: 2000万, 3.2亿元, 1,200万元, 壹佰万元, 2000余万元.

    A scale or 元 must stand there: a bare number is no sum. T145: 元 was not written; T141: no sum of money.
    """
    written = value.strip()
    text = one_width(written).translate(FORMAL_NUMERALS) if len(written) < MAX_LENGTH else ""
    found = _MONEY.fullmatch(text)
    if not found or not (found["scale"] or found["yuan"]) or (found["scale"] in ("百", "千") and not found["yuan"]):
        return Amount(written="" if squeeze(written) in BLANK_SIGNS else written, note="T141")
    number = _number(found["figure"])
    if number is None:
        return Amount(written=written, note="T141")
    words = {word for name in ("before", "more", "later", "after") if (word := found[name])}
    return Amount(
        value=number * _SCALES[found["scale"]],
        written=written,
        relation=next((_RELATIONS[word] for word in sorted(words) if word in _RELATIONS), "="),
        approximate=bool(words & _VAGUE),
        note="" if found["yuan"] else "T145",
    )


def _number(figure: str) -> Decimal | None:
    if figure[-1].isdigit() and figure.isascii():
        return Decimal(figure.replace(",", ""))
    number = chinese_integer(figure)
    return None if number is None else Decimal(number)
