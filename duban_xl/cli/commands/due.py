"""Edge: `duban due` (时限)."""

import click

from duban_xl.catalogue import cannot_run, texts
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, emit
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.due import Deadline
from duban_xl.model.source import shown
from duban_xl.plan.deadlines import due
from duban_xl.read.holidays import official_workdays


@options.command("due")
@click.argument("expression", metavar="时限")
@click.option("--from", "start", required=True, metavar="日期", help="起算日（当天不计）。")
@click.option("--given", metavar="日期", help="通知或批示写明的日期，优先于时限。")
@click.option("--rule", metavar="规则", help="所依据的规则编号，写进说明。")
@options.output_options
def command(expression: str, *, start: str, given: str | None, rule: str | None, as_json: bool, quiet: bool) -> int:
    """说明一个时限怎么算：到期日、提醒日、逐日计数。

    例：duban due "7个工作日" --from 2026-09-24
    """
    limit = parse_expression(expression)
    if limit is None:
        raise cannot_run("C018", text=expression)
    found = due(
        limit,
        start=options.day(start),
        workdays=official_workdays(),
        given=options.day(given) if given else None,
        rule=rule,
    )
    if as_json:
        emit(_answer(found))
    else:
        _show(expression, limit.chinese(), found, quiet=quiet)
    return 0


def _answer(found: Deadline) -> Json:
    return {
        "due": _iso(found.due),
        "remind_on": _iso(found.remind_on),
        "cap": _iso(found.cap),
        "provisional": found.provisional,
        "kind": found.kind,
        "counted": [shown(day) for day in found.counted],
        "rule": found.rule,
        "basis": found.basis,
    }


def _iso(day: object) -> str | None:
    return str(day) if day else None


def _show(expression: str, chinese: str, found: Deadline, *, quiet: bool) -> None:
    from duban_xl.cli.show import Screen

    mark = texts.PROVISIONAL if found.provisional else ""
    days = "、".join(f"{day.month}-{day.day}" for day in found.counted)
    values = (chinese, shown(found.due) + mark, shown(found.remind_on), shown(found.cap), days, found.basis)
    rows = [(name, value) for name, value in zip(texts.DUE_ROWS, values, strict=True) if value]
    Screen(quiet=quiet).table(texts.DUE_TITLE.format(expression=expression), (*texts.STATUS_HEADERS[:1], ""), rows)
