"""How far something is, as read from a cell: a percent with its bound, a ratio, a milestone, a state, and what else stood there."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from duban_xl.model.cell_text.reading import Reading
from duban_xl.model.source import Value, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """A progress cell as read. A percent that is no share of what is done stands under its own name, never in `percent`."""

    written: str = ""
    percent: Decimal | None = None
    relation: str = "="  # "<", "<=", ">", ">="
    upper: Decimal | None = None  # of a range; `percent` is the lower end
    approximate: bool = False
    ratio: tuple[int, int] | None = None  # done, of
    milestone: str = ""
    amount: str = ""  # money beside the percent, as written
    sum_of_money: str = ""  # the reading of a cell that is money and nothing else
    total: str = ""  # what the amount is a part of, as written
    plan: Decimal | None = None  # what is intended, or should be by now
    growth: str = ""  # a change against another time, signed
    remaining: Decimal | None = None  # what is not done
    other: str = ""  # what a percent is a share of, if not of what is to be done
    vs_schedule: str = ""  # percentage points before (+) or behind (-) the schedule
    of_schedule: Decimal | None = None  # a share of the schedule
    remark: str = ""  # what stood in brackets
    status: str = ""
    is_early: bool = False
    is_done: bool | None = None
    is_contradiction: bool = False  # percent and state exclude each other
    same_as_last: bool = False  # 同上月, 无变化
    carried: str = ""  # the previous reading, if it is known
    suggestion: Decimal | None = None
    confirm: bool = False
    note: str = ""  # code in the catalogue
    what: str = ""  # what the sentence of `note` names beside the percent

    @property
    def reading(self) -> str:
        """The reading in one line: `ratio=3/5; pct=60`, `pct<90; approx`, `milestone=主体完工; plan=30`, `unknown`, `empty`."""
        if not self.written:
            return "empty"
        if self.sum_of_money:
            return self.sum_of_money
        named = (
            ("ratio=", f"{self.ratio[0]}/{self.ratio[1]}" if self.ratio else ""),
            ("pct", self._percent()),
            ("milestone=", self.milestone),
            ("amount=", self.amount),
            ("total=", self.total),
            ("plan=", _plain(self.plan)),
            ("vs_schedule=", self.vs_schedule),
            ("of_schedule=", _plain(self.of_schedule)),
            ("growth=", self.growth),
            ("remaining=", _plain(self.remaining)),
            ("remark=", self.remark),
            ("status=", self.status),
        )
        parts = [name + text for name, text in named if text]
        if self.approximate and self.percent is not None:
            parts.insert(2 if self.ratio else 1, "approx")
        parts = [self.carried, *parts] if self.carried else parts
        return "; ".join([*parts, *(word for word, holds in self._flags() if holds)]) or "unknown"

    @property
    def is_understood(self) -> bool:
        """Whether the cell said anything that could be read."""
        return self.reading not in ("unknown", "empty")

    def _percent(self) -> str:
        if self.percent is None:
            return ""
        upper = f"..{self.upper:f}" if self.upper is not None else ""
        return f"{self.relation}{self.percent:f}{upper}"  # 43.0 as it was written

    def _flags(self) -> tuple[tuple[str, bool], ...]:
        return (
            ("done", self.is_done is True),
            ("not done", self.is_done is False),
            ("early", self.is_early),
            ("contradiction", self.is_contradiction),
            ("same", self.same_as_last and not self.carried),
            ("no-update", self.same_as_last),
        )

    @property
    def quoted(self) -> Mapping[str, Value]:
        """The values for the sentence of `note`."""
        money = self.sum_of_money.partition(";")[0].removeprefix("amount").lstrip("<>=")
        value = money if self.percent is None and money else self.percent
        return {"text": self.written, "value": value, "suggestion": self.suggestion, "what": self.what}

    def as_percent(self) -> Reading[Decimal]:
        """The reading of a column of percentages: a number only where the cell gives one for what is done.

        A percentage that contradicts its own cell, one of several, an upper bound and 100 % that is not quite reached
        are no number: whoever wrote it must be asked.
        """
        value = self.percent if self.note not in REFUSING else None
        suggestion = self.suggestion if self.suggestion is not None else self.percent
        return Reading(
            value=value,
            written=self.written,
            note=self.note if value is not None or self.note in REFUSING or not self.written else "T132",
            approximate=self.approximate,
            confirm=self.confirm or (value is None and bool(self.written)),
            relation=".." if self.upper is not None else self.relation,
            suggestion=suggestion if value is None else None,
            what=self.what,
        )


REFUSING = frozenset(("T132", "T134", "T136", "T137", "T138", "T139", "T143"))
"""Notes with which a column of percentages gets no number."""


def _plain(number: Decimal | None) -> str:
    return "" if number is None else plain(number)
