"""Edge: the `duban` command. Each command lives in its own module and is imported only when it is run."""

import sys

from duban_xl.cli.group import LazyGroup, main_group

__all__ = ["LazyGroup", "main"]


def main() -> None:
    """Entry point of `duban`: run the command line, translate failures into one Chinese sentence and an exit code."""
    from duban_xl.cli.failures import run_safely

    sys.exit(run_safely(main_group, sys.argv[1:]))
