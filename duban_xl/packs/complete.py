"""A pack's rows → the first thing that keeps it from being complete: a rule that acts nowhere, a row that no rule stands behind."""

from collections.abc import Callable, Iterator, Mapping

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.method import CONVENTION, SHOWN_ONLY
from duban_xl.model.finding import Finding
from duban_xl.model.lifecycle import NUMBERS
from duban_xl.model.noun import split_names
from duban_xl.model.settings import KNOWN_SETTINGS
from duban_xl.model.source import Source
from duban_xl.packs.cells import CELL_CHECKS
from duban_xl.packs.rows import Row, Rows, numbered, place_of

COURSE, SETTINGS, SCORING_SETTINGS = "流转", SHEETS["settings"].tab, SHEETS["scoring_settings"].tab
OUR_CONVENTION = "本系统约定"
CITING: Mapping[str, str] = {
    "requirements": "rule",
    "duties": "rule",
    "procedures": "rule",
    "required_items": "rule",
    "terms": "rule",
    "ladder": "rule",
    "scoring_rules": "clause",
    "scoring_sections": "name",
}
"""Sheet whose rows each stand for a rule → the column that cites it."""

BOTH_WAYS = ("requirements", "duties", "procedures", "required_items", "terms", "ladder")
"""Of these, the sheets whose every row must be named by its rule as a place where it acts."""

NEEDED = ("categories", "duties", "procedures", "required_items", "terms", "rules", "settings")
_KEY_OF_TAB = {sheet.tab: key for key, sheet in SHEETS.items()}


def faults(rows: Rows, file: str) -> Iterator[Finding]:
    """What keeps the pack in `file` from being complete, each finding at its row (P106–P126)."""
    for check in CHECKS:
        yield from check(rows, file)


def sheet_is_missing(rows: Rows, file: str) -> Iterator[Finding]:
    """A part of the method is not there at all."""
    for key in NEEDED:
        if not rows.get(key):
            yield finding("P107", Source(file), tab=SHEETS[key].tab)


def cell_is_empty(rows: Rows, file: str) -> Iterator[Finding]:
    """A required column of a row says nothing."""
    for key, number, row in _every(rows):
        for field in SHEETS[key].fields:
            if field.required and row.get(field.key) in (None, ""):
                at = place_of(key, number, file)
                yield finding("P108", at, tab=at.sheet, row=at.cell, column=field.header)


def category_is_unknown(rows: Rows, file: str) -> Iterator[Finding]:
    """A row is limited to a category that the pack does not have: it would never apply."""
    known = {str(row.get("code")) for row in rows.get("categories", ())}
    for key, number, row in _every(rows):
        for code in split_names(str(row.get("categories") or "")):
            if code not in known:
                at = place_of(key, number, file)
                yield finding("P106", at, tab=at.sheet, row=at.cell, category=code)


def rule_stands_twice(rows: Rows, file: str) -> Iterator[Finding]:
    """A rule is listed a second time."""
    seen: set[str] = set()
    for number, row in numbered(rows, "rules"):
        rule = str(row.get("rule"))
        if rule in seen:
            at = place_of("rules", number, file)
            yield finding("P110", at, tab=at.sheet, row=at.cell, rule=rule)
        seen.add(rule)


def row_without_rule(rows: Rows, file: str) -> Iterator[Finding]:
    """A row cites a rule that the pack does not list, or that does not name this sheet as a place where it acts."""
    places = {str(row.get("rule")): split_names(str(row.get("acts") or "")) for row in rows.get("rules", ())}
    for key in BOTH_WAYS:
        for number, row in numbered(rows, key):
            rule = str(row.get("rule") or "")
            if SHEETS[key].tab not in places.get(rule, ()):
                at = place_of(key, number, file)
                yield finding("P111", at, tab=at.sheet, row=at.cell, rule=rule)


def rule_acts_nowhere(rows: Rows, file: str) -> Iterator[Finding]:
    """A place that a rule names does not exist, or says nothing of the rule."""
    for number, row in numbered(rows, "rules"):
        for place in split_names(str(row.get("acts") or "")):
            if not _acts(rows, row, place):
                at = place_of("rules", number, file)
                yield finding("P112", at, tab=at.sheet, row=at.cell, rule=str(row.get("rule")), place=place)


def convention_without_setting(rows: Rows, file: str) -> Iterator[Finding]:
    """A rule that leaves something open has no setting in which the office may settle it, marked as ours."""
    for number, row in numbered(rows, "rules"):
        places = split_names(str(row.get("acts") or ""))
        if row.get("grade") == CONVENTION and not any(_is_our_setting(rows, place) for place in places):
            at = place_of("rules", number, file)
            yield finding("P113", at, tab=at.sheet, row=at.cell, rule=str(row.get("rule")))


def _acts(rows: Rows, rule: Row, place: str) -> bool:
    """Whether `place` exists and has something to do with the rule."""
    name, _, inner = place.partition(".")
    if name == COURSE:
        return inner in NUMBERS
    if name in (SETTINGS, SCORING_SETTINGS):
        return inner in _settings(rows, _KEY_OF_TAB[name])
    if place == SHOWN_ONLY:
        return rule.get("grade") == SHOWN_ONLY
    key = _KEY_OF_TAB.get(name)
    if key is None:
        return False
    if not inner:
        return key in CITING and any(_cites(row, CITING[key], str(rule.get("rule"))) for row in rows.get(key, ()))
    field = next((field for field in SHEETS[key].fields if field.header == inner), None)
    return field is not None and (key != "categories" or _is_filled(rows, rule, field.key))


def _is_filled(rows: Rows, rule: Row, column: str) -> bool:
    """Whether every category of the rule says something in `column`."""
    codes = split_names(str(rule.get("categories") or ""))
    meant = [row for row in rows.get("categories", ()) if not codes or row.get("code") in codes]
    return bool(meant) and all(row.get(column) for row in meant)


def _cites(row: Row, column: str, rule: str) -> bool:
    return rule in str(row.get(column) or "").replace("）", " ").split()


def _settings(rows: Rows, key: str) -> dict[str, str]:
    """Setting → its note, of the pack and (for 参数) of every office."""
    known = {one.key: one.note for one in KNOWN_SETTINGS} if key == "settings" else {}
    return known | {str(row.get("key")): str(row.get("note") or "") for row in rows.get(key, ())}


def _is_our_setting(rows: Rows, place: str) -> bool:
    name, _, inner = place.partition(".")
    return name in (SETTINGS, SCORING_SETTINGS) and OUR_CONVENTION in _settings(rows, _KEY_OF_TAB[name]).get(inner, "")


def _every(rows: Rows) -> Iterator[tuple[str, int, Row]]:
    for key in rows:
        for number, row in numbered(rows, key):
            yield key, number, row


CHECKS: tuple[Callable[[Rows, str], Iterator[Finding]], ...] = (
    category_is_unknown,
    sheet_is_missing,
    cell_is_empty,
    rule_stands_twice,
    row_without_rule,
    rule_acts_nowhere,
    convention_without_setting,
    *CELL_CHECKS,
)
