"""Every sentence a user reads: code → level, message, reason and cure; a finding → the words to show.

One module per family holds the entries (`ENTRIES`). A code is never re-used for another fault.
"""

from datetime import date

from duban_xl.catalogue.entry import Entry
from duban_xl.catalogue.families import CATALOGUE
from duban_xl.model.finding import Finding, Level
from duban_xl.model.source import Source, Value, shown

__all__ = ["CATALOGUE", "CannotRun", "Entry", "Level", "cannot_run", "finding", "hint", "message", "told"]


class CannotRun(Exception):
    """The command can't do its work; `finding` says why in one sentence. Nothing was changed."""

    def __init__(self, found: Finding) -> None:
        super().__init__(told(found))
        self.finding = found


def finding(code: str, /, *sources: Source, **args: Value | int) -> Finding:
    """A finding with `code` at `sources`; `args` are the values that the catalogue's sentence quotes."""
    said = {name: _said(value) for name, value in args.items()}
    return Finding(code, CATALOGUE[code].level, sources, said)


def cannot_run(code: str, /, *sources: Source, **args: Value | int) -> CannotRun:
    """The exception to raise when the fault `code` keeps a command from running."""
    return CannotRun(finding(code, *sources, **args))


def message(found: Finding) -> str:
    """What is wrong, with the value quoted, as one Chinese sentence."""
    return CATALOGUE[found.code].message.format_map(found.args)


def hint(found: Finding) -> str:
    """What to do about it, as one Chinese sentence."""
    return CATALOGUE[found.code].todo.format_map(found.args)


def told(found: Finding) -> str:
    """What is wrong and what to do about it, one after the other."""
    said = message(found)
    return f"{said}{'' if said.endswith('？') else '。'}{hint(found)}"


def _said(value: Value | int) -> str:
    if isinstance(value, date):
        return shown(value)
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else shown(value)
