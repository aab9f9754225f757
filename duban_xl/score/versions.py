"""The rule sheets and the rows that were scored → short digests, kept with a published score; two of them → what changed."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from hashlib import sha256
from string import ascii_uppercase

from duban_xl.model.columns import SHEETS
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import Noun
from duban_xl.model.period import parse_period
from duban_xl.model.score import Outcome, Scoreboard
from duban_xl.model.source import Source, shown

DIGITS = 6
RULE_SHEETS = (
    "scoring_settings",
    "scoring_sections",
    "scoring_rules",
    "scoring_measures",
    "scoring_steps",
    "cap_groups",
    "scoring_consequences",
)
"""The sheets of 办法版本, in the order of its parts."""
SCORED_SHEETS = ("deductions", "indicators", "ratings", "inspections", "units")
"""The sheets of 台账版本, in the order of its parts."""

_ORDERED = frozenset({"scoring_sections", "scoring_steps"})
"""Sheets in which the order of the rows means something: the last section takes the residual, the first step that fits."""
_ONLY_SAID = {"scoring_settings": frozenset({"choices", "note", "printed"})}
"""Columns that explain and change nothing."""
_COUNTING = {
    "deductions": (
        "event_on", "unit", "number", "rule", "role", "count", "tier", "circumstances", "discretion", "document",
        "issuer", "verification", "justification", "decided_on", "status", "occasion", "belongs_to", "rectified_on",
    ),
    "inspections": ("held_on", "method", "unit"),
    "units": ("code", "name", "short_name", "aliases", "group", "order", "active"),
}  # fmt: skip
"""The columns that a score may depend on, where it is not all of them; not those that the program fills in itself."""


def method_version(ledger: Ledger) -> str:
    """Seven digests joined by "-", one for each rule sheet: equal as long as its rows say the same.

    Formats, the order of columns, blank rows and, in most sheets, the order of rows make no difference.
    """
    return "-".join(_digest(_rows(ledger, key), ordered=key in _ORDERED) for key in RULE_SHEETS)


def ledger_version(board: Scoreboard, ledger: Ledger) -> str:
    """Five digests joined by "-" of the rows that `board` scored: events, indicators, ratings, inspections, units."""
    chosen: Mapping[str, Callable[[], Iterable[Noun]]] = {
        "deductions": lambda: _scored_events(board, ledger),
        "indicators": lambda: (row for row in ledger.indicators if _in_year(row.period, board)),
        "ratings": lambda: (row for row in ledger.ratings if _in_year(row.period, board)),
        "inspections": lambda: (
            row for row in ledger.inspections if row.held_on and board.year_start <= row.held_on <= board.as_of
        ),
        "units": lambda: ledger.units.units,
    }
    return "-".join(_digest((_said(key, row, ledger) for row in chosen[key]()), ordered=False) for key in SCORED_SHEETS)


def changed_sheets(then: str, now: str, sheets: Sequence[str]) -> tuple[str, ...]:
    """The keys of the sheets whose digests differ; none where `then` was not written by this program."""
    before, after = then.split("-"), now.split("-")
    if len(before) != len(sheets):
        return ()
    return tuple(key for key, old, new in zip(sheets, before, after, strict=True) if old != new)


def is_version(text: str, sheets: Sequence[str]) -> bool:
    """Whether `text` has the form of a version of `sheets`."""
    parts = text.split("-")
    return len(parts) == len(sheets) and all(len(part) == DIGITS for part in parts)


def _rows(ledger: Ledger, key: str) -> Iterable[str]:
    table = ledger.tables.get(key)
    silent = _ONLY_SAID.get(key, frozenset[str]())
    columns = [field.key for field in SHEETS[key].fields if field.key not in silent]
    for record in table or ():
        yield _line((column, shown(record[column])) for column in columns)


def _said(key: str, row: Noun, ledger: Ledger) -> str:
    """A scored row; a unit by its official name, which `score` puts in the place of an alias."""
    columns = _COUNTING.get(key) or tuple(field.key for field in SHEETS[key].fields)
    cells = {column: shown(row.record[column]) for column in columns}
    if cells.get("unit"):
        cells["unit"] = ledger.units.official_name(cells["unit"])
    return _line(cells.items())


def _line(cells: Iterable[tuple[str, str]]) -> str:
    """A row as text: the columns that hold something, by their keys."""
    return "\x1f".join(f"{column}={text}" for column, text in cells if text)


def _digest(rows: Iterable[str], *, ordered: bool) -> str:
    lines = [row for row in rows if row]
    if not ordered:
        lines.sort()
    return sha256("\x1e".join(lines).encode("utf-8")).hexdigest()[:DIGITS]


def _scored_events(board: Scoreboard, ledger: Ledger) -> Iterable[Noun]:
    """The rows of 扣分登记 that made the figures, also those that were dropped as revoked, exempt or repeated."""
    places = {_row_number(event.source) for event in board.events if event.outcome is not Outcome.PENDING}
    return (row for row in ledger.deductions if _row_number(row.source("rule")) in places)


def _row_number(source: Source) -> str:
    return source.cell.lstrip(ascii_uppercase)


def _in_year(period: str, board: Scoreboard) -> bool:
    """Whether a row's period begins within the days that the board covers; a blank one is the year's."""
    said = parse_period(period) if period else None
    return said is None or (said.end >= board.year_start and said.start <= board.as_of)
