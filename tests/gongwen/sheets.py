"""A PDF by poppler → pages with words, lines and ink, in millimetres from the paper's upper left edge."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
from numpy.typing import NDArray

from tests.gongwen.reader import Docx

DPI = 150
_XHTML = "{http://www.w3.org/1999/xhtml}"
_POINT = 25.4 / 72
_NUMBER = re.compile(r"—(\d+)—")


@dataclass(frozen=True, slots=True)
class Box:
    """Words and where they stand; `top` and `bottom` are those of the font, not of the ink."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half-way down."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True)
class Sheet:
    """One page."""

    pdf: Path
    number: int
    width: float
    height: float
    words: tuple[Box, ...]

    @property
    def is_wide(self) -> bool:
        """Landscape."""
        return self.width > self.height

    @cached_property
    def lines(self) -> tuple[Box, ...]:
        """Words of one height joined, from the top, without page number and 送审稿."""
        rows: list[list[Box]] = []
        upright = (word for word in self.words if not (self.is_wide and word.right < 34))
        for word in sorted(upright, key=lambda w: (round(w.middle, 1), w.left)):
            if rows and abs(rows[-1][0].middle - word.middle) < 1.2:
                rows[-1].append(word)
            else:
                rows.append([word])
        joined = (_join(row) for row in rows)
        return tuple(line for line in joined if not _NUMBER.fullmatch(line.text) and line.text != "送审稿")

    @property
    def text(self) -> str:
        """Of all lines."""
        return "".join(line.text for line in self.lines)

    @cached_property
    def page_number(self) -> Box | None:
        """— 1 — as it lies on the sheet bound at the left: that of a wide page is turned back with the page."""
        if self.is_wide:
            turned = [Box(w.text, w.top, 297 - w.right, w.bottom, 297 - w.left) for w in self.words if w.right < 34]
        else:
            turned = [w for w in self.words if w.middle > 264]
        found = _join(sorted(turned, key=lambda w: w.left)) if turned else None
        return found if found and _NUMBER.fullmatch(found.text) else None

    @cached_property
    def ink(self) -> NDArray[np.uint8]:
        """Rows × columns × RGB at `DPI`."""
        run = ["pdftoppm", "-r", str(DPI), "-f", str(self.number), "-l", str(self.number), str(self.pdf)]
        data = subprocess.run(run, check=True, capture_output=True, timeout=60).stdout
        head = re.match(rb"P6\s+(\d+)\s+(\d+)\s+255\s", data)
        assert head is not None
        pixels = np.frombuffer(data, dtype=np.uint8, offset=head.end())
        return pixels.reshape(int(head[2]), int(head[1]), 3)

    @cached_property
    def red(self) -> NDArray[np.bool_]:
        """Where it is red."""
        return (self.ink[:, :, 0] > 150) & (self.ink[:, :, 1] < 110)

    @cached_property
    def dark(self) -> NDArray[np.bool_]:
        """Where it is black."""
        return self.ink[:, :, 0] < 150


def _join(row: list[Box]) -> Box:
    row = sorted(row, key=lambda w: w.left)
    text = "".join(word.text for word in row).replace(" ", "")
    edges = min(w.left for w in row), min(w.top for w in row), max(w.right for w in row), max(w.bottom for w in row)
    return Box(text, *edges)


@dataclass(frozen=True, slots=True)
class Rule:
    """A horizontal line: its height on the page and its ends."""

    at: float
    left: float
    right: float


def rules(where: NDArray[np.bool_], at_least: float = 120) -> Iterator[Rule]:
    """Unbroken lines of at least so many millimetres, from the top; what is thick counts once, at its middle."""
    scale = 25.4 / DPI
    found: list[tuple[int, int, int]] = []
    for y in np.nonzero(where.sum(axis=1) * scale >= at_least)[0].tolist():
        columns = np.nonzero(where[y])[0]
        left, right = int(columns[0]), int(columns[-1])
        if where[y, left : right + 1].mean() > 0.98:
            found.append((int(y), left, right))
    while found:
        end = next((i for i in range(1, len(found)) if found[i][0] > found[i - 1][0] + 1), len(found))
        group, found = found[:end], found[end:]
        middle = (group[0][0] + group[-1][0] + 1) / 2
        yield Rule(middle * scale, min(g[1] for g in group) * scale, (max(g[2] for g in group) + 1) * scale)


def first_ink(where: NDArray[np.bool_], start: float = 0) -> float | None:
    """The height of the first ink below `start`."""
    scale = 25.4 / DPI
    rows = np.nonzero(where[round(start / scale) :].any(axis=1))[0]
    return None if rows.size == 0 else float(rows[0]) * scale + start


def last_ink(where: NDArray[np.bool_], end: float) -> float | None:
    """The height of the last ink above `end`."""
    scale = 25.4 / DPI
    rows = np.nonzero(where[: round(end / scale)].any(axis=1))[0]
    return None if rows.size == 0 else float(rows[-1] + 1) * scale


@dataclass(frozen=True)
class Paper:
    """A document and the pages that LibreOffice makes of it."""

    document: Docx
    sheets: tuple[Sheet, ...]

    @property
    def layout(self) -> str:
        """As of the file."""
        return self.document.layout

    def find(self, text: str) -> tuple[Sheet, Box] | None:
        """The first line that is, or begins with, `text`."""
        wanted = re.sub(r"\s", "", text)
        for sheet in self.sheets:
            for line in sheet.lines:
                if wanted and line.text.startswith(wanted):
                    return sheet, line
        return None


def read_pdf(pdf: Path) -> tuple[Sheet, ...]:
    """The pages of `pdf`; raises CalledProcessError for what poppler can't read."""
    run = ["pdftotext", "-bbox-layout", str(pdf), "-"]
    data = subprocess.run(run, check=True, capture_output=True, timeout=60).stdout
    root = ElementTree.fromstring(re.sub(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]", b"", data))
    sheets: list[Sheet] = []
    for place, page in enumerate(root.iter(f"{_XHTML}page"), start=1):
        words = tuple(
            Box("".join(word.itertext()), _at(word, "xMin"), _at(word, "yMin"), _at(word, "xMax"), _at(word, "yMax"))
            for word in page.iter(f"{_XHTML}word")
        )
        sheets.append(Sheet(pdf, place, _at(page, "width"), _at(page, "height"), words))
    return tuple(sheets)


def _at(element: ElementTree.Element, side: str) -> float:
    return float(element.get(side, "0")) * _POINT
