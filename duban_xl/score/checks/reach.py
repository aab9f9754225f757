"""适用组别 of sections and rules → findings: words that name nobody, sections and rules that apply to no unit."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.model.finding import Finding
from duban_xl.model.noun import split_names
from duban_xl.model.rulebook import ScoringRule, Section
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book


def group_is_unknown(book: Book) -> Iterator[Finding]:
    """适用组别 names neither a group nor a unit; nothing is said while the directory is empty."""
    for row in (*book.rulebook.sections, *book.rulebook.rules) if book.group_words else ():
        for name in _strangers(row, book):
            like = faults.near(name, book.group_words)
            what, header = faults.named(row), faults.header(row, "groups")
            yield finding("S209", row.source("groups"), what=what, header=header, value=name, near=like)


def _strangers(row: Section | ScoringRule, book: Book) -> tuple[str, ...]:
    return tuple(name for name in split_names(row.groups) if name not in book.group_words)


def nobody_is_meant(book: Book) -> Iterator[Finding]:
    """A section or rule whose 适用组别, together with those of the sections above it, holds no active unit."""
    if not book.active:
        return
    dead: set[str] = set()
    for section in book.sections.values():
        above = [one for one in book.lineage(section) if one.groups]
        if any(_strangers(one, book) for one in above) or book.covered(*(one.groups for one in above)):
            continue
        dead.add(section.section)
        if section.groups and not any(one.section in dead for one in above if one is not section):
            places = (one.source("groups") for one in above)
            yield finding("S234", *places, what=faults.named(section))
    for rule in book.rules.values():
        section = book.section_of(rule)
        rows = [row for row in (rule, *book.lineage(section)) if row.groups]
        known = not any(_strangers(row, book) for row in rows)
        alive = section is None or section.section not in dead
        if rule.groups and known and alive and not book.covered(*(row.groups for row in rows)):
            yield finding("S234", *(row.source("groups") for row in rows), what=faults.named(rule))


REACH_CHECKS = (group_is_unknown, nobody_is_meant)
