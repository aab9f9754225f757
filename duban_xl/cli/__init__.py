"""Edge: the `duban` command. Each command lives in its own module and is imported only when it is run."""

import sys
from io import TextIOWrapper

from duban_xl.cli.group import LazyGroup, main_group

__all__ = ["LazyGroup", "main"]


def main() -> None:
    """Entry point of `duban`: run the command line, translate failures into one Chinese sentence and an exit code."""
    from duban_xl.cli.failures import run_safely

    for stream in (sys.stdout, sys.stderr):  # piped on Windows they may not hold every sign; JSON is UTF-8 anywhere
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if "--json" in sys.argv else None, errors="replace")
    sys.exit(run_safely(main_group, sys.argv[1:]))
