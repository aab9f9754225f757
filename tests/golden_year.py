"""A golden office year: a Markdown file with matters and records on top → the obligations of the year as it must list them.

python -m tests.golden_year weinan     # writes the list anew; read it line by line before it is kept
"""

import re
import sys
from datetime import date
from pathlib import Path

from duban_xl.model.columns import SHEETS
from duban_xl.model.ledger import Ledger
from duban_xl.model.obligation import Obligation
from duban_xl.model.source import shown
from duban_xl.plan.ground import ground_of, ledger_workdays
from duban_xl.plan.obligations import obligations
from duban_xl.read.holidays import official_workdays
from tests.packs import with_pack
from tests.tables import ledger_from

FOLDER = Path(__file__).resolve().parent / "golden"
DATED, UNDATED = "应报应办", "没有确定日期"
HEAD = "| 日期 | 提醒 | 单位 | 事项 | 内容 | 报送对象 | 依据 | 情况 |"
UNDATED_HEAD = "| 单位 | 事项 | 内容 | 报送对象 | 依据 | 原因 |"
SECTION = re.compile(r"^## (.+?)\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
BY_TAB = {sheet.tab: key for key, sheet in SHEETS.items()}


def golden_path(pack: str) -> Path:
    """Where the year of a pack lies."""
    return FOLDER / f"{pack}.md"


def given(text: str) -> str:
    """The part of the file that a person writes: everything before the list."""
    return text.split(f"## {DATED}")[0].rstrip() + "\n"


def expected(text: str, pack: str) -> str:
    """The whole file as it must be: what was given, and the list that follows from it."""
    found = obligations(ground_of_text(text, pack), *_year(text), as_of=_as_of(text))
    dated = "\n".join([HEAD, "|---|---|---|---|---|---|---|---|", *map(_line, found.dated)])
    undated = "\n".join([UNDATED_HEAD, "|---|---|---|---|---|---|", *map(_undated_line, found.undated)])
    return f"{given(text)}\n## {DATED}\n\n{dated}\n\n## {UNDATED}\n\n{undated}\n"


def ground_of_text(text: str, pack: str):
    """The ground of the ledger that the file and the pack make together."""
    ledger = _ledger(text, pack)
    return ground_of(ledger, ledger_workdays(ledger, official_workdays()))


def _ledger(text: str, pack: str) -> Ledger:
    sections = {name: table.strip() for name, table in SECTION.findall(given(text)) if name in BY_TAB}
    typed = ledger_from(**{BY_TAB[name]: table for name, table in sections.items()})
    assert not typed.findings, typed.findings
    return with_pack(pack, typed.tables)


def _year(text: str) -> tuple[date, date]:
    found = re.search(r"年度：(\d{4})", text)
    assert found, "年度：2026 is missing"
    return date(int(found[1]), 1, 1), date(int(found[1]), 12, 31)


def _as_of(text: str) -> date:
    found = re.search(r"截至：(\d{4}-\d\d-\d\d)", text)
    assert found, "截至：2026-12-31 is missing"
    return date.fromisoformat(found[1])


def _line(one: Obligation) -> str:
    remind = "" if one.remind_on == one.due else shown(one.remind_on)
    due = shown(one.due) + ("（暂定）" if one.provisional else "")
    cells = (due, remind, one.unit, one.matter or "（全室）", one.what, one.to, one.rule, one.standing.value)
    return f"| {' | '.join(cells)} |"


def _undated_line(one: Obligation) -> str:
    return f"| {' | '.join((one.unit, one.matter or '（全室）', one.what, one.to, one.rule, one.note))} |"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = golden_path(name)
        path.write_text(expected(path.read_text(encoding="utf-8"), name), encoding="utf-8")
