"""Edge: `duban check` (检查)."""

from dataclasses import replace
from pathlib import Path

import click

from duban_xl.catalogue import answers as words
from duban_xl.check.switches import switches_of
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, emit, file_json, findings_json, summary_json, switches_json
from duban_xl.cli.returned import Asked, answer_options, answered, answers_json, show_checked
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.office import period_of
from duban_xl.workflows.returns import check_paths


@options.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@click.option("--period", "period_text", metavar="报送期", help="查哪一期未报；默认表里写的那一期。")
@answer_options
@options.ledger_option
@options.as_of_option
@options.password_option
@options.output_options
def command(
    paths: tuple[Path, ...],
    *,
    period_text: str | None,
    annotate: Path | None,
    receipts: bool,
    reply_by: str | None,
    ledger: Path | None,
    as_of: str | None,
    ask_password: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """检查单位寄回的填报表：哪个文件、哪个单元格、什么问题、怎么改；不改动台账和原件。

    例：duban check 收件/2026Q3
    例：duban check 收件/2026Q3 --annotate 退回/2026Q3
    """
    path = options.chosen_ledger(ledger)
    screen = Screen(quiet=quiet, silent=as_json)
    period = period_of(period_text) if period_text else None
    asked = Asked(folder=annotate, receipts=receipts, reply_by=reply_by)
    asked.refuse_mixed(paths)
    password = options.password_of(ask=ask_password)
    with screen.progress("检查填报表") as told:
        run = options.new_run(as_of, progress=told, password=password)
        result = check_paths(path, paths, run, period=period, besides=annotate)
    show_checked(screen, result)
    with screen.progress(words.PROGRESS) as told:
        made = answered(screen, result, replace(run, progress=told), asked)
    if as_json:
        answer: Json = {
            "files": [file_json(at, checked) for at, checked in result.by_path.items()],
            "missing": [unit.name for unit in result.missing],
            "summary": summary_json(result.files, len(result.missing)),
            "switches": switches_json(switches_of(result.ledger)),
            "findings": findings_json((*result.findings, *(made.findings if made else ()))),
        }
        emit(answer | ({"answers": answers_json(made)} if made else {}))
    return 1 if has_errors(result.all_findings) else 0
