"""催办单: everything that one unit is late with or must hand in soon, in one letter (weinan-07-4-supervise, rules T9)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Annotated

from duban_xl.catalogue import papers_notices as words
from duban_xl.documents.papers.checking import Shown, sum_of, wrong
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.selection import units_of
from duban_xl.documents.word.frame import SERIAL, Column, body, list_table, only_if, template
from duban_xl.documents.word.layout import Layout
from duban_xl.model.columns.scoring import REMINDER_SLIPS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import DocumentEntry, Unit
from duban_xl.model.source import chinese_day
from duban_xl.plan.answers import SENT_BACK_REVIEW, SIGNED, VOID, Answers, answers_of
from duban_xl.plan.ground import Ground, ground_of
from duban_xl.plan.remind_letter import consequence_of
from duban_xl.plan.reminded import slip_names
from duban_xl.plan.reminders import Reminder, UnitReminders, reminders


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipLine:
    """One thing that the unit is reminded of."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    notice_number: Annotated[str, "原交办文号"] = ""
    what: Annotated[str, "应报送或办理的内容"]
    due_on: Annotated[date | None, "时限；随到随办的为空"]
    days_over: Annotated[int, "逾期日数；没有逾期为0"] = 0
    days_left: Annotated[int, "距到期日数"] = 0
    count: Annotated[int, "第几次催办；到期前提醒为0"] = 0
    answer: Annotated[str, "收到材料的情况"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReminderSlipFacts(PaperFacts):
    """催办单: one unit, its overdue matters and those due soon."""

    unit: Annotated[str, "被催办单位"]
    as_of: Annotated[date, "情况截至日期"]
    count: Annotated[int, "第几次催办，取各项中次数最多的；只是到期前提醒的为0"]
    overdue: Annotated[int, "有逾期内容的事项数"]
    soon: Annotated[int, "没有逾期、有即将到期内容的事项数"]
    at_once: Annotated[int, "只有随到随办内容的事项数"]
    can_wait: Annotated[bool, "是否有没有到期的内容"] = False
    lines: Annotated[tuple[SlipLine, ...], "须抓紧办理的各项，逾期最久的在前"]
    reply_by: Annotated[date | None, "答复期限（新时限）；参数没有写天数的为空"]
    consequence: Annotated[str, "再不按时的后果，一句话；办法没有规定的为空"] = ""


def slip_template() -> bytes:
    """催办单."""
    opening = body(
        "截至{{ as_of }}，你单位承办的督查事项中，有以下内容须抓紧办理并报告："
        "{% if overdue %}已逾期{{ overdue }}项{% if soon or at_once %}，{% else %}。{% endif %}{% endif %}"
        "{% if soon %}即将到期{{ soon }}项{% if at_once %}，{% else %}。{% endif %}{% endif %}"
        "{% if at_once %}随到随办{{ at_once }}项。{% endif %}{% if count %}本次为第{{ count }}次催办。{% endif %}"
    )
    state = (
        "{% if line.days_over %}逾期{{ line.days_over }}日{% else %}{% if line.days_left %}还有{{ line.days_left }}日"
        "{% else %}{% if line.due_on %}当日到期{% else %}随到随办{% endif %}{% endif %}{% endif %}"
        "{% if line.count %}（第{{ line.count }}次催办）{% endif %}"
    )
    matter = "{{ line.title }}（{{ line.number }}{% if line.notice_number %}，{{ line.notice_number }}{% endif %}）"
    table = list_table(
        (
            SERIAL,
            Column("事项（编号、原交办文号）", 13, matter),
            Column("应报送或办理的内容", 6, "{{ line.what }}"),
            Column("时限", 6.5, "{% if line.due_on %}{{ line.due_on }}{% endif %}"),
            Column("情况", 6, state),
            Column("收到材料", 6, "{{ line.answer }}"),
        ),
        ("line in lines",),
    )
    close = body(
        "请对照上表逐项查明情况、落实责任，{% if reply_by %}于{{ reply_by }}前{% else %}尽快{% endif %}"
        "将办理情况{% if overdue %}和逾期原因{% endif %}书面报{{ office.short_name }}。"
        "{% if can_wait %}尚未到期而确实不能按期办结的，请在到期前说明原因，并按规定申请延期。{% endif %}"
    )
    text = opening + table + close + only_if("consequence", body("{{ consequence|sentence }}"))
    return template(layout=Layout.LETTER, recipients="{{ unit }}：", text=text)


def compose(request: Request) -> Iterator[Subject]:
    """A slip for every unit asked for that has something to be reminded of; raises CannotRun (C029).

    Until the time to reply has passed a unit has no second slip: asking again means the one that is signed.
    """
    ground = ground_of(request.ledger, request.workdays)
    answers, entries = answers_of(request.ledger), _entries(request.ledger)

    @cache
    def reminded_on(day: date) -> Mapping[str, UnitReminders]:
        return {one.unit: one for one in reminders(ground, day)}

    for unit in units_of(request):
        entry = _current(ground, entries.get(unit.name, ()), request.as_of)
        day = entry.signed_on or request.as_of if entry else request.as_of
        found = reminded_on(day).get(unit.name)
        if found and found.told:
            begun = entry.drafted_on or day if entry else day
            facts = slip_facts(ground, answers, unit, found, day=day, name=request.name)
            yield Subject(
                facts=facts,
                label=f"{unit.name}_{begun.isoformat()}",
                matter="、".join(dict.fromkeys(line.number for line in facts.lines if line.number)),
                unit=unit.name,
                drafted_on=begun,
            )


def slip_facts(
    ground: Ground, answers: Answers, unit: Unit, found: UnitReminders, *, day: date, name: str
) -> ReminderSlipFacts:
    """What the slip says on `day` of everything that the unit is reminded of."""
    lines = tuple(_line(ground.ledger, answers, unit, one, day) for one in found.told)
    overdue, soon, at_once = _counted(lines)
    return ReminderSlipFacts(
        title=words.SLIP_TITLE.format(name=name),
        dated_on=day,
        unit=unit.name,
        as_of=day,
        count=found.count,
        overdue=overdue,
        soon=soon,
        at_once=at_once,
        can_wait=any(line.due_on and not line.days_over for line in lines),
        lines=lines,
        reply_by=_reply_by(ground, day),
        consequence=consequence_of(ground, found.count) if found.count else "",
    )


def _counted(lines: Sequence[SlipLine]) -> tuple[int, int, int]:
    """How many matters are overdue, due soon, to be done at once: each counts once, as the most pressing of its lines."""
    overdue = {line.number for line in lines if line.days_over > 0}
    soon = {line.number for line in lines if line.due_on} - overdue
    return len(overdue), len(soon), len({line.number for line in lines} - overdue - soon)


def _line(ledger: Ledger, answers: Answers, unit: Unit, one: Reminder, day: date) -> SlipLine:
    number = one.owed.matter or ""
    matter = ledger.matter(number)
    return SlipLine(
        number=number,
        title=matter.title if matter else "",
        notice_number=matter.assignment_number if matter else "",
        what=one.owed.what,
        due_on=one.owed.due,
        days_over=max(one.days, 0),
        days_left=max(-one.days, 0),
        count=one.count,
        answer=_answer(answers, number, unit, day),
    )


def _answer(answers: Answers, number: str, unit: Unit, day: date) -> str:
    """What came last from the unit about the matter: nothing, and something that was sent back, are two things."""
    came = [one for one in answers.returns.get((number, unit.name), ()) if one.received_at]
    last = next((one for one in reversed(came) if one.received_at and one.received_at.date() <= day), None)
    if last is None or last.received_at is None:
        return words.NOT_RECEIVED
    said = words.SENT_BACK if last.review == SENT_BACK_REVIEW else words.RECEIVED
    return said.format(day=chinese_day(last.received_at.date()), type=last.report_type or words.MATERIAL)


def _reply_by(ground: Ground, day: date) -> date | None:
    days = ground.conventions.reply_days
    return ground.workdays.add(day, days) if days else None


def _entries(ledger: Ledger) -> Mapping[str, tuple[DocumentEntry, ...]]:
    """Unit → its slips in 文书登记, those withdrawn left out."""
    found: dict[str, tuple[DocumentEntry, ...]] = {}
    names = slip_names(ledger)
    for entry in ledger.documents:
        if entry.kind in names and entry.status != VOID:
            unit = ledger.units.official_name(entry.unit)
            found[unit] = (*found.get(unit, ()), entry)
    return found


def _current(ground: Ground, entries: tuple[DocumentEntry, ...], as_of: date) -> DocumentEntry | None:
    """The slip that is being drafted, else the signed one whose time to reply has not passed; None: a new one is due."""
    if drafted := [entry for entry in entries if entry.status != SIGNED]:
        return drafted[-1]
    for entry in reversed(entries):
        if entry.signed_on and as_of <= (_reply_by(ground, entry.signed_on) or entry.signed_on):
            return entry
    return None


def slip_shows(facts: ReminderSlipFacts) -> Iterator[Shown]:
    """The unit, how often, how many, and every matter with its day."""
    yield "title", facts.title
    yield "unit", facts.unit
    for name, count in (("count", facts.count), ("overdue", facts.overdue), ("soon", facts.soon)):
        if count:
            yield name, count
    for line in facts.lines:
        yield "lines.number", line.number
        yield "lines.answer", line.answer
        if line.days_over:
            yield "lines.days_over", line.days_over
        if line.due_on:
            yield "lines.due_on", chinese_day(line.due_on)
    if facts.reply_by:
        yield "reply_by", chinese_day(facts.reply_by)


def counts_disagree(facts: ReminderSlipFacts) -> Iterator[Finding]:
    """Matters that the counts of the opening do not add up to, or a number of the slip that no line has."""
    total = len({line.number for line in facts.lines})
    if facts.overdue + facts.soon + facts.at_once != total:
        yield wrong(facts, sum_of(words.SLIP_LINES, total, facts.overdue, facts.soon, facts.at_once))
    most = max((line.count for line in facts.lines), default=0)
    if facts.count != most:
        yield wrong(facts, sum_of(words.SLIP_COUNT, facts.count, most))


_SAMPLE_DAY = date(2026, 9, 24)
_SAMPLE_LINES = (
    SlipLine(
        number="D-2026-031",
        title="县城内涝点整治",
        notice_number="清委督〔2026〕21号",
        what="办结报告",
        due_on=date(2026, 8, 31),
        days_over=24,
        count=2,
        answer="未收到",
    ),
    SlipLine(
        number="D-2026-044",
        title="青溪镇镇区污水管网改造",
        notice_number="清委督〔2026〕29号",
        what="每周进展情况",
        due_on=date(2026, 9, 18),
        days_over=6,
        count=1,
        answer="2026年9月11日报来的进展报告已退回，未再报",
    ),
    SlipLine(
        number="D-2026-058",
        title="老旧小区加装电梯",
        what="实施方案",
        due_on=_SAMPLE_DAY + timedelta(days=5),
        days_left=5,
        answer="未收到",
    ),
    SlipLine(number="D-2026-060", title="防汛值守", what="随到随办", due_on=None, answer="未收到"),
)


def sample() -> ReminderSlipFacts:
    """催办单."""
    return ReminderSlipFacts(
        title="关于抓紧办理督查事项的催办单",
        dated_on=_SAMPLE_DAY,
        unit="县住房和城乡建设局",
        as_of=_SAMPLE_DAY,
        count=2,
        overdue=2,
        soon=1,
        at_once=1,
        can_wait=True,
        lines=_SAMPLE_LINES,
        reply_by=date(2026, 9, 29),
        consequence="按照督查办法第十二条，三次催办仍未报送的，予以通报批评。",
    )


REMINDER_SLIP = DocumentKind(
    name=REMINDER_SLIPS[0],
    code="",  # no method lists it among its documents
    names=REMINDER_SLIPS[1:],
    facts=ReminderSlipFacts,
    template=slip_template,
    sample=sample,
    compose=compose,
    about="单位、组别或“全部”",
    example="duban write 催办单 全部",
    purpose="",
    layout=Layout.LETTER,
    per_unit=True,
    shows=slip_shows,
    checks=(counts_disagree,),
)
