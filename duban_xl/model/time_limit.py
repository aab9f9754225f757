"""What people write into a deadline column of a ledger (3月底前，并长期坚持) → dates, cycles and what must be asked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from duban_xl.model.deadline import (
    CYCLES,
    Anniversary,
    Cycle,
    Event,
    MonthDays,
    Now,
    QuarterDay,
    Soft,
    Span,
    Unit,
    Weekly,
)
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.reading import BLANK_SIGNS, CLOCK, read_date
from duban_xl.model.source import Value, shown
from duban_xl.model.span_end import end_of
from duban_xl.model.text import arabic_counts, one_width
from duban_xl.model.time_point import Moment, TimePoint, time_point
from duban_xl.model.workdays import Workdays

MAX_LENGTH = 200  # a longer text is prose, not a time limit
ASKED, UNDETERMINED = "T129", "T109"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLimit:
    """A time limit as read. Nothing is invented: what is not understood has neither date nor cycle."""

    written: str = ""
    due: date | None = None
    start: date | None = None
    original: date | None = None  # the limit before a change that the cell itself mentions
    target: date | None = None  # 力争: an aim, not the limit
    stages: tuple[tuple[date, str], ...] = ()  # several dates with what is due on each
    cycle: Cycle | None = None
    relative: Span | None = None  # counted from an event that the cell names
    is_open: bool = False  # 长期坚持: stays open, also after `due`
    is_immediate: bool = False  # 立行立改: the office's settings say how soon
    is_done: bool = False  # the cell states a completion, not a limit
    same_as_above: bool = False
    confirm: bool = False
    note: str = ""  # code in the catalogue
    suggestion: date | None = None  # for a date that does not exist

    @property
    def is_unreadable(self) -> bool:
        """Whether something is written that nobody can take for a limit; 待定 and the like are understood."""
        understood = self.due or self.stages or self.cycle or self.relative or self.is_open or self.is_immediate
        return bool(self.note) and self.note != UNDETERMINED and not (understood or self.is_done or self.same_as_above)

    @property
    def reading(self) -> str:
        """The reading in one line: `date=2026-12-31; open`, `recurring=monthly-05`, `relative=receipt+10d`, `unknown`."""
        if not self.written or self.is_done:
            return "empty; status=办结" if self.is_done else "empty"
        if self.suggestion:
            return f"invalid (suggest {self.suggestion})"
        dated = (("start", self.start), ("original", self.original), ("target", self.target), ("date", self.due))
        parts = [f"{name}={day}" for name, day in dated if day]
        if self.stages:
            parts = ["multi=" + "|".join(f"{day}:{label}" for day, label in self.stages)]
        parts += [f"recurring={_recurring(self.cycle)}"] if self.cycle else []
        parts += [f"relative={_relative(self.relative)}"] if self.relative else []
        flags = (("immediate", self.is_immediate), ("open", self.is_open), ("same", self.same_as_above))
        return "; ".join([*parts, *(name for name, flag in flags if flag)]) or "unknown"

    @property
    def words(self) -> str:
        """The reading for people: `2026-12-31，长期`, `2026-04-30 完成设计；2026-08-31 开工`, `与上一行相同`, `未定`."""
        dated = (("原为 ", self.original), ("力争 ", self.target), ("", self.due))
        parts = [f"{name}{day}" for name, day in dated if day]
        if self.start and self.due:
            parts = [f"{self.start} 至 {self.due}"]
        parts += ["；".join(f"{day} {label}".rstrip() for day, label in self.stages)] if self.stages else []
        parts += [rule.chinese() for rule in (self.cycle, self.relative) if rule]
        flags = (
            ("立即办理", self.is_immediate),
            ("长期", self.is_open),
            ("与上一行相同", self.same_as_above),
            ("已办结", self.is_done),
        )
        return "，".join([*parts, *(name for name, flag in flags if flag)]) or "未定"

    @property
    def quoted(self) -> Mapping[str, Value]:
        """The values for the sentence of `note`: what was written and what was understood, both for people."""
        return {"text": self.written, "value": self.words, "suggestion": self.suggestion}


NO_TIME_LIMIT = TimeLimit()
"""Nothing is written."""


def read_time_limit(value: Value, *, assigned_on: date, workdays: Workdays, year: int | None = None) -> TimeLimit:
    """A cell of a deadline column, written on `assigned_on` in a ledger of `year` (the year of assignment if not given).

    A month, ten-day part, quarter or year means its last day; "X日前" includes that day; a day without year is the
    next one. Workdays count from the assignment when the cell names no event. Doubtful readings carry `confirm`.
    """
    moment = Moment(assigned_on, year or assigned_on.year)
    if isinstance(value, date | Decimal):
        return _from_cell(value, moment)
    written = shown(value).strip()
    text = arabic_counts(one_width(CLOCK.sub("", written))).strip("。.;,") if len(written) < MAX_LENGTH else written
    if text in BLANK_SIGNS:
        return NO_TIME_LIMIT
    for read in (_special_word, _expression, _with_open_end, _changed, _aimed, _range, _point, _stages, _with_remark):
        if found := read(text, moment, workdays):
            return replace(found, written=written, note=found.note or (ASKED if found.confirm else ""))
    return TimeLimit(written=written, confirm=True, note="T101")


def _from_cell(value: date | Decimal, moment: Moment) -> TimeLimit:
    """A real date or a number: questioned when its year lies before the ledger's."""
    reading = read_date(value, on=moment.assigned_on.replace(year=moment.year, day=1))
    day = value.date() if isinstance(value, datetime) else reading.value
    if day is None:
        return TimeLimit(written=reading.written, confirm=True, note=reading.note)
    odd = day.year < moment.year
    note = reading.note or ("T127" if odd else "")
    return TimeLimit(written=reading.written, due=day, confirm=reading.confirm or odd, note=note)


