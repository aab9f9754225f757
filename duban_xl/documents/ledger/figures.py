"""The ledger's columns → the formulas behind 看板: plain COUNTIFS, SUMPRODUCT, LARGE and INDEX over whole columns.

No structured references and no dynamic arrays: LibreOffice, WPS and Excel 2010 calculate them alike.
"""

from collections.abc import Iterable

from duban_xl.documents.ledger.lamps import RUNNING_STATUSES
from duban_xl.documents.ledger.ranges import whole
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import ENDED_STATUSES, NOT_ASSIGNED_STATUSES, STATUSES
from duban_xl.model.columns.scoring import CANDIDATE, CONFIRMED, VERIFICATIONS
from duban_xl.score.words import YEAR

IN_HAND_STATUSES = tuple(s for s in STATUSES if s not in (*ENDED_STATUSES, *NOT_ASSIGNED_STATUSES))
UNVERIFIED, _, UNTRUE = VERIFICATIONS
KEY = 100_000
"""A day times this plus a place in the list: one number that sorts by day and still knows its row."""

_NUMBER, _STATUS = whole("matters", "number"), whole("matters", "status")
_LEAD, _SUPPORT = whole("matters", "lead_unit"), whole("matters", "supporting_units")
_DUE, _EXTENDED = whole("matters", "due_date"), whole("matters", "extended_to")
_PLACE = f"ROW({_STATUS})-ROW(INDEX({_STATUS},1))+1"
_EFFECTIVE = f"IF(ISNUMBER({_EXTENDED}),{_EXTENDED},IF(ISNUMBER({_DUE}),{_DUE},0))"


def listed(words: Iterable[str]) -> str:
    """A constant column of texts: {"办结";"归档"}."""
    return "{" + ";".join(f'"{word}"' for word in words) + "}"


def setting(key: str, default: str) -> str:
    """The number that 参数 `key` holds, `default` if it holds none."""
    keys, values = whole("settings", "key", last=500), whole("settings", "value", last=500)
    return f'IFERROR(VALUE(INDEX({values},MATCH("{key}",{keys},0))&""),{default})'


def setting_text(key: str, default: str) -> str:
    """The text that 参数 `key` holds, `default` if it is empty or missing."""
    keys, values = whole("settings", "key", last=500), whole("settings", "value", last=500)
    found = f'INDEX({values},MATCH("{key}",{keys},0))&""'
    return f'IFERROR(IF({found}="","{default}",{found}),"{default}")'


def nth(sheet: str, field: str, place: int) -> str:
    """The field in the `place`-th data row; unlike a plain reference it survives a row being deleted."""
    return f"INDEX({whole(sheet, field, last=2_000)},{place})"


def matters() -> str:
    """How many matters the ledger holds."""
    return f"COUNTA({_NUMBER})"


def key_matters() -> str:
    """How many are 重点督办."""
    return f'COUNTIFS({whole("matters", "is_key")},"是",{_NUMBER},"<>")'


def with_status(words: Iterable[str], *, lead: str = "", support: str = "") -> str:
    """How many matters have one of the statuses; of the unit in cell `lead`, or naming the one in cell `support`."""
    unit = f",{_LEAD},{lead}" if lead else ""
    named = f',{_SUPPORT},"*"&{support}&"*"' if support else ""
    return f"SUMPRODUCT(COUNTIFS({_STATUS},{listed(words)}{unit}{named}))"


def overdue(day: str, *, lead: str = "") -> str:
    """How many matters whose unit has not answered were due before `day`; the granted extension counts."""
    return _by_due((f'"<"&{day}',), lead=lead)


def due_soon(day: str, days: str, *, lead: str = "") -> str:
    """How many are due on `day` or within `days` days after it."""
    return _by_due((f'">="&{day}', f'"<="&({day}+{days})'), lead=lead)


def _by_due(criteria: tuple[str, ...], *, lead: str) -> str:
    unit = f",{_LEAD},{lead}" if lead else ""
    running = f"{_STATUS},{listed(RUNNING_STATUSES)}{unit}"
    first = "".join(f",{_DUE},{c}" for c in criteria)
    extended = "".join(f",{_EXTENDED},{c}" for c in criteria)
    not_extended = f'SUMPRODUCT(COUNTIFS({running}{first},{_EXTENDED},"="))'
    return f"({not_extended}+SUMPRODUCT(COUNTIFS({running}{extended})))"


