"""Every kind of form opened in LibreOffice by a person's hands, filled in, rearranged, saved in three formats, sent back."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.check.returned.identity import identify
from duban_xl.check.returns import check_return
from duban_xl.documents.forms.form import build_form
from duban_xl.documents.forms.layout import FIRST, INFO
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.form import FormContent, FormLine
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import parse_period
from duban_xl.model.source import Value
from duban_xl.plan.dispatch import Order, plan_forms
from duban_xl.read.holidays import official_workdays
from duban_xl.read.returns import read_return
from tests.office import at_the_keyboard
from tests.tables import ledger_from

pytestmark = [pytest.mark.office, pytest.mark.xdist_group("keyboard")]  # the office program is started once

HAND = Path(__file__).with_name("uno_hand.py")
FORMATS = {"xlsx": "Calc MS Excel 2007 XML", "xls": "MS Excel 97", "ods": "calc8"}
SAVED = datetime.fromisoformat("2026-09-10 16:00:00")
LONG = "已完成3个小区的外墙保温，累计完成投资1820万元，占年度计划的65%；" * 40
UNITS = """
    | 单位代码 | 单位名称   | 简称 | 主要负责人 | 启用 |
    | U1       | 云溪县甲局 | 甲局 | 赵一       | 是   |
    | U2       | 云溪县乙局 | 乙局 | 钱二       | 是   |
"""
SETTINGS = """
    | 参数     | 值       |
    | 台账编号 | YX2026   |
    | 表单密钥 | 一把钥匙 |
"""
MATTERS = """
    |事项编号|事项名称      |任务要求        |主办单位|协办单位|状态  |交办日期  |办结时限  |报送周期|
    |D-001   |老旧小区\\n改造|改造5个小区     |甲局    |乙局    |承办中|2026-03-02|2027-06-30|WK(五)  |
    |D-002   |'=1+1'        |'+说明\\n第二行'|甲局    |        |承办中|2026-03-02|2027-06-30|HM      |
    |D-003   |桥梁加固      |加固3座         |甲局    |        |承办中|2026-03-02|2027-06-30|MD(28)  |
    |D-004   |污水管网      |建成12公里      |甲局    |        |承办中|2026-03-02|2027-06-30|QMD(28) |
    |D-005   |来信办理      |办结并答复      |甲局    |        |承办中|2026-08-21|2027-06-30|QMD(28) |
"""
RETURNS = """
    | 事项编号 | 单位 | 报送期  | 收到时间         | 进展情况           |
    | D-001    | 甲局 | 2026W30 | 2026-07-24 09:00 | 完成2个小区的改造  |
    | D-004    | 甲局 | 2026Q2  | 2026-06-26 09:00 | 完成管网铺设4公里  |
"""
ITEMS = """
    | 规则编号 | 环节 | 要素     | 对应列            | 核对       |
    | r-1      | 报告 | 主要负责 | 反馈记录.签发人   | 主要负责人 |
    | r-2      | 报告 | 打算     | 反馈记录.下步打算 | 必填       |
    | r-3      | 报告 | 文号     | 反馈记录.报告文号 | 格式       |
    | r-4      | 报告 | 公章     | 反馈记录.公章     | 必填       |
"""
PROGRESS = {
    "D-001": LONG,
    "D-002": "办结信访件14件，回访群众36人。\n满意率92%。",
    "D-003": "完成第2座桥梁的支座更换，桥面铺装了180米。",
    "D-004": "管网铺设累计7.5公里，泵站主体封顶。",
    "D-005": "已与来信人见面，补偿协议送司法所审查。",
}
UNDER_WAY = {
    "本期进展情况": LONG,
    "进展状态": "正常推进",
    "完成率": "65%",
    "存在问题": "2户未签约\n-正在协商",
    "预计完成日期": "2027-6-1",
    "报告类型": "进展报告",
    "佐证材料": "现场照片",
    "联系电话": "013800000000",
}
LIKE_FORMULAS = {"存在问题": "=2户未签约\n-正在协商", "佐证材料": "=1+1"}
DONE = {
    "本期进展情况": "已完成全部12公里管网并通过验收。",
    "进展状态": "办结待审",
    "完成率": "100%",
    "下步打算": "加强管护。",
    "报告类型": "办结报告",
    "报告文号": "云建〔2026〕45号",
    "签发人": "赵一",
    "已盖公章": "是",
    "联系人": "张伟",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One kind of form and what a person does with it; `codes` are the findings that this leads to."""

    period: str
    rows: tuple[str, ...]  # the matters that the form must ask for
    done: str = ""  # the one that is reported as done
    matters: tuple[str, ...] = ()
    unit: str = "甲局"
    requests: tuple[tuple[str, ...], ...] = ()
    edits: tuple[str, ...] = ()
    codes: tuple[str, ...] = field(default=())


