"""A workbook that a unit sent back → a `ReturnedFile`: its identity, its rows, its extension requests, and what was odd."""

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

from duban_xl.catalogue import finding
from duban_xl.catalogue.returns import UNKNOWN_TIME
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.columns.form import META_TAB
from duban_xl.model.fields import SheetDef
from duban_xl.model.finding import Finding
from duban_xl.model.form import META_KEYS, FormExtension, FormLine, FormMeta, ReturnedFile
from duban_xl.model.noun import N, nouns
from duban_xl.model.source import Source, shown
from duban_xl.model.text import comparable
from duban_xl.read.limits import OF_RETURN
from duban_xl.read.return_marks import told_extras, told_marks, told_pictures
from duban_xl.read.return_tabs import TabRead, read_tabs
from duban_xl.read.tabs import Match, match_all
from duban_xl.read.workbook import Unreadable, WorkbookContent, read_workbook


def read_return(path: Path, data: bytes | None = None, *, password: str | None = None) -> ReturnedFile:
    """The returned form at `path`, or in `data` if its bytes are known already (an attachment).

    Never raises for what a unit may have done to the file: without `lines` it could not be used, and `findings` say why.
    """
    try:
        content = read_workbook(path, data, limits=OF_RETURN, password=password)
    except Unreadable as unreadable:
        return ReturnedFile(file=path.name, sha256=_digest(path, data), findings=(unreadable.finding,))
    return return_from_content(content)


def return_from_content(content: WorkbookContent) -> ReturnedFile:
    """The returned form whose sheets are `content`."""
    meta, found = _meta(content)
    forms = [grid for grid in content.grids if comparable(grid.tab) != comparable(META_TAB)]
    matches = match_all(forms, (RETURN_FORM, EXTENSION_FORM))
    on = _day_meant(meta, content.saved_at)
    lines, in_lines = _read(matches.get(RETURN_FORM.key), RETURN_FORM, on=on)
    asked, in_asked = _read(matches.get(EXTENSION_FORM.key), EXTENSION_FORM, on=on)
    has_lines = any(one.table for one in lines)
    if not content.tells_time:
        found.append(finding("R520", Source(content.file), saved=content.saved_at or UNKNOWN_TIME))
    pictures = tuple(told_pictures(forms, content.file, is_read=bool(lines)))
    if not lines and not pictures:
        found.append(finding("R110", Source(content.file)))
    carried = (*pictures, *told_extras(content.extras, content.file))
    return ReturnedFile(
        file=content.file,
        sha256=content.sha256,
        saved_at=content.saved_at,
        meta=meta,
        lines=_nouns(FormLine, lines) if has_lines else None,
        extensions=_nouns(FormExtension, asked),
        findings=(*found, *carried, *in_lines, *in_asked, *told_marks((*lines, *asked))),
    )


def _read(match: Match | None, sheet: SheetDef, *, on: date | None) -> tuple[tuple[TabRead, ...], tuple[Finding, ...]]:
    """The sheets that count, and everything found in them."""
    if match is None:
        return (), ()
    read, found = read_tabs(match, sheet, on=on)
    return read, (*found, *(one for tab in read for one in tab.findings))


def _nouns(kind: type[N], read: Iterable[TabRead]) -> tuple[N, ...]:
    return tuple(noun for one in read if one.table for noun in nouns(kind, one.table))


def _digest(path: Path, data: bytes | None) -> str:
    """SHA-256 of a file that is no workbook; "" if not even its bytes can be read."""
    try:
        return sha256(path.read_bytes() if data is None else data).hexdigest()
    except OSError:
        return ""


def _meta(content: WorkbookContent) -> tuple[FormMeta | None, list[Finding]]:
    """The form's identity from `_meta`, wherever that sheet stands and whether it is hidden or not."""
    grid = next((grid for grid in content.grids if comparable(grid.tab) == comparable(META_TAB)), None)
    if grid is None:
        return None, [finding("R112", Source(content.file))]
    said = {comparable(shown(row[0])): shown(row[1]).strip() for row in grid.rows if len(row) > 1}
    values = {key: said.get(comparable(words), "") for key, words in META_KEYS.items()}
    lacking = [META_KEYS[key] for key, value in values.items() if not value]
    found = [finding("R113", Source(content.file, grid.tab), words="、".join(lacking))] if lacking else []
    return FormMeta(**values), found


def _day_meant(meta: FormMeta | None, saved_at: datetime | None) -> date | None:
    """A day in the year that dates without one belong to: the day the return is due, else when it was saved."""
    try:
        return date.fromisoformat(meta.due_on if meta else "")
    except ValueError:
        return saved_at.date() if saved_at else None
