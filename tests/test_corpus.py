"""Every workbook at hand takes one cell and one row, and two judges that share no code with the patcher find no harm."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from duban_xl.apply.ooxml.__main__ import main
from tests.apply_books import by_libreoffice
from tests.corpus_books import installed, made
from tests.corpus_judge import Asked, Grid, Spot, Workbook, box_of, harm, inside, named, readings
from tests.office import convert

TEXT, COUNT = "改为 <80%> & “更多”", 20_260_731
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
SHOWN_BY_OFFICE = 12  # of the project's own samples, which are all alike


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of one workbook: what the command line is given and what the judges are told."""

    arguments: tuple[str, ...]
    asked: Asked


def set_one(book: Workbook) -> Edit | None:
    """Another text for a cell with a value, on the first sheet that has one which stands alone."""
    for tab, part in book.tabs().items():
        grid, taken = Grid(book.root(part)), _taken(book, part)
        for spot in sorted(grid.cells, reverse=True):
            if grid.cells[spot].has_value and not any(inside(box, spot) for box in taken):
                return Edit(("--sheet", tab, "--set", f"{_name(spot)}={TEXT}"), Asked(tab=tab, cells={spot: TEXT}))
    return None


def append_one(book: Workbook) -> Edit | None:
    """A row as wide as the first table of the workbook, or as the data of its first sheet."""
    tabs = book.tabs()
    tab = next((tab for tab, part in tabs.items() if book.tables(part)), next(iter(tabs), None))
    if tab is None:
        return None
    grid, tables = Grid(book.root(tabs[tab])), book.tables(tabs[tab])
    filled = [spot for spot, cell in grid.cells.items() if cell.has_value or cell.has_formula]
    left, right, row = _under(grid, filled, tables[0].box if tables else None, tables[0].totals if tables else 0)
    values = [TEXT if at % 2 else COUNT + at for at in range(right - left + 1)]
    cells: dict[Spot, Any] = {(left + at, row): value for at, value in enumerate(values)}
    if tables and tables[0].totals:
        below = readings(book.data)[tab]
        moved = {
            (x, row): None if grid.is_calculated((x, row)) else below.get((x, row)) for x in range(left, right + 1)
        }
        cells |= {(column, row + 1): value for (column, row), value in moved.items()}
    arguments = ("--sheet", tab, "--append", json.dumps(values))
    return Edit(arguments, Asked(tab=tab, cells=cells, is_new_row=True))


def _under(
    grid: Grid, filled: list[Spot], table: tuple[int, int, int, int] | None, totals: int
) -> tuple[int, int, int]:
    """Left and right column and the row where a new row belongs."""
    if table:
        rows = [row for column, row in filled if inside(table, (column, row)) and row <= table[3] - totals]
        return table[0], table[2], max(rows) + 1
    merged = [box for node in named(grid.root, "mergeCell") if (box := box_of(node.get("ref")))]
    row = max((row for _, row in filled), default=0) + 1
    left, right = min((column for column, _ in filled), default=1), max((column for column, _ in filled), default=3)
    while hit := [box for box in merged if box[1] <= row <= box[3] and box[2] >= left]:
        row = max(box[3] for box in hit) + 1
    return left, right, row


def _taken(book: Workbook, part: str) -> list[tuple[int, int, int, int]]:
    """Where no cell can be set alone: merged areas, arrays, pivot tables, headers and totals."""
    grid = Grid(book.root(part))
    boxes = [box for node in named(grid.root, "mergeCell") if (box := box_of(node.get("ref")))]
    boxes += grid.arrays
    for table in book.tables(part):
        left, top, right, bottom = table.box
        boxes += [(left, top, right, top + table.headers - 1)] if table.headers else []
        boxes += [(left, bottom - table.totals + 1, right, bottom)] if table.totals else []
    for _, kind, path in book.related(part):
        if kind == "pivotTable":
            boxes += [box for node in named(book.root(path), "location") if (box := box_of(node.get("ref")))]
    return boxes


def _name(spot: Spot) -> str:
    column, letters = spot[0], ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{spot[1]}"


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """All workbooks by a name of their own."""
    folder = tmp_path_factory.mktemp("books")
    found = dict(made(folder))
    return found | {f"{at:03}-{path.name}": path.read_bytes() for at, path in enumerate(installed())}


def edited(data: bytes, edit: Edit, folder: Path) -> bytes | int:
    """The workbook after `edit`, or the exit code."""
    source, target = folder / "before.bin", folder / "after.bin"
    source.write_bytes(data)
    target.unlink(missing_ok=True)
    code = main([str(source), str(target), *edit.arguments])
    return code or target.read_bytes()


def is_workbook(data: bytes) -> bool:
    """Whether the content is a zip file at all: some samples are cut or old on purpose."""
    return data.startswith(b"PK") and zipfile.is_zipfile(io.BytesIO(data))


