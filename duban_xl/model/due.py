"""A due date with everything that explains it, and what the office has settled where its rules are silent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from duban_xl.model.deadline import FRIDAY, LAST_DAY, Cycle, Event, Expression, MonthDays, Span


class Mark(StrEnum):
    """A reservation that is shown beside a due date."""

    PROVISIONAL = "暂定"
    NOT_SIGNED = "未签收"
    OVER_CAP = "超上限"
    NO_START = "缺起算日"
    LIMIT_TO_ENTER = "待录入时限"
    NO_LIMIT = "未定期限"
    AT_ONCE = "随到随办"
    CONTRADICTORY = "时限矛盾"


class Roll(StrEnum):
    """What happens to a limit that ends on a day off."""

    NONE = "不顺延"
    NEXT = "顺延"


MONTHLY_BY_28 = MonthDays((28,))
HALF_MONTH_DAYS = (15, LAST_DAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """Settings for what the rules leave open (本系统约定)."""

    week_day: int = FRIDAY  # day of a weekly report, 0 is Monday
    half_month_days: tuple[int, ...] = HALF_MONTH_DAYS  # days of a half-monthly report
    cycle_day: int = LAST_DAY  # day in the last month of an office cycle (EVERY)
    interval: Cycle = MONTHLY_BY_28  # how often an unfinished matter reports (UNTIL_DONE)
    soft_interval: Cycle | None = None  # how often work without a number is called to mind; None: never
    roll: Roll = Roll.NONE
    extension_lead: int = 0  # workdays before the due date by which an extension must be asked for
    upward_lead: int = 3  # workdays before a superior's date by which the units must have reported (D51)
    summary_start: Event = Event.UNITS_DUE  # from when the office's summary of the units' plans is counted
    reply_days: int | None = None  # workdays for answering a reminder; None: no day is named
    started_on: date | None = None  # from when the office owes its own recurring work; None: from ever
    soon_days: int = 7  # how many days before the due date a matter turns yellow
    dragging_days: int | None = None  # overdue for longer than that is 久拖不决; None: not judged
    rolling_window: bool = False  # 一年内: the twelve months up to a day, not its calendar year
    backup_days: int = 60  # how long backups of the ledger stay
    backup_most: int = 200  # how many of them at most
    least_progress: int = 6  # a text of fewer letters and digits tells nothing about a period's work
    most_alike: int = 90  # percent; texts more alike than that are copies of each other
    message_limit: int = 70  # letters of a short message
    stock_phrases: tuple[str, ...] = ()  # phrases of no substance beside those that the program knows


USUAL = Conventions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """One due date, explained. `due` is None where the rules give no number: nothing can be overdue then."""

    due: date | None
    remind_on: date | None  # last workday on or before `due`; for 随到随办 the day itself
    cap: date | None  # absolute maximum, extensions included
    provisional: bool  # a year without an official holiday table lies between the start and `due` or `cap`
    kind: str  # form in the notation ("WD", "QMD" …), or EXTENDED, NO_START, NONE
    counted: tuple[date, ...]  # the workdays counted, for limits in workdays
    rule: str | None
    basis: str  # one Chinese sentence
    start: date | None = None
    event: Event | None = None  # what `start` is the day of
    marks: tuple[Mark, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict[str, str])  # the values that `basis` quotes


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitFacts:
    """What a matter's row, its category and its extensions say about its time limit."""

    events: Mapping[Event, date]  # the days known; the missing ones are absent
    given: date | None = None  # the day stated by the notice or instruction
    stated: Expression | None = None  # 时限要求 as read
    unreadable: bool = False  # something is stated and nobody can tell what: neither it nor the default applies
    urgent: bool = False
    category: Expression | None = None  # 办理时限 of the category
    category_event: Event = Event.RECEIPT  # its 起算事件, for limits that name none
    cap: Span | None = None  # its 上限
    extended_to: date | None = None  # as granted by a person
    milestones: tuple[date, ...] = ()
    rule: str | None = None
    rules: Mapping[str, str] = field(default_factory=dict[str, str])  # kind of limit → its own rule, before `rule`


@dataclass(frozen=True, slots=True)
class Overdue:
    """How late something is; both 0 on the due date itself and before it."""

    calendar_days: int
    workdays: int

    def __bool__(self) -> bool:
        return self.calendar_days > 0
