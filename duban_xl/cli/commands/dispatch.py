"""Edge: `duban dispatch` (下发)."""

from pathlib import Path

import click

from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import emit, findings_json
from duban_xl.cli.mails import mail_forms, mail_options
from duban_xl.cli.plans import Consent
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.dispatch import DispatchPlan, plan_dispatch, write_forms
from duban_xl.workflows.office import Run, period_of


@options.command("dispatch")
@click.option("--period", "period_text", required=True, metavar="报送期", help="如 2026Q3、2026-09、2026W39。")
@click.option("--unit", "units", multiple=True, metavar="单位", help="只给这些单位下发，可重复；默认全部。")
@click.option(
    "--due",
    "due_text",
    metavar="日期",
    help="应报日期；默认按报送周期推算，没有周期的为报送期的最后一个工作日（本系统约定）。",
)
@click.option(
    "--matter", "matters", multiple=True, metavar="编号", help="只下发这些事项（单件交办），不论报送周期，可重复。"
)
@mail_options
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(
    *,
    period_text: str,
    units: tuple[str, ...],
    due_text: str | None,
    mail: bool,
    send: bool,
    matters: tuple[str, ...],
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """按单位生成填报表，放进“下发”文件夹；可以同时写好附有填报表的邮件草稿，或直接发出。

    只收该期应报的事项：周期比报送期长、这一期轮不到的不列。

    例：duban dispatch --period 2026Q3；duban dispatch --period 2026Q3 --mail
    """
    path = options.chosen_ledger(ledger)
    screen = Screen(quiet=quiet, silent=as_json)
    run = options.new_run(as_of)
    due_on = options.day(due_text) if due_text else None
    plan = plan_dispatch(path, period_of(period_text), run, units=units, due_on=due_on, matters=matters)
    _show(screen, plan, period_text)
    written = _written(screen, plan, as_of, yes=yes, dry_run=dry_run)
    mailed = mail_forms(screen, plan, run, Consent(yes=yes, dry_run=dry_run), mail=mail, send=send)
    findings = (*plan.findings, *mailed.findings)
    if as_json:
        unchanged = [str(path) for path in plan.unchanged]
        emit({"files": written, "unchanged": unchanged} | mailed.answer | {"findings": findings_json(findings)})
    elif written and not mailed.answer:
        screen.panel(texts.NEXT_AFTER_DISPATCH.format(folder=plan.folder, period=period_text))
    return 1 if has_errors(findings) else 0


def _show(screen: Screen, plan: DispatchPlan, period_text: str) -> None:
    title = texts.FORMS_TITLE.format(period=period_text, new=len(plan.new), same=len(plan.unchanged))
    rows = [(f.meta.unit_name, str(len(f.rows)), f.meta.due_on, path.name) for path, f in plan.new.items()]
    if rows:
        screen.table(title, texts.FORMS_HEADERS, rows)
    else:
        screen.say(title)
    screen.findings(plan.findings)


def _written(screen: Screen, plan: DispatchPlan, as_of: str | None, *, yes: bool, dry_run: bool) -> list[str]:
    agreed = plan.new and options.may_write(yes=yes, dry_run=dry_run, question=lambda: screen.ask(texts.ASK_FORMS))
    if not agreed:
        return []
    with screen.progress("生成填报表") as told:
        run: Run = options.new_run(as_of, progress=told)
        return [str(path) for path in write_forms(plan, run)]
