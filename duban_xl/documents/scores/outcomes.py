"""What follows for a unit, and how it may object: decided, asked for and proposed consequences, publication, objections."""

import re
from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import score_book as words
from duban_xl.catalogue.decisions import HELD_MARK
from duban_xl.documents.scores.basis import Basis
from duban_xl.model.office import Consequence
from duban_xl.model.score import Held, UnitScore
from duban_xl.model.source import shown
from duban_xl.score import words as w
from duban_xl.score.effects import NO_AWARD, PROPOSED
from duban_xl.score.objections import LONGEST, USUAL_DAYS, objections_to
from duban_xl.score.published import standings

_SHOWN = 6  # serials that a line names before it only counts them, as the pattern has it
_MANY = re.compile(r"序号([^、；（）]+(?:、[^、；（）]+){6,})")
_LEFT_TO_PERSONS = frozenset({PROPOSED, NO_AWARD})


def consequence_lines(basis: Basis, unit: UnitScore) -> list[str]:
    """What persons decided, what waits for consent, what the method did to the score, and what the program proposes."""
    rows = list(_recorded(basis, unit.unit))
    entered = [held for held in unit.held if _is_entered(basis, held, rows)]
    held = (_held(one) for one in unit.held if one not in entered)
    return [*(_row(row) for row in rows), *held]


def objection_lines(basis: Basis, unit: UnitScore) -> list[str]:
    """When the unit's score was published, until when and how it may object, and what became of its objections."""
    period = basis.board.period
    published = [
        words.PUBLISHED_AS.format(
            day=shown(one.figure.on), kind=one.figure.kind, until=_until(one.row.objections_until)
        )
        for one in standings(basis.ledger)
        if one.figure.period == period and one.figure.unit == unit.unit
    ]
    raised = [
        words.OBJECTED.format(
            day=shown(row.raised_on),
            content=row.content,
            result=row.result or words.NOT_ANSWERED,
            answer="，".join(filter(None, (shown(row.answered_on), row.decided_by))) or words.NOTHING,
        )
        for row in objections_to(basis.ledger, period)
        if basis.ledger.units.official_name(row.unit) == unit.unit
    ]
    return [*published, _how_to_object(basis), *raised]


def _how_to_object(basis: Basis) -> str:
    """公示工作日 and 异议答复工作日, as the method or the house's convention has them."""
    days, answer = (basis.words.whole(key, USUAL_DAYS, LONGEST) for key in (w.PUBLICITY_DAYS, w.ANSWER_DAYS))
    stated = all(basis.words.text(key) for key in (w.PUBLICITY_DAYS, w.ANSWER_DAYS))
    said = words.HOW_TO_OBJECT.format(days=days, answer=answer) if days else words.NO_PUBLICITY.format(answer=answer)
    return said if stated else f"{said}{words.BY_CONVENTION}"


def _until(day: date | None) -> str:
    return words.OBJECT_UNTIL.format(day=shown(day)) if day else ""


def _recorded(basis: Basis, unit: str) -> Iterator[Consequence]:
    """The rows of 通报问责 about the unit within the assessment year."""
    board, ledger = basis.board, basis.ledger
    for row in ledger.consequences:
        about = ledger.units.official_name(row.unit) == unit
        if about and row.held_on and board.year_start <= row.held_on <= board.as_of:
            yield row


def _row(row: Consequence) -> str:
    """One recorded consequence, and how far it is: withdrawn, agreed to, or waiting for consent."""
    consent = words.AGREED_BY.format(by=row.approved_by) if row.approved_by else ""
    details = "，".join(filter(None, (row.document_number, shown(row.held_on), consent)))
    said = f"{row.type}（{details}）"
    if row.revoked_on:
        return words.WITHDRAWN.format(what=said, day=shown(row.revoked_on))
    if row.approved_by or row.document_number:
        return words.DECIDED_ON.format(what=said)
    return words.WAITS_FOR_CONSENT.format(what=said)


def _is_entered(basis: Basis, held: Held, rows: list[Consequence]) -> bool:
    """Whether somebody has entered it in 通报问责 for the period already."""
    mark = HELD_MARK.format(code=held.code, period=basis.board.period.text)
    return any(mark in row.facts and row.revoked_on is None for row in rows) and _is_left_to_persons(held)


def _is_left_to_persons(held: Held) -> bool:
    return {*held.effect.split("、")} <= _LEFT_TO_PERSONS


def _held(held: Held) -> str:
    name, because = held.name or held.code, _MANY.sub(_counted, held.because)
    if _is_left_to_persons(held):
        return words.PROPOSED.format(name=name, because=because)
    return words.IN_THE_SCORE.format(name=name, effect=held.effect, because=because)


def _counted(found: re.Match[str]) -> str:
    """The first serials and how many there are."""
    serials = found[1].split("、")
    return words.MANY_SERIALS.format(serials="、".join(serials[:_SHOWN]), count=len(serials))
