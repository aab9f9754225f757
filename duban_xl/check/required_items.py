"""The ledger and its 办理要素 → findings: what the rules in force demand at the stage that was reached, and no cell holds."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from duban_xl.catalogue import finding
from duban_xl.check.required_stages import (
    OF_READING,
    OF_RELEASE,
    RELEASE,
    STAGE_OF_ACTION,
    STAGE_OF_CONSEQUENCE,
    CourseFacts,
    course_facts,
    stages_of,
)
from duban_xl.check.situation import applies, situation_of
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import FINAL_REPORT, REFUSED
from duban_xl.model.columns.named import column_named
from duban_xl.model.fields import FieldDef, Kind
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import ARCHIVED, COMPLETED, PASSED, REPORTED, SENT_BACK, TRACKED
from duban_xl.model.matter import Matter
from duban_xl.model.method import RequiredItem
from duban_xl.model.noun import split_names
from duban_xl.model.source import Source
from duban_xl.model.table import Record

FILLED = "必填"
INSTEAD: Mapping[tuple[str, str], tuple[str, ...]] = {
    ("matters", "time_limit"): ("due_date",),
    ("matters", "due_date"): ("time_limit",),
    ("milestones", "planned_on"): ("after", "interval"),
}
"""Column → the columns that say the same when they are all filled."""

SAID_ELSEWHERE = frozenset(
    {
        ("签收", "matters", "received_on"),
        ("办结", "matters", "completed_on"),
        ("办结", "matters", "closed_out_by"),
        ("办结", "matters", "closed_out_on"),
        ("归档", "matters", "archive_number"),
        ("公开", "steps", "approved_by"),
    }
)
"""Stage, sheet and column whose gaps other checks tell of, whatever the rules in force."""

SENDING_BACK = "退回"
OF_SENT_BACK = ("sent_back_count", "new_limit")
"""Columns whose gaps the checks of the course tell of while the matter is 退回重办."""

DECIDED = ("approved_by", "approved_on", "granted_to")
"""Columns of 延期登记 that nobody can fill before the request is decided."""


NOTHING: frozenset[str] = frozenset()
SPECIAL, TO_RECTIFY = frozenset({"特殊情况"}), frozenset({"需整改"})
"""What a row tells by itself: whoever asks for more time has a special case; a problem that was found is to be rectified."""


class Sought(NamedTuple):
    """A row of 办理要素 with the column in which the program looks."""

    field: FieldDef
    item: RequiredItem


class Facts(NamedTuple):
    """What decides which items hold: the category's code and the situation of the matter."""

    code: str = ""
    situation: frozenset[str] = frozenset()


class Lack(NamedTuple):
    """One thing that is not there: the finding's code, its place and what asks for it."""

    code: str
    place: Source
    asked: Sought
    where: str = ""  # the tab in which a row is missing
    number: str = ""


def required_item_is_missing(ledger: Ledger) -> Iterator[Finding]:
    """A cell that 办理要素 demands at the stage reached is empty; several items for one cell are one finding.

    Only items of test 必填 whose condition the ledger can tell; those that a person looks at are never judged here.
    """
    items = _grouped(ledger.required_items)
    if not items:
        return
    by_cell: dict[tuple[str, Source], list[Lack]] = {}
    for lack in _Search(ledger, items).lacks():
        by_cell.setdefault((lack.code, lack.place), []).append(lack)
    for lacks in by_cell.values():
        yield _told(lacks)


def _told(lacks: Sequence[Lack]) -> Finding:
    first = lacks[0]
    header = first.asked.field.header
    item = "、".join(dict.fromkeys(lack.asked.item.item for lack in lacks))
    rule = "、".join(dict.fromkeys(lack.asked.item.rule for lack in lacks))
    stage = "、".join(dict.fromkeys(lack.asked.item.stage for lack in lacks))
    if first.code == "L242":
        return finding("L242", first.place, number=first.number, tab=first.where, stage=stage, item=item, rule=rule)
    return finding(
        "L241" if first.code == "L241" else "L240", first.place, header=header, stage=stage, item=item, rule=rule
    )


