"""The sheets of the office's method → findings: cells that were edited into something that has no effect."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from duban_xl.catalogue import finding
from duban_xl.catalogue.ledger_method import EXPECTED
from duban_xl.model.cell_text.reading import read_date
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.named import column_named
from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS
from duban_xl.model.conventions import misread_settings
from duban_xl.model.deadline import Validity
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.limit_kinds import FITTING, cap_is_too_short, fits
from duban_xl.model.method import ARROW
from duban_xl.model.noun import split_names
from duban_xl.model.office import Setting
from duban_xl.model.open_limits import OF_SETTING, resolved, values_of
from duban_xl.model.repeats import repeated
from duban_xl.model.rule_index import index_of
from duban_xl.model.settings import ISSUED_ON, TRIAL
from duban_xl.model.source import Source, Value
from duban_xl.model.table import Record

OF_CATEGORIES = ("requirements", "duties", "procedures", "required_items", "rules", "scoring_rules")
CITING = ("requirements", "duties", "procedures", "required_items", "terms", "ladder")
"""Sheets whose 规则编号 cites 制度条款."""

RULE_SHEETS = (*CITING, "scoring_sections", "scoring_rules")
"""Sheets in which a rule acts through a row that cites it."""

_WORD = re.compile(r"[\w.-]+")
BY_PERSON = "人工"
LADDER = "ladder"  # its windows are never left to a setting
BY_RULE = ("time_limit", "cap", "return_cycle")
"""Columns of 事项类别 that a rule should stand behind."""


class _Limit(NamedTuple):
    """What a cell of limits or cycles means, and where that is written: in the cell, or in the setting that it names."""

    sheet: str
    column: str
    text: str
    header: str
    sources: tuple[Source, ...]


def _limits(ledger: Ledger) -> Iterator[_Limit]:
    """Every limit or cycle of the method's sheets that says something."""
    values, rows = values_of(ledger.settings), {setting.key: setting for setting in ledger.settings}
    for sheet, column in FITTING:
        header = SHEETS[sheet][column].header
        for record in _rows(ledger, sheet):
            said, at = record.text(column), record.source(column)
            setting = rows.get(said.removeprefix(OF_SETTING)) if _names_a_setting(sheet, said) else None
            meant = resolved(said, values) if _names_a_setting(sheet, said) else said
            if meant and setting:
                yield _Limit(sheet, column, meant, setting.key, (setting.source("value"), at))
            elif meant:
                yield _Limit(sheet, column, meant, header, (at,))


def _names_a_setting(sheet: str, text: str) -> bool:
    return sheet != LADDER and text.startswith(OF_SETTING)


def method_limit_is_not_understood(ledger: Ledger) -> Iterator[Finding]:
    """A limit, cycle, cap or window is neither notation nor usual Chinese."""
    for limit in _limits(ledger):
        if parse_expression(limit.text) is None:
            yield finding("L223", *limit.sources, header=limit.header, value=limit.text)


def method_limit_is_of_another_kind(ledger: Ledger) -> Iterator[Finding]:
    """办理时限 says a cycle, 上限 something that is no span, 报送周期 something that is no cycle, and the like."""
    for limit in _limits(ledger):
        if not fits(limit.sheet, limit.column, limit.text):
            expected = EXPECTED[limit.sheet, limit.column]
            yield finding("L250", *limit.sources, header=limit.header, value=limit.text, expected=expected)


def limit_names_no_setting(ledger: Ledger) -> Iterator[Finding]:
    """A limit is left to a row of 参数 that is not there."""
    known = {setting.key for setting in ledger.settings}
    for sheet, column in FITTING:
        for record in _rows(ledger, sheet):
            text = record.text(column)
            if _names_a_setting(sheet, text) and text.removeprefix(OF_SETTING) not in known:
                header = SHEETS[sheet][column].header
                yield finding("L265", record.source(column), header=header, value=text)


