"""What arrived and the register → which bytes are stored under which name, the lines of the register, and what is told.

Bytes that lie in the office's folder already are not stored again; a delivery that the register knows is left alone.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count

from duban_xl.catalogue import finding
from duban_xl.catalogue.mail import ORIGINALS, OTHERS, UNSORTED
from duban_xl.model.file_name import numbered, safe_name
from duban_xl.model.finding import Finding
from duban_xl.model.receipt import Arrival, Entry, Kind, Parcel, Register, Via
from duban_xl.model.source import Source

NEW, AGAIN, MAIL, MAIL_EMPTY, ARCHIVE = "new", "again", "mail", "mail_empty", "archive"


@dataclass(frozen=True, slots=True)
class Store:
    """Bytes to be written: their SHA-256 and the path below 收件."""

    sha256: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One delivery: its files, then its lines. A step that was cut short is done again from its beginning."""

    stores: tuple[Store, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectPlan:
    """Everything to be done, in the order of arrival; `known` deliveries were collected before."""

    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()
    known: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The new lines of the register."""
        return tuple(entry for step in self.steps for entry in step.entries)

    @property
    def files(self) -> tuple[Entry, ...]:
        """The new lines without those of mails and archives themselves."""
        return tuple(entry for entry in self.entries if entry.kind is not Kind.ORIGINAL)


@dataclass(slots=True)
class _Shelf:
    """What lies below 收件 while the plan is made: path in one case → SHA-256, and where each content lies."""

    taken: dict[str, str]
    places: dict[str, str]
    findings: list[Finding] = field(default_factory=list[Finding])

    def put(self, arrival: Arrival, folder: str) -> tuple[str, bool]:
        """Where the arrival's bytes lie in the end, and whether they must be written."""
        if arrival.lies_at:
            return arrival.lies_at, False
        if place := self._lying(arrival, folder):
            return place, False
        names = (arrival.name if number == 1 else numbered(arrival.name, number) for number in count(1))
        path = next(path for name in names if _one_case(path := f"{folder}/{name}") not in self.taken)
        self.taken[_one_case(path)] = arrival.sha256
        self.places[arrival.sha256] = path
        return path, True

    def _lying(self, arrival: Arrival, folder: str) -> str | None:
        """Where the same content lies. Empty files are all alike: only one of the same name is the same file."""
        if arrival.size:
            return self.places.get(arrival.sha256)
        path = f"{folder}/{arrival.name}"
        return path if self.taken.get(_one_case(path)) == arrival.sha256 else None


def plan_collect(
    parcels: Iterable[Parcel], register: Register, lying: Mapping[str, str], *, now: datetime
) -> CollectPlan:
    """The plan for `parcels`; `lying` are the files below 收件 (path → SHA-256), whoever put them there.

    Findings: those of the deliveries themselves, M110 renamed, M111 the same content again, M121 period unknown.
    """
    shelf = _Shelf({_one_case(path): sha for path, sha in lying.items()}, {})
    for path, sha in sorted(lying.items(), reverse=True):
        shelf.places[sha] = path
    done, known = set(register.keys), 0
    entered = {(entry.path, entry.sha256) for entry in register.entries}
    steps: list[Step] = []
    for parcel in parcels:
        lies_there = bool(parcel.arrivals) and all((one.lies_at, one.sha256) in entered for one in parcel.arrivals)
        if parcel.key in done or lies_there:
            known += 1
            continue
        done.add(parcel.key)
        shelf.findings += parcel.findings
        steps.append(_step(parcel, shelf, now=now))
    return CollectPlan(steps=tuple(steps), findings=tuple(shelf.findings), known=known)


def _step(parcel: Parcel, shelf: _Shelf, *, now: datetime) -> Step:
    stores: list[Store] = []
    entries: list[Entry] = []
    period = _one_of([one.period for one in parcel.arrivals])
    unit = _one_of([one.unit for one in parcel.arrivals])
    for arrival in parcel.arrivals:
        sorted_out = replace(arrival, period=arrival.period or period, unit=arrival.unit or unit)
        path, is_new = shelf.put(sorted_out, _folder(sorted_out, now))
        stores += [Store(arrival.sha256, path)] if is_new else []
        is_new_here = is_new or bool(arrival.lies_at)
        entries.append(_entry(parcel, sorted_out, path, state=NEW if is_new_here else AGAIN, now=now))
        shelf.findings += _told(sorted_out, path, is_new=is_new_here)
    if parcel.original:
        path, is_new = shelf.put(parcel.original, _folder(parcel.original, now))
        stores += [Store(parcel.original.sha256, path)] if is_new else []
        own = replace(parcel.original, period=period, unit=unit)
        entries.append(_entry(parcel, own, path, state=_state(parcel), now=now))
    return Step(stores=tuple(stores), entries=tuple(entries))


def _state(parcel: Parcel) -> str:
    if parcel.kind is Via.ARCHIVE:
        return ARCHIVE
    return MAIL if parcel.arrivals else MAIL_EMPTY


def _told(arrival: Arrival, path: str, *, is_new: bool) -> Iterator[Finding]:
    original = arrival.receipt.original_name
    where = Source(original or arrival.name)
    if not is_new and path.split("/")[0] != ORIGINALS:
        yield finding("M111", where, name=_readable(original), path=path)
        return
    if is_new and not arrival.lies_at and _is_odd(original):
        yield finding("M110", where, text=_readable(original), name=path.rsplit("/", 1)[-1])
    if is_new and not arrival.lies_at and arrival.kind is Kind.FORM and not arrival.period:
        yield finding("M121", where, name=path.rsplit("/", 1)[-1])


def _is_odd(original: str) -> bool:
    """Whether a name can't be kept as it is, or leads out of its folder."""
    last = original.rsplit("/", 1)[-1]
    leads_away = ".." in original.replace("\\", "/").split("/")
    return leads_away or bool(last and safe_name(last) != unicodedata.normalize("NFC", last.strip()))


def _readable(text: str) -> str:
    """A name to be quoted: controls and turning characters shown by their numbers."""
    return "".join(letter if letter.isprintable() else f"\\u{ord(letter):04x}" for letter in text)


def _entry(parcel: Parcel, arrival: Arrival, path: str, *, state: str, now: datetime) -> Entry:
    return Entry(
        collected_at=now,
        key=parcel.key,
        kind=arrival.kind,
        state=state,
        sha256=arrival.sha256,
        size=arrival.size,
        path=path,
        receipt=arrival.receipt,
        unit=arrival.unit,
        period=arrival.period,
        mailbox=parcel.mailbox,
        uid=parcel.uid,
        pictures=parcel.pictures if arrival.kind is Kind.ORIGINAL else 0,
    )


def _folder(arrival: Arrival, now: datetime) -> str:
    """Forms lie by period, where they are checked; what belongs to them and what came as a whole lies beside."""
    day = f"{arrival.receipt.received_at or now:%Y-%m-%d}"
    if arrival.kind is Kind.ORIGINAL:
        return f"{ORIGINALS}/{day}"
    if arrival.kind is Kind.FORM:
        return arrival.period or UNSORTED
    return f"{OTHERS}/{arrival.period or day}"


def _one_of(words: Sequence[str]) -> str:
    """The one word that is said, "" if there is none or more than one."""
    said = {word for word in words if word}
    return said.pop() if len(said) == 1 else ""


def _one_case(path: str) -> str:
    """What two paths have in common that some computers can't tell apart."""
    return unicodedata.normalize("NFC", path).casefold()
