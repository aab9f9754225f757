"""One row of a returned form → faults between its cells: percent, state, report, dates, and against what came before."""

from collections.abc import Iterator
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.check.report_demands import BY_PRINCIPAL, IN_UNIT_NAME, PATTERN, report_demands
from duban_xl.check.returned.context import FormContext, LedgerCheck, LineCheck
from duban_xl.check.returned.words import is_blank, is_inner_division, quoted
from duban_xl.model.cell_text.reading import normalise_document_number
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormLine
from duban_xl.model.matter import Matter
from duban_xl.model.reporting import LEAD, role_of

ALL_DONE = Decimal(100)
CANNOT_BE_DONE = "不能办理报告"
INTERIM_REPORT = "阶段性报告"
EARLY_STATES = ("超序时", "阶段性完成")
ON_SCHEDULE = ("正常推进", "超序时")
AWAITING_REVIEW = "办结待审"
NOT_STARTED = "未启动"
STUCK = ("滞后", "暂停")
SIGNING = ("report_number", "signatory", "sealed")
OTHER_COLUMNS = frozenset(f.key for f in RETURN_FORM.fields if not f.required and f.key not in SIGNING)
"""Columns that rules may want in a 办结报告 beside its formalities; what every row must fill has its finding already."""


def percent_out_of_range(line: FormLine) -> Iterator[Finding]:
    """Below 0 is wrong; above 100 happens and is kept."""
    percent = line.percent_done
    if percent is not None and not 0 <= percent <= ALL_DONE:
        yield finding("R304" if percent < 0 else "R305", line.source("percent_done"), value=percent)


def all_done_without_final_report(line: FormLine) -> Iterator[Finding]:
    """100 % and another report than the 办结报告."""
    done = line.percent_done is not None and line.percent_done >= ALL_DONE
    if done and line.report_type and line.report_type != FINAL_REPORT:
        where = line.source("report_type"), line.source("percent_done")
        yield finding("R309", *where, value=quoted(line.report_type), percent=line.percent_done)


