"""Bands, consequences and their effects: conditions by hand, edges, shares, one grade down, nothing ranked twice."""

from datetime import date
from decimal import Decimal

import pytest

from duban_xl.model.ledger import Ledger
from duban_xl.model.period import parse_period
from duban_xl.model.score import Outcome, ScoredEvent, SectionScore, UnitScore
from duban_xl.plan.ground import ground_of
from duban_xl.read.holidays import official_workdays
from duban_xl.score.bands import grades
from duban_xl.score.consequences import Judgement, ladder_held, with_consequences
from duban_xl.score.method import Method, method_of
from duban_xl.score.span import Span
from tests.tables import found, ledger_from

BANDS = """
    | 表号 | 起 | 止 | 含止 | 名称 | 后果代码 |
    | D | 90 | 100 | 是 | 优秀 |  |
    | D | 80 | 90 | 否 | 良好 |  |
    | D | 60 | 80 | 否 | 合格 |  |
    | D | 0 | 50 | 否 | 不合格 | T1 |
"""
HEADER = "| 代码 | 条件组 | 触发 | 对象 | 比较 | 数值 | 窗口 | 名称 | 效果 | 等次或分项 | 类型 |"
SECTIONS = """
    | 分项号 | 上级分项 | 名称 | 满分 | 计分方式 |
    | 1 |  | 总分 | 100 | 合成 |
    | 2 | 1 | 办理 | 60 | 扣分 |
    | 3 | 1 | 报送 | 40 | 扣分 |
"""


def office(*conditions: str, settings: str = "", **sheets: str) -> Ledger:
    return ledger_from(
        units="| 单位代码 | 单位名称 | 组别 |\n| U1 | 甲镇 | 乡镇 |\n| U2 | 乙镇 | 乡镇 |\n| U3 | 丙局 | 部门 |",
        scoring_settings="| 口径 | 取值 |\n| 方法名称 | 办法 |\n| 等次表 | D |\n" + settings,
        scoring_sections=SECTIONS,
        scoring_rules="| 规则号 | 分项号 | 情形 | 加减 | 取值方式 |\n| A | 2 | 逾期 | 扣 | 定值 |\n| B | 3 | 表扬 | 加 | 定值 |",
        scoring_steps=BANDS,
        scoring_consequences="\n".join([HEADER, *(f"| {row} |" for row in conditions)]),
        **sheets,
    )


def method(ledger: Ledger) -> Method:
    made, _ = method_of(ledger.rulebook)
    assert made is not None
    return made


def section(number: str, parent: str, score: str) -> SectionScore:
    name = {"1": "总分", "2": "办理", "3": "报送"}[number]
    return SectionScore(
        section=number, parent=parent, name=name, mode="扣分", full=None, start=Decimal(0), points=Decimal(0),
        marks=Decimal(0), raw=Decimal(score), score=Decimal(score),
    )  # fmt: skip


def unit(name: str, score: str, rank: int = 1, *events: ScoredEvent, group: str = "乡镇") -> UnitScore:
    exact = Decimal(score)
    parts = section("1", "", score), section("2", "1", str(exact - 30)), section("3", "1", "30")
    return UnitScore(
        unit=name, group=group, inspected=True, raw=exact, own_score=exact, score=exact, weight=None, counted=exact,
        period_points=Decimal(0), year_points=Decimal(0), remaining=exact, quarter_points=(), rank=rank,
        consequences=(), events=events, sections=parts, overall_rank=rank,
    )  # fmt: skip


def event(serial: str, day: str, rule: str = "A", matter: str = "", points: str = "2", *codes: str) -> ScoredEvent:
    return ScoredEvent(
        serial=serial, event_on=date.fromisoformat(day), unit="甲镇", group="乡镇", rule=rule, clause="", condition="",
        matter=matter, document="", status="已确认", outcome=Outcome.COUNTED, value=Decimal(points), points=Decimal(points),
        quarter=None, decided_by="王", decided_on=None, consequences=codes, section="2" if rule == "A" else "3",
    )  # fmt: skip


def judged(ledger: Ledger, *units: UnitScore) -> Judgement:
    period = parse_period("2026")
    assert period is not None
    span = Span(
        period=period, start=period.start, end=period.end, year_start=period.start, year_end=period.end
    )  # fmt: skip
    return with_consequences(units, ledger, method(ledger), span)


def held(ledger: Ledger, *units: UnitScore) -> dict[str, list[str]]:
    return {one.unit: [h.code for h in one.held] for one in judged(ledger, *units).units}


@pytest.mark.parametrize(("by", "band"), [("舍入后", "优秀"), ("舍入前", "良好")])
def test_t16_edge_of_a_band__is_met_after_or_before_rounding(by: str, band: str) -> None:
    (one,) = judged(office(settings=f"| 等次取分 | {by} |"), unit("甲镇", "89.995")).units
    assert one.band == band


