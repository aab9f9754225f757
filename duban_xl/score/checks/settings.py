"""计分口径 → findings: names the program does not know, values that refer to nothing or contradict each other."""

import re
from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.model.columns.assessment import EVERY_UNIT, SHARED
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.score import words as w
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book
from duban_xl.score.checks.measures import is_section
from duban_xl.score.method import BONUS

KNOWN = frozenset(
    (
        *w.CHOICES, w.TITLE, w.VERSION, w.BASE, w.FLOOR, w.CEILING, w.PLACES, w.YEAR, w.OWN_CIRCULARS, w.CIRCULAR_DAYS,
        w.TIE_BREAK, w.WEIGHT_PLACES, w.COUNTED_AS, w.BANDS, w.LOWER_SHARE, w.PUBLICITY_DAYS, w.ANSWER_DAYS,
    )
)  # fmt: skip
"""Every setting that has an effect."""
_TIE_BREAKS = re.compile(r"扣分少者|加分多者|单位顺序|(?:分项|指标)\s*.+")
_OF_SECTION = re.compile(r"分项\s*(.+)")


def setting_is_unknown(book: Book) -> Iterator[Finding]:
    """口径 names nothing that has an effect."""
    for row in book.rulebook.settings:
        if row.key and row.key not in KNOWN:
            yield finding("S255", row.source("key"), key=row.key, near=faults.near(row.key, KNOWN))


def setting_is_said_twice(book: Book) -> Iterator[Finding]:
    """Two rows have the same name: the first holds."""
    yield from faults.twice(book.rulebook.settings, lambda row: row.key, column="key")


def table_of_bands_is_missing(book: Book) -> Iterator[Finding]:
    """等次表 names no step table."""
    table = book.words.text(w.BANDS)
    if table and table not in book.ladders:
        where = faults.in_sheet("scoring_steps")
        yield faults.unknown_setting(book.words.source(w.BANDS), w.BANDS, table, where, book.ladders)


def tie_break_is_not_understood(book: Book) -> Iterator[Finding]:
    """并列依据 names something by which nobody can be told apart; 按并列依据 without it."""
    text, place = book.words.text(w.TIE_BREAK), book.words.source(w.TIE_BREAK)
    for part in split_names(re.sub(r"(分项|指标)\s+", r"\1", text)):
        section = _OF_SECTION.fullmatch(part)
        if not _TIE_BREAKS.fullmatch(part):
            yield faults.unreadable_setting(place, w.TIE_BREAK, part, "tie_break")
        elif section and not is_section(section[1], book):
            where = faults.in_sheet("scoring_sections")
            yield faults.unknown_setting(place, w.TIE_BREAK, section[1], where, book.sections)
    if not text and book.words.choice(w.TIES) == w.BY_TIE_BREAK:
        yield faults.lacking_setting(book.words.source(w.TIES), w.TIES, w.BY_TIE_BREAK, w.TIE_BREAK)


def totals_contradict(book: Book) -> Iterator[Finding]:
    """得分下限 above 总分上限 or 基本分, 基本分 above 总分上限."""
    for key, against in ((w.FLOOR, w.CEILING), (w.FLOOR, w.BASE), (w.BASE, w.CEILING)):
        value, bound = book.words.number(key), book.words.number(against)
        if value is not None and bound is not None and value > bound:
            places = book.words.source(key), book.words.source(against)
            yield faults.greater_setting(places, (key, against), (value, bound))


def rule_spreads_against_the_setting(book: Book) -> Iterator[Finding]:
    """联合承办 says that only named units lose points, and a rule lays its deductions to others too (cangnan-amb-23)."""
    if book.words.text(w.JOINT_MATTERS) != w.ONLY_NAMED:
        return
    for rule in book.rules.values():
        if rule.subject in (EVERY_UNIT, SHARED) and rule.sign != BONUS:
            places = rule.source("subject"), book.words.source(w.JOINT_MATTERS)
            said, subject = w.ONLY_NAMED, rule.subject
            yield finding("S188", *places, rule=rule.rule, key=w.JOINT_MATTERS, value=said, subject=subject)


def praise_brings_points_against_the_setting(book: Book) -> Iterator[Finding]:
    """通报表扬 says that praise brings no points, and a rule gives some for it (cangnan-4.4-praise)."""
    if book.words.text(w.PRAISE) != w.WITHOUT_POINTS:
        return
    for rule in book.rules.values():
        if rule.sign == BONUS and "表扬" in rule.condition:
            places = rule.source("condition"), book.words.source(w.PRAISE)
            yield finding("S189", *places, rule=rule.rule, key=w.PRAISE, value=w.WITHOUT_POINTS)


SETTING_CHECKS = (
    setting_is_unknown,
    setting_is_said_twice,
    table_of_bands_is_missing,
    tie_break_is_not_understood,
    totals_contradict,
    rule_spreads_against_the_setting,
    praise_brings_points_against_the_setting,
)
