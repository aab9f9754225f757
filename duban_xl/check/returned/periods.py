"""The period and the name of a returned form → what makes it odd: too early, too late, another year, already reported, a draft."""

import re
from collections.abc import Iterator
from datetime import timedelta

from duban_xl.catalogue import finding
from duban_xl.check.returned.context import FormCheck, FormContext
from duban_xl.check.returned.identity import file_name
from duban_xl.model.columns.form import META_TAB
from duban_xl.model.finding import Finding
from duban_xl.model.settings import YEAR
from duban_xl.model.source import Source
from duban_xl.model.text import comparable

LONG_PAST = timedelta(days=90)
"""A form that comes so long after its period is hardly the one that was asked for (本系统约定)."""
CIRCULAR, WITHDRAWN = "通报", "作废"
_DRAFT = re.compile(r"(?:草稿|初稿|样表|示例|模板|空表|测试|待审|未定稿|征求意见)")


def period_not_begun(ctx: FormContext) -> Iterator[Finding]:
    """The form was filled in before its period began."""
    saved = ctx.returned.saved_at
    if saved and saved.date() < ctx.period.start:
        yield finding("R523", _identity(ctx), value=ctx.period.text, saved=saved.date(), start=ctx.period.start)


def period_long_past(ctx: FormContext) -> Iterator[Finding]:
    """The form was saved long after its period ended."""
    saved = ctx.returned.saved_at
    if saved and saved.date() > ctx.period.end + LONG_PAST:
        yield finding("R524", _identity(ctx), value=ctx.period.text, saved=saved.date(), end=ctx.period.end)


def period_already_published(ctx: FormContext) -> Iterator[Finding]:
    """A circular on the period was issued before the form was saved: what it says does not change that circular."""
    saved = ctx.returned.saved_at
    names = "|".join(re.escape(comparable(name)) for name in (ctx.period.text, ctx.period.name))
    told = re.compile(rf"(?:{names})(?![第\d上下])")  # 2026年 is not the year of 2026年第三季度
    for document in ctx.ledger.documents:
        issued = document.signed_on if CIRCULAR in document.kind and document.status != WITHDRAWN else None
        if issued and saved and issued < saved.date() and told.search(comparable(document.title)):
            where = _identity(ctx), document.source("title")
            yield finding("R525", *where, value=ctx.period.text, title=document.title, day=issued)
            return


def period_of_another_year(ctx: FormContext) -> Iterator[Finding]:
    """The period lies outside the year of the ledger."""
    year = ctx.ledger.setting(YEAR).removesuffix("年")
    if year and str(ctx.period.end.year) != year and str(ctx.period.start.year) != year:
        yield finding("R526", _identity(ctx), value=ctx.period.text, year=year)


def named_as_a_draft(ctx: FormContext) -> Iterator[Finding]:
    """The file is called a draft, a pattern or an example."""
    if found := _DRAFT.search(file_name(ctx.returned.file)):
        yield finding("R527", Source(ctx.returned.file), value=found[0])


FORM_CHECKS: tuple[FormCheck, ...] = (
    period_not_begun,
    period_long_past,
    period_already_published,
    period_of_another_year,
    named_as_a_draft,
)


def _identity(ctx: FormContext) -> Source:
    return Source(ctx.returned.file, META_TAB)
