"""Edge: `duban remind` (催办)."""

from collections.abc import Iterator
from pathlib import Path

import click

from duban_xl.catalogue import mailing as words
from duban_xl.catalogue.obligations import OFFICE_WORK
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, changes_json, emit, findings_json
from duban_xl.cli.mails import agreed, posted_json, show_mails, show_posted
from duban_xl.cli.plans import Consent, write_if_agreed
from duban_xl.cli.show import Screen
from duban_xl.model.finding import Finding, has_errors
from duban_xl.model.source import shown
from duban_xl.plan.remind_letter import state_of
from duban_xl.workflows.ledger_file import Applied, Planned
from duban_xl.workflows.office import Run, period_of
from duban_xl.workflows.remind import RemindPlan, Wanted, plan_remind, send_letters, write_letters


@options.command("remind")
@click.option("--period", "period_text", metavar="报送期", help="只催这一期还没有寄回的填报表，如 2026Q3。")
@click.option("--before", type=click.IntRange(0, 366), metavar="天数", help="到期前几天开始提醒；默认参数“临期天数”。")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只催这个单位，可以写几个。")
@click.option("--with-form", is_flag=True, help="把下发过的填报表再附上（同时写 --period）。")
@click.option("--send", is_flag=True, help="直接发出邮件；不写就只写草稿，双击 .eml 发出。")
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(
    *,
    period_text: str | None,
    before: int | None,
    units: tuple[str, ...],
    with_form: bool,
    send: bool,
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """催办：逾期、临期和随到随办的事项，或没有寄回的填报表，按单位列出；同意后写催办函和邮件草稿，记入督查记录。

    例：duban remind --as-of 2026-10-12 --dry-run；duban remind --period 2026Q3 --with-form --send
    """
    period = period_of(period_text) if period_text else None
    wanted = Wanted(period=period, before=before, units=units, with_form=with_form)
    run = options.new_run(as_of)
    plan = plan_remind(options.chosen_ledger(ledger), run, wanted)
    screen = Screen(quiet=quiet, silent=as_json)
    _show(screen, plan)
    consent = Consent(yes=yes, dry_run=dry_run)
    done = _sent(screen, plan, run, consent) if send else _drafted(screen, plan, run, consent)
    findings = (*plan.findings, *done.findings)
    if as_json:
        emit(done.answer | {"units": [dict(one) for one in _units_json(plan)]} | {"findings": findings_json(findings)})
    return 1 if has_errors(findings) else 0


class _Done:
    """What was done: the answer as data, and what was found while doing it."""

    def __init__(self, planned: Planned, applied: Applied | None, findings: tuple[Finding, ...] = ()) -> None:
        self.findings = findings
        self.answer: Json = {"applied": applied is not None, "batch": applied.batch if applied else None}
        self.answer |= changes_json(planned.changes, planned.ledger) | {"letters": [], "drafts": []}

    def wrote(self, letters: tuple[Path, ...], drafts: tuple[Path, ...]) -> None:
        """Tell which files were written."""
        self.answer |= {"letters": [str(path) for path in letters], "drafts": [str(path) for path in drafts]}


def _drafted(screen: Screen, plan: RemindPlan, run: Run, consent: Consent) -> _Done:
    """Letters and drafts, and the rows that tell of them."""
    applied = write_if_agreed(screen, plan.planned, run, command="remind", consent=consent)
    done = _Done(plan.planned, applied)
    if applied:
        letters, drafts = write_letters(plan, run)
        done.wrote(letters, drafts)
        screen.panel(words.LETTERS_MADE.format(folder=plan.folder, count=len(letters)))
    return done


def _sent(screen: Screen, plan: RemindPlan, run: Run, consent: Consent) -> _Done:
    """Letters, drafts and mails, and the rows of the units that have theirs."""
    show_mails(screen, plan.letters)
    if not plan.letters or not agreed(screen, consent, words.ASK_SEND):
        return _Done(plan.planned, None)
    letters, drafts = write_letters(plan, run)
    with screen.progress(words.SENDING) as told:
        mailed = send_letters(plan, options.watched_run(run, told), pause=options.pause)
    show_posted(screen, mailed.posted)
    screen.findings(mailed.posted.findings)
    done = _Done(mailed.planned, mailed.applied, mailed.posted.findings)
    done.wrote(letters, drafts)
    done.answer |= {"mail": posted_json(mailed.posted)}
    return done


def _show(screen: Screen, plan: RemindPlan) -> None:
    screen.findings(plan.findings)
    count = sum(len(one.reminders) for one in plan.units)
    title = words.REMIND_TITLE.format(units=len(plan.units), count=count)
    screen.table(title, words.REMIND_HEADERS, _rows(plan))
    if not plan.units:
        screen.say(words.NOTHING_TO_REMIND, style="green")


def _rows(plan: RemindPlan) -> Iterator[tuple[str, ...]]:
    for of_unit in plan.units:
        for one in of_unit.reminders:
            matter, count = "、".join(one.numbers) or OFFICE_WORK, str(one.count or "")
            yield of_unit.unit, matter, one.owed.what, shown(one.owed.due), state_of(one), count


def _units_json(plan: RemindPlan) -> Iterator[Json]:
    for of_unit in plan.units:
        yield {
            "unit": of_unit.unit,
            "count": of_unit.count,
            "reminders": [
                {
                    "matter": one.owed.matter,
                    "matters": list(one.numbers),
                    "period": one.period or None,
                    "what": one.owed.what,
                    "rule": one.owed.rule,
                    "due": shown(one.owed.due) or None,
                    "days": one.days,
                    "workdays": one.workdays,
                    "count": one.count,
                }
                for one in of_unit.reminders
            ],
        }
