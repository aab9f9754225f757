"""Edge: `duban score` (计分)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import click

from duban_xl.catalogue import cannot_run, texts
from duban_xl.catalogue import comparing as words
from duban_xl.catalogue.scoring import trace
from duban_xl.cli import options
from duban_xl.cli.as_json import emit
from duban_xl.cli.comparing import tell_comparison
from duban_xl.cli.plans import Consent, show_plan, write_if_agreed
from duban_xl.cli.publishing import differences_json, objections_json, publish, show_differences, show_objections
from duban_xl.cli.scores import scoreboard_json
from duban_xl.cli.show import Screen
from duban_xl.model.columns.assessment import PUBLISHED_SCORES
from duban_xl.model.finding import distinct, has_errors
from duban_xl.model.score import Scoreboard
from duban_xl.model.source import readable, shown
from duban_xl.workflows.compare import compare_periods, compare_what_if, write_what_if_form
from duban_xl.workflows.office import Run, period_of
from duban_xl.workflows.publish import Decision, plan_corrected, plan_published
from duban_xl.workflows.score import ScorePlan, plan_score, write_score_book

KINDS = PUBLISHED_SCORES["kind"].choices[:2]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What the command line asks for beside plain scoring."""

    publish: str | None
    correct: bool
    what_if: Path | None
    form: Path | None
    compare: str | None

    @property
    def is_plain(self) -> bool:
        """Whether it asks for nothing but the scores; CannotRun if it asks for two things at once."""
        count = sum(1 for one in (self.publish, self.correct, self.what_if, self.form, self.compare) if one)
        if count > 1:
            raise cannot_run("C020", what=words.MISUSED_TOGETHER)
        return not count


