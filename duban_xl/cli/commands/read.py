"""Edge: `duban read` (识读)."""

from dataclasses import replace
from pathlib import Path

import click

from duban_xl.catalogue import CannotRun, texts
from duban_xl.cli import options
from duban_xl.cli.as_json import emit
from duban_xl.model.cell_text.scale import Scale
from duban_xl.workflows.read_cell import Cell, CellKind, CellType, Office, Understood, office_of, read_cell

NO_LEDGER = "C001"
KINDS = {"时限": CellKind.DEADLINE, "进度": CellKind.PROGRESS, "状态": CellKind.STATUS, "单位": CellKind.UNITS}
SCALES = {"percent": Scale.PERCENT, "fraction": Scale.FRACTION, "百分数": Scale.PERCENT, "小数": Scale.FRACTION}
TYPES = {"文本": CellType.TEXT, "数字": CellType.NUMBER, "日期": CellType.DATE}


@options.command("read", context_settings={"ignore_unknown_options": True})
@click.argument("kind", metavar="种类", type=click.Choice([*(kind.value for kind in CellKind), *KINDS]))
@click.argument("text", metavar="原文")
@click.option("--on", "on_day", required=True, metavar="日期", help="交办或填写的日期，没有年份的日子据此推算。")
@click.option("--year", type=click.IntRange(1949, 2099), metavar="年份", help="台账年度；默认取台账的，或日期的年份。")
@click.option(
    "--scale", type=click.Choice(list(SCALES)), metavar="写法", help="整列数字的写法：百分数，或小数（0.8 是 80%）。"
)
@click.option("--above", default="", metavar="上文", help="上一行的原文，或上期的读法；用来读“同上”“同上月”。")
@click.option(
    "--cell-type",
    type=click.Choice([*(one.value for one in CellType), *TYPES]),
    default=CellType.AUTO.value,
    metavar="类型",
    help="单元格里存的是文本、数字还是日期；默认看写法。",
)
@click.option("--lead-first", is_flag=True, help="几个单位没有写明角色时，以第一个为牵头单位。")
@options.ledger_option
@options.output_options
def command(
    kind: str,
    text: str,
    *,
    on_day: str,
    year: int | None,
    scale: str | None,
    above: str,
    cell_type: str,
    lead_first: bool,
    ledger: Path | None,
    as_json: bool,
    quiet: bool,
) -> int:
    """台账里的一格怎样理解：时限、进度、状态或单位。

    例：duban read 进度 "约80%" --on 2026-03-10
    """
    on = options.day(on_day or " ")
    office = _office(ledger)
    office = replace(office, year=year or office.year, first_leads=lead_first or office.first_leads)
    cell = Cell(
        kind=KINDS.get(kind) or CellKind(kind),
        text=text,
        on=on,
        cell_type=TYPES.get(cell_type) or CellType(cell_type),
        scale=SCALES[scale] if scale else None,
        above=above,
    )
    read = read_cell(cell, office)
    if as_json:
        emit({"reading": read.reading, "confirm": read.confirm, "note": read.note or None})
    else:
        _show(text, read, quiet=quiet)
    return 0


def _office(ledger: Path | None) -> Office:
    """What the chosen ledger knows; without one here, what the program knows by itself."""
    try:
        return office_of(options.chosen_ledger(ledger))
    except CannotRun as stopped:
        if ledger is not None or stopped.finding.code != NO_LEDGER:
            raise
        return Office()


def _show(text: str, read: Understood, *, quiet: bool) -> None:
    from duban_xl.cli.show import Screen

    confirm = texts.YES if read.confirm else texts.NO
    Screen(quiet=quiet).table(texts.READ_TITLE, texts.READ_HEADERS, [(text, read.words, confirm, read.note)])
