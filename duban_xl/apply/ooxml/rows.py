"""Values per row → the bytes that change in a sheet: cells replaced or inserted, rows filled or added."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

from duban_xl.apply.ooxml.edits import CellValue
from duban_xl.apply.ooxml.guards import check_image
from duban_xl.apply.ooxml.markup import Splices, attribute, whole, with_attributes
from duban_xl.apply.ooxml.sheet import Cell, Row, Sheet
from duban_xl.apply.ooxml.totals import Carried
from duban_xl.apply.ooxml.values import CellWriter, Place, is_blank

Content: TypeAlias = CellValue | Carried
HEIGHT = re.compile(r"\d{1,5}(\.\d{1,20})?", re.ASCII)
NOT_COPIED = ("spans", "hidden", "outlineLevel", "collapsed", "ph")  # of the row above


@dataclass(frozen=True, slots=True)
class ModelRow:
    """The row whose look new rows take: its tag without what is its own, and the styles of its cells."""

    tag: bytes
    styles: Mapping[int, int]
    style: int | None  # of its cells that are not written


class RowWriter:
    """Collects the changes of one sheet's rows in `splices`; rows must come in ascending order."""

    def __init__(self, sheet: Sheet, splices: Splices, writer: CellWriter, heights: Mapping[int, float]) -> None:
        self.sheet, self.splices, self.writer, self.heights = sheet, splices, writer, heights
        self.rewritten: set[int] = set()  # starts of the cells that were replaced
        self.formulas_lost: set[tuple[int, int]] = set()  # places of the formulas among them
        self._opened = False

    def write(
        self, number: int, values: Mapping[int, Content], model: ModelRow | None = None, *, restyle: bool = False
    ) -> None:
        """Put `values` (column → value) into the row `number`, which is added if it is not there.

        New cells take the styles of `model`; cells that are there keep theirs unless `restyle` is set.
        """
        row = self.sheet.row(number)
        if row is None:
            self._add(number, values, model)
        elif row.is_empty:
            tag = self._sized(self.sheet.data[row.start : row.end][:-2].rstrip() + b">", number)
            cells = self._new_cells(number, values, model=model, row=row)
            self.splices.replace(row.start, row.end, tag + cells + b"</%brow>" % self.sheet.prefix)
        else:
            self._fill(row, values, model, restyle=restyle)

    def restyle(self, number: int, changes: Mapping[int, Callable[[int], int]]) -> None:
        """Give the cells of the row `number` the style that their column's change makes of theirs; content stays."""
        row = self.sheet.row(number)
        written = {cell.column: cell for cell in self.sheet.cells(row)} if row else {}
        missing = changes.keys() - written.keys()
        styles = {column: changes[column](self._style(column, None, row)) for column in missing}
        for column in sorted(changes.keys() - missing):
            cell = written[column]
            tag = self.sheet.data[cell.start : cell.inner]
            self.splices.replace(cell.start, cell.inner, with_attributes(tag, s=str(changes[column](cell.style))))
        if missing:
            model = ModelRow(b"<%brow>" % self.sheet.prefix, styles, None)
            if row is None or row.is_empty:
                self._add_blank(number, row, model)
            else:
                self._fill(row, dict.fromkeys(missing), model, restyle=False)

    def _add_blank(self, number: int, row: Row | None, model: ModelRow) -> None:
        """A row that is not written, or holds no cell yet, with blank cells in the model's styles."""
        if row is None:
            self._add(number, {}, model)
            return
        tag = with_attributes(self.sheet.data[row.start : row.end][:-2].rstrip() + b">", spans=None)
        cells = self._new_cells(number, {}, model=model, row=row)
        self.splices.replace(row.start, row.end, tag + cells + b"</%brow>" % self.sheet.prefix)

    def model(self, row: Row, columns: range) -> ModelRow:
        """The look of `row`, of its cells in `columns`, for rows to be added under it."""
        tag = self.sheet.data[row.start : row.inner]
        if row.is_empty:
            tag = tag[:-2].rstrip() + b">"
        tag = with_attributes(tag, **dict.fromkeys(NOT_COPIED))
        styles = {cell.column: cell.style for cell in self.sheet.cells(row) if cell.column in columns}
        return ModelRow(tag, styles, _row_style(row))

    def _fill(self, row: Row, values: Mapping[int, Content], model: ModelRow | None, *, restyle: bool) -> None:
        cells = self.sheet.cells(row)
        written = {cell.column: cell for cell in cells}
        missing = {column: value for column, value in values.items() if column not in written}
        for column in sorted(values.keys() & written.keys()):
            above = model.styles.get(column, 0) if model else 0
            style = above if restyle else written[column].style or above
            self._replace(written[column], values[column], style=style)
        end = cells[-1].end if cells else row.inner
        added = False
        for column in sorted(missing):
            at = next((cell.start for cell in cells if cell.column > column), end)
            new = self._new_cells(row.number, {column: missing[column]}, model=model, row=row, only=True)
            self.splices.replace(at, at, new)
            added = added or bool(new)
        tag = self.sheet.data[row.start : row.inner]
        new_tag = self._sized(with_attributes(tag, spans=None) if added else tag, row.number)
        if new_tag != tag:
            self.splices.replace(row.start, row.inner, new_tag)

    def _sized(self, tag: bytes, number: int, *, is_new: bool = False) -> bytes:
        """The row's start tag with the height that is wanted for it; one that a person set (customHeight) stays."""
        wanted = self.heights.get(number)
        if wanted is None or attribute(tag, b"customHeight") in ("1", "true"):
            return tag
        if not is_new and _height(tag) >= wanted:
            return tag
        return with_attributes(tag, ht=f"{wanted:g}")

    def _replace(self, cell: Cell, value: Content, *, style: int) -> None:
        if is_blank(value) and style == cell.style and not self.sheet.masked[cell.inner : cell.close].strip():
            return
        check_image(self.sheet, cell, tab=self.writer.tab)
        if isinstance(value, Carried):
            new = value.at(cell.column, cell.row)
        else:
            place = Place(self.writer.tab, cell.column, cell.row)
            new = self.writer.rewritten(self.sheet.data[cell.start : cell.inner], place, style=style, value=value)
        if new == self.sheet.data[cell.start : cell.end]:
            return
        if self.sheet.formula(cell):
            self.formulas_lost.add((cell.column, cell.row))
        self.rewritten.add(cell.start)
        self.splices.replace(cell.start, cell.end, new)

    def _add(self, number: int, values: Mapping[int, Content], model: ModelRow | None) -> None:
        cells = self._new_cells(number, values, model=model, row=None)
        if not cells and not model:
            return
        tag = with_attributes(model.tag if model else b"<%brow>" % self.sheet.prefix, r=str(number))
        tag = self._sized(tag, number, is_new=True)
        new = tag + cells + b"</%brow>" % self.sheet.prefix
        node = self.sheet.cells_node
        if node.is_empty:
            self._open_empty_sheet()
            self.splices.replace(node.end, node.end, new)
        else:
            at = self.sheet.gap_before(number)
            self.splices.replace(at, at, new)

    def _open_empty_sheet(self) -> None:
        """Write `<sheetData/>` as two tags, once; the end tag goes behind the rows, see `close`."""
        if self._opened:
            return
        self._opened = True
        node = self.sheet.cells_node
        tag = self.sheet.data[node.start : node.end][:-2].rstrip() + b">"
        self.splices.replace(node.start, node.end, tag)

    def close(self) -> None:
        """To be called after the last row."""
        if self._opened:
            node = self.sheet.cells_node
            self.splices.replace(node.end, node.end, b"</%bsheetData>" % self.sheet.prefix)

    def _new_cells(
        self,
        number: int,
        values: Mapping[int, Content],
        *,
        model: ModelRow | None,
        row: Row | None,
        only: bool = False,
    ) -> bytes:
        """New cells of the row `number`, left to right; unless `only`, with blank ones that take the model's styles."""
        columns = sorted(values.keys() | (model.styles.keys() if model and not only else set()))
        cells: list[bytes] = []
        for column in columns:
            value = values.get(column)
            if isinstance(value, Carried):
                cells.append(value.at(column, number))
                continue
            style = self._style(column, model, row)
            if is_blank(value) and not (style and model and column in model.styles):
                continue
            cells.append(self.writer.new(column, number, style=style, value=value))
        return b"".join(cells)

    def _style(self, column: int, model: ModelRow | None, row: Row | None) -> int:
        """The style of a new cell: of the cell above, of its row, of its column, none."""
        if model and column in model.styles:
            return model.styles[column]
        own = _row_style(row) if row else (model.style if model else None)
        return own if own is not None else self._column_style(column)

    def _column_style(self, column: int) -> int:
        """The style of the cells of `column` that are not written; where columns are listed twice, the last listing."""
        return next((style for first, last, style in self._column_styles if first <= column <= last), 0)

    @cached_property
    def _column_styles(self) -> list[tuple[int, int, int]]:
        columns, part = self.sheet.root.first("cols"), self.sheet.part
        return [
            (
                whole(node.get("min"), 1, part=part),
                whole(node.get("max"), part=part),
                whole(node.get("style"), part=part),
            )
            for node in (reversed(columns.children) if columns else ())
            if node.get("style") not in (None, "0")
        ]


def _row_style(row: Row) -> int | None:
    is_own = attribute(row.raw, b"customFormat") in ("1", "true")
    return whole(attribute(row.raw, b"s"), part=f"{row.number}:{row.number}") if is_own else None


def _height(tag: bytes) -> float:
    """The height that a row's tag states; 0 if it states none that a row can have."""
    written = attribute(tag, b"ht") or ""
    return float(written) if HEIGHT.fullmatch(written) else 0
