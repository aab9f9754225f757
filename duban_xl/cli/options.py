"""Edge: options that several commands share, and the clock: only here does the program ask what day it is."""

import getpass
import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.texts import ASK_PASSWORD
from duban_xl.cli.group import ChineseCommand
from duban_xl.model.cell_text.reading import read_date
from duban_xl.workflows.office import Progress, Run, find_ledger, silent

F = TypeVar("F", bound=Callable[..., Any])


def command(name: str, **attributes: Any) -> Callable[[Callable[..., int]], click.Command]:
    """A click command whose return value is the exit code and whose help option speaks Chinese."""

    def decorate(function: Callable[..., int]) -> click.Command:
        with_help = click.help_option("-h", "--help", help="显示说明。")(function)
        settings = {"options_metavar": "[选项]", "add_help_option": False} | attributes
        return click.command(name, cls=ChineseCommand, **settings)(with_help)

    return decorate


def ledger_option(function: F) -> F:
    """`--ledger PATH`: a file or the folder that holds it; default the current folder."""
    return click.option(
        "--ledger", type=click.Path(path_type=Path), metavar="文件", help="台账文件；默认当前文件夹里的台账。"
    )(function)


def as_of_option(function: F) -> F:
    """`--as-of YYYY-MM-DD`: the day to reckon from; default today."""
    return click.option("--as-of", metavar="日期", help="以哪一天为准，默认今天。")(function)


def password_option(function: F) -> F:
    """`--password`: ask for the password of encrypted returns; it never stands on the command line, where others see it."""
    text = "有的表设有打开密码：先问密码，不回显、不保存；无人值守时取环境变量 DUBAN_PASSWORD。"
    return click.option("--password", "ask_password", is_flag=True, help=text)(function)


def output_options(function: F) -> F:
    """`--json` and `--quiet`."""
    function = click.option("--quiet", is_flag=True, help="只显示结果，不显示进度。")(function)
    return click.option("--json", "as_json", is_flag=True, help="结果以 JSON 输出。")(function)


def writing_options(function: F) -> F:
    """`--yes` and `--dry-run`."""
    function = click.option("--dry-run", is_flag=True, help="只看要改什么，不写入。")(function)
    return click.option("--yes", is_flag=True, help="不再询问，直接写入。")(function)


def chosen_ledger(ledger: Path | None) -> Path:
    """The ledger file meant by `--ledger` (a file, a folder or nothing)."""
    if ledger is None:
        return find_ledger(Path())
    if ledger.is_dir():
        return find_ledger(ledger)
    if not ledger.is_file():
        raise cannot_run("C003", path=str(ledger))
    return ledger


def day(text: str | None) -> date:
    """The day that `text` names; today when there is none."""
    if not text:
        return datetime.now().astimezone().date()
    found = read_date(text).value
    if found is None:
        raise cannot_run("C013", text=text)
    return found


def new_run(as_of: str | None, *, progress: Progress = silent, password: str | None = None) -> Run:
    """The run that this process is: day, time and operator; `password` opens encrypted returns."""
    now = datetime.now().astimezone().replace(tzinfo=None, microsecond=0)
    return Run(as_of=day(as_of), now=now, operator=_operator(), progress=progress, password=password)


def password_of(*, ask: bool) -> str | None:
    """The password of encrypted returns: typed by the person at the terminal if `ask`, else DUBAN_PASSWORD, else None."""
    if ask and sys.stdin.isatty():
        return click.prompt(ASK_PASSWORD, hide_input=True, default="", show_default=False, err=True) or None
    return os.environ.get("DUBAN_PASSWORD") or None


def watched_run(run: Run, progress: Progress) -> Run:
    """The same run, told about to `progress`."""
    return replace(run, progress=progress)


def pause(seconds: float) -> None:
    """Let so many seconds go by."""
    time.sleep(seconds)


def _operator() -> str:
    return os.environ.get("DUBAN_OPERATOR") or _login_name() or "未知"


def _login_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return ""


def may_write(*, yes: bool, dry_run: bool, question: Callable[[], bool]) -> bool:
    """Whether to write: `--yes`, else the person at the terminal; without one of them CannotRun."""
    if dry_run:
        return False
    if yes:
        return True
    if not sys.stdin.isatty():
        raise cannot_run("C007")
    return question()
