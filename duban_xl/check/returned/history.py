"""One row of a returned form → what it copies: last period's text or cells, another row of the form, another unit's text."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.check.returned.context import FormCheck, FormContext, LedgerCheck
from duban_xl.check.returned.phrases import alike
from duban_xl.check.returned.reports import ALL_DONE
from duban_xl.check.returned.words import bare, is_empty_talk, is_placeholder, letters, quoted, same_text
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormLine
from duban_xl.model.source import shown
from duban_xl.model.text import comparable

PROGRESS = RETURN_FORM["progress"]
TOLD_EACH_TIME = ("progress_state", "percent_done", "progress", "difficulties", "next_steps")
SHORT = 10
"""Texts of fewer signs may be the same by chance."""
MOST_COMPARED, WHOLLY = 200, 100
"""Rows of one form that are held against each other; larger forms are told apart by equal texts only."""


def progress_nearly_that_of_last_time(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """本期进展情况 changes a word or two of what was reported before, and no figure. The very same text is told elsewhere."""
    earlier = ctx.earlier_return(line.number)
    before = line.last_progress or (earlier.progress if earlier else "")
    if not _is_judged(line.progress) or same_text(line.progress, before):
        return
    percent = alike(line.progress, before)
    if percent >= ctx.conventions.most_alike:
        where, said = line.source("progress"), quoted(line.progress)
        yield finding("R429", where, header=PROGRESS.header, value=said, percent=percent)


def row_says_what_it_said_before(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """State, percentage, progress, difficulties and next steps are those of the last return: no substance (rules §11)."""
    earlier = ctx.earlier_return(line.number)
    if earlier is None or not line.progress or (line.percent_done or 0) >= ALL_DONE:
        return
    if all(comparable(shown(getattr(line, key))) == comparable(shown(getattr(earlier, key))) for key in TOLD_EACH_TIME):
        where, said = line.source("progress_state"), quoted(line.progress_state)
        yield finding("R430", where, number=line.number, period=earlier.period, value=said)


def text_of_another_unit(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """本期进展情况 is word for word what another unit reported on the matter."""
    if not _is_judged(line.progress):
        return
    for entry in ctx.returns_of_others(line.number):
        if same_text(line.progress, entry.progress):
            where, said = line.source("progress"), quoted(line.progress)
            yield finding(
                "R432", where, value=said, owner=ctx.ledger.units.official_name(entry.unit), period=entry.period
            )
            return


def back_from_the_end(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The unit reported the end of its work before, and now it is under way again."""
    earlier = ctx.earlier_return(line.number)
    if earlier and earlier.report_type == FINAL_REPORT and line.report_type and line.report_type != FINAL_REPORT:
        yield finding("R428", line.source("report_type"), value=quoted(line.report_type), period=earlier.period)


def text_of_another_row(ctx: FormContext) -> Iterator[Finding]:
    """Two matters of one form have one text, or nearly one; told at the later row."""
    judged = [line for line in ctx.lines if line.number and _is_judged(line.progress)]
    least = ctx.conventions.most_alike if len(judged) <= MOST_COMPARED else WHOLLY
    first_with: dict[str, FormLine] = {}
    for place, line in enumerate(judged):
        source = first_with.setdefault(bare(line.progress), line)
        if source is line and least < WHOLLY:
            source = next((other for other in judged[:place] if _is_nearly(other, line, least)), line)
        if source.number != line.number:
            where = line.source("progress"), source.source("progress")
            yield finding("R431", *where, value=quoted(line.progress), number=source.number)


def _is_nearly(first: FormLine, second: FormLine, least: int) -> bool:
    return _sizes_fit(first, second, least) and alike(first.progress, second.progress) >= least


def _sizes_fit(first: FormLine, second: FormLine, least: int) -> bool:
    """Whether two texts can be alike at all: of very different lengths they can't."""
    short, long = sorted((len(first.progress), len(second.progress)))
    return short * 200 >= least * (short + long) - 200 * SHORT


def _is_judged(text: str) -> bool:
    return letters(text) >= SHORT and not is_placeholder(text) and not is_empty_talk(text)


LEDGER_CHECKS: tuple[LedgerCheck, ...] = (
    progress_nearly_that_of_last_time,
    row_says_what_it_said_before,
    text_of_another_unit,
    back_from_the_end,
)

FORM_CHECKS: tuple[FormCheck, ...] = (text_of_another_row,)
