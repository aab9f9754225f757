"""Edge: what the command line says of its commands → all pages of the reference in a folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from duban_xl.documents.reference import CommandHelp, columns_page, commands_page, findings_page
from duban_xl.workflows.office import write_file

__all__ = ["CommandHelp", "reference_pages", "write_reference"]


def reference_pages(commands: Sequence[CommandHelp]) -> Mapping[str, str]:
    """File name → text of every generated page."""
    return {"columns.md": columns_page(), "findings.md": findings_page(), "commands.md": commands_page(commands)}


def write_reference(folder: Path, commands: Sequence[CommandHelp]) -> tuple[Path, ...]:
    """Write every page into `folder`. Raises CannotRun C012."""
    pages = reference_pages(commands)
    return tuple(write_file(folder / name, text.encode("utf-8")) for name, text in pages.items())
