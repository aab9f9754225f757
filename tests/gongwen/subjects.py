"""The documents that are judged: every kind of the registry with its sample, written as draft and as signed.

The only module of this package that knows how documents are written.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

from duban_xl.documents.papers.document import render
from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.registry import KINDS
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.documents.word.layout import MarginProfile

TEMPLATES = Path(__file__).resolve().parents[2] / "workbook_templates" / "word"
NAMES = tuple(kind.name for kind in KINDS)
STATES: tuple[Literal["草稿", "已签发"], ...] = ("草稿", "已签发")
PROFILES = tuple(MarginProfile)


@cache
def written(name: str, *, state: str = "已签发", profile: str = "常用", sealed: bool = True) -> bytes:
    """The sample of the kind `name`, finished."""
    kind = next(kind for kind in KINDS if kind.name == name)
    office = replace(OFFICE, margins=MarginProfile(profile), sealed=sealed)
    facts = kind.sample()
    status = STATES[STATES.index(state)] if state in STATES else STATES[0]
    number = _number(kind, facts.dated_on.year) if status == "已签发" else None
    return render(name, facts, office, template=TEMPLATES / kind.file, status=status, number=number)


def _number(kind: DocumentKind, year: int) -> str | None:
    """A number of the sort the kind is counted by; none for working papers and forms."""
    return {"文号": f"{OFFICE.code}〔{year}〕7号", "期号": f"{year}年第7期（总第41期）"}.get(kind.numbering.value)
