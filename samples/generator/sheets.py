"""Rows by field key → CSV text and files with the Chinese headers of the ledger's sheets."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO
from pathlib import Path

from duban_xl.model.columns import SHEETS

Row = Mapping[str, str]


def csv_text(sheet: str, rows: Iterable[Row]) -> str:
    """One sheet as CSV. Raises ValueError for a field the sheet does not have."""
    fields = SHEETS[sheet].fields
    known = {field.key for field in fields}
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(field.header for field in fields)
    for row in rows:
        if unknown := set(row) - known:
            raise ValueError(f"{sheet} 没有这些列：{sorted(unknown)}")
        writer.writerow(row.get(field.key, "") for field in fields)
    return out.getvalue()


def write_sheets(folder: Path, sheets: Mapping[str, Iterable[Row]]) -> list[Path]:
    """Writes one `<sheet>.csv` per sheet into `folder` and returns the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths: list[Path] = []
    for sheet, rows in sheets.items():
        path = folder / f"{sheet}.csv"
        path.write_text(csv_text(sheet, rows), encoding="utf-8", newline="\n")
        paths.append(path)
    return paths
