"""A workbook's bytes and changes per sheet → the new bytes: only the parts that must change differ."""

import posixpath
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from duban_xl.apply.ooxml.appending import Appending, append
from duban_xl.apply.ooxml.archive import DEFLATED, STORED, Pieces, rewrite
from duban_xl.apply.ooxml.area import Area
from duban_xl.apply.ooxml.book import CONTENT_TYPES, Book, Tab, relations_part
from duban_xl.apply.ooxml.edits import CellValue, Formula, Patched, SheetEdits
from duban_xl.apply.ooxml.formulas import GROUPED, write_out_shared, written_formulas
from duban_xl.apply.ooxml.growth import grow_chart, grow_formulas, grow_names, grow_sheet, reach
from duban_xl.apply.ooxml.guards import check_cells
from duban_xl.apply.ooxml.markup import Splices, text_of
from duban_xl.apply.ooxml.placing import placed
from duban_xl.apply.ooxml.references import Grown
from duban_xl.apply.ooxml.refusal import refused
from duban_xl.apply.ooxml.results import WrittenSheet, changed_places, drop_stale, extended, known_to_formulas
from duban_xl.apply.ooxml.rows import Content, RowWriter
from duban_xl.apply.ooxml.sheet import Sheet
from duban_xl.apply.ooxml.styles import EMPTY, Styles
from duban_xl.apply.ooxml.tables import ListTable, extend, filled, tables_of
from duban_xl.apply.ooxml.totals import Carried, carried, check_alone
from duban_xl.apply.ooxml.values import CellWriter, is_blank
from duban_xl.model.source import cell_name

BEFORE_CALC = (
    "fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets", "functionGroups",
    "externalReferences", "definedNames", "AlternateContent", "revisionPtr",
)  # fmt: skip
STYLES_ID, STYLES_TYPE = "rIdStyles", "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What happens to one sheet: row → column → value, and the rows among them that are new."""

    edits: SheetEdits
    sheet: Sheet
    tables: tuple[ListTable, ...]
    rows: Mapping[int, Mapping[int, CellValue]]
    appending: Appending | None


