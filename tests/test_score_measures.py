"""Measured parts: every way of reckoning with its figures by hand, ranks, ratings, and data that can't be used."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban_xl.model.ledger import Ledger
from duban_xl.model.period import parse_period
from duban_xl.model.score import PartScore
from duban_xl.score.exact import half_up
from duban_xl.score.measures import Measured, absent, measured, needs_sections
from duban_xl.score.measures.data import Scores
from duban_xl.score.method import Method, method_of
from duban_xl.score.span import Span
from tests.scoring import scored
from tests.tables import found, ledger_from

UNITS = """
    | 单位代码 | 单位名称 | 组别 |
    | U01 | 甲镇 | 乡镇 |
    | U02 | 乙镇 | 乡镇 |
    | U03 | 丙镇 | 乡镇 |
    | U04 | 丁局 | 部门 |
"""
SECTIONS = """
    | 分项号 | 名称 | 满分 | 计分方式 |
    | 1 | 总分 | 100 | 合成 |
    | 2 | 重点工作 | 40 | 测算 |
"""
COLUMNS = {
    "marks": "满分", "target": "目标", "per": "每点分值", "mode": "点计法", "at": "达标得分", "floor": "最低", "ceiling": "最高",
    "table": "阶梯表号", "direction": "方向", "compared": "比较范围", "exempt": "免考指标", "line": "免考线", "factors": "系数",
    "weights": "评分组权重", "trim": "去极值", "quota": "有效票", "low": "低票处理", "missing": "缺数据",
}  # fmt: skip


def office(
    measure: str, *, rule: str = "| R1 | 2 | 加 |  |", sections: str = SECTIONS, units: str = UNITS, **sheets: str
) -> Ledger:
    """An office with one measured rule R1, `measure` being its row: "按比例; marks=10; target=85"."""
    kind, *said = [part.strip() for part in measure.split(";")]
    terms = dict(part.split("=", 1) for part in said)
    indicator = terms.pop("indicator", "完成率")
    header = ["规则号", "指标", "测算方式", *(COLUMNS[name] for name in terms)]
    row = ["R1", indicator, kind, *terms.values()]
    return ledger_from(
        **{
            "units": units,
            "scoring_settings": "| 口径 | 取值 |\n| 方法名称 | 试行办法 |",
            "scoring_sections": sections,
            "scoring_rules": "| 规则号 | 分项号 | 加减 | 适用组别 | 情形 | 取值方式 |\n" + rule + " 完成情况 | 测算 |",
            "scoring_measures": f"| {' | '.join(header)} |\n| {' | '.join(row)} |",
            **sheets,
        }
    )


def method(ledger: Ledger) -> Method:
    made, _ = method_of(ledger.rulebook)
    assert made is not None
    return made


def span(period: str = "2026") -> Span:
    asked, year = parse_period(period), parse_period(period[:4])
    assert asked is not None and year is not None
    return Span(period=asked, start=year.start, end=asked.end, year_start=year.start, year_end=year.end)


def reckoned(ledger: Ledger, period: str = "2026") -> Measured:
    return measured(method(ledger), ledger, span(period))


def marks(ledger: Ledger, period: str = "2026") -> dict[str, str]:
    """Unit → its marks, as a person would write them to two decimals; "-" where there are none."""
    return {part.unit: shown(part) for part in reckoned(ledger, period).parts}


def shown(part: PartScore) -> str:
    if part.marks is None:
        return "待定" if part.applies else "不适用"
    return f"{half_up(Fraction(part.marks), 2).normalize():f}"


def data(*rows: str, header: str = "单位 | 实绩") -> str:
    return "\n".join([f"| {header} | 指标 |", *(f"| {row} | 完成率 |" for row in rows)])


@pytest.mark.parametrize(("mode", "expected"), [("按比例", "33"), ("满一个点", "34"), ("不足一点按一点", "32")])
def test_t8_threshold_85_of_40_marks__proportional_whole_and_begun_points(mode: str, expected: str) -> None:
    ledger = office(f"差点扣分; marks=40; target=85; per=2; mode={mode}", indicators=data("甲镇 | 81.5"))
    assert marks(ledger)["甲镇"] == expected


def test_t8_trace__lets_a_leader_recompute_it() -> None:
    rows = data("甲镇 | 163 | 205 | 5", header="单位 | 实绩 | 应办 | 延期件")
    (part, *_) = reckoned(office("差点扣分; marks=40; target=85; per=2", indicators=rows)).parts
    said = "完成率81.5%（163÷（205−5）），达标线85%，差3.5个百分点，每点扣2分，40−7＝33分"
    assert (part.marks, part.trace) == (Decimal(33), said)


def test_t10_below_the_groups_mean__costs_per_point() -> None:
    ledger = office("比组均; marks=6; per=0.2", indicators=data("甲镇 | 70", "乙镇 | 80", "丙镇 | 90"))
    assert {unit: got for unit, got in marks(ledger).items() if unit != "丁局"} == {
        "甲镇": "4",
        "乙镇": "6",
        "丙镇": "6",
    }


ONE_ROW = [
    ("按比例; marks=10", "甲镇 | 81.5", "8.15"),
    ("按比例; marks=10; target=500", "甲镇 | 400", "8"),
    ("按比例; marks=10; target=20; direction=低者优", "甲镇 | 25", "8"),
    ("达标加减; marks=10; target=80; per=0.5; at=60%; ceiling=10", "甲镇 | 84", "8"),
    ("达标加减; marks=10; target=80; per=0.5; at=60%", "甲镇 | 76", "4"),
    ("全有全无; marks=5; target=90", "甲镇 | 90", "5"),
    ("全有全无; marks=5; target=90", "甲镇 | 89.99", "0"),
    ("缺额扣分; marks=10; target=12; per=1.5", "甲镇 | 8", "4"),
    ("定额按比例; marks=10; target=12", "甲镇 | 9", "7.5"),
    ("定额按比例; marks=10; target=12", "甲镇 | 15", "10"),
    ("差点扣分; marks=10; target=85; per=2", "甲镇 | 60", "0"),
    ("差点扣分; marks=10; target=85; per=2; floor=3", "甲镇 | 60", "3"),
    ("差点扣分; marks=10; target=5; per=2; direction=低者优", "甲镇 | 7", "6"),
    ("序时进度; marks=10; target=100", "甲镇 | 50", "5"),
    ("序时进度; marks=10; target=100; per=0.1", "甲镇 | 60", "6"),
    ("按比例; marks=10; missing=零分", "乙镇 | 60", "0"),
    ("按比例; marks=10; missing=满分", "乙镇 | 60", "10"),
    ("按比例; marks=10; missing=不计", "乙镇 | 60", "不适用"),
    ("按比例; marks=10", "乙镇 | 60", "待定"),
]


@pytest.mark.parametrize(("measure", "row", "expected"), ONE_ROW)
def test_own_figure__gives_the_marks_of_its_kind(measure: str, row: str, expected: str) -> None:
    assert marks(office(measure, indicators=data(row)))["甲镇"] == expected


def test_schedule_in_september__expects_three_quarters() -> None:
    ledger = office("序时进度; marks=10; target=1200; per=0.5", indicators=data("甲镇 | 900", "乙镇 | 780"))
    assert marks(ledger, "2026Q3") | {"丁局": ""} == {"甲镇": "10", "乙镇": "5", "丙镇": "待定", "丁局": ""}


def test_points_of_ten_percent_points__cost_per_ten() -> None:
    ledger = office(
        "差点扣分; marks=10; target=100; per=1; mode=满一个点",
        rule="| R1 | 2 | 加 |  |",
        indicators=data("甲镇 | 75"),
        scoring_rules="| 规则号 | 分项号 | 单位 | 加减 | 取值方式 | 情形 |\n| R1 | 2 | 10个百分点 | 加 | 测算 | 完成情况 |",
    )
    assert marks(ledger)["甲镇"] == "8"


def test_deducting_rule__loses_the_shortfall_with_or_without_full_marks() -> None:
    for full, expected in (("marks=10; ", "-7"), ("", "-7")):
        ledger = office(
            f"差点扣分; {full}target=85; per=2", rule="| R1 | 2 | 扣 |  |", indicators=data("甲镇 | 81.5", "乙镇 | 90")
        )
        assert (marks(ledger)["甲镇"], marks(ledger)["乙镇"]) == (expected, "0")


STEPS = """
    | 表号 | 起 | 止 | 值 | 名称 | 后果代码 |
    | J | 90 |  | 10 | 好 |  |
    | J | 60 | 90 | 6 | 一般 |  |
    | J |  | 60 | 2 | 差 | C1 |
