"""Edge: the scoreboard as the JSON of the fixed interface."""

from decimal import Decimal
from pathlib import Path

from duban_xl.catalogue.scoring import trace
from duban_xl.cli.as_json import Json, findings_json
from duban_xl.model.score import Held, Scoreboard, ScoredEvent, SectionScore, UnitScore
from duban_xl.model.source import plain, shown


def scoreboard_json(board: Scoreboard, workbook: Path | None) -> Json:
    """Every unit with its events, what waits for a person, findings, and where the workbook lies."""
    return {
        "period": board.period.text,
        "pack": board.pack,
        "units": [_unit(unit, board.places) for unit in board.units],
        "pending": [_event(event) | {"unit": event.unit} for event in board.pending],
        "findings": findings_json(board.findings),
        "workbook": str(workbook) if workbook else None,
    }


def _unit(unit: UnitScore, places: int) -> Json:
    return {
        "unit": unit.unit,
        "group": unit.group,
        "inspected": unit.inspected,
        "raw": _points(unit.raw),
        "score": _points(unit.score),
        "weight": _points(unit.weight),
        "counted": _with_places(unit.counted, places),
        "period_points": _points(unit.period_points),
        "year_points": _points(unit.year_points),
        "remaining": _points(unit.remaining),
        "rank": unit.rank,
        "consequences": list(unit.consequences),
        "overall_rank": unit.overall_rank,
        "band": unit.band or None,
        "held": [_held(held) for held in unit.held],
        "trace": unit.trace,
        "sections": [_section(section) for section in unit.sections],
        "events": [_event(event) for event in unit.events],
    }


def _section(section: SectionScore) -> Json:
    return {
        "section": section.section,
        "name": section.name,
        "score": _points(section.score),
        "trace": section.trace,
    }


def _held(held: Held) -> Json:
    """A consequence that the program proposes."""
    return {"code": held.code, "name": held.name, "clause": held.clause, "because": held.because}


def _event(event: ScoredEvent) -> Json:
    return {
        "date": shown(event.event_on) or None,
        "rule": event.rule,
        "points": _points(event.points),
        "matter": event.matter or None,
        "document": event.document or None,
        "status": event.status,
        "trace": trace(event),
    }


def _with_places(points: Decimal | None, places: int) -> str | None:
    """Exactly as many decimals as the method rounds to; the engine has rounded already."""
    return None if points is None else f"{points.quantize(Decimal(1).scaleb(-places)):f}"


def _points(points: Decimal | None) -> str | None:
    return None if points is None else plain(points)
