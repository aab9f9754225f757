"""What always holds, over random small methods: order, monotony, caps and floors, revoking, quarters and years, the oracle."""

from collections import defaultdict
from datetime import date
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from duban_xl.model.finding import Level
from duban_xl.model.score import Outcome, Scoreboard, ScoredEvent
from duban_xl.score.engine import score
from duban_xl.score.published import differences as since_published
from tests.methods_random import books, event
from tests.methods_whole import Book, Row, ledger_of_book, rows_of
from tests.score_oracle_consequences import oracle_with_consequences
from tests.score_oracle_rows import Sheets
from tests.scoring import period_of
from tests.test_published import publish, written
from tests.test_score_methods import differences

FEW, MORE = settings(max_examples=25, deadline=None), settings(max_examples=60, deadline=None)
PERIODS = st.sampled_from(("2026Q1", "2026Q2", "2026Q3", "2026"))


def board_of(book: Book, period: str = "2026") -> Scoreboard:
    return score(ledger_of_book(book), period_of(period))


def figures(board: Scoreboard) -> list[object]:
    """All that a board says of its units, events by 序号."""
    return [
        (u.unit, u.score, u.counted, u.rank, u.overall_rank, [s.score for s in u.sections], sorted(_points(u.events)))
        for u in board.units
    ]


def _points(events: tuple[ScoredEvent, ...]) -> list[tuple[str, str, Decimal]]:
    return [(event.serial, event.outcome.value, event.points) for event in events]


def setting(book: Book, key: str) -> str:
    return next(row["取值"] for row in book["计分口径"] if row["口径"] == key)


@MORE
@given(books(), PERIODS)
def test_random_method__engine_says_what_the_oracle_says(book: Book, period: str) -> None:
    assert differences(board_of(book, period), oracle_with_consequences(book, period)) == []


@FEW
@given(books(), st.randoms(use_true_random=False))
def test_rows_in_another_order__same_figures(book: Book, rng: Random) -> None:
    shuffled = list(book["扣分登记"])
    rng.shuffle(shuffled)
    assert figures(board_of(book | {"扣分登记": shuffled})) == figures(board_of(book))


@FEW
@given(books(steady=True), st.data())
def test_one_more_deduction__raises_no_score(book: Book, data: st.DataObject) -> None:
    deducting = [rule for rule in book["计分规则"] if rule["加减"] == "扣" and rule["取值方式"] != "测算"]
    if not deducting:
        return
    more = data.draw(event(deducting, 99)) | {"整改日期": ""}
    before, after = board_of(book), board_of(book | {"扣分登记": [*book["扣分登记"], more]})
    for unit in before.units:
        changed = after.unit(unit.unit)
        assert changed is not None
        assert unit.score is not None
        assert changed.score is not None
        assert changed.score <= unit.score


@FEW
@given(books(), PERIODS)
def test_caps_and_floors__hold_at_every_level(book: Book, period: str) -> None:
    board = board_of(book, period)
    sections = {row["分项号"]: row for row in book["计分分项"]}
    for unit in board.units:
        for section in unit.sections:
            row = sections[section.section]
            by_period = bool(row.get("周期"))  # sums of periods have no limit of their own
            for part in section.periods if by_period else (section,):
                assert part.score is None or _within(part.score, row.get("下限", ""), row.get("上限", ""))
        if unit.score is not None:
            tops = [row for row in book["计分分项"] if not row["上级分项"]]
            floor = (tops[0].get("下限", "") if len(tops) == 1 else "") or setting(book, "得分下限")
            assert _within(unit.score, floor, setting(book, "总分上限"))
        days = [one.event_on for one in unit.events if one.event_on]
        assert days == sorted(days)
        for total, cap in _capped(book, unit.events):
            assert total <= cap


def _within(figure: Decimal, floor: str, ceiling: str) -> bool:
    rounding = Decimal("0.05")  # a section may be rounded to one decimal
    return (not floor or figure >= Decimal(floor) - rounding) and (not ceiling or figure <= Decimal(ceiling) + rounding)


def _capped(book: Book, events: tuple[ScoredEvent, ...]) -> list[tuple[Decimal, Decimal]]:
    """What each rule and cap group has taken or given in each of its periods, beside its cap; refunds go with their event."""
    rules = {row["规则号"]: row for row in book["计分规则"]}
    groups = {row["组号"]: row for row in book["上限组"]}
    days = {one.serial: one.event_on for one in events if one.outcome is Outcome.COUNTED}
    sheets = Sheets(book, period_of("2026").start, period_of("2026").end, period_of("2026").end)
    rows = {row["序号"]: row for row in book["扣分登记"]}
    sums: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
    caps: dict[tuple[str, ...], Decimal] = {}
    for one in events:
        day, rule = days.get(one.serial), rules[one.rule]
        if day is None or one.outcome not in (Outcome.COUNTED, Outcome.REFUND):
            continue
        for key, cap in _nodes(rule, groups, sheets, day, rows[one.serial]):
            sums[key] += abs(one.points) if one.outcome is Outcome.COUNTED else -abs(one.points)
            if cap:
                caps[key] = Decimal(cap)
    return [(sums[key], cap) for key, cap in caps.items()]


