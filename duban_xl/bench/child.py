"""Edge: one piece of work in a process of its own, `python -m duban_xl.bench.child WORK FILE SIZE SEED` → seconds and memory.

The file is read, worked on and written beside itself. Time and memory are counted from after the imports and the plan.
"""

import gc
import json
import sys
import zlib
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from timeit import default_timer

from duban_xl.apply.closed_file import Batch, apply_changes
from duban_xl.apply.files import digest
from duban_xl.apply.ooxml import patch
from duban_xl.apply.ooxml.archive import LEVEL, open_archive
from duban_xl.bench.ledger_file import planned, shapes, sheet_edits
from duban_xl.bench.memory import Memory
from duban_xl.bench.notice_facts import KIND, make_facts
from duban_xl.documents.papers.document import check_document, render
from duban_xl.documents.papers.facts import OfficeFacts
from duban_xl.documents.papers.notice.facts import NoticeFacts

NEW = "new.xlsx"
BATCH = Batch(id="bench", command="bench", operator="bench", at=datetime.fromisoformat("2026-07-10 09:00:00"))


def main(arguments: list[str]) -> int:
    """Do the work and print one line of JSON."""
    name, path, rows, seed = arguments[0], Path(arguments[1]), int(arguments[2]), int(arguments[3])
    work = WORKS[name](path, rows, seed)
    gc.collect()
    memory, start = Memory(), default_timer()
    work()
    seconds = default_timer() - start
    json.dump({"seconds": seconds, "peak_mib": memory.peak_mib()}, sys.stdout)
    return 0


def _patch(path: Path, rows: int, seed: int) -> Callable[[], object]:
    edits = sheet_edits(planned(rows, seed=seed))
    return lambda: path.with_name(NEW).write_bytes(patch(path.read_bytes(), [edits]).data)


def _transaction(path: Path, rows: int, seed: int) -> Callable[[], object]:
    changes, tables, fingerprint = planned(rows, seed=seed), shapes(rows), digest(path.read_bytes())
    return lambda: apply_changes(path, changes, shapes=tables, fingerprint=fingerprint, batch=BATCH)


def _floor(path: Path, _rows: int, _seed: int) -> Callable[[], object]:
    archive = open_archive(path.read_bytes())
    packed = archive.packed(max(archive.entries, key=lambda entry: entry.size))

    def once() -> None:
        content = zlib.decompress(packed, -15)
        deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
        deflate.compress(content)
        deflate.flush()

    return once


def _openpyxl(path: Path, rows: int, seed: int) -> Callable[[], object]:
    from duban_xl.bench import peers

    edits = sheet_edits(planned(rows, seed=seed))
    return lambda: peers.openpyxl_edit(path, path.with_name(NEW), edits, first_row=rows + 3)


def _rendered(path: Path, documents: int, seed: int) -> Callable[[], object]:
    return _each(lambda facts, office: render(KIND, facts, office, template=path, status="草稿"), path, documents, seed)


def _checked(path: Path, documents: int, seed: int) -> Callable[[], object]:
    def once(facts: NoticeFacts, office: OfficeFacts) -> bytes:
        data = render(KIND, facts, office, template=path, status="草稿")
        check_document(data, facts)
        return data

    return _each(once, path, documents, seed)


def _docxtpl(path: Path, documents: int, seed: int) -> Callable[[], object]:
    from duban_xl.bench import peers

    return _each(lambda facts, office: peers.docxtpl_notice(path, facts, office), path, documents, seed)


def _python_docx(path: Path, documents: int, seed: int) -> Callable[[], object]:
    from duban_xl.bench import peers

    return _each(peers.python_docx_notice, path, documents, seed)


def _each(
    make: Callable[[NoticeFacts, OfficeFacts], bytes], path: Path, documents: int, seed: int
) -> Callable[[], object]:
    """Every notice made and written beside `path`, the first one with a template that nobody has opened before."""
    from duban_xl.bench.peers import load_word_libraries

    load_word_libraries()
    office, notices = make_facts(documents, seed=seed)

    def all_of_them() -> None:
        for facts in notices:
            path.with_name(f"{facts.matter_number}.docx").write_bytes(make(facts, office))

    return all_of_them


WORKS: Mapping[str, Callable[[Path, int, int], Callable[[], object]]] = {
    "floor": _floor,
    "patch": _patch,
    "transaction": _transaction,
    "openpyxl": _openpyxl,
    "rendered": _rendered,
    "checked": _checked,
    "docxtpl": _docxtpl,
    "python-docx": _python_docx,
}
"""Name of a piece of work → what makes it ready and gives the work itself."""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
