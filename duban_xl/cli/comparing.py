"""Edge: two scoreboards compared on the command line: the table, the JSON and the workbook."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from duban_xl.catalogue import comparing as words
from duban_xl.cli.as_json import Json, emit, findings_json
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.model.source import plain, readable
from duban_xl.workflows.compare import Comparison, ScoreChange, write_comparison
from duban_xl.workflows.office import Run

MOST = 80


def tell_comparison(screen: Screen, comparison: Comparison, run: Run, *, dry_run: bool, as_json: bool) -> int:
    """Show the units that differ, write the workbook unless `dry_run`; the exit code."""
    workbook = None if dry_run else write_comparison(comparison, run)
    if as_json:
        emit(_answer(comparison, workbook))
    else:
        differing = [change for change in comparison.changes if change.differs or change.reasons]
        screen.table(comparison.title, words.HEADERS, map(_row, differing), most=MOST)
        if not differing:
            screen.say(words.NO_CHANGE, style="green")
        screen.findings(comparison.findings)
        if workbook:
            screen.made([(words.MADE, str(workbook))])
    return 1 if has_errors(comparison.findings) else 0


def _answer(comparison: Comparison, workbook: Path | None) -> Json:
    return {
        "period": comparison.after.period.text,
        "compared_with": comparison.before.period.text,
        "difference": list(_changes(comparison)),
        "findings": findings_json(comparison.findings),
        "workbook": str(workbook) if workbook else None,
    }


def _changes(comparison: Comparison) -> Iterator[Json]:
    for change in comparison.changes:
        yield {
            "unit": change.unit,
            "group": change.group,
            "before": _points(change.before),
            "after": _points(change.after),
            "change": _points(change.change),
            "rank_before": change.rank_before,
            "rank_after": change.rank_after,
            "places": change.places,
            "reasons": list(change.reasons),
            "events": list(change.serials),
        }


def _row(change: ScoreChange) -> tuple[str, ...]:
    scores = ("" if score is None else readable(score) for score in (change.before, change.after))
    ranks = ("" if rank is None else str(rank) for rank in (change.rank_before, change.rank_after))
    gained = "" if change.change is None else f"{'+' if change.change > 0 else ''}{readable(change.change)}"
    places = "" if change.places is None else f"{change.places:+d}" if change.places else "0"
    return (change.unit, change.group, *scores, gained, *ranks, places, "；".join(change.reasons))


def _points(points: Decimal | None) -> str | None:
    return None if points is None else plain(points)
