"""Two scoreboards → one line per unit that says what differs and by which events: a what-if, or one period against another."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from duban_xl.catalogue.comparing import (
    GONE,
    MOVED,
    NEW,
    NOT_INSPECTED,
    NOW_INSPECTED,
    OTHERWISE,
    PART,
    PLACE_ONLY,
)
from duban_xl.model.score import PartScore, Scoreboard, ScoredEvent, UnitScore
from duban_xl.model.source import readable


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
        """Whether score or place is another one."""
        return (self.before, self.rank_before) != (self.after, self.rank_after)


def compare(before: Scoreboard, after: Scoreboard) -> tuple[ScoreChange, ...]:
    """Every unit of either board, in the order of `after`; units that are only in `before` come last."""
    names = dict.fromkeys(unit.unit for unit in (*after.units, *before.units))
    return tuple(_change(name, before.unit(name), after.unit(name)) for name in names)


def _change(name: str, old: UnitScore | None, new: UnitScore | None) -> ScoreChange:
    pairs = tuple(_events(old, new))
    told = [*_told_events(pairs), *_told_parts(old, new)]
    scores = old.score if old else None, new.score if new else None
    ranks = old.rank if old else None, new.rank if new else None
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
        reasons=tuple(told),
        serials=tuple(dict.fromkeys(serial for serial, *_ in pairs)),
    )


def _without_events(old: UnitScore | None, new: UnitScore | None) -> str:
    """Why a score differs although no event and no measured part does."""
    if old and new and not old.inspected:
        return NOW_INSPECTED if new.inspected else NOT_INSPECTED
    return OTHERWISE


def _events(old: UnitScore | None, new: UnitScore | None) -> Iterator[tuple[str, str, Decimal | None, Decimal | None]]:
    """Serial, rule, points before and after of the events that count differently; None where there is no such event."""
    before, after = _points(old), _points(new)
    for key in dict.fromkeys((*before, *after)):
        points = before.get(key), after.get(key)
        if (points[0] or 0) != (points[1] or 0):
            yield (*key, *points)


def _points(unit: UnitScore | None) -> Mapping[tuple[str, str], Decimal]:
    """Serial and rule → the points that its events count for the unit, refunds included."""
    sums: dict[tuple[str, str], Decimal] = {}
    for event in unit.events if unit else ():
        key = _name(event), event.rule
        sums[key] = sums.get(key, Decimal(0)) + event.points
    return sums


def _name(event: ScoredEvent) -> str:
    return event.serial or event.source.cell


def _told_events(pairs: Sequence[tuple[str, str, Decimal | None, Decimal | None]]) -> Iterator[str]:
    for serial, rule, old, new in pairs:
        if old is None and new is not None:
            yield NEW.format(serial=serial, rule=rule, points=_signed(-new))
        elif old is not None and new is None:
            yield GONE.format(serial=serial, rule=rule, points=_signed(-old))
        elif old is not None and new is not None:
            yield MOVED.format(serial=serial, rule=rule, before=_signed(-old), after=_signed(-new))


def _told_parts(old: UnitScore | None, new: UnitScore | None) -> Iterator[str]:
    """Measured rules that give other marks."""
    before, after = _marks(old.parts if old else ()), _marks(new.parts if new else ())
    for key in dict.fromkeys((*before, *after)):
        marks = before.get(key), after.get(key)
        if marks[0] != marks[1]:
            texts = ("—" if mark is None else readable(mark) for mark in marks)
            yield PART.format(rule=key[0], before=next(texts), after=next(texts))


def _marks(parts: Iterable[PartScore]) -> Mapping[tuple[str, str], Decimal | None]:
    return {(part.rule, part.period.text if part.period else ""): part.marks for part in parts}


def _signed(points: Decimal) -> str:
    """What the unit's score gains: -2, +1.5, 0."""
    return f"+{readable(points)}" if points > 0 else readable(points)