def anchor_is_not_understood(ledger: Ledger) -> Iterator[Finding]:
    """起算事件 of a category names no event that the program knows."""
    for category in ledger.categories:
        if category.anchor and parse_event(category.anchor) is None:
            yield finding("L251", category.source("anchor"), value=category.anchor)


def cap_is_shorter_than_the_limit(ledger: Ledger) -> Iterator[Finding]:
    """上限 ends before 办理时限, both counted from the same event."""
    for category in ledger.categories:
        if cap_is_too_short(category.time_limit, category.cap, category.anchor):
            places = category.source("cap"), category.source("time_limit")
            value = category.cap or category.time_limit
            yield finding("L252", *places, name=category.name, value=value, limit=category.time_limit)


def category_has_the_code_of_another(ledger: Ledger) -> Iterator[Finding]:
    """Two rows of 事项类别 have the same code."""
    for code, rows in repeated(ledger.categories, lambda category: category.code).items():
        yield finding("L260", *(row.source("code") for row in rows), value=code, count=len(rows))


def category_limit_has_no_rule(ledger: Ledger) -> Iterator[Finding]:
    """A limit, cap or cycle of a category that no rule gives it; nothing is said while 制度条款 is empty."""
    rules = index_of(ledger.rules)
    for category in ledger.categories if ledger.rules else ():
        for column in BY_RULE:
            header = SHEETS["categories"][column].header
            place = f"{SHEETS['categories'].tab}.{header}"
            value = category.record.text(column)
            if value and not rules.at(place, category.code):
                places = category.source(column)
                yield finding("L266", places, name=category.name, header=header, value=value, place=place)


def counted_step_counts_nothing(ledger: Ledger) -> Iterator[Finding]:
    """A counted step of the ladder counts what is no kind of 通报问责, not a whole number of times, or in no window."""
    for step in ledger.ladder:
        if step.times is None:
            continue
        for column, value in (("trigger", step.trigger), ("precondition", step.precondition)):
            if value not in CONSEQUENCE_KINDS and (value or column == "trigger"):
                header, kinds = SHEETS[LADDER][column].header, "、".join(CONSEQUENCE_KINDS)
                yield finding("L261", step.source(column), header=header, value=value, kinds=kinds)
        if not _is_whole(step.times, least=1):
            yield finding("L262", step.source("times"), value=step.times)
        if not step.window:
            yield finding("L263", step.source("window"), step.source("times"))


def reminder_is_no_number_of_days(ledger: Ledger) -> Iterator[Finding]:
    """提前提醒 is negative or no whole number."""
    for duty in ledger.duties:
        if duty.remind_days is not None and not _is_whole(duty.remind_days, least=0):
            yield finding("L264", duty.source("remind_days"), value=duty.remind_days)


def _is_whole(number: Decimal, *, least: int) -> bool:
    return number >= least and number == number.to_integral_value()


def row_is_for_an_unknown_category(ledger: Ledger) -> Iterator[Finding]:
    """A row is limited to a category code that 事项类别 does not have; nothing is said while that sheet is empty."""
    known = {category.code for category in ledger.categories}
    for key in OF_CATEGORIES if known else ():
        header = SHEETS[key]["categories"].header
        for record in _rows(ledger, key):
            for code in split_names(record.text("categories")):
                if code not in known:
                    yield finding("L253", record.source("categories"), header=header, value=code)


def listed_rule_has_no_row(ledger: Ledger) -> Iterator[Finding]:
    """制度条款 says that rules act in a sheet of rules, but no row there cites them: deleted, perhaps. Once per sheet."""
    for key in RULE_SHEETS:
        table, tab = ledger.tables.get(key), SHEETS[key].tab
        cited = {word for record in table or () for value in record.values.values() for word in _words(value)}
        acting = (rule for rule in ledger.rules if any(place.partition(".")[0] == tab for place in rule.places))
        lost = [rule for rule in acting if table and rule.rule not in cited]
        if lost:
            yield finding("L164", *(rule.source("acts") for rule in lost), rule=lost[0].rule, tab=tab, count=len(lost))


