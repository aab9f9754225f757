"""Rows and what identifies them → the groups that share an identity."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def repeated(rows: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    """Key → the rows that share it, where several do; rows without a key are left out."""
    groups: dict[str, list[T]] = {}
    for row in rows:
        if name := key(row):
            groups.setdefault(name, []).append(row)
    return {name: group for name, group in groups.items() if len(group) > 1}
