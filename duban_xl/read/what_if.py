"""A workbook of supposed events, rules or indicators and a ledger → the ledger as it would be; nothing is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from duban_xl.catalogue import CannotRun, cannot_run, finding
from duban_xl.catalogue.comparing import CLEARED, SUPPOSED
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.scoring import CONFIRMED
from duban_xl.model.fields import SheetDef
from duban_xl.model.finding import Finding
from duban_xl.model.grid import Grid
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Source, Value, shown
from duban_xl.model.table import Record, Table
from duban_xl.read.ledger import ledger_of
from duban_xl.read.table import read_table
from duban_xl.read.tabs import match_all
from duban_xl.read.workbook import Unreadable, read_workbook

EVENTS = "deductions"
IDENTITY: Mapping[str, tuple[str, ...]] = {
    EVENTS: ("serial",),
    "scoring_settings": ("key",),
    "scoring_sections": ("section",),
    "scoring_rules": ("rule",),
    "scoring_measures": ("rule",),
    "scoring_steps": ("table",),
    "cap_groups": ("group",),
    "scoring_consequences": ("code",),
    "indicators": ("unit", "period", "indicator"),
    "ratings": ("rater", "unit", "period", "item"),
}
"""Sheets that may be supposed otherwise → the columns that name the row (or the rows) of the ledger that is meant."""
MAY_BE_BLANK = frozenset({"period"})
GROUPS = frozenset({"scoring_steps", "scoring_consequences"})
"""Sheets in which several rows make one thing: they are exchanged as a whole."""
NOT_MEANT = frozenset({"L111", "L113", "L116"})
"""Columns that the file does without, blank rows: no faults of a file that states only what would be different."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """The ledger as it would be, and what was odd in the file."""

    ledger: Ledger
    findings: tuple[Finding, ...] = ()


def read_what_if(path: Path, ledger: Ledger) -> WhatIf:
    """The ledger with the rows of the workbook at `path` added or put in the place of its own.

    A row replaces the one with the same identity, cell by cell: what is left empty stays as it is, 清空 takes the
    ledger's value away. 扣分登记 rows without a known 序号 are new; without 状态 they count as confirmed. Raises
    CannotRun if the file can't be read (L10x) or holds no such rows (S368).
    """
    try:
        content = read_workbook(path)
    except Unreadable as unreadable:
        raise CannotRun(unreadable.finding) from unreadable
    matches = match_all(content.grids, (SHEETS[key] for key in IDENTITY))
    read = {key: _typed(match.grid, SHEETS[key]) for key, match in matches.items()}
    tables = {key: table for key, (table, _) in read.items() if table and table.rows}
    found = [one for _, findings in read.values() for one in findings if one.code not in NOT_MEANT]
    if not tables:
        raise cannot_run("S368", Source(path.name), name=path.name)
    changed = dict(ledger.tables)
    for key, table in tables.items():
        changed[key], in_rows = _overlaid(key, ledger.tables.get(key), table, ledger)
        found += in_rows
    supposed = ledger_of(changed, file=ledger.file, fingerprint=ledger.fingerprint, findings=ledger.findings)
    return WhatIf(ledger=supposed, findings=tuple(found))


def _typed(grid: Grid, sheet: SheetDef) -> tuple[Table | None, list[Finding]]:
    """The table; a cell that says 清空 has that word as its value, whatever its column holds otherwise."""
    cleared = {
        (row, column)
        for row, cells in enumerate(grid.rows, 1)
        for column, cell in enumerate(cells, 1)
        if isinstance(cell, str) and cell.strip() == CLEARED
    }
    left = (
        tuple(None if (row, column) in cleared else cell for column, cell in enumerate(cells, 1))
        for row, cells in enumerate(grid.rows, 1)
    )
    table, findings = read_table(replace(grid, rows=tuple(left)) if cleared else grid, sheet)
    if table is None or not cleared:
        return table, list(findings)
    rows = [_with_cleared(record, cleared) for record in table.rows]
    known = {record.row for record in rows}
    alone = [finding("S370", grid.source(*place), tab=sheet.tab) for place in sorted(cleared) if place[0] not in known]
    return replace(table, rows=tuple(rows)), [*findings, *alone]


def _with_cleared(record: Record, cleared: Set[tuple[int, int]]) -> Record:
    """The record with 清空 in the columns that say so."""
    columns = record.shape.columns.items()
    emptied = {key: CLEARED for key, column in columns if (record.row, column) in cleared}
    return replace(record, values={**record.values, **emptied})


def _emptied(record: Record) -> Record:
    """The record without the values that are to be cleared."""
    return replace(record, values={key: value for key, value in record.values.items() if value != CLEARED})


def _overlaid(key: str, own: Table | None, typed: Table, ledger: Ledger) -> tuple[Table, tuple[Finding, ...]]:
    rows = list(own.rows) if own else []
    shape, found = own.shape if own else typed.shape, list[Finding]()
    groups: dict[tuple[str, ...], list[Record]] = {}
    for record in typed.rows:
        identity = _identity(key, record, ledger)
        lacking = [c for c, text in zip(IDENTITY[key], identity, strict=True) if not text and c not in MAY_BE_BLANK]
        if lacking and key != EVENTS:
            missing = "、".join(SHEETS[key][column].header for column in lacking)
            found.append(finding("S369", record.source(lacking[0]), tab=SHEETS[key].tab, missing=missing))
        else:
            groups.setdefault(identity if identity[0] or key != EVENTS else (f"#{record.row}",), []).append(record)
    for identity, typed_rows in groups.items():
        places = [at for at, record in enumerate(rows) if _identity(key, record, ledger) == identity]
        if key == EVENTS and not places and not identity[0].startswith("#"):
            found.append(finding("S367", typed_rows[0].source("serial"), serial=identity[0]))
        if not places:
            found += _nothing_to_clear(typed_rows)
        rows = _exchanged(key, rows, places, typed_rows)
    return Table(shape, tuple(_numbered(rows) if key == EVENTS else rows)), tuple(found)


def _nothing_to_clear(typed: Iterable[Record]) -> Iterator[Finding]:
    """The cells of new rows that say 清空."""
    for record in typed:
        for column in (column for column, value in record.values.items() if value == CLEARED):
            yield finding("S370", record.source(column), tab=record.shape.tab)


def _identity(key: str, record: Record, ledger: Ledger) -> tuple[str, ...]:
    """What names a row; a unit by its official name."""
    texts = ((column, "" if record[column] == CLEARED else shown(record[column])) for column in IDENTITY[key])
    return tuple(ledger.units.official_name(text) if column == "unit" else text for column, text in texts)


def _exchanged(key: str, rows: Sequence[Record], places: Sequence[int], typed: Sequence[Record]) -> list[Record]:
    """`rows` with those at `places` replaced; new rows at the end."""
    if not places:
        return [*rows, *(_new(key, _emptied(record)) for record in typed)]
    if key in GROUPS:
        left = [record for at, record in enumerate(rows) if at not in places]
        return [*left[: places[0]], *map(_emptied, typed), *left[places[0] :]]
    merged = list(rows)
    for record in typed:
        # The typed row's own cells are its places: what is wrong in it is shown there.
        merged[places[0]] = _emptied(replace(record, values={**merged[places[0]].values, **record.values}))
    return merged


def _new(key: str, record: Record) -> Record:
    """A supposed event counts as if somebody had confirmed it on its day, unless it says otherwise."""
    if key != EVENTS or record["status"]:
        return record
    supposed: dict[str, Value] = {
        "status": CONFIRMED,
        "decided_by": SUPPOSED,
        "decided_on": record["event_on"],
        "reason": SUPPOSED,
    }
    values = {**{name: value for name, value in supposed.items() if value is not None}, **record.values}
    return replace(record, values=values)


def _numbered(rows: Iterable[Record]) -> list[Record]:
    """Every row with a 序号, those without one after the largest."""
    every = list(rows)
    used = [int(text) for record in every if (text := record.text("serial")).isdecimal()]
    fresh = count(max(used, default=0) + 1)
    return [
        record if record.text("serial") else replace(record, values={**record.values, "serial": str(next(fresh))})
        for record in every
    ]