# --- one reader for each way of writing; each answers None if the text is not written that way -----------------------

_SAME_AS_ABOVE = re.compile(r"同上|〃|\"")
_DONE = re.compile(r"(?:已|提前)?(?:完成|办结|销号)|已(?:完成|办结|销号)")
_UNSETTLED = re.compile(r"待定|另行通知|见附件|根据.*进度|视情况?|未定")
_OPEN_WORDS = r"(?:并)?(?:长期坚持|持续推进|持续开展|长期推进|坚持下去|长期|常态化(?:推进|开展)?)"
_OPEN = re.compile(_OPEN_WORDS)
_OPEN_AFTERWARDS = re.compile(rf"(.+?)[,;、]?{_OPEN_WORDS}")


def _special_word(text: str, _moment: Moment, _workdays: Workdays) -> TimeLimit | None:
    if _SAME_AS_ABOVE.fullmatch(text):
        return TimeLimit(same_as_above=True, confirm=True)
    if _DONE.fullmatch(text):
        return TimeLimit(is_done=True, confirm=True)
    if _UNSETTLED.fullmatch(text):
        return TimeLimit(note="T109")
    if _OPEN.fullmatch(text):
        return TimeLimit(is_open=True, confirm=not text.startswith("长期"))
    return None


def _expression(text: str, moment: Moment, workdays: Workdays) -> TimeLimit | None:
    """Spans, cycles and words that the notation knows too."""
    expression = parse_expression(text)
    if isinstance(expression, Now):
        return TimeLimit(is_immediate=True)
    if isinstance(expression, Soft):
        return TimeLimit(note="T109")
    if isinstance(expression, CYCLES):
        return TimeLimit(cycle=expression)
    if not isinstance(expression, Span):
        return None
    if expression.event not in (None, Event.ASSIGN):
        return TimeLimit(relative=expression)
    return TimeLimit(due=end_of(expression, start=moment.assigned_on, workdays=workdays), confirm=True)


def _with_open_end(text: str, moment: Moment, workdays: Workdays) -> TimeLimit | None:
    """A date or 立行立改 that stays open afterwards."""
    found = _OPEN_AFTERWARDS.fullmatch(text)
    inner = _first(found[1], moment, workdays, (_expression, _point)) if found else None
    return replace(inner, is_open=True) if inner else None


def _changed(text: str, moment: Moment, _workdays: Workdays) -> TimeLimit | None:
    """原6月30日，调整为8月31日; 延期至9月底."""
    found = re.fullmatch(r"(?:原(?:定|时限)?(.+?)[,;]?)?(?:现)?(?:调整|延期|延长|顺延|推迟)[为至到](.+)", text)
    if not found:
        return None
    original = time_point(found[1], moment) if found[1] else None
    changed = time_point(found[2], moment)
    if changed is None or changed.day is None:
        return None
    return TimeLimit(original=original.day if original else None, due=changed.day, confirm=True)


