"""The shipped Word templates, built from the kinds: python -m duban_xl.documents.papers.templates [DIR] writes them.

A clerk changes the .docx in Word or WPS; a maintainer changes the kind's template module and builds again.
"""

import sys
from pathlib import Path

from duban_xl.documents.papers.registry import KINDS

FOLDER = Path(__file__).resolve().parents[3] / "workbook_templates" / "word"


def build_all() -> dict[str, bytes]:
    """Every shipped template by file name."""
    return {kind.file: kind.template() for kind in KINDS}


def write_all(folder: Path) -> None:
    """Writes the shipped templates into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in build_all().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
