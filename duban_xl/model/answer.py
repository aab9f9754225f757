"""What a unit gets back for a returned form: its faults, the marks in its workbook and the page in front of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from duban_xl.model.finding import Level
from duban_xl.model.source import Source

SIGNS = {Level.ERROR: "▲", Level.NOTICE: "△"}
"""How a line begins that a marked copy puts into a note."""
_OURS = re.compile(rf"[{''.join(SIGNS.values())}][A-Z]\d{{3}} .*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that the unit has to mend or to look at again, in its own words."""

    place: Source  # the first cell; an empty sheet means the file as a whole
    others: tuple[Source, ...]  # further cells of the same file
    number: str  # 事项编号 of the row, "" if it is about no row
    code: str
    level: Level
    problem: str
    cure: str


@dataclass(frozen=True, slots=True)
class Mark:
    """What a faulty cell gets: a colour by its level, and the lines of its note."""

    level: Level
    lines: tuple[str, ...]


class Copy(Enum):
    """What the unit gets to correct: its own workbook, a new form with what it had filled in, an empty one, or nothing."""

    OWN = "own"
    FILLED = "filled"
    BLANK = "blank"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBack:
    """One returned file as its unit hears of it."""

    file: str  # its name
    unit: str  # full name, "" if nobody knows whose it is
    period: str  # in words, "" if unknown
    times: int  # the how-manieth form of the unit for the period that is sent back
    faults: tuple[Fault, ...]
    good: tuple[str, ...]  # 事项编号 of the rows that are merged all the same
    copy: Copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """What every page and letter of one run says: who writes, by when to answer and where to."""

    office: str
    contact: str
    return_to: str
    day: date
    reply_by: date


class Look(Enum):
    """How a cell of the page looks."""

    TITLE = "title"
    BODY = "body"
    STRONG = "strong"
    HEAD = "head"
    CELL = "cell"
    CENTRE = "centre"
    LINK = "link"
    ERROR = "error"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class PageCell:
    """A text on the page. `across` says how many columns it covers; `link` is a place in the same workbook."""

    text: str
    look: Look
    across: int = 1
    link: Source | None = None


@dataclass(frozen=True, slots=True)
class PageRow:
    """One line of the page and its height in points."""

    cells: tuple[PageCell, ...]
    height: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A sheet of texts, printed on A4 upright. `head` is the number of the table's header row, repeated on every page."""

    tab: str
    widths: tuple[float, ...]
    rows: tuple[PageRow, ...]
    head: int
    footer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What is put into a workbook: the page in front, and marks by cell."""

    page: Page
    marks: Mapping[Source, Mark]
    author: str
    at: datetime


def own_words(note: str) -> str:
    """The text of a note without the lines that a marked copy has put into it."""
    lines = note.split("\n")
    theirs = [line for line in lines if not _OURS.fullmatch(line.strip())]
    return note if len(theirs) == len(lines) else "\n".join(theirs).strip("\n")