@pytest.mark.parametrize("asks", [set_one, append_one])
def test_every_workbook__takes_an_edit_without_harm(asks: Any, books: Mapping[str, bytes], tmp_path: Path) -> None:
    harmed: dict[str, Any] = {}
    edits = 0
    for name, data in books.items():
        edit = asks(Workbook(data)) if is_workbook(data) else None
        if edit is None:
            continue
        edits += 1
        after = edited(data, edit, tmp_path)
        if isinstance(after, int):
            harmed[name] = (edit.arguments, after)
        elif found := harm(data, after, edit.asked):
            harmed[name] = (edit.arguments, found[:3])
    assert harmed == {}
    assert edits > 60


@pytest.mark.office
def test_libreoffice__shows_the_edits_and_else_what_it_showed(books: Mapping[str, bytes], tmp_path: Path) -> None:
    chosen = {name: data for name, data in books.items() if is_workbook(data)}
    samples = [name for name in chosen if name[:3].isdigit()]
    for name in set(samples) - set(samples[:: len(samples) // SHOWN_BY_OFFICE + 1]):
        del chosen[name]
    chosen["libreoffice.xlsx"] = by_libreoffice(tmp_path)
    folder = tmp_path / "both"
    folder.mkdir()
    edits: dict[str, list[Asked]] = {}
    for at, (name, data) in enumerate(chosen.items()):
        after, edits[f"{at:03}"] = data, []
        for asks in (set_one, append_one):
            if edit := asks(Workbook(after)):
                now = edited(after, edit, tmp_path)
                assert isinstance(now, bytes), (name, edit, now)
                after = now
                edits[f"{at:03}"].append(edit.asked)
        (folder / f"{at:03}-old{Path(name).suffix}").write_bytes(data)
        (folder / f"{at:03}-new{Path(name).suffix}").write_bytes(after)
    convert(sorted(folder.iterdir()), AS_CSV, tmp_path / "csv")
    for at, (name, data) in enumerate(chosen.items()):
        assert list(_shown_otherwise(tmp_path / "csv", f"{at:03}", edits[f"{at:03}"], Workbook(data))) == [], name


def _shown_otherwise(folder: Path, number: str, edits: list[Asked], book: Workbook) -> Iterator[str]:
    """What LibreOffice shows differently without having been asked, results of formulas aside, or does not show."""
    for tab, part in book.tabs().items():
        old, new = (_cells_shown(folder, f"{number}-{which}", tab) for which in ("old", "new"))
        if old is None and new is None:
            continue  # LibreOffice writes no page of this tab, neither before nor after
        assert old is not None and new is not None, (number, tab)
        asked = {spot: value for edit in edits if edit.tab == tab for spot, value in edit.cells.items()}
        grid = Grid(book.root(part))
        for spot in old.keys() | new.keys() | asked.keys():
            if spot in asked:
                is_wrong = isinstance(asked[spot], str) and new.get(spot) != asked[spot]
            else:
                is_wrong = old.get(spot) != new.get(spot) and not grid.is_calculated(spot)
            if is_wrong:
                yield f"{tab} {spot}: {old.get(spot)!r}, now {new.get(spot)!r}, asked {asked.get(spot)!r}"


def _cells_shown(folder: Path, name: str, tab: str) -> dict[Spot, str] | None:
    """The cells of a sheet as LibreOffice wrote them to a file named after it; None if it wrote no file for it."""
    found = [path for path in (folder / f"{name}-{tab}.csv", folder / f"{name}.csv") if path.exists()]
    if not found:
        return None
    with found[0].open(encoding="utf-8", newline="") as lines:
        rows = enumerate(csv.reader(lines), start=1)
        return {(x, y): value for y, row in rows for x, value in enumerate(row, start=1) if value}


def spoilt(data: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The workbook with one part changed and every other entry as it was packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == name:
                assert old in content
                content = content.replace(old, new)
            target.writestr(info, content, compresslevel=6)
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"<pageMargins", b"<!-- gone --><pageMargins"),
        ("xl/worksheets/sheet1.xml", b'customHeight="1"', b""),
        ("xl/worksheets/sheet1.xml", b'sqref="D4:D8"', b'sqref="D4:D7"'),
        ("xl/worksheets/sheet1.xml", b"<v>4</v>", b"<v>5</v>"),
        ("xl/worksheets/sheet1.xml", b"xmlns:r=", b"xmlns:q="),
        ("xl/worksheets/sheet2.xml", b"<v>1</v>", b"<v>0</v>"),
        ("xl/styles.xml", b"<cellXfs", b"<!-- --><cellXfs"),
        ("xl/theme/theme1.xml", b"<a:dk1>", b"<a:dk1 >"),
        ("xl/worksheets/sheet1.xml", "改为 ".encode(), "改了 ".encode()),
    ],
)
def test_judge__sees_what_is_spoilt(part: str, old: bytes, new: bytes, tmp_path: Path) -> None:
    before = dict(made(tmp_path))["lists.xlsx"]
    before = spoilt(before, "xl/worksheets/sheet1.xml", b'hidden="1"', b'hidden="1" ht="20" customHeight="1"')
    edit = set_one(Workbook(before))
    assert edit
    after = edited(before, edit, tmp_path)
    assert isinstance(after, bytes)
    assert harm(before, after, edit.asked) == []
    assert harm(before, spoilt(after, part, old, new), edit.asked)
