"""A process that writes the plan of `tests.apply_ledger` into a ledger and dies at the n-th step that reaches the disk.

Called with: ledger, step (0: never), moment (before, torn, after). It prints the names of all steps if it survives.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.apply_ledger import FIRST_PLAN, write

STEPS = ("open", "write", "fsync", "replace", "mkdir", "unlink", "chmod")
DIED = 9


class Watch:
    """Counts the calls of the system functions that change the disk, and ends the process at one of them."""

    def __init__(self, fatal: int, moment: str) -> None:
        self.names: list[str] = []
        self.fatal, self.moment = fatal, moment

    def over(self, name: str) -> Callable[..., Any]:
        """The function `os.name`, watched."""
        real = getattr(os, name)

        def watched(*arguments: Any, **options: Any) -> Any:
            self.names.append(name)
            if len(self.names) != self.fatal:
                return real(*arguments, **options)
            try:
                if self.moment == "after":
                    real(*arguments, **options)
                elif self.moment == "torn":
                    handle, data = arguments
                    real(handle, data[: len(data) // 2])
            finally:
                os._exit(DIED)

        return watched


def main(ledger: str, fatal: str, moment: str) -> None:
    """Write the plan, dying at the step `fatal`."""
    watch = Watch(int(fatal), moment)
    for name in STEPS:
        setattr(os, name, watch.over(name))
    write(Path(ledger), FIRST_PLAN)
    sys.stdout.write(" ".join(watch.names))


if __name__ == "__main__":
    main(*sys.argv[1:])
