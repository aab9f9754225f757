"""Edge: the journal of a folder (日志/journal.jsonl): what was about to be written and what was, one JSON line each.

Lines are only ever added. Each carries the hash of the line before it. An intent without an end is what a crash leaves;
`settle` ends it by what the ledger's bytes say. Several ledgers of one folder share the journal.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import Any

from duban_xl.apply.files import append_line, digest, errors_said
from duban_xl.apply.record import Record, from_json
from duban_xl.catalogue import finding
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source

FOLDER, NAME = "日志", "journal.jsonl"
INTENT, DONE, DROPPED, UNCLEAR = "intent", "done", "dropped", "unclear"
APPLY, UNDO = "apply", "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line. `before` and `after` are the ledger's SHA-256; `backup` is the file in 备份 that holds the state before."""

    event: str  # intent, then done, dropped (not written) or unclear (a crash, then somebody changed the ledger)
    action: str  # apply or undo
    file: str
    batch: str
    at: str
    operator: str
    command: str
    before: str
    after: str
    backup: str
    undone: str = ""  # the batch that an undo took back
    record: Mapping[str, Any] | None = None  # of an intent: what is to be written, see `apply/record.py`
    prev: str = ""

    def ended(self, event: str) -> "Line":
        """The line that tells how this intent ended."""
        return replace(self, event=event, record=None)


WORDS = tuple(one.name for one in fields(Line) if one.name != "record")


class Journal:
    """The journal as it stands. Its lines are read when they are asked for."""

    def __init__(self, path: Path, raw: tuple[bytes, ...]) -> None:
        self.path, self._raw = path, raw

    @cached_property
    def _read(self) -> tuple[tuple[Line, ...], tuple[Finding, ...]]:
        lines: list[Line] = []
        findings: list[Finding] = []
        last = ""
        for number, raw in enumerate(self._raw, start=1):
            line = _line(raw)
            if line is None:
                findings.append(finding("A144" if _is_torn(raw) else "A134", Source(str(self.path)), line=number))
            else:
                lines.append(line)
                if line.prev != last:
                    findings.append(finding("A145", Source(str(self.path)), line=number))
            last = digest(raw)
        return tuple(lines), tuple(findings)

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines that can be read."""
        return self._read[0]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Lines that a crash tore (A144), others that can't be read (A134), breaks of the chain (A145)."""
        return self._read[1]

    def batches(self, file: str) -> tuple[Line, ...]:
        """The batches written into `file` and not undone, oldest first."""
        standing: list[Line] = []
        for line in self.lines:
            if line.file != file or line.event not in (DONE, UNCLEAR):
                continue
            if line.action == APPLY:
                standing.append(line)
            elif line.event == DONE:
                standing = [batch for batch in standing if batch.batch != line.undone]
        return tuple(standing)

    def record(self, file: str, batch: str) -> Record | None:
        """What `batch` wrote into `file`; None for a batch from before that was kept, or if it can't be read."""
        kept = self._kept.get((file, batch))
        try:
            return None if kept is None else from_json(kept)
        except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError):
            return None

    @cached_property
    def _kept(self) -> Mapping[tuple[str, str], Mapping[str, Any]]:
        """File and batch → its record as it stands in the journal."""
        kept: dict[tuple[str, str], Mapping[str, Any]] = {}
        for line in self.lines:
            if line.event == INTENT and line.record is not None:
                kept.setdefault((line.file, line.batch), line.record)
        return kept

    def open_intent(self, file: str) -> Line | None:
        """The last line about `file` if it announces a write of which nothing more is known."""
        last = next((line for line in self._upwards() if line.file == file), None)
        return last if last and last.event == INTENT else None

    def add(self, line: Line) -> "Journal":
        """Write `line` behind the others; the journal with it comes back. The caller holds the lock of the folder."""
        self.path.parent.mkdir(exist_ok=True)
        raw = self._chained(line)
        append_line(self.path, raw)
        return Journal(self.path, (*self._raw, raw))

    def settle(self, file: str, *, present: str) -> "Journal":
        """End an intent that a crash left open, given the SHA-256 of the `present` ledger."""
        ended = self._end_of_intent(file, present)
        return self.add(ended) if ended else self

    def settled(self, file: str, *, present: str) -> "Journal":
        """The journal as `settle` would leave it; nothing is written."""
        ended = self._end_of_intent(file, present)
        return Journal(self.path, (*self._raw, self._chained(ended))) if ended else self

    def unused(self, batch: str) -> str:
        """`batch`, or with a number behind it if the journal has a batch of that name already."""
        known = {line.batch for line in self.lines}
        names = (batch if number == 1 else f"{batch}-{number}" for number in count(1))
        return next(name for name in names if name not in known)

    def _end_of_intent(self, file: str, present: str) -> Line | None:
        intent = self.open_intent(file)
        if intent is None:
            return None
        event = DONE if present == intent.after else DROPPED if present == intent.before else UNCLEAR
        return intent.ended(event)

    def _chained(self, line: Line) -> bytes:
        line = replace(line, prev=digest(self._raw[-1]) if self._raw else "")
        return json.dumps(asdict(line), ensure_ascii=False).encode()

    def _upwards(self) -> Iterator[Line]:
        return (line for raw in reversed(self._raw) if (line := _line(raw)))


def read_journal(folder: Path) -> Journal:
    """The journal below `folder`; without one, an empty one. Raises CannotRun A105, A108 if it can't be read."""
    path = folder / FOLDER / NAME
    with errors_said(path):
        return Journal(path, _raw_lines(path))


def _raw_lines(path: Path) -> tuple[bytes, ...]:
    lines = path.read_bytes().split(b"\n") if path.exists() else []
    return tuple(lines[:-1] if lines and not lines[-1] else lines)


def _line(raw: bytes) -> Line | None:
    """The line that `raw` holds; None if it is none, or holds what this program never writes."""
    try:
        line = Line(**json.loads(raw))
        datetime.fromisoformat(line.at)
    except (ValueError, TypeError, RecursionError):
        return None
    is_sound = all(isinstance(getattr(line, name), str) for name in WORDS) and isinstance(line.record, dict | None)
    return line if is_sound else None


def _is_torn(raw: bytes) -> bool:
    """Whether `raw` is the beginning of a line: it was not written to its end."""
    return raw.startswith(b"{") and raw.count(b"{") > raw.count(b"}")
