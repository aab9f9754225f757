"""What a report is about (a period, a category, matters) → its matters as they stood on its day, and whom it goes to."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date

from duban_xl.catalogue import papers_reports as words
from duban_xl.documents.chinese import quoted
from duban_xl.documents.papers.circular.figures import category_name
from duban_xl.documents.papers.kind import Request
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.selection import ALL, matters_of, not_over, periods_of
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.method import Duty
from duban_xl.model.noun import split_names
from duban_xl.model.period import Period, PeriodKind, parse_period
from duban_xl.model.reporting import is_running
from duban_xl.plan.ground import ground_of
from duban_xl.plan.reported import report_tallies
from duban_xl.plan.summary import ReturnTally

TO_CHOOSE = ("或", "上级有关")
"""Words of 呈送对象 that name nobody yet."""
CYCLES: dict[PeriodKind | None, str] = {PeriodKind.HALF_MONTH: "HM", PeriodKind.MONTH: "EVERY(1M)"}
"""Length of a period → how 工作时限 writes the cycle of its document."""
LEADING = ("同志", "领导")
"""Words by which an addressee is a leader of one's own, not a superior office."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What one report is about. `name` is how its title says it, `as_of` the day of its figures."""

    label: str
    name: str
    matters: tuple[Matter, ...]
    as_of: date
    is_past: bool = False  # a period that is over: what came in later is not told
    period: Period | None = None

    @property
    def matter(self) -> str:
        """The number of the matter if the report is about that one alone."""
        return self.matters[0].number if self.period is None and len(self.matters) == 1 else ""


def scopes_of(request: Request, lengths: Collection[PeriodKind], *, example: str) -> Iterator[Scope]:
    """A scope for every period asked for, and one for all matters named; raises CannotRun (C004, C009, C017, D114)."""
    texts = tuple(text for text in request.about if parse_period(text) is None)
    periods = replace(request, about=tuple(text for text in request.about if text not in texts))
    for period in periods_of(periods, lengths, example=example):
        yield scope_of_period(request, period)
    if texts:
        matters = tuple(matters_of(replace(request, about=texts)))
        yield Scope(
            label="、".join(texts), name=_name_of(request.ledger, texts, matters), matters=matters, as_of=request.as_of
        )


def scope_of_period(request: Request, period: Period) -> Scope:
    """The matters of `period` that the office's rules want in a document of that name; raises CannotRun (D114)."""
    if request.as_of < period.start:
        raise not_over(request, period)
    ledger = request.ledger
    codes = categories_of(request)
    matters = tuple(m for m in ledger.matters if is_running(m, period) and (not codes or code_of(ledger, m) in codes))
    return Scope(
        label=period.text,
        name=words.SCOPE_OF_PERIOD.format(period=period.name),
        matters=matters,
        as_of=min(request.as_of, period.end),
        is_past=request.as_of > period.end,
        period=period,
    )


def categories_of(request: Request) -> frozenset[str]:
    """The codes of the categories for which 工作时限 or 事项类别 names this document; empty: it is for all of them."""
    ledger = request.ledger
    of_duties = {code for duty in duties_of(request) for code in duty.codes}
    named = {c.code for c in ledger.categories if request.name in split_names(c.result_document)}
    return frozenset(of_duties | named)


def duties_of(request: Request) -> tuple[Duty, ...]:
    """The rows of 工作时限 that ask for this document by its name or one that stands for it (半月汇总报告 is a 汇总).

    Where all that is asked for are half-months, or months, and a row is of that cycle, only such rows.
    """
    names = {request.name, *(term.name for term in request.ledger.terms if term.means == request.name)}
    duties = tuple(duty for duty in request.ledger.duties if not names.isdisjoint(split_names(duty.document)))
    periods = [parse_period(text) for text in request.about]
    kinds = {period.kind if period else None for period in periods}
    cycle = CYCLES.get(next(iter(kinds))) if len(kinds) == 1 else None
    fitting = tuple(duty for duty in duties if duty.cycle == cycle)
    return fitting or duties


def code_of(ledger: Ledger, matter: Matter) -> str:
    """The code of the category of `matter`; "" if 事项类别 does not have it."""
    category = ledger.category(matter.category)
    return category.code if category else ""


def tallies_of(request: Request, scope: Scope, numbers: Collection[str]) -> tuple[ReturnTally, ...]:
    """How the units reported on these matters in the period of `scope`; nothing where it is about no period."""
    if scope.period is None:
        return ()
    ground = ground_of(request.ledger, request.workdays)
    return report_tallies(ground, scope.period, today=request.as_of, numbers=numbers)


def leaders(request: Request, matters: Collection[Matter], usual: str) -> str:
    """The leaders whom the report goes to: by 工作时限, else by 呈送对象 of the matters' categories, else `usual`."""
    own = [name for name in _presented_to(request, matters) if _is_leader(name) and name not in LEADING]
    return _said(_asking(request) or own) or usual or blank(words.ADDRESSEE)


def superiors(request: Request, matters: Collection[Matter], last: str = "") -> str:
    """The superior whom the report goes to: by 工作时限, else `last` (对象 of the last 上报), else by 呈送对象, leaders left out."""
    above = [name for name in _presented_to(request, matters) if not _is_leader(name)]
    return _said(_asking(request) or [last] * bool(last) or above) or blank(words.ADDRESSEE)


def _asking(request: Request) -> list[str]:
    return [name for duty in duties_of(request) for name in split_names(duty.to)]


def _presented_to(request: Request, matters: Collection[Matter]) -> list[str]:
    categories = (request.ledger.category(matter.category) for matter in matters)
    return [name for category in categories if category for name in split_names(category.presented_to)]


def _is_leader(name: str) -> bool:
    return any(word in name for word in LEADING)


def _said(names: Collection[str]) -> str:
    """The names in one, each once; a blank where a person must still choose or name the office (上级有关部门, 甲或乙)."""
    said = "、".join(dict.fromkeys(names))
    return blank(words.ADDRESSEE_OF.format(choice=said)) if any(word in said for word in TO_CHOOSE) else said


def title_for(scope: str, name: str) -> str:
    """关于…落实情况的报告, 关于…汇总的报告, 关于…的调研报告: a title ends in 报告 whatever the document is called (条例 9-7)."""
    what = name.removesuffix(words.REPORT)
    if what != name and not what.endswith(words.STATE):
        return words.TITLE_OF_REPORT.format(scope=scope, name=name)
    return words.TITLE_OF_STATE.format(scope=scope, state=what)


def _name_of(ledger: Ledger, texts: tuple[str, ...], matters: tuple[Matter, ...]) -> str:
    """How a title calls these matters: the categories asked for, else the first matter and how many."""
    if ALL in texts:
        return words.ALL_OPEN
    categories = [category.name for text in texts if (category := ledger.category(text))]
    if len(categories) == len(texts):
        return "、".join(dict.fromkeys(categories))
    if len(matters) == 1:
        return quoted(matters[0].title)
    first = matters[0].title if matters else texts[0]
    return words.SCOPE_OF_MANY.format(first=quoted(first)[1:-1], count=len(matters))


def by_category(ledger: Ledger, matters: Collection[Matter]) -> tuple[Matter, ...]:
    """The matters in the order of 事项类别, those of one category as the ledger has them."""
    places = {category.name: place for place, category in enumerate(ledger.categories)}
    return tuple(sorted(matters, key=lambda matter: places.get(category_name(ledger, matter), len(places))))
