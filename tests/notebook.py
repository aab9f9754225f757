"""A page with Python blocks, each followed by what it prints → the same page with what its blocks print now.

A block ```python that is followed by a block ```text prints just that; one that is followed by none prints nothing.
`python -m tests.notebook PAGE FOLDER` writes the page anew, its blocks run in FOLDER.
"""

import contextlib
import io
import re
import sys
from pathlib import Path

BLOCK = re.compile(r"^```python\n(?P<code>.*?)^```\n(?:\n```text\n(?P<said>.*?)^```\n)?", re.MULTILINE | re.DOTALL)


def rerun(page: str, folder: Path) -> str:
    """`page` with every block's output as it is now; the blocks run one after the other in `folder`, as in a notebook."""
    names: dict[str, object] = {}
    with contextlib.chdir(folder):
        return BLOCK.sub(lambda block: _with_output(block["code"], names), page)


def _with_output(code: str, names: dict[str, object]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "<page>", "exec"), names)
    said = "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())
    return f"```python\n{code}```\n" + (f"\n```text\n{said}```\n" if said else "")


if __name__ == "__main__":
    place = Path(sys.argv[1])
    again = rerun(place.read_text(encoding="utf-8"), Path(sys.argv[2]))
    place.write_text(again, encoding="utf-8")
