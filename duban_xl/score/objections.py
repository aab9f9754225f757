"""Rows of 成绩异议 → which of them wait for an answer and until when, and what is wrong with them (K26)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue.publishing import LACKING
from duban_xl.model.columns.assessment import OBJECTIONS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, parse_period
from duban_xl.model.rulebook import Objection
from duban_xl.model.workdays import Workdays
from duban_xl.score.published import CORRECTED, POSTED, Standing, standings
from duban_xl.score.words import ANSWER_DAYS, Words

USUAL_DAYS = "5"
"""异议答复工作日 where 计分口径 does not say."""
LONGEST = 92
UPHELD, *CORRECTING = OBJECTIONS["result"].choices
"""维持 leaves the figures; 更正 and 部分更正 call for a row of 计分发布."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenObjection:
    """An objection that waits for its answer, or for the correction that the answer promised."""

    row: Objection
    unit: str
    answer_by: date | None
    overdue: bool


def objections_to(ledger: Ledger, period: Period) -> tuple[Objection, ...]:
    """The objections to the scores of `period`."""
    return tuple(row for row in ledger.objections if parse_period(row.period) == period)


def is_open(row: Objection, ledger: Ledger) -> bool:
    """Whether an objection has no answer yet, or an answer that nobody has carried out."""
    return not row.result or row.answered_on is None or _uncorrected(row, _published(row, ledger), ledger)


def open_objections(ledger: Ledger, *, as_of: date, workdays: Workdays) -> tuple[OpenObjection, ...]:
    """The open objections raised by `as_of`, the most urgent first."""
    rows = (row for row in ledger.objections if is_open(row, ledger) and (row.raised_on or as_of) <= as_of)
    found = (_open(row, ledger, as_of, answer_by(row, ledger, workdays)) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.answer_by or date.max, one.unit)))


def answer_by(row: Objection, ledger: Ledger, workdays: Workdays) -> date | None:
    """The last day for the answer: as entered, else so many workdays after the objection came in."""
    if row.answer_by or row.raised_on is None:
        return row.answer_by
    return workdays.add(row.raised_on, Words(ledger.rulebook.settings).whole(ANSWER_DAYS, USUAL_DAYS, LONGEST))


def check_objections(ledger: Ledger, *, as_of: date, workdays: Workdays) -> tuple[Finding, ...]:
    """Every fault of the rows of 成绩异议, each with its cell."""
    return tuple(
        found
        for row in ledger.objections
        for found in (
            *_unreadable(row, ledger),
            *_untimely(row, _published(row, ledger)),
            *_unanswered(row, ledger, as_of, answer_by(row, ledger, workdays)),
        )
    )


def _open(row: Objection, ledger: Ledger, as_of: date, until: date | None) -> OpenObjection:
    late = row.answered_on is None and until is not None and as_of > until
    return OpenObjection(row=row, unit=ledger.units.official_name(row.unit), answer_by=until, overdue=late)


def _published(row: Objection, ledger: Ledger) -> tuple[Standing, ...]:
    """What was published of the period that the objection names, of this unit."""
    period, unit = parse_period(row.period), ledger.units.official_name(row.unit)
    return tuple(one for one in standings(ledger) if (one.figure.period, one.figure.unit) == (period, unit))


def _unreadable(row: Objection, ledger: Ledger) -> Iterator[Finding]:
    if parse_period(row.period) is None:
        yield finding("S350", row.source("period"), tab=OBJECTIONS.tab, text=row.period)
    if not ledger.units.find(row.unit):
        yield finding("S351", row.source("unit"), tab=OBJECTIONS.tab, unit=row.unit)
    if row.raised_on is None:
        yield finding("S359", row.source("raised_on"), unit=row.unit, period=row.period)
    if row.serial and not _names_an_event(row, ledger):
        yield finding("S366", row.source("serial"), unit=row.unit, serial=row.serial)


def _names_an_event(row: Objection, ledger: Ledger) -> bool:
    return any(event.serial == row.serial for event in ledger.deductions)


def _untimely(row: Objection, published: tuple[Standing, ...]) -> Iterator[Finding]:
    """An objection to what was not published, or raised before or after the days for it."""
    period = parse_period(row.period)
    if period is None or row.raised_on is None:
        return
    if not published:
        yield finding("S360", row.source("period"), unit=row.unit, period=period.name)
        return
    windows = [(one.figure.on, one.row.objections_until) for one in published if one.figure.kind == POSTED]
    for start, end in windows[:1]:
        if end and not start <= row.raised_on <= end:
            yield finding(
                "S361",
                row.source("raised_on"),
                unit=row.unit,
                period=period.name,
                day=row.raised_on,
                start=start,
                end=end,
            )


def _unanswered(row: Objection, ledger: Ledger, as_of: date, until: date | None) -> Iterator[Finding]:
    unit, period = row.unit, row.period
    if row.answered_on is None and until and as_of > until:
        yield finding("S362", row.source("answer_by"), unit=unit, period=period, due=until)
    if row.answered_on and until and row.answered_on > until:
        yield finding("S363", row.source("answered_on"), unit=unit, period=period, due=until, day=row.answered_on)
    parts = {"result": row.result, "answered_on": row.answered_on, "decided_by": row.decided_by}
    lacking = [LACKING[key] for key, value in parts.items() if not value]
    if 0 < len(lacking) < len(parts):
        yield finding("S365", row.source("result"), unit=unit, period=period, missing="、".join(lacking))
    if _uncorrected(row, _published(row, ledger), ledger):
        yield finding("S364", row.source("result"), unit=unit, period=period, value=row.result)


def _uncorrected(row: Objection, published: tuple[Standing, ...], ledger: Ledger) -> bool:
    """更正 was concluded, but no such row has been published since the objection came in."""
    if row.result not in CORRECTING or not ledger.units.find(row.unit):
        return False
    since = row.raised_on or date.min
    return not any(one.figure.kind == CORRECTED and one.figure.on >= since for one in published)
