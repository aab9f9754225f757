"""The circular of every quarter by any office's method: it is written, says the board's figures and finds no fault in itself."""

from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from duban_xl.catalogue import wording
from duban_xl.documents.papers.document import check_document, check_facts, render
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.documents.papers.score_circular.compose import score_circular_facts
from duban_xl.documents.papers.score_circular.facts import ScoreCircularFacts
from duban_xl.documents.word.opened import open_document
from duban_xl.documents.word.xml import text_of
from duban_xl.model.ledger import Ledger
from duban_xl.model.score import Scoreboard
from duban_xl.packs import load_pack, pack_names
from duban_xl.score.engine import score
from duban_xl.score.words import CHOICES, DATED_BY
from tests.methods_whole import METHODS, ledger_of_book
from tests.methods_year import year_book
from tests.scoring import METHOD_SHEETS, as_markdown, period_of, with_decision
from tests.tables import ledger_from

KIND = "扣分情况季度通报"
TEMPLATE = Path(__file__).resolve().parent.parent / "workbook_templates" / "word" / f"{KIND}.docx"
QUARTERS = {"2026Q1": False, "2026Q2": False, "2026Q3": False, "2026Q4": True}
"""Quarter → whether its document is written too, which takes most of the time."""


def faults(facts: ScoreCircularFacts) -> list[str]:
    data = render(KIND, facts, OFFICE, template=TEMPLATE, status="草稿")
    return [f"{one.code} {one.args}" for one in check_document(data, facts)]


def differences(facts: ScoreCircularFacts, board: Scoreboard) -> list[str]:
    """Every figure of the circular that is not the board's."""
    found: list[str] = []
    for unit in (unit for group in facts.groups for unit in group.units):
        scored_unit = board.unit(unit.unit)
        assert scored_unit is not None
        pairs = (
            (unit.quarter_points, scored_unit.period_points),
            (unit.year_points, scored_unit.year_points),
            (unit.rank, scored_unit.rank),
        )
        found += [f"{unit.unit} {got} {wanted}" for got, wanted in pairs if got != wanted]
        if facts.shows_counted and unit.counted != scored_unit.counted:
            found.append(f"{unit.unit} {unit.counted} {scored_unit.counted}")
        exact, step = scored_unit.score, Decimal(1).scaleb(-board.places)
        if (unit.score is None) != (exact is None) or (exact is not None and abs((unit.score or 0) - exact) >= step):
            found.append(f"{unit.unit} {unit.score} {exact}")
    return found


@cache
def ledger_of(name: str) -> Ledger:
    return ledger_of_book(year_book(name))


def circular(name: str, quarter: str) -> tuple[ScoreCircularFacts, Scoreboard]:
    board = score(ledger_of(name), period_of(quarter))
    return score_circular_facts(ledger_of(name), board, dated_on=date(2027, 1, 8)), board


@pytest.mark.parametrize("name", METHODS)
def test_circular_of_a_method__says_the_boards_figures_and_finds_no_fault(name: str) -> None:
    for quarter, is_written in QUARTERS.items():
        facts, board = circular(name, quarter)
        assert differences(facts, board) == []
        assert (faults(facts) if is_written else list(check_facts(facts))) == []


@pytest.mark.parametrize("name", [name for name in pack_names() if load_pack(name).rows.get("scoring_rules")])
def test_circular_of_a_pack__says_the_boards_figures_and_finds_no_fault(name: str) -> None:
    pack = load_pack(name)
    rules = [str(row["rule"]) for row in pack.rows["scoring_rules"]]
    events = "| 序号 | 事件日期 | 单位 | 规则编号 | 角色 | 依据文件 | 酌定值 | 理由 |\n" + "\n".join(
        f"| {n} | 2026-{n % 6 + 1:02d}-10 | {'甲镇' if n % 2 else '乙局'} | {rule} | 主办 | 云督〔2026〕{n}号 | 1 | 情节一般 |"
        for n, rule in enumerate(rules, 1)
    )
    tables = {key: as_markdown(pack, key) for key in METHOD_SHEETS if pack.rows.get(key)}
    ledger = ledger_from(
        units="| 单位名称 | 组别 |\n| 甲镇 | 乡镇 |\n| 乙局 | 县直部门 |\n| 丙局 | 县直部门 |",
        inspections="| 日期 | 方式 | 单位 |\n| 2026-02-10 | 专项督查 | 甲镇 |\n| 2026-02-11 | 专项督查 | 乙局 |",
        deductions=with_decision(events),
        **tables,
    )
    for quarter in ("2026Q1", "2026Q2"):
        board = score(ledger, period_of(quarter))
        facts = score_circular_facts(ledger, board, dated_on=date(2026, 10, 8))
        assert faults(facts) == []
        assert differences(facts, board) == []


