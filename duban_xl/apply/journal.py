"""Edge: the journal of a folder (日志/journal.jsonl): what was about to be written and what was, one JSON line each.

Lines are only ever added. Each carries the hash of the line before it. An intent without an end is what a crash leaves;
`settle` ends it by what the ledger's bytes say.
"""

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from duban_xl.apply.files import append_line, digest
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
    prev: str = ""


@dataclass(frozen=True, slots=True)
class Journal:
    """The journal as it stands: its readable lines, what was wrong with it, and the hash for the next line."""

    path: Path
    lines: tuple[Line, ...] = ()
    findings: tuple[Finding, ...] = ()
    last_hash: str = ""

    def batches(self, file: str) -> tuple[Line, ...]:
        """The batches written into `file` and not undone, oldest first."""
        stack: list[Line] = []
        for line in self.lines:
            if line.file != file or line.event not in (DONE, UNCLEAR):
                continue
            if line.action == APPLY:
                stack.append(line)
            elif line.event == DONE:
                stack = [batch for batch in stack if batch.batch != line.undone]
        return tuple(stack)

    def open_intent(self, file: str) -> Line | None:
        """The last line about `file` if it announces a write of which nothing more is known."""
        last = next((line for line in reversed(self.lines) if line.file == file), None)
        return last if last and last.event == INTENT else None

    def add(self, line: Line) -> "Journal":
        """Write `line` behind the others; the journal with it comes back."""
        self.path.parent.mkdir(exist_ok=True)
        line = replace(line, prev=self.last_hash)
        raw = json.dumps(asdict(line), ensure_ascii=False).encode()
        append_line(self.path, raw)
        return replace(self, lines=(*self.lines, line), last_hash=digest(raw))

    def settle(self, file: str, *, present: str) -> "Journal":
        """End an intent that a crash left open, given the SHA-256 of the `present` ledger."""
        intent = self.open_intent(file)
        if intent is None:
            return self
        event = DONE if present == intent.after else DROPPED if present == intent.before else UNCLEAR
        return self.add(replace(intent, event=event))


def read_journal(folder: Path) -> Journal:
    """The journal below `folder`; lines that can't be read are findings (A144), breaks of the chain too (A145)."""
    path = folder / FOLDER / NAME
    raw_lines = path.read_bytes().split(b"\n") if path.exists() else []
    raw_lines = raw_lines[:-1] if raw_lines and not raw_lines[-1] else raw_lines
    lines: list[Line] = []
    findings: list[Finding] = []
    last = ""
    for number, raw in enumerate(raw_lines, start=1):
        line = _line(raw)
        if line is None:
            findings.append(finding("A144", Source(str(path)), line=number))
        else:
            lines.append(line)
            if line.prev != last:
                findings.append(finding("A145", Source(str(path)), line=number))
        last = digest(raw)
    return Journal(path, tuple(lines), tuple(findings), last)


def _line(raw: bytes) -> Line | None:
    try:
        return Line(**json.loads(raw))
    except (ValueError, TypeError):
        return None
