"""Edge: `python -m duban_xl.cli.reference DIR`, for maintainers: the reference pages, written anew."""

import re
from pathlib import Path

import click

from duban_xl.cli.failures import run_safely
from duban_xl.cli.group import COMMANDS, described, main_group
from duban_xl.workflows.reference import CommandHelp, write_reference

EXAMPLE = re.compile(r"^(?:例：)?\s*(duban .+)$")


def command_help() -> tuple[CommandHelp, ...]:
    """What every command says of itself, in the order of the work."""
    return tuple(_help_of(name, alias, line) for name, (alias, line) in COMMANDS.items())


def _help_of(name: str, alias: str, line: str) -> CommandHelp:
    context = click.Context(main_group, info_name="duban")
    command = main_group.get_command(context, name)
    if command is None:
        raise LookupError(name)
    inner = click.Context(command, info_name=name, parent=context)
    lines = [text.strip() for text in (command.help or "").splitlines() if text.strip()]
    examples = [found[1] for text in lines if (found := EXAMPLE.match(text))]
    return CommandHelp(
        name=name,
        alias=alias,
        summary=line,
        usage=" ".join(("duban", name, *command.collect_usage_pieces(inner))),
        help="".join(text for text in lines if not EXAMPLE.match(text)),
        examples=tuple(examples),
        options=tuple(described(param) for param in command.get_params(inner) if isinstance(param, click.Option)),
    )


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--tests", type=click.Path(path_type=Path), default=Path("tests"))
def command(folder: Path, tests: Path) -> int:
    """Write the reference pages into the folder."""
    for path in write_reference(folder, command_help(), tests):
        click.echo(str(path))
    return 0


if __name__ == "__main__":
    import sys

    sys.exit(run_safely(command, sys.argv[1:]))
