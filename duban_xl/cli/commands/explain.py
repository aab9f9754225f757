"""Edge: `duban explain` (说明)."""

from collections.abc import Iterator
from pathlib import Path

import click

from duban_xl.catalogue import CATALOGUE, cannot_run, texts
from duban_xl.catalogue import method as words
from duban_xl.catalogue.blanks import spelled_out
from duban_xl.cli import options
from duban_xl.cli.as_json import emit
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import shown_in

Row = list[tuple[str, str]]


@options.command("explain")
@click.argument("code", metavar="代码或规则")
@options.ledger_option
@options.output_options
def command(code: str, *, ledger: Path | None, as_json: bool, quiet: bool) -> int:
    """用大白话说明检查代码（如 R301）或规则（如 weinan-09-deadline-5wd、A7a）：第几条、要求什么、程序怎样做、能不能改。

    例：duban explain weinan-09-deadline-5wd
    """
    if not code.strip():
        raise cannot_run("C011", code=code)
    path = options.chosen_ledger(ledger) if ledger else None
    rows = _of_code(code.upper(), path) or _of_rule(code, path) or list(_of_rows(code, path))
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


def _of_code(code: str, path: Path | None) -> list[Row]:
    """What the catalogue says of a finding code, and whether the office may change it."""
    entry = CATALOGUE.get(code)
    if entry is None:
        return []
    named = spelled_out(entry)
    values = (code, entry.level.value, named.message, named.why, named.todo)
    return [[*zip(texts.EXPLAIN_ROWS, values, strict=True), *_of_switch(code, path)]]


def _of_switch(code: str, path: Path | None) -> Row:
    """Whether 参数 may change the check, and what the ledger says, if it is given."""
    from duban_xl.check.switches import is_of_returns, may_be_off, switches_of

    if not is_of_returns(code):
        return []
    may = texts.MAY_BE_SWITCHED if may_be_off(code) else texts.MAY_BE_STRICTER
    told = [(texts.EXPLAIN_SWITCH, may.format(code=code))]
    if path:
        from duban_xl.workflows.ledger_file import read_ledger

        if switch := switches_of(read_ledger(path)).by_code.get(code):
            said = texts.SWITCHED_TO.format(level=switch.said, cell=switch.setting.source("value").cell)
            told.append((texts.EXPLAIN_SWITCHED, said))
    return told


def _of_rule(code: str, ledger: Path | None) -> list[Row]:
    """What the method says of a rule, then every row of the rule sheets that it stands behind."""
    from duban_xl.workflows.rules import rule_named

    found = rule_named(code, ledger=ledger)
    if found is None:
        return []
    method, rule = found
    values = (
        rule.rule,
        method.title,
        rule.article,
        rule.content,
        rule.reading,
        f"{rule.grade}：{words.GRADE_WORDS.get(rule.grade, '')}",
        "、".join(rule.categories) or words.ALL_CATEGORIES,
        "、".join(rule.acts),
        rule.does,
        "\n".join(rule.settings),
    )
    told = [(name, value) for name, value in zip(words.EXPLAIN_RULE_ROWS, values, strict=True) if value]
    return [told, *_of_rows(code, ledger)]


def _of_rows(code: str, ledger: Path | None) -> Iterator[Row]:
    """Every row of the ledger, or of the packs, that bears the code or cites it; the rules themselves are left out."""
    from duban_xl.workflows.rules import method_rows

    for title, key, row in method_rows(code, ledger=ledger):
        sheet = SHEETS[key]
        cells = {k: shown_in(sheet[k], v) for k, v in row.items() if v is not None}
        if key != "rules" and any(code == text or code in text.replace("；", " ").split() for text in cells.values()):
            place = [(texts.EXPLAIN_PACK, title), (texts.EXPLAIN_SHEET, sheet.tab)]
            yield place + [(sheet[k].header, text) for k, text in cells.items() if text]
