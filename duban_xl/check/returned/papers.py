"""One row of a returned form → whether its report has what its type demands: reasons, next steps, number, people, days."""

import re
from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.check.report_demands import IN_UNIT_NAME, report_demands
from duban_xl.check.returned.context import FormCheck, FormContext, LedgerCheck, LineCheck
from duban_xl.check.returned.reports import ALL_DONE, CANNOT_BE_DONE, EARLY_STATES, INTERIM_REPORT, ON_SCHEDULE
from duban_xl.check.returned.secrets import mobile_numbers
from duban_xl.check.returned.words import is_blank, is_inner_division, is_placeholder, quoted
from duban_xl.model.cell_text.reading import normalise_document_number
from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormLine
from duban_xl.model.settings import DOCUMENT_CODE
from duban_xl.model.text import arabic_counts, one_width, squeeze

_BASIS = re.compile(
    r"《.+?》|依据|根据|按照|规定|条例|办法|批复|文件|政策|法规|标准|规划|第[一二三四五六七八九十\d]+条|〔\d{4}〕|通知|决定|意见"
)
_DAY_IN_WORDS = re.compile(
    r"\d{1,2}月|\d{1,2}日|年[底末内]|月[底末内初中]|季度|上旬|中旬|下旬|本周|下周|下月|按[月周旬季]|每[月周旬季]|定期|\d+个?(?:工作)?[日天]|长期|国庆|元旦|春节|明年"
)
_NO_NAME = re.compile(
    r"(?:已|经)?(?:签发|签字|签批|签|阅|同意|审核)|见(?:文件?|附件|报告|原件)|本人|(?:单位|主要|分管|有关|局|镇|乡|县|办)?(?:领导|负责人|负责同志)|(?:局|镇|乡|县|部|主任|书记)长?|[\d\W_A-Za-z]+"
)
_PHONE_PARTS = re.compile(r"[/、，,;；\n或]")
_PHONE_SIGNS = re.compile(r"(?:\+?86-?)?|[-—–~()（）]|转|\s")
_PHONE = re.compile(r"1[3-9]\d{9}|0\d{9,11}(?:\d{1,5})?|[2-8]\d{6,7}(?:\d{1,5})?|[4-8]00\d{7}|\d{3,6}")
_NAME_OF_NOBODY = re.compile(r".*\d.*")
LONG_TERM = "长期"


def cannot_be_done_without_reason(line: FormLine) -> Iterator[Finding]:
    """A 不能办理报告 that does not say why."""
    if line.report_type == CANNOT_BE_DONE and is_placeholder(line.difficulties):
        yield finding("R360", line.source("difficulties"), line.source("report_type"), value=quoted(line.difficulties))


def cannot_be_done_without_basis(line: FormLine) -> Iterator[Finding]:
    """A 不能办理报告 whose reason rests on no law, plan, reply or policy."""
    said = f"{line.progress}\n{line.difficulties}"
    if line.report_type == CANNOT_BE_DONE and not is_placeholder(line.difficulties) and not _BASIS.search(said):
        yield finding("R361", line.source("difficulties"), value=quoted(line.difficulties))


def interim_report_without_next_steps(line: FormLine) -> Iterator[Finding]:
    """A 阶段性报告 that does not say how it goes on, or not by when."""
    if line.report_type != INTERIM_REPORT:
        return
    if is_placeholder(line.next_steps):
        yield finding("R362", line.source("next_steps"), value=quoted(line.next_steps))
    elif line.expected_on is None and not _DAY_IN_WORDS.search(arabic_counts(one_width(line.next_steps))):
        yield finding("R363", line.source("next_steps"), value=quoted(line.next_steps))


def phone_malformed(line: FormLine) -> Iterator[Finding]:
    """What stands as 联系电话 can't be dialled."""
    numbers = [part for part in _PHONE_PARTS.split(squeeze(line.phone)) if part]
    wrong = [number for number in numbers if not _PHONE.fullmatch(_PHONE_SIGNS.sub("", number))]
    if wrong and not is_blank(line.phone):
        yield finding("R352", line.source("phone"), value=quoted(line.phone))


def contact_is_no_name(line: FormLine) -> Iterator[Finding]:
    """联系人 holds a number or an office."""
    contact = squeeze(line.contact)
    if contact and (is_inner_division(contact) or _NAME_OF_NOBODY.fullmatch(contact)):
        shown = next(iter(mobile_numbers(contact)), quoted(contact))
        yield finding("R353", line.source("contact"), value=shown)