def _grouped(required: Sequence[RequiredItem]) -> Mapping[tuple[str, str], tuple[Sought, ...]]:
    """Sheet and stage → the items that are looked for there; what other checks tell of is left out."""
    found: dict[tuple[str, str], list[Sought]] = {}
    for item in required:
        column = column_named(item.column) if item.test == FILLED else None
        if column is None or column.sheet.key not in SHEETS:
            continue
        place = item.stage, column.sheet.key, column.field.key
        if not column.field.required and place not in SAID_ELSEWHERE:
            found.setdefault((column.sheet.key, item.stage), []).append(Sought(column.field, item))
    return {place: tuple(asked) for place, asked in found.items()}


def _is_missing(record: Record, sheet: str, field: FieldDef) -> bool:
    """Whether the cell says nothing; of columns that are not there and cells not understood, reading has spoken."""
    value = record[field.key]
    if field.key not in record.shape.columns or field.key in record.written:
        return False
    if field.kind is Kind.YES_NO:
        return value is not True
    instead = INSTEAD.get((sheet, field.key), ())
    return value in (None, "") and not (instead and all(record[key] not in (None, "") for key in instead))


class _Search:
    """Goes through the sheets that items name, each row at the stages that it has reached."""

    def __init__(self, ledger: Ledger, items: Mapping[tuple[str, str], tuple[Sought, ...]]) -> None:
        self._ledger, self._items = ledger, items
        self._matters: dict[str, Matter] = {}
        self._facts: dict[str, Facts] = {"": Facts()}
        self._found: dict[tuple[str, str, Facts], tuple[Sought, ...]] = {}
        codes = {name: one.code for one in reversed(ledger.categories) for name in (one.name, one.code)}
        for matter in ledger.matters:
            self._matters.setdefault(matter.number, matter)
            self._facts.setdefault(matter.number, Facts(codes.get(matter.category, ""), situation_of(matter)))
        self._course: CourseFacts = course_facts(ledger)

    def lacks(self) -> Iterator[Lack]:
        """Everything that is not there, sheet by sheet."""
        yield from self._of_matters()
        yield from self._of_milestones()
        yield from self._of_units()
        yield from self._of_steps()
        yield from self._of_returns()
        yield from self._of_extensions()
        yield from self._of_events()

    def _asked(self, sheet: str, stage: str, number: str, *, row: frozenset[str] = NOTHING) -> tuple[Sought, ...]:
        """The items for a row of `sheet` at `stage` that belongs to the matter `number`; `row`: what the row itself tells."""
        items = self._items.get((sheet, stage))
        if not items:
            return ()
        known = self._facts.get(number, self._facts[""])
        facts = Facts(known.code, known.situation | row)
        key = sheet, stage, facts
        if key not in self._found:
            self._found[key] = tuple(one for one in items if applies(one.item, facts.code, facts.situation))
        return self._found[key]

    def _without_said(self, asked: tuple[Sought, ...], stage: str, matter: Matter | None) -> tuple[Sought, ...]:
        if stage != SENDING_BACK or matter is None or matter.status != SENT_BACK:
            return asked
        return tuple(one for one in asked if one.field.key not in OF_SENT_BACK)

    def _in(self, sheet: str, record: Record, asked: Sequence[Sought]) -> Iterator[Lack]:
        for one in asked:
            if _is_missing(record, sheet, one.field):
                yield Lack("L241" if one.field.kind is Kind.YES_NO else "L240", record.source(one.field.key), one)

    def _of_matters(self) -> Iterator[Lack]:
        for matter in self._ledger.matters:
            for stage in stages_of(matter, self._course):
                asked = self._without_said(self._asked("matters", stage, matter.number), stage, matter)
                yield from self._in("matters", matter.record, asked)

    def _of_milestones(self) -> Iterator[Lack]:
        if not self._has("milestones"):
            return
        rows: dict[str, list[Record]] = {}
        for milestone in self._ledger.milestones:
            rows.setdefault(milestone.number, []).append(milestone.record)
        tab = SHEETS["milestones"].tab
        for matter in self._ledger.matters:
            for stage in stages_of(matter, self._course):
                asked = self._asked("milestones", stage, matter.number)
                for record in rows.get(matter.number, ()):
                    yield from self._in("milestones", record, asked)
                if asked and matter.number not in rows:
                    yield from (Lack("L242", matter.source("number"), one, tab, matter.number) for one in asked)

    def _of_units(self) -> Iterator[Lack]:
        """What the directory must hold about the units of matters in hand."""
        if not self._has("units"):
            return
        met: dict[tuple[str, str, Facts], str] = {}  # unit, stage and facts → a matter that brings them
        for matter in self._ledger.matters:
            facts = self._facts[matter.number]
            for stage in stages_of(matter, self._course):
                if ("units", stage) in self._items:
                    for name in (matter.lead_unit, *matter.supporting):
                        met.setdefault((name, stage, facts), matter.number)
        for (name, stage, _facts), number in met.items():
            if unit := self._ledger.units.find(name):
                yield from self._in("units", unit.record, self._asked("units", stage, number))

    def _of_steps(self) -> Iterator[Lack]:
        for step in self._ledger.steps:
            stage = STAGE_OF_ACTION.get(step.action, "")
            asked = self._asked("steps", stage, step.number)
            asked = self._without_said(asked, stage, self._matters.get(step.number))
            if stage == "方案":
                asked = tuple(one for one in asked if one.item.rule == step.rule)
            elif stage == "不能办理":
                asked = tuple(one for one in asked if (one.field.key in OF_RELEASE) == (step.action == RELEASE))
            elif stage == "呈阅" and not self._must_be_read(step.number, step.record.row):
                asked = tuple(one for one in asked if one.field.key not in OF_READING)
            yield from self._in("steps", step.record, asked)

    def _must_be_read(self, number: str, row: int) -> bool:
        """Whether a 呈报 must show by now who read it: the matter went on, and no approval after it tells who."""
        matter = self._matters.get(number)
        went_on = number in self._course.upward or (
            matter is not None and matter.status in (COMPLETED, ARCHIVED, TRACKED)
        )
        return went_on and self._course.approved.get(number, 0) < row

    def _of_returns(self) -> Iterator[Lack]:
        if not self._has("returns"):
            return
        for entry in self._ledger.returns:
            if entry.superseded:
                continue
            final = entry.report_type == FINAL_REPORT
            stages = ["报告" if final else "周期报告"]
            matter = self._matters.get(entry.number)
            if final and matter and matter.status in (PASSED, REPORTED, COMPLETED, ARCHIVED):
                stages.append("审核")
            for stage in stages:
                yield from self._in("returns", entry.record, self._asked("returns", stage, entry.number))

    def _of_extensions(self) -> Iterator[Lack]:
        """Each request; who consented and until when is asked for here only where the answer is no."""
        for request in self._ledger.extensions:
            asked = self._asked("extensions", "延期", request.number, row=SPECIAL)
            decided = DECIDED[:2] if request.outcome == REFUSED else ()
            known = tuple(one for one in asked if one.field.key not in DECIDED or one.field.key in decided)
            yield from self._in("extensions", request.record, known)

    def _of_events(self) -> Iterator[Lack]:
        """督查记录 and 通报问责, each row by itself."""
        for inspection in self._ledger.inspections:
            number = next(iter(split_names(inspection.number)), "")
            row = TO_RECTIFY if inspection.problems else NOTHING
            asked = self._asked("inspections", "督查", number, row=row)
            yield from self._in("inspections", inspection.record, asked)
        for row in self._ledger.consequences:
            stage = STAGE_OF_CONSEQUENCE.get(row.type, "")
            asked = self._asked("consequences", stage, row.number)
            if row.type == "通报批评":  # whatever the rules in force, it has a check of its own
                asked = tuple(one for one in asked if one.field.key != "approved_by")
            yield from self._in("consequences", row.record, asked)

    def _has(self, sheet: str) -> bool:
        return any(key == sheet for key, _stage in self._items)
