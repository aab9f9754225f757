"""What answers an obligation: the return that belongs to a due date, the record that belongs to a period, and when it was too late."""

from datetime import date

import pytest

from duban_xl.model.due import Conventions
from duban_xl.model.obligation import Standing
from duban_xl.plan.answers import final_report, reports, settled, standing
from duban_xl.plan.counting import in_window, window_of
from tests.tables import ledger_from

DUES = tuple(date(2026, month, 28) for month in (1, 2, 3, 4))
HEADER = "| 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 | 报告类型 | 审核结论 |"


def returns(*rows: str) -> tuple[object, ...]:
    lines = "\n".join(f"| 1 | 甲局 | {row} |" for row in rows)
    return ledger_from(returns=f"{HEADER}\n{lines}").returns


@pytest.mark.parametrize(
    ("row", "answered"),
    [
        ("2026-02 | 2026-02-28 | 2026-03-20 09:00 | |", {2: "03-20"}),  # its own due date, however late
        ("2026-03 | | 2026-03-05 09:00 | |", {3: "03-05"}),  # its period
        ("2026-03 | 2026-03-31 | 2026-03-05 09:00 | |", {3: "03-05"}),  # no due date of ours: its period
        ("2026Q1 | | 2026-02-10 09:00 | |", {2: "02-10"}),  # of several in its period the next after the receipt
        ("2026Q1 | | 2026-05-10 09:00 | |", {3: "05-10"}),  # else the last of them
        ("2025-12 | | 2026-02-10 09:00 | |", {}),  # it tells of another time
        ("随便 | | 2026-02-10 09:00 | |", {2: "02-10"}),
        ("随便 | | 2026-06-10 09:00 | |", {4: "06-10"}),
    ],
)
def test_return__answers_the_due_date_that_it_belongs_to(row: str, answered: dict[int, str]) -> None:
    found = reports(DUES, returns(row))  # type: ignore[arg-type]
    assert {due.month: f"{day:%m-%d}" for due, day in found.items()} == answered


def test_two_returns_for_one_due_date__the_first_counts_whatever_their_order() -> None:
    rows = returns("2026-03 | | 2026-03-20 09:00 | |", "2026-03 | | 2026-03-05 09:00 | |")
    for given in (rows, rows[::-1]):
        assert reports(DUES, given) == {DUES[2]: date(2026, 3, 5)}  # type: ignore[arg-type]


def test_final_report__after_the_day_it_was_sent_back_not_on_it() -> None:
    rows = returns("2026-03 | | 2026-03-05 09:00 | 办结报告 | 退回", "2026-04 | | 2026-04-05 09:00 | 办结报告 |")
    assert final_report(rows) == date(2026, 4, 5)  # type: ignore[arg-type]
    assert final_report(rows, passed=False) == date(2026, 3, 5)  # type: ignore[arg-type]
    assert final_report(rows, after=date(2026, 3, 5), passed=False) == date(2026, 4, 5)  # type: ignore[arg-type]
    assert final_report(rows, after=date(2026, 4, 5)) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("days", "answered"),
    [
        (["02-03"], {"01-28": "02-03"}),  # nearer to the one before
        (["02-20"], {"02-28": "02-20"}),
        (["02-03", "02-04"], {"01-28": "02-03", "02-28": "02-04"}),  # the one before is answered already
        (["05-02"], {"04-28": "05-02"}),
    ],
)
def test_record__answers_one_due_date(days: list[str], answered: dict[str, str]) -> None:
    found = settled(DUES, [date.fromisoformat(f"2026-{day}") for day in days], owed=frozenset(DUES))
    assert {f"{due:%m-%d}": f"{day:%m-%d}" for due, day in found.items()} == answered


def test_record_halfway_between_two__answers_the_next_one() -> None:
    dues = (date(2026, 1, 1), date(2026, 1, 11))
    assert settled(dues, [date(2026, 1, 6)], owed=frozenset(dues)) == {dues[1]: date(2026, 1, 6)}


@pytest.mark.parametrize(
    ("answered", "as_of", "expected"),
    [
        ("01-28", "01-28", Standing.ON_TIME),
        ("01-29", "01-29", Standing.LATE),
        ("01-29", "01-28", Standing.NOT_YET),  # it had not come yet
        ("", "01-28", Standing.NOT_YET),
        ("", "01-29", Standing.MISSING),
    ],
)
def test_standing__on_the_day_one_looks(answered: str, as_of: str, expected: Standing) -> None:
    day = date.fromisoformat(f"2026-{answered}") if answered else None
    assert standing(DUES[0], day, as_of=date.fromisoformat(f"2026-{as_of}")) is expected
    assert standing(None, None, as_of=DUES[0]) is Standing.OPEN


def test_window__calendar_year_or_rolling_and_nothing_of_the_future() -> None:
    days = [date(2025, 11, 20), date(2026, 3, 10), date(2026, 12, 1)]
    on = date(2026, 10, 15)
    assert in_window(days, 12, on=on, conventions=Conventions()) == (days[1],)
    assert in_window(days, 12, on=on, conventions=Conventions(rolling_window=True)) == (days[0], days[1])
    assert window_of(24, on=on, rolling=False) == (date(2024, 10, 16), on)
