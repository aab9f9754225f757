"""Rows of 工作日历 that hold the text of a holiday notice instead of a day → the notices, each with its rows."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from duban_xl.model.holiday_notice import HolidayNotice, NoticeDoubt, NoticeFault, read_holiday_notice
from duban_xl.model.office import CalendarDay
from duban_xl.model.text import arabic_counts, squeeze

_SPEAKS_OF_DAYS = re.compile(r"放假|上班|调休|补休|补班|共\d{1,2}天")
_AROUND = re.compile(  # what stands above and below the days of a notice
    r"关于.*(?:节假日|放假)|国务院办公厅|人民政府办公[厅室]|〔\d{4}〕\d+号$|^各[^。]*[:：]$|现将.*如下|^节假日期间"
    r"|^\d{4}年\d{1,2}月\d{1,2}日$|^[(（]?此件公开发布[)）]?$"
)
_COMPLETE = re.compile(r"(?:[。；;：:!！]|通知|[号日厅室天]|放假|上班|发布[)）]?)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class PastedNotice:
    """A notice and the rows that its text fills, one line each or all of it in one cell."""

    rows: tuple[CalendarDay, ...]
    notice: HolidayNotice

    def row_of(self, doubt: NoticeDoubt) -> CalendarDay:
        """The row in which the sentence of `doubt` stands; the first one if it runs over several."""
        sought = doubt.text.removesuffix("…")
        return next((row for row in self.rows if sought in arabic_counts(squeeze(row.note))), self.rows[0])


def pasted_notices(rows: Iterable[CalendarDay]) -> tuple[PastedNotice, ...]:
    """The notices among `rows`: neighbours without 日期 and 性质 are read as one text.

    Text that is no notice (it gives no day, and no clause with a fault in it) belongs to none.
    """
    found = ((run, read_holiday_notice("\n".join(row.note for row in run))) for run in _runs(rows))
    return tuple(PastedNotice(rows=tuple(run), notice=notice) for run, notice in found if _says_something(notice))


def _says_something(notice: HolidayNotice) -> bool:
    return bool(notice.days) or any(doubt.fault is not NoticeFault.UNREAD for doubt in notice.doubts)


def _runs(rows: Iterable[CalendarDay]) -> Iterator[list[CalendarDay]]:
    """Neighbouring rows that may hold one notice, without rows between them that say something else."""
    run: list[CalendarDay] = []
    for row in rows:
        if not _is_text(row):
            if run:
                yield run
            run = []
        elif _belongs(row, run):
            run.append(row)
    if run:
        yield run


def _is_text(row: CalendarDay) -> bool:
    """Whether nothing but 说明 (and perhaps 来源) is filled."""
    return bool(row.note) and row.day is None and not row.nature and not row.record.written.keys() & {"day", "nature"}


def _belongs(row: CalendarDay, run: list[CalendarDay]) -> bool:
    """Whether the row's text is part of a notice: it speaks of days off, frames them, or ends the line above."""
    line = arabic_counts(squeeze(row.note))
    unfinished = bool(run) and not _COMPLETE.search(squeeze(run[-1].note))
    return unfinished or bool(_SPEAKS_OF_DAYS.search(line) or _AROUND.search(line))
