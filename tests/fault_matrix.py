"""The fault matrix: for every code of a returned form a workbook, written as Markdown, that must lead to it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any

from duban_xl.check.ledger import check_ledger
from duban_xl.check.returned.context import MoreTime
from duban_xl.check.returned.moment import with_plausible_time
from duban_xl.check.returns import check_returns
from duban_xl.model.columns import RETURN_FORM, SHEETS
from duban_xl.model.columns.form import META_TAB
from duban_xl.model.finding import Finding
from duban_xl.model.form import META_KEYS, FormMeta, ReturnedFile
from duban_xl.model.grid import NO_EXTRAS, Extras, Grid, Marks, Merged
from duban_xl.model.receipt import Receipt
from duban_xl.model.source import Value
from duban_xl.read.codes import RETURN
from duban_xl.read.returns import return_from_content
from duban_xl.read.table import read_table
from duban_xl.read.workbook import WorkbookContent
from tests.returned import GOOD_LINES, MATTERS, SAVED, UNITS, form, merge_all, merged, office
from tests.tables import NO_META, grid_from

Findings = Callable[[], Iterable[Finding]]

HEAD = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 报告类型 |"
LONG_HEAD = (
    "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 下步打算 | 需协调事项 | 报告类型 | 预计完成日期 |"
)
FINAL_HEAD = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 报告类型 | 报告文号 | 签发人 | 已盖公章 | 佐证材料 | 联系人 | 联系电话 |"
ASKED_HEAD = "| 事项编号 | 申请日期 | 申请延至 | 延期原因 | 目前进展 |"
RETURNS_HEAD = "| 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 进展状态 | 完成率 | 进展情况 | 存在问题 | 报告文号 | 审核结论 | 来源文件 |"
DONE = "办结待审 | 100% | 已完成路面改造20公里"
GOING = "正常推进 | 60% | 已完成路面改造12公里"
LAST_HEAD = "| 事项编号 | 上期进展 | 进展状态 | 完成率 | 本期进展情况 | 报告类型 |"
SECOND = "| D-002 | 正常推进 | 40% | 已完成1座桥梁的加固 | 无 | 进展报告 |"
BETTER = GOOD_LINES.replace("60%", "65%").replace("12公里", "13公里")
SHARED = f"{HEAD}\n| D-001 | {GOING} | 无 | 进展报告 |"
ONE_NUMBER = f"| {{}} | {DONE} | 办结报告 | 云交〔2026〕12号 | 赵一 | 是 | | | |"
FAR_OFF = "| D-001 | 2026-09-20 | 2026-12-31 | 征地受阻 | 完成六成 |"
ALLOWED = {"D-001": MoreTime(ask_by=date(2026, 9, 18), cap=date(2026, 11, 30))}
LATER, LAST = SAVED + timedelta(minutes=9), SAVED + timedelta(minutes=20)
TWICE = f"{MATTERS}| D-001 | 重点工作 | 另一件事 | 另一要求 | 甲局 | | 2026-03-02 | | 2026-11-30 | 承办中 | | |"
DUE_IN_AUGUST = MATTERS.replace("2026-10-31", "2026-08-31")
LONG_TERM = """
    | 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 时限要求 | 状态 |
    | D-001 | 重点工作 | 农村公路 | 甲局 | 2026-03-02 | 长期坚持 | 承办中 |
"""
REVIEWED = MATTERS.replace("承办中", "审核通过")
WITH_CODE = "| 参数 | 值 |\n| 台账编号 | L-1 |\n| 表单密钥 | k-2026 |\n| 机关代字 | 云督 |\n| 年度 | 2026 |"
PROBLEMS_WANTED = """
    | 规则编号 | 环节 | 类别 | 要素 | 对应列 | 核对 | 条件 |
    | x-1 | 报告 | | 存在问题 | 反馈记录.存在问题 | 必填 | |
