"""Two scoreboards → one line per unit that says what differs and by which events: a what-if, or one period against another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duban_xl.catalogue.comparing import (
    BAND,
    GONE,
    HELD_NOW,
    MOVED,
    NEW,
    NO_BAND,
    NO_LONGER_HELD,
    NOT_INSPECTED,
    NOW_INSPECTED,
    OTHERWISE,
    PART,
    PLACE_ONLY,
)
from duban_xl.catalogue.scoring import trace
from duban_xl.model.score import PartScore, Scoreboard, ScoredEvent, UnitScore
from duban_xl.model.source import readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An event or a measured part that gives a unit something else on either board; None where there is no such one."""

    serial: str  # "" of a measured part
    rule: str
    period: str = ""  # of a measured part
    event_on: date | None = None
    condition: str = ""
    document: str = ""
    before: Decimal | None  # what the score gains, a deduction is negative
    after: Decimal | None
    why_before: str = ""
    why_after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreChange:
    """A unit's score and place on either board; None where it has none there."""

    unit: str
    group: str
    before: Decimal | None
    after: Decimal | None
    rank_before: int | None
    rank_after: int | None
    reasons: tuple[str, ...]  # in words, with serials
    serials: tuple[str, ...]  # of the events that differ
    differences: tuple[Difference, ...] = ()
    band_before: str = ""
    band_after: str = ""
    held_before: tuple[str, ...] = ()  # consequences whose conditions hold
    held_after: tuple[str, ...] = ()

    @property
    def change(self) -> Decimal | None:
        """By how much the score differs; None where one is missing."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def places(self) -> int | None:
        """How many places the unit went up (negative: down); None where it is not ranked on both boards."""
        return None if self.rank_before is None or self.rank_after is None else self.rank_before - self.rank_after

    @property
    def differs(self) -> bool:
        """Whether score, place, band or consequences are others."""
        return (self.before, self.rank_before) != (self.after, self.rank_after) or self.status_differs

    @property
    def status_differs(self) -> bool:
        """Whether band or consequences are others."""
        return (self.band_before, self.held_before) != (self.band_after, self.held_after)


def compare(before: Scoreboard, after: Scoreboard) -> tuple[ScoreChange, ...]:
    """Every unit of either board, in the order of `after`; units that are only in `before` come last."""
    names = dict.fromkeys(unit.unit for unit in (*after.units, *before.units))
    return tuple(_change(name, before.unit(name), after.unit(name)) for name in names)


def _change(name: str, old: UnitScore | None, new: UnitScore | None) -> ScoreChange:
    differences = (*_events(old, new), *_parts(old, new))
    told = [_told(one) for one in differences]
    scores = old.score if old else None, new.score if new else None
    ranks = old.rank if old else None, new.rank if new else None
    bands = old.band if old else "", new.band if new else ""
    held = _held(old), _held(new)
    if not told and scores[0] != scores[1]:
        told.append(_without_events(old, new))
    elif not told and ranks[0] != ranks[1]:
        told.append(PLACE_ONLY)
    known = new or old
    return ScoreChange(
        unit=name,
        group=known.group if known else "",
        before=scores[0],
        after=scores[1],
        rank_before=ranks[0],
        rank_after=ranks[1],
        reasons=(*told, *_told_status(bands, held)) if old and new else tuple(told),
        serials=tuple(dict.fromkeys(one.serial for one in differences if one.serial)),
        differences=differences,
        band_before=bands[0],
        band_after=bands[1],
        held_before=held[0],
        held_after=held[1],
    )


def _held(unit: UnitScore | None) -> tuple[str, ...]:
    return tuple(held.name or held.code for held in unit.held) if unit else ()


def _told_status(bands: tuple[str, str], held: tuple[tuple[str, ...], tuple[str, ...]]) -> Iterator[str]:
    """Another band, consequences that come or go."""
    if bands[0] != bands[1]:
        yield BAND.format(before=bands[0] or NO_BAND, after=bands[1] or NO_BAND)
    yield from (HELD_NOW.format(name=name) for name in held[1] if name not in held[0])
    yield from (NO_LONGER_HELD.format(name=name) for name in held[0] if name not in held[1])


def _without_events(old: UnitScore | None, new: UnitScore | None) -> str:
    """Why a score differs although no event and no measured part does."""
    if old and new and not old.inspected:
        return NOW_INSPECTED if new.inspected else NOT_INSPECTED
    return OTHERWISE


def _events(old: UnitScore | None, new: UnitScore | None) -> Iterator[Difference]:
    """The events that count differently, by serial and rule, refunds included."""
    before, after = _by_name(old), _by_name(new)
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key, ()), after.get(key, ())
        points = _gained(was), _gained(now)
        if (points[0] or 0) != (points[1] or 0):
            event = (*now, *was)[0]
            yield Difference(
                serial=key[0],
                rule=key[1],
                event_on=event.event_on,
                condition=event.condition,
                document=event.document,
                before=points[0],
                after=points[1],
                why_before=_traces(was),
                why_after=_traces(now),
            )


def _by_name(unit: UnitScore | None) -> Mapping[tuple[str, str], tuple[ScoredEvent, ...]]:
    """Serial and rule → the unit's events."""
    found: dict[tuple[str, str], tuple[ScoredEvent, ...]] = {}
    for event in unit.events if unit else ():
        key = event.serial or event.source.cell, event.rule
        found[key] = (*found.get(key, ()), event)
    return found


def _gained(events: Sequence[ScoredEvent]) -> Decimal | None:
    """What the score gains by these events; None without any."""
    return Decimal(0) - sum((event.points for event in events), Decimal(0)) if events else None


def _traces(events: Iterable[ScoredEvent]) -> str:
    return "；".join(dict.fromkeys(trace(event) for event in events if event.sentences))


def _parts(old: UnitScore | None, new: UnitScore | None) -> Iterator[Difference]:
    """Measured rules that give other marks."""
    before, after = _measured(old), _measured(new)
    for key in dict.fromkeys((*before, *after)):
        was, now = before.get(key), after.get(key)
        marks = was.marks if was else None, now.marks if now else None
        if marks[0] != marks[1]:
            yield Difference(
                serial="",
                rule=key[0],
                period=key[1],
                before=marks[0],
                after=marks[1],
                why_before=was.trace if was else "",
                why_after=now.trace if now else "",
            )


def _measured(unit: UnitScore | None) -> Mapping[tuple[str, str], PartScore]:
    """Rule and period → the unit's measured part."""
    return {(part.rule, part.period.name if part.period else ""): part for part in (unit.parts if unit else ())}


def _told(one: Difference) -> str:
    """The difference as a sentence says it."""
    if not one.serial:
        before, after = ("—" if marks is None else readable(marks) for marks in (one.before, one.after))
        return PART.format(rule=one.rule, before=before, after=after)
    words = {"serial": one.serial, "rule": one.rule}
    if one.before is None and one.after is not None:
        return NEW.format(**words, points=_signed(one.after))
    if one.before is not None and one.after is None:
        return GONE.format(**words, points=_signed(one.before))
    return MOVED.format(**words, before=_signed(one.before or Decimal(0)), after=_signed(one.after or Decimal(0)))


def _signed(points: Decimal) -> str:
    """What the unit's score gains: -2, +1.5, 0."""
    return f"+{readable(points)}" if points > 0 else readable(points)
