"""An item of the suite: one clause of the standard, one small function; what is found is a `Failure` with its value."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

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


class Judged(Protocol):
    """A document at the level of the file, or its pages."""

    @property
    def layout(self) -> str: ...


Subject = TypeVar("Subject", bound=Judged)


@dataclass(frozen=True, slots=True)
class Item(Generic[Subject]):
    """One check for documents of some layouts."""

    code: str
    clause: str
    layouts: tuple[str, ...]
    check: Callable[[Subject], Iterator[str]]

    def failures(self, subject: Subject) -> Iterator[Failure]:
        """What `subject` gets wrong; nothing if the item does not concern its layout."""
        if subject.layout in self.layouts:
            yield from (Failure(self.code, self.clause, what) for what in self.check(subject))


@dataclass(frozen=True, slots=True)
class Register(Generic[Subject]):
    """Items in the order of their code; filled by the modules of checks as they are imported."""

    items: list[Item[Subject]]

    def __call__(
        self, code: str, clause: str, layouts: tuple[str, ...] = EVERY
    ) -> Callable[[Callable[[Subject], Iterator[str]]], Callable[[Subject], Iterator[str]]]:
        """Enters a function: @item("G01", "5.1")."""

        def enter(check: Callable[[Subject], Iterator[str]]) -> Callable[[Subject], Iterator[str]]:
            self.items.append(Item(code, clause, layouts, check))
            return check

        return enter


item: Register[Docx] = Register([])
