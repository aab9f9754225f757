"""The live colours of the ledger's sheets: a condition on a row → which of its cells change their look."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from duban_xl.documents.book import FILLS, INK, Book, Worksheet
from duban_xl.documents.ledger.ranges import FIRST_ROW, LAST_ROW, letter, row_formula
from duban_xl.model.columns.matters import ENDED_STATUSES, NOT_ASSIGNED_STATUSES, STATUSES
from duban_xl.model.fields import SheetDef
from duban_xl.plan.summary import ANSWERED_STATUSES

RUNNING_STATUSES = tuple(s for s in STATUSES if s not in (*ENDED_STATUSES, *NOT_ASSIGNED_STATUSES, *ANSWERED_STATUSES))
"""The unit's clock runs: it was given the matter and has not answered yet."""


class Lamp(NamedTuple):
    """Cells `fields` (all, if none is named) of rows where `formula` holds get `look`. The first lamp that fits wins."""

    formula: str
    look: str
    fields: tuple[str, ...] = ()


LOOKS: Mapping[str, Mapping[str, object]] = MappingProxyType(
    {
        "red": {"bg_color": FILLS["red"], "font_color": INK["red"], "bold": True},
        "yellow": {"bg_color": FILLS["yellow"], "font_color": INK["yellow"], "bold": True},
        "green": {"bg_color": FILLS["green"], "font_color": INK["green"]},
        "grey": {"bg_color": FILLS["grey"], "font_color": INK["grey"]},
        "faded": {"font_color": INK["grey"]},
        "overdue": {"bg_color": FILLS["pale"]},
    }
)


def _equals(field: str, value: str) -> str:
    return f'{{{field}}}="{value}"'


def _any_of(field: str, values: Iterable[str]) -> str:
    return f"OR({','.join(_equals(field, value) for value in values)})"


_DUE = "IF(ISNUMBER({extended_to}),{extended_to},IF(ISNUMBER({due_date}),{due_date},TODAY()))"

LAMPS: Mapping[str, tuple[Lamp, ...]] = MappingProxyType(
    {
        "matters": (
            *(
                Lamp(_equals("alert", word), look, ("alert",))
                for word, look in (("红", "red"), ("黄", "yellow"), ("绿", "green"), ("办结", "grey"), ("未定", "faded"))
            ),
            Lamp(_any_of("status", ENDED_STATUSES), "faded"),
            Lamp(f"AND({_any_of('status', RUNNING_STATUSES)},{_DUE}<TODAY())", "overdue"),
        ),
        "milestones": (
            Lamp("{done_on}<>\"\"", "faded"),
            Lamp('AND(ISNUMBER({planned_on}),{planned_on}<TODAY(),{done_on}="")', "overdue"),
        ),
        "returns": (
            Lamp(_equals("review", "退回"), "red", ("review",)),
            Lamp(_equals("review", "合格"), "green", ("review",)),
            Lamp('{superseded}<>""', "faded"),
        ),
        "extensions": (
            Lamp(_equals("outcome", "待批"), "yellow", ("outcome",)),
            Lamp(_equals("outcome", "同意"), "green", ("outcome",)),
            Lamp(_equals("outcome", "不同意"), "red", ("outcome",)),
        ),
        "inspections": (
            Lamp('AND(ISNUMBER({rectify_by}),{rectify_by}<TODAY(),{rectification}="")', "overdue"),
        ),
        "deductions": (
            Lamp(_equals("status", "候选"), "yellow", ("status",)),
            Lamp(_equals("status", "已确认"), "red", ("status",)),
            Lamp(_any_of("status", ("免扣", "已撤销")), "faded"),
        ),
        "units": (Lamp(_equals("active", "否"), "faded"),),
        "documents": (
            Lamp(_equals("status", "已签发"), "green", ("status",)),
            Lamp(_equals("status", "送审"), "yellow", ("status",)),
            Lamp(_equals("status", "作废"), "faded"),
        ),
    }
)  # fmt: skip


def light(book: Book, sheet: Worksheet, definition: SheetDef) -> None:
    """Put the lamps of `definition` on its data rows."""
    whole_row = (definition.fields[0].key, definition.fields[-1].key)
    for lamp in LAMPS.get(definition.key, ()):
        first, last = (lamp.fields[0], lamp.fields[-1]) if lamp.fields else whole_row
        area = f"{letter(definition.key, first)}{FIRST_ROW}:{letter(definition.key, last)}{LAST_ROW}"
        criteria = row_formula(definition.key, lamp.formula)
        look = book.lamp(**LOOKS[lamp.look])
        sheet.conditional_format(area, {"type": "formula", "criteria": criteria, "format": look})
