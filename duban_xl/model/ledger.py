"""The ledger after reading: every sheet as nouns, its tables for writing back, and what was wrong while reading."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from duban_xl.model.finding import Finding
from duban_xl.model.matter import CourseStep, ExtensionRequest, Matter, Milestone, UnitReturn
from duban_xl.model.method import Category, Duty, LadderStep, Procedure, RequiredItem, Requirement, Rule, Term
from duban_xl.model.office import (
    CalendarDay,
    Consequence,
    DocumentEntry,
    Inspection,
    Setting,
    UnitDirectory,
)
from duban_xl.model.rulebook import Ballot, Indicator, Objection, PublishedScore, Rulebook, ScoringEvent
from duban_xl.model.table import Table, TableShape


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """One 督查台账 as it stood when it was read; `fingerprint` is the SHA-256 of the file's bytes."""

    file: str
    fingerprint: str = ""
    tables: Mapping[str, Table] = field(default_factory=dict[str, Table])
    matters: tuple[Matter, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    returns: tuple[UnitReturn, ...] = ()
    extensions: tuple[ExtensionRequest, ...] = ()
    steps: tuple[CourseStep, ...] = ()
    inspections: tuple[Inspection, ...] = ()
    deductions: tuple[ScoringEvent, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    ratings: tuple[Ballot, ...] = ()
    published_scores: tuple[PublishedScore, ...] = ()
    objections: tuple[Objection, ...] = ()
    units: UnitDirectory = field(default_factory=lambda: UnitDirectory(()))
    categories: tuple[Category, ...] = ()
    requirements: tuple[Requirement, ...] = ()
    duties: tuple[Duty, ...] = ()
    procedures: tuple[Procedure, ...] = ()
    required_items: tuple[RequiredItem, ...] = ()
    terms: tuple[Term, ...] = ()
    rules: tuple[Rule, ...] = ()
    rulebook: Rulebook = field(default_factory=Rulebook)
    ladder: tuple[LadderStep, ...] = ()
    calendar: tuple[CalendarDay, ...] = ()
    settings: tuple[Setting, ...] = ()
    documents: tuple[DocumentEntry, ...] = ()
    findings: tuple[Finding, ...] = ()

    def setting(self, key: str, default: str = "") -> str:
        """The value of 参数 `key`; `default` if the row is missing or its value empty."""
        return next((s.value for s in self.settings if s.key == key and s.value), default)

    def shapes(self) -> dict[str, TableShape]:
        """Where each sheet's table lies, for writing back."""
        return {key: table.shape for key, table in self.tables.items()}

    def matter(self, number: str) -> Matter | None:
        """The matter with that 事项编号, or None."""
        return next((m for m in self.matters if m.number == number), None)

    def category(self, name: str) -> Category | None:
        """The category that 类别 names, by name or by code, or None."""
        return next((c for c in self.categories if name and name in (c.name, c.code)), None)