"""


def test_steps__edge_belongs_to_the_upper_one_and_its_code_comes_with_it() -> None:
    ledger = office("分档; table=J", indicators=data("甲镇 | 90", "乙镇 | 89.9", "丙镇 | 3"), scoring_steps=STEPS)
    parts = reckoned(ledger).parts
    assert [(shown(p), p.consequences) for p in parts[:3]] == [("10", ()), ("6", ()), ("2", ("C1",))]


RANKED = data("甲镇 | 70", "乙镇 | 90", "丙镇 | 90", "丁局 | 80")
RANK_STEPS = """
    | 表号 | 起 | 止 | 值 |
    | M | 1 | 1 | 10 |
    | M | 2 | 3 | 7 |
"""
SHARE_STEPS = """
    | 表号 | 起 | 止 | 值 |
    | M | '0%' | '50%' | 10 |
    | M | '50%' | '80%' | 7 |
"""


@pytest.mark.parametrize(
    ("measure", "steps", "expected"),
    [
        ("名次表; table=M", RANK_STEPS, ["7", "10", "10", "10"]),
        ("名次表; table=M; compared=全部", RANK_STEPS, ["0", "10", "10", "7"]),
        ("名次表; table=M; compared=全部", SHARE_STEPS, ["0", "10", "10", "7"]),
        ("逐名递减; marks=50; per=4", RANK_STEPS, ["46", "50", "50", "50"]),
        ("逐名递减; marks=10; floor=6; compared=全部", RANK_STEPS, ["6", "10", "10", "7.33"]),
        ("比首位; marks=9", RANK_STEPS, ["7", "9", "9", "9"]),
        ("比首位; marks=9; direction=低者优", RANK_STEPS, ["9", "7", "7", "9"]),
        ("极差; marks=10; at=60%; compared=全部", RANK_STEPS, ["6", "10", "10", "8"]),
    ],
)
def test_ranks__ties_share_and_groups_are_apart(measure: str, steps: str, expected: list[str]) -> None:
    got = marks(office(measure, indicators=RANKED, scoring_steps=steps))
    assert list(got.values()) == expected


def ballots(*rows: str) -> str:
    header = "| 评分人 | 评分组 | 被评单位 | 项目 | 等次或分值 |"
    lines = [part.split() for part in rows]
    return "\n".join([header, *(f"| {rater} | {group} | 甲镇 | 完成率 | {grade} |" for rater, group, grade in lines)])


def test_t9_ranks_from_two_leaders__are_marks_first_then_averaged() -> None:
    rows = ballots("张 领导 2", "李 领导 5")
    assert marks(office("逐名递减; marks=50; per=4; direction=数值即名次", ratings=rows))["甲镇"] == "45"


def test_t11_eight_ballots__drop_one_highest_and_one_lowest_when_more_than_six() -> None:
    rows = ballots(*(f"{n}号 甲 {grade}" for n, grade in enumerate((60, 82, 84, 86, 88, 90, 91, 99))))
    assert marks(office("测评; marks=100; trim=6", ratings=rows))["甲镇"] == "86.83"
    assert marks(office("测评; marks=10; trim=6", ratings=rows))["甲镇"] == "8.68"
    assert marks(office("测评; marks=100; trim=8", ratings=rows))["甲镇"] == "85"


def test_rater_groups__are_averaged_apart_and_weighted() -> None:
    rows = ballots("张 领导 90", "李 领导 80", "王 部门 70", "赵 群众 10")
    ledger = office("测评; weights=领导=60%；部门=40%", ratings=rows)
    got = reckoned(ledger)
    assert (shown(got.parts[0]), found(got.findings)) == ("79", [("S275", "B6"), ("S264", "B3")])


GRADES = """
    | 表号 | 起 | 值 |
    | J | 优秀 | 100 |
    | J | 良好 | 80 |
    | J | 较差 | 50 |
