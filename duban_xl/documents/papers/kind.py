"""What a kind of document is: its name in the methods, facts, template, sample, and how it is composed from the ledger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from duban_xl.documents.papers.checking import Shown
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.word.layout import Layout
from duban_xl.model.document_number import Numbering
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Consequence
from duban_xl.model.workdays import Workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What documents are asked for: the ledger, what they are about as typed, and how the office calls them."""

    ledger: Ledger
    about: tuple[str, ...]
    name: str
    as_of: date
    workdays: Workdays


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One document to be written: its facts, what composing found, and what 文书登记 says of it.

    `label` is the part of the file's name that tells what the document is about: a period, a matter's number, a unit.
    `publishes` are the rows of 通报问责 whose praise or criticism it makes public; they get its number when it is signed.
    """

    facts: PaperFacts
    label: str
    findings: tuple[Finding, ...] = ()
    matter: str = ""
    unit: str = ""
    publishes: tuple[Consequence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """One kind of document.

    `name` is also the name of its template's file; `names` are the other names that offices give it. `about` says in
    words what it is written about, `example` the shortest way to ask for one. `purpose` is the 用途 of 审批程序 by which
    it is approved. `shows` names what must be read in it, `checks` look for contradictions in the facts, `must_say`
    holds a code and the words without which the document gets it.
    """

    name: str
    code: str  # of rules §2.5: DT16
    names: tuple[str, ...] = ()
    facts: type[PaperFacts]
    template: Callable[[], bytes]
    sample: Callable[[], PaperFacts]
    compose: Callable[[Request], Iterator[Subject]]
    about: str
    example: str
    purpose: str
    layout: Layout = Layout.GENERAL
    numbering: Numbering = Numbering.DOCUMENT
    shows: Callable[[Any], Iterator[Shown]]
    checks: tuple[Callable[[Any], Iterator[Finding]], ...] = ()
    must_say: tuple[tuple[str, str], ...] = ()

    @property
    def file(self) -> str:
        """The name of the template's file."""
        return f"{self.name}.docx"

    @property
    def all_names(self) -> tuple[str, ...]:
        """Its own name and those that offices give it."""
        return (self.name, *self.names)
