"""One clause of a deadline cell (长期坚持, 5个工作日内, 原6月底，调整为8月底) → the time limit it states, None if it states none."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from duban_xl.model.cell_text.day_phrase import is_soft, without_lead
from duban_xl.model.cell_text.span_end import end_of
from duban_xl.model.cell_text.time_limit import UNDETERMINED, TimeLimit
from duban_xl.model.cell_text.time_point import NOT_FIRM, Moment, TimePoint, time_point
from duban_xl.model.cell_text.time_range import time_range
from duban_xl.model.cell_text.time_stages import Stage, time_stage
from duban_xl.model.deadline import (
    CYCLES,
    AnnualDays,
    Capped,
    Event,
    Expression,
    ExternalRule,
    Given,
    Milestones,
    Now,
    Phases,
    Soft,
    Span,
    UntilDone,
)
from duban_xl.model.deadline_parts import first_of_quarters
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.deadline_words import BY, TAIL
from duban_xl.model.workdays import Workdays

ASKED, EXTENDED, FROM_ASSIGNMENT, AIM_ONLY = "T129", "T168", "T167", "T176"
AT_ONCE, LASTING, ALREADY_DONE, BY_URGENCY = "T161", "T175", "T171", "T170"

NO_DAY = "T122"  # nor any other day that may be meant


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a clause is read against."""

    moment: Moment
    workdays: Workdays
    receipt_on: date | None = None


Reader = Callable[[str, Setting], TimeLimit | None]

OPEN_WORDS = (
    r"(?:长期(?:坚持|推进|抓好?|任务|有效|开展|执行|落实|整改|保持)?"
    r"|持续(?:推进|开展|抓好|坚持|跟进|用力|整改|落实|巩固|保持)?中?|常年(?:坚持|推进|开展)|坚持下去"
    r"|常态化?(?:推进|开展|坚持|长效)?|常抓不懈|久久为功)"
)
_OPEN = re.compile(rf"{OPEN_WORDS}(?:[,、]?(?:并)?{OPEN_WORDS})*")
_LONG_TERM = re.compile(r"长期")
_DONE = re.compile(
    r"(?:已|提前|均已|已于.{2,14}|已经)*(?:全部|全面|整改|基本)?"
    r"(?:完成|办结|销号|完结|完工|落实|整改|整改到位|办理完毕|结束)(?:\([^()]*\)?)?"
)
_NOT_DONE = re.compile(r"落实|整改|结束|完工|办理完毕")
_UNSETTLED = re.compile(
    r"(?:时间|时限|期限|日期)?(?:待定|未定|待(?:明确|确定|通知|上级通知)|暂未(?:确定|明确)|不定|视情况?(?:而定)?)"
    r"|另行(?:通知|明确|确定)|(?:详)?见附[件表]\d*|(?:详)?见(?:文件|备注|方案)"
    r"|根据.{1,12}(?:进度|安排|情况)(?:确定|而定)?|按(?:照)?.{1,10}(?:约定|安排)"
)
_FIRST_OF_QUARTER = re.compile(rf"每个?季度?的?(?:首月|第1个月|头1个月)的?(\d+[日号]){BY}(?:{TAIL})?")
_NOW = re.compile(
    r"(?:立即|立刻|马上就?|即刻|即时|立[行查整知接]立[改办]|即[知查行接整]即[改办]|即办|边查边改|随到随办)"
    r"(?:办理|办结|办|整改|改|落实|执行|完成|到位)*"
)
_URGENCY = re.compile(r"(?:[^\d,;、。]{1,10}\d{1,3}(?:个?工作日|日|天|小时|个月)(?:之内|以内|内)?[,;、。]?){2,}")


def special_word(text: str, _setting: Setting) -> TimeLimit | None:
    """Words that stand for a limit, for its end or for none."""
    if _DONE.fullmatch(text) and (text[:1] in "已提均" or not _NOT_DONE.search(text)):
        return TimeLimit(is_done=True, confirm=True, note=ALREADY_DONE)
    if _OPEN.fullmatch(text):
        sure = bool(_LONG_TERM.match(text))
        return TimeLimit(is_open=True, confirm=not sure, note="" if sure else LASTING)
    if _NOW.fullmatch(text):
        return TimeLimit(is_immediate=True, note=AT_ONCE)
    if _UNSETTLED.fullmatch(text):
        return TimeLimit(note=UNDETERMINED)
    return TimeLimit(confirm=True, note=BY_URGENCY) if _URGENCY.fullmatch(text) else None


