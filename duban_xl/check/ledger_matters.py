"""Matters and their extension requests → findings: dates out of order, roles taken twice, ends and extensions without proof."""

from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.check.ledger_course import ended_otherwise, steps_by_matter
from duban_xl.model.cell_text.deadline_cell import read_deadline
from duban_xl.model.cell_text.time_limit import NO_TIME_LIMIT, TimeLimit
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import GRANTED
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import ExtensionRequest, Matter
from duban_xl.model.noun import split_names
from duban_xl.model.workdays import Workdays

COMPLETED = ("办结", "归档")
ANY_DAY = date(2000, 1, 1)  # where only readability is asked, not the date
PROOF_OF_CONSENT = ("approved_by", "approved_on", "granted_to")


def due_date_precedes_assignment(ledger: Ledger) -> Iterator[Finding]:
    """办结时限 falls before 交办日期."""
    for matter in ledger.matters:
        if matter.due_date and matter.assigned_on and matter.due_date < matter.assigned_on:
            places = matter.source("due_date"), matter.source("assigned_on")
            yield finding("L203", *places, due=matter.due_date, assigned=matter.assigned_on)


def receipt_precedes_assignment(ledger: Ledger) -> Iterator[Finding]:
    """签收日期 falls before 交办日期."""
    for matter in ledger.matters:
        if matter.received_on and matter.assigned_on and matter.received_on < matter.assigned_on:
            places = matter.source("received_on"), matter.source("assigned_on")
            yield finding("L204", *places, received=matter.received_on, assigned=matter.assigned_on)


def completion_precedes_assignment(ledger: Ledger) -> Iterator[Finding]:
    """办结日期 falls before 交办日期."""
    for matter in ledger.matters:
        if matter.completed_on and matter.assigned_on and matter.completed_on < matter.assigned_on:
            places = matter.source("completed_on"), matter.source("assigned_on")
            yield finding("L224", *places, completed=matter.completed_on, assigned=matter.assigned_on)


def category_is_unknown(ledger: Ledger) -> Iterator[Finding]:
    """类别 is none of 事项类别; nothing is said while that sheet is empty."""
    known = {name for category in ledger.categories for name in (category.name, category.code)}
    for matter in ledger.matters if known else ():
        if matter.category and matter.category not in known:
            yield finding("L206", matter.source("category"), category=matter.category)


def lead_unit_also_supports(ledger: Ledger) -> Iterator[Finding]:
    """主办单位 stands among 协办单位 too, under whatever name."""
    official = ledger.units.official_name
    for matter in ledger.matters:
        if matter.lead_unit and official(matter.lead_unit) in map(official, matter.supporting):
            places = matter.source("supporting_units"), matter.source("lead_unit")
            yield finding("L218", *places, unit=matter.lead_unit)


def lead_units_are_several(ledger: Ledger) -> Iterator[Finding]:
    """主办单位 names more than one unit (weinan-07-2-lead-co, jiangsu-4.1-lead-co)."""
    return (found for matter in ledger.matters for found in several_leads(ledger, matter))


def several_leads(ledger: Ledger, matter: Matter) -> Iterator[Finding]:
    """L228 if the matter's 主办单位 names several units; a unit whose name has a 、 in it is one."""
    names = split_names(matter.lead_unit)
    if len(names) > 1 and ledger.units.find(matter.lead_unit) is None:
        yield finding("L228", matter.source("lead_unit"), units=matter.lead_unit, count=len(names))


def time_limit_is_not_understood(ledger: Ledger) -> Iterator[Finding]:
    """时限要求 gives no date, and nobody typed a 办结时限 in its place."""
    for matter in ledger.matters:
        limit = matter.time_limit
        if not limit or matter.is_ended or matter.due_was_typed:
            continue
        reading = _reading(matter)
        if reading.is_unreadable:
            yield finding(reading.note, matter.source("time_limit"), **reading.quoted)


