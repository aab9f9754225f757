"""Edge: publishing and correcting scores on the command line, and what was published shown beside today's scores."""

from collections.abc import Iterator, Sequence

from duban_xl.catalogue import comparing as words
from duban_xl.catalogue import texts
from duban_xl.cli.as_json import Json, changes_json, emit, findings_json
from duban_xl.cli.options import may_write
from duban_xl.cli.plans import Consent, show_plan, write_if_agreed
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.model.source import shown
from duban_xl.workflows.office import Run
from duban_xl.workflows.publish import PublicationPlan
from duban_xl.workflows.score import Difference, OpenObjection


def publish(screen: Screen, plan: PublicationPlan, run: Run, *, consent: Consent, as_json: bool) -> int:
    """Show the plan and what forbids it, ask, write; the exit code."""
    show_differences(screen, plan.differing)
    if plan.planned.changes:
        show_plan(screen, plan.planned)
    screen.findings(plan.findings)
    applied = None
    if plan.planned.changes:
        asked = may_write(
            yes=consent.yes, dry_run=consent.dry_run, question=lambda: screen.ask(words.ASK_PUBLISH)
        )  # fmt: skip
        if asked:
            agreed = Consent(yes=True, dry_run=False)
            applied = write_if_agreed(screen, plan.planned, run, command="score", consent=agreed)
        else:
            screen.say(texts.DRY_RUN if consent.dry_run else texts.NOT_WRITTEN, style="yellow")
    if as_json:
        done: Json = {"applied": applied is not None, "batch": applied.batch if applied else None}
        changes = changes_json(plan.planned.changes, plan.planned.ledger)
        emit(done | changes | {"findings": findings_json(plan.findings)})
    elif applied:
        screen.panel(words.NEXT_AFTER_POSTING)
    return 1 if has_errors(plan.findings) else 0


def show_differences(screen: Screen, differing: Sequence[Difference]) -> None:
    """The published figures that are kept, beside those of today."""
    screen.table(words.PUBLISHED_TITLE, words.PUBLISHED_HEADERS, _difference_rows(differing))


def show_objections(screen: Screen, waiting: Sequence[OpenObjection]) -> None:
    """Objections that wait for their answers."""
    rows = (
        (
            one.unit,
            one.row.period,
            shown(one.row.raised_on),
            shown(one.answer_by),
            texts.YES if one.overdue else texts.NO,
            one.row.content,
        )
        for one in waiting
    )
    screen.table(words.OPEN_TITLE, words.OPEN_HEADERS, rows)


def differences_json(differing: Sequence[Difference]) -> list[Json]:
    """The same as data."""
    return [
        {
            "unit": one.unit,
            "published": one.before,
            "now": one.after,
            "kind": one.published.figure.kind if one.published else None,
            "published_on": shown(one.published.figure.on) if one.published else None,
            "reasons": list(one.reasons),
            "events": list(one.serials),
        }
        for one in differing
    ]


def objections_json(waiting: Sequence[OpenObjection]) -> list[Json]:
    """Open objections as data."""
    return [
        {
            "unit": one.unit,
            "period": one.row.period,
            "raised_on": shown(one.row.raised_on) or None,
            "answer_by": shown(one.answer_by) or None,
            "overdue": one.overdue,
            "content": one.row.content,
        }
        for one in waiting
    ]


def _difference_rows(differing: Sequence[Difference]) -> Iterator[tuple[str, ...]]:
    for one in differing:
        figure, now = (one.published.figure if one.published else None), one.now
        ranks = (figure.rank if figure else None, now.rank if now else None)
        when = (figure.kind, shown(figure.on)) if figure else ("", "")
        places = ("" if rank is None else str(rank) for rank in ranks)
        yield one.unit, *when, one.before, one.after, *places, "；".join(one.reasons)
