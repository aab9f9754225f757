"""Edge: where the files that travel with the package lie (templates, macros, samples), installed or in a checkout."""

from pathlib import Path

from duban_xl.catalogue import cannot_run

_PACKAGE = Path(__file__).resolve().parent
_PLACES = (_PACKAGE / "_resources", _PACKAGE.parent)


def resource(*parts: str) -> Path:
    """The file or folder `parts` below `workbook_templates`, `macros` or `samples`. Raises CannotRun if it is gone."""
    for place in _PLACES:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    raise cannot_run("C015", name="/".join(parts))
