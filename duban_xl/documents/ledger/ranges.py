"""Field keys → the letters and ranges that formulas of the ledger template use; rows are counted as Excel shows them."""

from duban_xl.model.columns import SHEETS
from duban_xl.model.source import column_letter

TITLE_ROW, HEADER_ROW, FIRST_ROW = 1, 2, 3
LAST_ROW = 20_000
"""Formulas, lists and lamps reach down to here."""
LOOKUP_ROW = 2_000
"""Lists taken from another sheet end here."""


def letter(sheet: str, field: str) -> str:
    """The column letter of `field` in the template: ("matters", "status") → "AB"."""
    keys = [f.key for f in SHEETS[sheet].fields]
    return column_letter(keys.index(field) + 1)


def whole(sheet: str, field: str, *, last: int = LAST_ROW) -> str:
    """The column's data cells, fixed, with the tab: 督办事项!$AB$3:$AB$20000."""
    column = letter(sheet, field)
    return f"{SHEETS[sheet].tab}!${column}${FIRST_ROW}:${column}${last}"


def lookup_range(lookup: str) -> str:
    """The range that a FieldDef's `lookup` ("units.name") offers, as a validation's formula; "" for none."""
    if not lookup:
        return ""
    sheet, field = lookup.split(".")
    return "=" + whole(sheet, field, last=LOOKUP_ROW)


def row_formula(sheet: str, formula: str) -> str:
    """`formula` with its {field} blanks filled for the first data row, columns fixed: {status} → $AB3."""
    cells = {f.key: f"${letter(sheet, f.key)}{FIRST_ROW}" for f in SHEETS[sheet].fields}
    return "=" + formula.format_map(cells)
