"""A workbook or a cell that can't be changed safely → the exception that says so, before anything is written."""

from dataclasses import replace

from duban_xl.catalogue import CannotRun, finding, message
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source, Value


class Refused(Exception):
    """The workbook was not changed; `finding` says why (codes A15x–A17x)."""

    def __init__(self, found: Finding) -> None:
        super().__init__(message(found))
        self.finding = found

    def in_file(self, file: str) -> CannotRun:
        """The same for the user of a command, with the workbook's name in its places."""
        sources = tuple(replace(source, file=file) for source in self.finding.sources)
        return CannotRun(replace(self.finding, sources=sources))


def refused(code: str, *, tab: str = "", cell: str = "", **args: Value | int) -> Refused:
    """The refusal `code` at `cell` of the sheet `tab`; `args` fill the catalogue's sentence, which may quote both."""
    named: dict[str, Value | int] = {"tab": tab, "cell": cell}
    return Refused(finding(code, Source("", tab, cell), **(named | args)))


def broken(reason: str) -> Refused:
    """The refusal of a package that is no complete workbook."""
    return refused("A155", reason=reason)
