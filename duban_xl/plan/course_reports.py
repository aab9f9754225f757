"""A move and the units' returns → what is lacking before a report may be accepted, passed, sent upward or closed (T10–T15)."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.catalogue.course import NOTHING
from duban_xl.check import report_demands as demands
from duban_xl.check.approvals import procedure_for
from duban_xl.check.report_demands import Demand, report_demands
from duban_xl.model.cell_text.reading import normalise_document_number
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import FINAL_REPORT, REPORT_TYPES, REVIEWS
from duban_xl.model.finding import Finding
from duban_xl.model.matter import UnitReturn
from duban_xl.plan.course_approvals import approvals_lacking, approved, leader_has_refused
from duban_xl.plan.course_case import Case

INTERIM_REPORT = REPORT_TYPES[1]
PASSED_REVIEW = REVIEWS[1]
OF_FORM = frozenset({"report_number", "signatory", "sealed", "unit"})
"""Columns of 反馈记录 that tell whether a 办结报告 is a formal paper of its unit (rules §2.8)."""


def no_new_report(case: Case) -> Iterator[Finding]:
    """T10: the lead unit sent neither 办结报告 nor 阶段性报告 since the matter was last sent back."""
    entry = _report(case)
    if entry is None:
        yield finding("F130", case.matter.source("lead_unit"), unit=case.matter.lead_unit, rule=case.rule)
    elif entry.report_type == FINAL_REPORT:
        yield from _faults_of_form(case, entry)


def _report(case: Case) -> UnitReturn | None:
    """The newest report of the lead unit that asks to be reviewed."""
    found = [e for e in case.new_returns(case.lead) if e.report_type in (FINAL_REPORT, INTERIM_REPORT)]
    return found[-1] if found else None


def _faults_of_form(case: Case, entry: UnitReturn) -> Iterator[Finding]:
    """What the report lacks of the form that 办理要素 asks for; several demands on one cell are told once."""
    told: set[str] = set()
    for demand in _demands(case):
        if demand.key not in told and not _has(case, entry, demand):
            told.add(demand.key)
            header = SHEETS["returns"][demand.key].header
            yield finding("F131", entry.source(demand.key), header=header, rule=demand.rule or case.rule)


def _demands(case: Case) -> Iterator[Demand]:
    """What the method asks of the report's form; what it asks of its content a person reviews."""
    return (d for d in report_demands(case.ground.ledger, case.matter).demands if d.key in OF_FORM)


def _has(case: Case, entry: UnitReturn, demand: Demand) -> bool:
    """Whether the cell of the report is as asked for."""
    value = entry.record[demand.key]
    match demand.test:
        case demands.PATTERN:
            return normalise_document_number(entry.report_number) is not None
        case demands.IN_UNIT_NAME:
            return case.ground.ledger.units.official_name(entry.unit) == case.lead
        case demands.BY_PRINCIPAL:
            unit = case.ground.ledger.units.find(entry.unit)
            return bool(entry.signatory) and (unit is None or unit.principal in entry.signatory)
        case _:
            return value is not None and value is not False


def limit_is_not_later(case: Case) -> Iterator[Finding]:
    """T11: the new limit has passed already when the matter is sent back (trap 21)."""
    due, day = case.move.new_limit, case.move.taken_on
    if due is not None and due <= day:
        yield finding("F134", case.step_column("new_limit"), due=due, day=day, rule=case.rule)


def lead_is_silent(case: Case) -> Iterator[Finding]:
    """T12, T15: nothing valid has come from the lead unit since the matter was last sent back (件件有回音)."""
    if not case.new_returns(case.lead):
        yield finding("F133", case.matter.source("lead_unit"), unit=case.matter.lead_unit, rule=case.rule)


def supporting_units_are_silent(case: Case) -> Iterator[Finding]:
    """T12: the lead unit has answered, supporting units have not; what came before the last return is void (trap 22)."""
    names = dict.fromkeys(map(case.ground.ledger.units.official_name, case.matter.supporting))
    silent = [name for name in names if not case.new_returns(name)]
    if silent:
        places = case.matter.source("supporting_units")
        yield finding("F132", places, units="、".join(silent), rule=case.rule)


def nothing_goes_upward(case: Case) -> Iterator[Finding]:
    """T14: the category's results are not reported upward."""
    category = case.category
    if category is None or category.upward is not True:
        yield finding("F140", case.matter.source("category"), category=case.matter.category)


def nobody_has_read_it(case: Case) -> Iterator[Finding]:
    """T14: the result was not presented, or no leader has approved it since (trap 45, shiwei-2.1-upward).

    Who approves stands on the 呈报 row or in 审批 rows after it; where the method has a procedure for 上报, every
    mandatory step after the office's own, which is the presentation, must be among them (trap 17, xiayi-2.7-3-back).
    """
    presented = case.last("呈报")
    if presented is None:
        yield finding("F141", case.step_column("approved_by"), rule=case.rule)
        return
    if presented.approved_by and presented.approved_on and presented.agreed is not False:
        yield from leader_has_refused(case)
        return
    rows, procedure = case.since("呈报"), procedure_for(case.ground.ledger, "上报", code=case.code)
    if procedure is not None:
        lacking = tuple(approvals_lacking(case, procedure.steps[1:], rows=rows, rule=procedure.rule))
        yield from lacking or leader_has_refused(case)
    elif not approved(rows):
        yield finding("F141", presented.source("approved_by"), rule=case.rule)


def result_is_not_final(case: Case) -> Iterator[Finding]:
    """T15: the last that the lead unit sent is no 办结报告 (trap 20, weinan-12-interim)."""
    found = case.new_returns(case.lead)
    if found and found[-1].report_type != FINAL_REPORT:
        said = found[-1].report_type or NOTHING
        yield finding("F150", found[-1].source("report_type"), value=said, rule=case.rule)


def result_is_final(case: Case) -> Iterator[Finding]:
    """T16: the lead's 办结报告 has passed the review, so there is nothing left to track (shiwei-2.2-rolling)."""
    found = case.new_returns(case.lead)
    if found and found[-1].report_type == FINAL_REPORT and case.matter.review == PASSED_REVIEW:
        yield finding("F161", found[-1].source("report_type"), case.matter.source("review"), rule=case.rule)


def review_is_not_passed(case: Case) -> Iterator[Finding]:
    """T15: 审核结论 is not 合格 (trap 20)."""
    review = case.matter.review
    if review != PASSED_REVIEW:
        yield finding("F151", case.matter.source("review"), review=review or NOTHING, rule=case.rule)
