"""Edge: `duban check` (检查)."""

from pathlib import Path

import click

from duban_xl.check.switches import switches_of
from duban_xl.cli import options
from duban_xl.cli.as_json import emit, file_json, findings_json, summary_json, switches_json
from duban_xl.cli.returned import show_checked
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.office import period_of
from duban_xl.workflows.returns import check_paths


@options.command("check")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件或文件夹…")
@click.option("--period", "period_text", metavar="报送期", help="查哪一期未报；默认表里写的那一期。")
@options.ledger_option
@options.as_of_option
@options.output_options
def command(
    paths: tuple[Path, ...],
    *,
    period_text: str | None,
    ledger: Path | None,
    as_of: str | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """检查单位寄回的填报表：哪个文件、哪个单元格、什么问题、怎么改；不改动任何文件。

    例：duban check 收件/2026Q3
    """
    path = options.chosen_ledger(ledger)
    screen = Screen(quiet=quiet, silent=as_json)
    period = period_of(period_text) if period_text else None
    with screen.progress("检查填报表") as told:
        result = check_paths(path, paths, options.new_run(as_of, progress=told), period=period)
    if as_json:
        emit(
            {
                "files": [file_json(at, checked) for at, checked in result.by_path.items()],
                "missing": [unit.name for unit in result.missing],
                "summary": summary_json(result.files, len(result.missing)),
                "switches": switches_json(switches_of(result.ledger)),
                "findings": findings_json(result.findings),
            }
        )
    else:
        show_checked(screen, result)
    return 1 if has_errors(result.all_findings) else 0
