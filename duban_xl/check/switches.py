"""The rows 检查 … of 参数 → which checks of returned forms are switched off or count more or less, and which rows say nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from duban_xl.catalogue import CATALOGUE, finding
from duban_xl.model.finding import Finding, Level
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import Setting
from duban_xl.model.settings import CHECK_LEVELS, SWITCH, SWITCHED_OFF
from duban_xl.model.text import one_width

OF_RETURNS = ("R", "T12", "T13", "T14", "T165", "T166", "T190", "M113", "M114", "M123")
"""Codes that the check of a returned form may give begin with one of these; other M codes are told when it is collected."""
OF_THE_MERGE = ("R421", "R422", "R423", "R424", "R425", "R426", "R427")
"""Remarks of the merge itself: they keep nothing back, so there is nothing to switch."""
SECRET = ("R323", "R325", "R385", "R386", "R531", "R532")
"""What must not be spread is told whatever the office prefers."""
MAY_BE_LOWERED = ("R405", "R438", "R439")
"""Errors outside 所填内容 that an office may live with: a row that is missing, a request twice or with an empty reason."""

_SWITCH = re.compile(rf"{SWITCH}[:：]?([A-Za-z]?\d+[A-Za-z]?|[A-Za-z]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """One row that counts: the code, and its level; None for a check that is off."""

    code: str
    level: Level | None
    setting: Setting

    @property
    def said(self) -> str:
        """The level as 参数 writes it: 关, 提示 or 错误."""
        return self.level.value if self.level else SWITCHED_OFF


@dataclass(frozen=True, slots=True)
class Switches:
    """Every switch that counts, by code; the first of two rows about one code holds."""

    by_code: Mapping[str, Switch] = field(default_factory=lambda: MappingProxyType(dict[str, Switch]()))

    @property
    def changed(self) -> tuple[Switch, ...]:
        """The switches that make a difference, by code."""
        return tuple(self.by_code[c] for c in sorted(self.by_code) if self.by_code[c].level is not CATALOGUE[c].level)

    def applied(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """`findings` without those switched off, each at the level that the office chose."""
        return tuple(f for found in findings if (f := self._applied(found)))

    def _applied(self, found: Finding) -> Finding | None:
        switch = self.by_code.get(found.code)
        if switch is None:
            return found
        return replace(found, level=switch.level) if switch.level else None


def switches_of(ledger: Ledger) -> Switches:
    """The switches of 参数; rows that say nothing one can follow change nothing (`switch_faults` tells of them)."""
    found: dict[str, Switch] = {}
    for code, setting in _rows(ledger):
        if _fault(code, setting) is None and (value := _value(setting)):
            found.setdefault(code, Switch(code=code, level=CHECK_LEVELS[value], setting=setting))
    return Switches(MappingProxyType(found))


def switch_is_not_understood(ledger: Ledger) -> Iterator[Finding]:
    """A switch names no check of returned forms, no level, or a check that must stay as it is."""
    for code, setting in _rows(ledger):
        if found := _fault(code, setting):
            yield found


def _rows(ledger: Ledger) -> Iterator[tuple[str, Setting]]:
    """Code and row of everything in 参数 that is meant as a switch."""
    for setting in ledger.settings:
        if found := _SWITCH.fullmatch(one_width(setting.key)):
            yield found[1].upper(), setting


def _value(setting: Setting) -> str:
    return one_width(setting.value)


def _fault(code: str, setting: Setting) -> Finding | None:
    value = _value(setting)
    if code not in CATALOGUE:
        return finding("R540", setting.source("key"), setting=setting.key, value=code)
    if not value:
        return None
    if value not in CHECK_LEVELS:
        choices = "、".join(f"“{word}”" for word in CHECK_LEVELS)
        return finding("R541", setting.source("value"), setting=setting.key, value=setting.value, choices=choices)
    if not _may_be(code, CHECK_LEVELS[value]):
        usual = CATALOGUE[code].level
        return finding("R542", setting.source("value"), code=code, value=setting.value, own=usual.value)
    return None


def may_be_off(code: str) -> bool:
    """Whether the office may switch the check `code` of returned forms off."""
    return _may_be(code, None)


def is_of_returns(code: str) -> bool:
    """Whether the check of a returned form may give `code`."""
    return code.startswith(OF_RETURNS) and code not in OF_THE_MERGE


def _may_be(code: str, level: Level | None) -> bool:
    """Whether the office may choose `level` for `code`; every check of returned forms may be made stricter."""
    if not is_of_returns(code):
        return False
    usual = CATALOGUE[code].level
    if level in (usual, Level.ERROR):
        return True
    if code in SECRET:
        return False
    return usual is Level.NOTICE or code.startswith("R3") or code in MAY_BE_LOWERED