def test_score_in_no_band__is_told_and_the_order_of_grades_follows_the_figures() -> None:
    got = judged(office(), unit("甲镇", "55"))
    assert (got.units[0].band, [f.code for f in got.findings]) == ("", ["S280"])
    assert grades(method(office())) == ("优秀", "良好", "合格", "不合格")


def test_units_in_no_band__are_all_told_but_those_that_a_consequence_puts_in_one() -> None:
    got = judged(
        office("S | | 得分 | | ≥ | 58 | | 定级 | 定为等次 | 合格 |"),
        unit("甲镇", "55"),
        unit("乙镇", "54"),
        unit("丙镇", "59"),
    )
    assert [f.args["unit"] for f in got.findings] == ["甲镇", "乙镇"]


@pytest.mark.parametrize(
    ("rows", "order"),
    [
        (("B | | | 优秀", "B | 80 | | 良好", "B | | 80 | 合格"), ("优秀", "良好", "合格")),
        (("B | | 80 | 合格", "B | 80 | | 良好", "B | | | 优秀"), ("优秀", "良好", "合格")),
        (("B | | | 一等奖", "B | | | 二等奖", "B | 0 | | 三等奖"), ("一等奖", "二等奖", "三等奖")),
    ],
)
def test_band_that_is_only_a_name__keeps_its_place_in_the_sheet(rows: tuple[str, ...], order: tuple[str, ...]) -> None:
    steps = "\n".join(("| 表号 | 起 | 止 | 名称 |", *(f"| {row} |" for row in rows)))
    settings, rules = "| 口径 | 取值 |\n| 等次表 | B |", "| 规则号 | 情形 | 取值方式 |\n| A | 逾期 | 定值 |"
    sheets = {
        "scoring_settings": settings,
        "scoring_sections": SECTIONS,
        "scoring_rules": rules,
        "scoring_steps": steps,
    }
    assert grades(method(ledger_from(**sheets))) == order


def test_code_of_an_event_or_a_band__holds_without_a_row() -> None:
    got = judged(office(), unit("甲镇", "95", 1, event("7", "2026-03-01", "A", "", "2", "X1")), unit("乙镇", "40"))
    assert [(h.code, h.because, h.serials) for h in got.units[0].held] == [("X1", "序号7的情形（规则A）", ("7",))]
    assert [(h.code, h.because) for h in got.units[1].held] == [("T1", "等次为“不合格”")]


def test_t14_two_missed_matters_in_any_role__no_award() -> None:
    ledger = office("C1 |  | 事项数 | A | ≥ | 2 |  | 取消评优资格 | 取消评优 |  | 取消评先树优")
    two = event("1", "2026-03-01", "A", "m1", "4"), event("2", "2026-05-01", "A", "m2", "1.5")
    (one, other) = judged(ledger, unit("甲镇", "94.5", 1, *two), unit("乙镇", "98", 1, *two[:1])).units
    (kept,) = one.held
    assert (kept.effect, kept.because) == ("取消评优", "规则A涉及2个事项，达到2个（序号1、2）")
    assert other.held == ()


EVENTS = (
    event("1", "2026-01-05"),
    event("2", "2026-05-05"),
    event("3", "2026-05-06"),
    event("4", "2026-06-01", "B", "", "-3"),
)
HOLDS = [
    ("C | | 规则次数 | B | ≥ |  | | | | |", True),  # without a number: once
    ("C | | 规则次数 | A |  | 3 | | | | |", True),  # without a comparison: at least
    ("C | | 规则次数 | B | > |  | | | | |", False),
    ("C | | 规则次数 | A | ≥ | 3 | | | | |", True),
    ("C | | 规则次数 | A | ≥ | 3 | 季 | | | |", False),
    ("C | | 规则次数 | A | ≥ | 2 | 季 | | | |", True),
    ("C | | 扣分 |  | > | 5 | | | | |", True),
    ("C | | 扣分 |  | > | 6 | | | | |", False),
    ("C | | 扣分 | 办理 | ≥ | 4 | 季 | | | |", True),
    ("C | | 加分 |  | = | 3 | | | | |", True),
    ("C | | 得分 |  | < | 90 | | | | |", True),
    ("C | | 得分 |  | 低于均值 |  | | | | |", True),
    ("C | | 得分 | 全部 | 高于均值 |  | | | | |", True),
    ("C | | 分项得分 | 3 | ≤ | 30 | | | | |", True),
    ("C | | 组内名次 |  | 后 | 1 | | | | |", True),
    ("C | | 组内名次 |  | 前 | 0.1 | | | | |", False),
    ("C | | 总名次 |  | 前 | 2 | | | | |", True),
    ("C | | 组内名次 | 部门 | 后 | 1 | | | | |", False),
    ("C | | 等次 | 良好 |  |  | | | | |", True),
    ("C | | 指标 | 完成率 | < | 80 | | | | |", True),
    ("C | | 事件 | A |  | 3 | | | | |", True),
    ("C | | 事件 |  |  |  | | | | |", False),
    ("C | a | 得分 |  | < | 50 | | | | |\n| C | b | 得分 |  | < | 90 | | | | |", True),
    ("C | | 得分 |  | < | 50 | | | | |\n| C | | 得分 |  | < | 90 | | | | |", False),
]


