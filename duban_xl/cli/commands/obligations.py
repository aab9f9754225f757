"""Edge: `duban obligations` (应报)."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from duban_xl.catalogue import cannot_run
from duban_xl.catalogue import obligations as words
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, emit, findings_json
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.model.obligation import Obligation, Tally, tally
from duban_xl.model.source import shown
from duban_xl.workflows.obligations import Owed, owed_between


@options.command("obligations")
@click.option("--from", "start", required=True, metavar="日期", help="从哪一天起。")
@click.option("--to", "end", required=True, metavar="日期", help="到哪一天止。")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只看这个单位，可以写几个。")
@options.ledger_option
@options.as_of_option
@options.output_options
def command(
    *,
    start: str,
    end: str,
    units: tuple[str, ...],
    ledger: Path | None,
    as_of: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """谁在什么时候该向谁报什么、办什么，单位和督查室都在内；应报次数由时限推算，不看收到多少。

    例：duban obligations --from 2026-10-01 --to 2026-12-31
    """
    first, last = options.day(start), options.day(end)
    if last < first:
        raise cannot_run("C028", start=first, end=last)
    run = options.new_run(as_of)
    owed = owed_between(options.chosen_ledger(ledger), first, last, run)
    chosen = _only(owed, units)
    dated = [one for one in owed.found.dated if not units or one.unit in chosen]
    undated = [one for one in owed.found.undated if not units or one.unit in chosen]
    counts = tally(dated)
    if as_json:
        answer: Json = {"obligations": [_json(one) for one in dated], "undated": [_json(one) for one in undated]}
        emit(answer | {"units": [_tally_json(one) for one in counts], "findings": findings_json(owed.findings)})
    else:
        title = words.OBLIGATIONS_TITLE.format(start=first, end=last, count=len(dated))
        screen = Screen(quiet=quiet)
        screen.findings(owed.findings)
        screen.table(title, words.OBLIGATIONS_HEADERS, map(_row, dated))
        screen.table(words.UNDATED_TITLE.format(count=len(undated)), words.UNDATED_HEADERS, map(_undated_row, undated))
        _show_tally(screen, counts, as_of=shown(run.as_of))
        _show_provisional(screen, dated)
    return 1 if has_errors(owed.findings) else 0


def _only(owed: Owed, units: tuple[str, ...]) -> frozenset[str]:
    """The full names of the units asked for; a name that nobody bears ends the command."""
    owners = {duty.owner for duty in owed.ledger.duties}
    names: list[str] = []
    for name in units:
        unit = owed.ledger.units.by_code(name) or owed.ledger.units.find(name)
        if unit is None and name not in owners:
            raise cannot_run("C029", unit=name)
        names.append(unit.name if unit else name)
    return frozenset(names)


def _show_tally(screen: Screen, counts: Iterable[Tally], *, as_of: str) -> None:
    rows = ((one.unit, *map(str, (one.expected, one.on_time, one.late, one.missing, one.not_yet))) for one in counts)
    screen.table(words.TALLY_TITLE.format(as_of=as_of), words.TALLY_HEADERS, rows)


def _show_provisional(screen: Screen, dated: list[Obligation]) -> None:
    marked = [one for one in dated if one.provisional and one.due]
    if marked:
        years = "、".join(str(year) for year in sorted({one.due.year for one in marked if one.due}))
        screen.say(words.PROVISIONAL_COUNT.format(count=len(marked), years=years), style="yellow")


def _row(one: Obligation) -> tuple[str, ...]:
    due = shown(one.due) + (words.PROVISIONAL_MARK if one.provisional else "")
    return due, one.unit, one.matter or words.OFFICE_WORK, one.what, one.to, one.rule, one.standing.value


def _undated_row(one: Obligation) -> tuple[str, ...]:
    return one.unit, one.matter or words.OFFICE_WORK, one.what, one.to, one.rule, one.note


def _json(one: Obligation) -> Json:
    return dict(_pairs(one))


def _pairs(one: Obligation) -> Iterator[tuple[str, object]]:
    yield from (("matter", one.matter), ("unit", one.unit), ("rule", one.rule), ("what", one.what))
    yield from (("due", shown(one.due) or None), ("to", one.to), ("provisional", one.provisional))
    yield from (("kind", one.kind.value), ("state", one.standing.value), ("document", one.document))
    yield from (("remind_on", shown(one.remind_on) or None), ("answered_on", shown(one.answered_on) or None))
    yield from (("start", shown(one.start) or None), ("limit", one.limit), ("note", one.note))


def _tally_json(one: Tally) -> Json:
    return {
        "unit": one.unit,
        "expected": one.expected,
        "on_time": one.on_time,
        "late": one.late,
        "missing": one.missing,
        "not_yet": one.not_yet,
    }