"""


def test_quota__voids_the_raters_whole_ballot_and_all_void_leaves_it_open() -> None:
    rows = ballots("张 领导 优秀", "李 领导 良好")
    got = reckoned(office("测评; table=J; quota=优秀≤0", ratings=rows, scoring_steps=GRADES))
    assert shown(got.parts[0]) == "80"
    assert [code for code, _ in found(got.findings)] == ["S272", "S264"]
    none = reckoned(office("测评; table=J; quota=较差≥1", ratings=rows, scoring_steps=GRADES))
    assert (shown(none.parts[0]), [c for c, _ in found(none.findings)]) == ("待定", ["S272", "S272", "S264", "S273"])


def test_low_votes_above_the_limit__fix_the_marks() -> None:
    rows = ballots("张 甲 优秀", "李 甲 优秀", "王 甲 较差")
    ledger = office("测评; table=J; low=较差>30%=60", ratings=rows, scoring_steps=GRADES)
    assert marks(ledger)["甲镇"] == "60"


def test_unknown_grade__leaves_the_unit_open() -> None:
    got = reckoned(office("测评; table=J", ratings=ballots("张 甲 优秀", "李 甲 极好"), scoring_steps=GRADES))
    assert (shown(got.parts[0]), found(got.findings)[0]) == ("待定", ("S271", "E4"))


def test_exemption_and_coefficients() -> None:
    rows = "| 单位 | 指标 | 实绩 |\n| 甲镇 | 完成率 | 50 |\n| 甲镇 | 占比 | 30 |\n| 乙镇 | 完成率 | 50 |\n| 乙镇 | 难度 | 1.2 |"
    assert marks(office("按比例; marks=10; exempt=占比; line=25", indicators=rows))["甲镇"] == "10"
    got = reckoned(office("按比例; marks=10; factors=难度", indicators=rows))
    assert [shown(part) for part in got.parts[:2]] == ["待定", "6"]
    assert [code for code, _ in found(got.findings)] == ["S264", "S264"]


BAD = [
    ("按比例; marks=10", "| 单位 | 指标 | 实绩 | 应办 |\n| 甲镇 | 完成率 | 3 | 0 |", ("S265", "D3")),
    ("按比例; marks=10", "| 单位 | 指标 | 实绩 |\n| 某镇 | 完成率 | 3 |", ("S260", "A3")),
    ("按比例; marks=10", "| 单位 | 指标 | 实绩 | 周期 |\n| 甲镇 | 完成率 | 3 | 上年底 |", ("S261", "D3")),
    ("按比例; marks=10", "| 单位 | 指标 | 实绩 |\n| 甲镇 | 完成率 | 3 |\n| 甲镇 | 完成率 | 4 |", ("S262", "B4")),
    ("差点扣分; marks=10; target=85", "| 单位 | 指标 | 实绩 |\n| 甲镇 | 完成率 | 3 |", ("S263", "A3")),
    ("分档; table=J", "| 单位 | 指标 | 实绩 |\n| 甲镇 | 完成率 | 3 |", ("S263", "D3")),
    ("比首位; marks=10", "| 单位 | 指标 | 实绩 |\n| 甲镇 | 完成率 | -3 |", ("S267", "B3")),
    ("差点扣分; marks=10; target=85; per=1", "| 单位 | 指标 | 实绩 |\n| 甲镇 | 完成率 | 0.815 |", ("S268", "C3")),
    ("逐名递减; marks=9; per=1; direction=数值即名次", "| 单位 | 指标 | 实绩 |\n| 甲镇 | 完成率 | 0 |", ("S269", "C3")),
]


@pytest.mark.parametrize(("measure", "rows", "expected"), BAD)
def test_data_that_cannot_be_used__is_told_with_its_cell(measure: str, rows: str, expected: tuple[str, str]) -> None:
    assert expected in found(reckoned(office(measure, indicators=rows)).findings)


def test_figure_outside_every_step__stays_open() -> None:
    steps = "| 表号 | 起 | 止 | 值 |\n| J | 60 | 90 | 6 |"
    got = reckoned(office("分档; table=J", indicators=data("甲镇 | 30"), scoring_steps=steps))
    assert (shown(got.parts[0]), found(got.findings)[0]) == ("待定", ("S266", "B3"))


def test_ballots_for_strangers_twice_or_of_two_scales__are_told() -> None:
    rows = ballots("张 甲 9", "张 甲 8", "李 甲 80") + "\n| 张 | 甲 | 某镇 | 完成率 | 9 |"
    got = [code for code, _ in found(reckoned(office("测评; marks=10", ratings=rows)).findings)]
    assert got == ["S274", "S270", "S276", "S264"]


def test_quarterly_section__has_a_part_for_each_quarter_and_takes_its_own_row() -> None:
    sections = "| 分项号 | 名称 | 满分 | 计分方式 | 周期 |\n| 2 | 重点工作 | 40 | 测算 | 季 |"
    rows = "| 单位 | 指标 | 实绩 | 周期 |\n| 甲镇 | 完成率 | 80 | 2026Q1 |\n| 甲镇 | 完成率 | 90 | 2026Q2 |"
    parts = reckoned(office("按比例; marks=10", sections=sections, indicators=rows), "2026Q2").parts
    assert [(str(p.period), shown(p)) for p in parts if p.unit == "甲镇"] == [("2026Q1", "8"), ("2026Q2", "9")]


def test_section_that_does_not_apply__is_absent_for_the_year_or_a_period() -> None:
    rows = "| 单位 | 指标 | 是否适用 |\n| 甲镇 | 2 | 否 |\n| 乙镇 | 重点工作 | 否 |\n| 丙镇 | 完成率 | 否 |"
    ledger = office("按比例; marks=10", indicators=rows)
    gone = absent(method(ledger), ledger, span())
    assert gone == {("2", unit, None): True for unit in ("甲镇", "乙镇", "丙镇")}
    assert [shown(part) for part in reckoned(ledger).parts[:3]] == ["不适用"] * 3


def test_section_score_as_indicator__waits_for_the_second_pass() -> None:
    ledger = office("逐名递减; marks=10; per=10; compared=全部; indicator=分项 2")
    assert (needs_sections(method(ledger)), reckoned(ledger).parts) == ({"R1"}, ())
    scores: Scores = {("2", None): {"甲镇": Fraction(5), "乙镇": Fraction(9), "丙镇": Fraction(7), "丁局": Fraction(7)}}
    got = measured(method(ledger), ledger, span(), section_scores=scores).parts
    assert [shown(part) for part in got] == ["7", "10", "9", "9"]


MATTERS = """
    | 事项编号 | 主办单位 | 协办单位 | 状态 | 交办日期 | 办结时限 | 办结日期 |
    | 1 | 甲镇 | 乙镇、丙镇 | 办结 | 2026-01-05 | 2026-02-01 | 2026-02-01 |
    | 2 | 甲镇 |  | 办结 | 2026-01-05 | 2026-02-01 | 2026-02-02 |
    | 3 | 甲镇 |  | 承办中 | 2026-01-05 | 2026-03-01 |  |
    | 4 | 甲镇 |  | 经批准不办 | 2026-01-05 | 2026-03-01 |  |