@options.command("score")
@click.option("--period", "period_text", metavar="季度或年度", help="如 2026Q3 或 2026。")
@click.option("--publish", "kind", type=click.Choice(KINDS), metavar="类别", help="发布成绩：公示或定稿。")
@click.option("--correct", is_flag=True, help="更正发布过的成绩：有变化的单位各列一行，原来的数保留。")
@click.option("--by", default="", metavar="姓名", help="决定发布或更正的人。")
@click.option("--reason", default="", metavar="理由", help="更正的理由。")
@click.option("--on", "on_text", metavar="日期", help="发布或更正的日期，默认 --as-of。")
@click.option("--document", default="", metavar="文号", help="发布的文书文号。")
@click.option("--what-if", type=click.Path(path_type=Path), metavar="文件", help="假设文件中的情形成立，比较得分。")
@click.option("--what-if-form", "form", type=click.Path(path_type=Path), metavar="文件", help="生成空白测算表。")
@click.option("--compare", "other", metavar="另一期", help="与另一期的得分比较，如 2026Q2。")
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(
    *,
    period_text: str | None,
    kind: str | None,
    correct: bool,
    by: str,
    reason: str,
    on_text: str | None,
    document: str,
    what_if: Path | None,
    form: Path | None,
    other: str | None,
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """从台账提出扣分候选，按考核办法计分，出计分表。候选须经人认定才计分。也可以发布成绩，或比较得分。

    例：duban score --period 2026Q3；duban score --period 2026Q3 --publish 公示 --by 李主任
    """
    asked = _Asked(publish=kind, correct=correct, what_if=what_if, form=form, compare=other)
    run, screen = options.new_run(as_of), Screen(quiet=quiet, silent=as_json)
    consent = Consent(yes=yes, dry_run=dry_run)
    if not asked.is_plain and form:
        return _form(screen, form, run, as_json=as_json)
    if not period_text:
        raise cannot_run("C020", what=texts.MISSING_PARAMETER.format(name="--period"))
    path = options.chosen_ledger(ledger)
    if kind or correct:
        decision = Decision(
            on=options.day(on_text) if on_text else run.as_of, by=by, document_number=document, reason=reason
        )
        return _publish(screen, path, period_text, run, kind=kind, decision=decision, consent=consent, as_json=as_json)
    if what_if or other:
        return _compare(screen, path, period_text, run, asked=asked, dry_run=dry_run, as_json=as_json)
    return _score(screen, path, period_text, run, consent=consent, as_json=as_json)


def _score(screen: Screen, path: Path, period_text: str, run: Run, *, consent: Consent, as_json: bool) -> int:
    """Candidates, scores and the score workbook."""
    period = period_of(period_text)
    plan = plan_score(path, period, run)
    show_plan(screen, plan.planned)
    board, workbook = plan.board, None
    if options.may_write(yes=consent.yes, dry_run=consent.dry_run, question=lambda: screen.ask(texts.ASK_SCORE)):
        agreed = Consent(yes=True, dry_run=False)
        write_if_agreed(screen, plan.planned, run, command="score", consent=agreed)
        board, workbook = write_score_book(path, period, run)
        # What was found before the entries were settled must be seen too: a typed 分值 that gave way to its rule.
        board = replace(board, findings=distinct((*plan.board.findings, *board.findings)))
    else:
        screen.say(texts.DRY_RUN if consent.dry_run else texts.NOT_WRITTEN, style="yellow")
    if as_json:
        published = differences_json(plan.differing)
        more = {"published_differences": published, "objections": objections_json(plan.objections)}
        emit(scoreboard_json(board, workbook) | more)
    else:
        _show(screen, board, plan, workbook, period_text=period_text)
    return 1 if has_errors(board.findings) else 0


def _publish(
    screen: Screen,
    path: Path,
    period_text: str,
    run: Run,
    *,
    kind: str | None,
    decision: Decision,
    consent: Consent,
    as_json: bool,
) -> int:
    """公示, 定稿 or 更正."""
    period = period_of(period_text)
    plan = plan_published(path, period, kind, decision) if kind else plan_corrected(path, period, decision)
    return publish(screen, plan, run, consent=consent, as_json=as_json)


def _compare(
    screen: Screen, path: Path, period_text: str, run: Run, *, asked: _Asked, dry_run: bool, as_json: bool
) -> int:
    """What if, or one period against another."""
    period = period_of(period_text)
    other = period_of(asked.compare) if asked.compare else period
    comparison = compare_what_if(path, period, asked.what_if) if asked.what_if else compare_periods(path, period, other)
    return tell_comparison(screen, comparison, run, dry_run=dry_run, as_json=as_json)


def _form(screen: Screen, form: Path, run: Run, *, as_json: bool) -> int:
    """The empty form for supposed events."""
    made = write_what_if_form(form, run)
    if as_json:
        emit({"form": str(made)})
    else:
        screen.made([(words.FORM_MADE, str(made))])
    return 0


def _show(screen: Screen, board: Scoreboard, plan: ScorePlan, workbook: Path | None, *, period_text: str) -> None:
    screen.table(texts.SCORE_TITLE.format(period=board.period.name), texts.SCORE_HEADERS, _rows(board), most=80)
    pending = ((shown(e.event_on), e.unit, e.matter, e.rule, trace(e)) for e in board.pending)
    screen.table(texts.PENDING_TITLE, texts.PENDING_HEADERS, pending)
    show_differences(screen, plan.differing)
    show_objections(screen, plan.objections)
    screen.findings(board.findings)
    if workbook:
        screen.made([(texts.DEMO_SEE["scores"], str(workbook))])
        screen.panel(texts.NEXT_AFTER_SCORE.format(period=period_text))


def _rows(board: Scoreboard) -> Iterator[tuple[str, ...]]:
    for u in board.units:
        numbers = (u.period_points, u.year_points, u.remaining, u.score, u.counted)
        texts_of = ("" if n is None else readable(n) for n in numbers)
        rank = str(u.rank) if u.rank else ""
        yield u.group, rank, u.unit, texts.YES if u.inspected else texts.NO, *texts_of
