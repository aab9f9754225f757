"""One row of a returned form → what its text claims against its own fields: plans, ends, percentages, papers, more time."""

from collections.abc import Iterator
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.check.returned.context import FormContext, LedgerCheck, LineCheck
from duban_xl.check.returned.phrases import (
    HELP_WITHOUT_WORDS,
    asks_for_help,
    asks_for_more_time,
    claims_all_done,
    claims_not_begun,
    claims_not_built,
    days_told,
    encloses,
    is_plan_only,
    odd_figure,
    percent_claimed,
    tells_of_now,
    unfilled,
    unfinished,
)
from duban_xl.check.returned.reports import ALL_DONE, NOT_STARTED
from duban_xl.check.returned.words import is_blank, is_empty_talk, is_placeholder, letters, quoted, same_text
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.columns.matters import FINAL_REPORT, OUTCOMES
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormLine
from duban_xl.model.text import squeeze

BUILT_BY = Decimal(50)
"""At half of the work somebody must have begun to build; preparation may take the rest."""
ROUNDED = Decimal(1)
"""Percentages that differ by no more than that were rounded."""
TEXTS = ("progress", "difficulties", "next_steps", "help_needed")
OTHER_TEXTS = ("difficulties", "next_steps")
SHORT = 10  # texts of fewer signs may be the same by chance


def progress_is_a_plan(line: FormLine) -> Iterator[Finding]:
    """Every sentence of 本期进展情况 tells what will be done."""
    if is_plan_only(line.progress):
        yield finding("R345", line.source("progress"), value=quoted(line.progress))


def text_says_all_done(line: FormLine) -> Iterator[Finding]:
    """任务已全部完成, and less than 100 %; a 办结报告 with less has its finding already."""
    percent = line.percent_done
    if percent is None or percent >= ALL_DONE or line.report_type == FINAL_REPORT:
        return
    if words := claims_all_done(line.progress):
        where = line.source("progress"), line.source("percent_done")
        yield finding("R346", *where, value=quoted(words), percent=percent)


def text_says_not_begun(line: FormLine) -> Iterator[Finding]:
    """尚未启动, and a percentage that says otherwise. 未启动 with a percentage has its finding already."""
    percent = line.percent_done
    if not percent or line.progress_state == NOT_STARTED:
        return
    words = claims_not_begun(line.progress) or (percent >= BUILT_BY and claims_not_built(line.progress)) or ""
    if words:
        where = line.source("progress"), line.source("percent_done")
        yield finding("R347", *where, value=quoted(words), percent=percent)


def text_gives_another_percent(line: FormLine) -> Iterator[Finding]:
    """总体进度 in the text is not 完成率."""
    told, percent = percent_claimed(line.progress), line.percent_done
    if told is not None and percent is not None and abs(told - percent) > ROUNDED:
        yield finding("R348", line.source("progress"), line.source("percent_done"), value=told, percent=percent)


def more_time_asked_in_the_text_only(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """申请延期 stands in a text, and neither 延期申请 nor 延期登记 has a request."""
    asked = any(request.number == line.number for request in ctx.returned.extensions)
    held = any(r.number == line.number and r.outcome in ("", *OUTCOMES[:2]) for r in ctx.ledger.extensions)
    for key in TEXTS if not (asked or held) else ():
        if words := asks_for_more_time(getattr(line, key)):
            yield finding("R349", line.source(key), header=RETURN_FORM[key].header, value=words)
            return


def unfinished_in_a_final_report(line: FormLine) -> Iterator[Finding]:
    """A 办结报告 that speaks of 阶段性成果 or of what is still going on."""
    if line.report_type == FINAL_REPORT and (words := unfinished(line.progress)):
        yield finding("R350", line.source("progress"), line.source("report_type"), value=quoted(words))


def enclosure_not_named(line: FormLine) -> Iterator[Finding]:
    """A text points to an enclosure, and 佐证材料 names none. (A text that is nothing else has no substance.)"""
    for key in TEXTS if is_blank(line.attachments) else ():
        text: str = getattr(line, key)
        if (words := encloses(text)) and not is_empty_talk(text):
            yield finding("R351", line.source("attachments"), line.source(key), value=words)
            return


def odd_figure_in_text(line: FormLine) -> Iterator[Finding]:
    """3.2亿万元, 1,2万元."""
    for key in TEXTS:
        if figure := odd_figure(getattr(line, key)):
            yield finding("R356", line.source(key), header=RETURN_FORM[key].header, value=figure)


def pattern_not_filled_in(line: FormLine) -> Iterator[Finding]:
    """完成XX公里."""
    for key in TEXTS:
        text: str = getattr(line, key)
        if not is_placeholder(text) and (blank := unfilled(text)):
            yield finding("R357", line.source(key), header=RETURN_FORM[key].header, value=blank)


def text_reports_up_to_another_period(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The last 截至… of the text lies before the period, or after the day on which the form was saved."""
    days = sorted(days_told(line.progress, year=ctx.period.end.year))
    saved = ctx.returned.saved_at
    months = range(ctx.period.start.month, ctx.period.end.month + 1)
    if days and days[-1] < ctx.period.start and not tells_of_now(line.progress, months):
        yield finding("R358", line.source("progress"), value=days[-1], period=ctx.period.text)
    if days and saved and days[-1] > max(saved.date(), ctx.period.end):  # a form may come before its period ends
        yield finding("R359", line.source("progress"), value=days[-1], saved=saved.date())


def help_asked_in_the_text_only(line: FormLine) -> Iterator[Finding]:
    """请县里协调 stands in 存在问题 or elsewhere, and 需协调事项 is empty."""
    for key in ("difficulties", "next_steps", "progress") if is_blank(line.help_needed) else ():
        if words := asks_for_help(getattr(line, key)):
            yield finding("R364", line.source("help_needed"), line.source(key), value=words)
            return


def help_without_words(line: FormLine) -> Iterator[Finding]:
    """需协调事项 says 是 or 有, and not what."""
    if squeeze(line.help_needed).rstrip("。") in HELP_WITHOUT_WORDS:
        yield finding("R365", line.source("help_needed"), value=line.help_needed)


def one_text_in_two_cells(line: FormLine) -> Iterator[Finding]:
    """存在问题 or 下步打算 repeats 本期进展情况."""
    for key in OTHER_TEXTS:
        text: str = getattr(line, key)
        if letters(text) >= SHORT and same_text(text, line.progress):
            yield finding("R375", line.source(key), header=RETURN_FORM[key].header, value=quoted(text))


LINE_CHECKS: tuple[LineCheck, ...] = (
    progress_is_a_plan,
    text_says_all_done,
    text_says_not_begun,
    text_gives_another_percent,
    unfinished_in_a_final_report,
    enclosure_not_named,
    odd_figure_in_text,
    pattern_not_filled_in,
    help_asked_in_the_text_only,
    help_without_words,
    one_text_in_two_cells,
)

LEDGER_CHECKS: tuple[LedgerCheck, ...] = (
    more_time_asked_in_the_text_only,
    text_reports_up_to_another_period,
)
