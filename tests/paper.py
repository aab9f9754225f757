"""A page of a PDF as ink on paper: where red and black begin and end, in millimetres from the upper left edge."""

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

DPI = 300
_DARK = bytes(1 if value < 140 else 0 for value in range(256))
_BRIGHT = bytes(1 if value > 180 else 0 for value in range(256))


@dataclass(frozen=True, slots=True)
class Band:
    """A horizontal band of ink without an empty line in it: its edges."""

    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Page:
    """The ink of one page, line by line: the columns of the first and the last point, if there is any."""

    red: tuple[tuple[int, int] | None, ...]
    black: tuple[tuple[int, int] | None, ...]

    def red_bands(self) -> list[Band]:
        """From top to bottom."""
        return _bands(self.red)

    def black_bands(self) -> list[Band]:
        """From top to bottom."""
        return _bands(self.black)

    def margin_ink(self, edge: float) -> Band:
        """What is printed left of `edge`, as one block: the turned number of a landscape page."""
        most = round(edge * DPI / 25.4)
        rows = [(y, ends) for y, ends in enumerate(self.black) if ends is not None and ends[0] < most]
        left = min(ends[0] for _, ends in rows)
        return Band(_millimetres(rows[0][0]), _millimetres(rows[-1][0] + 1), _millimetres(left), edge)


def page_count(pdf: Path) -> int:
    """How many pages the file has."""
    run = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True, timeout=60)
    found = re.search(r"Pages:\s+(\d+)", run.stdout)
    assert found is not None
    return int(found[1])


def page(pdf: Path, number: int) -> Page:
    """One page, drawn at `DPI`."""
    run = ["pdftoppm", "-r", str(DPI), "-f", str(number), "-l", str(number), str(pdf)]
    data = subprocess.run(run, check=True, capture_output=True, timeout=60).stdout
    head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
    assert head is not None
    wide, high, pixels = int(head[1]), int(head[2]), data[head.end() :]
    white = b"\xff" * (3 * wide)
    red: list[tuple[int, int] | None] = []
    black: list[tuple[int, int] | None] = []
    for y in range(high):
        row = pixels[3 * wide * y : 3 * wide * (y + 1)]
        if row == white:
            red.append(None)
            black.append(None)
            continue
        bright, dim = row[::3].translate(_BRIGHT), row[1::3].translate(_DARK)
        both = int.from_bytes(bright, "big") & int.from_bytes(dim, "big")
        red.append(_ends(both.to_bytes(wide, "big")))
        black.append(_ends(row[::3].translate(_DARK)))
    return Page(tuple(red), tuple(black))


def _ends(points: bytes) -> tuple[int, int] | None:
    first = points.find(1)
    return None if first < 0 else (first, points.rfind(1))


def _bands(rows: tuple[tuple[int, int] | None, ...]) -> list[Band]:
    found: list[Band] = []
    start = 0
    for y, ends in enumerate((*rows, None)):
        if ends is not None:
            continue
        inked = [row for row in rows[start:y] if row is not None]
        if inked:
            left, right = min(row[0] for row in inked), max(row[1] for row in inked)
            found.append(Band(*map(_millimetres, (start, y, left, right + 1))))
        start = y + 1
    return found


def _millimetres(points: int) -> float:
    return round(points * 25.4 / DPI, 1)
