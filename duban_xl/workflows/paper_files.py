"""Edge: documents and their rows in 文书登记 → where their files lie in 文书/, and what may be written there."""

from collections.abc import Collection, Sequence
from pathlib import Path, PureWindowsPath

from duban_xl.catalogue import finding
from duban_xl.documents.chinese import file_name
from duban_xl.documents.papers.document import is_draft_copy, is_unedited
from duban_xl.documents.papers.kind import Subject
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import DocumentEntry
from duban_xl.model.source import Source
from duban_xl.plan.numbering import VOID
from duban_xl.workflows.office import DOCUMENTS

SUFFIX = ".docx"


def title_of(subject: Subject) -> str:
    """The title of the document on one line."""
    return "".join(subject.facts.title.split())


def place_of(folder: Path, subject: Subject, entry: DocumentEntry | None) -> Path:
    """Where the document lies: where its row says, else under its label and title."""
    own = registered_name(entry) if entry else ""
    return folder / DOCUMENTS / (own or file_name(parts_of(subject)))


def registered_name(entry: DocumentEntry) -> str:
    """The name of the file that the row tells of; "" if it tells of none."""
    name = PureWindowsPath(entry.file).name
    return name if name.endswith(SUFFIX) else ""


def parts_of(subject: Subject) -> list[str]:
    """What the name of its file is made of."""
    return [subject.label, title_of(subject)]


def content_of(path: Path) -> bytes:
    """What lies at `path`; nothing if there is no file."""
    return path.read_bytes() if path.exists() else b""


def withdrawn_names(ledger: Ledger) -> frozenset[str]:
    """The names of the files of withdrawn documents: they stay as they are."""
    return frozenset(filter(None, (registered_name(one) for one in ledger.documents if one.status == VOID)))


def free_place(path: Path, parts: Sequence[str], kept: Collection[str] = ()) -> tuple[Path, tuple[Finding, ...]]:
    """Where a draft may be written: `path`, or a name beside it, with the notice why.

    D115: somebody's work lies there; D197: a signed or withdrawn document does, or one that `kept` names.
    """
    place, number = path, 1
    while place.name in kept or _may_not_be_replaced(place):
        place = path.with_name(file_name(parts, suffix=f"（新稿{number if number > 1 else ''}）{SUFFIX}"))
        number += 1
    if place == path:
        return path, ()
    code = "D115" if path.name not in kept and is_draft_copy(content_of(path)) else "D197"
    return place, (finding(code, Source(path.name), file=path.name, newer=place.name),)


def _may_not_be_replaced(path: Path) -> bool:
    """Whether anything but a draft as the program wrote it lies there."""
    data = content_of(path)
    return bool(data) and not (is_draft_copy(data) and is_unedited(data))
