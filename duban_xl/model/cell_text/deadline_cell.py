"""What people write into a deadline column of a ledger (3月底前，并长期坚持) → the time limit, with what must be asked."""

import re
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from duban_xl.model.cell_text.deadline_clauses import (
    ASKED,
    OPEN_WORDS,
    Reader,
    Setting,
    aimed,
    changed,
    expression,
    of_point,
    point,
    special_word,
    stretch,
)
from duban_xl.model.cell_text.deadline_fold import SEPARATOR, fold
from duban_xl.model.cell_text.reading import BLANK_SIGNS
from duban_xl.model.cell_text.time_limit import NO_TIME_LIMIT, TimeLimit
from duban_xl.model.cell_text.time_point import BEFORE_START, ODD_YEAR, Moment, time_point
from duban_xl.model.cell_text.time_stages import time_stage, time_stages
from duban_xl.model.cell_text.written_day import serial_day
from duban_xl.model.source import Value, shown
from duban_xl.model.text import squeeze
from duban_xl.model.workdays import Workdays

MAX_LENGTH = 200  # a longer text is prose, not a time limit
NOT_UNDERSTOOD, SAME, AS_NUMBER, PARTLY = "T101", "T172", "T124", "T163"
NO_KNOWN_DAY, PROSE, ODD_SIGNS = "T162", "T173", "T174"


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
    receipt. `above` is the reading of the row above, for 同上. A text of which a part is not understood is never read
    without `confirm`; what no reading fits is `unknown`. Every doubt has a `note`.
    """
    moment = Moment.of(on, year or on.year)
    if isinstance(text, date):
        return _from_day(text, moment)
    written = shown(text).strip()
    if _is_blank(squeeze(written)):
        return NO_TIME_LIMIT
    if is_same_as_above(written):
        return replace(above or NO_TIME_LIMIT, written=written, same_as_above=True, confirm=True, note=SAME)
    setting = Setting(moment=moment, workdays=workdays, receipt_on=receipt_on)
    found = _not_understood(written, NOT_UNDERSTOOD) if isinstance(text, bool) else _from_text(written, setting)
    if isinstance(text, Decimal) and not found.confirm and not re.fullmatch(r"\d{8}", written):
        return replace(found, confirm=True, note=AS_NUMBER)
    return found


def is_same_as_above(written: str) -> bool:
    """Whether a cell says 同上."""
    return _SAME_AS_ABOVE.fullmatch(squeeze(written).strip("。.")) is not None


def _is_blank(text: str) -> bool:
    """Whether a cell has nothing to say: empty, 无, strokes only."""
    bare = text.strip(_MARKS) or text
    return bare in BLANK_SIGNS or _ONLY_STROKES.fullmatch(bare) is not None


_MARKS = "。.“”\"‘’'"
_ONLY_STROKES = re.compile(r"[/／\\—–\-－\s]+")
_SAME_AS_ABOVE = re.compile("同上|同前|〃|″|\"|''|同上[行栏]")


def _from_day(value: date, moment: Moment) -> TimeLimit:
    """A real date: questioned when its year is not the ledger's, or when it lies before the assignment."""
    day = value.date() if isinstance(value, datetime) else value
    note = ODD_YEAR if day.year != moment.year else BEFORE_START if day < moment.assigned_on else ""
    return TimeLimit(written=shown(day), due=day, confirm=bool(note), note=note)


def _from_text(written: str, setting: Setting) -> TimeLimit:
    if len(written) >= MAX_LENGTH:
        return _not_understood(written, PROSE)
    folded = fold(written)
    if folded.is_odd:
        return _not_understood(written, ODD_SIGNS)
    found = _first(folded.text, setting, _READERS)
    if found is None and folded.lines != folded.text:
        found = _first(folded.lines, setting, _READERS)
    found = found or _first(folded.lines, setting, _LENIENT) or TimeLimit(confirm=True, note=_why_unknown(folded.text))
    confirm = found.confirm or folded.is_doubtful
    return replace(found, written=written, confirm=confirm, note=found.note or (ASKED if confirm else ""))