@pytest.mark.parametrize(("condition", "expected"), HOLDS)
def test_condition__holds_or_not(condition: str, expected: bool) -> None:
    rows = "| 单位 | 指标 | 实绩 |\n| 甲镇 | 完成率 | 70 |\n| 乙镇 | 完成率 | 90 |"
    ledger = office(condition.replace("|\n", "\n").rstrip("|"), indicators=rows)
    got = held(ledger, unit("甲镇", "85", 2, *EVENTS), unit("乙镇", "95", 1), unit("丙局", "70", 3, group="部门"))
    assert ("C" in got["甲镇"]) is expected


def test_bottom_of_all_and_plan_unmet__need_both() -> None:
    ledger = office(
        "C2 |  | 总名次 |  | 后 | 2 |  | 约谈 |  |  | 约谈",
        "C2 |  | 指标 | 计划完成率 | < | 100 |  |  |  |  |",
        indicators="| 单位 | 指标 | 实绩 |\n| 甲镇 | 计划完成率 | 90 |\n| 乙镇 | 计划完成率 | 100 |",
    )
    got = judged(ledger, unit("甲镇", "70", 3), unit("乙镇", "80", 2), unit("丙局", "90", 1, group="部门"))
    assert [[h.because for h in one.held] for one in got.units] == [
        ["总名次第3（共3个单位），在后2名，且计划完成率90，低于100"], [], []
    ]  # fmt: skip
    assert found(got.findings) == [("S282", "D4")]


def test_number_of_consequences__is_looked_at_last() -> None:
    ledger = office(
        "N |  | 后果数 | C1、C2 | ≥ | 2 |  | 一律降等 | 等次降一等 |  |",
        "C1 |  | 得分 |  | < | 96 |  |  |  |  |",
        "C2 |  | 组内名次 |  | 前 | 1 |  |  |  |  |",
    )
    (one,) = judged(ledger, unit("甲镇", "95")).units
    assert ([h.code for h in one.held], one.band) == (["N", "C1", "C2"], "良好")


EFFECTS = [
    ("总分得零 |", "0", "不合格"),
    ("总分不超过 | 79", "79", "合格"),
    ("总分按比例 | 90%", "85.5", "良好"),
    ("分项得零 | 3", "65", "合格"),
    ("分项不超过 | 3=10", "75", "合格"),
    ("分项按比例 | 报送=50%", "80", "良好"),
    ("定为等次 | 合格", "95", "合格"),
    ("等次降一等 |", "95", "良好"),
    ("提出建议 |", "95", "优秀"),
]


@pytest.mark.parametrize(("effect", "score", "band"), EFFECTS)
def test_effect__changes_score_and_band_and_not_the_rank(effect: str, score: str, band: str) -> None:
    ledger = office(f"C |  | 得分 |  | ≥ | 90 |  | 惩戒 | {effect} |")
    (one,) = judged(ledger, unit("甲镇", "95")).units
    assert (one.score, one.counted, one.band, one.rank) == (Decimal(score), Decimal(score), band, 1)


def test_left_out_of_the_ranking__has_no_rank_and_the_others_keep_theirs() -> None:
    ledger = office("C |  | 得分 |  | ≥ | 96 |  | 不排名 | 不参加排名 |  |")
    one, other = judged(ledger, unit("甲镇", "97", 1), unit("乙镇", "90", 2)).units
    assert ((one.ranked, one.rank, one.overall_rank), (other.ranked, other.rank)) == ((False, None, None), (True, 2))


def test_effect_that_says_nothing_usable__is_told_and_not_carried_out() -> None:
    got = judged(office("C |  | 得分 |  | ≥ | 90 |  | 惩戒 | 总分不超过 | 七十九 |"), unit("甲镇", "95"))
    assert (got.units[0].score, [f.code for f in got.findings]) == (Decimal(95), ["S281"])


def test_ladder_steps_reached__are_held_for_the_unit_page() -> None:
    ledger = office(
        ladder="| 规则编号 | 触发 | 次数 | 窗口 | 措施 |\n| w-16 | 通报批评 | 1 | 1年内累计 | 书面检查 |",
        consequences="| 日期 | 类型 | 单位 | 文号 |\n| 2026-03-10 | 通报批评 | 甲镇 | 督〔2026〕2号 |",
    )
    got = ladder_held(ground_of(ledger, official_workdays()), date(2026, 6, 30))
    assert [(h.code, h.type) for h in got["甲镇"]] == [("w-16", "书面检查")]
    assert "通报批评1次" in got["甲镇"][0].because
