"""A due date as counted → the same with its marks, its 时限依据 in one Chinese sentence, and findings about it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue.deadlines import (
    BASIS,
    BASIS_ADDED,
    BASIS_CONTRADICTORY,
    BASIS_RULE,
    BASIS_WITHOUT_DATE,
    EVENT_ON,
    START_DAY,
)
from duban_xl.model.deadline import ExternalRule, Simple, Span
from duban_xl.model.due import Deadline, Mark
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source
from duban_xl.model.workdays import Workdays

_CODES = {
    Mark.PROVISIONAL: "T102",
    Mark.NOT_SIGNED: "T103",
    Mark.NO_START: "T104",
    Mark.OVER_CAP: "T105",
    Mark.LIMIT_TO_ENTER: "T108",
    Mark.NO_LIMIT: "T109",
    Mark.CONTRADICTORY: "T115",
}


def explained(
    found: Deadline, *, limit: Simple | None, workdays: Workdays, details: Mapping[str, date | str | None]
) -> Deadline:
    """`found` with its reservations and its sentence; `details` are values that only the counting knew."""
    years = _unknown_years(found, workdays)
    reserved = found.kind != "NO_START" and years and (found.due or found.cap)
    marks = (*found.marks, Mark.PROVISIONAL) if reserved else found.marks
    said = _details(found, limit=limit, years=years)
    said.update((name, _said(value)) for name, value in details.items() if value)
    basis = _sentence(found, marks, said)
    return replace(found, provisional=bool(reserved), marks=marks, details=said, basis=basis)


def with_mark(found: Deadline, mark: Mark, **details: date | str) -> Deadline:
    """`found` with one more reservation, said in its sentence too."""
    said = {**found.details, **{name: _said(value) for name, value in details.items()}}
    marks = (*found.marks, mark)
    return replace(found, marks=marks, details=said, basis=_sentence(found, marks, said))


def deadline_findings(found: Deadline, *sources: Source) -> tuple[Finding, ...]:
    """What a clerk should know about a due date: 暂定, 未签收, 缺起算日, 超上限, 待录入时限, 未定期限."""
    return tuple(finding(_CODES[mark], *sources, **found.details) for mark in found.marks if mark in _CODES)


def _unknown_years(found: Deadline, workdays: Workdays) -> tuple[int, ...]:
    days = [day for day in (found.start, found.due, found.cap) if day]
    return workdays.unknown_years(min(days), max(days)) if days else ()


def _details(found: Deadline, *, limit: Simple | None, years: tuple[int, ...]) -> dict[str, str]:
    event = found.event.chinese if found.event else START_DAY
    return {
        "event": event,
        "origin": EVENT_ON.format(event=event, day=found.start) if found.start else event,
        "start": _said(found.start),
        "due": _said(found.due or found.cap),
        "remind_on": _said(found.remind_on),
        "cap": _said(found.cap),
        "rule": found.rule or "",
        "limit": limit.chinese() if limit else "",
        "count": str(limit.count) if isinstance(limit, Span) else "",
        "document": limit.document if isinstance(limit, ExternalRule) else "",
        "years": "、".join(map(str, years)),
    }


def _sentence(found: Deadline, marks: Collection[Mark], details: Mapping[str, str]) -> str:
    """The main clause by kind, then what is added to it; `marks` and `details` are what `found` is about to get."""
    main = BASIS.get(found.kind, BASIS["CYCLE"])
    if Mark.CONTRADICTORY in marks:
        main = BASIS_CONTRADICTORY
    elif found.due is None:
        main = BASIS_WITHOUT_DATE.get(found.kind, main)
    parts = [main, *(text for name, text in BASIS_ADDED.items() if _is_said(name, found, marks, details))]
    return f"{BASIS_RULE if found.rule else ''}{'；'.join(parts)}。".format_map(details)


def _is_said(name: str, found: Deadline, marks: Collection[Mark], details: Mapping[str, str]) -> bool:
    match name:
        case "rolled":
            return "nominal" in details
        case "remind":
            return found.due is not None and found.remind_on not in (None, found.due)
        case "cap":
            return found.cap is not None and Mark.CONTRADICTORY not in marks
        case "over_cap":
            return Mark.OVER_CAP in marks
        case "not_signed":
            return Mark.NOT_SIGNED in marks
        case _:
            return Mark.PROVISIONAL in marks


def _said(value: date | str | None) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return value or ""