class Patcher:
    """A workbook opened for one patch; `places` tells beforehand where rows will go."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.book = Book(data)
        self.package = self.book.package
        self._sheets: dict[str, Sheet] = {}
        self._splices: dict[str, Splices] = {}
        self._removed: set[str] = set()
        self._texts: dict[
            str, Mapping[int, str]
        ] = {}  # part → start of a cell → its formula, once one had to be asked for
        self._replaced: dict[str, frozenset[int]] = {}  # part → starts of the cells that hold something else now
        self._settled: dict[str, frozenset[int]] = {}  # part → starts of the formula cells that are looked after
        self._followed: dict[str, frozenset[int]] = {}  # part → starts of the cells whose formula follows grown data
        self._styles_part = self.book.part_of("styles") or ""
        self._styles = self._found_styles() if self._styles_part else self._new_styles()

    def _found_styles(self) -> Styles:
        return Styles(self.package.read(self._styles_part), part=self._styles_part)

    def _new_styles(self) -> Styles:
        """Styles for a workbook that has none; without a place for them if cells name styles all the same."""
        part = posixpath.join(posixpath.dirname(self.book.part), "styles.xml")
        if self.package.name(part) or any(b' s="' in self.package.read(tab.part) for tab in self._worksheets()):
            return Styles(None, part=part)
        self._styles_part = part
        return Styles(EMPTY.format(space=self.book.namespace).encode(), part=part, is_new=True)

    def sheet(self, tab: str) -> Sheet:
        """The worksheet called `tab`."""
        part = self.book.tab(tab).part
        if part not in self._sheets:
            self._sheets[part] = Sheet(self.package.text(part), part=part)
        return self._sheets[part]

    def placed(self, edits: SheetEdits, rows: Sequence[Sequence[CellValue]]) -> SheetEdits:
        """`edits` with `rows`, lists of values that say no columns, put under the table or data of its sheet."""
        sheet = self.sheet(edits.tab)
        return placed(sheet, tables_of(self.package, sheet.part), edits, rows)

    def places(self, edits: SheetEdits) -> tuple[int, ...]:
        """The row numbers that the new rows of `edits` will have."""
        appending = self._plan(edits).appending
        return appending.numbers if appending else ()

    def moves(self, edits: SheetEdits) -> Mapping[tuple[int, int], tuple[int, int]]:
        """The cells that `edits` moves as they are, new (column, row) → old: a totals row making room."""
        part = self.book.tab(edits.tab).part
        if not edits.rows or not any(table.totals_rows for table in tables_of(self.package, part)):
            return {}
        appending = self._plan(edits).appending
        if not (appending and appending.table and appending.totals_to):
            return {}
        place, row = appending.table.place, appending.totals_to
        return {(column, row): (column, place.bottom) for column in range(place.left, place.right + 1)}

    def formula(self, tab: str, column: int, row: int) -> str | None:
        """The formula in that cell as a person sees it, with its "="; None if there is none."""
        sheet = self.sheet(tab)
        cell = sheet.cell(column, row)
        node = sheet.formula(cell) if cell else None
        if cell is None or node is None:
            return None
        if node.close > node.inner:
            text = text_of(sheet.data, node)
            return f"{{={text}}}" if node.get("t") in GROUPED else f"={text}"
        if sheet.part not in self._texts:
            self._texts[sheet.part] = {one.cell.start: one.text for one in written_formulas(sheet) if one.text}
        text = self._texts[sheet.part].get(cell.start)
        return text and f"={text}"

    def patch(self, edits: Sequence[SheetEdits]) -> Patched:
        """Carry out `edits`, at most one per tab; a patcher is used for one patch."""
        plans = tuple(self._plan(one) for one in edits)
        if len({plan.sheet.part for plan in plans}) < len(plans):
            raise ValueError("one SheetEdits per tab")
        for plan in plans:
            self._write(plan)
        grown = tuple(
            Grown(self.book.tab(plan.edits.tab).name, plan.appending.growth)
            for plan in plans
            if plan.appending and plan.appending.growth
        )
        self._follow(grown)
        if any(self._splices.values()):
            self._recalculate(plans, grown)
        if self._styles.is_new and self._styles.result():
            self._relate_styles()
        changed = self._changed()
        appended = {plan.edits.tab: plan.appending.numbers for plan in plans if plan.appending}
        if not changed:
            return Patched(self.data, appended, frozenset())
        self._check_untouched(changed)
        data = rewrite(self.package.archive, changed=changed, removed=frozenset(self._removed))
        return Patched(data, appended, frozenset(changed) | self._removed)

    def _plan(self, edits: SheetEdits) -> _Plan:
        sheet = self.sheet(edits.tab)
        tables = tables_of(self.package, sheet.part)
        rows: dict[int, dict[int, CellValue]] = {}
        for (column, row), value in edits.cells.items():
            rows.setdefault(row, {})[column] = value
        appending = append(sheet, tables, edits) if edits.rows else None
        for row, values in appending.rows.items() if appending else ():
            for column in values.keys() & rows.get(row, {}).keys():
                raise refused("A175", tab=edits.tab, cell=cell_name(column, row))
            rows.setdefault(row, {}).update(values)
        return _Plan(edits=edits, sheet=sheet, tables=tables, rows=rows, appending=appending)

    def _write(self, plan: _Plan) -> None:
        sheet, appending = plan.sheet, plan.appending
        tab = self.book.tab(plan.edits.tab)
        check_cells(sheet, self.package, tab=tab.name, tables=plan.tables, cells=plan.edits.cells)
        if appending:
            added = (
                (column, row)
                for row, new in appending.rows.items()
                for column, value in new.items()
                if not is_blank(value)
            )
            check_cells(sheet, self.package, tab=tab.name, tables=(), cells=added)
        cell_writer = CellWriter(
            tab=tab.name, prefix=sheet.prefix, epoch_1904=self.book.epoch_1904, styles=self._styles
        )
        splices = self._splices_of(sheet.part)
        writer = RowWriter(sheet, splices, cell_writer, _heights(plan))
        model = writer.model(appending.model, appending.styled) if appending and appending.model else None
        totals = self._totals(plan, tab.name)
        rows: dict[int, Mapping[int, Content]] = {**plan.rows}
        if appending and appending.totals_to:
            rows[appending.totals_to] = {**rows.get(appending.totals_to, {}), **totals}
        for number in sorted(rows):
            is_new = appending is not None and number in appending.rows
            writer.write(number, rows[number], model if is_new else None, restyle=is_new and bool(totals))
        writer.close()
        if not splices:
            return
        self._grow(plan, splices)
        self._formulas(writer)

    def _totals(self, plan: _Plan, tab: str) -> Mapping[int, Carried]:
        """The totals cells that move down to make room for new rows."""
        appending = plan.appending
        if not (appending and appending.totals_to and appending.table and appending.growth):
            return {}
        for other in self._worksheets():
            check_alone(self.sheet(other.name), tab=other.name, table=appending.table, table_tab=tab)
        return carried(plan.sheet, appending.table, Grown(tab, appending.growth))

    def _grow(self, plan: _Plan, splices: Splices) -> None:
        columns = [column for values in plan.rows.values() for column in values]
        for table in plan.tables:
            if table.has_insert_row and any(table.place.holds(*cell) for cell in _filled_cells(plan)):
                self._splices[table.part] = filled(self.package, table)
        reach(plan.sheet, splices, Area(min(columns), min(plan.rows), max(columns), max(plan.rows)))
        appending = plan.appending
        if appending is None:
            return
        if appending.table:
            part = appending.table.part
            self._splices[part] = extend(self.package, appending.table, max(appending.numbers))
        if appending.growth:
            grow_sheet(plan.sheet, splices, appending.growth)

    def _follow(self, grown: Sequence[Grown]) -> None:
        """Let names, formulas and charts anywhere in the workbook follow the data that grew."""
        if not grown:
            return
        names = self.book.root.first("definedNames")
        grow_names(names.children if names else (), self._splices_of(self.book.part), grown)
        for tab in self._worksheets():
            besides = self._settled.get(tab.part, frozenset())
            sheet, splices = self.sheet(tab.name), self._splices_of(tab.part)
            self._followed[tab.part] = grow_formulas(sheet, splices, grown, tab=tab.name, besides=besides)
        for part in self.book.chart_parts():
            grow_chart(self.package.root(part), self._splices_of(part), grown)

    def _formulas(self, writer: RowWriter) -> None:
        """Look after the formulas of a sheet that was written: shared ones and the calculation chain."""
        part, rewritten = writer.sheet.part, frozenset(writer.rewritten)
        self._replaced[part] = self._settled[part] = rewritten
        if writer.formulas_lost:
            self._settled[part] |= write_out_shared(writer.sheet, writer.splices, frozenset(writer.formulas_lost))
            self._drop_chain()

    def _recalculate(self, plans: Sequence[_Plan], grown: Sequence[Grown]) -> None:
        """Drop the cached results that may be wrong now; if there are formulas, have them calculated on opening."""
        sheets = tuple(
            WrittenSheet(
                tab=tab.name,
                sheet=self.sheet(tab.name),
                splices=self._splices_of(tab.part),
                replaced=self._replaced.get(tab.part, frozenset()),
                grown=self._followed.get(tab.part, frozenset()),
            )
            for tab in self._worksheets()
        )
        written = (value for plan in plans for row in plan.rows.values() for value in row.values())
        if any(one.sheet.has_formulas for one in sheets):
            appended = {plan.sheet.part: plan.appending for plan in plans}
            tables = {
                one.tab: [extended(t, appended.get(one.sheet.part)) for t in tables_of(self.package, one.sheet.part)]
                for one in sheets
            }
            changed = [place for plan in plans for place in changed_places(plan.edits.tab, plan.rows, plan.appending)]
            drop_stale(sheets, changed, known=known_to_formulas(self.book, tables, grown))
        elif not any(isinstance(value, Formula) for value in written):
            return
        self._calculate_on_load()

    def _worksheets(self) -> Iterator[Tab]:
        return (tab for tab in self.book.tabs if tab.kind == "worksheet" and tab.part)

    def _calculate_on_load(self) -> None:
        root, splices = self.book.root, self._splices_of(self.book.part)
        node = root.first("calcPr")
        if node is None:
            behind = [child for child in root.children if child.name in BEFORE_CALC]
            at = behind[-1].end if behind else root.inner
            splices.replace(at, at, b'<%bcalcPr fullCalcOnLoad="1"/>' % root.prefix)
        elif node.get("fullCalcOnLoad") not in ("1", "true"):
            splices.set_attributes(node, fullCalcOnLoad="1")

    def _drop_chain(self) -> None:
        """Remove the calculation chain, which names a formula that is gone; Excel makes a new one."""
        relation = next((relation for relation in self.book.relations if relation.type == "calcChain"), None)
        if relation is None or relation.target in self._removed:
            return
        self._removed.add(relation.target)
        rels = self._splices_of(relations_part(self.book.part))
        rels.replace(relation.node.start, relation.node.end, b"")
        types = self._splices_of(CONTENT_TYPES)
        for node in self.package.root(CONTENT_TYPES).children:
            if node.name == "Override" and self.package.name(node.get("PartName") or "") == relation.target:
                types.replace(node.start, node.end, b"")

    def _relate_styles(self) -> None:
        """Tell the workbook and the content types of a styles part that was not there."""
        sheet = next(relation for relation in self.book.relations if relation.type == "worksheet").node
        kind = (sheet.get("Type") or "").rstrip("/").removesuffix("worksheet") + "styles"
        rels = relations_part(self.book.part)
        at = self.package.root(rels).close
        new = f'Relationship Id="{STYLES_ID}" Type="{kind}" Target="/{self._styles_part}"/>'
        self._splices_of(rels).replace(at, at, b"<" + sheet.prefix + new.encode())
        types = self.package.root(CONTENT_TYPES)
        new = f'Override PartName="/{self._styles_part}" ContentType="{STYLES_TYPE}"/>'
        self._splices_of(CONTENT_TYPES).replace(types.close, types.close, b"<" + types.prefix + new.encode())

    def _splices_of(self, part: str) -> Splices:
        if part not in self._splices:
            self._splices[part] = Splices(self._sheets[part].data if part in self._sheets else self.package.read(part))
        return self._splices[part]

    def _changed(self) -> dict[str, Callable[[], Pieces]]:
        """Entry name → its new content, for the parts that differ."""
        changed: dict[str, Callable[[], Pieces]] = {
            self.package.name(part) or part: splices.pieces for part, splices in self._splices.items() if splices
        }
        styles = self._styles.result()
        if styles is not None:
            changed[self._styles_part] = partial(_whole, styles)
        return changed

    def _check_untouched(self, changed: Mapping[str, object]) -> None:
        """Refused if an entry that would be copied is damaged (A151) or can blow up in the next reader (A191)."""
        for entry in self.package.archive.entries:
            if entry.name not in changed and entry.name not in self._removed and entry.method in (STORED, DEFLATED):
                self.package.check(entry)


def patch(data: bytes, edits: Sequence[SheetEdits]) -> Patched:
    """Carry out `edits`, at most one per tab, on the workbook `data`. Raises Refused before anything is written."""
    return Patcher(data).patch(edits)


def _filled_cells(plan: _Plan) -> Iterator[tuple[int, int]]:
    """The (column, row) of the cells that get a value."""
    for row, values in plan.rows.items():
        yield from ((column, row) for column, value in values.items() if not is_blank(value))


def _heights(plan: _Plan) -> Mapping[int, float]:
    """Row number → the height wanted for it, for edited and for new rows."""
    numbers = plan.appending.numbers if plan.appending else ()
    new = {number: height for number, height in zip(numbers, plan.edits.row_heights, strict=False) if height}
    return {**plan.edits.heights, **new}


def _whole(content: bytes) -> Pieces:
    return (content,)
