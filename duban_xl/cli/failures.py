"""Edge: what ends a command early → one sentence and exit code 2; everything unexpected goes to a log file."""

import json
import re
import sys
import tempfile
import traceback
from difflib import get_close_matches
from pathlib import Path

import click

from duban_xl.catalogue import CannotRun, finding, hint, message, texts, told
from duban_xl.cli.group import ALIASES, COMMANDS
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
        return _say(finding("C024"), arguments)
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
    """What click found wrong with the command line, in a few words."""
    match misuse:
        case click.NoSuchOption():
            return texts.NO_SUCH_OPTION.format(name=misuse.option_name)
        case click.BadOptionUsage():
            return texts.OPTION_WITHOUT_VALUE.format(name=misuse.option_name)
        case click.MissingParameter(param=click.Parameter() as param):
            return texts.MISSING_PARAMETER.format(name=_written(param))
        case click.BadParameter(param=click.Parameter() as param):
            return texts.BAD_PARAMETER.format(name=_written(param))
        case _:
            return _from_message(misuse.message)


def _written(param: click.Parameter) -> str:
    """The parameter as the help page writes it."""
    return param.opts[0] if isinstance(param, click.Option) else param.human_readable_name.strip("[]…")


def _from_message(said: str) -> str:
    """The two misuses that click tells apart by its words only; what they quote stays as it was typed."""
    if found := re.match(r"No such command '(.*?)'", said):
        near = get_close_matches(found[1], [*COMMANDS, *ALIASES], n=1)
        return (texts.NO_SUCH_COMMAND_BUT if near else texts.NO_SUCH_COMMAND).format(name=found[1], near="".join(near))
    if found := re.match(r"Got unexpected extra arguments? \((.*)\)", said):
        return texts.EXTRA_ARGUMENT.format(name=found[1])
    return texts.MISUSED


def _say(found: Finding, arguments: list[str]) -> int:
    if "--json" in arguments:
        sentence = {"error": {"code": found.code, "message": message(found), "hint": hint(found)}}
        click.echo(json.dumps(sentence, ensure_ascii=False))
    print(f"{found.code}  {told(found)}", file=sys.stderr)  # noqa: T201
    return COULD_NOT_RUN


def _logged() -> str:
    """Where the traceback lies for a maintainer."""
    try:
        path = Path(tempfile.gettempdir()) / "duban-错误.log"
        path.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return texts.NO_LOG
    return str(path)
