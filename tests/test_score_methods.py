"""The engine against an independent oracle: ten whole methods over a year of events, to the last digit."""

from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from duban_xl.model.score import Scoreboard, UnitScore
from duban_xl.score.engine import score
from tests.methods_whole import KINDS, METHODS, Book, choices, chosen, ledger_of_book, method_book
from tests.methods_year import year_book
from tests.score_oracle import Result
from tests.score_oracle_consequences import oracle_with_consequences
from tests.scoring import period_of

PERIODS = ("2026Q1", "2026Q3", "2026")
TINY = Fraction(1, 10**18)  # thirds have no last digit


@cache
def both(name: str, period: str) -> tuple[Scoreboard, list[Result]]:
    book = year_book(name)
    return score(ledger_of_book(book), period_of(period)), oracle_with_consequences(book, period)


def same(engine: Decimal | None, oracle: Fraction | None) -> bool:
    """Equal to the last digit, if the exact figure has one."""
    if engine is None or oracle is None:
        return engine is None and oracle is None
    return Fraction(engine) == oracle or (has_no_last_digit(oracle) and abs(Fraction(engine) - oracle) < TINY)


def has_no_last_digit(figure: Fraction) -> bool:
    return pow(10, 60) % figure.denominator != 0


def differences(board: Scoreboard, expected: list[Result]) -> list[str]:
    """Every figure that is not the oracle's."""
    found: list[str] = []
    for result in expected:
        unit = board.unit(result.unit)
        assert unit is not None
        found += [
            f"{result.unit} {line}" for line in (*figures(unit, result), *sections(unit, result), *events(unit, result))
        ]
    return found


def figures(unit: UnitScore, result: Result) -> list[str]:
    pairs = [("score", unit.score, result.score), ("counted", unit.counted, result.counted)]
    found = [f"{name}: {got} {wanted}" for name, got, wanted in pairs if not same(got, wanted)]
    held = {held.code for held in unit.held}
    others = [
        ("rank", unit.rank, result.rank),
        ("overall", unit.overall_rank, result.overall),
        ("band", unit.band, result.band),
        ("held", sorted(held), sorted(result.held)),
    ]
    return found + [f"{name}: {got} {wanted}" for name, got, wanted in others if got != wanted]


def sections(unit: UnitScore, result: Result) -> list[str]:
    got = {section.section: section.score for section in unit.sections}
    keys = [*result.sections, *(name for name in got if name not in result.sections)]
    return [
        f"section {name}: {got.get(name)} {result.sections.get(name)}"
        for name in keys
        if not same(got.get(name), result.sections.get(name))
    ]


def events(unit: UnitScore, result: Result) -> list[str]:
    """Points by 序号: what an event brought, and what was given back for it."""
    got: dict[tuple[str, bool], Fraction] = {}
    for event in unit.events:
        key = (event.serial, event.outcome.value == "退回")
        got[key] = got.get(key, Fraction(0)) + Fraction(event.points)
    wanted: dict[tuple[str, bool], Fraction] = {}
    for event in result.events:
        key = (event.serial, event.outcome == "退回")
        wanted[key] = wanted.get(key, Fraction(0)) + event.points
    return [
        f"event {key}: {got.get(key)} {wanted.get(key)}"
        for key in sorted({*got, *wanted})
        if abs(got.get(key, Fraction(0)) - wanted.get(key, Fraction(0))) > TINY
    ]


@pytest.mark.parametrize("period", PERIODS)
@pytest.mark.parametrize("name", METHODS)
def test_method_over_a_year__engine_says_what_the_oracle_says(name: str, period: str) -> None:
    assert differences(*both(name, period)) == []


@pytest.mark.parametrize("name", METHODS)
def test_year_of_events__hundreds_of_rows_that_count_and_that_wait(name: str) -> None:
    book = year_book(name)
    assert sum(len(book[tab]) for tab in ("扣分登记", "指标数据", "测评")) > 150
    assert {row["状态"] for row in book["扣分登记"]} >= {"候选", "已确认", "已撤销"}
    assert ledger_of_book(book).findings == ()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind__is_used_by_one_of_the_methods(kind: str) -> None:
    assert [name for name in METHODS if KINDS[kind](method_book(name))] != []


def test_every_value_of_every_choice__is_used_by_one_of_the_methods() -> None:
    books: list[Book] = [year_book(name) for name in METHODS]
    used = set[tuple[str, str, str]]().union(*(chosen(book) for book in books))
    assert [choice for choice in choices() if choice not in used] == []
