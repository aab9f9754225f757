"""What the checks of all kinds share: places, meanings of fields, contradictions in words.

Pure: the finished document is compared by `document.check_document`.
"""

from collections.abc import Iterator
from dataclasses import is_dataclass
from decimal import Decimal
from typing import get_args, get_type_hints

from duban_xl.catalogue import finding
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.word.layout import break_title
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source

MOST_TITLE_LINES = 5
"""With more, little of the text is left on page 1."""

Shown = tuple[str, int | Decimal | str]
"""A field path and what must be read in the document: a number as a number of its own, a text as part of the text."""


def meaning(record: type, path: str) -> str:
    """What a field is called on paper: (CircularFacts, "praises.unit") → 单位; the path itself if it names no field."""
    found: object = record
    said = path
    for name in path.split("."):
        hints = get_type_hints(found, include_extras=True) if is_dataclass(found) else {}
        if name not in hints:
            return path
        annotation, *words = get_args(hints[name])
        said = str(words[0]).split("；", 1)[0]
        found = next((part for part in get_args(annotation) if is_dataclass(part)), annotation)
    return said


def title_is_long(facts: PaperFacts) -> Iterator[Finding]:
    """A title of so many lines that the text begins at the foot of page 1, or on page 2."""
    count = len(break_title(facts.title.strip()))
    if count > MOST_TITLE_LINES:
        yield finding("D118", place_of(facts), count=count)


def place_of(facts: PaperFacts) -> Source:
    return Source(facts.title.replace("\n", ""))


def sum_of(name: str, total: int, *parts: int) -> str:
    return f"{name}{total}，各部分为{'＋'.join(map(str, parts))}"


def wrong(facts: PaperFacts, what: str) -> Finding:
    return finding("D124", place_of(facts), detail=what)
