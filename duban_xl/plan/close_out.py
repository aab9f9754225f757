"""Matters that a person wants closed → the changes that close those that may be closed, and why the others may not (T15, T19)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue.course import BECAUSE
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import BY_ACTION, Move
from duban_xl.model.matter import Matter
from duban_xl.model.rule_index import COURSE
from duban_xl.model.source import Source
from duban_xl.plan.answers import Answers, answers_of
from duban_xl.plan.course import Moved, as_moved, moved
from duban_xl.plan.ground import Ground

CLOSE, ARCHIVE = "办结", "归档"


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """Who closes matters out, on which day; with an `archive` number they are archived as well, with what `material`."""

    by: str
    on: date
    archive: str = ""
    material: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A matter that may not be closed, and everything that speaks against it."""

    number: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseOut:
    """What closing comes to."""

    changes: ChangeSet = field(default_factory=ChangeSet)
    closed: tuple[str, ...] = ()
    archived: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()


def plan_close_out(ground: Ground, numbers: Iterable[str], closing: Closing) -> CloseOut:
    """Close the matters `numbers`, each once and in that order (weinan-07-8-archive).

    A matter that has ended already is archived only. One that may be closed but not archived is refused as a whole.
    """
    answers = answers_of(ground.ledger)
    changes, refused = ChangeSet(), list[Refusal]()
    done: dict[str, list[str]] = {CLOSE: [], ARCHIVE: []}
    for number in dict.fromkeys(numbers):
        found = [matter for matter in ground.ledger.matters if matter.number == number]
        if len(found) != 1:
            refused.append(Refusal(number, (_not_one(ground.ledger, number, found),)))
            continue
        result = _ended(ground, answers, found[0], closing=closing)
        if result.findings:
            refused.append(Refusal(number, result.findings))
            continue
        changes += result.changes
        for append in result.changes.appends:
            done[str(append.values["action"])].append(number)
    closed, archived = tuple(done[CLOSE]), tuple(done[ARCHIVE])
    return CloseOut(changes=changes, closed=closed, archived=archived, refused=tuple(refused))


def _not_one(ledger: Ledger, number: str, found: list[Matter]) -> Finding:
    if not found:
        return finding("F106", Source(ledger.file), number=number)
    return finding("L202", *(matter.source("number") for matter in found), number=number, count=len(found))


def _ended(ground: Ground, answers: Answers, matter: Matter, *, closing: Closing) -> Moved:
    """The matter closed, and archived if that is wanted."""
    changes = ChangeSet()
    ends_already = closing.archive and matter.status in BY_ACTION[ARCHIVE].before
    if not ends_already:
        move = Move(action=CLOSE, taken_on=closing.on, by=closing.by)
        closed = moved(ground, matter, move, answers=answers)
        if closed.findings or not closing.archive:
            return closed
        changes, matter = closed.changes, as_moved(matter, closed.changes)
    filed = ChangeSet(tuple(_filed(ground, matter, closing.archive)))
    move = Move(action=ARCHIVE, taken_on=closing.on, by=closing.by, material=closing.material)
    archived = moved(ground, as_moved(matter, filed), move, answers=answers)
    return archived if archived.findings else Moved(changes + filed + archived.changes)


def _filed(ground: Ground, matter: Matter, number: str) -> Iterable[CellEdit]:
    """The cell that takes the 归档卷号."""
    shape, before = matter.record.shape, matter.record["archive_number"]
    if before != number and "archive_number" in shape.columns:
        category = ground.category(matter)
        rule = ground.rules.first(f"{COURSE}{BY_ACTION[ARCHIVE].number}", category.code if category else "")
        yield CellEdit(
            sheet=shape.key,
            row=matter.record.row,
            key=matter.number,
            field="archive_number",
            before=before,
            after=number,
            because=Reason(BECAUSE.format(action=ARCHIVE), matter.source("status"), rule),
        )
