"""What every reckoning about a ledger stands on: its calendar, conventions, rules, categories and milestones, looked up once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from duban_xl.model.conventions import conventions_of
from duban_xl.model.due import Conventions, Deadline
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, ExtensionRequest, Matter
from duban_xl.model.method import Category
from duban_xl.model.rule_index import RuleIndex, index_of
from duban_xl.model.workdays import DayKind, Workdays, with_overrides
from duban_xl.plan.calendar import plan_pasted
from duban_xl.plan.milestones import Scheduled, schedule

SENT_BACK_MOVE, RELEASE_MOVE = "退回", "批准不办"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """A ledger and what follows from its lists; `findings` tell what was wrong with its milestones."""

    ledger: Ledger
    workdays: Workdays
    conventions: Conventions
    rules: RuleIndex
    categories: Mapping[str, Category]
    milestones: Mapping[str, tuple[Scheduled, ...]]
    requests: Mapping[str, tuple[ExtensionRequest, ...]]
    sent_back: Mapping[str, tuple[CourseStep, ...]]  # matter → the steps that set a new limit, oldest first
    released_on: Mapping[str, date]  # matter → the day on which it was approved that it need not be done
    findings: tuple[Finding, ...] = ()
    deadlines: dict[int, Deadline] = field(default_factory=dict[int, "Deadline"])  # row of a matter → worked out once

    def category(self, matter: Matter) -> Category | None:
        """The category of `matter`, which 类别 names by name or by code."""
        return self.categories.get(matter.category)


def ground_of(ledger: Ledger, workdays: Workdays) -> Ground:
    """The ground of `ledger`; `workdays` is its calendar, the ledger's own 工作日历 included (`ledger_workdays`)."""
    categories: dict[str, Category] = {}
    for category in ledger.categories:
        categories.setdefault(category.name, category)
        categories.setdefault(category.code, category)
    milestones, findings = schedule(ledger.milestones, workdays)
    return Ground(
        ledger=ledger,
        workdays=workdays,
        conventions=conventions_of(ledger),
        rules=index_of(ledger.rules),
        categories=categories,
        milestones=milestones,
        requests=_requests(ledger),
        sent_back=_sent_back(ledger),
        released_on={s.number: s.taken_on for s in ledger.steps if s.action == RELEASE_MOVE and s.taken_on},
        findings=findings,
    )


def _requests(ledger: Ledger) -> Mapping[str, tuple[ExtensionRequest, ...]]:
    """Matter number → its extension requests."""
    found: dict[str, tuple[ExtensionRequest, ...]] = {}
    for request in ledger.extensions:
        found[request.number] = (*found.get(request.number, ()), request)
    return found


def _sent_back(ledger: Ledger) -> Mapping[str, tuple[CourseStep, ...]]:
    """Matter number → the steps by which its result was sent back with a new limit, oldest first."""
    found: dict[str, list[CourseStep]] = {}
    for step in ledger.steps:
        if step.action == SENT_BACK_MOVE and step.new_limit and step.taken_on:
            found.setdefault(step.number, []).append(step)
    return {number: tuple(sorted(steps, key=lambda step: step.taken_on or date.min)) for number, steps in found.items()}


def ledger_workdays(ledger: Ledger, official: Workdays) -> Workdays:
    """The official calendar with the ledger's 工作日历 over it, notices pasted there included.

    A day that is both 放假 and 上班 is left to the official calendar (L221 tells of it).
    """
    kinds: dict[str, set[str]] = {}
    days = [(row.day, DayKind(row.nature)) for row in ledger.calendar if row.day and row.nature in tuple(DayKind)]
    days += plan_pasted(ledger).days
    for day, kind in days:
        kinds.setdefault(day.isoformat(), set()).add(kind)
    return with_overrides(official, [(day, kind) for day, kind in days if len(kinds[day.isoformat()]) == 1])
