"""The patcher on its own, an edge: `python -m duban_xl.apply.ooxml IN OUT --sheet NAME [--set B3=VALUE] [--append JSON]`.

A value is text unless it begins with n: (number), d: (day, ISO), b: (1 or 0) or f: (formula); JSON is one row, a list of
strings, numbers, true/false and null. `--sheet` may be repeated; what follows belongs to it. Exit code 0 done, 3 refused.
"""

import argparse
import json
import re
import sys
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path

from duban_xl.apply.ooxml import CellValue, Formula, Refused, SheetEdits, patch
from duban_xl.catalogue import message
from duban_xl.model.source import column_index

ADDRESS = re.compile(r"([A-Za-z]{1,3})([1-9]\d{0,6})=(.*)", re.DOTALL)
REFUSED = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Patch the file as the command line says."""
    asked = _parser().parse_args(arguments)
    try:
        edits = tuple(_edits(asked.steps or ()))
    except (ValueError, InvalidOperation) as error:
        _parser().error(str(error))
    try:
        patched = patch(Path(asked.source).read_bytes(), edits)
    except Refused as refusal:
        sys.stderr.write(f"{refusal.finding.code} {message(refusal.finding)}\n")
        return REFUSED
    Path(asked.target).write_bytes(patched.data)
    return 0


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


def _edits(steps: Sequence[tuple[str, str]]) -> list[SheetEdits]:
    cells: dict[str, dict[tuple[int, int], CellValue]] = {}
    rows: dict[str, list[dict[int, CellValue]]] = {}
    tab = ""
    for option, text in steps:
        if option == "sheet":
            tab = text
            cells.setdefault(tab, {})
            rows.setdefault(tab, [])
        elif not tab:
            raise ValueError("--sheet first")
        elif option == "set":
            place = ADDRESS.fullmatch(text)
            if place is None:
                raise ValueError(f"--set {text}")
            cells[tab][column_index(place[1].upper()), int(place[2])] = _typed(place[3])
        else:
            rows[tab].append(_row(text))
    return [SheetEdits(tab=name, cells=cells[name], rows=tuple(rows[name])) for name in cells]


def _row(text: str) -> dict[int, CellValue]:
    values = json.loads(text, parse_float=Decimal, parse_int=Decimal)
    if not isinstance(values, list):
        raise ValueError(f"--append {text}")
    return {at: _plain(value) for at, value in enumerate(values, start=1)}  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]


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
