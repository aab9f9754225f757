"""办理要素 of stage 报告 → what a 办结报告 must have under the rules in force (rules §2.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from duban_xl.check.situation import applies, code_of, situation_of
from duban_xl.model.columns import RETURN_FORM, SHEETS
from duban_xl.model.columns.named import column_named
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.reporting import LEAD

REPORT = "报告"
FILLED, PATTERN, IN_UNIT_NAME, BY_PRINCIPAL = "必填", "格式", "相符", "主要负责人"
PRESENCE = (FILLED, PATTERN, BY_PRINCIPAL)
"""Tests that an empty cell fails."""
_TABS = (SHEETS["returns"].key, RETURN_FORM.key)


class Demand(NamedTuple):
    """One thing that a report must have: the column, how it is looked at, and the row that asks for it."""

    key: str
    test: str
    item: str
    rule: str


@dataclass(frozen=True, slots=True)
class ReportDemands:
    """Everything that a 办结报告 on one matter must have and that the program can look for."""

    demands: tuple[Demand, ...]

    def asks(self, key: str, *tests: str) -> bool:
        """Whether one of `tests` is made on the column `key`."""
        return any(demand.key == key and demand.test in tests for demand in self.demands)

    def filled(self) -> Mapping[str, Demand]:
        """Column → the first demand that an empty cell fails."""
        found: dict[str, Demand] = {}
        for demand in self.demands:
            if demand.test in PRESENCE:
                found.setdefault(demand.key, demand)
        return MappingProxyType(found)


USUAL = ReportDemands(
    (
        Demand("report_number", PATTERN, "发文字号", ""),
        Demand("signatory", FILLED, "签发人", ""),
        Demand("sealed", FILLED, "单位公章", ""),
    )
)
"""What is asked for where the office's method says nothing about reports (本系统约定)."""


def report_demands(ledger: Ledger, matter: Matter | None, role: str = LEAD) -> ReportDemands:
    """What a 办结报告 on `matter` must have: the rows of stage 报告 that hold for it; the usual three if there is no such row.

    `role` is the part of the unit that reports: a row may be for the lead (主办) or the supporting units (协办) only.
    Rows that a person looks at (人工) and rows whose condition nobody but a person can tell are left out.
    """
    rows = [item for item in ledger.required_items if item.stage == REPORT]
    if not rows:
        return USUAL
    code, situation = code_of(ledger, matter), frozenset((role, *(situation_of(matter) if matter else ())))
    found: list[Demand] = []
    for item in rows:
        column = column_named(item.column)
        if column and column.sheet.key in _TABS and applies(item, code, situation):
            found.append(Demand(column.field.key, item.test, item.item, item.rule))
    return ReportDemands(tuple(found))
