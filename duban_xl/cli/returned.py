"""Edge: checked returns shown to a person, and the answers to units that `--annotate` asks for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click

from duban_xl.catalogue import CATALOGUE, texts
from duban_xl.catalogue import answers as words
from duban_xl.check.switches import switches_of
from duban_xl.cli.as_json import Json
from duban_xl.cli.options import day
from duban_xl.cli.show import Screen
from duban_xl.model.finding import Level
from duban_xl.workflows.answers import Answers, refuse_mixed, write_answers
from duban_xl.workflows.office import Run
from duban_xl.workflows.returns import CheckResult

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What `--annotate`, `--receipts` and `--reply-by` ask for; no folder: no answers."""

    folder: Path | None
    receipts: bool
    reply_by: str | None

    def refuse_mixed(self, paths: Sequence[Path]) -> None:
        """CannotRun W120 if answers would lie among the returns."""
        if self.folder:
            refuse_mixed(self.folder, paths)


def answer_options(function: F) -> F:
    """`--annotate DIR`, `--receipts` and `--reply-by DATE`."""
    function = click.option(
        "--reply-by", metavar="日期", help="请单位在哪一天前改好寄回；默认按参数“催办答复工作日”，没有定的 3 个工作日。"
    )(function)
    function = click.option("--receipts", is_flag=True, help="给合格的单位也写一份回执（与 --annotate 同用）。")(
        function
    )
    return click.option(
        "--annotate",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="文件夹",
        help="把标注副本、给单位的回函和检查结果.xlsx 写到这个文件夹。",
    )(function)


def show_checked(screen: Screen, result: CheckResult) -> None:
    """A line per file, then every finding, then who is missing."""
    rows: list[tuple[str, ...]] = []
    for checked in result.files:
        errors = sum(1 for f in checked.findings if f.level is Level.ERROR)
        unit = checked.unit.name if checked.unit else ""
        name = checked.file.replace("\\", "/").rsplit("/", 1)[-1]
        notices = len(checked.findings) - errors
        rows.append((name, unit, checked.period or "", texts.VERDICTS[checked.verdict], str(errors), str(notices)))
    screen.table(texts.CHECK_TITLE, texts.CHECK_HEADERS, rows)
    screen.findings(result.all_findings)
    if changed := switches_of(result.ledger).changed:
        told = (
            texts.ONE_SWITCH.format(code=one.code, level=one.said, usual=CATALOGUE[one.code].level) for one in changed
        )
        screen.say(texts.SWITCHED_CHECKS.format(names="、".join(told)))
    if result.missing:
        names = "、".join(unit.short_name or unit.name for unit in result.missing)
        screen.say(texts.MISSING_UNITS.format(count=len(result.missing), names=names), style="yellow")


def answered(screen: Screen, result: CheckResult, run: Run, asked: Asked) -> Answers | None:
    """Write the answers that were asked for and tell what was made."""
    if asked.folder is None:
        return None
    reply_by = day(asked.reply_by) if asked.reply_by else None
    made = write_answers(result, asked.folder, run, receipts=asked.receipts, reply_by=reply_by)
    screen.findings(made.findings)
    counted = (
        (words.MADE_MARKED, tuple(made.marked.values()), made.folder),
        (words.MADE_LETTERS, made.letters, made.folder / words.LETTER_FOLDER),
        (words.MADE_RECEIPTS, made.receipts, made.folder / words.RECEIPT_FOLDER),
    )
    rows = [(words.MADE_RESULT, str(made.results))]
    rows += [(what.format(count=_count(paths)), str(where)) for what, paths, where in counted if paths]
    screen.made(rows)
    return made


def answers_json(made: Answers) -> Json:
    """Where the answers lie."""
    return {
        "folder": str(made.folder),
        "results": str(made.results),
        "marked": {str(path): str(copy) for path, copy in made.marked.items()},
        "letters": [str(path) for path in made.letters],
        "receipts": [str(path) for path in made.receipts],
    }


def _count(paths: Sequence[Path]) -> int:
    """How many answers they are; a letter is written twice, as .eml and as .txt."""
    return sum(1 for path in paths if path.suffix != ".txt")
