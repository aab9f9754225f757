"""One row of a returned 延期申请 sheet → what keeps it from being entered, or makes it doubtful."""

from collections.abc import Iterator
from datetime import timedelta

from duban_xl.catalogue import finding
from duban_xl.check.returned.context import ExtensionCheck, FormContext, MoreTime
from duban_xl.check.returned.rows import matter_on_several_rows_of_the_ledger
from duban_xl.check.returned.words import is_empty_talk, is_placeholder, quoted
from duban_xl.model.columns import EXTENSION_FORM
from duban_xl.model.columns.matters import FINAL_REPORT, OUTCOMES
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormExtension
from duban_xl.model.reporting import SUPPORT

PENDING = OUTCOMES[0]


def request_incomplete(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:  # noqa: ARG001
    """Number, days, reason and progress must all be there (T8: weinan-09-extension)."""
    for field in EXTENSION_FORM.fields:
        if getattr(row, field.key) in ("", None) and field.key not in row.record.written:
            yield finding("R340", row.source(field.key), header=field.header, help=field.help, value="")


def request_for_unknown_matter(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The number is not in the ledger."""
    if row.number and row.number not in ctx.repeated and ctx.matter_of(row) is None:
        yield finding("R401", row.source("number"), number=row.number, value=row.number)


def request_for_other_units_matter(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The unit has no part in the matter."""
    if ctx.matter_of(row) and not ctx.own_matter(row):
        yield finding("R403", row.source("number"), number=row.number, unit=ctx.unit.name, value=row.number)


def request_for_ended_matter(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The matter is over."""
    matter = ctx.own_matter(row)
    if matter and matter.is_ended:
        yield finding("R407", row.source("number"), number=row.number, status=matter.status, value=row.number)


def request_without_due_date(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """There is no due date to extend."""
    matter = ctx.own_matter(row)
    if matter and matter.effective_due is None:
        yield finding("R344", row.source("number"), number=row.number, value=row.number)


def requested_too_late(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The request is dated after the due date: that is no extension, it is 逾期."""
    matter = ctx.own_matter(row)
    due = matter.effective_due if matter else None
    if due and row.requested_on and row.requested_on > due:
        yield finding("R341", row.source("requested_on"), value=row.requested_on, due=due)


def request_dated_back(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The request is dated in time, and the form was saved after the due date."""
    matter, saved = ctx.own_matter(row), ctx.returned.saved_at
    due = matter.effective_due if matter else None
    if due and saved and row.requested_on and row.requested_on <= due < saved.date():
        where = row.source("requested_on")
        yield finding("R343", where, value=row.requested_on, saved=saved.date(), due=due)


def requested_day_not_later(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The new due date is not after the present one."""
    matter = ctx.own_matter(row)
    due = matter.effective_due if matter else None
    if due and row.requested_to and row.requested_to <= due:
        yield finding("R342", row.source("requested_to"), value=row.requested_to, due=due)


def requested_beyond_the_cap(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The new day lies beyond the last one that the method allows, any extension included."""
    cap = _more_time(row, ctx).cap
    if cap and row.requested_to and row.requested_to > cap:
        yield finding("R434", row.source("requested_to"), value=row.requested_to, cap=cap)


def requested_after_the_last_day_to_ask(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """In time for the due date, and later than 参数 延期提前工作日 allows."""
    matter, ask_by, asked = ctx.own_matter(row), _more_time(row, ctx).ask_by, row.requested_on
    due = matter.effective_due if matter else None
    if ask_by and due and asked and ask_by < asked <= due:
        yield finding("R435", row.source("requested_on"), value=asked, latest=ask_by)


def request_while_another_is_pending(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """延期登记 holds an undecided request of the unit for the matter that asks for another day."""
    for held in ctx.ledger.extensions:
        pending = held.outcome in ("", PENDING) and held.number == row.number
        if pending and ctx.ledger.units.find(held.unit) == ctx.unit and held.requested_to != row.requested_to:
            day = held.requested_to or held.requested_on
            yield finding("R436", row.source("requested_to"), number=row.number, value=row.requested_to, asked=day)
            return


def request_for_a_finished_matter(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The same form reports the matter as done."""
    for line in ctx.lines:
        if row.number and line.number == row.number and line.report_type == FINAL_REPORT:
            where = row.source("number"), line.source("report_type")
            yield finding("R437", *where, number=row.number, value=row.number)
            return


def request_stands_twice(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """Two rows ask for more time for one matter, and not for the same."""
    same = [other for other in ctx.returned.extensions if other.number == row.number]
    if row.number and len({(other.requested_on, other.requested_to) for other in same}) > 1:
        yield finding("R438", row.source("number"), number=row.number, count=len(same), value=row.number)


def reason_without_substance(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:  # noqa: ARG001
    """The reason is a placeholder or a stock phrase."""
    for key in ("reason", "progress"):
        text: str = getattr(row, key)
        if text and (is_placeholder(text) or is_empty_talk(text)):
            header = EXTENSION_FORM[key].header
            yield finding("R439", row.source(key), header=header, value=quoted(text))


def request_of_a_supporting_unit(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """More time is asked for by a unit that only supports."""
    if ctx.role_of(row) == SUPPORT:
        yield finding("R440", row.source("number"), number=row.number, unit=ctx.unit.name, value=row.number)


def requested_before_assignment(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The request is dated before the matter was assigned."""
    matter = ctx.own_matter(row)
    if matter and matter.assigned_on and row.requested_on and row.requested_on < matter.assigned_on:
        yield finding("R441", row.source("requested_on"), value=row.requested_on, assigned=matter.assigned_on)


def requested_in_the_future(row: FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The request is dated after the form was saved."""
    saved, matter = ctx.returned.saved_at, ctx.own_matter(row)
    due = matter.effective_due if matter else None
    too_late = due and row.requested_on and row.requested_on > due  # has its finding
    if saved and row.requested_on and row.requested_on > saved.date() + timedelta(days=1) and not too_late:
        yield finding("R442", row.source("requested_on"), value=row.requested_on, saved=saved.date())


EXTENSION_CHECKS: tuple[ExtensionCheck, ...] = (
    request_incomplete,
    request_for_unknown_matter,
    matter_on_several_rows_of_the_ledger,
    request_for_other_units_matter,
    request_for_ended_matter,
    request_without_due_date,
    requested_too_late,
    request_dated_back,
    requested_day_not_later,
    requested_beyond_the_cap,
    requested_after_the_last_day_to_ask,
    request_while_another_is_pending,
    request_for_a_finished_matter,
    request_stands_twice,
    reason_without_substance,
    request_of_a_supporting_unit,
    requested_before_assignment,
    requested_in_the_future,
)


def _more_time(row: FormExtension, ctx: FormContext) -> MoreTime:
    return ctx.around.more_time.get(row.number, MoreTime()) if ctx.own_matter(row) else MoreTime()
