"""Nouns of the sheets about the office: units, calendar, settings, documents, inspections, consequences."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from duban_xl.model.columns.scoring import REMINDER
from duban_xl.model.noun import Noun, split_names


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit(Noun):
    """A supervised unit of the directory (单位名录)."""

    code: str
    name: str
    short_name: str
    aliases: str
    group: str
    parent: str
    principal: str
    responsible_leader: str
    contact: str
    phone: str
    email: str
    order: Decimal | None
    active: bool | None

    @property
    def names(self) -> tuple[str, ...]:
        """Everything the unit may be called in a cell, full name first."""
        return tuple(name for name in (self.name, self.short_name, *split_names(self.aliases)) if name)


@dataclass(frozen=True, slots=True)
class UnitDirectory:
    """The units of the office in their official order, found by code, name, short name or alias."""

    units: tuple[Unit, ...]
    _by_name: dict[str, Unit] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, Unit] = {}
        for unit in self.units:
            for name in unit.names:
                found.setdefault(squeezed(name), unit)
        object.__setattr__(self, "_by_name", found)

    def find(self, name: str) -> Unit | None:
        """The unit that a cell calls `name`, or None."""
        return self._by_name.get(squeezed(name))

    def by_code(self, code: str) -> Unit | None:
        """The unit with that 单位代码, or None."""
        return next((unit for unit in self.units if unit.code == code), None)

    def official_name(self, name: str) -> str:
        """The full name of the unit that a cell calls `name`; unknown names come back as they are."""
        unit = self.find(name)
        return unit.name if unit else name

    def position(self, name: str) -> int:
        """The unit's place in the official order; unknown units come last."""
        unit = self.find(name)
        return self.units.index(unit) if unit else len(self.units)

    def in_order(self, names: Iterable[str]) -> tuple[str, ...]:
        """Full names, each once, in the official order."""
        return tuple(sorted(dict.fromkeys(map(self.official_name, names)), key=self.position))


def squeezed(name: str) -> str:
    """A name without blanks of any width: what two spellings of one name have in common."""
    return "".join(name.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay(Noun):
    """A day that differs from Monday–Friday or overrides the published holidays (工作日历)."""

    day: date | None
    nature: str
    note: str
    authority: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting(Noun):
    """One row of 参数."""

    key: str
    value: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry(Noun):
    """A document with its number (文书登记)."""

    kind: str
    document_number: str
    year: Decimal | None
    serial: Decimal | None
    title: str
    number: str
    unit: str
    drafted_on: date | None
    signatory: str
    signed_on: date | None
    status: str
    approvals: str
    file: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection(Noun):
    """An inspection, reminder or other 督查 activity (督查记录)."""

    held_on: date | None
    method: str
    number: str
    unit: str
    people: str
    situation: str
    problems: str
    rectify_by: date | None
    rectification: str

    @property
    def is_reminder(self) -> bool:
        """Whether it tells of a reminder by letter only: no 督查 took place (rules §2.9 name 电话催办 alone)."""
        return self.method == REMINDER

    @property
    def units(self) -> tuple[str, ...]:
        """The inspected units as written, one each."""
        return split_names(self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence(Noun):
    """Praise, criticism, talk, accountability (通报问责): entered by a person."""

    held_on: date | None
    type: str
    unit: str
    person: str
    number: str
    facts: str
    clause: str
    document_number: str
    proposed_by: str
    approved_by: str
    approved_on: date | None
    follow_up: str
    revoked_on: date | None
