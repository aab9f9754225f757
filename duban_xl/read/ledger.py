"""The ledger's workbook → a `Ledger`: every sheet found by name, spelling or headers, its rows as nouns, faults as findings."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path

from duban_xl.catalogue import CannotRun, cannot_run, finding
from duban_xl.model.columns import RETURN_FORM, SHEETS
from duban_xl.model.fields import SheetDef
from duban_xl.model.finding import Finding
from duban_xl.model.grid import Grid
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, ExtensionRequest, Matter, Milestone, UnitReturn
from duban_xl.model.method import Category, Duty, LadderStep, Procedure, RequiredItem, Requirement, Rule, Term
from duban_xl.model.noun import N, nouns
from duban_xl.model.office import (
    CalendarDay,
    Consequence,
    DocumentEntry,
    Inspection,
    Setting,
    Unit,
    UnitDirectory,
)
from duban_xl.model.open_limits import settled_rows, values_of
from duban_xl.model.rulebook import (
    Ballot,
    CapGroup,
    ConsequenceRule,
    Indicator,
    Measure,
    Objection,
    PublishedScore,
    Rulebook,
    ScoringEvent,
    ScoringRule,
    ScoringSetting,
    Section,
    Step,
)
from duban_xl.model.source import Source
from duban_xl.model.table import Table
from duban_xl.read.header import find_table
from duban_xl.read.table import read_table
from duban_xl.read.tabs import By, Match, match_all, named
from duban_xl.read.workbook import Unreadable, read_workbook

ONLY_LOCATED = frozenset({"log"})
"""Sheets that are written to and never read: their tables are found, their rows stay unread (they grow for years)."""


def read_ledger(path: Path) -> Ledger:
    """The ledger in the workbook at `path`; its `findings` say what was wrong while reading.

    Raises CannotRun if there is no such file (L130), it can't be read as a workbook (L10x), it is a return form (L132)
    or no sheet of it is like 督办事项 (L131). Any other missing sheet is an empty one and a notice (L133).
    """
    if not path.is_file():
        raise cannot_run("L130", Source(path.name), path=str(path))
    try:
        content = read_workbook(path)
    except Unreadable as unreadable:
        raise CannotRun(unreadable.finding) from unreadable
    return ledger_from_grids(content.grids, file=content.file, fingerprint=content.sha256)


def ledger_from_grids(grids: Iterable[Grid], *, file: str, fingerprint: str = "") -> Ledger:
    """The ledger whose sheets are `grids`. Raises CannotRun if none of them is 督办事项."""
    grids = tuple(grids)
    matches = match_all(grids, SHEETS.values())
    if "matters" not in matches:
        code = "L132" if named(grids, RETURN_FORM) else "L131"
        raise cannot_run(code, Source(file), name=file)
    on = _year_meant(matches)
    tables: dict[str, Table] = {}
    found: list[Finding] = []
    for key, sheet in SHEETS.items():
        if match := matches.get(key):
            table, in_sheet = _table(match.grid, sheet, on=on)
            found += [*_renamed(match, sheet.tab), *in_sheet]
            if table:
                tables[key] = table
        elif not sheet.optional:
            found.append(finding("L133", Source(file), tab=sheet.tab))
    return ledger_of(tables, file=file, fingerprint=fingerprint, findings=found)


def ledger_of(
    tables: Mapping[str, Table], *, file: str, fingerprint: str = "", findings: Iterable[Finding] = ()
) -> Ledger:
    """The nouns of all `tables` (sheet key → table); a sheet that is not there is empty."""

    rows = partial(_rows, tables)
    settings = rows(Setting, "settings")
    values = values_of(settings)
    return Ledger(
        file=file,
        fingerprint=fingerprint,
        tables=dict(tables),
        matters=rows(Matter, "matters"),
        milestones=rows(Milestone, "milestones"),
        returns=rows(UnitReturn, "returns"),
        extensions=rows(ExtensionRequest, "extensions"),
        steps=rows(CourseStep, "steps"),
        inspections=rows(Inspection, "inspections"),
        deductions=rows(ScoringEvent, "deductions"),
        consequences=rows(Consequence, "consequences"),
        indicators=rows(Indicator, "indicators"),
        ratings=rows(Ballot, "ratings"),
        published_scores=rows(PublishedScore, "published_scores"),
        objections=rows(Objection, "objections"),
        units=UnitDirectory(rows(Unit, "units")),
        categories=settled_rows(rows(Category, "categories"), values),
        requirements=settled_rows(rows(Requirement, "requirements"), values),
        duties=settled_rows(rows(Duty, "duties"), values),
        procedures=rows(Procedure, "procedures"),
        required_items=rows(RequiredItem, "required_items"),
        terms=rows(Term, "terms"),
        rules=rows(Rule, "rules"),
        rulebook=_rulebook(tables),
        ladder=rows(LadderStep, "ladder"),
        calendar=rows(CalendarDay, "calendar"),
        settings=settings,
        documents=rows(DocumentEntry, "documents"),
        findings=tuple(findings),
    )


def _rulebook(tables: Mapping[str, Table]) -> Rulebook:
    rows = partial(_rows, tables)
    return Rulebook(
        settings=rows(ScoringSetting, "scoring_settings"),
        sections=rows(Section, "scoring_sections"),
        rules=rows(ScoringRule, "scoring_rules"),
        steps=rows(Step, "scoring_steps"),
        cap_groups=rows(CapGroup, "cap_groups"),
        measures=rows(Measure, "scoring_measures"),
        consequences=rows(ConsequenceRule, "scoring_consequences"),
    )


def _rows(tables: Mapping[str, Table], kind: type[N], key: str) -> tuple[N, ...]:
    return nouns(kind, tables[key]) if key in tables else ()


def _table(grid: Grid, sheet: SheetDef, *, on: date | None) -> tuple[Table | None, tuple[Finding, ...]]:
    if sheet.key not in ONLY_LOCATED:
        return read_table(grid, sheet, on=on)
    shape, found = find_table(grid, sheet)
    return (Table(shape) if shape else None), found


def _year_meant(matches: Mapping[str, Match]) -> date | None:
    """A day of the ledger's 年度, which dates without a year belong to; None if 参数 does not say."""
    if match := matches.get("settings"):
        table, _ = read_table(match.grid, SHEETS["settings"])
        year = next((row.text("value") for row in table or () if row.text("key") == "年度"), "").removesuffix("年")
        if year.isascii() and year.isdigit() and 1949 < int(year) < 2100:
            return date(int(year), 1, 1)
    return None


def _renamed(match: Match, tab: str) -> Iterable[Finding]:
    if match.by is not By.NAME:
        yield finding("L134", Source(match.grid.file, match.grid.tab), tab=match.grid.tab, expected=tab)
    for other in match.others:
        yield finding("L135", Source(other.file, other.tab), tab=other.tab, expected=tab)
