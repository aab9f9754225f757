"""节点计划 → the day of every milestone: planned, or so long after another one of its matter; circles and gaps as findings."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.model.cell_text.span_end import end_of
from duban_xl.model.deadline_text import parse_span
from duban_xl.model.finding import Finding
from duban_xl.model.matter import Milestone
from duban_xl.model.workdays import Workdays


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A milestone and its day; None where the plan gives none."""

    milestone: Milestone
    planned_on: date | None

    @property
    def is_open(self) -> bool:
        """Whether it is still ahead: it has a day and was not done."""
        return self.planned_on is not None and self.milestone.done_on is None


def schedule(
    milestones: Iterable[Milestone], workdays: Workdays
) -> tuple[Mapping[str, tuple[Scheduled, ...]], tuple[Finding, ...]]:
    """Matter number → its milestones in the order of the sheet, and what is wrong with them.

    T112: milestones that wait for each other; T113: one that waits for a milestone which the matter does not have;
    T114: a 间隔 that is no span. Their days stay open, the others' days do not depend on them.
    """
    of_matter: dict[str, list[Milestone]] = {}
    for milestone in milestones:
        of_matter.setdefault(milestone.number, []).append(milestone)
    found: dict[str, tuple[Scheduled, ...]] = {}
    findings: list[Finding] = []
    for number, rows in of_matter.items():
        days = _Days({row.milestone: row for row in reversed(rows)}, workdays)
        found[number] = tuple(Scheduled(row, days.of(row)) for row in rows)
        findings += days.findings
    return found, tuple(findings)


class _Days:
    """The days of one matter's milestones, each worked out once."""

    def __init__(self, by_name: Mapping[str, Milestone], workdays: Workdays) -> None:
        self._by_name, self._workdays = by_name, workdays
        self._known: dict[int, date | None] = {}
        self._under_way: list[Milestone] = []
        self.findings: list[Finding] = []

    def of(self, row: Milestone) -> date | None:
        """The day of `row`: what was planned, else counted from the milestone that it follows."""
        if row.planned_on or not row.after:
            return row.planned_on
        if row.record.row not in self._known:
            self._under_way.append(row)
            self._known[row.record.row] = self._counted(row)
            self._under_way.pop()
        return self._known[row.record.row]

    def _counted(self, row: Milestone) -> date | None:
        earlier, span = self._by_name.get(row.after), parse_span(row.interval)
        if earlier is None:
            self.findings.append(finding("T113", row.source("after"), name=row.milestone, text=row.after))
            return None
        if span is None:
            self.findings.append(finding("T114", row.source("interval"), name=row.milestone, text=row.interval))
            return None
        if earlier in self._under_way:
            circle = self._under_way[self._under_way.index(earlier) :]
            places = (one.source("after") for one in circle)
            self.findings.append(finding("T112", *places, names="、".join(one.milestone for one in circle)))
            return None
        start = earlier.done_on or self.of(earlier)
        return end_of(span, start=start, workdays=self._workdays) if start else None
