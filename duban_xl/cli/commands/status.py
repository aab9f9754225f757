"""Edge: `duban status` (看板)."""

from collections.abc import Iterable
from pathlib import Path

import click

from duban_xl.catalogue import method as words
from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, emit, findings_json
from duban_xl.cli.show import Screen
from duban_xl.model.source import shown
from duban_xl.plan.escalation import StepDue
from duban_xl.plan.summary import OpenMatter, Summary
from duban_xl.workflows.office import period_of
from duban_xl.workflows.status import Status, current_status


@options.command("status")
@click.option("--period", "period_text", metavar="报送期", help="查哪一期未报；默认上一季度。")
@options.ledger_option
@options.as_of_option
@options.output_options
def command(*, period_text: str | None, ledger: Path | None, as_of: str | None, as_json: bool, quiet: bool) -> int:
    """当前情况：各状态和预警的数量、逾期和临期事项、填报表没有报齐的单位、问责阶梯上应决定的措施。

    例：duban status --as-of 2026-10-08
    """
    path = options.chosen_ledger(ledger)
    period = period_of(period_text) if period_text else None
    status = current_status(path, options.new_run(as_of), period=period)
    if as_json:
        emit(_answer(status.summary) | _more(status))
        return 0
    screen = Screen(quiet=quiet)
    screen.findings(status.findings)
    _show(screen, status.summary)
    screen.table(words.LADDER_TITLE, words.LADDER_HEADERS, map(_ladder_row, status.ladder))
    if status.unknown_years:
        years = "、".join(map(str, status.unknown_years))
        screen.say(words.CALENDAR_NOTE.format(years=years, count=status.provisional), style="yellow")
    return 0


def _ladder_row(one: StepDue) -> tuple[str, ...]:
    step = one.step
    window = words.LADDER_WINDOW.format(first=one.window[0], last=one.window[1])
    state = words.LADDER_TAKEN.format(day=one.taken_on) if one.taken_on else words.LADDER_OPEN
    state = words.LADDER_LACKING.format(what=one.lacking) if one.lacking else state
    return one.unit, step.trigger, str(one.count), window, step.measure, step.approved_by, step.rule, state


def _more(status: Status) -> Json:
    """The ladder's steps, what is 暂定, and whether the method's trial is over."""
    return {
        "ladder": [
            {
                "unit": one.unit,
                "rule": one.step.rule,
                "trigger": one.step.trigger,
                "count": one.count,
                "window": [shown(day) for day in one.window],
                "measure": one.step.measure,
                "approved_by": one.step.approved_by,
                "reached_on": shown(one.reached_on),
                "taken_on": shown(one.taken_on) or None,
                "lacking": one.lacking,
            }
            for one in status.ladder
        ],
        "provisional": {"years": list(status.unknown_years), "matters": status.provisional},
        "findings": findings_json(status.findings),
    }


def _show(screen: Screen, summary: Summary) -> None:
    counts = [*summary.statuses.items(), *((f"预警 {lamp}", n) for lamp, n in summary.lamps.items())]
    title = texts.STATUS_TITLE.format(as_of=shown(summary.as_of))
    screen.table(title, texts.STATUS_HEADERS, ((name, str(number)) for name, number in counts))
    screen.table(texts.OVERDUE_TITLE, texts.OPEN_HEADERS, _open_rows(summary.overdue))
    screen.table(texts.SOON_TITLE, texts.OPEN_HEADERS[:4], (row[:4] for row in _open_rows(summary.due_soon)))
    rows = ((t.unit.name, str(t.expected), str(len(t.missing)), "、".join(t.missing)) for t in summary.unreported)
    screen.table(texts.UNREPORTED_TITLE, texts.UNREPORTED_HEADERS, rows)


def _open_rows(matters: Iterable[OpenMatter]) -> Iterable[tuple[str, ...]]:
    for entry in matters:
        m = entry.matter
        yield m.number, m.title, m.lead_unit, shown(entry.due_date), str(entry.days), str(entry.workdays)


def _answer(summary: Summary) -> Json:
    def one(entry: OpenMatter) -> Json:
        m = entry.matter
        named = {"matter": m.number, "title": m.title, "unit": m.lead_unit, "due": shown(entry.due_date)}
        return named | {"days": entry.days, "workdays": entry.workdays}

    return {
        "as_of": shown(summary.as_of),
        "matters": dict(summary.statuses),
        "lamps": dict(summary.lamps),
        "overdue": [one(entry) for entry in summary.overdue],
        "due_soon": [one(entry) for entry in summary.due_soon],
        "unreported": [
            {"unit": t.unit.name, "expected": t.expected, "matters": list(t.missing)} for t in summary.unreported
        ],
    }
