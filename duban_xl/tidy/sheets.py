"""A ledger → its sheets as tidy tables, and three more: who handles what, which cells read otherwise, what was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase

from duban_xl.catalogue import hint, message
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import ROLES
from duban_xl.model.fields import FieldDef, Kind, SheetDef, shown_in
from duban_xl.model.finding import Finding, Level
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.office import Unit
from duban_xl.model.source import Source, Value, shown
from duban_xl.model.table import Record
from duban_xl.tidy.table import Column, Holds, TidyTable, Told, tidy_table, told

HANDLING, READINGS, FOUND = "事项单位", "改读的单元格", "读表问题"
TAB, ROW, CELL = "工作表", "行", "单元格"
NOT_READ = frozenset({"log"})
"""变更日志 grows for years and is never read."""
LARGEST_WHOLE = 2**63 - 1

_HOLDS = {
    Kind.DATE: Holds.MOMENT,
    Kind.DATETIME: Holds.MOMENT,
    Kind.INTEGER: Holds.WHOLE,
    Kind.NUMBER: Holds.NUMBER,
    Kind.POINTS: Holds.NUMBER,
    Kind.PERCENT: Holds.NUMBER,
    Kind.YES_NO: Holds.YES_NO,
}


def ledger_tables(ledger: Ledger) -> tuple[TidyTable, ...]:
    """Every sheet of the ledger but 变更日志, in the order of the tabs, then 事项单位, 改读的单元格 and 读表问题.

    A sheet's columns are its headers in their first order, then 工作表 and 行; percents are 0–100. A sheet or a column
    that the workbook lacks is empty. What was not understood is empty here and stands in 改读的单元格 as it was typed.
    """
    sheets = (_sheet_table(ledger, sheet) for key, sheet in SHEETS.items() if key not in NOT_READ)
    return (*sheets, _handling_table(ledger), _readings_table(ledger), findings_table(FOUND, ledger.findings))


def findings_table(name: str, findings: Iterable[Finding]) -> TidyTable:
    """One row per finding, at the place to look at first."""
    return tidy_table(name, FINDING_COLUMNS, findings)


def row_of(source: Source) -> Decimal | None:
    """The row of a cell; None for a sheet or file as a whole."""
    digits = source.cell.lstrip(ascii_uppercase)
    return Decimal(digits) if digits else None


FINDING_COLUMNS: tuple[Told[Finding], ...] = (
    told("代码", lambda found: found.code),
    told("级别", lambda found: found.level.value, choices=Level),
    told("问题", message),
    told("处理", hint),
    told(TAB, lambda found: found.source.sheet),
    told(CELL, lambda found: found.source.cell),
    told(ROW, lambda found: row_of(found.source), Holds.WHOLE),
)


def _sheet_table(ledger: Ledger, sheet: SheetDef) -> TidyTable:
    columns = (*map(_column, sheet.fields), Column(TAB), Column(ROW, Holds.WHOLE))
    return TidyTable(sheet.tab, columns, tuple(_row(sheet, record) for record in _records(ledger, sheet)))


def _records(ledger: Ledger, sheet: SheetDef) -> tuple[Record, ...]:
    return ledger.tables[sheet.key].rows if sheet.key in ledger.tables else ()


def _column(field: FieldDef) -> Column:
    if field.choices and field.kind is not Kind.YES_NO:
        return Column(field.header, Holds.CHOICE, field.choices)
    return Column(field.header, _HOLDS.get(field.kind, Holds.TEXT))


def _row(sheet: SheetDef, record: Record) -> tuple[Value, ...]:
    cells = (_cell(field, record[field.key]) for field in sheet.fields)
    return (*cells, record.shape.tab, Decimal(record.row))


def _cell(field: FieldDef, value: Value) -> Value:
    if field.kind not in _HOLDS:
        return shown(value) or None
    return None if _is_too_large(field, value) else value


def _is_too_large(field: FieldDef, value: Value) -> bool:
    """Whether no column of whole numbers can hold it."""
    return field.kind is Kind.INTEGER and isinstance(value, Decimal) and abs(value) > LARGEST_WHOLE


@dataclass(frozen=True, slots=True)
class _Handling:
    """A matter with one of its units."""

    matter: Matter
    role: str
    written: str
    unit: Unit | None


HANDLING_COLUMNS: tuple[Told[_Handling], ...] = (
    told("事项编号", lambda one: one.matter.number),
    told("角色", lambda one: one.role, choices=ROLES),
    told("单位", lambda one: one.unit.name if one.unit else one.written),
    told("组别", lambda one: one.unit.group if one.unit else ""),
    told("所填名称", lambda one: one.written),
    told("在名录", lambda one: one.unit is not None, Holds.YES_NO),
    told(TAB, lambda one: one.matter.source().sheet),
    told(ROW, lambda one: row_of(one.matter.source()), Holds.WHOLE),
)


def _handling_table(ledger: Ledger) -> TidyTable:
    handlings = (one for matter in ledger.matters for one in _handlings(ledger, matter))
    return tidy_table(HANDLING, HANDLING_COLUMNS, handlings)


def _handlings(ledger: Ledger, matter: Matter) -> Iterator[_Handling]:
    """The lead unit, then the supporting ones; who is named twice handles the matter once, in the first role."""
    lead, support = ROLES
    seen: set[str] = set()
    for role, name in ((lead, matter.lead_unit), *((support, name) for name in matter.supporting)):
        official = ledger.units.official_name(name)
        if name and official not in seen:
            seen.add(official)
            yield _Handling(matter, role, name, ledger.units.find(name))


@dataclass(frozen=True, slots=True)
class _Reading:
    """A cell that is not taken as it stands."""

    field: FieldDef
    record: Record
    written: Value

    @property
    def source(self) -> Source:
        return self.record.source(self.field.key)


READING_COLUMNS: tuple[Told[_Reading], ...] = (
    told(TAB, lambda one: one.source.sheet),
    told(CELL, lambda one: one.source.cell),
    told(ROW, lambda one: row_of(one.source), Holds.WHOLE),
    told("列", lambda one: one.field.header),
    told("原文", lambda one: shown(one.written)),
    told("读作", lambda one: shown_in(one.field, _cell(one.field, one.record[one.field.key]))),
)


def _readings_table(ledger: Ledger) -> TidyTable:
    return tidy_table(READINGS, READING_COLUMNS, _readings(ledger))


def _readings(ledger: Ledger) -> Iterator[_Reading]:
    """Cells whose value was typed in another way or not understood, and whole numbers that no frame can hold."""
    for key, sheet in SHEETS.items():
        for record in _records(ledger, sheet) if key not in NOT_READ else ():
            for field in sheet.fields:
                value = record[field.key]
                if field.key in record.written:
                    yield _Reading(field, record, record.written[field.key])
                elif _is_too_large(field, value):
                    yield _Reading(field, record, value)