def _not_understood(written: str, note: str) -> TimeLimit:
    return TimeLimit(written=written, confirm=True, note=note)


_UNKNOWN_DAY = re.compile(r"[^\d,;。]{1,12}(?:前|后|期间|之日|时)(?:完成|办结|报送|落实)?")
_DATED = re.compile(r"\d[年月日.\-/]|[季旬]|[年月]底")
_SHORT = 25


def _why_unknown(text: str) -> str:
    """The code for a text that no reading fits."""
    if _UNKNOWN_DAY.fullmatch(text):
        return NO_KNOWN_DAY
    return PROSE if len(text) > _SHORT and _DATED.search(text) else NOT_UNDERSTOOD


def _first(text: str, setting: Setting, readers: tuple[Reader, ...]) -> TimeLimit | None:
    return next((found for read in readers if (found := read(text, setting))), None)


# --- several parts in one cell: each reader answers None if the text is not written that way ---------------------------

_BRACKET = re.compile(r"(.*?)\(([^()]*)\)?(.*)")
_OVERDUE = re.compile(r"(?:已|现已)?(?:超期|逾期|过期|超时)(?:未(?:完成|办结))?|滞后|未(?:完成|办结)")
_HARMLESS = re.compile(r"(?:省|市|县|区)(?:定|级)?(?:任务|要求)?|重点(?:事项|任务)?|加急|特急|急件?|紧急|必须完成|含")


def _with_remark(text: str, setting: Setting) -> TimeLimit | None:
    """2025年12月底前（已超期）; a remark that is not known to change nothing is asked about."""
    found = _BRACKET.fullmatch(text)
    if not found or "(" in found[3]:
        return None
    outside, remark = f"{found[1]}{found[3]}", found[2]
    if re.fullmatch(r"\d{4}", remark) and "号" in outside:
        return None  # a document number
    if not outside:
        return _first(remark, setting, _READERS)
    inner = _first(outside, setting, _READERS)
    if inner is None or not inner.is_understood:
        beside = _first(remark, setting, _READERS) if inner and not inner.is_impossible else None
        lost = beside is not None and beside.is_understood  # 见附件（9月底）
        return replace(inner, confirm=True, note=NOT_UNDERSTOOD) if inner and lost else inner
    if re.fullmatch(OPEN_WORDS, remark):
        return replace(inner, is_open=True)
    return _remarked(inner, remark)


def _remarked(limit: TimeLimit, remark: str) -> TimeLimit:
    if _OVERDUE.fullmatch(remark):
        past = limit.note == BEFORE_START
        return replace(limit, confirm=limit.confirm and not past, note="" if past else limit.note)
    if _HARMLESS.fullmatch(remark):
        return limit
    return replace(limit, confirm=True, note=limit.note if limit.confirm else PARTLY)


_OPEN_AFTERWARDS = re.compile(
    rf"(.+?)[,;、。]?(?:并且?|且|同时|此后|之后|然后)?(?:继续)?({OPEN_WORDS}(?:[,、]{OPEN_WORDS})*)"
)


def _with_open_end(text: str, setting: Setting) -> TimeLimit | None:
    """A date, a cycle or 立行立改 that stays open afterwards."""
    found = _OPEN_AFTERWARDS.fullmatch(text)
    inner = _first(found[1], setting, (*_READERS, _labelled)) if found else None
    return replace(inner, is_open=True) if inner and inner.is_understood and not inner.is_done else None


def _staged(text: str, setting: Setting) -> TimeLimit | None:
    """4月底完成设计，8月底开工; 第一批3月底，第二批6月底."""
    stages = time_stages(text, setting.moment)
    if not stages:
        return None
    note = next((stage.point.note for stage in stages if stage.point.note), "")
    doubt = note or ("" if all(stage.is_sure for stage in stages) else PARTLY)
    listed = tuple((stage.day, stage.label) for stage in stages)
    return TimeLimit(stages=listed, confirm=bool(doubt), note=doubt or ASKED)


