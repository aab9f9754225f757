"""What the checks of all kinds share: places, meanings of fields, contradictions in words.

Pure: the finished document is compared by `document.check_document`.
"""

from collections.abc import Iterator
from dataclasses import is_dataclass
from decimal import Decimal
from typing import Protocol, get_args, get_type_hints

from duban_xl.catalogue import finding
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.word.layout import break_title
from duban_xl.model.columns import SHEETS
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


class Titled(Protocol):
    """Facts that have a title."""

    @property
    def title(self) -> str: ...


def place_of(facts: Titled) -> Source:
    return Source(facts.title.replace("\n", ""))


FILLED_IN = {
    "lead_unit": ("matters", "lead_unit"), "unit": ("matters", "lead_unit"), "title": ("matters", "title"),
    "matter_title": ("matters", "title"), "requirements": ("matters", "requirement"), "due_date": ("matters", "due_date"),
    "origin_number": ("matters", "origin_number"), "colour": ("matters", "due_date"), "matters": ("matters", "assigned_on"),
    "tasks": ("matters", "category"), "things": ("matters", "category"), "works": ("matters", "target"),
    "messages": ("matters", "target"), "unit_figures": ("units", "name"), "visits": ("inspections", "method"),
    "conclusion": ("returns", "review"), "files": ("steps", "material"), "basis": ("consequences", "clause"),
    "causes": ("consequences", "facts"), "cause": ("consequences", "facts"), "named": ("consequences", "approved_by"),
    "approved_by": ("consequences", "approved_by"), "exposed": ("consequences", "type"),
}  # fmt: skip
"""Field of the facts → the sheet and column of the ledger that it comes from."""


def lacks(facts: Titled, record: type, name: str) -> Finding:
    """D128: the field `name` of `record` is empty, and where a person fills it in."""
    sheet = SHEETS[FILLED_IN[name][0]]
    where = f"“{sheet.tab}”表的“{sheet[FILLED_IN[name][1]].header}”"
    return finding("D128", place_of(facts), field=meaning(record, name), where=where)


def sum_of(name: str, total: int, *parts: int) -> str:
    return f"{name}{total}，各部分为{'＋'.join(map(str, parts))}"


def wrong(facts: PaperFacts, what: str) -> Finding:
    return finding("D124", place_of(facts), detail=what)
