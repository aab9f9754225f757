"""Limits that the method leaves to the office: a cell says `参数.社会公开周期`, and that row of 参数 says what it is."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from duban_xl.model.method import Category, Duty, Requirement
from duban_xl.model.office import Setting

OF_SETTING = "参数."
R = TypeVar("R", Category, Requirement, Duty)
LIMITS: Mapping[type, tuple[str, ...]] = {
    Category: ("time_limit", "cap", "return_cycle", "inspection_cycle"),
    Requirement: ("time_limit",),
    Duty: ("cycle",),
}
"""Kind of row → its cells that hold limits and cycles."""


def resolved(text: str, settings: Mapping[str, str]) -> str:
    """The limit that a cell means: its own text, or the value of the setting that it names ("" if there is none)."""
    return settings.get(text.removeprefix(OF_SETTING), "") if text.startswith(OF_SETTING) else text


def values_of(settings: Iterable[Setting]) -> Mapping[str, str]:
    """参数 as key → value; of a key that stands twice the first that has a value."""
    found: dict[str, str] = {}
    for setting in settings:
        if setting.value:
            found.setdefault(setting.key, setting.value)
    return found


def settled_rows(rows: tuple[R, ...], settings: Mapping[str, str]) -> tuple[R, ...]:
    """`rows` with the settings' values where their cells name settings; their records still tell what the cells say."""
    return tuple(_settled(row, settings) for row in rows)


def _settled(row: R, settings: Mapping[str, str]) -> R:
    said = {key: getattr(row, key) for key in LIMITS[type(row)]}
    meant = {key: resolved(text, settings) for key, text in said.items() if text.startswith(OF_SETTING)}
    return replace(row, **meant) if meant else row
