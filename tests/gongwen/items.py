"""An item of the suite: one clause of the standard, one small function; what is found is a `Failure` with its value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.gongwen.reader import Docx

EVERY = ("公文", "上行文", "信函", "简报", "表单")
RED_HEAD = ("公文", "上行文")
OFFICIAL = ("公文", "上行文", "信函")


@dataclass(frozen=True, slots=True)
class Failure:
    """What a document gets wrong: item, clause (of GB/T 9704-2012 unless another is named), place and value."""

    item: str
    clause: str
    what: str


@dataclass(frozen=True, slots=True)
class Item:
    """One check of the .docx for documents of some layouts."""

    code: str
    clause: str
    layouts: tuple[str, ...]
    check: Callable[[Docx], Iterator[str]]

    def failures(self, document: Docx) -> Iterator[Failure]:
        """What `document` gets wrong; nothing if the item does not concern its layout."""
        if document.layout in self.layouts:
            yield from (Failure(self.code, self.clause, what) for what in self.check(document))


ITEMS: list[Item] = []
"""Filled by the modules of checks as they are imported."""


def item(
    code: str, clause: str, layouts: tuple[str, ...] = EVERY
) -> Callable[[Callable[[Docx], Iterator[str]]], Callable[[Docx], Iterator[str]]]:
    """Enters a function into `ITEMS`."""

    def enter(check: Callable[[Docx], Iterator[str]]) -> Callable[[Docx], Iterator[str]]:
        ITEMS.append(Item(code, clause, layouts, check))
        return check

    return enter
