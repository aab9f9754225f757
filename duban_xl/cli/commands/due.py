"""Edge: `duban due` (时限)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import cast

import click

from duban_xl.catalogue import cannot_run, texts
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, emit, findings_json
from duban_xl.model.deadline import Expression
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.due import USUAL, Conventions, Roll
from duban_xl.model.finding import has_errors
from duban_xl.model.source import shown
from duban_xl.model.workdays import Workdays
from duban_xl.plan.due_question import Answer, Question, answer
from duban_xl.read.holidays import official_workdays


@options.command("due")
@click.argument("expression", metavar="时限")
@click.option("--from", "start", required=True, metavar="日期", help="起算日（当天不计）。")
@click.option("--event", metavar="事件", help="起算日是哪件事的日子，如 签收、签发；与时限所写的不同时加以说明。")
@click.option("--given", metavar="日期", help="通知或批示写明的日期，优先于时限。")
@click.option("--rule", metavar="规则", help="所依据的规则编号，写进说明。")
@click.option("--urgent", is_flag=True, help="紧急事项，随到随办。")
@click.option("--until", metavar="日期", help="周期报送列到哪一天为止。")
@click.option("--extend-to", metavar="日期", help="申请或批准延期到哪一天。")
@click.option("--asked-on", metavar="日期", help="延期申请是哪一天提出的。")
@click.option("--replied", metavar="日期", help="哪一天答复的，算逾期几日、几个工作日。")
@click.option("--remind", type=click.IntRange(0, 250), metavar="天数", help="提前几个工作日提醒。")
@click.option("--lead", type=click.IntRange(0, 250), metavar="天数", help="须在某时限之前的，提前几个工作日。")
@click.option("--hit", "hits", multiple=True, metavar="日期", help="计数范围里的一次，如一次通报批评；可以写几个。")
@click.option("--rolling", is_flag=True, help="计数按往前推的月份，不按自然年。")
@click.option("--roll", is_flag=True, help="到期日遇休息日顺延。")
@click.option("--ledger", type=click.Path(path_type=Path), metavar="文件", help="用这本台账的工作日历和参数。")
@options.output_options
def command(
    expression: str,
    *,
    lead: int | None,
    rolling: bool,
    roll: bool,
    ledger: Path | None,
    as_json: bool,
    quiet: bool,
    **typed: object,
) -> int:
    """说明一个时限怎么算：到期日、提醒日、逐日计数。

    例：duban due "7个工作日" --from 2026-09-24
    """
    limit = parse_expression(expression)
    if limit is None:
        raise cannot_run("C018", text=expression)
    workdays, conventions = _ground(ledger)
    if lead is not None:
        conventions = replace(conventions, extension_lead=lead, upward_lead=lead)
    conventions = replace(
        conventions,
        rolling_window=rolling or conventions.rolling_window,
        roll=Roll.NEXT if roll else conventions.roll,
    )
    told = answer(_question(limit, typed), workdays=workdays, conventions=conventions)
    if as_json:
        emit(_json(told))
    else:
        _show(expression, limit.chinese(), told, quiet=quiet)
    return 1 if has_errors(told.findings) else 0


def _ground(ledger: Path | None) -> tuple[Workdays, Conventions]:
    """The calendar and conventions of the ledger, or the official calendar and the usual conventions."""
    if ledger is None:
        return official_workdays(), USUAL
    from duban_xl.model.conventions import conventions_of
    from duban_xl.workflows.ledger_file import calendar_of, read_ledger

    found = read_ledger(options.chosen_ledger(ledger))
    return calendar_of(found), conventions_of(found)


def _question(limit: Expression, typed: Mapping[str, object]) -> Question:
    def day(name: str) -> date | None:
        return options.day(str(typed[name])) if typed[name] else None

    named = str(typed["event"] or "")
    event = parse_event(named) if named else None
    if named and event is None:
        raise cannot_run("C027", text=named)
    hits = cast("tuple[str, ...]", typed["hits"])
    return Question(
        limit=limit,
        start=options.day(str(typed["start"]) or " "),
        event=event,
        given=day("given"),
        rule=str(typed["rule"]) if typed["rule"] else None,
        urgent=bool(typed["urgent"]),
        until=day("until"),
        extended_to=day("extend_to"),
        asked_on=day("asked_on"),
        replied=day("replied"),
        remind=typed["remind"] if isinstance(typed["remind"], int) else None,
        hits=tuple(options.day(hit) for hit in hits),
    )


def _json(told: Answer) -> Json:
    found, late = told.found, told.late
    return {
        "due": _iso(found.due),
        "remind_on": _iso(found.remind_on),
        "cap": _iso(found.cap),
        "provisional": found.provisional,
        "kind": found.kind,
        "counted": [shown(day) for day in found.counted],
        "rule": found.rule,
        "basis": found.basis,
        "marks": [mark.value for mark in found.marks],
        "dates": [shown(day) for day in told.dates],
        "window": [shown(day) for day in told.window] if told.window else None,
        "overdue": {"calendar_days": late.calendar_days, "workdays": late.workdays} if late is not None else None,
        "findings": findings_json(told.findings),
    }


def _iso(day: object) -> str | None:
    return str(day) if day else None


def _show(expression: str, chinese: str, told: Answer, *, quiet: bool) -> None:
    from duban_xl.cli.show import Screen

    found, late = told.found, told.late
    mark = texts.PROVISIONAL if found.provisional else ""
    days = "、".join(shown(day) if told.window else f"{day.month}-{day.day}" for day in found.counted)
    values = (
        chinese,
        shown(found.due) + mark,
        shown(found.remind_on),
        shown(found.cap),
        texts.DUE_COUNT.format(count=len(found.counted), first=told.window[0], last=told.window[1])
        if told.window
        else "",
        days,
        "、".join(map(shown, told.dates)),
        texts.DUE_LATE.format(days=late.calendar_days, workdays=late.workdays) if late is not None else "",
        found.basis,
    )
    rows = [(name, value) for name, value in zip(texts.DUE_ROWS, values, strict=True) if value]
    screen = Screen(quiet=quiet)
    screen.table(texts.DUE_TITLE.format(expression=expression), (*texts.STATUS_HEADERS[:1], ""), rows)
    screen.findings(told.findings)
