"""The ledger → findings: what its rows say against themselves, against each other and against the office's lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set

from duban_xl.catalogue import finding
from duban_xl.check.ledger_conduct import CONDUCT_CHECKS
from duban_xl.check.ledger_course import COURSE_CHECKS
from duban_xl.check.ledger_evidence import EVIDENCE_CHECKS
from duban_xl.check.ledger_matters import MATTER_CHECKS
from duban_xl.check.ledger_method import METHOD_CHECKS
from duban_xl.check.ledger_office import OFFICE_CHECKS
from duban_xl.check.required_items import required_item_is_missing
from duban_xl.check.switches import switch_is_not_understood
from duban_xl.model.cell_text.status_text import StatusWords, state_meant, words_of
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import FieldDef, Kind
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.pasted_notice import pasted_notices
from duban_xl.model.repeats import repeated
from duban_xl.model.source import shown
from duban_xl.model.table import Record, Table

SAID_ELSEWHERE = frozenset({("units", "group")})
"""Required columns whose absence has a sentence of its own."""

LedgerCheck = Callable[[Ledger], Iterator[Finding]]


def check_ledger(ledger: Ledger) -> tuple[Finding, ...]:
    """Everything wrong in `ledger` beyond what reading it already found, in the order of the checks."""
    return tuple(found for check in LEDGER_CHECKS for found in check(ledger))


def required_cell_is_empty(ledger: Ledger) -> Iterator[Finding]:
    """A cell of a required column is empty; one that was not understood has its finding already.

    Rows of 工作日历 into which a holiday notice was pasted need no day of their own: the refresh makes days of them.
    """
    notices = {row.record.row for pasted in pasted_notices(ledger.calendar) for row in pasted.rows}
    for key, table in ledger.tables.items():
        excused = notices if key == "calendar" else set[int]()
        for field in SHEETS[key].fields:
            if field.required and field.key in table.shape.columns and (key, field.key) not in SAID_ELSEWHERE:
                yield from _empty_cells(table, field, excused)


def _empty_cells(table: Table, field: FieldDef, excused: Set[int]) -> Iterator[Finding]:
    for record in table:
        if record[field.key] is None and field.key not in record.written and record.row not in excused:
            yield finding("L201", record.source(field.key), header=field.header)


STATES = ("status", "progress_state")
"""Columns whose words the dictionary of states knows."""


def value_is_not_a_choice(ledger: Ledger) -> Iterator[Finding]:
    """A cell of a column with a closed list holds another word; of a state that means one of the list, that is said."""
    words = words_of((setting.key, setting.value) for setting in ledger.settings)
    for key, table in ledger.tables.items():
        for field in SHEETS[key].fields:
            if field.choices and field.kind is not Kind.YES_NO:
                yield from _other_words(table, field, words)


def _other_words(table: Table, field: FieldDef, words: StatusWords) -> Iterator[Finding]:
    for record in table:
        value = record[field.key]
        if value is not None and value not in field.choices:
            choices, said = "、".join(field.choices), shown(value)
            near = state_meant(said, field.choices, words) if field.key in STATES else ""
            where = record.source(field.key)
            if near:
                yield finding("T197", where, header=field.header, value=said, near=near, choices=choices)
            else:
                yield finding("L210", where, header=field.header, value=said, choices=choices)


def matter_is_unknown(ledger: Ledger) -> Iterator[Finding]:
    """A row names a matter that 督办事项 does not have. (Of scoring events the assessment speaks.)"""
    known = {matter.number for matter in ledger.matters}
    for key in ("milestones", "returns", "extensions", "steps", "inspections", "consequences"):
        for record in _rows(ledger, key):
            for number in split_names(record.text("number")):
                if number not in known:
                    yield finding("L225", record.source("number"), number=number)


def unit_is_unknown(ledger: Ledger) -> Iterator[Finding]:
    """Rows name a unit that 单位名录 does not have, told once per name; nothing is said while the directory is empty."""
    if not ledger.units.units:
        return
    for key, fields in UNIT_COLUMNS.items():
        for field_key in fields:
            for name, rows in _named(_rows(ledger, key), field_key).items():
                if ledger.units.find(name) is None:
                    places = (record.source(field_key) for record in rows)
                    yield finding("L205", *places, header=SHEETS[key][field_key].header, unit=name, count=len(rows))


def _named(records: Iterable[Record], field_key: str) -> dict[str, list[Record]]:
    """Name → the rows whose column `field_key` names it, in their order."""
    found: dict[str, list[Record]] = {}
    for record in records:
        for name in dict.fromkeys(split_names(record.text(field_key))):
            found.setdefault(name, []).append(record)
    return found


UNIT_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "matters": ("lead_unit", "supporting_units"),
    "returns": ("unit",),
    "extensions": ("unit",),
    "steps": ("unit",),
    "inspections": ("unit",),
    "deductions": ("unit",),
    "consequences": ("unit",),
}
"""Sheet → its columns that name units."""


def rule_is_unknown(ledger: Ledger) -> Iterator[Finding]:
    """A scoring event names a rule that 计分规则 does not have; nothing is said while there are no rules."""
    rules = {rule.rule for rule in ledger.rulebook.rules}
    for event in ledger.deductions if rules else ():
        if event.rule and event.rule not in rules:
            yield finding("L207", event.source("rule"), rule=event.rule)


def event_is_outside_the_year(ledger: Ledger) -> Iterator[Finding]:
    """A scoring event or an inspection happened in another year than 参数 年度. A reminder scores nothing."""
    year = ledger.setting("年度").removesuffix("年")
    if not year:
        return
    for event in ledger.deductions:
        if event.event_on and str(event.event_on.year) != year:
            yield finding("L209", event.source("event_on"), day=event.event_on, year=year)
    for inspection in ledger.inspections:
        if inspection.held_on and str(inspection.held_on.year) != year and not inspection.is_reminder:
            yield finding("L209", inspection.source("held_on"), day=inspection.held_on, year=year)


def number_is_used_twice(ledger: Ledger) -> Iterator[Finding]:
    """Two matters bear the same 事项编号."""
    for number, rows in repeated(ledger.matters, lambda matter: matter.number).items():
        yield finding("L202", *(row.source("number") for row in rows), number=number, count=len(rows))


def serial_is_used_twice(ledger: Ledger) -> Iterator[Finding]:
    """Two rows of 扣分登记 bear the same 序号, which 关联事件 refers to."""
    for serial, rows in repeated(ledger.deductions, lambda event: event.serial).items():
        yield finding("L227", *(row.source("serial") for row in rows), number=serial, count=len(rows))


def setting_is_given_twice(ledger: Ledger) -> Iterator[Finding]:
    """Two rows of 参数 set the same thing."""
    for key, rows in repeated(ledger.settings, lambda setting: setting.key).items():
        yield finding("L211", *(row.source("key") for row in rows), key=key, count=len(rows))


def _rows(ledger: Ledger, key: str) -> tuple[Record, ...]:
    return ledger.tables[key].rows if key in ledger.tables else ()


LEDGER_CHECKS: tuple[LedgerCheck, ...] = (
    required_cell_is_empty,
    value_is_not_a_choice,
    number_is_used_twice,
    serial_is_used_twice,
    *MATTER_CHECKS,
    *COURSE_CHECKS,
    *EVIDENCE_CHECKS,
    matter_is_unknown,
    unit_is_unknown,
    rule_is_unknown,
    event_is_outside_the_year,
    setting_is_given_twice,
    switch_is_not_understood,
    *OFFICE_CHECKS,
    *METHOD_CHECKS,
    *CONDUCT_CHECKS,
    required_item_is_missing,
)
