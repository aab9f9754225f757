"""Edge: letters → drafts in a folder; or sent, one after the other, each put on record before it leaves and after."""

import csv
import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from duban_xl.apply.files import reason_of
from duban_xl.apply.lock import write_lock
from duban_xl.catalogue import CannotRun, cannot_run, finding
from duban_xl.catalogue import mailing as words
from duban_xl.mail.credentials import password_of
from duban_xl.mail.message import eml_of, is_draft_of
from duban_xl.mail.smtp import Fate, PostOffice, Sent, post_office
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.letter import Letter
from duban_xl.model.mail_server import MailServer
from duban_xl.model.source import Source, shown
from duban_xl.plan.mail_out import Outgoing, server_of
from duban_xl.workflows.office import Run, watched, write_file

SMTP_PASSWORD = "DUBAN_SMTP_PASSWORD"
MINUTE = 60.0
STATES = {Fate.TAKEN: words.WAS_SENT, Fate.UNSURE: words.UNSURE}

Pause = Callable[[float], None]
"""Waits for so many seconds; the edge alone knows the clock."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """What became of the letters: sent now, sent before, not sent; `findings` tell why."""

    sent: tuple[Outgoing, ...] = ()
    before: tuple[Outgoing, ...] = ()
    failed: tuple[Outgoing, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """The 单位代码 of the units that have their letter."""
        return frozenset(one.code for one in (*self.sent, *self.before))


def write_eml(folder: Path, letters: Iterable[Outgoing], run: Run) -> tuple[Path, ...]:
    """A draft for every letter, to be opened by a double click. A draft that says the same is left as it is."""
    by_path = {folder / one.file: one for one in letters}
    return tuple(_draft(path, by_path[path].letter, run) for path in watched(run, sorted(by_path)))


def post(folder: Path, letters: Sequence[Outgoing], ledger: Ledger, run: Run, *, pause: Pause) -> Posted:
    """Send the letters by the server of 参数; what went out is put on record in `folder`/发送记录.csv.

    Each is on record as “正在发” before it leaves: a letter whose end is unknown is never sent again, but told (W144).
    One that is refused does not stop the others; a connection that can't be had does (W145). Nothing is raised for it.
    Raises CannotRun: A103 if another command sends from there, C068 if the record can't be read.
    """
    server, faults = server_of(ledger)
    if server is None:
        return Posted(failed=tuple(letters), findings=faults)
    log = SentLog(folder / words.SENT_LOG)
    with write_lock(log.path):
        before, todo, found = _sorted_out(letters, log)
        posted = _posted(todo, server, log, run, pause=pause) if todo else Posted()
    found += [finding("W149", count=len(before))] if before else []
    sent = {id(one) for one in (*posted.sent, *before)}
    failed = tuple(one for one in letters if id(one) not in sent)
    return Posted(sent=posted.sent, before=tuple(before), failed=failed, findings=(*found, *posted.findings))


class SentLog:
    """The record of what was sent, one line per step; what is said last about a letter holds."""

    def __init__(self, path: Path) -> None:
        """`path` need not exist yet. A line that was cut off by a crash still says that sending had begun."""
        self.path = path
        self._state: dict[tuple[str, str], str] = {}
        for line in csv.DictReader(StringIO(_text(path))):
            code, told = line.get("单位代码") or "", line.get("内容") or ""
            for tell in told.split("、"):
                self._state[code, tell] = line.get("结果") or words.SENDING_NOW

    def states(self, one: Outgoing) -> frozenset[str]:
        """What is on record about each thing that the letter tells; "" for what was never sent."""
        return frozenset(self._state.get((one.code, tell), "") for tell in one.tells)

    def add(self, one: Outgoing, state: str, run: Run, *, why: str = "") -> None:
        """Put it on record, down to the disk. Raises CannotRun C068."""
        is_new = not self.path.exists()
        text = StringIO()
        told = ("、".join(one.letter.to), one.letter.subject, "、".join(one.tells), state, why)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows([words.SENT_HEADERS] if is_new else [])
        writer.writerow([shown(run.now), *map(_as_text, (one.code, one.unit, *told))])
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                file.write(text.getvalue().encode("utf-8-sig" if is_new else "utf-8"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            raise cannot_run("C068", path=str(self.path), why=reason_of(problem)) from problem
        self._state |= {(one.code, tell): state for tell in one.tells}


def _draft(path: Path, letter: Letter, run: Run) -> Path:
    if path.is_file() and is_draft_of(path.read_bytes(), letter):
        return path
    return write_file(path, eml_of(letter, written_at=run.now))


def _sorted_out(letters: Sequence[Outgoing], log: SentLog) -> tuple[list[Outgoing], list[Outgoing], list[Finding]]:
    """Sent before, to be sent now, and why the rest is neither: without receiver, or an end that nobody knows."""
    before: list[Outgoing] = []
    todo: list[Outgoing] = []
    found: list[Finding] = []
    for one in letters:
        states = log.states(one)
        if all(state == words.WAS_SENT for state in states):
            before.append(one)
        elif states & {words.SENDING_NOW, words.UNSURE}:
            found.append(finding("W144", Source(str(log.path)), unit=one.unit, file=one.file))
        elif not one.letter.to:
            found.append(finding("W148", unit=one.unit))
        else:
            todo.append(one)
    return before, todo, found


def _posted(todo: Sequence[Outgoing], server: MailServer, log: SentLog, run: Run, *, pause: Pause) -> Posted:
    sent: list[Outgoing] = []
    found: list[Finding] = []
    try:
        with post_office(server, password_of(server.account, SMTP_PASSWORD)) as office:
            for place, one in enumerate(todo):
                run.progress(one.unit, place, len(todo))
                if place:
                    pause(MINUTE / server.per_minute)
                result = _sent(office, one, log, run)
                if result.fate is Fate.LOST:
                    rest = todo[place:]
                    found.append(finding("W145", count=len(rest), units="、".join(other.unit for other in rest)))
                    break
                sent += [one] if result.fate is Fate.TAKEN else []
                found += _told(one, result, log)
    except CannotRun as stopped:
        found.append(stopped.finding)
    run.progress("", len(todo), len(todo))
    return Posted(sent=tuple(sent), findings=tuple(found))


def _sent(office: PostOffice, one: Outgoing, log: SentLog, run: Run) -> Sent:
    """Send it, with a second try where the connection was gone before anything of it had left."""
    log.add(one, words.SENDING_NOW, run)
    result = office.send(one.letter, written_at=run.now)
    if result.fate is Fate.LOST:
        result = office.send(one.letter, written_at=run.now)
    refused = "；".join(f"{address}：{why}" for address, why in result.refused)
    log.add(one, STATES.get(result.fate, words.NOT_SENT), run, why=result.why or refused)
    return result


def _told(one: Outgoing, result: Sent, log: SentLog) -> list[Finding]:
    if result.fate is Fate.UNSURE:
        return [finding("W144", Source(str(log.path)), unit=one.unit, file=one.file)]
    if result.fate is Fate.REFUSED:
        return [finding("W142", unit=one.unit, why=result.why)]
    return [finding("W143", unit=one.unit, value=address, why=why) for address, why in result.refused]


def _text(path: Path) -> str:
    """The record's text; a clerk may have saved it from Excel in the system's encoding."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ""
    except OSError as problem:
        raise cannot_run("C068", path=str(path), why=reason_of(problem)) from problem
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030", errors="replace")


def _as_text(value: str) -> str:
    """A value that Excel shows as it is, whatever it begins with."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "＝") else value
