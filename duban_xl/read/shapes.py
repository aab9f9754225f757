"""A workbook's grids → where the ledger's tables lie in them, without reading their rows."""

from collections.abc import Sequence

from duban_xl.model.columns import SHEETS
from duban_xl.model.grid import Grid
from duban_xl.model.table import TableShape
from duban_xl.read.header import find_table
from duban_xl.read.tabs import match_all


def located(grids: Sequence[Grid]) -> dict[str, TableShape]:
    """Key of a sheet → the shape of its table, for every sheet of the ledger that is found among `grids`."""
    found = {key: find_table(match.grid, SHEETS[key])[0] for key, match in match_all(grids, SHEETS.values()).items()}
    return {key: shape for key, shape in found.items() if shape}
