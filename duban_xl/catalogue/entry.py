"""The shape of one catalogue entry."""

from typing import NamedTuple

from duban_xl.model.finding import Level


class Entry(NamedTuple):
    """What a code means. `message` and `todo` may quote the finding's args as {name}."""

    level: Level
    message: str
    why: str
    todo: str


def error(message: str, why: str, todo: str) -> Entry:
    """An entry at level 错误."""
    return Entry(Level.ERROR, message, why, todo)


def notice(message: str, why: str, todo: str) -> Entry:
    """An entry at level 提示."""
    return Entry(Level.NOTICE, message, why, todo)
