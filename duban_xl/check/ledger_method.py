"""The sheets of the office's method → findings: cells that were edited into something that has no effect."""

from collections.abc import Iterator, Mapping

from duban_xl.catalogue import finding
from duban_xl.catalogue.ledger_method import SPAN_EXPECTED, WINDOW_EXPECTED
from duban_xl.check.method_columns import column_named
from duban_xl.model.columns import SHEETS
from duban_xl.model.conventions import misread_settings
from duban_xl.model.deadline import Capped, Event, Expression, FirstOf, Span, Unit, Window, cap_of
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.method import ARROW, Category
from duban_xl.model.noun import split_names
from duban_xl.model.table import Record

LIMITS: Mapping[str, str] = {
    "categories": "cap",
    "requirements": "time_limit",
    "duties": "cycle",
    "ladder": "window",
}
"""Sheet → its column of limits or cycles. (The others of 事项类别 have a check of their own.)"""

OF_CATEGORIES = ("requirements", "duties", "procedures", "required_items", "rules", "scoring_rules")
CITING = ("requirements", "duties", "procedures", "required_items", "terms", "ladder")
"""Sheets whose 规则编号 cites 制度条款."""

BY_PERSON = "人工"
DAYS_OF_MONTH = (28, 31)
MOST_DAYS_OFF = 2  # a span of workdays takes at most about twice as many days, and a long holiday
LONGEST_HOLIDAY = 15


def method_limit_is_not_understood(ledger: Ledger) -> Iterator[Finding]:
    """A limit, cycle, cap or window is neither notation nor usual Chinese."""
    for key, column in LIMITS.items():
        header = SHEETS[key][column].header
        for record in _rows(ledger, key):
            text = record.text(column)
            if text and parse_expression(text) is None:
                yield finding("L223", record.source(column), header=header, value=text)


def method_limit_is_of_another_kind(ledger: Ledger) -> Iterator[Finding]:
    """上限 says something that is no span, 窗口 something that is no window."""
    for record in _rows(ledger, "categories"):
        written = parse_expression(record.text("cap"))
        if written is not None and cap_of(written) is None:
            yield _other_kind(record, "categories", "cap", SPAN_EXPECTED)
    for record in _rows(ledger, "ladder"):
        written = parse_expression(record.text("window"))
        if written is not None and not isinstance(written, Window):
            yield _other_kind(record, "ladder", "window", WINDOW_EXPECTED)


def _other_kind(record: Record, sheet: str, column: str, expected: str) -> Finding:
    header = SHEETS[sheet][column].header
    return finding("L250", record.source(column), header=header, value=record.text(column), expected=expected)


def anchor_is_not_understood(ledger: Ledger) -> Iterator[Finding]:
    """起算事件 of a category names no event that the program knows."""
    for category in ledger.categories:
        if category.anchor and parse_event(category.anchor) is None:
            yield finding("L251", category.source("anchor"), value=category.anchor)


def cap_is_shorter_than_the_limit(ledger: Ledger) -> Iterator[Finding]:
    """上限 ends before 办理时限, both counted from the same event."""
    for category in ledger.categories:
        limit, cap = parse_expression(category.time_limit), cap_of(parse_expression(category.cap))
        own = limit.cap if isinstance(limit, Capped) else None
        usual = parse_event(category.anchor) or Event.RECEIPT
        longest = [one for one in (cap, own) if one is not None]
        if any(_is_shorter(one, span, usual) for one in longest for span in _spans(limit)):
            yield _contradiction(category)


def _contradiction(category: Category) -> Finding:
    places = category.source("cap"), category.source("time_limit")
    value = category.cap or category.time_limit
    return finding("L252", *places, name=category.name, value=value, limit=category.time_limit)


def _spans(limit: Expression | None) -> tuple[Span, ...]:
    match limit:
        case Span():
            return (limit,)
        case Capped(inner, _):
            return _spans(inner)
        case FirstOf(options):
            return tuple(option for option in options if isinstance(option, Span))
        case _:
            return ()


def _is_shorter(cap: Span, limit: Span, usual: Event) -> bool:
    """Whether the cap ends before the limit whatever the calendar, counted from the same event."""
    if (cap.event or usual) != (limit.event or usual):
        return False
    return cap.count < limit.count if cap.unit is limit.unit else _days(cap)[1] < _days(limit)[0]


def _days(span: Span) -> tuple[int, int]:
    """The fewest and the most days that a span can take."""
    match span.unit:
        case Unit.CALENDAR_DAYS:
            return span.count, span.count
        case Unit.MONTHS:
            return span.count * DAYS_OF_MONTH[0], span.count * DAYS_OF_MONTH[1]
        case Unit.WORKDAYS:
            return span.count, span.count * MOST_DAYS_OFF + LONGEST_HOLIDAY


def row_is_for_an_unknown_category(ledger: Ledger) -> Iterator[Finding]:
    """A row is limited to a category code that 事项类别 does not have; nothing is said while that sheet is empty."""
    known = {category.code for category in ledger.categories}
    for key in OF_CATEGORIES if known else ():
        header = SHEETS[key]["categories"].header
        for record in _rows(ledger, key):
            for code in split_names(record.text("categories")):
                if code not in known:
                    yield finding("L253", record.source("categories"), header=header, value=code)


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
    for setting in misread_settings(ledger):
        yield finding("T117", setting.source("value"), setting=setting.key, text=setting.value)


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
    anchor_is_not_understood,
    cap_is_shorter_than_the_limit,
    row_is_for_an_unknown_category,
    cited_rule_is_not_listed,
    item_names_no_column,
    procedure_has_an_empty_step,
    optional_step_is_no_step,
    setting_is_not_understood,
    milestone_has_no_day,
)
