"""Markdown tables of events, inspections and units + the pack cangnan → a ledger to score."""

import re
from collections.abc import Mapping
from functools import cache

from duban_xl.model.columns import SHEETS
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, parse_period
from duban_xl.model.score import Scoreboard
from duban_xl.model.source import shown
from duban_xl.packs import Pack, load_pack
from duban_xl.score.engine import score
from tests.tables import ledger_from

METHOD_SHEETS = ("scoring_settings", "scoring_sections", "scoring_rules", "categories")
UNITS = "甲镇 乡镇; 乙局 县直部门"
DECIDED = {"状态": "已确认", "认定人": "王督查"}


def as_markdown(pack: Pack, key: str) -> str:
    """The pack's rows as the sheet would hold them."""
    sheet = SHEETS[key]
    used = [field for field in sheet.fields if any(field.key in row for row in pack.rows[key])]
    lines = [" | ".join(field.header for field in used)]
    lines += [" | ".join(_quoted(shown(row.get(field.key))) for field in used) for row in pack.rows[key]]
    return "\n".join(f"| {line} |" for line in lines)


def _quoted(text: str) -> str:
    return text if re.fullmatch(r"[\d.]*", text) else f"'{text}'"


def scored(
    deductions: str = "",
    *,
    units: str = UNITS,
    inspected: str | None = None,
    period: str = "2026",
    settings: Mapping[str, str] | None = None,
    **sheets: str,
) -> Scoreboard:
    """The board of a ledger: `deductions` in Markdown, confirmed unless it says otherwise; all units inspected unless
    `inspected` names some; `settings` replaces values of 计分口径."""
    ledger = scoring_ledger(deductions, units=units, inspected=inspected, settings=settings, **sheets)
    return score(ledger, period_of(period))


def scoring_ledger(
    deductions: str = "",
    *,
    units: str = UNITS,
    inspected: str | None = None,
    settings: Mapping[str, str] | None = None,
    **sheets: str,
) -> Ledger:
    """The ledger that `scored` scores."""
    named = [part.split() for part in units.split(";")]
    visited = [name for name, *_ in named] if inspected is None else inspected.split()
    tables = dict(method_tables()) | {
        "units": _table("单位代码 单位名称 组别", [[f"U{n:02d}", *unit] for n, unit in enumerate(named, 1)]),
        "inspections": _table("日期 方式 单位", [["2026-02-10", "专项督查", name] for name in visited]),
        "deductions": with_decision(deductions) if deductions else _table("序号 事件日期 单位 规则编号 状态", []),
    }
    if settings:
        tables["scoring_settings"] = _changed(tables["scoring_settings"], settings)
    return ledger_from(**(tables | sheets))


@cache
def method_tables() -> Mapping[str, str]:
    """The sheets of the method as the pack fills them."""
    pack = load_pack("cangnan")
    return {key: as_markdown(pack, key) for key in METHOD_SHEETS}


def period_of(text: str) -> Period:
    period = parse_period(text)
    assert period is not None
    return period


def with_decision(markdown: str) -> str:
    """A table of events with the columns of a decision, where it does not have them: 已确认, by 王督查, on the same day."""
    lines = [line.strip().strip("|") for line in markdown.strip().splitlines()]
    header = [cell.strip() for cell in lines[0].split("|")]
    more = {name: value for name, value in DECIDED.items() if name not in header}
    rows = [lines[0] + "".join(f"| {name} " for name in more)]
    rows += [line + "".join(f"| {value} " for value in more.values()) for line in lines[1:]]
    if "认定日期" not in header:
        day = header.index("事件日期")
        rows = [f"{rows[0]}| 认定日期", *(f"{row}| {row.split('|')[day].strip()}" for row in rows[1:])]
    return "\n".join(f"| {row} |" for row in rows)


def _table(headers: str, rows: list[list[str]]) -> str:
    return "\n".join(f"| {' | '.join(row)} |" for row in [headers.split(), *rows])


def _changed(markdown: str, settings: Mapping[str, str]) -> str:
    """计分口径 with other values."""
    lines: list[str] = []
    for line in markdown.splitlines():
        cells = line.strip("|").split("|")
        key = cells[0].strip().strip("'")
        if key in settings:
            cells[1] = f" {_quoted(settings[key])} "
        lines.append(f"|{'|'.join(cells)}|")
    written = {line.strip("|").split("|")[0].strip().strip("'") for line in lines}
    lines += [f"| {key} | {_quoted(value)} |" for key, value in settings.items() if key not in written]
    return "\n".join(lines)
