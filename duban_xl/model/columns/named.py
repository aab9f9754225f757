"""What 对应列 of 办理要素 names (督办事项.责任人) → the sheet and the column that it means."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM, SHEETS
from duban_xl.model.fields import FieldDef, SheetDef


class Column(NamedTuple):
    """One column of one sheet of the ledger or of the return form."""

    sheet: SheetDef
    field: FieldDef


_SHEETS = (*SHEETS.values(), RETURN_FORM, EXTENSION_FORM)
COLUMNS: Mapping[str, Column] = MappingProxyType(
    {f"{sheet.tab}.{field.header}": Column(sheet, field) for sheet in _SHEETS for field in sheet.fields}
)
"""Tab and header, joined by a point → the column."""


def column_named(text: str) -> Column | None:
    """The column that `text` names as 工作表.列; None if there is none of that name."""
    return COLUMNS.get("".join(text.split()).replace("．", "."))
