"""A batch's record and the workbook as it stands → the edits that take the batch back, or a refusal that names what is in the way.

Rows and columns are looked for where the batch left them, then by what identifies them: people sort, insert and move.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from duban_xl.apply.ooxml import CellValue, Formula, SheetEdits
from duban_xl.apply.plan_cells import field_of, shape_of
from duban_xl.apply.record import Record, Who, WrittenCell, WrittenRow, content_shown
from duban_xl.apply.recording import FormulaAt, content_at, who_in
from duban_xl.apply.verify import Rows, holds
from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.texts import ROW_CLEARED, UNDO_BECAUSE
from duban_xl.model.changeset import AppliedEdit, Reason
from duban_xl.model.fields import FieldDef
from duban_xl.model.source import Source, cell_name, shown
from duban_xl.model.table import TableShape

MOST_TOLD = 3  # places in one message; the finding's sources hold them all


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The workbook as it stands: where its tables lie, the cells of a tab, the formula in a cell."""

    file: str
    shapes: Mapping[str, TableShape]
    rows: Callable[[str], Rows]
    formula: FormulaAt


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The edits per tab, the log left out, and each of them as it will be told."""

    edits: tuple[SheetEdits, ...]
    changes: tuple[AppliedEdit, ...]


@dataclass(slots=True)
class _Found:
    """What was found on the way: contents to put back by tab, and what is in the way."""

    cells: dict[str, dict[tuple[int, int], CellValue]] = field(
        default_factory=dict[str, dict[tuple[int, int], CellValue]]
    )
    told: list[AppliedEdit] = field(default_factory=list[AppliedEdit])
    changed: list[tuple[Source, str, str]] = field(default_factory=list[tuple[Source, str, str]])  # place, written, now
    missing: list[tuple[Source, str]] = field(default_factory=list[tuple[Source, str]])  # where it was, what
    grouped: list[Source] = field(default_factory=list[Source])  # array formulas that were written over


def take_back(batch: str, record: Record, *, later: Mapping[str, Record], standing: Standing, backup: str) -> TakenBack:
    """The edits that undo `record`, the work of `batch`, in the workbook `standing`.

    `later` holds the records of the batches written since; `backup` is where a person finds the state before.
    Raises CannotRun: A142 later batches wrote over the same cells, A141 somebody else did, A147 a row or column is gone,
    A149 the batch wrote over an array formula.
    """
    _refuse_overlap(batch, record, later, file=standing.file)
    found, places = _Found(), _Places(standing)
    because = Reason(UNDO_BECAUSE.format(batch=batch))
    for cell in record.cells:
        _cell(cell, places, found, because)
    for row in record.rows:
        _row(row, places, found, because)
    _refuse_changed(batch, found, backup=backup)
    edits = tuple(SheetEdits(tab=tab, cells=cells) for tab, cells in found.cells.items())
    return TakenBack(edits, tuple(found.told))


class _Places:
    """Where the rows and columns of the workbook are now."""

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        self._known: dict[str, dict[tuple[tuple[str, str], ...], list[int]]] = {}

    def shape(self, sheet: str) -> TableShape:
        return shape_of(self.standing.shapes, sheet)

    def row(self, sheet: str, number: int, who: Who) -> int | None:
        """The row that `who` tells of: at its old number, else the only one like it; None if there is none."""
        rows = self.standing.rows(self.shape(sheet).tab)
        if not who:
            return number
        if number <= len(rows) and dict(who_in(self.shape(sheet), rows[number - 1])) == dict(who):
            return number
        alike = self._by_who(sheet).get(_key(who), [])
        return alike[0] if len(alike) == 1 else None

    def content(self, sheet: str, column: int, row: int) -> CellValue:
        """What stands in that cell now."""
        tab = self.shape(sheet).tab
        return content_at(self.standing.rows(tab), self.standing.formula, tab=tab, column=column, row=row)

    def field(self, sheet: str, column: int) -> FieldDef | None:
        """What the column is; None for one of the clerk's own."""
        keys = (key for key, at in self.shape(sheet).columns.items() if at == column)
        return next((field_of(sheet, key) for key in keys), None)

    def width(self, sheet: str, row: int) -> int:
        """How many cells of `row` may hold something."""
        rows = self.standing.rows(self.shape(sheet).tab)
        return len(rows[row - 1]) if row <= len(rows) else 0

    def source(self, sheet: str, column: int, row: int) -> Source:
        return Source(self.standing.file, self.shape(sheet).tab, cell_name(column, row))

    def _by_who(self, sheet: str) -> Mapping[tuple[tuple[str, str], ...], list[int]]:
        if sheet not in self._known:
            shape, numbers = self.shape(sheet), dict[tuple[tuple[str, str], ...], list[int]]()
            for number, cells in enumerate(self.standing.rows(shape.tab), start=1):
                if number > shape.header_row:
                    numbers.setdefault(_key(who_in(shape, cells)), []).append(number)
            self._known[sheet] = numbers
        return self._known[sheet]


