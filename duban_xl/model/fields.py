"""The one definition of every sheet and column: names, spellings, types, choices, editors, widths and help.

The ledger template, the return form, the readers, the checks, the writer and the reference page all derive from here.
The columns themselves stand in `model/columns/`, one module per group of sheets.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from duban_xl.model.source import Value, plain, shown


class Kind(StrEnum):
    """What a column holds; it decides reading, number format, alignment and validation."""

    TEXT = "文本"
    LONG = "长文本"
    ID = "编号"
    DATE = "日期"
    DATETIME = "时间"
    INTEGER = "整数"
    NUMBER = "数值"
    POINTS = "分值"
    PERCENT = "百分比"  # 0–100 in the model, a fraction in the sheet
    YES_NO = "是否"


class Editor(StrEnum):
    """Who may type into a column."""

    CLERK = "督查室"
    UNIT = "承办单位"
    PROGRAM = "程序"


NUMBER_FORMATS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.TEXT: "@",
        Kind.LONG: "@",
        Kind.ID: "@",
        Kind.DATE: "yyyy-mm-dd",
        Kind.DATETIME: "yyyy-mm-dd hh:mm:ss",
        Kind.INTEGER: "0",
        Kind.NUMBER: "General",
        Kind.POINTS: "0.00",
        Kind.PERCENT: "0.0%",
        Kind.YES_NO: "@",
    }
)

YES_NO = ("是", "否")


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDef:
    """One column. `choices` closes the list of values; `lookup` ("units.name") offers those of another sheet's column."""

    key: str
    header: str
    kind: Kind
    width: int  # in characters of the default font
    help: str
    spellings: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    lookup: str = ""
    editor: Editor = Editor.CLERK
    required: bool = False
    lies_ahead: bool = False  # a day to come, for which people write 12月底

    @property
    def number_format(self) -> str:
        """The Excel number format of the column."""
        return NUMBER_FORMATS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDef:
    """One sheet: its tab, its Excel table, its title line and its columns in their first order."""

    key: str
    tab: str
    table: str
    title: str
    help: str
    fields: tuple[FieldDef, ...]
    spellings: tuple[str, ...] = ()  # other names of the tab
    optional: bool = False  # a ledger without it is complete: nothing is said where it is missing
    told_by: tuple[str, ...] = ()  # keys of the columns that tell one row from another; empty: the required ones

    @property
    def identity(self) -> tuple[str, ...]:
        """The keys of the columns that together tell one row from another."""
        return self.told_by or tuple(field.key for field in self.fields if field.required)

    def __getitem__(self, key: str) -> FieldDef:
        for field in self.fields:
            if field.key == key:
                return field
        raise KeyError(f"{self.key}.{key}")

    @property
    def headers(self) -> tuple[str, ...]:
        """The Chinese headers in their first order."""
        return tuple(field.header for field in self.fields)


def column(
    key: str,
    header: str,
    kind: Kind,
    width: int,
    help: str,
    *,
    spellings: str = "",
    choices: tuple[str, ...] = (),
    lookup: str = "",
    editor: Editor = Editor.CLERK,
    required: bool = False,
    lies_ahead: bool = False,
) -> FieldDef:
    """A column in one line; `spellings` are separated by blanks; a 是否 column gets its two choices."""
    return FieldDef(
        key=key,
        header=header,
        kind=kind,
        width=width,
        help=help,
        spellings=tuple(spellings.split()),
        choices=YES_NO if kind is Kind.YES_NO else choices,
        lookup=lookup,
        editor=editor,
        required=required,
        lies_ahead=lies_ahead,
    )


def to_cell(field: FieldDef, value: Value) -> Value:
    """What the sheet holds for the model's `value`: a percent 80 becomes the fraction 0.8, 是/否 stay words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if field.kind is Kind.PERCENT and isinstance(value, Decimal):
        return value / 100
    return value


def shown_in(field: FieldDef, value: Value) -> str:
    """`value` of the model as the column shows it: percents with their sign, days without time."""
    if field.kind is Kind.PERCENT and isinstance(value, Decimal):
        return f"{plain(value)}%"
    if field.kind is Kind.DATE and isinstance(value, datetime):
        return shown(date(value.year, value.month, value.day))
    return shown(value)
