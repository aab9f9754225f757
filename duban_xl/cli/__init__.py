"""Edge: the `duban` command. Each command lives in its own module and is imported only when it is run."""

import gc
import sys
from io import TextIOWrapper

from duban_xl.cli.group import LazyGroup, main_group

__all__ = ["LazyGroup", "main"]

OBJECTS_BEFORE_COLLECTING = 100_000
"""A ledger is hundreds of thousands of small objects that live until the end: looking through them often finds nothing."""


def main() -> None:
    """Entry point of `duban`: run the command line, translate failures into one Chinese sentence and an exit code."""
    from duban_xl.cli.failures import run_safely

    gc.set_threshold(OBJECTS_BEFORE_COLLECTING)
    for stream in (sys.stdout, sys.stderr):  # piped on Windows they may not hold every sign; JSON is UTF-8 anywhere
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8" if "--json" in sys.argv else None, errors="replace")
    sys.exit(run_safely(main_group, sys.argv[1:]))
