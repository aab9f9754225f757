"""Units and the people in them: the lists of content_units.py and a seed → one `Office` with its directory."""

from dataclasses import dataclass
from random import Random

from samples.generator.content_units import (
    DEPARTMENTS,
    GIVEN_NAMES,
    LEADERS,
    OFFICERS,
    SUPERIORS,
    SURNAMES,
    TOWNSHIPS,
)

TELEPHONE = "0500-5550{:04d}"
"""No place in China has the area code 0500."""

_STAFF = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleUnit:
    """One unit of the county with its people."""

    code: str
    name: str
    short: str
    aliases: str
    group: str
    mail: str
    county_leader: str
    principal: str
    leader: str
    contact: str
    staff: tuple[str, ...]
    order: int

    @property
    def phone(self) -> str:
        """The unit's own telephone."""
        return TELEPHONE.format(1000 + self.order * 20)

    def extension(self, person: str) -> str:
        """The telephone of one of the unit's staff."""
        return TELEPHONE.format(1001 + self.order * 20 + self.staff.index(person))


@dataclass(frozen=True, slots=True)
class Directory:
    """The units in their official order, found by any of their names."""

    units: tuple[SampleUnit, ...]

    def find(self, name: str) -> SampleUnit:
        """The unit called `name`, with or without 县. Raises ValueError for an unknown name."""
        for unit in self.units:
            known = (unit.name, unit.short, *unit.aliases.split("、"))
            if name in known or f"县{name}" in known:
                return unit
        raise ValueError(f"单位名录中没有：{name}")


def directory(seed: int) -> Directory:
    """The county's units, their people drawn by `seed`."""
    names = _names(Random(f"{seed}/people"))
    units: list[SampleUnit] = []
    for group, text in (("乡镇", TOWNSHIPS), ("县直部门", DEPARTMENTS)):
        for line in text.split():
            code, name, short, aliases, mail, leader = line.split("｜")
            units.append(
                SampleUnit(
                    code=code,
                    name=name,
                    short=short,
                    aliases=aliases,
                    group=group,
                    mail=f"{mail}@example.com",
                    county_leader=leader,
                    principal=names.pop(),
                    leader=names.pop(),
                    contact=names.pop(),
                    staff=tuple(names.pop() for _ in range(_STAFF)),
                    order=len(units) + 1,
                )
            )
    return Directory(tuple(units))


def _names(rng: Random) -> list[str]:
    taken = {*LEADERS.values(), *OFFICERS, *SUPERIORS}
    names = [surname + given for surname in SURNAMES for given in GIVEN_NAMES.split()]
    names = [name for name in names if name not in taken]
    rng.shuffle(names)
    return names


def unit_rows(units: Directory) -> list[dict[str, str]]:
    """The rows of 单位名录."""
    return [
        {
            "code": unit.code,
            "name": unit.name,
            "short_name": unit.short,
            "aliases": unit.aliases,
            "group": unit.group,
            "principal": unit.principal,
            "responsible_leader": unit.leader,
            "contact": unit.contact,
            "phone": unit.phone,
            "email": unit.mail,
            "order": str(unit.order),
            "active": "是",
        }
        for unit in units.units
    ]