def _cell(cell: WrittenCell, places: _Places, found: _Found, because: Reason) -> None:
    row = places.row(cell.sheet, cell.row, cell.who)
    shape, of = places.shape(cell.sheet), field_of(cell.sheet, cell.field)
    column = shape.columns.get(cell.field)
    if row is None or column is None:
        found.missing.append((Source(places.standing.file, shape.tab, cell.cell), _named(cell, of.header)))
        return
    now = places.content(cell.sheet, column, row)
    if _same(cell.before, now):
        return
    if not _same(cell.after, now):
        found.changed.append(
            (places.source(cell.sheet, column, row), content_shown(of, cell.after), content_shown(of, now))
        )
        return
    if isinstance(cell.before, Formula) and cell.before.text.startswith("{"):
        found.grouped.append(places.source(cell.sheet, column, row))
        return
    found.cells.setdefault(shape.tab, {})[column, row] = cell.before
    found.told.append(
        AppliedEdit(
            tab=shape.tab,
            cell=cell_name(column, row),
            key=_name(cell.who),
            header=of.header,
            before=content_shown(of, now),
            after=content_shown(of, cell.before),
            because=because,
        )
    )


def _row(added: WrittenRow, places: _Places, found: _Found, because: Reason) -> None:
    shape = places.shape(added.sheet)
    number = places.row(added.sheet, added.row, added.who)
    if number is None or any(key not in shape.columns for key in added.values):
        found.missing.append((Source(places.standing.file, shape.tab, cell_name(1, added.row)), _named(added)))
        return
    columns = {shape.columns[key]: value for key, value in added.values.items()}
    differing = list(_differing(added.sheet, number, columns, places))
    found.changed += differing
    if differing:
        return
    cells = found.cells.setdefault(shape.tab, {})
    cells.update({(column, number): None for column in columns})
    first, last = cell_name(min(columns), number), cell_name(max(columns), number)
    fields = {key: field_of(added.sheet, key) for key in added.values}
    words = "；".join(f"{fields[key].header}：{content_shown(fields[key], v)}" for key, v in added.values.items())
    found.told.append(
        AppliedEdit(
            tab=shape.tab,
            cell=first if first == last else f"{first}:{last}",
            key=_name(added.who),
            header=ROW_CLEARED,
            before=words,
            after="",
            because=because,
        )
    )


def _differing(
    sheet: str, row: int, written: Mapping[int, CellValue], places: _Places
) -> Iterator[tuple[Source, str, str]]:
    """Cells of an added row that hold something else than was written; what a formula shows beside them does not count."""
    for column in range(1, max(places.width(sheet, row), max(written)) + 1):
        now = places.content(sheet, column, row)
        wanted = written.get(column)
        if _same(wanted, now) or (column not in written and isinstance(now, Formula)):
            continue
        of = places.field(sheet, column)
        yield places.source(sheet, column, row), content_shown(of, wanted), content_shown(of, now)


def _same(wanted: CellValue, now: CellValue) -> bool:
    if isinstance(wanted, Formula) or isinstance(now, Formula):
        return isinstance(wanted, Formula) and isinstance(now, Formula) and wanted.text == now.text
    return holds(wanted, now)


def _refuse_overlap(batch: str, record: Record, later: Mapping[str, Record], *, file: str) -> None:
    """Raises CannotRun A142 if one of the `later` batches wrote where `record` did."""
    cells = {(cell.sheet, _row_key(cell), cell.field) for cell in record.cells}
    rows = {(row.sheet, _row_key(row)) for row in record.rows}
    clashes = [
        (name, Source(file, cell.tab, cell.cell), cell)
        for name, other in later.items()
        for cell in other.cells
        if (cell.sheet, _row_key(cell)) in rows or (cell.sheet, _row_key(cell), cell.field) in cells
    ]
    if clashes:
        names = dict.fromkeys(name for name, _, _ in reversed(clashes))  # the newest goes first
        places = [_named(cell, field_of(cell.sheet, cell.field).header) for _, _, cell in clashes]
        sources = [source for _, source, _ in clashes]
        told = _few(dict.fromkeys(places))
        raise cannot_run("A142", *sources, batch=batch, count=len(clashes), later="、".join(names), places=told)


def _refuse_changed(batch: str, found: _Found, *, backup: str) -> None:
    if found.changed:
        sources = [source for source, _, _ in found.changed]
        told = _few(
            f"{source.sheet} {source.cell}现为“{now}”，当时写的是“{then}”" for source, then, now in found.changed
        )
        raise cannot_run("A141", *sources, batch=batch, count=len(found.changed), places=told, backup=backup)
    if found.missing:
        sources = [source for source, _ in found.missing]
        told = _few(what for _, what in found.missing)
        raise cannot_run("A147", *sources, batch=batch, count=len(found.missing), places=told, backup=backup)
    if found.grouped:
        raise cannot_run("A149", *found.grouped, batch=batch, cell=found.grouped[0].cell, backup=backup)


def _few(words: Iterator[str] | Mapping[str, None] | Sequence[str]) -> str:
    told = list(words)
    return "；".join(told[:MOST_TOLD]) + ("……" if len(told) > MOST_TOLD else "")


def _named(written: WrittenCell | WrittenRow, header: str = "") -> str:
    return " ".join(part for part in (written.tab, _name(written.who) or f"第{written.row}行", header) if part)


def _name(who: Who) -> str:
    return shown(" ".join(who.values()))


def _key(who: Who) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(who.items()))


def _row_key(written: WrittenCell | WrittenRow) -> tuple[tuple[str, str], ...]:
    """What tells the row: its identifying cells, else its number."""
    return _key(written.who) or (("", str(written.row)),)
