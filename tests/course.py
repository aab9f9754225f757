"""A matter in any state with everything on record that its moves need, and a move with everything filled in."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import Move
from duban_xl.model.source import Value
from duban_xl.model.table import Record, Table
from duban_xl.plan.course import Moved, moved
from duban_xl.plan.ground import Ground, ground_of
from duban_xl.read.holidays import official_workdays
from duban_xl.read.ledger import ledger_of
from tests.tables import ledger_from

STEPS_HEAD = (
    "| 日期 | 事项编号 | 动作 | 原状态 | 新状态 | 经办人 | 对象 | 审批步骤 | 批准人 | 批准日期 | 同意 "
    "| 理由类别 | 理由 | 新时限 | 材料 | 规则编号 |"
)
RETURNS_HEAD = (
    "| 事项编号 | 单位 | 报送期 | 收到时间 | 报告类型 | 报告文号 | 签发人 | 公章 | 审核结论 | 退回理由 | 替代 |"
)
REQUESTS_HEAD = "| 事项编号 | 单位 | 申请日期 | 原时限 | 申请延至 | 原因 | 进展 | 同意人 | 同意日期 | 批准延至 | 结论 |"
MATTERS_HEAD = (
    "| 事项编号 | 类别 | 事项名称 | 来源 | 批示领导 | 任务要求 | 主办单位 | 协办单位 | 责任人 | 交办文号 | 交办日期 | 签收日期 "
    "| 时限要求 | 办结时限 | 延期至 | 状态 | 审核结论 | 退回次数 | 办结日期 | 销号人 | 销号日期 | 归档卷号 |"
)
CATEGORIES = """
    | 类别代码 | 类别 | 办理时限 | 起算事件 | 上限 | 审批链 | 滚动 | 上报上级 | 科室自督 |
    | MC14 | 主要领导批示 | GIVEN > WD(7)@receipt | 签收 | WD(15)@receipt | | 是 | 是 | |
    | MC15 | 副职批示 | GIVEN | 签收 | | | | | 是 |
    | MC21 | 重点工作 | GIVEN | 签收 | | | | | |
    | MC28 | 部门提请 | GIVEN | 签收 | | 督查室→领导同意 | | | |
"""
UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 | 主要负责人 |
    | U01 | 县交通局 | 甲局 | 县直部门 | 赵一 |
    | U02 | 县财政局 | 乙局 | 县直部门 | 钱二 |
"""
RETURNS = f"""
    {RETURNS_HEAD}
    | D-1 | 乙局 | 2026-05 | 2026-05-20 09:00 | 进展报告 | | | | | | |
    | D-1 | 甲局 | 2026-05 | 2026-05-21 09:00 | 办结报告 | 县交〔2026〕7号 | 赵一 | 是 | | | |
"""
REQUESTS = f"""
    {REQUESTS_HEAD}
    | D-1 | 甲局 | 2026-03-10 | 2026-03-12 | 2026-03-20 | 雨季 | 过半 | | | | 待批 |
"""
FILLED: Mapping[str, str] = {
    "事项编号": "D-1", "类别": "主要领导批示", "事项名称": "修路", "来源": "批示", "批示领导": "周某", "任务要求": "修通",
    "主办单位": "甲局", "协办单位": "乙局", "责任人": "吴某", "交办日期": "2026-03-02", "签收日期": "2026-03-03",
    "退回次数": "1",
}  # fmt: skip
MOVE = Move(
    action="",
    taken_on=date(2026, 6, 1),
    by="张三",
    to_whom="周某",
    approved_by="周某",
    approved_on=date(2026, 5, 30),
    reason_type="客观条件",
    reason="原因在此",
    new_limit=date(2026, 6, 20),
    material="书面意见",
)
PROVEN = {"退回重办": "退回", "不能办理待批": "申请不办", "报告": "呈报", "经批准不办": "批准不办", "已转交": "转交"}
"""State → the step that led to it, where the row alone proves nothing."""
BEFORE = {"退回": "已反馈待审", "申请不办": "承办中", "呈报": "审核通过", "批准不办": "不能办理待批", "转交": "登记"}


def matter_row(**columns: str) -> str:
    """One row under MATTERS_HEAD; columns by header, those not named as in FILLED."""
    headers = [head.strip() for head in MATTERS_HEAD.strip("| ").split("|")]
    values = {**FILLED, **columns}
    assert set(values) <= set(headers), set(values) - set(headers)
    return "| " + " | ".join(values.get(head, "") for head in headers) + " |"


def matters(**columns: str) -> str:
    """督办事项 with one matter."""
    return f"{MATTERS_HEAD}\n{matter_row(**columns)}"


def steps(*rows: str) -> str:
    """流转记录 with these rows under STEPS_HEAD."""
    return "\n".join((STEPS_HEAD, *rows))


def step_to(status: str) -> str:
    """The row of 流转记录 that proves a state; "" where none is needed."""
    action = PROVEN.get(status)
    if action is None:
        return ""
    head = f"| 2026-05-25 | D-1 | {action} | {BEFORE[action]} | {status} | 张三 | 周某 | | 周某 | 2026-05-24 | 是 "
    return head + "| 客观条件 | 原因在此 | 2026-06-30 | 书面意见 | |"


def ledger_in(status: str, *, more: Mapping[str, str] | None = None, **columns: str) -> Ledger:
    """A ledger whose one matter is in `status` with everything on record; `more` replaces sheets, `columns` cells."""
    state = {"状态": status}
    if status in ("审核通过", "报告", "办结", "归档"):
        state["审核结论"] = "合格"
    if status in ("办结", "归档"):
        state |= {"办结日期": "2026-05-25", "销号人": "张三", "销号日期": "2026-05-26"}
    if status in ("办结", "归档", "经批准不办", "已转交"):
        state["归档卷号"] = "卷1"
    if status == "退回重办":
        state["审核结论"] = "退回"
    proof = step_to(status)
    sheets = {
        "matters": matters(**{**state, **columns}),
        "categories": CATEGORIES,
        "units": UNITS,
        "returns": RETURNS,
        "extensions": REQUESTS,
        "steps": steps(*([proof] if proof else [])),
    }
    return ledger_from(**{**sheets, **(more or {})})


def ground(ledger: Ledger) -> Ground:
    return ground_of(ledger, official_workdays())


def move(action: str, **given: Value) -> Move:
    """A move with everything filled in but what only its opposite would say."""
    return replace(MOVE, action=action, **given)  # pyright: ignore[reportArgumentType]


def made(ledger: Ledger, one: Move) -> Moved:
    """`one` with the ledger's first matter."""
    return moved(ground(ledger), ledger.matters[0], one)


def of_pack(pack: Ledger, **sheets: str) -> Ledger:
    """The method of `pack` with the sheets given in Markdown."""
    given = ledger_from(**{"steps": STEPS_HEAD, **sheets})
    return ledger_of({**pack.tables, **given.tables}, file=given.file)


def with_rows(ledger: Ledger, key: str, *rows: Mapping[str, Value]) -> Ledger:
    """The ledger with rows added at the end of a sheet."""
    table = ledger.tables[key]
    last = max((table.shape.header_row, *(record.row for record in table)))
    added = tuple(
        Record(shape=table.shape, row=last + place, values=dict(row)) for place, row in enumerate(rows, start=1)
    )
    return ledger_of({**ledger.tables, key: Table(table.shape, (*table.rows, *added))}, file=ledger.file)