def expression(text: str, setting: Setting) -> TimeLimit | None:
    """Spans, cycles and words that the notation knows too."""
    if quarterly := _FIRST_OF_QUARTER.fullmatch(text):
        days = first_of_quarters(quarterly[1])
        return TimeLimit(cycle=days) if days else None
    spelled = re.sub(
        r"(?<!\d)半个?月(?=内|之内|以内)", "15天", re.sub(r"\d{1,4}个?小时(?=内|之内|以内)", _as_days, text)
    )
    found = parse_expression(spelled) or parse_expression(without_lead(spelled))
    if isinstance(found, AnnualDays | Phases) and not text.startswith("每"):
        return None
    if isinstance(found, Capped) and found.limit is not None:
        limit = _of(found.limit, setting)
        return replace(limit, confirm=True, note=limit.note or ASKED) if limit else None
    limit = _of(found, setting) if found else None
    return replace(limit, confirm=True, note=limit.note or NOT_FIRM) if limit and is_soft(text) else limit


def _as_days(found: re.Match[str]) -> str:
    hours = int(re.sub(r"\D", "", found[0]))
    return f"{hours // 24}天" if hours and hours % 24 == 0 else found[0]


def _of(found: Expression, setting: Setting) -> TimeLimit | None:
    if isinstance(found, CYCLES):
        return TimeLimit(cycle=found)
    match found:
        case Now():
            return TimeLimit(is_immediate=True, note=AT_ONCE)
        case Soft() | Milestones() | ExternalRule() | Given(None):
            return TimeLimit(note=UNDETERMINED)
        case UntilDone(interval) if interval is not None:
            return TimeLimit(cycle=interval)
        case Span():
            return _spanned(found, setting)
        case _:
            return None


def _spanned(span: Span, setting: Setting) -> TimeLimit:
    """Counted from the event that is named, if its day is known; from the assignment if none is."""
    if span.event in (None, Event.ASSIGN, Event.HANDOVER):
        due = end_of(span, start=setting.moment.assigned_on, workdays=setting.workdays)
        return TimeLimit(due=due, confirm=True, note=FROM_ASSIGNMENT)
    if span.event is Event.RECEIPT and setting.receipt_on:
        return TimeLimit(relative=span, due=end_of(span, start=setting.receipt_on, workdays=setting.workdays))
    return TimeLimit(relative=span)


def point(text: str, setting: Setting) -> TimeLimit | None:
    """A day, a month, a quarter: its last day."""
    found = time_point(text, setting.moment)
    return of_point(found) if found else None


def of_point(found: TimePoint) -> TimeLimit:
    """The limit that ends with `found`."""
    return TimeLimit(
        due=found.day,
        confirm=bool(found.note),
        note=NO_DAY if found.is_impossible and not found.suggestion else found.note,
        suggestion=found.suggestion,
        is_impossible=found.is_impossible,
    )


def stretch(text: str, setting: Setting) -> TimeLimit | None:
    """3月—6月, 2026.3-2026.12, 6月25日-30日."""
    found = time_range(text, setting.moment)
    if found is None:
        return None
    limit = of_point(found.end)
    start = found.first if limit.due else None
    note = found.note or limit.note
    return replace(limit, start=start, confirm=bool(note), note=note)


_FORMERLY = r"(?:原|由|从)(?:定于?|计划|时限|期限|来|为|是|要求|:)*"
_MOVED = r"(?:现|已|拟|经.{0,6}(?:批准|同意),?|申请|同意|批准)*(?:调整|延期|延长|顺延|推迟|延后|展期|变更|提前|改|延)(?:期)?(?:为|至|到)"
_CHANGED = re.compile(rf"(?:(?:{_FORMERLY})?(.+?)[,;]?)?{_MOVED}(.+)")
_CHANGED_FROM = re.compile(rf"(.+?)[,;]?{_FORMERLY}(.+)")


