"""Documents written from a ledger in a test: kind, ledger, about → its subjects, their text on paper, what the check finds."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from duban_xl.documents.papers import document
from duban_xl.documents.papers.kind import Request, Subject
from duban_xl.documents.papers.naming import asked_for
from duban_xl.documents.papers.office import office_facts
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.model.ledger import Ledger
from duban_xl.plan.ground import ledger_workdays
from duban_xl.read.holidays import official_workdays
from tests.golden_year import FOLDER, ground_of_text

TEMPLATES = Path(__file__).resolve().parent.parent / "workbook_templates" / "word"
AS_OF = date(2026, 10, 12)
PACKS = ("cangnan", "jiangsu", "shiwei", "weinan", "xiayi")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@cache
def office_of(pack: str) -> Ledger:
    """The small office of that pack, with seven matters."""
    return ground_of_text((FOLDER / "papers" / f"{pack}.md").read_text(encoding="utf-8"), pack).ledger


def subjects(ledger: Ledger, name: str, *about: str, as_of: date = AS_OF) -> tuple[Subject, ...]:
    """The documents called `name` about these."""
    kind, said = asked_for(name, ledger)
    workdays = ledger_workdays(ledger, official_workdays())
    return tuple(kind.compose(Request(ledger=ledger, about=about, name=said, as_of=as_of, workdays=workdays)))


def lines_of(subject: Subject, ledger: Ledger | None = None) -> list[str]:
    """The paragraphs of the draft, those of tables included."""
    return list(_lines(_draft(subject, ledger)))


def faults(subject: Subject, ledger: Ledger | None = None) -> list[str]:
    """The codes that the finished draft gets, blanks (D140) left out."""
    return [one.code for one in document.check_document(_draft(subject, ledger), subject.facts) if one.code != "D140"]


def _draft(subject: Subject, ledger: Ledger | None) -> bytes:
    kind = document.kind_of(subject.facts)
    office = office_facts(ledger) if ledger else OFFICE
    return document.render(kind.name, subject.facts, office, template=TEMPLATES / kind.file, status="草稿")


def _lines(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        root = ElementTree.fromstring(archive.read("word/document.xml"))
    for paragraph in root.iter(W + "p"):
        text = "".join(t.text or "" for t in paragraph.iter(W + "t"))
        if text:
            yield text