TWO_SECTIONS = {
    "units": "| 单位名称 | 组别 |\n| 甲镇 | 乡镇 |\n| 乙镇 | 乡镇 |\n| 丙局 | 部门 |",
    "scoring_sections": """
        | 分项号 | 名称 | 满分 | 计分方式 | 各组权重 |
        | '1' | 督办 | 100 | 扣分 | 60% |
        | '2' | 信息 | 100 | 扣分 | 40% |
    """,
    "scoring_rules": """
        | 规则号 | 分项号 | 情形 | 加减 | 取值方式 | 主办值 | 单项上限 | 整改退回比例 | 条款 |
        | R1 | '1' | 未整改的 | 扣 | 定值 | 4 | 6 | 50 | 第七条 |
        | R2 | '2' | 受表扬的 | 加 | 定值 | 3 | | | 第九条 |
    """,
    "deductions": """
        | 序号 | 事件日期 | 单位 | 规则编号 | 状态 | 认定人 | 认定日期 | 整改日期 |
        | 1 | 2026-02-10 | 甲镇 | R1 | 已确认 | 王督查 | 2026-02-10 | 2026-03-20 |
        | 2 | 2026-02-12 | 甲镇 | R1 | 已确认 | 王督查 | 2026-02-12 | |
        | 3 | 2026-02-20 | 乙镇 | R2 | 已确认 | 王督查 | 2026-02-20 | |
    """,
}


def two_sections(**sheets: str) -> ScoreCircularFacts:
    ledger = ledger_from(**(TWO_SECTIONS | sheets))
    return score_circular_facts(ledger, score(ledger, period_of("2026Q1")), dated_on=date(2026, 4, 8))


def text_of_circular(facts: ScoreCircularFacts) -> str:
    data = render(KIND, facts, OFFICE, template=TEMPLATE, status="草稿")
    return "\n".join(text_of(paragraph) for paragraph in open_document(data).leaves())


def test_bonus_and_refund__stand_apart_from_deductions_in_text_and_annexes() -> None:
    facts = two_sections()
    text = text_of_circular(facts)
    assert "甲镇：本季度扣6分，年内累计扣6分，得96.4分。" in text
    assert "退回0分（应退回2分，受上限限制）" in text  # what stands is still over the cap
    assert "-0" not in text
    assert "乙镇：本季度加3分，年内累计加3分" in text
    assert "扣2分（应扣4分，受上限限制）" in text
    assert [title for title in ("扣分明细表", "加分明细表", "退回明细表") if f"2026年第一季度{title}" in text] == [
        "扣分明细表",
        "加分明细表",
        "退回明细表",
    ]
    assert "净扣分为扣分减去加分和退回" in text


def test_several_sections__scores_and_places_but_neither_base_nor_remaining_points() -> None:
    facts = two_sections()
    text = text_of_circular(facts)
    assert (facts.base_points, facts.shows_sections) == (None, True)
    assert "基本分" not in text
    assert "剩余" not in text
    assert "累计扣分和得分一览表" in text
    assert [section.name for section in facts.groups[0].units[0].sections] == ["督办", "信息"]


def test_group_without_events__has_no_heading_of_its_own() -> None:
    text = text_of_circular(two_sections())
    assert "\n乡镇\n甲镇：" in text
    assert "\n部门\n丙局：" not in text
    assert "部门1个单位中，没有单位被扣分" in text


def test_quarter_without_any_event__empty_parts_vanish() -> None:
    text = text_of_circular(two_sections(deductions="| 序号 | 事件日期 | 单位 | 规则编号 | 状态 |"))
    assert "没有单位被扣分" in text
    assert not [word for word in ("明细", "净扣", "加分", "退回", "未被督查") if word in text]


def test_method_that_dates_by_decision__says_so() -> None:
    facts = two_sections(scoring_settings="| 口径 | 取值 |\n| 归属日期 | 认定日期 |")
    assert "按认定日期计入" in text_of_circular(facts)
    assert set(wording.ATTRIBUTIONS) == set(CHOICES[DATED_BY])


def test_unit_without_score__a_dash_and_the_reason() -> None:
    settings = "| 口径 | 取值 |\n| 未被督查单位 | 不计分 |"
    visited = "| 日期 | 方式 | 单位 |\n| 2026-02-10 | 专项督查 | 甲镇 |\n| 2026-02-10 | 专项督查 | 乙镇 |"
    facts = two_sections(scoring_settings=settings, inspections=visited)
    unit = facts.groups[1].units[0]
    assert (unit.score, unit.rank, unit.remark) == (None, None, "暂无得分")
    assert faults(facts) == []