def _combined(text: str, setting: Setting) -> TimeLimit | None:
    """Clauses that say different things: 每月5日前报送，年底前完成; 2025年底前，已超期."""
    clauses = [clause for clause in re.split(r"[,;。]", text) if clause]
    said = [clause for clause in clauses if not _OVERDUE.fullmatch(clause)]
    if len(clauses) < 2 or not said:
        return None
    limits = [_first(clause, setting, _SIMPLE) for clause in said]
    known = [limit for limit in limits if limit and limit.is_understood]
    if len(known) < len(limits):
        return None
    if len(known) == 1:
        return _remarked(known[0], next(clause for clause in clauses if clause not in said))
    dates, cycles = [one for one in known if one.due], [one for one in known if one.cycle]
    if len(known) != 2 or len(dates) > 1 or len(cycles) > 1 or any(one.start or one.is_done for one in known):
        return None
    first, second = known
    return replace(
        first,
        due=first.due or second.due,
        cycle=first.cycle or second.cycle,
        is_open=first.is_open or second.is_open,
        is_immediate=first.is_immediate or second.is_immediate,
        confirm=True,
        note=ASKED,
    )


def _serial(text: str, setting: Setting) -> TimeLimit | None:
    """A day as the spreadsheet counts it, near the ledger's year."""
    day = serial_day(text, about=setting.moment.year)
    return TimeLimit(due=day, confirm=True, note=AS_NUMBER) if day else None


def _cycle_with_words(text: str, setting: Setting) -> TimeLimit | None:
    """每月5日前报送上月进展: the cycle at the beginning; doubtful, since the rest was not read."""
    ends = [found.end() for found in re.finditer("前", text)] if text.startswith("每") else []
    cycles = (expression(text[:end], setting) for end in reversed(ends))
    found = next((limit for limit in cycles if limit and limit.cycle), None)
    return replace(found, confirm=True, note=PARTLY) if found else None


def _labelled(text: str, setting: Setting) -> TimeLimit | None:
    """4月底前完成主体工程: one limit and what is due; doubtful, since the rest of the words was not read."""
    found = time_stage(text, setting.moment)
    if found is None or SEPARATOR in text:
        return None
    if not (found.point.is_limit or re.search("[底末]", text)):
        return None
    return replace(of_point(found.point), confirm=True, note=found.point.note or PARTLY)


def _among_others(text: str, setting: Setting) -> TimeLimit | None:
    """One clause that is a limit among others that are not: 根据会议要求，于6月30日前完成."""
    clauses = [clause for clause in re.split(r"[,;。:]", text) if clause]
    aims = [clause for clause in clauses if clause.startswith(("力争", "争取"))]
    limits = [found for clause in clauses if clause not in aims and (found := _firm_point(clause, setting))]
    if len(clauses) < 2 or len(limits) != 1 or "同上" in text:
        return None
    return replace(limits[0], confirm=True, note=limits[0].note if limits[0].is_impossible else PARTLY)


_DAY = re.compile(r"(?<!\d)(?:\d{4}年|[今明]年)?\d\d?月\d\d?[日号]")
_OTHER_CALENDAR = re.compile("农历|阴历|旧历|民国")


def _impossible_among(text: str, setting: Setting) -> TimeLimit | None:
    """A text that nothing else fits and that names a day that does not exist: 4月31日完成设计，8月底开工."""
    if _OTHER_CALENDAR.search(text):
        return None
    points = (time_point(found[0], setting.moment) for found in _DAY.finditer(text))
    return next((of_point(one) for one in points if one and one.is_impossible), None)


def _firm_point(text: str, setting: Setting) -> TimeLimit | None:
    """A point in time whose words say that something is to be done by then."""
    found = time_point(text, setting.moment)
    return of_point(found) if found and (found.is_limit or re.search("[底末]", text)) else None


_SIMPLE: tuple[Reader, ...] = (special_word, expression, changed, aimed, point, stretch, _serial)
_READERS: tuple[Reader, ...] = (*_SIMPLE, _with_remark, _with_open_end, _staged, _combined)
_LENIENT: tuple[Reader, ...] = (_cycle_with_words, _labelled, _among_others, _impossible_among)
"""Tried last: what they find is always to be confirmed."""
