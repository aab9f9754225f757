"""Edge: the files in 文书/ and 文书登记 → where they do not agree: signed ones that are drafts, numbers that are another's."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from duban_xl.catalogue import finding
from duban_xl.documents.papers.document import is_draft_copy, numbers_in
from duban_xl.model.document_number import parse_number
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import DocumentEntry
from duban_xl.model.source import Source
from duban_xl.plan.numbering import SIGNED
from duban_xl.workflows.office import DOCUMENTS
from duban_xl.workflows.paper_files import SUFFIX, content_of, registered_name


def paper_findings(folder: Path, ledger: Ledger) -> Iterator[Finding]:
    """Documents signed in the register whose files are drafts (D194), signed files with a number that is not theirs (D195).

    A row that names no file is taken to belong to any file with its number. What is no Word document is passed over.
    """
    rows: dict[str, list[DocumentEntry]] = defaultdict(list)
    owners: dict[str, set[str]] = defaultdict(set)
    for entry in ledger.documents:
        rows[registered_name(entry)].append(entry)
        owners[entry.document_number].add(registered_name(entry))
    for path in sorted((folder / DOCUMENTS).glob(f"*{SUFFIX}")):
        data = content_of(path)
        if is_draft_copy(data):
            yield from (_unfinished(one) for one in rows.get(path.name, ()) if one.status == SIGNED)
            continue
        for number in filter(parse_number, numbers_in(data)):
            if not owners[number] & {"", path.name}:
                yield finding("D195", Source(path.name), file=path.name, number=number)


def _unfinished(entry: DocumentEntry) -> Finding:
    return finding("D194", entry.source("status"), title=entry.title, number=entry.document_number)