def _words(value: Value) -> list[str]:
    """The words that may be the number of a rule: "附件第六条 x-A6（甲）" → 附件第六条, x-A6, 甲."""
    return _WORD.findall(value) if isinstance(value, str) else []


def cited_rule_is_not_listed(ledger: Ledger) -> Iterator[Finding]:
    """A row cites a rule that 制度条款 does not list; nothing is said while that sheet is empty."""
    known = {rule.rule for rule in ledger.rules}
    for key in CITING if known else ():
        for record in _rows(ledger, key):
            rule = record.text("rule")
            if rule and rule not in known:
                yield finding("L254", record.source("rule"), rule=rule)


def item_names_no_column(ledger: Ledger) -> Iterator[Finding]:
    """对应列 of 办理要素 is no column of ledger or form, or there is none though the program should look."""
    for item in ledger.required_items:
        if item.column and column_named(item.column) is None:
            yield finding("L255", item.source("column"), value=item.column)
        elif not item.column and item.test and item.test != BY_PERSON:
            yield finding("L256", item.source("column"), item=item.item, value=item.test)


def procedure_has_an_empty_step(ledger: Ledger) -> Iterator[Finding]:
    """Between two arrows of a chain, or at its ends, nobody is named."""
    for key, column in (("procedures", "steps"), ("categories", "approval_chain")):
        header = SHEETS[key][column].header
        for record in _rows(ledger, key):
            chain = record.text(column)
            if chain and not all(part.strip() for part in chain.split(ARROW)):
                yield finding("L257", record.source(column), header=header, value=chain)


def optional_step_is_no_step(ledger: Ledger) -> Iterator[Finding]:
    """可选步骤 names a step that 步骤 does not have."""
    for procedure in ledger.procedures:
        for step in split_names(procedure.optional):
            if step not in procedure.sequence:
                yield finding("L258", procedure.source("optional"), procedure.source("steps"), value=step)


def setting_is_not_understood(ledger: Ledger) -> Iterator[Finding]:
    """A setting of 参数 has a value that it may not have; the usual one holds in its place."""
    trial = [setting for setting in ledger.settings if setting.value and _misstates_the_trial(setting)]
    for setting in (*misread_settings(ledger), *trial):
        yield finding("T117", setting.source("value"), setting=setting.key, text=setting.value)


def _misstates_the_trial(setting: Setting) -> bool:
    """Whether 试行期 is no length of time, or 印发日期 no day."""
    if setting.key == TRIAL:
        return not isinstance(parse_expression(f"试行{setting.value}"), Validity)
    return setting.key == ISSUED_ON and read_date(setting.record["value"] or setting.value).value is None


def milestone_has_no_day(ledger: Ledger) -> Iterator[Finding]:
    """A milestone has neither 计划日期 nor anything to reckon it from. (A bad 间隔 is told where days are reckoned.)"""
    for row in ledger.milestones:
        dated = row.planned_on or row.done_on or row.after or "planned_on" in row.record.written
        if row.milestone and not dated:
            yield finding("L259", row.source("planned_on"), name=row.milestone)


def _rows(ledger: Ledger, key: str) -> tuple[Record, ...]:
    return ledger.tables[key].rows if key in ledger.tables else ()


METHOD_CHECKS = (
    method_limit_is_not_understood,
    method_limit_is_of_another_kind,
    limit_names_no_setting,
    anchor_is_not_understood,
    cap_is_shorter_than_the_limit,
    category_has_the_code_of_another,
    category_limit_has_no_rule,
    counted_step_counts_nothing,
    reminder_is_no_number_of_days,
    row_is_for_an_unknown_category,
    cited_rule_is_not_listed,
    listed_rule_has_no_row,
    item_names_no_column,
    procedure_has_an_empty_step,
    optional_step_is_no_step,
    setting_is_not_understood,
    milestone_has_no_day,
)
