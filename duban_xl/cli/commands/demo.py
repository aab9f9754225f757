"""Edge: `duban demo` (演示)."""

from pathlib import Path

import click

from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import emit
from duban_xl.cli.show import Screen
from duban_xl.workflows.demo import DemoReport, play_demo
from duban_xl.workflows.office import FORMS, INBOX, SENT_BACK

DEFAULT_FOLDER = "督查演示"


@options.command("demo")
@click.argument("folder", type=click.Path(path_type=Path), default=DEFAULT_FOLDER, metavar="[文件夹]")
@options.output_options
def command(folder: Path, *, as_json: bool, quiet: bool) -> int:
    """用示范办公室走一遍全过程：下发、收表、检查、合并、计分、出通报。

    例：duban demo 督查演示
    """
    screen = Screen(quiet=quiet, silent=as_json)
    with screen.progress("") as told:
        report = play_demo(folder, options.new_run(None, progress=told), screen.head)
    if as_json:
        emit(
            {
                "ledger": str(report.ledger),
                "changed": report.changed,
                "batches": report.batches,
                "forms": report.forms,
                "returns": report.returns,
                "returned": report.faulty,
                "marked": report.marked,
                "missing": report.missing,
                "score_books": [str(path) for path in report.score_books],
                "documents": [str(path) for path in report.documents],
            }
        )
    else:
        screen.made(_rows(report))
        screen.panel(texts.DEMO_NEXT.format(folder=folder) if report.changed else texts.DEMO_AGAIN)
    return 0


def _rows(report: DemoReport) -> list[tuple[str, str]]:
    see, folder = texts.DEMO_SEE, report.folder
    rows = [
        (see["ledger"], report.ledger),
        (see["forms"].format(count=report.forms), folder / FORMS),
        (see["returns"].format(count=report.returns, faulty=report.faulty), folder / INBOX),
        *((see["scores"], path) for path in report.score_books),
        (
            see["documents"].format(count=len(report.documents)),
            report.documents[0].parent if report.documents else folder,
        ),
        (see["backups"], folder / "备份"),
        (see["journal"], folder / "日志"),
    ]
    if report.marked:
        rows.insert(3, (see["marked"].format(count=report.marked), folder / SENT_BACK))
    if report.aside:
        rows.insert(3, (see["aside"].format(count=len(report.aside)), report.aside[0].parent))
    return [(what, str(where)) for what, where in rows]
