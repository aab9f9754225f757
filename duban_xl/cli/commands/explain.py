"""Edge: `duban explain` (说明)."""

from collections.abc import Iterator

import click

from duban_xl.catalogue import CATALOGUE, cannot_run, texts
from duban_xl.catalogue.blanks import spelled_out
from duban_xl.cli import options
from duban_xl.cli.as_json import emit
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import shown_in
from duban_xl.packs import load_pack, pack_names


@options.command("explain")
@click.argument("code", metavar="代码或规则")
@options.output_options
def command(code: str, *, as_json: bool, quiet: bool) -> int:
    """用大白话说明检查代码（如 R301）或规则（如 A7a、cangnan-A7-overdue）。

    例：duban explain A7a
    """
    rows = list(_of_code(code.upper()) or _of_rule(code))
    if not rows:
        raise cannot_run("C011", code=code)
    if as_json:
        emit({"code": code, "explanation": [dict(row) for row in rows]})
        return 0
    from duban_xl.cli.show import Screen

    screen = Screen(quiet=quiet)
    for row in rows:
        screen.table(code, texts.EXPLAIN_HEADERS, row)
    return 0


Row = list[tuple[str, str]]


def _of_code(code: str) -> list[Row]:
    """What the catalogue says of a finding code."""
    entry = CATALOGUE.get(code)
    if entry is None:
        return []
    named = spelled_out(entry)
    values = (code, entry.level.value, named.message, named.why, named.todo)
    return [list(zip(texts.EXPLAIN_ROWS, values, strict=True))]


def _of_rule(code: str) -> Iterator[Row]:
    """Every row of a pack that is the rule or cites it."""
    for name in pack_names():
        pack = load_pack(name)
        for key, rows in pack.rows.items():
            sheet = SHEETS[key]
            for row in rows:
                cells = {k: shown_in(sheet[k], v) for k, v in row.items()}
                if any(code == text or code in text.replace("；", " ").split() for text in cells.values()):
                    place = [(texts.EXPLAIN_PACK, pack.title), (texts.EXPLAIN_SHEET, sheet.tab)]
                    yield place + [(sheet[k].header, text) for k, text in cells.items() if text]
