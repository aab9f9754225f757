"""One row of a returned 延期申请 sheet → what keeps it from being entered, or makes it doubtful."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.check.return_context import ExtensionCheck, FormContext
from duban_xl.check.return_rows import matter_on_several_rows_of_the_ledger
from duban_xl.model.columns import EXTENSION_FORM
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormExtension


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
)