def _reading(matter: Matter) -> TimeLimit:
    """How 时限要求 reads where it is not in the notation; days count from the assignment."""
    if parse_expression(matter.time_limit) is not None:
        return NO_TIME_LIMIT
    written_on = matter.assigned_on or matter.arranged_on or ANY_DAY
    return read_deadline(matter.time_limit, on=written_on, workdays=Workdays())


def return_cycle_is_not_understood(ledger: Ledger) -> Iterator[Finding]:
    """报送周期 of a matter is neither notation nor usual Chinese."""
    for matter in ledger.matters:
        if matter.return_cycle and not matter.is_ended and parse_expression(matter.return_cycle) is None:
            header = SHEETS["matters"]["return_cycle"].header
            yield finding("L223", matter.source("return_cycle"), header=header, value=matter.return_cycle)


def ended_without_completion_date(ledger: Ledger) -> Iterator[Finding]:
    """状态 says 办结 or 归档, but 办结日期 is empty; what was archived as handed over or released was never completed."""
    course = steps_by_matter(ledger)
    for matter in ledger.matters:
        ended = matter.status in COMPLETED and not ended_otherwise(matter, course)
        if ended and matter.completed_on is None:
            yield finding("L215", matter.source("completed_on"), matter.source("status"), status=matter.status)


def ended_without_close_out(ledger: Ledger) -> Iterator[Finding]:
    """状态 says 办结 or 归档, but nobody closed the matter out; what was never completed needs no close-out."""
    course = steps_by_matter(ledger)
    for matter in ledger.matters:
        ended = matter.status in COMPLETED and not ended_otherwise(matter, course)
        if ended and not (matter.closed_out_by and matter.closed_out_on):
            empty = "closed_out_on" if matter.closed_out_by else "closed_out_by"
            yield finding("L216", matter.source(empty), matter.source("status"), status=matter.status)


def extension_lacks_consent(ledger: Ledger) -> Iterator[Finding]:
    """结论 says 同意, but not by whom, when or until when."""
    for request in ledger.extensions:
        if request.outcome == GRANTED:
            lacking = [key for key in PROOF_OF_CONSENT if request.record[key] is None]
            if lacking:
                missing = "、".join(f"“{SHEETS['extensions'][key].header}”" for key in lacking)
                yield finding("L212", *(request.source(key) for key in lacking), missing=missing)


def extension_is_not_on_record(ledger: Ledger) -> Iterator[Finding]:
    """A matter's 延期至 has no agreed request in 延期登记 that grants that day."""
    granted = {(request.number, request.granted_to) for request in ledger.extensions if request.outcome == GRANTED}
    granted |= {(step.number, step.new_limit) for step in ledger.steps if step.new_limit}  # sent back: a new limit too
    for matter in ledger.matters:
        if matter.extended_to and (matter.number, matter.extended_to) not in granted:
            yield finding("L213", matter.source("extended_to"), to=matter.extended_to)


def extension_extends_nothing(ledger: Ledger) -> Iterator[Finding]:
    """批准延至 is no later than 原时限."""
    for request in ledger.extensions:
        if _is_no_later(request):
            places = request.source("granted_to"), request.source("original_due")
            yield finding("L226", *places, granted=request.granted_to, due=request.original_due)


def _is_no_later(request: ExtensionRequest) -> bool:
    granted, due = request.granted_to, request.original_due
    return granted is not None and due is not None and granted <= due


MATTER_CHECKS = (
    due_date_precedes_assignment,
    receipt_precedes_assignment,
    completion_precedes_assignment,
    category_is_unknown,
    lead_unit_also_supports,
    lead_units_are_several,
    time_limit_is_not_understood,
    return_cycle_is_not_understood,
    ended_without_completion_date,
    ended_without_close_out,
    extension_lacks_consent,
    extension_is_not_on_record,
    extension_extends_nothing,
)
