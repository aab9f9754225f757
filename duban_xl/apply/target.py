"""What a plan has to ask a workbook before it is written: a file's bytes can tell it, and so can a fake of the tests."""

from typing import Protocol

from duban_xl.apply.ooxml import SheetEdits
from duban_xl.apply.verify import Rows


class Ground(Protocol):
    """A workbook that says where new rows will go and which cells hold formulas."""

    def places(self, edits: SheetEdits) -> tuple[int, ...]:
        """The row numbers that the new rows of `edits` will have."""
        ...

    def formula(self, tab: str, column: int, row: int) -> str | None:
        """The formula in that cell as a person sees it, with its "="; None if there is none."""
        ...


class Shown(Protocol):
    """A workbook that says what its cells show."""

    def rows(self, tab: str) -> Rows:
        """The values of `tab` from A1 on; none if there is no such sheet."""
        ...