CASES = {
    "a week": Case(period="2026W37", rows=("D-001",), edits=("insert_column",), codes=("R120", "R149")),
    "half a month": Case(period="2026-09上", rows=("D-001", "D-002"), edits=("sort_rows",)),
    "a month": Case(period="2026-08", rows=("D-001", "D-002", "D-003"), edits=("insert_blank_rows",), codes=("R125",)),
    "a quarter": Case(
        period="2026Q3",
        rows=("D-001", "D-002", "D-003", "D-004", "D-005"),
        done="D-004",
        requests=(("D-003", "2026-9-9", "2027-12-31", "汛期长，影响施工。", "完成两座。"),),
        edits=("sort_rows", "move_column"),
        codes=("R149",),
    ),
    "single instructions": Case(period="2026-08", matters=("D-005",), rows=("D-005",), done="D-005"),
    "a supporting unit": Case(period="2026W37", unit="乙局", rows=("D-001",), done="D-001"),
}


def office() -> Ledger:
    return ledger_from(units=UNITS, settings=SETTINGS, matters=MATTERS, returns=RETURNS, required_items=ITEMS)


def form_of(case: Case) -> FormContent:
    period = parse_period(case.period)
    assert period
    issued = datetime.fromisoformat("2026-08-20 09:00:00")
    order = Order(period=period, issued_at=issued, units=(case.unit,), matters=case.matters)
    [form] = plan_forms(office(), order, workdays=official_workdays())[0]
    assert tuple(row.number for row in form.rows) == case.rows
    return form


def typed(case: Case) -> dict[str, dict[str, str]]:
    signed = {"签发人": "赵一" if case.unit == "甲局" else "钱二"}
    odd = LIKE_FORMULAS if "R149" in case.codes else {}
    return {
        number: DONE | signed if number == case.done else UNDER_WAY | odd | {"本期进展情况": PROGRESS[number]}
        for number in case.rows
    }


DOUBTS: list[tuple[dict[str, str], str]] = [
    ({"完成率": "100%"}, "核对：完成率100%应报办结报告"),
    ({"进展状态": "未启动"}, "核对：进展状态与完成率不符"),
    ({"进展状态": "滞后", "存在问题": ""}, "缺：存在问题"),
    (
        {"本期进展情况": "完成管网铺设4公里", "预计完成日期": "2027-9-1"},
        "核对：本期进展与上期一字不差；预计晚于办结时限，请填延期申请",
    ),
    (DONE | {"签发人": "综合科", "报告文号": "办公室便函", "存在问题": ""}, "核对：报告文号不完整；签发人与要求不符"),
    (
        DONE | {"已盖公章": "否", "下步打算": "无", "完成率": "95%"},
        "缺：下步打算、已盖公章\n核对：办结报告的完成率应为100%；进展状态与完成率不符",
    ),
    ({"预计完成日期": "2026.12.30", "本期进展情况": "完成。"}, "核对：本期进展过短"),
    ({"完成率": ""}, "缺：完成率"),
]


