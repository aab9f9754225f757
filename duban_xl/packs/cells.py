"""A pack's rows → cells that no one could act on: limits of the wrong kind, a cap too short, counts and steps that are none."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.catalogue.ledger_method import EXPECTED
from duban_xl.model.cell_text.reading import read_date
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.named import column_named
from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS
from duban_xl.model.deadline import Validity
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.limit_kinds import FITTING, cap_is_too_short, fits
from duban_xl.model.method import ARROW
from duban_xl.model.noun import split_names
from duban_xl.model.open_limits import OF_SETTING, resolved
from duban_xl.model.settings import ISSUED_ON, KNOWN_SETTINGS, TRIAL
from duban_xl.packs.rows import Rows, numbered, place_of, text

BY_RULE = ("time_limit", "cap", "return_cycle")
"""Columns of 事项类别 that say nothing without a rule behind them."""

CHAINS = (("procedures", "steps"), ("categories", "approval_chain"))
LADDER = "ladder"


def limit_is_not_understood(rows: Rows, file: str) -> Iterator[Finding]:
    """A limit or cycle, or the setting that it names, is neither notation nor usual Chinese, or of the wrong kind."""
    settings = _settings(rows)
    for (key, column), expected in EXPECTED.items():
        for number, row in numbered(rows, key):
            said = text(row, column)
            meant = resolved(said, settings) if key != LADDER else said
            if meant and (parse_expression(meant) is None or not fits(key, column, meant)):
                at, header = place_of(key, number, file), SHEETS[key][column].header
                if meant != said and (named := _row_of_setting(rows, said)):
                    at, header = place_of("settings", named, file), SHEETS["settings"]["value"].header
                yield finding("P109", at, tab=at.sheet, row=at.cell, column=header, value=meant, expected=expected)


def setting_is_not_there(rows: Rows, file: str) -> Iterator[Finding]:
    """A limit is left to a setting that neither the pack nor every office has."""
    settings = _settings(rows)
    for key, column in FITTING:
        for number, row in numbered(rows, key) if key != LADDER else ():
            said = text(row, column)
            if said.startswith(OF_SETTING) and said.removeprefix(OF_SETTING) not in settings:
                at, header = place_of(key, number, file), SHEETS[key][column].header
                yield finding("P126", at, tab=at.sheet, row=at.cell, column=header, value=said)


def cap_is_shorter_than_the_limit(rows: Rows, file: str) -> Iterator[Finding]:
    """上限 ends before 办理时限, both counted from the same event."""
    settings = _settings(rows)
    for number, row in numbered(rows, "categories"):
        limit, cap = (resolved(text(row, column), settings) for column in ("time_limit", "cap"))
        if cap_is_too_short(limit, cap, text(row, "anchor")):
            at = place_of("categories", number, file)
            yield finding("P114", at, tab=at.sheet, row=at.cell, value=cap or limit, limit=limit)


def counted_step_counts_nothing(rows: Rows, file: str) -> Iterator[Finding]:
    """A counted step of the ladder counts what is no kind of 通报问责, not a whole number of times, or in no window."""
    for number, row in numbered(rows, LADDER):
        if (times := row.get("times")) is None:
            continue
        at = place_of(LADDER, number, file)
        for column in ("trigger", "precondition"):
            value, header = text(row, column), SHEETS[LADDER][column].header
            if value not in CONSEQUENCE_KINDS and (value or column == "trigger"):
                kinds = "、".join(CONSEQUENCE_KINDS)
                yield finding("P115", at, tab=at.sheet, row=at.cell, column=header, value=value, kinds=kinds)
        if not _is_whole(times, least=1):
            yield finding("P116", at, tab=at.sheet, row=at.cell, value=text(row, "times"))
        if not text(row, "window"):
            yield finding("P117", at, tab=at.sheet, row=at.cell)


def anchor_is_not_understood(rows: Rows, file: str) -> Iterator[Finding]:
    """起算事件 of a category names no event that the program knows."""
    for number, row in numbered(rows, "categories"):
        if (anchor := text(row, "anchor")) and parse_event(anchor) is None:
            at = place_of("categories", number, file)
            yield finding("P118", at, tab=at.sheet, row=at.cell, value=anchor)


def category_stands_twice(rows: Rows, file: str) -> Iterator[Finding]:
    """A category has the code or the name of an earlier one."""
    for column in ("code", "name"):
        seen: set[str] = set()
        for number, row in numbered(rows, "categories"):
            value = text(row, column)
            if value in seen:
                at, header = place_of("categories", number, file), SHEETS["categories"][column].header
                yield finding("P119", at, tab=at.sheet, row=at.cell, column=header, value=value)
            seen |= {value} if value else set()


def chain_has_an_empty_step(rows: Rows, file: str) -> Iterator[Finding]:
    """Between two arrows of a chain, or at its ends, nobody is named."""
    for key, column in CHAINS:
        for number, row in numbered(rows, key):
            chain = text(row, column)
            if chain and not all(step.strip() for step in chain.split(ARROW)):
                at, header = place_of(key, number, file), SHEETS[key][column].header
                yield finding("P120", at, tab=at.sheet, row=at.cell, column=header, value=chain)


def optional_step_is_no_step(rows: Rows, file: str) -> Iterator[Finding]:
    """可选步骤 names a step that 步骤 does not have."""
    for number, row in numbered(rows, "procedures"):
        steps = [step.strip() for step in text(row, "steps").split(ARROW)]
        for step in split_names(text(row, "optional")):
            if step not in steps:
                at = place_of("procedures", number, file)
                yield finding("P121", at, tab=at.sheet, row=at.cell, value=step)


def reminder_is_no_number_of_days(rows: Rows, file: str) -> Iterator[Finding]:
    """提前提醒 is negative or no whole number."""
    for number, row in numbered(rows, "duties"):
        days = row.get("remind_days")
        if days is not None and not _is_whole(days, least=0):
            at = place_of("duties", number, file)
            yield finding("P122", at, tab=at.sheet, row=at.cell, value=text(row, "remind_days"))


def trial_is_not_understood(rows: Rows, file: str) -> Iterator[Finding]:
    """试行期 is no length of time, or 印发日期 no day."""
    for number, row in numbered(rows, "settings"):
        key, value = text(row, "key"), text(row, "value")
        wrong = key == TRIAL and not isinstance(parse_expression(f"试行{value}"), Validity)
        wrong |= key == ISSUED_ON and read_date(value).value is None
        if value and wrong:
            at = place_of("settings", number, file)
            yield finding("P123", at, tab=at.sheet, row=at.cell, key=key, value=value)


def item_names_no_column(rows: Rows, file: str) -> Iterator[Finding]:
    """对应列 of 办理要素 is no column of ledger or form."""
    for number, row in numbered(rows, "required_items"):
        if (column := text(row, "column")) and column_named(column) is None:
            at = place_of("required_items", number, file)
            yield finding("P124", at, tab=at.sheet, row=at.cell, value=column)


def category_without_rule(rows: Rows, file: str) -> Iterator[Finding]:
    """A category has a limit, cap or cycle that no rule gives it: nobody could say by which article."""
    rules = [(split_names(text(row, "acts")), split_names(text(row, "categories"))) for row in rows.get("rules", ())]
    for column in BY_RULE:
        header = SHEETS["categories"][column].header
        place = f"{SHEETS['categories'].tab}.{header}"
        acting = [codes for acts, codes in rules if place in acts]
        for number, row in numbered(rows, "categories"):
            code = text(row, "code")
            if text(row, column) and not any(not codes or code in codes for codes in acting):
                at = place_of("categories", number, file)
                yield finding(
                    "P125", at, tab=at.sheet, row=at.cell, column=header, value=text(row, column), place=place
                )


def _settings(rows: Rows) -> Mapping[str, str]:
    """Setting → its value, of the pack and of every office."""
    known = {one.key: one.value for one in KNOWN_SETTINGS}
    return known | {text(row, "key"): text(row, "value") for row in rows.get("settings", ())}


def _row_of_setting(rows: Rows, said: str) -> int | None:
    name = said.removeprefix(OF_SETTING)
    return next((number for number, row in numbered(rows, "settings") if text(row, "key") == name), None)


def _is_whole(value: object, *, least: int) -> bool:
    return isinstance(value, Decimal) and value >= least and value == value.to_integral_value()


CELL_CHECKS = (
    limit_is_not_understood,
    setting_is_not_there,
    cap_is_shorter_than_the_limit,
    counted_step_counts_nothing,
    anchor_is_not_understood,
    category_stands_twice,
    chain_has_an_empty_step,
    optional_step_is_no_step,
    reminder_is_no_number_of_days,
    trial_is_not_understood,
    item_names_no_column,
    category_without_rule,
)
