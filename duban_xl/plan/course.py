"""A matter and a move → the changes that make it, its row of 流转记录 among them, or what speaks against it (rules §2.3)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.catalogue.course import BECAUSE, NOTHING, NOWHERE, REOPENED
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason, RowAppend
from duban_xl.model.columns.matters import GRANTED, REFUSED
from duban_xl.model.finding import Finding
from duban_xl.model.lifecycle import BY_ACTION, TRANSITIONS, Move
from duban_xl.model.matter import Matter
from duban_xl.model.noun import Noun, nouns
from duban_xl.model.source import Value, shown
from duban_xl.model.table import Table
from duban_xl.plan.answers import SENT_BACK_REVIEW, Answers, answers_of
from duban_xl.plan.course_case import PENDING, STEPS, Case
from duban_xl.plan.course_guards import AGREES, against, granted_until
from duban_xl.plan.course_reports import PASSED_REVIEW
from duban_xl.plan.ground import Ground

REVIEW_PASSED = "审核通过"
GRANT_EXTENSION = "批复延期"


@dataclass(frozen=True, slots=True)
class Moved:
    """What a move comes to: changes, or the findings that forbid it."""

    changes: ChangeSet = field(default_factory=ChangeSet)
    findings: tuple[Finding, ...] = ()


def moved(ground: Ground, matter: Matter, move: Move, *, answers: Answers | None = None) -> Moved:
    """Make `move` with `matter`, or say everything that speaks against it; nothing is changed then.

    `answers` are the ledger's records, if the caller has looked them up already. The move goes on record as one row
    of 流转记录 with its rule; lateness (T21) is worked out elsewhere and is no move.
    """
    transition = BY_ACTION.get(move.action)
    if transition is None or matter.status not in transition.before:
        return Moved(findings=(_illegal(matter, move),))
    known = answers or answers_of(ground.ledger)
    case = Case(ground=ground, answers=known, matter=matter, move=move, transition=transition)
    found = against(case)
    if found:
        return Moved(findings=found)
    return Moved(ChangeSet((*_of_matter(case), *_of_request(case)), (_on_record(case),)))


def as_moved(matter: Matter, changes: ChangeSet) -> Matter:
    """The matter as it is after `changes`, for a second move in the same plan."""
    mine = [edit for edit in changes.edits if (edit.sheet, edit.row) == (matter.record.shape.key, matter.record.row)]
    record = replace(matter.record, values={**matter.record.values, **{edit.field: edit.after for edit in mine}})
    return nouns(Matter, Table(record.shape, (record,)))[0]


def _illegal(matter: Matter, move: Move) -> Finding:
    """The state does not allow the action; what it does allow."""
    choices = "、".join(one.action for one in TRANSITIONS if matter.status in one.before) or NOWHERE
    status = matter.status or NOTHING
    return finding("F101", matter.source("status"), status=status, action=move.action, choices=choices)


def _of_matter(case: Case) -> Iterator[CellEdit]:
    wanted: dict[str, Value] = {"status": case.transition.after}
    effect = EFFECTS.get(case.move.action)
    yield from _edits(case, case.matter, wanted | (effect(case) if effect else {}))


def _of_request(case: Case) -> Iterator[CellEdit]:
    """The decision in 延期登记, where nobody has entered it yet."""
    request = case.request
    if case.move.action != GRANT_EXTENSION or request is None or request.outcome not in PENDING:
        return
    wanted: dict[str, Value] = {"approved_by": case.move.approved_by, "approved_on": case.move.approved_on}
    wanted |= {"granted_to": _until(case)}
    yield from _edits(case, request, wanted | {"outcome": GRANTED if case.agreed else REFUSED})


def _edits(case: Case, row: Noun, wanted: Mapping[str, Value]) -> Iterator[CellEdit]:
    """The cells of `row` that do not hold what is wanted; columns that the sheet does not have are left out."""
    shape = row.record.shape
    for key, after in wanted.items():
        before = row.record[key]
        if key in shape.columns and before != after:
            yield CellEdit(
                sheet=shape.key,
                row=row.record.row,
                key=case.matter.number,
                field=key,
                before=before,
                after=after,
                because=_reason(case),
            )


def _on_record(case: Case) -> RowAppend:
    move, agreed = case.move, AGREES.get(case.move.action, case.move.agreed)
    decides = move.action == GRANT_EXTENSION
    values: dict[str, Value] = {
        "taken_on": move.taken_on,
        "number": case.matter.number,
        "action": move.action,
        "before": case.matter.status,
        "after": case.transition.after,
        "unit": move.unit,
        "by": move.by,
        "to_whom": move.to_whom,
        "approved_by": move.approved_by,
        "approved_on": move.approved_on,
        "agreed": case.agreed if decides else agreed,
        "reason_type": move.reason_type,
        "reason": _reopened(case) if move.action == "复核重办" else move.reason,
        "new_limit": _until(case) if decides else move.new_limit,
        "material": move.material,
        "rule": case.recorded_rule,
    }
    given = {key: value for key, value in values.items() if value not in (None, "")}
    return RowAppend(sheet=STEPS, key=case.matter.number, values=given, because=_reason(case))


def _reason(case: Case) -> Reason:
    return Reason(BECAUSE.format(action=case.move.action), case.matter.source("status"), case.recorded_rule)


def _reopened(case: Case) -> str:
    """Why the matter is opened again, and how it had ended: the row forgets it, the history does not (T20)."""
    matter = case.matter
    return REOPENED.format(
        reason=case.move.reason,
        completed=shown(matter.completed_on) or NOTHING,
        closed_by=matter.closed_out_by or NOTHING,
        closed_on=shown(matter.closed_out_on) or NOTHING,
    )


def _until(case: Case) -> date | None:
    """The day until which more time is given; a refusal gives none, whatever day the move names."""
    return granted_until(case) if case.agreed else None


def _extended(case: Case) -> dict[str, Value]:
    """延期至 follows a grant and never goes back; 办结时限 stays what it was (trap 10)."""
    day, known = _until(case), case.matter.extended_to
    return {"extended_to": day} if day is not None and (known is None or day > known) else {}


def _sent_back(case: Case) -> dict[str, Value]:
    count = case.matter.sent_back_count or Decimal(0)
    return {"review": SENT_BACK_REVIEW, "sent_back_count": count + 1}


def _passed(case: Case) -> dict[str, Value]:  # noqa: ARG001
    return {"review": PASSED_REVIEW}


def _closed(case: Case) -> dict[str, Value]:
    """Completed on the day of the review that passed it, closed out today (weinan-07-8-archive)."""
    passed, move = case.last(REVIEW_PASSED), case.move
    day = case.matter.completed_on or (passed.taken_on if passed else None) or move.taken_on
    return {"completed_on": day, "closed_out_by": move.by, "closed_out_on": move.taken_on}


def _opened_again(case: Case) -> dict[str, Value]:  # noqa: ARG001
    return dict.fromkeys(("completed_on", "closed_out_by", "closed_out_on"))


EFFECTS: Mapping[str, Callable[[Case], dict[str, Value]]] = {
    GRANT_EXTENSION: _extended,
    "退回": _sent_back,
    REVIEW_PASSED: _passed,
    "办结": _closed,
    "复核重办": _opened_again,
}
"""Action → what it changes in the matter's row beside 状态."""