def final_report_incomplete(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """A 办结报告 without number, signatory, seal or whatever else the rules in force demand (rules §2.8)."""
    if line.report_type != FINAL_REPORT:
        return
    filled = report_demands(ctx.ledger, ctx.matter_of(line), ctx.role_of(line)).filled()
    if "report_number" in filled and is_blank(line.report_number):
        yield finding("R310", line.source("report_number"), value=quoted(line.report_number))
    if "signatory" in filled and is_blank(line.signatory):
        yield finding("R311", line.source("signatory"), value=quoted(line.signatory))
    if "sealed" in filled and line.sealed is not True and "sealed" not in _unread(line):
        yield finding("R312", line.source("sealed"), value=line.sealed)
    for key, asked in filled.items():
        if key in OTHER_COLUMNS and line.record[key] is None and key not in line.record.written:
            header = RETURN_FORM[key].header
            yield finding("R331", line.source(key), header=header, item=asked.item, rule=asked.rule)


def report_number_malformed(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """What stands as 报告文号 is no 发文字号, whatever brackets it uses."""
    if is_blank(line.report_number) or normalise_document_number(line.report_number) is not None:
        return
    final = line.report_type == FINAL_REPORT
    demanded = final and report_demands(ctx.ledger, ctx.matter_of(line), ctx.role_of(line)).asks(
        "report_number", PATTERN
    )
    yield finding("R313" if demanded else "R314", line.source("report_number"), value=quoted(line.report_number))


def signed_by_an_inner_division(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """A 科室 stands where somebody who answers for the unit should have signed (weinan-11-in-unit-name)."""
    if line.report_type != FINAL_REPORT or not is_inner_division(line.signatory):
        return
    demands = report_demands(ctx.ledger, ctx.matter_of(line), ctx.role_of(line))
    if "signatory" in demands.filled() or demands.asks("unit", IN_UNIT_NAME):
        yield finding("R332", line.source("signatory"), value=quoted(line.signatory))


def signatory_not_the_principal(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The rules in force want the head of the unit to sign, and another name stands there (jiangsu-2.2-signoff)."""
    signed = line.signatory
    if line.report_type != FINAL_REPORT or is_blank(signed) or is_inner_division(signed):
        return
    if not report_demands(ctx.ledger, ctx.matter_of(line), ctx.role_of(line)).asks("signatory", BY_PRINCIPAL):
        return
    principal, leader = ctx.unit.principal, ctx.unit.responsible_leader
    if principal and principal in signed:
        return
    if leader and leader in signed:
        yield finding("R333", line.source("signatory"), value=quoted(signed))
    elif principal:
        yield finding("R328", line.source("signatory"), value=quoted(signed), principal=principal)


def final_report_before_the_end(line: FormLine) -> Iterator[Finding]:
    """A 办结报告 with less than 100 %."""
    if line.report_type == FINAL_REPORT and line.percent_done is not None and line.percent_done < ALL_DONE:
        yield finding("R315", line.source("percent_done"), line.source("report_type"), value=line.percent_done)


def state_contradicts_percent(line: FormLine) -> Iterator[Finding]:
    """未启动 with a percent, 滞后 or 暂停 with 100 %, 办结待审 with less."""
    percent, state = line.percent_done, line.progress_state
    if percent is None:
        return
    started = state == NOT_STARTED and percent > 0
    finished = state in STUCK and percent >= ALL_DONE
    unfinished = state == AWAITING_REVIEW and percent < ALL_DONE
    if started or finished or unfinished:
        where = line.source("progress_state"), line.source("percent_done")
        yield finding("R316", *where, value=quoted(state), percent=percent)


def final_report_with_other_state(line: FormLine) -> Iterator[Finding]:
    """A 办结报告 whose state is none of those that speak of an end (a contradiction is reported once)."""
    ended = ("", AWAITING_REVIEW, NOT_STARTED, *STUCK)
    if line.report_type == FINAL_REPORT and line.progress_state not in ended:
        yield finding("R317", line.source("progress_state"), value=quoted(line.progress_state))


def stuck_without_difficulties(line: FormLine) -> Iterator[Finding]:
    """滞后 or 暂停, and not a word on why."""
    if line.progress_state in STUCK and is_blank(line.difficulties):
        value = quoted(line.difficulties)
        yield finding("R326", line.source("difficulties"), state=line.progress_state, value=value)


def cannot_be_done(line: FormLine) -> Iterator[Finding]:
    """A 不能办理报告 changes nothing until it is approved (cangnan-3.3-cannot)."""
    if line.report_type == CANNOT_BE_DONE:
        yield finding("R327", line.source("report_type"), value=line.report_type)


def expected_before_assignment(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The expected day lies before the matter was assigned."""
    matter, expected = ctx.own_matter(line), line.expected_on
    if matter and expected and matter.assigned_on and expected < matter.assigned_on:
        yield finding("R319", line.source("expected_on"), value=expected, assigned=matter.assigned_on)


def expected_day_gone_by(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The expected day had passed when the form was saved, and the matter was not done."""
    saved, expected, percent = ctx.returned.saved_at, line.expected_on, line.percent_done
    if saved is None or expected is None or percent is None or percent >= ALL_DONE:
        return
    matter = ctx.own_matter(line)
    if expected < saved.date() and (matter is None or matter.assigned_on is None or expected >= matter.assigned_on):
        yield finding("R320", line.source("expected_on"), value=expected, saved=saved.date(), percent=percent)


def expected_after_due_date(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The unit expects to be late and asks for no extension."""
    matter, expected = ctx.own_matter(line), line.expected_on
    due = matter.effective_due if matter else None
    asked = any(request.number == line.number for request in ctx.returned.extensions)
    if expected and due and expected > due and not asked:
        yield finding("R321", line.source("expected_on"), value=expected, due=due)


def percent_lower_than_before(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """Less is done than at the last report."""
    matter = ctx.own_matter(line)
    before = _last_percent(matter, ctx) if matter else None
    if before is not None and line.percent_done is not None and line.percent_done < before:
        yield finding("R409", line.source("percent_done"), value=line.percent_done, before=before)


LINE_CHECKS: tuple[LineCheck, ...] = (
    percent_out_of_range,
    state_contradicts_percent,
    all_done_without_final_report,
    final_report_before_the_end,
    final_report_with_other_state,
    stuck_without_difficulties,
    cannot_be_done,
)

LEDGER_CHECKS: tuple[LedgerCheck, ...] = (
    percent_lower_than_before,
    final_report_incomplete,
    report_number_malformed,
    signed_by_an_inner_division,
    signatory_not_the_principal,
    expected_before_assignment,
    expected_day_gone_by,
    expected_after_due_date,
)


def _unread(line: FormLine) -> frozenset[str]:
    """Keys of the cells that held something which was not understood; reading has said so already."""
    return frozenset(key for key in line.record.written if line.record[key] is None)


def _last_percent(matter: Matter, ctx: FormContext) -> Decimal | None:
    """What the unit reported for the newest earlier period; without any return of its own, the lead's is the matter's.

    The 100 % of an ended matter are no earlier report: the matter was open in the period that is reported on.
    """
    if not ctx.history_of(matter.number):
        leads = role_of(ctx.ledger, matter, ctx.unit) == LEAD
        return matter.percent_done if leads and not matter.is_ended else None
    earlier = ctx.earlier_return(matter.number)
    return earlier.percent_done if earlier else None
