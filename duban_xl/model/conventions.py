"""What 参数 says where the rules are silent → `Conventions`; and the settings that say nothing one can understand."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from duban_xl.model import settings
from duban_xl.model.cell_text.reading import read_date
from duban_xl.model.deadline import CYCLES, WEEKDAYS, MonthDays
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.due import USUAL, Conventions, Roll
from duban_xl.model.event import Event
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.office import Setting
from duban_xl.model.text import arabic_counts, one_width

_Reader = Callable[[Conventions, str], Conventions | None]
"""Conventions and the text of one setting → the conventions with it; None for a text that is not understood."""


def conventions_of(ledger: Ledger) -> Conventions:
    """The office's conventions; a setting that is empty, missing or not understood leaves the usual one."""
    return _read(ledger)[0]


def misread_settings(ledger: Ledger) -> tuple[Setting, ...]:
    """The rows of 参数 whose value is not one that the setting may have."""
    return _read(ledger)[1]


def _read(ledger: Ledger) -> tuple[Conventions, tuple[Setting, ...]]:
    found, misread = USUAL, list[Setting]()
    for setting in ledger.settings:
        if setting.value and (read := READERS.get(setting.key)):
            changed = read(found, setting.value.strip())
            found = changed or found
            misread += [] if changed else [setting]
    return found, tuple(misread)


def _week_day(found: Conventions, text: str) -> Conventions | None:
    day = WEEKDAYS.find(text[-1:])
    return replace(found, week_day=day) if day >= 0 else None


def _half_month_days(found: Conventions, text: str) -> Conventions | None:
    days = _days(text)
    return replace(found, half_month_days=days) if days else None


def _office_day(found: Conventions, text: str) -> Conventions | None:
    days = _days(text)
    return replace(found, cycle_day=days[0]) if len(days) == 1 else None


def _days(text: str) -> tuple[int, ...]:
    """Days of a month as people write them: "15日、月末" → (15, 31)."""
    expression = parse_expression(f"MD({text.replace('每月', '').removesuffix('前')})")
    return expression.days if isinstance(expression, MonthDays) else ()


def _interval(found: Conventions, text: str) -> Conventions | None:
    cycle = parse_expression(text)
    return replace(found, interval=cycle) if isinstance(cycle, CYCLES) else None


def _soft_interval(found: Conventions, text: str) -> Conventions | None:
    cycle = parse_expression(text)
    return replace(found, soft_interval=cycle) if isinstance(cycle, CYCLES) else None


def _roll(found: Conventions, text: str) -> Conventions | None:
    return replace(found, roll=Roll(text)) if text in tuple(Roll) else None


def _extension_lead(found: Conventions, text: str) -> Conventions | None:
    days = _count(text)
    return replace(found, extension_lead=days) if days is not None else None


def _upward_lead(found: Conventions, text: str) -> Conventions | None:
    days = _count(text)
    return replace(found, upward_lead=days) if days is not None else None


def _soon_days(found: Conventions, text: str) -> Conventions | None:
    days = _count(text)
    return replace(found, soon_days=days) if days is not None else None


def _dragging_days(found: Conventions, text: str) -> Conventions | None:
    days = _count(text)
    return replace(found, dragging_days=days) if days else None


def _reply_days(found: Conventions, text: str) -> Conventions | None:
    days = _count(text)
    return replace(found, reply_days=days) if days else None


def _backup_days(found: Conventions, text: str) -> Conventions | None:
    days = _count(text)
    return replace(found, backup_days=days) if days is not None else None


def _backup_most(found: Conventions, text: str) -> Conventions | None:
    most = _count(one_width(text).removesuffix("份"))
    return replace(found, backup_most=most) if most else None


def _started_on(found: Conventions, text: str) -> Conventions | None:
    day = read_date(text).value
    return replace(found, started_on=day) if day else None


def _message_limit(found: Conventions, text: str) -> Conventions | None:
    most = _count(one_width(text).removesuffix("字").removesuffix("个"))
    return replace(found, message_limit=most) if most else None


def _least_progress(found: Conventions, text: str) -> Conventions | None:
    least = _count(one_width(text).removesuffix("字").removesuffix("个"))
    return replace(found, least_progress=least) if least is not None else None


def _most_alike(found: Conventions, text: str) -> Conventions | None:
    number = _SHARE.fullmatch(one_width(text))
    if not number:
        return None
    # a cell shown as 90% holds 0.9
    percent = Decimal(number[1]) * (ALL_ALIKE if not number[2] and Decimal(number[1]) <= 1 else 1)
    return replace(found, most_alike=int(percent)) if HALF_ALIKE <= percent <= ALL_ALIKE else None


_SHARE = re.compile(r"(\d{1,3}(?:\.\d{1,4})?)(%?)")


def _stock_phrases(found: Conventions, text: str) -> Conventions | None:
    return replace(found, stock_phrases=split_names(text))


HALF_ALIKE, ALL_ALIKE = 50, 100
"""Texts that share less than half have nothing to do with each other."""


def _count(text: str) -> int | None:
    """A number of days as people write it: "3", "3天", "三个工作日"; None for anything else."""
    found = _DAYS.fullmatch(arabic_counts(one_width(text)))
    return int(found[1]) if found else None


_DAYS = re.compile(r"(\d{1,4})(?:个?(?:工作)?[日天])?")


def _summary_start(found: Conventions, text: str) -> Conventions | None:
    starts = dict(zip(settings.SUMMARY_STARTS, (Event.UNITS_DUE, Event.ARRANGEMENT), strict=True))
    return replace(found, summary_start=starts[text]) if text in starts else None


def _window(found: Conventions, text: str) -> Conventions | None:
    known = (settings.CALENDAR_YEAR, settings.ROLLING)
    return replace(found, rolling_window=text == settings.ROLLING) if text in known else None


READERS: dict[str, _Reader] = {
    settings.WEEK_DAY: _week_day,
    settings.HALF_MONTH_DAYS: _half_month_days,
    settings.OFFICE_DAY: _office_day,
    settings.INTERVAL: _interval,
    settings.SOFT_INTERVAL: _soft_interval,
    settings.ROLL: _roll,
    settings.EXTENSION_LEAD: _extension_lead,
    settings.UPWARD_LEAD: _upward_lead,
    settings.SUMMARY_START: _summary_start,
    settings.CRITICISM_WINDOW: _window,
    settings.SOON_DAYS: _soon_days,
    settings.REPLY_DAYS: _reply_days,
    settings.STARTED_ON: _started_on,
    settings.DRAGGING_DAYS: _dragging_days,
    settings.BACKUP_DAYS: _backup_days,
    settings.BACKUP_MOST: _backup_most,
    settings.MESSAGE_LIMIT: _message_limit,
    settings.LEAST_PROGRESS: _least_progress,
    settings.MOST_ALIKE: _most_alike,
    settings.STOCK_PHRASES: _stock_phrases,
}
"""Setting → how its text is read."""
