"""Hand-written plain text (content_*.py) → groups of entries with named parts; numbers in braces are drawn by the seed.

A line `@…` opens a group, a line `- …` opens an entry in it, a line `键：值` is a part of the entry, and a line that
begins with two blanks continues the part above it.
`{a=20~40/5}` is a number from 20 to 40 in steps of 5,
and `{a}` is the same number again.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

_PART = re.compile(r"^([一-鿿]{2,4})：(.*)$")
_NUMBER = re.compile(r"\{([a-z])(?:=([\d.]+)~([\d.]+)(?:/([\d.]+))?)?\}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: the fields of its group's line, its title and its parts; a part given twice has two values."""

    group: tuple[str, ...]
    title: str
    parts: dict[str, list[str]] = field(default_factory=dict)

    def one(self, part: str) -> str:
        """The value of `part`, or "" if the entry has none."""
        return self.parts.get(part, [""])[0]

    def many(self, part: str) -> list[str]:
        """All values of `part`."""
        return self.parts.get(part, [])


def parse(text: str) -> list[Entry]:
    """The entries of `text` in order. Raises ValueError for a line that is none of the four kinds."""
    entries: list[Entry] = []
    group: tuple[str, ...] = ()
    for line in _joined(text):
        found = _PART.match(line)
        if line.startswith("@"):
            group = tuple(line[1:].split("｜"))
        elif line.startswith("- "):
            entries.append(Entry(group, line[2:].strip()))
        elif found and entries:
            entries[-1].parts.setdefault(found[1], []).append(found[2].strip())
        else:
            raise ValueError(f"无法识别的一行：{line}")
    return entries


def _joined(text: str) -> list[str]:
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith("  ") and lines:
            lines[-1] += line[2:]
        elif line.strip():
            lines.append(line)
    return lines


class Draw:
    """The numbers of one entry: each is drawn where its range stands and repeated where only its letter stands."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._drawn: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        """`text` with its numbers. Raises KeyError for a letter whose range has not come yet."""
        return _NUMBER.sub(self._number, text)

    def _number(self, found: re.Match[str]) -> str:
        letter, low, high, step = found.groups()
        if low:
            self._drawn[letter] = _number(self._rng, low, high, step or "1")
        return self._drawn[letter]


def _number(rng: Random, low: str, high: str, step: str) -> str:
    steps = int((Decimal(high) - Decimal(low)) / Decimal(step))
    return str(Decimal(low) + Decimal(step) * rng.randint(0, steps))
