"""A seed → a ledger workbook with so many rows of 反馈记录, and a plan that changes some of them and appends others."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from duban_xl.apply.ooxml import SheetEdits, patch
from duban_xl.documents.ledger.workbook import TEMPLATE_DATE, build_ledger
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import to_cell
from duban_xl.model.source import Source, Value
from duban_xl.model.table import TableShape

KEY, HEADER_ROW, NAME = "returns", 2, "督查台账.xlsx"
CHANGED, APPENDED = 200, 1000
FIRST = datetime.fromisoformat("2026-01-05 09:00:00")
REASON = Reason("合并填报表", Source("填报表.xlsx", "事项反馈", "I3"))
PHRASES = (
    "已完成初步设计批复", "征地拆迁签约过半", "施工单位进场", "管网铺设完成", "资金拨付到位", "正在组织验收",
    "与省厅对接两次", "召开专题会议研究", "形成调研报告初稿", "问题清单逐项销号", "按时序推进", "已报市政府审定",
)  # fmt: skip


def ledger_file(rows: int, *, seed: int) -> bytes:
    """The bytes of the product's own ledger, filled with so many returns."""
    values = tuple(_in_cells(one) for one in returns(rows, seed=seed))
    edits = SheetEdits(tab=SHEETS[KEY].tab, rows=values, after_row=HEADER_ROW)
    return patch(build_ledger(TEMPLATE_DATE), [edits]).data


def planned(rows: int, *, seed: int) -> ChangeSet:
    """A plan for the ledger of `ledger_file` with the same arguments: reviews here and there, and new rows."""
    known = tuple(returns(rows, seed=seed))
    step = max(rows // CHANGED, 1)
    edits = tuple(
        CellEdit(
            sheet=KEY, row=HEADER_ROW + 1 + at, key=str(known[at]["number"]), field="send_back_reason",
            before=known[at]["send_back_reason"], after=f"第{at}行：请补充佐证材料", because=REASON,
        )
        for at in range(0, rows, step)
    )  # fmt: skip
    new = returns(APPENDED, seed=seed + 1)
    return ChangeSet(
        edits[:CHANGED],
        tuple(RowAppend(sheet=KEY, key=str(one["number"]), values=one, because=REASON) for one in new),
    )


def shapes(rows: int) -> Mapping[str, TableShape]:
    """Where the two tables that the plan concerns lie in that ledger."""
    return {key: _shape(key, rows if key == KEY else 0) for key in (KEY, "log")}


def sheet_edits(changes: ChangeSet) -> SheetEdits:
    """The plan as the patcher takes it: cells and rows of one tab."""
    place = {field.key: at for at, field in enumerate(SHEETS[KEY].fields, 1)}
    cells = {(place[one.field], one.row): to_cell(SHEETS[KEY][one.field], one.after) for one in changes.edits}
    rows = tuple(_in_cells(one.values) for one in changes.appends)
    return SheetEdits(tab=SHEETS[KEY].tab, cells=cells, rows=rows, after_row=HEADER_ROW)


def returns(count: int, *, seed: int) -> Iterator[Mapping[str, Value]]:
    """So many rows of 反馈记录."""
    dice = random.Random(seed)
    for number in range(count):
        month = dice.randrange(1, 13)
        yield {
            "number": f"D-{dice.randrange(1, 5000):04d}",
            "unit": f"第{dice.randrange(80)}单位",
            "role": dice.choice(("主办", "协办")),
            "period": f"2026-{month:02d}",
            "return_due_on": date(2026, month, 25),
            "received_at": FIRST + timedelta(minutes=dice.randrange(400_000)),
            "report_type": "进展",
            "progress_state": dice.choice(("正常推进", "进展缓慢", "已完成")),
            "percent_done": Decimal(dice.randrange(101)),
            "progress": _sentence(dice, 4),
            "difficulties": _sentence(dice, 2),
            "next_steps": _sentence(dice, 2),
            "report_number": f"某督字〔2026〕{dice.randrange(1, 900)}号",
            "signatory": dice.choice(("王某", "李某", "张某")),
            "sealed": dice.random() < 0.8,
            "review": dice.choice(("通过", "退回")),
            "send_back_reason": "缺少佐证材料" if dice.random() < 0.2 else None,
            "source_file": f"第{number}份填报表.xlsx 第{dice.randrange(3, 40)}行",
            "superseded": None,
        }


def _sentence(dice: random.Random, most: int) -> str:
    return "，".join(dice.sample(PHRASES, dice.randrange(1, most + 1))) + f"，完成{dice.randrange(1000)}项。"


def _in_cells(values: Mapping[str, Value]) -> dict[int, Value]:
    return {at: to_cell(field, values[field.key]) for at, field in enumerate(SHEETS[KEY].fields, 1)}


def _shape(key: str, rows: int) -> TableShape:
    columns = {field.key: at for at, field in enumerate(SHEETS[key].fields, 1)}
    last = HEADER_ROW + rows
    return TableShape(key=key, file=NAME, tab=SHEETS[key].tab, header_row=HEADER_ROW, columns=columns, last_row=last)