def signatory_is_no_name(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """签发人 of a 办结报告 says 已签发 or 领导 instead of who."""
    signed = squeeze(line.signatory)
    if line.report_type != FINAL_REPORT or is_blank(signed) or not _NO_NAME.fullmatch(signed):
        return
    demands = report_demands(ctx.ledger, ctx.matter_of(line), ctx.role_of(line))
    if "signatory" in demands.filled() or demands.asks("unit", IN_UNIT_NAME):
        yield finding("R355", line.source("signatory"), value=quoted(line.signatory))


def signed_by_the_contact(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """Who filled in the form signed the report; the head of a small unit may do both."""
    signed = squeeze(line.signatory)
    final = line.report_type == FINAL_REPORT
    if final and signed and signed == squeeze(line.contact) and signed not in (ctx.unit.principal, "无"):
        yield finding("R354", line.source("signatory"), line.source("contact"), value=quoted(signed))


def number_of_another_year(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The year of the 报告文号 lies before the matter was assigned, or after the form was saved."""
    year, matter, saved = _year(line.report_number), ctx.own_matter(line), ctx.returned.saved_at
    if year is None:
        return
    if matter and matter.assigned_on and year < matter.assigned_on.year:
        where, value = line.source("report_number"), quoted(line.report_number)
        yield finding("R366", where, value=value, assigned=matter.assigned_on)
    if saved and year > saved.year:
        yield finding("R367", line.source("report_number"), value=quoted(line.report_number), saved=saved.date())


def number_of_the_office(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The 报告文号 is that of the office's own paper: the matter's 交办文号 or 来源文号, or one with the office's code."""
    number, matter = normalise_document_number(line.report_number), ctx.own_matter(line)
    if number is None or matter is None:
        return
    papers = (matter.assignment_number, matter.origin_number)
    code, own = number.partition("〔")[0], ctx.ledger.setting(DOCUMENT_CODE)
    if number in filter(None, map(normalise_document_number, papers)) or (own and code == squeeze(own)):
        yield finding("R368", line.source("report_number"), value=quoted(line.report_number))


def number_of_another_unit(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """The code of the 报告文号 is one that another unit reported with, and this one never did."""
    number = normalise_document_number(line.report_number)
    code = number.partition("〔")[0] if number else ""
    owners = ctx.around.codes.get(code, frozenset())
    if owners and ctx.unit.name not in owners:
        value, owner = quoted(line.report_number), "、".join(sorted(owners))
        yield finding("R370", line.source("report_number"), value=value, unit=ctx.unit.name, owner=owner)


def ahead_with_nothing_done(line: FormLine) -> Iterator[Finding]:
    """超序时 or 阶段性完成 with 0 %."""
    if line.progress_state in EARLY_STATES and line.percent_done == 0:
        where = line.source("progress_state"), line.source("percent_done")
        yield finding("R371", *where, value=line.progress_state, percent=line.percent_done)


def on_schedule_after_the_due_date(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """正常推进 or 超序时, and the due date was gone when the form was saved."""
    matter, saved, percent = ctx.own_matter(line), ctx.returned.saved_at, line.percent_done
    due = matter.effective_due if matter and not matter.is_ended else None
    if due and saved and line.progress_state in ON_SCHEDULE and due < saved.date() and (percent or 0) < ALL_DONE:
        yield finding("R372", line.source("progress_state"), value=line.progress_state, due=due)


def final_report_on_a_long_term_matter(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """A matter without an end got a 办结报告."""
    matter = ctx.own_matter(line)
    if line.report_type == FINAL_REPORT and matter and LONG_TERM in matter.time_limit:
        yield finding("R373", line.source("report_type"), value=line.report_type, text=matter.time_limit)


def done_and_still_expected(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """100 %, and 预计完成日期 is still to come."""
    percent, expected, saved = line.percent_done, line.expected_on, ctx.returned.saved_at
    if percent is not None and percent >= ALL_DONE and expected and saved and expected > saved.date():
        where = line.source("expected_on"), line.source("percent_done")
        yield finding("R374", *where, value=expected, percent=percent)


def one_number_for_two_matters(ctx: FormContext) -> Iterator[Finding]:
    """Two rows of a form bear one 报告文号: one report was written for two matters (一事一文)."""
    rows: dict[str, list[FormLine]] = {}
    for line in ctx.lines:
        if (number := normalise_document_number(line.report_number)) and line.number:
            rows.setdefault(number, []).append(line)
    for number, lines in rows.items():
        matters = tuple(dict.fromkeys(line.number for line in lines))
        if len(matters) > 1:
            later = [line.source("report_number") for line in (*lines[1:], lines[0])]
            yield finding("R369", *later, value=number, names="、".join(matters))


LINE_CHECKS: tuple[LineCheck, ...] = (
    cannot_be_done_without_reason,
    cannot_be_done_without_basis,
    interim_report_without_next_steps,
    phone_malformed,
    contact_is_no_name,
    ahead_with_nothing_done,
)

LEDGER_CHECKS: tuple[LedgerCheck, ...] = (
    signatory_is_no_name,
    signed_by_the_contact,
    number_of_another_year,
    number_of_the_office,
    number_of_another_unit,
    on_schedule_after_the_due_date,
    final_report_on_a_long_term_matter,
    done_and_still_expected,
)

FORM_CHECKS: tuple[FormCheck, ...] = (one_number_for_two_matters,)


def _year(text: str) -> int | None:
    number = normalise_document_number(text)
    return int(number.partition("〔")[2][:4]) if number else None
