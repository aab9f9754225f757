"""Edge: `duban sign` (签发)."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

import click

from duban_xl.catalogue import cannot_run, texts
from duban_xl.catalogue import numbering as words
from duban_xl.cli import options
from duban_xl.cli.as_json import changes_json, emit, findings_json
from duban_xl.cli.pictures import Pictures, Wanted, picture_options, with_pictures
from duban_xl.cli.plans import Consent, show_plan, write_if_agreed
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.ledger_file import Applied
from duban_xl.workflows.sign import SignPlan, Word, carry_out, plan_sign


@options.command("sign")
@click.argument("kind", metavar="文种")
@click.argument("about", nargs=-1, required=True, metavar="报送期或事项编号…")
@click.option("--by", required=True, metavar="姓名", help="签发人或审批人。")
@click.option("--step", default="", metavar="步骤", help="登记审批程序中的一步，不签发；如 主任审定。")
@click.option("--opinion", default="", metavar="意见", help="审批意见，默认“同意”；“不同意”开头的不能签发。")
@click.option("--void", is_flag=True, help="作废；须用 --opinion 写理由。文号保留，不再用。")
@click.option("--on", "on_day", metavar="日期", help="签发或审批的日期，默认今天。")
@options.ledger_option
@options.as_of_option
@options.writing_options
@picture_options
@options.output_options
def command(
    kind: str,
    about: tuple[str, ...],
    *,
    by: str,
    step: str,
    opinion: str,
    void: bool,
    on_day: str | None,
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    pdf: bool,
    preview: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """登记审批、签发或作废文书。签发时编文号、写成文日期，去掉“送审稿”；几份一起签发的，文号连续，要么都发，要么都不发。

    例：duban sign 督查通知书 2026-001 2026-002 --by 李某

        duban sign 督查通报 2026Q3 --step 主任审阅 --by 王某
    """
    run, path = options.new_run(as_of), options.chosen_ledger(ledger)
    word = _word(by, step, opinion, void=void, on=options.day(on_day) if on_day else run.as_of, as_of=run.as_of)
    screen, consent = Screen(quiet=quiet, silent=as_json), Consent(yes=yes, dry_run=dry_run)
    plan = plan_sign(path, kind, about, word, run, withdraw=void)
    screen.findings((*plan.refused, *plan.noticed))
    if plan.planned.changes or not plan.files:
        show_plan(screen, plan.planned)
    write = partial(carry_out, plan, run) if plan.files else None
    applied = write_if_agreed(screen, plan.planned, run, command="sign", consent=consent, write=write)
    files = tuple(one.path for one in plan.files if one.is_in_place)
    screen.made([(words.SIGNED_FILE, str(file)) for file in files])
    pictures = with_pictures(screen, files, Wanted(pdf=pdf, preview=preview))
    if as_json:
        emit(_as_json(plan, applied, files, pictures))
    return 1 if plan.refused or has_errors(pictures.findings) else 0


def _as_json(plan: SignPlan, applied: Applied | None, files: Sequence[Path], pictures: Pictures) -> dict[str, object]:
    """What was signed, with its numbers and files, and what speaks against it."""
    return {
        "applied": applied is not None,
        "batch": applied.batch if applied else None,
        "numbers": list(plan.numbers),
        "files": [str(file) for file in files],
        "pictures": [str(file) for file in pictures.files],
        **changes_json(plan.planned.changes, plan.planned.ledger),
        "findings": findings_json((*plan.refused, *plan.noticed, *pictures.findings)),
    }


def _word(by: str, step: str, opinion: str, *, void: bool, on: date, as_of: date) -> Word:
    """What is said; raises CannotRun (C020) for what can't be meant."""
    if not by.strip():
        raise cannot_run("C020", what=texts.MISSING_PARAMETER.format(name="--by"))
    if void and (step or not opinion.strip()):
        raise cannot_run("C020", what=words.VOID_NEEDS)
    return Word(by=by.strip(), on=on, as_of=as_of, step=step.strip(), opinion=opinion.strip() or words.AGREED)
