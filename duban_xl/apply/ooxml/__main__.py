"""The patcher on its own, an edge: `python -m duban_xl.apply.ooxml IN OUT --sheet NAME [--set B3=VALUE] [--append JSON]`.

A value is text unless it begins with n: (number), d: (day, ISO), b: (1 or 0) or f: (formula); JSON is one row, a list of
strings, numbers, true/false and null, whose first value goes into the left column of the table or data (`placing`).
`--sheet` may be repeated; what follows belongs to it. Exit code 0 done, 2 asked wrongly, 3 refused.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from duban_xl.apply.ooxml import CellValue, Formula, Patcher, Refused, SheetEdits
from duban_xl.catalogue import message
from duban_xl.model.source import column_index

ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})=(.*)", re.DOTALL)
REFUSED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Patch the file as the command line says."""
    asked = _parser().parse_args(arguments)
    try:
        wanted = _wanted(asked.steps or ())
        data = Path(asked.source).read_bytes()
    except (ValueError, InvalidOperation, OSError) as error:
        _parser().error(str(error))
    try:
        patcher = Patcher(data)
        edits = [patcher.placed(SheetEdits(tab=tab, cells=one.cells), one.rows) for tab, one in wanted.items()]
        patched = patcher.patch(edits)
    except Refused as refusal:
        sys.stderr.write(f"{refusal.finding.code} {message(refusal.finding)}\n")
        return REFUSED
    Path(asked.target).write_bytes(patched.data)
    return 0


@dataclass(slots=True)
class _Wanted:
    """What is asked for one sheet: (column, row) → value, and new rows."""

    cells: dict[tuple[int, int], CellValue] = field(default_factory=dict[tuple[int, int], CellValue])
    rows: list[list[CellValue]] = field(default_factory=list[list[CellValue]])


class _Step(argparse.Action):
    """Keeps --sheet, --set and --append in the order they were given."""

    def __call__(
        self, _parser: object, namespace: argparse.Namespace, values: object, _option: str | None = None
    ) -> None:
        namespace.steps = [*(namespace.steps or ()), (self.dest, values)]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m duban_xl.apply.ooxml", description=__doc__, allow_abbrev=False)
    parser.add_argument("source", metavar="IN")
    parser.add_argument("target", metavar="OUT")
    parser.add_argument("--sheet", action=_Step, metavar="NAME", required=True)
    parser.add_argument("--set", action=_Step, metavar="B3=VALUE")
    parser.add_argument("--append", action=_Step, metavar="JSON")
    parser.set_defaults(steps=None)
    return parser


def _wanted(steps: Sequence[tuple[str, str]]) -> dict[str, _Wanted]:
    """The steps by the sheet they belong to."""
    wanted: dict[str, _Wanted] = {}
    tab = ""
    for option, text in steps:
        if option == "sheet":
            tab = text
            wanted.setdefault(tab, _Wanted())
        elif not tab:
            raise ValueError("--sheet first")
        elif option == "set":
            place = ADDRESS.fullmatch(text)
            if place is None:
                raise ValueError(f"--set {text}")
            wanted[tab].cells[column_index(place[1].upper()), int(place[2])] = _typed(place[3])
        else:
            wanted[tab].rows.append(_row(text))
    return wanted


def _row(text: str) -> list[CellValue]:
    values = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    if not isinstance(values, list):
        raise ValueError(f"--append {text}")
    return [_plain(value) for value in values]  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


def _plain(value: object) -> CellValue:
    if value is None or isinstance(value, (str, bool, Decimal)):
        return value
    raise ValueError(f"not a cell value: {value!r}")


def _typed(text: str) -> CellValue:
    kind, mark, rest = text[:1], text[1:2], text[2:]
    if mark != ":":
        return text
    if kind == "n":
        return Decimal(rest)
    if kind == "d":
        return date.fromisoformat(rest) if len(rest) == 10 else datetime.fromisoformat(rest)
    if kind == "b":
        return rest.casefold() in ("1", "true", "是")
    return Formula(rest) if kind == "f" else text


if __name__ == "__main__":
    sys.exit(main())
