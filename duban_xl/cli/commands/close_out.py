"""Edge: `duban close-out` (销号)."""

from pathlib import Path

import click

from duban_xl.catalogue import cannot_run, texts, told
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, changes_json, emit, findings_json
from duban_xl.cli.plans import Consent, show_plan, write_if_agreed
from duban_xl.cli.show import Screen
from duban_xl.workflows.close_out import CloseOutResult, Closing, close_matters
from duban_xl.workflows.ledger_file import Applied


@options.command("close-out")
@click.argument("matters", nargs=-1, required=True, metavar="事项编号…")
@click.option("--by", metavar="姓名", help="销号人，默认操作人。")
@click.option("--archive", default="", metavar="卷号", help="归档卷号；写了就同时归档，已经办结的只归档。")
@click.option("--material", default="", metavar="清单", help="归档的材料清单；归档时必须写。")
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(
    *,
    matters: tuple[str, ...],
    by: str | None,
    archive: str,
    material: str,
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """注结销号：审核合格、报送了办结报告并已呈报的事项办结，其他的说明原因。

    例：duban close-out 2026-012 2026-015 --by 张三
    """
    if material and not archive:
        raise cannot_run("C020", what=texts.MISSING_PARAMETER.format(name="--archive"))
    path = options.chosen_ledger(ledger)
    run = options.new_run(as_of)
    screen = Screen(quiet=quiet, silent=as_json)
    closing = Closing(by=by or run.operator, on=run.as_of, archive=archive.strip(), material=material.strip())
    result = close_matters(path, matters, closing)
    _show(screen, result)
    consent = Consent(yes=yes, dry_run=dry_run)
    applied = write_if_agreed(screen, result.planned, run, command="close-out", consent=consent)
    if as_json:
        emit(_answer(result, applied))
    elif applied:
        screen.panel(texts.NEXT_AFTER_CLOSE_OUT)
    return 1 if result.outcome.refused else 0


def _show(screen: Screen, result: CloseOutResult) -> None:
    """Which matters stay open and why, then the plan for the others."""
    refused = result.outcome.refused
    rows = ((one.number, found.code, found.source.cell, told(found)) for one in refused for found in one.findings)
    screen.table(texts.REFUSED_TITLE.format(count=len(refused)), texts.REFUSED_HEADERS, rows)
    show_plan(screen, result.planned)


def _answer(result: CloseOutResult, applied: Applied | None) -> Json:
    outcome = result.outcome
    refused = [{"matter": one.number, "findings": findings_json(one.findings)} for one in outcome.refused]
    return {
        "applied": applied is not None,
        "batch": applied.batch if applied else None,
        "closed": list(outcome.closed),
        "archived": list(outcome.archived),
        "refused": refused,
    } | changes_json(result.planned.changes, result.planned.ledger)