def changed(text: str, setting: Setting) -> TimeLimit | None:
    """原6月30日，调整为8月31日; 8月31日（原6月30日）; 延期至9月底: moved only if somebody agreed to it."""
    flat = text.replace("(", ",").strip(")").replace(",,", ",")
    if found := _CHANGED.fullmatch(flat):
        earlier, later = found[1], found[2]
    elif (found := _CHANGED_FROM.fullmatch(flat)) and "原" in flat:
        later, earlier = found[1], found[2]
    else:
        return None
    new = time_point(later, setting.moment)
    if new is None or new.day is None:
        return of_point(new) if new and new.is_impossible else None
    original = _not_after(earlier, new.day, setting.moment) if earlier else None
    if earlier and original is None:
        return None
    return TimeLimit(original=original, due=new.day, confirm=True, note=EXTENDED)


def _not_after(text: str, day: date, moment: Moment) -> date | None:
    """The day that `text` names; without year the last one that does not lie after `day`."""
    for year in (day.year, day.year - 1):
        found = time_point(text, replace(moment, year=year, floor=date.min))
        if found and found.day and (found.is_dated or found.day <= day):
            return found.day
    return None


_AIM, _CERTAIN = r"(?:力争|争取|力求)(?:在|于)?", r"(?:确保|最迟|最晚|务必|保证|不迟于|不晚于)(?:在|于)?"
_AIMED = re.compile(
    rf"{_AIM}(?P<aim>.+?)[,;、]{_CERTAIN}(?P<certain>.+)|{_CERTAIN}(?P<sure>.+?)[,;、]{_AIM}(?P<hope>.+)"
)
_AIM_BESIDE = re.compile(rf"(?P<certain>[^,;]+?)[,;]{_AIM}(?P<aim>.+)")
_AIM_ALONE = re.compile(rf"{_AIM}(?P<aim>[^,;、]+)")


def aimed(text: str, setting: Setting) -> TimeLimit | None:
    """力争9月底，确保10月底: an aim and the limit. An aim alone sets no limit."""
    flat = text.replace("(", ",").strip(")").replace(",,", ",")
    if found := _AIMED.fullmatch(flat):
        return _aim_and_limit(found["aim"] or found["hope"], found["certain"] or found["sure"], setting)
    if found := _AIM_BESIDE.fullmatch(flat):
        return _aim_and_limit(found["aim"], found["certain"], setting)
    if found := _AIM_ALONE.fullmatch(flat):
        aim = time_point(found["aim"], setting.moment)
        return TimeLimit(target=aim.day, confirm=True, note=AIM_ONLY) if aim and aim.day else None
    return None


def _aim_and_limit(aim: str, certain: str, setting: Setting) -> TimeLimit | None:
    """Both days; the second one has the year of the first and does not lie before it."""
    first = time_point(aim, setting.moment)
    last = time_point(certain, setting.moment.following(first)) if first else None
    if first is None or last is None:
        first, last = _of_the_same(aim, certain, setting.moment)
    if first is None or first.day is None:
        return None
    if last and last.is_impossible:
        return of_point(last)
    if last is None or last.day is None or last.day < first.day:
        return None
    note = first.note or last.note
    return TimeLimit(target=first.day, due=last.day, confirm=bool(note), note=note)


def _of_the_same(aim: str, certain: str, moment: Moment) -> tuple[TimePoint | None, TimePoint | None]:
    """Both points where what is due is written beside them: 力争9月底完工，确保10月底完工. Of two things there is no aim."""
    first = time_stage(aim, moment)
    last = time_stage(certain, moment.following(first.point)) if first else None
    if first is None or last is None or not (_is_told(first) and _is_told(last)):
        return None, None
    labels = {first.label, last.label} - {""}
    return (first.point, last.point) if len(labels) < 2 else (None, None)


def _is_told(stage: Stage) -> bool:
    return stage.is_sure or not stage.label
