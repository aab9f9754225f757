"""The text of a yearly holiday notice (放假通知) → its days off and make-up workdays, and what in it was not understood."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import pairwise

from duban_xl.model.cell_text.reading import normalise_document_number
from duban_xl.model.deadline import WEEKDAYS
from duban_xl.model.period import month_end
from duban_xl.model.text import arabic_counts, squeeze
from duban_xl.model.workdays import ONE_DAY, SATURDAY, DayKind

LONGEST_HOLIDAY = 31  # days; a longer range is a slip of the pen
LONGEST_QUOTE = 60
FIRST_YEAR, LAST_YEAR = 1949, 2099


class NoticeFault(StrEnum):
    """Why a part of a notice gave no days."""

    WEEKDAY = "the weekday in brackets is not that of the day"
    COUNT = "共N天 is not the number of days"
    BOTH = "a day is both off and a workday"
    NO_SUCH_DAY = "the calendar lacks the day"
    UNREAD = "not understood"
    NO_YEAR = "nothing says of which year it speaks"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDay:
    """One day that differs from Monday–Friday, and the festival it belongs to ("" if none is named)."""

    day: date
    kind: DayKind
    festival: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeDoubt:
    """One fault: the sentence it stands in, what is written there, and what would be right."""

    fault: NoticeFault
    text: str
    written: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HolidayNotice:
    """What a notice says: its days in order, its document number ("" if none), its faults. Faulty parts give no days."""

    days: tuple[NoticeDay, ...] = ()
    number: str = ""
    doubts: tuple[NoticeDoubt, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        """The years that it has days of, in order."""
        return tuple(sorted({one.day.year for one in self.days}))


# --- the parts of a sentence ----------------------------------------------------------------------------------------

_BRACKET = r"(?:[(（][^()（）]{0,40}[)）])?"
_TO = r"(?:至|到|[-—–─~～〜]{1,2})"
_AND = r"(?:以及|[、,，和及与])"
_DAY = rf"(?:(?:\d{{4}}年|次年|翌年)?\d{{1,2}}月\d{{1,2}}(?:[日号]|(?={_TO}))|\d{{1,2}}[日号]){_BRACKET}"
_OFF = r"放假调休|调休放假|放假|补休|调休(?![,，]?上班)|休息"
_WORK = r"调休[,，]?上班|补上班|上班|补班"
_GROUP = re.compile(
    rf"(?<![\d月年至到])(?P<days>{_DAY}(?:(?:{_TO}|{_AND}){_DAY})*)"
    rf"[,，]?(?:均|都|为|须|应当?|正常|照常)*(?:(?P<work>{_WORK})|(?P<off>{_OFF}))"
    r"(?P<joined>[,，]?与周末连休)?(?:[,，;；]?(?:共计?|合计)?(?P<count>\d{1,2})天)?"
)
_ONE_DAY = re.compile(
    rf"(?P<sign>{_TO}|{_AND})?(?P<year>\d{{4}}年|次年|翌年)?(?:(?P<month>\d{{1,2}})月)?(?P<day>\d{{1,2}})[日号]?"
    rf"(?:[(（](?P<bracket>[^()（）]*)[)）])?"
)
_ANY_DAY = re.compile(r"\d{1,2}月\d{1,2}(?:[日号]|(?=\D))")
_WEEKDAY = re.compile(r"(?:周|星期|礼拜)([一二三四五六日天])")
_KEYWORD = re.compile("放假|上班|补休|补班|调休")
_FESTIVALS = re.compile("元旦|春节|清明节?|国际劳动节|劳动节|五一|端午节?|中秋节?|国庆节?")
_LABEL = re.compile(r"([^。;；:：,，()（）\d]{2,30})[:：]$")
_ITEM = re.compile(r"^年|^.*?[一二三四五六七八九十]+、(?=[^、])|^[(（]\w[)）]")
_TITLE_YEAR = re.compile(r"(\d{4})年(?:部分)?(?:法定)?(?:节假日|放假|元旦|春节|清明|劳动|五一|端午|中秋|国庆)")
_NUMBER = re.compile(r"国办[\u4e00-\u9fff]{0,4}[〔\[(（【]\d{4}[〕\])）】]第?\d{1,3}号")
_ASIDE = re.compile(  # says nothing about single days
    r"《[^》]*》|关于[^。;；:：]*?的通知|现将[^。;；]*?如下|放假(?:期间|办法|通知|调休(?:日期|安排))|放假安排(?=如下|[:：])|鼓励[^。]*|不调休"
    r"|(?:办公厅|办公室|人民政府)\d{4}年\d{1,2}月\d{1,2}日(?!放假|上班)"
)
_NAMES = rf"(?:{_FESTIVALS.pattern})(?:[、和](?:{_FESTIVALS.pattern}))*"
_HEADING = re.compile(
    rf"(?:[一二三四五六七八九十]+、)?{_NAMES}[:：]|(?<![\u4e00-\u9fff])[一二三四五六七八九十]+、(?={_NAMES})"
)
_STOP = re.compile("[。；;]")


def read_holiday_notice(text: str, *, year: int | None = None) -> HolidayNotice:
    """What the notice `text` says. `year` is used only where neither title nor any date tells the year.

    Widths, line breaks and blanks do not matter. Nothing is guessed: a clause with a fault gives no days but a doubt.
    """
    flat = arabic_counts(squeeze(text))
    reader = _Reader(flat, year)
    days, doubts = reader.read()
    return HolidayNotice(days=days, number=_document_number(flat, text), doubts=doubts)


def _document_number(flat: str, text: str) -> str:
    """The 发文字号: that of the State Council's office, else a line that is nothing but a number."""
    found = _NUMBER.search(flat)
    lines = (found[0],) if found else (line for line in text.splitlines() if line.strip())
    return next((number for line in lines if (number := normalise_document_number(line))), "")


