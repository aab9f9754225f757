"""Every section and unit says how its score came about, and the figures it names are those of the board."""

import re
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from duban_xl.model.score import Scoreboard
from duban_xl.model.source import plain
from duban_xl.score.engine import score
from duban_xl.score.exact import half_up
from tests.methods_random import books
from tests.methods_whole import FOLDER, Book, ledger_of_book, method_book
from tests.scoring import period_of, scored

COUNTS = re.compile(r"计(-?[\d.]+)分(?:；|$)|改为(-?[\d.]+)分?$|(没有得分)")


def said_score(trace: str) -> str | None:
    """The score that a trace ends with, or None where it says that there is none; a change by a consequence is the last."""
    *_, last = COUNTS.findall(trace)
    return last[0] or last[1] or None


def shown_score(number: Decimal | None) -> str | None:
    return None if number is None else plain(half_up(Fraction(number), 4))


def check(board: Scoreboard) -> None:
    for unit in board.units:
        assert said_score(unit.trace) == shown_score(unit.score), unit.trace
        for section in unit.sections:
            assert said_score(section.trace) == shown_score(section.score), section.trace


@settings(max_examples=40, deadline=None)
@given(books())
def test_random_method__last_figure_of_every_trace_is_the_score(book: Book) -> None:
    check(score(ledger_of_book(book), period_of("2026")))


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.md")))
def test_whole_method__last_figure_of_every_trace_is_the_score(name: str) -> None:
    board = score(ledger_of_book(method_book(name)), period_of("2026"))
    assert board.units
    check(board)


def test_consequence_that_cuts_the_score__told_before_what_counts_and_the_place() -> None:
    board = scored(
        "| 事件日期 | 单位 | 规则编号 |\n| 2026-03-02 | 甲镇 | R1 |",
        units="甲镇 乡镇; 乙镇 乡镇",
        scoring_settings="| 口径 | 取值 |\n| 方法名称 | 考核 |",
        scoring_sections="| 分项号 | 名称 | 满分 | 计分方式 |\n| 1 | 督查 | 100 | 扣分 |",
        scoring_rules="| 规则号 | 分项号 | 情形 | 单位 | 加减 | 取值方式 | 主办值 | 后果代码 |\n| R1 | 1 | 造假 | 次 | 扣 | 定值 | 2 | H1 |",
        scoring_consequences="| 代码 | 触发 | 名称 | 效果 |\n| H1 | 事件 | 一票否决 | 总分得零 |",
    )
    unit = board.unit("甲镇")
    assert unit is not None
    assert unit.trace == (
        "“督查”98分，计98分；一票否决：得分由98改为0；保留2位小数计入0.00分；组内第2名，总第2名；名次在后果以前排定"
    )