"""


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("主办件数", ["3", "0"]), ("协办件数", ["0", "1"]), ("办结件数", ["2", "0"]), ("按时办结率", ["33.33", "待定"]),
        ("应报次数", ["6", "1"]), ("按时报送率", ["0", "0"]),
    ],
)  # fmt: skip
def test_built_in_indicator__is_counted_from_the_ledger(indicator: str, expected: list[str]) -> None:
    ledger = office(f"按比例; marks=100; ceiling=1000; indicator={indicator}", matters=MATTERS)
    assert list(marks(ledger).values())[:2] == expected


NUMBERS = st.decimals(min_value=-50, max_value=200, places=2)
KINDS_OF_ONE = (
    "按比例",
    "差点扣分",
    "达标加减",
    "全有全无",
    "缺额扣分",
    "定额按比例",
    "比组均",
    "序时进度",
    "逐名递减",
    "比首位",
    "极差",
)


@settings(max_examples=40, deadline=None)
@given(kind=st.sampled_from(KINDS_OF_ONE), figures=st.lists(NUMBERS, min_size=3, max_size=3), low=st.booleans())
def test_marks__stay_within_their_bounds_and_a_better_figure_never_earns_less(
    kind: str, figures: list[Decimal], low: bool
) -> None:
    rows = [f"{unit} | {figure}" for unit, figure in zip(("甲镇", "乙镇", "丙镇"), figures, strict=True)]
    terms = f"{kind}; marks=10; target=80; per=0.3; floor=1; ceiling=9; direction={'低者优' if low else '高者优'}"
    got = {p.unit: p.marks for p in reckoned(office(terms, indicators=data(*rows))).parts}
    again = {p.unit: p.marks for p in reckoned(office(terms, indicators=data(*reversed(rows)))).parts}
    assert got == again
    known = [(figure, got[unit]) for unit, figure in zip(("甲镇", "乙镇", "丙镇"), figures, strict=True)]
    if all(mark is not None for _, mark in known):
        ordered = [mark for _, mark in sorted(known, key=lambda pair: pair[0], reverse=low)]
        assert ordered == sorted(mark for mark in ordered if mark is not None)
        assert all(1 <= mark <= 9 for mark in ordered if mark is not None)


@pytest.mark.parametrize(("sign", "expected"), [("加", "0"), ("扣", "-10")])
def test_no_data_counted_as_zero__is_zero_whatever_the_lowest_mark_of_a_figure(sign: str, expected: str) -> None:
    """缺数据 零分 is the office's word for a unit without a figure; 最低 bounds what a figure earns (第一名10分，末名6分)."""
    rows = "| 单位 | 指标 | 实绩 |\n| 甲镇 | 完成率 | 20 |"
    got = marks(office("按比例; marks=10; floor=6; missing=零分", rule=f"| R1 | 2 | {sign} |  |", indicators=rows))
    assert (got["甲镇"], got["乙镇"]) == ({"加": "6", "扣": "-4"}[sign], expected)


