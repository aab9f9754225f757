"""What reports state alike: matters with their figures, what units wrote about them, what inspections found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_reports as words
from duban_xl.documents.chinese import normal_text
from duban_xl.documents.papers.circular.compose import reached
from duban_xl.documents.papers.circular.facts import MatterCounts
from duban_xl.documents.papers.circular.figures import category_name, ended_by
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import Request
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.reports.scope import Scope
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter, UnitReturn
from duban_xl.model.noun import split_names
from duban_xl.model.office import Inspection
from duban_xl.model.source import chinese_day
from duban_xl.plan.answers import SENT_BACK_REVIEW, answers_of
from duban_xl.plan.summary import RED, OpenMatter, open_matters

BRIEF = 120
"""As many letters of a unit's own words stand in the running text; the annex holds all of them."""
_ENDS, _PAUSES = "。！？；", "，、"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A unit's own words: all of them, and whole sentences from their beginning."""

    whole: Annotated[str, "全文"]
    brief: Annotated[str, "开头的整句，用于正文"]
    is_cut: Annotated[bool, "正文是否没有引全"]

    @classmethod
    def of(cls, text: str) -> "Quote":
        """`text` on one line with its beginning, cut at a sentence or, where the first is too long, at a pause."""
        whole = normal_text(text)
        if len(whole) <= BRIEF:
            return cls(whole=whole, brief=whole, is_cut=False)
        head = whole[:BRIEF]
        end = max(head.rfind(mark) for mark in _ENDS)
        end = end if end >= 0 else max(head.rfind(mark) for mark in _PAUSES)
        return cls(whole=whole, brief=head[: end + 1] if end >= 0 else head, is_cut=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedMatter:
    """One matter as it stood on the day of the report."""

    number: Annotated[str, "事项编号（件号）"]
    title: Annotated[str, "事项名称"]
    category: Annotated[str, "事项类别"]
    instruction: Annotated[str, "批示内容、任务要求"] = ""
    is_instructed: Annotated[bool, "是否领导批示、交办的事项"] = False
    lead_unit: Annotated[str, "主办（承办）单位"]
    supporting_units: Annotated[tuple[str, ...], "协办单位"] = ()
    due: Annotated[str, "办结时限；没有日期时为时限要求原文"]
    overdue_days: Annotated[int, "已逾期天数；没有逾期为0"] = 0
    status: Annotated[str, "状态"]
    is_ended: Annotated[bool, "是否已办结"]
    reached: Annotated[str, "完成率，如“完成率60%”；没有报时为空"] = ""
    progress: Annotated[Quote, "进展或办理结果"]
    difficulties: Annotated[Quote, "存在问题"]
    next_steps: Annotated[str, "下步打算"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What one inspection saw (a row of 督查记录)."""

    held_on: Annotated[date, "督查日期"]
    method: Annotated[str, "督查方式"]
    units: Annotated[tuple[str, ...], "督查对象：单位"]
    matters: Annotated[tuple[str, ...], "所督查的事项编号"] = ()
    situation: Annotated[str, "情况"] = ""
    problems: Annotated[str, "发现问题"] = ""
    rectify_by: Annotated[date | None, "整改时限"] = None
    rectification: Annotated[str, "整改情况"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MattersFacts(PaperFacts):
    """What a report on several matters states."""

    recipients: Annotated[str, "报送对象，末尾不带冒号"]
    scope: Annotated[str, "报告的范围，如“2026年9月督查事项”"]
    as_of: Annotated[date, "数据截至日期"]
    counts: Annotated[MatterCounts, "事项统计"]
    matters: Annotated[tuple[ReportedMatter, ...], "事项，每项一行；全文见附件"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matters:
    """The matters of a scope, put together once: rows, figures, and what is to be told to the clerk."""

    rows: tuple[ReportedMatter, ...]
    counts: MatterCounts
    overdue: tuple[OpenMatter, ...]
    findings: tuple[Finding, ...]


def matters_in(request: Request, scope: Scope, matters: Sequence[Matter]) -> Matters:
    """`matters` as they stood on the day of `scope`, with D161 for those nothing is known of."""
    ledger, wanted = request.ledger, {matter.number for matter in matters}
    red = open_matters(ledger, scope.as_of, workdays=request.workdays, lamp=RED)
    overdue = tuple(one for one in red if one.matter.number in wanted)
    days = {one.matter.number: one.days for one in overdue}
    reports = answers_of(ledger).returns
    rows = tuple(
        _row(
            ledger,
            matter,
            scope,
            days.get(matter.number, 0),
            reports.get((matter.number, ledger.units.official_name(matter.lead_unit)), ()),
        )
        for matter in matters
    )
    completed = sum(1 for row in rows if row.is_ended)
    unknown = (m for m, row in zip(matters, rows, strict=True) if not row.progress.whole)
    return Matters(
        rows=rows,
        counts=MatterCounts.of(completed=completed, in_hand=len(rows) - completed, overdue=len(overdue)),
        overdue=overdue,
        findings=tuple(finding("D161", m.source("progress"), number=m.number, day=scope.as_of) for m in unknown),
    )


def visits_of(ledger: Ledger, numbers: Sequence[str], *, first: date, last: date) -> tuple[Inspection, ...]:
    """The inspections of these days, oldest first, reminders left out; `numbers`: only those of these matters."""
    rows = (row for row in ledger.inspections if not row.is_reminder and row.units)
    held = [row for row in rows if row.held_on and first <= row.held_on <= last]
    of_matters = [row for row in held if not numbers or not set(numbers).isdisjoint(split_names(row.number))]
    return tuple(sorted(of_matters, key=lambda row: row.held_on or last))


def visit(ledger: Ledger, row: Inspection) -> Visit:
    """`row` with the official names of its units."""
    names = sorted(map(ledger.units.official_name, row.units), key=ledger.units.position)
    return Visit(
        held_on=row.held_on or date.min,
        method=row.method,
        units=tuple(names),
        matters=split_names(row.number),
        situation=row.situation,
        problems=row.problems,
        rectify_by=row.rectify_by,
        rectification=row.rectification,
    )


def silent_visits(rows: Sequence[Inspection]) -> Iterator[Finding]:
    """Inspections that tell nothing (D162)."""
    silent = (row for row in rows if not row.situation.strip() and not row.problems.strip())
    yield from (finding("D162", row.source("situation")) for row in silent)


def limit_of(matter: Matter) -> str:
    """By when: the day, else the words of 时限要求, else that it is open."""
    due = matter.effective_due
    return chinese_day(due) if due else matter.time_limit or words.UNDATED


def _row(
    ledger: Ledger, matter: Matter, scope: Scope, overdue_days: int, returns: tuple[UnitReturn, ...]
) -> ReportedMatter:
    told = _told(matter, scope, returns)
    ended = ended_by(matter, scope.as_of)
    units = ledger.units
    return ReportedMatter(
        number=matter.number,
        title=matter.title,
        category=category_name(ledger, matter),
        instruction=matter.requirement,
        is_instructed=bool(matter.instructing_leader or matter.instructed_on),
        lead_unit=units.official_name(matter.lead_unit) or blank(words.LEAD_UNIT),
        supporting_units=tuple(sorted(map(units.official_name, matter.supporting), key=units.position)),
        due=limit_of(matter),
        overdue_days=max(overdue_days, 0),
        status=matter.status if ended or not matter.is_ended else words.IN_HAND,
        is_ended=ended,
        reached=reached(told) if told else "",
        progress=Quote.of(told.progress if told else ""),
        difficulties=Quote.of(told.difficulties if told else ""),
        next_steps=told.next_steps if told else "",
    )


def _told(matter: Matter, scope: Scope, returns: tuple[UnitReturn, ...]) -> Matter | UnitReturn | None:
    """Where it stands how far the matter had come: in the ledger today, in the last return by the end of a past period."""
    if not scope.is_past:
        return matter
    known = [one for one in returns if one.received_at and one.received_at.date() <= scope.as_of]
    good = [one for one in known if one.review != SENT_BACK_REVIEW and one.progress]
    if good:
        return good[-1]
    is_old = matter.last_return_on is None or matter.last_return_on <= scope.as_of
    return matter if is_old and len(known) == len(returns) else None
