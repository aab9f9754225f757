"""A consequence that a person agrees to → its row of 通报问责, once for each code, unit and period; or why there is none."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from duban_xl.catalogue import decisions as said
from duban_xl.catalogue import finding
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Consequence
from duban_xl.model.period import Period
from duban_xl.model.score import Held
from duban_xl.model.source import Source, Value, shown
from duban_xl.plan.escalation import StepDue

SHEET = "consequences"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Who agrees to which consequence for which unit, and who entered it."""

    code: str
    unit: str  # official name
    by: str
    on: date
    operator: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """The rows to enter, or what speaks against it."""

    changes: ChangeSet = field(default_factory=ChangeSet)
    findings: tuple[Finding, ...] = ()


def plan_held(ledger: Ledger, agreement: Agreement, period: Period, held: Iterable[Held]) -> Agreed:
    """The row of a consequence that the unit holds in `period`; `held` are all that it holds."""
    mine = next((one for one in held if one.code == agreement.code), None)
    places = [rule.source("code") for rule in ledger.rulebook.consequences if rule.code == agreement.code]
    unit, code = agreement.unit, agreement.code
    if mine is None:
        return Agreed(findings=(finding("S320", *_places(places, ledger), period=period.name, unit=unit, code=code),))
    if entered := _entered(ledger, agreement, period):
        place = entered.source("facts")
        return Agreed(findings=(finding("S321", place, period=period.name, unit=unit, code=code),))
    if mine.type not in CONSEQUENCE_KINDS:
        return Agreed(findings=(finding("S322", *_places(places, ledger), code=agreement.code),))
    because = mine.because or mine.name
    values: dict[str, Value] = {
        "type": mine.type,
        "facts": said.HELD.format(because=because, code=mine.code, period=period.text),
        "clause": mine.clause,
        "proposed_by": agreement.operator,
    }
    source = places[0] if places else None
    return Agreed(ChangeSet(appends=(_row(agreement, values, source=source, rule=mine.code),)))


def _places(places: Sequence[Source], ledger: Ledger) -> Sequence[Source]:
    return places or (Source(ledger.file, SHEETS["scoring_consequences"].tab),)


def _entered(ledger: Ledger, agreement: Agreement, period: Period) -> Consequence | None:
    """The row that tells of the consequence already and was not withdrawn."""
    mark = said.HELD_MARK.format(code=agreement.code, period=period.text)
    return next(
        (
            row
            for row in ledger.consequences
            if row.revoked_on is None and mark in row.facts and ledger.units.official_name(row.unit) == agreement.unit
        ),
        None,
    )


def is_step(ledger: Ledger, code: str) -> bool:
    """Whether `code` names a step of 问责阶梯, and no consequence of the score."""
    scored = any(rule.code == code for rule in ledger.rulebook.consequences)
    return not scored and any(step.rule == code for step in ledger.ladder)


def plan_step(ledger: Ledger, agreement: Agreement, due: Iterable[StepDue]) -> Agreed:
    """The rows of the step of 问责阶梯 that the unit reached first and that is still open: one for each of its measures.

    The row cites the step's rule; by that the step is known as taken from then on (weinan-16-2-twice has two measures).
    """
    mine = [one for one in due if one.step.rule == agreement.code and one.unit == agreement.unit and one.is_open]
    unit, code = agreement.unit, agreement.code
    if not mine:
        place = next(step.source("rule") for step in ledger.ladder if step.rule == agreement.code)
        return Agreed(findings=(finding("S320", place, period=agreement.on, unit=unit, code=code),))
    first = min(one.reached_on for one in mine)
    reached = [one for one in mine if one.reached_on == first]
    if lacking := next((one for one in reached if one.lacking), None):
        place = lacking.step.source("precondition")
        return Agreed(findings=(finding("S323", place, missing=lacking.lacking, unit=unit, code=code),))
    rows = tuple(row for one in reached for row in _steps(agreement, one))
    if not rows:
        return Agreed(findings=(finding("S322", reached[0].step.source("measure"), code=agreement.code),))
    return Agreed(ChangeSet(appends=rows))


def _steps(agreement: Agreement, due: StepDue) -> Iterator[RowAppend]:
    step, (start, end) = due.step, due.window
    days = {"start": shown(start), "end": shown(end)}
    facts = said.STEP_REACHED.format(count=due.count, trigger=step.trigger, measure=step.measure, **days)
    measure = step.measure.replace("年度", "")
    for kind in CONSEQUENCE_KINDS:
        if kind in measure and kind != step.trigger:
            values: dict[str, Value] = {"type": kind, "facts": facts, "clause": step.rule}
            values["proposed_by"] = step.proposed_by or agreement.operator
            yield _row(agreement, values, source=step.source("measure"), rule=step.rule)


def _row(agreement: Agreement, values: dict[str, Value], *, source: Source | None, rule: str) -> RowAppend:
    common: dict[str, Value] = {
        "held_on": agreement.on,
        "unit": agreement.unit,
        "approved_by": agreement.by,
        "approved_on": agreement.on,
    }
    given = {key: value for key, value in (common | values).items() if value not in ("", None)}
    text = said.AGREED.format(by=agreement.by, on=shown(agreement.on))
    return RowAppend(sheet=SHEET, key=agreement.unit, values=given, because=Reason(text, source, rule))
