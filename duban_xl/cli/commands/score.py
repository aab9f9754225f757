"""Edge: `duban score` (计分)."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click

from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import emit
from duban_xl.cli.plans import Consent, show_plan, write_if_agreed
from duban_xl.cli.scores import scoreboard_json
from duban_xl.cli.show import Screen
from duban_xl.model.finding import distinct, has_errors
from duban_xl.model.score import Scoreboard
from duban_xl.model.source import plain, shown
from duban_xl.workflows.office import period_of
from duban_xl.workflows.score import plan_score, write_score_book


@options.command("score")
@click.option("--period", "period_text", required=True, metavar="季度或年度", help="如 2026Q3 或 2026。")
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(
    *,
    period_text: str,
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """从台账提出扣分候选，按考核办法计分，出计分表。候选须经人认定才计分。

    例：duban score --period 2026Q3
    """
    path = options.chosen_ledger(ledger)
    period = period_of(period_text)
    run = options.new_run(as_of)
    screen = Screen(quiet=quiet, silent=as_json)
    plan = plan_score(path, period, run)
    show_plan(screen, plan.planned)
    board, workbook = plan.board, None
    if options.may_write(yes=yes, dry_run=dry_run, question=lambda: screen.ask(texts.ASK_SCORE)):
        agreed = Consent(yes=True, dry_run=False)
        write_if_agreed(screen, plan.planned, run, command="score", consent=agreed)
        board, workbook = write_score_book(path, period, run)
        # What was found before the entries were settled must be seen too: a typed 分值 that gave way to its rule.
        board = replace(board, findings=distinct((*plan.board.findings, *board.findings)))
    else:
        screen.say(texts.DRY_RUN if dry_run else texts.NOT_WRITTEN, style="yellow")
    if as_json:
        emit(scoreboard_json(board, workbook))
    else:
        _show(screen, board, workbook, period_text)
    return 1 if has_errors(board.findings) else 0


def _show(screen: Screen, board: Scoreboard, workbook: Path | None, period_text: str) -> None:
    screen.table(texts.SCORE_TITLE.format(period=board.period.name), texts.SCORE_HEADERS, _rows(board), most=80)
    pending = ((shown(e.event_on), e.unit, e.matter, e.rule, e.trace) for e in board.pending)
    screen.table(texts.PENDING_TITLE, texts.PENDING_HEADERS, pending)
    screen.findings(board.findings)
    if workbook:
        screen.made([(texts.DEMO_SEE["scores"], str(workbook))])
        screen.panel(texts.NEXT_AFTER_SCORE.format(period=period_text))


def _rows(board: Scoreboard) -> Iterator[tuple[str, ...]]:
    for u in board.units:
        numbers = (u.period_points, u.year_points, u.remaining, u.score, u.counted)
        texts_of = ("" if n is None else plain(n) for n in numbers)
        rank = str(u.rank) if u.rank else ""
        yield u.group, rank, u.unit, texts.YES if u.inspected else texts.NO, *texts_of
