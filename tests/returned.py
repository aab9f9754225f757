"""A small office, its returned forms and its plans as tests write them down: Markdown in, checked forms and ledgers out."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from duban_xl.check.returns import Checked, check_return
from duban_xl.documents.forms.layout import FIRST, letter
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.form import FORM_VERSION, FormMeta, ReturnedFile, form_digest
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Value, shown
from duban_xl.model.table import Record, Table
from duban_xl.plan.merge import MergePlan, plan_merge
from duban_xl.read.ledger import ledger_of
from tests.tables import ledger_from, returned_from

KEY = "k-2026"
SAVED = datetime.fromisoformat("2026-09-25 10:00")

UNITS = """
    | 单位代码 | 单位名称 | 简称 | 别名 | 组别 | 主要负责人 | 启用 |
    | U01 | 县交通局 | 甲局 | 交通局 | 县直部门 | 赵一 | 是 |
    | U02 | 县财政局 | 乙局 | 财政局 | 县直部门 | 钱二 | 是 |
    | U03 | 丙镇人民政府 | 丙镇 | | 乡镇 | 孙三 | 是 |
    | U04 | 丁镇人民政府 | 丁镇 | | 乡镇 | 李四 | 否 |
"""
MATTERS = """
    | 事项编号 | 类别 | 事项名称 | 任务要求 | 主办单位 | 协办单位 | 交办日期 | 签收日期 | 办结时限 | 状态 | 办结日期 | 最新进展 |
    | D-001 | 重点工作 | 农村公路 | 改造20公里 | 甲局 | 乙局、丙镇 | 2026-03-02 | 2026-03-03 | 2026-10-31 | 承办中 | | |
    | D-002 | 重点工作 | 桥梁加固 | 加固3座 | 甲局 | | 2026-03-02 | 2026-03-03 | 2026-10-31 | 已交办 | | |
    | D-003 | 重点工作 | 资金拨付 | 拨付到位 | 乙局 | 丙镇 | 2026-03-02 | 2026-03-03 | | 承办中 | | |
    | D-004 | 重点工作 | 旧案整改 | 全部整改 | 甲局 | | 2026-01-05 | 2026-01-06 | 2026-04-30 | 办结 | 2026-04-20 | |
    | D-005 | 重点工作 | 新立事项 | 尚未下达 | 甲局 | | | | | 立项 | | |
    | D-006 | 重点工作 | 四季度事项 | 四季度办 | 甲局 | | 2026-10-09 | | 2026-12-31 | 已交办 | | |
"""
SETTINGS = f"""
    | 参数 | 值 |
    | 台账编号 | L-1 |
    | 表单密钥 | {KEY} |
"""
GOOD_LINES = """
    | 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 报告类型 |
    | D-001 | 正常推进 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |
    | D-002 | 正常推进 | 40% | 已完成1座桥梁的加固 | 无 | 进展报告 |
"""
SAID_BY_THE_OFFICE = ("version", "due_on", "issued_at")
"""What a test may say otherwise about a form without breaking its seal."""


def at(key: str, row: int = FIRST + 1) -> str:
    """The cell of a column in the sheet 事项反馈 as it is sent; without `row` in the first matter's row."""
    return f"{letter(key)}{row}"


def office(**sheets: str) -> Ledger:
    """The small office; `sheets` replace or add sheets in Markdown."""
    return ledger_from(**{"units": UNITS, "matters": MATTERS, "settings": SETTINGS} | sheets)


def form(
    lines: str,
    *,
    extensions: str = "",
    unit: str = "U01",
    name: str = "县交通局",
    period: str = "2026Q3",
    file: str = "",
    saved_at: datetime | None = SAVED,
    sealed: bool = True,
    **meta: str,
) -> ReturnedFile:
    """A form of the unit with code `unit`, saved at `saved_at`; unless `sealed`, its digest is wrong."""
    bare = returned_from(lines, extensions=extensions, file=file or f"{period}_{name}.xlsx")
    rows = [line.locked() for line in bare.lines or ()]
    parts = {
        "version": FORM_VERSION,
        "ledger_id": "L-1",
        "unit_code": unit,
        "unit_name": name,
        "period": period,
        "due_on": "2026-09-28",
        "issued_at": "2026-09-01 09:00:00",
        "digest": "",
    }
    issued = FormMeta(**parts | {key: said for key, said in meta.items() if key in SAID_BY_THE_OFFICE})
    parts["digest"] = form_digest(KEY if sealed else "another key", issued, rows)
    content = repr((lines, extensions, parts, saved_at))
    return replace(bare, meta=FormMeta(**parts | meta), saved_at=saved_at, sha256=content)


def merged(ledger: Ledger, *files: ReturnedFile) -> MergePlan:
    """Check, then plan."""
    return plan_merge(ledger, checked(ledger, files))


def checked(ledger: Ledger, files: Iterable[ReturnedFile]) -> list[Checked]:
    """Every file checked."""
    return [check_return(file, ledger) for file in files]


def merge_all(ledger: Ledger, batches: Sequence[Sequence[ReturnedFile]]) -> Ledger:
    """The ledger after one merge per batch, one after the other."""
    for batch in batches:
        ledger = applied(ledger, merged(ledger, *batch).changes)
    return ledger


def applied(ledger: Ledger, changes: ChangeSet) -> Ledger:
    """`ledger` with `changes` made, in memory. An edit whose `before` is not what the cell holds is an error."""
    tables = {key: _applied(table, changes) for key, table in ledger.tables.items()}
    return ledger_of(tables, file=ledger.file, findings=[])


def rows_of(ledger: Ledger, sheet: str) -> set[tuple[tuple[str, str], ...]]:
    """The rows of a sheet as a set: what they say, wherever they stand."""
    return {
        tuple(sorted((k, shown(v)) for k, v in row.values.items() if v is not None)) for row in ledger.tables[sheet]
    }


def _applied(table: Table, changes: ChangeSet) -> Table:
    rows = {record.row: dict(record.values) for record in table}
    for edit in changes.edits:
        if edit.sheet == table.shape.key:
            assert rows[edit.row].get(edit.field) == edit.before, edit
            rows[edit.row][edit.field] = edit.after
    last = max((table.shape.header_row, *rows))
    for place, new in enumerate((row for row in changes.appends if row.sheet == table.shape.key), start=last + 1):
        rows[place] = dict(new.values)
    shape = replace(table.shape, last_row=max((table.shape.header_row, *rows)))
    return Table(shape, tuple(Record(shape=shape, row=row, values=_kept(values)) for row, values in rows.items()))


def _kept(values: dict[str, Value]) -> dict[str, Value]:
    return {key: value for key, value in values.items() if value is not None}