def test_rank_in_the_trace__says_how_many_places_below_the_first() -> None:
    rows = data("甲镇 | 90", "乙镇 | 80", "丙镇 | 70")
    third = next(p for p in reckoned(office("逐名递减; marks=10; per=4", indicators=rows)).parts if p.unit == "丙镇")
    assert (shown(third), third.trace) == ("9.2", "完成率70，本组3个单位中第3名，10×（1−4%×2）＝9.2分")


def test_first_quarter_of_the_units__holds_the_one_exactly_at_25_percent() -> None:
    board = scored(
        units="甲 乡镇; 乙 乡镇; 丙 乡镇; 丁 乡镇",
        scoring_sections="| 分项号 | 名称 | 计分方式 |\n| 1 | 排名 | 累计 |",
        scoring_rules="| 规则号 | 分项号 | 情形 | 加减 | 取值方式 |\n| M1 | 1 | 满意率名次 | 加 | 测算 |",
        scoring_measures="| 规则号 | 指标 | 测算方式 | 阶梯表号 | 方向 |\n| M1 | 满意率 | 名次表 | P | 高者优 |",
        scoring_steps="| 表号 | 起 | 止 | 值 |\n| P | | '25%' | 3 |\n| P | '25%' | '75%' | 2 |\n| P | '75%' | | 1 |",
        indicators="""
            | 单位 | 周期 | 指标   | 实绩 |
            | 甲   | 2026 | 满意率 | 98   |
            | 乙   | 2026 | 满意率 | 95   |
            | 丙   | 2026 | 满意率 | 90   |
            | 丁   | 2026 | 满意率 | 80   |
        """,
    )
    assert [str(unit.score) for unit in sorted(board.units, key=lambda unit: unit.rank or 0)] == ["3", "2", "2", "1"]