def _nodes(
    rule: Row, groups: dict[str, Row], sheets: Sheets, day: date, event: Row
) -> list[tuple[tuple[str, ...], str]]:
    nodes: list[tuple[tuple[str, ...], str]] = [((rule["规则号"],), rule["单项上限"])]
    name = rule["上限组"]
    while name:
        column = "加分上限" if rule["加减"] == "加" else "扣分上限"
        scope = {"事项": event["事项编号"], "同一事": event["同一事"]}.get(groups[name]["范围"], "全部") or event[
            "序号"
        ]
        nodes.append(((name, rule["加减"], sheets.period(groups[name]["周期"], day), scope), groups[name][column]))
        name = groups[name]["上级组"]
    return nodes


@FEW
@given(books(), PERIODS, st.data())
def test_revoked__as_if_never_entered(book: Book, period: str, data: st.DataObject) -> None:
    out = data.draw(st.sampled_from(book["扣分登记"]) if book["扣分登记"] else st.none())
    if out is None:
        return
    without = [row for row in book["扣分登记"] if row is not out]
    revoked = [*without, out | {"状态": "已撤销"}]

    def told(events: list[Row]) -> list[object]:
        board = board_of(book | {"扣分登记": events}, period)
        return [(u.unit, u.score, u.counted, u.rank, u.year_points, [s.score for s in u.sections]) for u in board.units]

    assert told(revoked) == told(without)


@FEW
@given(books())
def test_year__is_what_its_quarters_bring(book: Book) -> None:
    """Where nothing compares an event with a later one, each quarter's board says what the year says of the quarter."""
    for rule in book["计分规则"]:
        rule["去重方式"] = "一次"
    for row in book["计分口径"]:
        row["取值"] = {"同一事项多条规则": "逐条计", "季度计分": "年初累计"}.get(row["口径"], row["取值"])
    year = board_of(book)
    quarters = [board_of(book, f"2026Q{number}") for number in range(1, 5)]
    for unit in year.units:
        own = [board.unit(unit.unit) for board in quarters]
        assert sum((Fraction(points) for points in unit.quarter_points), Fraction(0)) == Fraction(unit.year_points)
        assert [found.period_points for found in own if found] == list(unit.quarter_points)


@FEW
@given(books(), PERIODS, st.data())
def test_frozen__recomputed_to_the_same_figure_and_kept_beside_a_late_entry(
    book: Book, period: str, data: st.DataObject
) -> None:
    plan = publish(ledger_of_book(book), on="2027-01-05", period=period)
    if not plan.changes.appends:  # a unit that the method gives no score
        assert [one.code for one in plan.findings if one.level is Level.ERROR] != []
        return
    frozen = book | {"计分发布": rows_of(written(plan).replace("'", ""))}
    ledger = ledger_of_book(frozen)
    assert since_published(board_of(frozen, period), ledger) == ()
    late = data.draw(event([rule for rule in book["计分规则"] if rule["取值方式"] != "测算"], 99))
    more = frozen | {"扣分登记": [*frozen["扣分登记"], late | {"认定日期": "2027-01-20"}]}
    for unit in since_published(board_of(more, period), ledger_of_book(more)):
        was = board_of(book, period).unit(unit.unit)
        assert unit.published is not None
        assert was is not None
        assert (unit.published.figure.score, unit.published.figure.counted) == (was.score, was.counted)


def test_section_of_parts__spills_below_its_floor_and_shows_what_its_parts_lost() -> None:
    """K12: 11 keeps 20−15=5; section 1 stays at 10 and the 5 below it go to the total: 10+80−5=85."""
    book: Book = {
        "计分口径": [{"口径": "方法名称", "取值": "办法"}],
        "计分分项": [
            {"分项号": "1", "上级分项": "", "名称": "日常", "满分": "20", "计分方式": "合成", "下限": "10", "超扣处理": "计入总分"},
            {"分项号": "11", "上级分项": "1", "名称": "办理", "满分": "20", "计分方式": "扣分", "下限": "", "超扣处理": ""},
            {"分项号": "2", "上级分项": "", "名称": "重点", "满分": "80", "计分方式": "扣分", "下限": "0", "超扣处理": ""},
        ],
        "计分规则": [{"规则号": "A", "分项号": "11", "情形": "逾期", "加减": "扣", "取值方式": "定值", "主办值": "15"}],
        "单位名录": [{"单位代码": "U1", "单位名称": "甲镇", "组别": "乡镇"}],
        "扣分登记": [
            {"序号": "1", "事件日期": "2026-02-03", "单位": "甲镇", "规则编号": "A", "状态": "已确认", "认定人": "王督查"}
        ],
    }  # fmt: skip
    (unit,) = board_of(book).units
    parts = {section.section: (section.score, section.points) for section in unit.sections}
    assert (unit.score, parts) == (85, {"1": (10, 15), "11": (5, 15), "2": (80, 0)})
