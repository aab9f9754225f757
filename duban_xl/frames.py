"""Edge for analysts, the door to pandas: a ledger on disk → `Ledger` → tidy data frames of its sheets and of its scores."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from duban_xl.catalogue import cannot_run
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period
from duban_xl.model.source import Value
from duban_xl.score.engine import score
from duban_xl.tidy.scores import score_tables
from duban_xl.tidy.sheets import ledger_tables
from duban_xl.tidy.table import Column, Holds, TidyTable
from duban_xl.workflows import ledger_file
from duban_xl.workflows.office import period_of

if TYPE_CHECKING:
    from pandas import DataFrame, Series

Frames: TypeAlias = "dict[str, DataFrame]"
"""Name of the sheet or of the table → its frame."""

DTYPES = {
    Holds.TEXT: "string",
    Holds.MOMENT: "datetime64[us]",
    Holds.WHOLE: "Int64",
    Holds.NUMBER: "float64",
    Holds.YES_NO: "boolean",
}
"""What a column of each kind becomes; a CHOICE column is a category."""


def read_ledger(path: str | Path) -> Ledger:
    """The ledger in the workbook at `path`, refused where a command would refuse it. Raises CannotRun."""
    return ledger_file.read_ledger(Path(path))


def to_frames(ledger: Ledger, *, period: Period | str | None = None) -> Frames:
    """A frame for every sheet of `ledger`, under the name of its tab, and 事项单位, 改读的单元格, 读表问题.

    With a `period` ("2026", "2026Q3") those of `score_frames` as well. A frame without rows has all its columns.
    Raises CannotRun: C070 without pandas, C004 for a period that can't be read.
    """
    frames = _frames(ledger_tables(ledger))
    return frames if period is None else frames | score_frames(ledger, period)


def score_frames(ledger: Ledger, period: Period | str) -> Frames:
    """成绩, 得分, 分期, 测算, 扣分季度, 事件, 后果 and 计分问题 as of the end of `period`.

    Points are what is lost; a float is the one nearest to the exact figure. A method that can't be applied gives empty
    frames, and 计分问题 says why. Raises CannotRun: C070 without pandas, C004 for a period that can't be read.
    """
    meant = period_of(period) if isinstance(period, str) else period
    return _frames(score_tables(score(ledger, meant)))


def _frames(tables: Iterable[TidyTable]) -> Frames:
    return {table.name: _frame(table) for table in tables}


def _frame(table: TidyTable) -> "DataFrame":
    try:
        from pandas import DataFrame
    except ImportError as error:
        raise cannot_run("C070") from error
    cells = zip(*table.rows, strict=True) if table.rows else ((),) * len(table.columns)
    return DataFrame({column.name: _series(column, of) for column, of in zip(table.columns, cells, strict=True)})


def _series(column: Column, cells: Iterable[Value]) -> "Series":
    from pandas import Categorical, Series

    if column.holds is Holds.CHOICE:
        words = [None if cell is None else str(cell) for cell in cells]
        others = (word for word in words if word is not None)
        return Series(Categorical(words, categories=list(dict.fromkeys((*column.choices, *others)))))
    return Series([_plain(column.holds, cell) for cell in cells], dtype=DTYPES[column.holds])


def _plain(holds: Holds, cell: Value) -> object:
    """A cell as pandas takes it: exact decimals become the nearest float, whole ones an int."""
    if cell is None or holds not in (Holds.NUMBER, Holds.WHOLE):
        return cell
    return float(str(cell)) if holds is Holds.NUMBER else int(str(cell))
