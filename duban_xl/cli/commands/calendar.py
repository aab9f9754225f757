"""Edge: `duban calendar` (日历)."""

import sys
from pathlib import Path

import click

from duban_xl.catalogue import calendar as words
from duban_xl.catalogue import cannot_run
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, changes_json, emit, findings_json
from duban_xl.cli.plans import Consent, show_plan, write_if_agreed
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.plan.calendar_years import CalendarYear
from duban_xl.workflows.calendar import KnownYears, enter_notice, known_years
from duban_xl.workflows.office import Run

STANDARD_INPUT = "-"


@options.command("calendar")
@click.option("--notice", metavar="文件", help="放假通知的文本文件；写 - 则从标准输入读取。")
@click.option("--year", type=click.IntRange(1949, 2099), metavar="年份", help="通知里没有写年份时，按哪一年登记。")
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(
    *,
    notice: str | None,
    year: int | None,
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """各年的放假安排是否已知、哪些到期日因此暂定；把放假通知登记到“工作日历”。

    例：duban calendar --notice 放假通知.txt
    """
    path, run = options.chosen_ledger(ledger), options.new_run(as_of)
    screen = Screen(quiet=quiet, silent=as_json)
    if notice is None:
        return _list(screen, known_years(path, run), as_json=as_json)
    return _enter(screen, path, run, notice=notice, year=year, consent=Consent(yes=yes, dry_run=dry_run), json=as_json)


def _list(screen: Screen, known: KnownYears, *, as_json: bool) -> int:
    screen.findings(known.findings)
    screen.table(words.YEARS_TITLE, words.YEARS_HEADERS, (_row(one) for one in known.years))
    if as_json:
        emit({"years": [_year_json(one) for one in known.years], "findings": findings_json(known.findings)})
    elif any(one.provisional for one in known.years):
        screen.panel(words.NEXT_FOR_UNKNOWN)
    return 1 if has_errors(known.findings) else 0


def _enter(screen: Screen, path: Path, run: Run, *, notice: str, year: int | None, consent: Consent, json: bool) -> int:
    name = words.STANDARD_INPUT if notice == STANDARD_INPUT else notice
    result = enter_notice(path, _bytes_of(notice), name=name, year=year)
    screen.findings(result.findings)
    show_plan(screen, result.planned)
    applied = write_if_agreed(screen, result.planned, run, command="calendar", consent=consent)
    if json:
        answer: Json = {"applied": applied is not None, "batch": applied.batch if applied else None}
        plan = changes_json(result.planned.changes, result.planned.ledger)
        emit(answer | {"years": list(result.years)} | plan | {"findings": findings_json(result.findings)})
    elif applied:
        screen.panel(words.NEXT_AFTER_CALENDAR)
    return 1 if has_errors(result.findings) else 0


def _bytes_of(notice: str) -> bytes:
    """What the file holds, or what comes in through the pipe. Raises CannotRun C003, L100."""
    if notice == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    try:
        return Path(notice).read_bytes()
    except FileNotFoundError as problem:
        raise cannot_run("C003", path=notice) from problem
    except OSError as problem:
        raise cannot_run("L100", name=notice, reason=problem.strerror or str(problem)) from problem


def _row(one: CalendarYear) -> tuple[str, ...]:
    known = words.KNOWN if one.is_known else words.UNKNOWN
    waiting = f"{len(one.provisional)}" + (f"（{'、'.join(one.provisional)}）" if one.provisional else "")
    return str(one.year), known, words.ORIGINS[one.origin.value], str(one.entered), waiting


def _year_json(one: CalendarYear) -> Json:
    return {
        "year": one.year,
        "known": one.is_known,
        "origin": one.origin.value,
        "entered": one.entered,
        "provisional": list(one.provisional),
    }
