"""Edge: what ends a command early → one sentence and exit code 2; everything unexpected goes to a log file."""

import json
import sys
import tempfile
import traceback
from pathlib import Path

import click

from duban_xl.catalogue import CannotRun, finding, hint, message
from duban_xl.model.finding import Finding

COULD_NOT_RUN = 2


def run_safely(group: click.Command, arguments: list[str]) -> int:
    """Run `group` with `arguments` and return the exit code: 0 fine, 1 errors found, 2 could not run."""
    try:
        result = group.main(arguments, prog_name="duban", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except CannotRun as stopped:
        return _say(stopped.finding, arguments)
    except click.Abort:
        return COULD_NOT_RUN
    except click.exceptions.NoArgsIsHelpError as shown:
        click.echo(shown.ctx.get_help() if shown.ctx else "")
        return 0
    except click.UsageError as misuse:
        return _usage(misuse, arguments)
    except Exception as fault:  # the last resort: a person must never see a traceback
        return _say(finding("C900", what=type(fault).__name__, log=_logged()), arguments)


def _usage(misuse: click.UsageError, arguments: list[str]) -> int:
    return _say(finding("C020", what=_in_chinese(misuse)), arguments)


def _in_chinese(misuse: click.UsageError) -> str:
    if isinstance(misuse, click.NoSuchOption):
        return f"没有选项 {misuse.option_name}"
    if isinstance(misuse, click.MissingParameter) and misuse.param is not None:
        return f"缺少 {misuse.param.human_readable_name}"
    if isinstance(misuse, click.BadParameter) and misuse.param is not None:
        return f"{misuse.param.human_readable_name} 的值不对"
    words = misuse.message.split("'")
    return f"没有命令“{words[1]}”" if misuse.message.startswith("No such command") and len(words) > 1 else "参数不对"


def _say(found: Finding, arguments: list[str]) -> int:
    if "--json" in arguments:
        sentence = {"error": {"code": found.code, "message": message(found), "hint": hint(found)}}
        click.echo(json.dumps(sentence, ensure_ascii=False))
    print(f"{found.code}  {message(found)}。{hint(found)}", file=sys.stderr)  # noqa: T201
    return COULD_NOT_RUN


def _logged() -> str:
    path = Path(tempfile.gettempdir()) / "duban-错误.log"
    path.write_text(traceback.format_exc(), encoding="utf-8")
    return str(path)
