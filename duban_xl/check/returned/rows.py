"""The rows of a returned form beside the ledger → unknown, foreign, doubled, missing and closed matters, changed locked cells."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.check.returned.context import FormCheck, FormContext, LedgerCheck
from duban_xl.check.returned.words import quoted, same_text
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.fields import shown_in
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormExtension, FormLine
from duban_xl.model.matter import Matter
from duban_xl.model.reporting import due_matters, is_running, role_of
from duban_xl.model.source import Source, Value, shown
from duban_xl.model.text import comparable

OPEN_FIELDS = tuple(field for field in RETURN_FORM.fields if field.editor.name == "UNIT")
"""The columns that the unit fills in."""


def nothing_filled_in(ctx: FormContext) -> Iterator[Finding]:
    """The form has its header and no row below it."""
    if ctx.returned.lines == ():
        yield finding("R519", Source(ctx.returned.file, RETURN_FORM.tab))


def all_rows_of_another_unit(ctx: FormContext) -> Iterator[Finding]:
    """Not one row is this unit's, and all known rows are one other unit's: the wrong form was sent."""
    if owner := ctx.sender:
        where = ctx.lines[0].source("number")
        yield finding("R516", where, unit=ctx.unit.name, owner=owner.name, value=ctx.lines[0].number)


def matter_on_several_rows(ctx: FormContext) -> Iterator[Finding]:
    """One matter stands on more than one row: none of them counts, for nobody knows which should."""
    rows: dict[str, list[FormLine]] = {}
    for line in ctx.lines:
        rows.setdefault(line.number, []).append(line)
    for number, lines in rows.items():
        if number and len(lines) > 1:
            later = [line.source("number") for line in (*lines[1:], lines[0])]
            yield finding("R404", *later, number=number, count=len(lines), value=number)


def due_matter_without_row(ctx: FormContext) -> Iterator[Finding]:
    """A row that was sent out has been deleted. An intact digest proves that none was; without identity nobody can tell."""
    if ctx.verified or ctx.doubtful or not ctx.lines or ctx.sender:
        return
    present = {line.number for line in ctx.lines}
    issued = ctx.returned.meta.issued_at[:10] if ctx.returned.meta else ""
    shape = ctx.lines[0].record.shape
    for matter in due_matters(ctx.ledger, ctx.unit, ctx.period):
        sent_later = bool(issued) and shown(matter.assigned_on) > issued
        if matter.number not in present and not sent_later:
            yield finding("R405", shape.header("number"), number=matter.number, title=matter.title)
            present.add(matter.number)  # a number on several rows of the ledger is missed once


FORM_CHECKS: tuple[FormCheck, ...] = (
    nothing_filled_in,
    all_rows_of_another_unit,
    matter_on_several_rows,
    due_matter_without_row,
)


def matter_unknown(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The ledger has no such number."""
    if line.number and line.number not in ctx.repeated and ctx.matter_of(line) is None:
        yield finding("R401", line.source("number"), number=line.number, value=line.number)


def matter_on_several_rows_of_the_ledger(line: FormLine | FormExtension, ctx: FormContext) -> Iterator[Finding]:
    """The ledger has the number more than once: nobody knows which of the matters is meant."""
    if line.number and (places := ctx.repeated.get(line.number)):
        rows = "、".join(map(str, places))
        yield finding("R410", line.source("number"), number=line.number, rows=rows, value=line.number)


def matter_of_other_units(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The unit has no part in the matter."""
    if ctx.matter_of(line) and not ctx.own_matter(line) and not ctx.sender:
        where, unit = line.source("number"), ctx.unit.name
        yield finding("R403", where, number=line.number, unit=unit, value=line.number)


def matter_not_open(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The matter ended before the period, or was never sent out."""
    matter = ctx.own_matter(line)
    if matter is None or is_running(matter, ctx.period):
        return
    where = line.source("number")
    if matter.is_ended:
        yield finding("R407", where, number=line.number, status=matter.status, value=line.number)
    elif not matter.is_assigned:
        yield finding("R408", where, number=line.number, status=matter.status or "未填状态", value=line.number)
    else:
        yield finding("R406", where, number=line.number, unit=ctx.unit.name, value=line.number)


def locked_cell_changed(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """A grey cell holds something else than the ledger. An intact digest proves that the ledger moved on instead."""
    matter = ctx.own_matter(line)
    if ctx.verified or matter is None:
        return
    for key, own in _ledger_values(matter, ctx).items():
        written: Value = getattr(line, key)
        if key in line.record.shape.columns and comparable(shown(written)) != comparable(shown(own)):
            field = RETURN_FORM[key]
            now, was = quoted(shown_in(field, written)), quoted(shown_in(field, own))
            yield finding("R509", line.source(key), header=field.header, value=now, own=was)
    if line.last_progress and not any(same_text(line.last_progress, text) for text in _known_progress(matter, ctx)):
        where, header = line.source("last_progress"), RETURN_FORM["last_progress"].header
        yield finding("R509", where, header=header, value=quoted(line.last_progress), own=quoted(matter.progress))


LEDGER_CHECKS: tuple[LedgerCheck, ...] = (
    matter_unknown,
    matter_on_several_rows_of_the_ledger,
    matter_of_other_units,
    matter_not_open,
    locked_cell_changed,
)


def _ledger_values(matter: Matter, ctx: FormContext) -> dict[str, Value]:
    return {
        "title": matter.title,
        "role": role_of(ctx.ledger, matter, ctx.unit),
        "requirement": matter.requirement,
        "assigned_on": matter.assigned_on,
        "due_date": matter.effective_due,
    }


def _known_progress(matter: Matter, ctx: FormContext) -> tuple[str, ...]:
    """Every text that the ledger may have printed as 上期进展."""
    return (matter.progress, *(entry.progress for entry in ctx.history_of(matter.number)))