@dataclass(slots=True, frozen=True)
class _Clause:
    """Days and what is said of them; `title` is the year of the title above them, `label` the festival named before."""

    found: re.Match[str]
    sentence: str
    title: int | None
    label: str | None

    @property
    def kind(self) -> DayKind:
        return DayKind.WORK if self.found["work"] else DayKind.OFF

    @property
    def written_year(self) -> int | None:
        years = re.findall(r"(\d{4})年", self.found["days"])
        return int(years[-1]) if years else None


@dataclass(slots=True, frozen=True)
class _Refused:
    """Days that cannot be told: the fault, what is written, what would be right."""

    fault: NoticeFault
    written: str = ""
    right: str = ""


@dataclass(slots=True, frozen=True)
class _Years:
    """Which year a month without a written year belongs to; `of_month` remembers those written in the same item."""

    base: int | None
    of_month: dict[int, int] = field(default_factory=dict[int, int])

    def of(self, written: str | None, month: int, before: date | None) -> int | None:
        if written in ("次年", "翌年"):
            start = before.year if before else self.base
            year = start + 1 if start is not None else None
        elif written:
            year = int(written[:4])
        else:
            return self.of_month.get(month, self.base)
        if year is not None:
            self.of_month[month] = year
        return year


class _Reader:
    """One reading of one text."""

    def __init__(self, text: str, default: int | None) -> None:
        self._text, self._default = text, default
        self._asides = [found.span() for found in _ASIDE.finditer(text)]
        stops, headings = _STOP.finditer(text), _HEADING.finditer(text)
        ends = {0, len(text), *(found.end() for found in stops), *(found.start() for found in headings)}
        self._sentences = [*pairwise(sorted(ends))]
        self._days: dict[date, dict[DayKind, NoticeDay]] = {}
        self._doubts: list[tuple[int, NoticeDoubt]] = []

    def read(self) -> tuple[tuple[NoticeDay, ...], tuple[NoticeDoubt, ...]]:
        """The days in order, the doubts in the order of the text."""
        clauses = list(self._clauses())
        self._enter(clauses)
        self._find_unread(clauses)
        days = [next(iter(kinds.values())) for _, kinds in sorted(self._days.items()) if len(kinds) == 1]
        self._doubts.sort(key=lambda doubt: doubt[0])
        return tuple(days), tuple(doubt for _, doubt in self._doubts)

    def _clauses(self) -> Iterator[_Clause]:
        titles = [(found.start(), int(found[1])) for found in _TITLE_YEAR.finditer(self._text)]
        end = 0
        for found in _GROUP.finditer(self._text):
            if not self._is_aside(found.start()):
                title = next((year for at, year in reversed(titles) if at < found.start()), None)
                label = _festival(self._text[end : found.start()])
                yield _Clause(found, self._sentence_at(found.start()), title, label)
            end = found.end()

    def _enter(self, clauses: list[_Clause]) -> None:
        """Every clause into the days, or its fault into the doubts."""
        running = next((c.written_year for c in clauses if c.written_year), self._default)
        festival, years = "", _Years(running)
        for clause in clauses:
            if clause.label is not None:
                festival, years = clause.label, _Years(running)
            base = clause.title or running
            read = _days_of(clause.found, _Years(base, years.of_month))
            running = clause.written_year or running
            if isinstance(read, _Refused):
                self._doubt(clause, read)
                continue
            for day in read:
                self._put(NoticeDay(day=day, kind=clause.kind, festival=festival), clause)

    def _put(self, one: NoticeDay, clause: _Clause) -> None:
        kinds = self._days.setdefault(one.day, {})
        if kinds and one.kind not in kinds:
            self._doubt(clause, _Refused(NoticeFault.BOTH, one.day.isoformat()))
        kinds.setdefault(one.kind, one)

    def _doubt(self, clause: _Clause, why: _Refused) -> None:
        doubt = NoticeDoubt(fault=why.fault, text=_quoted(clause.sentence), written=why.written, right=why.right)
        self._doubts.append((clause.found.start(), doubt))

    def _find_unread(self, clauses: list[_Clause]) -> None:
        """Sentences that speak of days off with words or days that no clause took in."""
        taken = [clause.found.span() for clause in clauses] + self._asides
        for start, end in self._sentences:
            words = [m.start() for m in _KEYWORD.finditer(self._text, start, end) if not self._is_aside(m.start())]
            days = [m.start() for m in _ANY_DAY.finditer(self._text, start, end)]
            if words and any(not _within(at, taken) for at in (*words, *days)):
                self._doubts.append((end, NoticeDoubt(fault=NoticeFault.UNREAD, text=_quoted(self._text[start:end]))))

    def _is_aside(self, at: int) -> bool:
        return _within(at, self._asides)

    def _sentence_at(self, place: int) -> str:
        return next((self._text[start:end] for start, end in self._sentences if start <= place < end), "")