def doubt_steps() -> list[dict[str, str]]:
    blank = dict.fromkeys({**UNDER_WAY, **DONE}, "")
    return [blank | UNDER_WAY | changed for changed, _ in DOUBTS]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """All cases at one sitting: name → what the form said of itself, and the files saved."""
    folder = tmp_path_factory.mktemp("forms")
    orders: list[dict[str, Any]] = []
    for place, case in enumerate(CASES.values()):
        form = form_of(case)
        home = folder / str(place)
        home.mkdir()
        stem = f"{form.meta.period}_{form.meta.unit_name}"
        sent = home / "sent.xlsx"
        sent.write_bytes(build_form(form))
        saved = {name: str(home / f"{stem}.{suffix}") for suffix, name in FORMATS.items()}
        order = {"file": str(sent), "rows": typed(case), "at_the_keyboard": place in (0, 3), "requests": case.requests}
        orders.append(order | {"edits": case.edits, "save": saved})
    doubtful = folder / "doubts.xlsx"
    doubtful.write_bytes(build_form(form_of(CASES["a quarter"])))
    orders.append({"file": str(doubtful), "steps": ["D-004", doubt_steps()]})
    answers = at_the_keyboard(HAND, orders)
    return {
        name: answer | {"saved": order.get("save")}
        for name, answer, order in zip((*CASES, "doubts"), answers, orders, strict=True)
    }


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", CASES)
def test_form_filled_by_hand__comes_back_as_it_was_typed(
    played: dict[str, dict[str, Any]], name: str, suffix: str
) -> None:
    case, ledger = CASES[name], office()
    returned = replace(read_return(Path(played[name]["saved"][FORMATS[suffix]])), saved_at=SAVED)
    assert identify(returned, ledger).verified
    checked = check_return(returned, ledger)
    assert sorted({f.code for f in checked.findings}) == sorted(case.codes)
    assert checked.verdict == ("accepted-with-warnings" if case.codes else "accepted")
    assert {line.number: answers(line) for line in checked.good} == {
        n: as_read(cells) for n, cells in typed(case).items()
    }
    assert [tuple(shown_request(request)) for request in checked.extensions] == [
        (number, "2026-09-09", until, reason, progress) for number, _, until, reason, progress in case.requests
    ]


@pytest.mark.parametrize("name", CASES)
def test_self_check__in_libreoffice_says_the_same_as_stored_and_is_satisfied_when_all_is_filled(
    played: dict[str, dict[str, Any]], name: str
) -> None:
    case, answer = CASES[name], played[name]
    sheet = openpyxl.load_workbook(BytesIO(build_form(form_of(case))), data_only=True)[RETURN_FORM.tab]
    stored = [sheet.cell(FIRST + 1 + row, 1).value for row in range(len(case.rows))]
    assert (answer["before"], answer["on_top_before"]) == (stored, sheet.cell(INFO + 1, 1).value)
    assert answer["on_top_before"] == f"还有 {4 * len(case.rows)} 处未填"
    assert (answer["after"], answer["on_top_after"]) == (["√"] * len(case.rows), "已填完，可以寄回")
    assert answer["requests"] == (
        ["已填完，可以寄回", "√", ""] if case.requests else ["不申请延期的，本表留空", "", ""]
    )


def test_self_check__names_what_is_missing_and_what_contradicts_itself(played: dict[str, dict[str, Any]]) -> None:
    assert played["doubts"]["steps"] == [said for _, said in DOUBTS]


def answers(line: FormLine) -> dict[str, Value]:
    """The cells of a row that hold something, by header."""
    open_fields = [f for f in RETURN_FORM.fields if f.header in {**UNDER_WAY, **DONE}]
    return {f.header: value for f in open_fields if (value := getattr(line, f.key)) not in (None, "")}


def as_read(cells: dict[str, str]) -> dict[str, Value]:
    """What was typed, as the ledger will hold it."""
    special: dict[str, Value] = {
        "65%": Decimal(65), "100%": Decimal(100), "2027-6-1": date(2027, 6, 1), "是": True,
    }  # fmt: skip
    return {header: special.get(text, text) for header, text in cells.items()}


def shown_request(request: Any) -> list[str]:
    return [str(getattr(request, f.key)) for f in EXTENSION_FORM.fields]
