"""What always holds of scores, whatever the events: order, revocation, more deductions, quarters and years."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from duban_xl.model.ledger import Ledger
from duban_xl.model.rulebook import ScoringEvent
from duban_xl.model.score import Scoreboard
from duban_xl.score.engine import score
from duban_xl.score.exact import half_up
from tests.scoring import period_of, scoring_ledger

UNITS = ("甲镇", "乙镇", "丙镇", "乙局", "丙局")
LEDGER = scoring_ledger(
    "| 序号 | 事件日期 | 单位 | 规则编号 | 依据文件 |\n| 1 | 2026-01-01 | 甲镇 | A9 | 一 |",
    units="甲镇 乡镇; 乙镇 乡镇; 丙镇 乡镇; 乙局 县直部门; 丙局 县直部门",
    inspected="甲镇 乙镇 乙局",
)
YEAR = period_of("2026")
QUARTERS = tuple(period_of(f"2026Q{n}") for n in (1, 2, 3, 4))
DAYS = st.dates(date(2025, 12, 20), date(2027, 1, 10))


@st.composite
def events(draw: st.DrawFn) -> ScoringEvent:
    """Any row of 扣分登记 with a decision; few documents and matters, so that repeats are frequent."""
    day = draw(DAYS)
    return replace(
        LEDGER.deductions[0],
        serial=str(draw(st.integers(1, 30))),
        event_on=day,
        unit=draw(st.sampled_from(UNITS)),
        number=draw(st.sampled_from(["", "D-1", "D-2"])),
        rule=draw(st.sampled_from(["A6", "A7a", "A7b", "A8b", "A9", "A12a", "A12b"])),
        document=draw(st.sampled_from(["", "云督〔2026〕1号", "云督〔2026〕2号"])),
        issuer=draw(st.sampled_from(["", "县委督查室", "县应急局"])),
        verification=draw(st.sampled_from(["", "属实", "不属实"])),
        decided_on=day + timedelta(days=draw(st.integers(0, 40))),
        status=draw(st.sampled_from(["已确认", "已确认", "候选", "免扣", "已撤销"])),
    )


LISTS = st.lists(events(), max_size=12)


def with_events(rows: list[ScoringEvent]) -> Ledger:
    return replace(LEDGER, deductions=tuple(rows))


def figures(board: Scoreboard) -> list[object]:
    return [replace(unit, events=()) for unit in board.units]


@given(LISTS, st.randoms(use_true_random=False))
def test_order_of_events__never_matters(rows: list[ScoringEvent], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert figures(score(with_events(rows), YEAR)) == figures(score(with_events(shuffled), YEAR))


@given(LISTS, events())
def test_one_more_deduction__never_raises_the_score_of_an_inspected_unit(
    rows: list[ScoringEvent], more: ScoringEvent
) -> None:
    before, after = score(with_events(rows), YEAR), score(with_events([*rows, more]), YEAR)
    for unit in before.units:
        again = after.unit(unit.unit)
        assert again is not None
        assert not unit.inspected or again.raw <= unit.raw


@given(LISTS, events())
def test_revoking__restores(rows: list[ScoringEvent], more: ScoringEvent) -> None:
    revoked = replace(more, status="已撤销")
    assert figures(score(with_events([*rows, revoked]), YEAR)) == figures(score(with_events(rows), YEAR))


@given(LISTS)
def test_year__is_the_sum_of_its_quarters(rows: list[ScoringEvent]) -> None:
    ledger = with_events(rows)
    boards = [score(ledger, quarter) for quarter in QUARTERS]
    for unit in score(ledger, YEAR).units:
        quarters = [board.unit(unit.unit) for board in boards]
        assert unit.year_points == sum(q.period_points for q in quarters if q) == sum(unit.quarter_points)
        assert unit.year_points == sum(event.points for event in unit.events)


@given(LISTS)
def test_average__is_that_of_the_inspected_units_of_the_group(rows: list[ScoringEvent]) -> None:
    board = score(with_events(rows), YEAR)
    for unit in board.units:
        mates = [Fraction(mate.own_score) for mate in board.units if mate.group == unit.group and mate.inspected]
        if not unit.inspected and mates and unit.score is not None:
            assert unit.counted == half_up(sum(mates) / len(mates) * Fraction(unit.weight or 0), 2)


def test_half_up__exact_where_the_average_has_no_end() -> None:
    third = Fraction(559, 6)  # 93.1666…; 3 % of it is 2.795 exactly
    assert (half_up(third * Fraction(3, 100), 2), half_up(Fraction(-5, 2), 0)) == (Decimal("2.80"), -3)
