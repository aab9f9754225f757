"""What a check found: a stable code, the places it concerns and the values that its sentence quotes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from duban_xl.model.source import Source


class Level(StrEnum):
    """How much a finding matters: an error stops what it concerns, a notice is only shown."""

    ERROR = "错误"
    NOTICE = "提示"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. `code` is looked up in the catalogue; `args` fill its sentence; the first source is shown first."""

    code: str
    level: Level
    sources: tuple[Source, ...] = ()
    args: Mapping[str, str] = field(default_factory=dict[str, str])

    @property
    def source(self) -> Source:
        """The place to show first; an empty one for findings about no place."""
        return self.sources[0] if self.sources else Source("")


def has_errors(findings: tuple[Finding, ...] | list[Finding]) -> bool:
    """Whether any of `findings` is at level 错误."""
    return any(f.level is Level.ERROR for f in findings)


def distinct(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """`findings` without those that say the same code about the same places and the same text as an earlier one."""
    return tuple({(f.code, f.sources, f.args.get("text")): f for f in reversed(tuple(findings))}.values())[::-1]
