"""Edge: the register of 收件 — a journal of JSON lines that only grows, and the workbook for people made anew from it."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from duban_xl.apply.files import append_line, errors_said
from duban_xl.catalogue import CannotRun, finding, message
from duban_xl.catalogue.mail import REGISTER_BOOK, REGISTER_JOURNAL
from duban_xl.documents.register_book import build_register_book
from duban_xl.model.finding import Finding
from duban_xl.model.receipt import Entry, Kind, Receipt, Register
from duban_xl.model.source import Source
from duban_xl.workflows.office import INBOX, write_file

VERSION = 1


def inbox_of(ledger_path: Path) -> Path:
    """The folder 收件 of a ledger's office."""
    return ledger_path.parent / INBOX


def read_register(inbox: Path) -> Register:
    """The register of `inbox`, an empty one if there is none. M120 for lines that can't be read. Raises CannotRun."""
    path = inbox / REGISTER_JOURNAL
    if not path.exists():
        return Register()
    entries: list[Entry] = []
    found: list[Finding] = []
    with errors_said(path), path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            told = _entries(line)
            if told is None:
                found.append(finding("M120", Source(str(path)), line=number))
            else:
                entries += told
    return Register(entries=tuple(entries), findings=tuple(found))


def append_entries(inbox: Path, entries: Sequence[Entry]) -> None:
    """Write the lines of one delivery as one line of the journal: they are all there or none. Raises CannotRun."""
    path = inbox / REGISTER_JOURNAL
    lines = [_plain(asdict(entry)) for entry in entries]
    with errors_said(path):
        append_line(path, json.dumps({"version": VERSION, "entries": lines}, ensure_ascii=False).encode())


def write_register_book(inbox: Path, register: Register, *, now: datetime) -> tuple[Finding, ...]:
    """Make 收件登记.xlsx anew; M122 if that is not possible, which loses nothing."""
    try:
        write_file(inbox / REGISTER_BOOK, build_register_book(register.entries, created=now))
    except CannotRun as refused:
        return (finding("M122", Source(str(inbox / REGISTER_BOOK)), reason=message(refused.finding)),)
    return ()


def _entries(line: bytes) -> list[Entry] | None:
    try:
        return [_entry(one) for one in json.loads(line)["entries"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _entry(said: dict[str, Any]) -> Entry:
    receipt = dict(said.pop("receipt"))
    received = receipt.pop("received_at")
    moment = datetime.fromisoformat(received) if received else None
    entry = Entry(
        collected_at=datetime.fromisoformat(said.pop("collected_at")),
        kind=Kind(said.pop("kind")),
        receipt=Receipt(received_at=moment, **_texts(receipt)),
        size=int(said.pop("size")),
        pictures=int(said.pop("pictures")),
        **_texts(said),
    )
    if Path(entry.path).is_absolute() or ".." in Path(entry.path).parts:
        raise ValueError(entry.path)
    return entry


def _texts(values: dict[str, Any]) -> dict[str, Any]:
    if not all(isinstance(value, str) for value in values.values()):
        raise TypeError(values)
    return values


def _plain(value: object) -> Any:
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in _pairs(value)}
    if isinstance(value, str):
        return value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return value.isoformat(sep=" ") if isinstance(value, datetime) else value


def _pairs(value: Any) -> Iterable[tuple[str, object]]:
    return value.items()
