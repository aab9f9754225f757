"""What people write into a deadline column of a ledger (3月底前，并长期坚持) → the time limit, with what must be asked."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from duban_xl.model.deadline import CYCLES, Event, Now, Soft, Span
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.reading import BLANK_SIGNS, CLOCK, read_date
from duban_xl.model.source import Value, shown
from duban_xl.model.span_end import end_of
from duban_xl.model.text import arabic_counts, one_width
from duban_xl.model.time_limit import NO_TIME_LIMIT, TimeLimit
from duban_xl.model.time_point import Moment, TimePoint, time_point
from duban_xl.model.workdays import Workdays

MAX_LENGTH = 200  # a longer text is prose, not a time limit
ASKED = "T129"


def read_deadline(
    text: Value,
    *,
    on: date,
    workdays: Workdays,
    year: int | None = None,
    receipt_on: date | None = None,
    above: TimeLimit | None = None,
) -> TimeLimit:
    """A cell of a deadline column, written on `on` (the day of assignment) in a ledger of `year` (that day's, if not given).

    A month, ten-day part, quarter or year means its last day; "X日前" includes that day; a day without year is the
    next one. Workdays count from the assignment when the cell names no event, from `receipt_on` when it names the
    receipt. `above` is the reading of the row above, for 同上. Doubtful readings carry `confirm` and a `note`.
    """
    moment = Moment(on, year or on.year)
    if isinstance(text, date | Decimal):
        return _from_cell(text, moment)
    written = shown(text).strip()
    folded = arabic_counts(one_width(CLOCK.sub("", written))).strip("。.;,") if len(written) < MAX_LENGTH else written
    if folded in BLANK_SIGNS:
        return NO_TIME_LIMIT
    if _SAME_AS_ABOVE.fullmatch(folded):
        return replace(above or NO_TIME_LIMIT, written=written, same_as_above=True, confirm=True, note=ASKED)
    for read in (_special_word, _expression, _with_open_end, _changed, _aimed, _range, _point, _stages, _with_remark):
        if found := read(folded, moment, workdays):
            found = replace(found, written=written, note=found.note or (ASKED if found.confirm else ""))
            return _from_receipt(found, receipt_on, workdays)
    return TimeLimit(written=written, confirm=True, note="T101")


def _from_receipt(found: TimeLimit, receipt_on: date | None, workdays: Workdays) -> TimeLimit:
    """`found` with its date, if it counts from the receipt and that day is known."""
    if receipt_on is None or found.relative is None or found.relative.event is not Event.RECEIPT:
        return found
    return replace(found, due=end_of(found.relative, start=receipt_on, workdays=workdays))


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
    return TimeLimit(
        due=point.day,
        confirm=point.confirm,
        note=point.note,
        suggestion=point.suggestion,
        is_impossible=point.day is None,
    )


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
