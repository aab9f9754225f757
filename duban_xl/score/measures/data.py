"""指标数据 → each unit's figure of an indicator in a period, rates worked out; what can't be used is told once."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, PeriodKind, parse_period
from duban_xl.model.rulebook import Indicator
from duban_xl.model.source import Source, plain
from duban_xl.model.text import comparable
from duban_xl.score.measures.counted import COUNTED, Tallies
from duban_xl.score.method import Method
from duban_xl.score.span import Span

HUNDRED = Fraction(100)
_OF_SECTION = re.compile(r"分项\s*[:：]?\s*(.+)")
NO_SOURCE = Source("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What a unit reached. `value` is a rate in percent where `over` and `under` are given, else the number as entered."""

    value: Fraction | None
    over: str = ""  # the numbers of the rate, as written
    under: str = ""
    amount: Fraction | None = None  # 实绩 as it stands
    target: Fraction | None = None  # 目标 of the row
    owed: Fraction | None = None  # 应办 without the deferred ones
    applies: bool = True
    nothing_under: str = ""  # the column whose number can't be divided by
    source: Source = NO_SOURCE

    @property
    def is_rate(self) -> bool:
        """Whether `value` is a percentage worked out of two numbers."""
        return bool(self.under)


Figures = Mapping[str, Figure]
"""Official name of a unit → its figure."""
Scores = Mapping[tuple[str, Period | None], Mapping[str, Fraction]]
"""Section and period (None: the section as a whole) → unit → its score."""


def section_meant(method: Method, indicator: str) -> str:
    """`分项 2` → "2": the number of the section (told by number or name) whose score an indicator is; "" for any other."""
    found = _OF_SECTION.fullmatch(indicator.strip())
    named = found[1].strip() if found else ""
    if named in method.sections:
        return named
    return next((number for number, section in method.sections.items() if named and section.name == named), "")


def period_reader(span: Span) -> Callable[[str], tuple[bool, Period | None]]:
    """How a cell 周期 is read: (whether it can be, the period); the assessment year and an empty cell are None.

    A year's number names the assessment year in whose middle it lies.
    """
    middle = span.year_start + (span.year_end - span.year_start) / 2

    def read(text: str) -> tuple[bool, Period | None]:
        period = parse_period(text) if text else None
        if period and period.kind is PeriodKind.YEAR and period.year == middle.year:
            return True, None
        return bool(period) or not text, period

    return read


@dataclass(frozen=True, slots=True)
class Data:
    """The figures of all indicators, each looked up once."""

    method: Method
    span: Span
    section_scores: Scores
    rows: Mapping[tuple[str, Period | None], Mapping[str, Indicator]]
    refused: frozenset[tuple[str, Period | None, str]]  # indicator, period and unit of rows that say 不适用
    findings: tuple[Finding, ...]
    tallies: Tallies
    _figures: dict[tuple[str, Period | None], Figures] = field(default_factory=dict[tuple[str, Period | None], Figures])

    def figures(self, indicator: str, period: Period | None) -> Figures:
        """Each unit's figure; units without one are absent. Rows entered by a person go before what the ledger counts.

        For the assessment year (None) a row of the board's own period serves where there is none for the year.
        """
        key = comparable(indicator), period
        if key not in self._figures:
            self._figures[key] = dict(self._found(indicator, period))
        return self._figures[key]

    def says_no(self, names: tuple[str, ...], unit: str, period: Period | None) -> bool:
        """Whether a row under one of `names` (of a section) says that it does not apply to the unit."""
        places = (None,) if period is None else (None, period)
        return bool(self.refused) and any(
            (comparable(name), place, unit) in self.refused for name in names if name for place in places
        )

    def _found(self, indicator: str, period: Period | None) -> Iterator[tuple[str, Figure]]:
        if section := section_meant(self.method, indicator):
            scores = self.section_scores.get((section, period)) or self.section_scores.get((section, None), {})
            yield from ((unit, Figure(value=score)) for unit, score in scores.items())
            return
        if indicator in COUNTED:
            for unit, (over, under) in self.tallies.counts(indicator, period).items():
                if under is None:
                    yield unit, Figure(value=Fraction(over), amount=Fraction(over))
                elif under:
                    yield unit, Figure(value=HUNDRED * over / under, over=str(over), under=str(under))
        name = comparable(indicator)
        if period is None and self.span.period.kind is not PeriodKind.YEAR:
            yield from ((unit, figure_of(row)) for unit, row in self.rows.get((name, self.span.period), {}).items())
        yield from ((unit, figure_of(row)) for unit, row in self.rows.get((name, period), {}).items())

    def has(self, indicator: str) -> bool:
        """Whether 指标数据, the ledger or a section gives this indicator for anybody in any period."""
        name = comparable(indicator)
        listed = any(key == name for key, _ in self.rows)
        return listed or indicator in COUNTED or bool(section_meant(self.method, indicator))


def data_of(method: Method, ledger: Ledger, span: Span, section_scores: Scores) -> Data:
    """The rows of 指标数据 by indicator, period and unit; of two rows for the same the first counts."""
    rows: dict[tuple[str, Period | None], dict[str, Indicator]] = {}
    found: list[Finding] = []
    read = period_reader(span)
    for row in ledger.indicators:
        unit = ledger.units.find(row.unit)
        known, period = read(row.period)
        if unit is None:
            found.append(finding("S260", row.source("unit"), unit=row.unit))
        elif not known:
            found.append(finding("S261", row.source("period"), tab=SHEETS["indicators"].tab, period=row.period))
        else:
            kept = rows.setdefault((comparable(row.indicator), period), {}).setdefault(unit.name, row)
            if kept is not row:
                places = row.source("indicator"), kept.source("indicator")
                found.append(finding("S262", *places, unit=unit.name, name=row.indicator))
    refused = frozenset(
        (*key, unit) for key, of_unit in rows.items() for unit, row in of_unit.items() if row.applicable is False
    )
    return Data(method, span, section_scores, rows, refused, tuple(found), Tallies(ledger, span))


def figure_of(row: Indicator) -> Figure:
    """The rate or number that a row tells of (K16 k: what is deferred leaves the denominator)."""
    if row.applicable is False:
        return Figure(value=None, applies=False)
    if row.actual is None:
        return Figure(value=None, source=row.source("actual"))
    amount = Fraction(row.actual)
    target = None if row.target is None else Fraction(row.target)
    owed = None if row.owed is None else Fraction(row.owed) - Fraction(row.deferred or 0)
    under, column = (owed, "owed") if owed is not None else (target, "target")
    if under is None:
        return Figure(value=amount, amount=amount, source=row.source("actual"))
    wrong = under <= 0
    return Figure(
        value=None if wrong else HUNDRED * amount / under,
        over=plain(row.actual),
        under=_under(row),
        amount=amount,
        target=target,
        owed=owed,
        nothing_under=column if wrong else "",
        source=row.source(column if wrong else "actual"),
    )


def _under(row: Indicator) -> str:
    """The denominator as a person would write it: 200, or （200−5）."""
    if row.owed is None:
        return "" if row.target is None else plain(row.target)
    return f"（{plain(row.owed)}−{plain(row.deferred)}）" if row.deferred else plain(row.owed)