"""
BY_THE_HEAD = {
    "units": UNITS.replace("| 主要负责人 |", "| 主要负责人 | 分管领导 |").replace("赵一 |", "赵一 | 周五 |"),
    "required_items": """
        | 规则编号 | 环节 | 类别 | 要素 | 对应列 | 核对 | 条件 |
        | jiangsu-2.2-signoff | 报告 | | 主要负责同志签发 | 反馈记录.签发人 | 主要负责人 | |
    """,
}
HELD = f"""
    {RETURNS_HEAD}
    | D-001 | 甲局 | 2026Q2 | 2026-06-25 10:00 | 进展报告 | 正常推进 | 70% | 路基和桥涵已完工，正在铺设沥青路面 | 无 | 云交〔2026〕3号 | | |
    | D-001 | 乙局 | 2026Q2 | 2026-06-25 10:00 | 进展报告 | 正常推进 | 70% | 资金已按进度拨付到乡镇 | 无 | 云财〔2026〕4号 | | |
"""
HELD_FINAL = f"""
    {RETURNS_HEAD}
    | D-001 | 甲局 | 2026Q2 | 2026-06-25 10:00 | 办结报告 | 办结待审 | 60% | 已全部完工 | 无 | 云交〔2026〕3号 | | |
"""
CORRECTED = f"""
    {RETURNS_HEAD}
    | D-001 | 县交通局 | 2026Q3 | 2026-09-25 10:00 | 进展报告 | 正常推进 | 60% | 经核实为11公里 | | | 合格 | 2026Q3_县交通局.xlsx 第3行 |
"""
PENDING = """
    | 事项编号 | 单位 | 申请日期 | 申请延至 | 延期原因 | 审批结果 |
    | D-001 | 甲局 | 2026-09-01 | 2026-11-30 | 征地受阻 | 待批 |
"""
ISSUED = """
    | 文种 | 文号 | 标题 | 签发日期 | 状态 |
    | 督查通报 | 云督〔2026〕9号 | 关于2026年第二季度督查事项落实情况的通报 | 2026-07-10 | 已签发 |
"""
WITH_ADDRESSES = """
    | 单位代码 | 单位名称 | 简称 | 组别 | 邮箱 | 启用 |
    | U01 | 县交通局 | 甲局 | 县直部门 | jtj@yunxi.example | 是 |
    | U02 | 县财政局 | 乙局 | 县直部门 | czj@yunxi.example | 是 |
"""
EMPTY = {
    "returns": "| 事项编号 | 单位 | 报送期 |\n| | | |",
    "extensions": "| 事项编号 | 单位 | 申请日期 |\n| | | |",
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of the matrix: the code, the cell to which it must point, and how the fault comes about."""

    code: str
    cell: str
    findings: Findings


def of(*files: ReturnedFile, **sheets: str) -> Findings:
    """What is found in the files, beside the small office with `sheets` of its own."""
    return lambda: (found for one in check_returns(files, office(**sheets)) for found in one.findings)


def limited(returned: ReturnedFile) -> Findings:
    """What is found where the method limits extensions as `ALLOWED` says."""
    return lambda: check_returns((returned,), office(), more_time=ALLOWED)[0].findings


def row(code: str, cell: str, line: str, head: str = HEAD, **sheets: str) -> Fault:
    """A fault of one row of 事项反馈; the form's identity is in order."""
    return Fault(code, cell, of(form(f"{head}\n| {line} |"), **sheets))


def asked(code: str, cell: str, line: str, *, lines: str = GOOD_LINES, **sheets: str) -> Fault:
    """A fault of one row of 延期申请 (or of several)."""
    return Fault(code, cell, of(form(lines, extensions=f"{ASKED_HEAD}\n{line}"), **sheets))


def marked(code: str, meta: Mapping[str, str], cell: str = "", **sheets: str) -> Fault:
    """A fault of the hidden sheet of a form whose rows are good."""
    good = form(GOOD_LINES)
    assert good.meta
    return Fault(code, cell, of(replace(good, meta=replace(good.meta, **meta)), **sheets))


def read(code: str, cell: str, markdown: str, *, faults: Mapping[tuple[int, int], str] | None = None) -> Fault:
    """What reading 事项反馈 itself finds."""
    grid = replace(grid_from(markdown, RETURN_FORM.tab), faults=MappingProxyType(dict(faults or {})))
    return Fault(code, cell, lambda: read_table(grid, RETURN_FORM, RETURN)[1])