def nth_overdue(day: str, nth: int) -> str:
    """Array formula: the key of the matter that is overdue longest, second longest …; 0 if there is none."""
    return _nth(f"({_EFFECTIVE}>0)*({_EFFECTIVE}<{day})", nth)


def nth_due_soon(day: str, days: str, nth: int) -> str:
    """Array formula: the key of the matter that is due next, second next …; 0 if there is none."""
    return _nth(f"({_EFFECTIVE}>={day})*({_EFFECTIVE}<={day}+{days})", nth)


def _nth(condition: str, nth: int) -> str:
    running = f"ISNUMBER(MATCH({_STATUS},{listed(RUNNING_STATUSES)},0))"
    return f"IFERROR(SMALL(IF({running}*{condition},{_EFFECTIVE}*{KEY}+{_PLACE}),{nth}),0)"


def of_key(field: str, key: str) -> str:
    """The field of the matter that `key` (a cell) points at."""
    column = whole("matters", field)
    return f"INDEX({column},MOD({key},{KEY}))"


def day_of_key(key: str) -> str:
    """The day in `key` (a cell)."""
    return f"INT({key}/{KEY})"


def lamp(word: str) -> str:
    """How many matters show that 预警."""
    return f'COUNTIF({whole("matters", "alert")},"{word}")'


def of_category(name: str, code: str) -> str:
    """How many matters name the category of the cells `name` and `code`, either way."""
    column = whole("matters", "category")
    return f'COUNTIF({column},{name})+IF(OR({code}="",{code}={name}),0,COUNTIF({column},{code}))'


def returned(unit: str, period: str) -> str:
    """How many valid returns of the unit in cell `unit` the period has.

    Those that begin with the period less those that go on after it: plainly asked for, COUNTIFS takes 2026-09 for a day.
    """
    columns = {key: whole("returns", key) for key in ("unit", "period", "superseded")}
    found = f'{columns["unit"]},{unit},{columns["superseded"]},"=",{columns["period"]},{period}'
    return f'(COUNTIFS({found}&"*")-COUNTIFS({found}&"?*"))'


def year_setting() -> str:
    """考核年度 as 计分口径 has it, without blanks, e.g. 01-01..12-31; empty if it has none."""
    keys, values = (whole("scoring_settings", key, last=500) for key in ("key", "value"))
    return f'IFERROR(SUBSTITUTE(INDEX({values},MATCH("{YEAR}",{keys},0))&""," ",""),"")'


def year_month(setting: str) -> str:
    """The month in which the assessment year of the cell `setting` begins; 1 if that can't be read."""
    return f'IFERROR(VALUE(LEFT({setting},FIND("-",{setting})-1)),1)'


def year_day(setting: str) -> str:
    """The day of that month: one figure or two; 1 if that can't be read."""
    first = f'FIND("-",{setting})+1'
    return f"IFERROR(VALUE(MID({setting},{first},2)),IFERROR(VALUE(MID({setting},{first},1)),1))"


def year_start(day: str, month: str, first: str) -> str:
    """The day on which the assessment year of `day` begins; `month` and `first` are the cells that say when in a year."""
    return f"DATE(YEAR({day})-IF(DATE(YEAR({day}),{month},{first})>{day},1,0),{month},{first})"


def deducted(start: str, day: str, *, unit: str = "") -> str:
    """The points that count from `start` to `day`; of the unit in cell `unit`."""
    who = f",{whole('deductions', 'unit')},{unit}" if unit else ""
    return f"SUMIFS({whole('deductions', 'points')},{_counting(start, day)}{who})"


def deductions(start: str, day: str) -> str:
    """How many events count from `start` to `day`."""
    return f"COUNTIFS({_counting(start, day)})"


def _counting(start: str, day: str) -> str:
    """Confirmed, neither linked to the event that counts in its place nor waiting for or failing verification."""
    keys = ("status", "event_on", "related", "verification")
    status, on, related, verification = (whole("deductions", key) for key in keys)
    verified = "".join(f',{verification},"<>{word}"' for word in (UNVERIFIED, UNTRUE))
    return f'{status},"{CONFIRMED}",{on},">="&{start},{on},"<="&{day},{related},"="{verified}'


def candidates() -> str:
    """How many scoring events wait for a decision."""
    return f'COUNTIF({whole("deductions", "status")},"{CANDIDATE}")'


def pending_extensions() -> str:
    """How many extensions wait for a decision."""
    return f'COUNTIF({whole("extensions", "outcome")},"{SHEETS["extensions"]["outcome"].choices[0]}")'