def _aimed(text: str, moment: Moment, _workdays: Workdays) -> TimeLimit | None:
    """力争9月底，确保10月底."""
    if not (found := re.fullmatch(r"(?:力争|争取)(.+?)[,;、](?:确保|最迟)(.+)", text)):
        return None
    target, certain = time_point(found[1], moment), time_point(found[2], moment)
    if not (target and certain and certain.day):
        return None
    return TimeLimit(target=target.day, due=certain.day)


def _range(text: str, moment: Moment, _workdays: Workdays) -> TimeLimit | None:
    """3月—6月, 2026.3-2026.12, 6月25日-30日."""
    year, month, day = r"(?:(\d{4})[年./])?", r"(\d\d?)", r"(\d\d?)"
    if found := re.fullmatch(rf"{year}{month}月?[-—–~至到]{year}{month}月?底?(?:前)?", text):
        if "月" not in text and not (found[1] and found[3]):
            return None
        return _months_between(found, moment)
    if found := re.fullmatch(rf"{year}{month}月{day}[日号]?[-—–~至到](?:{month}月)?{day}[日号]?(?:前)?", text):
        first = time_point(f"{found[1] or moment.year}年{found[2]}月{found[3]}日", moment)
        last = time_point(f"{found[1] or moment.year}年{found[4] or found[2]}月{found[5]}日", moment)
        return TimeLimit(start=first.day, due=last.day) if first and last and first.day and last.day else None
    return None


def _months_between(found: re.Match[str], moment: Moment) -> TimeLimit | None:
    first = time_point(f"{found[1] or moment.year}年{found[2]}月", moment)
    last = time_point(f"{found[3] or found[1] or moment.year}年{found[4]}月", moment)
    if not (first and last and first.day and last.day) or first.day > last.day:
        return None
    return TimeLimit(start=first.day.replace(day=1), due=last.day)


def _point(text: str, moment: Moment, _workdays: Workdays) -> TimeLimit | None:
    point = time_point(text, moment)
    return _of(point) if point else None


def _of(point: TimePoint) -> TimeLimit:
    return TimeLimit(due=point.day, confirm=point.confirm, note=point.note, suggestion=point.suggestion)


def _stages(text: str, moment: Moment, _workdays: Workdays) -> TimeLimit | None:
    """4月底完成设计，8月底开工; 第一批3月底，第二批6月底."""
    parts = [part for part in re.split(r"[,;。、]", text) if part]
    stages = [stage for part in parts if (stage := _stage(part, moment))]
    return TimeLimit(stages=tuple(stages), note=ASKED) if len(parts) > 1 and len(stages) == len(parts) else None


def _stage(text: str, moment: Moment) -> tuple[date, str] | None:
    """The date at the beginning or the end of `text`, as long as possible, and what is left as its label."""
    for size in range(len(text), 1, -1):
        for words, label in ((text[:size], text[size:]), (text[-size:], text[:-size])):
            point = time_point(words, moment)
            if point and point.day:
                return point.day, label.strip(":")
    return None


def _with_remark(text: str, moment: Moment, workdays: Workdays) -> TimeLimit | None:
    """2025年12月底前（已超期）."""
    found = re.fullmatch(r"(.+?)\(([^()]+)\)", text)
    return _first(found[1], moment, workdays, (_point,)) if found else None


_Reader = Callable[[str, Moment, Workdays], TimeLimit | None]


def _first(text: str, moment: Moment, workdays: Workdays, readers: tuple[_Reader, ...]) -> TimeLimit | None:
    return next((found for read in readers if (found := read(text, moment, workdays))), None)


def _recurring(cycle: Cycle) -> str:
    match cycle:
        case MonthDays(days):
            return "monthly-" + ",".join(f"{day:02d}" for day in days)
        case QuarterDay(day):
            return f"quarterly-last-month-{day:02d}"
        case Weekly(weekday):
            return "weekly" if weekday is None else f"weekly-{weekday + 1}"
        case Anniversary(months, event):
            return f"every-{months}m-from-{event or 'start'}"
        case _:
            return cycle.notation()


def _relative(span: Span) -> str:
    unit = {Unit.WORKDAYS: "wd", Unit.CALENDAR_DAYS: "d", Unit.MONTHS: "m"}[span.unit]
    return f"{span.event}+{span.count}{unit}"