def book(
    code: str, cell: str, *grids: Grid, meta: bool = True, tells_time: bool = True, extras: Extras = NO_EXTRAS
) -> Fault:
    """What reading a whole workbook finds; unless `meta` is False, its hidden sheet is in order."""
    identity = replace(NO_META, **dict.fromkeys(META_KEYS, "1")) if meta else None
    content = WorkbookContent(
        file="a.xlsx",
        sha256="",
        saved_at=SAVED,
        grids=(*grids, *((_meta_sheet(identity),) if identity else ())),
        tells_time=tells_time,
        extras=extras,
    )
    return Fault(code, cell, lambda: return_from_content(content).findings)


def seen(code: str, cell: str, markdown: str = GOOD_LINES, *, merged: tuple[Merged, ...] = (), **marks: Any) -> Fault:
    """What reading a workbook finds whose 事项反馈 shows `marks` beside its values."""
    return book(code, cell, replace(tab(RETURN_FORM.tab, markdown), merged=merged, marks=Marks(**marks)))


def carrying(code: str, **extras: Any) -> Fault:
    """What reading a good workbook finds that carries more than its sheets."""
    return book(code, "", tab(RETURN_FORM.tab, GOOD_LINES), extras=Extras(**extras))


def tab(name: str, markdown: str) -> Grid:
    """A sheet whose header stands in row 2."""
    return grid_from(markdown, name, file="a.xlsx")


def sent(code: str, sender: str) -> Fault:
    """A good form of 县交通局 that came by mail from `sender`; two units have an address in the directory."""
    receipt = Receipt(received_at=SAVED + timedelta(hours=1), sender=sender)
    return Fault(code, "", of(replace(form(GOOD_LINES), receipt=receipt), units=WITH_ADDRESSES))


def _meta_sheet(meta: FormMeta) -> Grid:
    rows = tuple((words, getattr(meta, key)) for key, words in META_KEYS.items() if getattr(meta, key))
    return Grid(file="a.xlsx", tab=META_TAB, visible=False, rows=rows)


def sheet(tab: str, *rows: tuple[Value, ...]) -> Grid:
    """A sheet of a workbook."""
    return Grid(file="a.xlsx", tab=tab, rows=rows)


def merging(code: str, cell: str, *batches: ReturnedFile, **sheets: str) -> Fault:
    """What the merge of the last file says after those before were merged."""
    *before, last = batches
    return Fault(
        code,
        cell,
        lambda: merged(merge_all(office(**EMPTY | sheets), [[one] for one in before]), last).findings,
    )


def switched(code: str, cell: str, line: str) -> Fault:
    """A row of 参数 that is meant as a switch."""
    return Fault(code, cell, lambda: check_ledger(office(settings=f"| 参数 | 值 |\n| {line} |")))


def dated(code: str, text: str) -> Fault:
    """A 预计完成日期 as it was typed; the year of the return is known."""
    return Fault(code, "F3", lambda: read_table(_expected(text), RETURN_FORM, RETURN, on=date(2026, 9, 28))[1])


def _expected(text: str) -> Grid:
    head = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 报告类型 | 预计完成日期 |"
    return grid_from(f"{head}\n| D-001 | {GOING} | 进展报告 | {text} |", RETURN_FORM.tab)


def share(code: str, text: str) -> Fault:
    """A 完成率 as it was typed."""
    return read(code, "C3", f"{HEAD}\n| D-001 | 正常推进 | '{text}' | 已完成路面改造12公里 | 无 | 进展报告 |")


def count(code: str, text: str) -> Fault:
    """A column of whole numbers (no form has one at present) read under the codes of returned forms."""
    grid = grid_from(f"| 事项编号 | 事项名称 | 主办单位 | 退回次数 |\n| D-001 | 公路 | 甲局 | {text} |")
    return Fault(code, "D3", lambda: read_table(grid, SHEETS["matters"], RETURN)[1])


def at_time(code: str, saved: str, now: str = "2026-09-26 08:00:00", *, received: str = "") -> Fault:
    """A form saved at `saved` and read at `now`, having been `received` by mail."""
    late = form(GOOD_LINES, saved_at=datetime.fromisoformat(saved))
    if received:
        late = replace(late, receipt=Receipt(received_at=datetime.fromisoformat(received)))
    return Fault(code, "", lambda: with_plausible_time(late, now=datetime.fromisoformat(now)).findings)


HEADERS = tuple(field.header for field in RETURN_FORM.fields)
LINES = (HEADERS, ("D-001", "农村公路"), ("D-002", "桥梁加固"))
FORM = sheet(RETURN_FORM.tab, (), *LINES)
