"""Ledger, units → the facts of 约谈建议, 约谈通知书 and 约谈记录 (DT21).

The proposal says everything that the ledger holds against a unit; summons and record rest on a row of 通报问责 that a
person agreed to. Time, place and who speaks are for a person to fill in.
"""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_account as words
from duban_xl.documents.papers.account.case import (
    TALK,
    Background,
    Reached,
    agreed,
    background_of,
    basis_of,
    named_units,
    persons_in,
    unit_title,
    with_a_basis,
)
from duban_xl.documents.papers.account.talks.facts import ProposalFacts, RecordFacts, SummonsFacts
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.office import blank, signatory_of
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Consequence, Unit
from duban_xl.model.source import chinese_day


def compose_proposals(request: Request) -> Iterator[Subject]:
    """A 约谈建议 for every unit asked for; of a group, for those that anything is held against. Raises CannotRun (C029)."""
    background = background_of(request)
    drafts = (
        Subject(facts=facts, label=unit.name, unit=unit.name)
        for unit, is_named in named_units(request)
        for facts in (proposal_facts(background, unit, name=request.name),)
        if is_named or facts.has_cause
    )
    yield from with_a_basis(request, drafts, TALK)


def proposal_facts(background: Background, unit: Unit, *, name: str) -> ProposalFacts:
    """What is held against `unit` and the step that it reaches."""
    ledger = background.ledger
    reached = background.reached(unit.name, TALK)
    rows = [row for row in background.rows(unit.name, TALK) if not row.approved_by]
    window = reached.window if reached else background.window()
    step = reached.step if reached else None
    title = unit_title(words.UNIT_TITLE, unit.name, background.as_of, name)
    return ProposalFacts(
        title=title,
        dated_on=background.as_of,
        as_of=background.as_of,
        signer=signatory_of(ledger, name, title),
        submitted_to=(step.executed_by if step else "") or blank(words.BLANKS["leaders"]),
        unit=unit.name,
        target=step.target if step else "",
        person=_person(ledger, unit, rows, step.target if step else ""),
        interviewer=(step.executed_by if step else "") or blank(words.BLANKS["interviewer"]),
        basis=basis_of(ledger, rows or background.rows(unit.name, TALK), step),
        trigger=_trigger(reached),
        count=reached.count if reached else 0,
        window_from=window[0],
        window_to=window[1],
        causes=tuple(row.facts for row in rows if row.facts),
        late_matters=background.late_matters(unit.name),
        criticisms=background.criticisms(unit.name, window),
        ranks=background.ranks(unit.name),
        effect=step.effect if step else "",
        approval=step.approved_by if step else "",
    )


def _trigger(reached: Reached | None) -> str:
    if reached is None:
        return ""
    if not reached.count:
        return reached.step.trigger
    first, last = map(chinese_day, reached.window)
    window = words.WINDOW.format(first=first, last=last)
    return words.LADDER_COUNT.format(window=window, count=reached.count)


def _person(ledger: Ledger, unit: Unit, rows: list[Consequence], target: str) -> str:
    """Whom the latest row names, else 主要负责人 of the unit where the step is for the principal."""
    named = next(("、".join(persons) for row in reversed(rows) if (persons := persons_in(ledger, row))), "")
    return named or (unit.principal if "主要负责人" in target else "")


def compose_summons(request: Request) -> Iterator[Subject]:
    """A 约谈通知书 for every unit asked for, from its latest agreed row. Raises CannotRun (C029)."""
    background = background_of(request)
    for unit, is_named in named_units(request):
        row, found = _agreed_talk(background, unit, request.name)
        if row or is_named:
            facts = summons_facts(background, unit, row, name=request.name)
            yield Subject(
                facts=facts,
                label=unit.name,
                findings=found,
                matter=facts.matter_number,
                unit=unit.name,
                is_one_of_many=True,
            )


def compose_records(request: Request) -> Iterator[Subject]:
    """A 约谈记录 to be filled in for every unit asked for, from its latest agreed row. Raises CannotRun (C029)."""
    background = background_of(request)
    for unit, is_named in named_units(request):
        row, found = _agreed_talk(background, unit, request.name)
        if row or is_named:
            facts = record_facts(background, unit, row, name=request.name)
            yield Subject(facts=facts, label=unit.name, findings=found, unit=unit.name)


def _agreed_talk(background: Background, unit: Unit, name: str) -> tuple[Consequence | None, tuple[Finding, ...]]:
    """The latest 约谈 of the unit, held or to come, that a person agreed to; D170 for every row that nobody agreed to."""
    rows = background.planned(unit.name, TALK)
    open_rows = tuple(finding("D170", row.source("approved_by"), kind=name) for row in rows if not row.approved_by)
    return next(reversed(agreed(rows)), None), open_rows


def summons_facts(background: Background, unit: Unit, row: Consequence | None, *, name: str) -> SummonsFacts:
    """The summons that `row` decides; without a row it lacks who agreed."""
    reached, rows = _step_of(background, unit, row)
    matter = background.ledger.matter(row.number) if row else None
    return SummonsFacts(
        title=_title(words.UNIT_TITLE, background, unit, row, name),
        dated_on=background.as_of,
        unit=unit.name,
        target=reached.step.target if reached else "",
        person=_person(background.ledger, unit, rows, reached.step.target if reached else ""),
        interviewer=reached.step.executed_by if reached else "",
        basis=basis_of(background.ledger, rows, reached.step if reached else None),
        cause=row.facts if row else "",
        matter_number=matter.number if matter else "",
        matter_title=matter.title if matter else "",
        late_matters=background.late_matters(unit.name),
        held_at=blank(words.BLANKS["time"]),
        place=blank(words.BLANKS["place"]),
        interviewer_name=blank(words.BLANKS["interviewer"]),
        approved_by=row.approved_by if row else "",
        approved_on=row.approved_on if row else None,
    )


def record_facts(background: Background, unit: Unit, row: Consequence | None, *, name: str) -> RecordFacts:
    """The form for the talk that `row` decides."""
    reached, rows = _step_of(background, unit, row)
    return RecordFacts(
        title=_title(words.RECORD_TITLE, background, unit, row, name),
        dated_on=background.as_of,
        unit=unit.name,
        target=reached.step.target if reached else "",
        person=_person(background.ledger, unit, rows, reached.step.target if reached else ""),
        interviewer=reached.step.executed_by if reached else "",
        basis=basis_of(background.ledger, rows, reached.step if reached else None),
        cause=row.facts if row else "",
        approved_by=row.approved_by if row else "",
    )


def _title(pattern: str, background: Background, unit: Unit, row: Consequence | None, name: str) -> str:
    held = [one.held_on for one in agreed(background.planned(unit.name, TALK))]
    return unit_title(pattern, unit.name, row.held_on if row else None, name, others=held)


def _step_of(background: Background, unit: Unit, row: Consequence | None) -> tuple[Reached | None, list[Consequence]]:
    """The step of 问责阶梯 that the talk takes, and the row as a list of at most one."""
    return background.reached(unit.name, TALK), [row] if row else []