def _days_of(found: re.Match[str], years: _Years) -> list[date] | _Refused:
    """The days of one clause, its weekdays and its 共N天 held against them."""
    written: list[date] = []
    days: list[date] = []
    for part in _ONE_DAY.finditer(found["days"]):
        read = _day_of(part, years, written[-1] if written else None)
        if isinstance(read, _Refused):
            return read
        if part["sign"] and re.fullmatch(_TO, part["sign"]):
            length = (read - written[-1]).days
            if not 0 < length < LONGEST_HOLIDAY:
                return _Refused(NoticeFault.UNREAD)
            days += [written[-1] + ONE_DAY * n for n in range(1, length)]
        written.append(read)
        days.append(read)
        if wrong := _wrong_weekday(part["bracket"] or "", written):
            return wrong
    counted = len(days) + (_weekend_beside(days) if found["joined"] else 0)
    if found["count"] and found["off"] and int(found["count"]) != counted:
        return _Refused(NoticeFault.COUNT, found["count"], str(counted))
    return days


def _day_of(part: re.Match[str], years: _Years, before: date | None) -> date | _Refused:
    """The day of one expression; month and year that are not written are those of the day `before` it."""
    if part["month"] is None and before is None:
        return _Refused(NoticeFault.UNREAD)
    month = int(part["month"]) if part["month"] else (before or date.min).month
    year = before.year if before and not part["month"] else years.of(part["year"], month, before)
    if year is None:
        return _Refused(NoticeFault.NO_YEAR)
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= int(part["day"]) <= month_end(year, month).day:
        return date(year, month, int(part["day"]))
    return _Refused(NoticeFault.NO_SUCH_DAY, f"{year}年{month}月{part['day']}日")


def _wrong_weekday(bracket: str, written: list[date]) -> _Refused | None:
    """The weekdays of a bracket against the days before it: one for the last day, several for as many days."""
    named = _WEEKDAY.findall(bracket)
    if len(named) > len(written):
        return _Refused(NoticeFault.UNREAD)
    for name, day in zip(named, written[len(written) - len(named) :], strict=True):
        if WEEKDAYS[day.weekday()] != name.replace("天", "日"):
            return _Refused(NoticeFault.WEEKDAY, day.isoformat(), WEEKDAYS[day.weekday()])
    return None


def _weekend_beside(days: list[date]) -> int:
    """How many days of a weekend touch `days` (与周末连休)."""
    count = 0
    for edge, step in ((min(days), -ONE_DAY), (max(days), ONE_DAY)):
        day: date = edge + step
        while day.weekday() >= SATURDAY:
            count, day = count + 1, day + step
    return count


def _festival(gap: str) -> str | None:
    """The festival that the words before a clause name; None if they name none, so that the one before goes on."""
    label = _LABEL.search(gap)
    words = label[1] if label else gap[-10:]
    names = _FESTIVALS.findall(words)
    if names and (label or _FESTIVALS.search(words[-3:])):
        return "、".join(dict.fromkeys(names))
    if not label:
        return None
    return _ITEM.sub("", label[1]) if label[1] != "其中" else None


def _within(at: int, spans: list[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in spans)


def _quoted(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST_QUOTE else sentence[: LONGEST_QUOTE - 1] + "…"
