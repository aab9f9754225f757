"""A small office in a folder and the command line run on it: arguments in; exit code, what was said, what was written out."""

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.cli.failures import run_safely
from duban_xl.cli.group import main_group
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.source import Value
from duban_xl.workflows.dispatch import plan_dispatch, write_forms
from duban_xl.workflows.init import create_office
from duban_xl.workflows.ledger_file import Planned, read_ledger, write_plan
from duban_xl.workflows.office import LEDGER_NAME, Run

Q3 = Period(PeriodKind.QUARTER, 2026, 3)
AS_OF = "2026-10-12"
BECAUSE = Reason("手工登记")
UNITS: tuple[Mapping[str, Value], ...] = (
    {"code": "U01", "name": "县交通局", "short_name": "交通局", "group": "县直部门", "active": True},
    {"code": "U02", "name": "县水利局", "short_name": "水利局", "group": "县直部门", "active": True},
    {"code": "U03", "name": "丙镇人民政府", "short_name": "丙镇", "group": "乡镇", "active": True},
)
MATTERS: tuple[Mapping[str, Value], ...] = (
    {"number": "D-001", "title": "农村公路", "lead_unit": "县交通局", "due_date": date(2026, 10, 31)},
    {"number": "D-002", "title": "桥梁加固", "lead_unit": "县交通局", "due_date": date(2026, 8, 31)},
    {"number": "D-003", "title": "水库除险", "lead_unit": "县水利局", "due_date": date(2026, 12, 31)},
)
ASSIGNED: Mapping[str, Value] = {
    "requirement": "按期完成",
    "assigned_on": date(2026, 3, 2),
    "received_on": date(2026, 3, 3),
    "status": "承办中",
}
ANSWERS: Mapping[str, Value | float] = {
    "progress_state": "滞后",
    "percent_done": 0.6,
    "progress": "已完成路面改造12公里，占年度计划的六成。",
    "difficulties": "征地受阻，两户还没有签约",
    "report_type": "进展报告",
}
"""What a unit that makes no mistakes types into every row of its form."""


@dataclass(frozen=True, slots=True)
class Said:
    """How a command ended: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def finding(self) -> str:
        """The code of the one sentence on stderr; whoever asks has a test that needs exactly one."""
        (sentence,) = self.err.splitlines()
        return sentence.split()[0]


def build_office(folder: Path) -> Path:
    """An office with three units, three matters and the third quarter's forms dispatched; 交通局 has sent its form back."""
    opened = Run(as_of=date(2026, 1, 4), now=datetime.fromisoformat("2026-01-04 09:00"), operator="张三")
    create_office(folder, "cangnan", opened, ledger_id="L-1", form_key="k-2026")
    rows = [row_of("units", row["code"], row) for row in UNITS]
    rows += [row_of("matters", row["number"], {**row, **ASSIGNED, "category": "县领导批示"}) for row in MATTERS]
    enter(folder, *rows, at="2026-01-04 10:00")
    ledger = folder / LEDGER_NAME
    sent = Run(as_of=date(2026, 9, 18), now=datetime.fromisoformat("2026-09-18 09:00"), operator="张三")
    for path in write_forms(plan_dispatch(ledger, Q3, sent), sent):
        if "交通局" in path.name:
            fill(path, folder / "收件" / Q3.text / path.name)
    return folder


def enter(folder: Path, *rows: RowAppend, at: str = "2026-09-20 10:00") -> None:
    """What a clerk types into the ledger, as a batch of its own."""
    now, ledger = datetime.fromisoformat(at), folder / LEDGER_NAME
    run = Run(as_of=now.date(), now=now, operator="张三")
    write_plan(Planned(ledger, read_ledger(ledger), ChangeSet(appends=rows)), run, command="import")


def row_of(sheet: str, key: Value, values: Mapping[str, Value]) -> RowAppend:
    """A row that `enter` types in."""
    return RowAppend(sheet=sheet, key=str(key), values=values, because=BECAUSE)


def fill(form: Path, target: Path, **answers: Value | float) -> Path:
    """The form with every row answered (`answers` replace those that make no mistake), saved as `target`."""
    book = openpyxl.load_workbook(form)
    sheet: Any = book[RETURN_FORM.tab]
    heads = next(row for row in sheet.iter_rows() if any(cell.value == "事项编号" for cell in row))
    columns = {cell.value: cell.column for cell in heads}
    row = heads[0].row + 1
    while number := sheet.cell(row, columns["事项编号"]).value:
        own = {"progress": f"{ANSWERS['progress']}（{number}）"}  # no two rows of a right form say the same
        for key, value in {**ANSWERS, **own, **answers}.items():
            sheet.cell(row, columns[RETURN_FORM[key].header]).value = value
        row += 1
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def run_duban(capsys: pytest.CaptureFixture[str], *arguments: str) -> Said:
    """`duban` with these arguments, in this process and in the current folder."""
    capsys.readouterr()
    code = run_safely(main_group, list(arguments))
    said = capsys.readouterr()
    return Said(code, said.out, said.err)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes; the lock, which is held by the process and says nothing, is left out."""
    files: Iterable[Path] = (path for path in folder.rglob("*") if path.is_file())
    return {str(p.relative_to(folder)): p.read_bytes() for p in files if p.suffix != ".lock"}


def copy_office(source: Path, target: Path) -> Path:
    """The office in a folder of its own."""
    return Path(shutil.copytree(source, target))
