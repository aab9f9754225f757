"""A rule pack as the ledger that a new office starts with, and what one of its cells says: `事项类别[MC05].报送周期`."""

import re
from collections.abc import Mapping
from functools import cache

from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import shown_in
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import TRANSITIONS
from duban_xl.model.open_limits import LIMITS, resolved, values_of
from duban_xl.model.table import Table
from duban_xl.packs import load_pack
from duban_xl.read.ledger import ledger_of
from tests.tables import LEDGER_FILE, ledger_from, ledger_from_rows

PLACE = re.compile(r"(?P<tab>[^\[]+)\[(?P<key>[^\]]+)\](?:\.(?P<header>.+))?")
KEYS = {"categories": "code", "settings": "key", "scoring_settings": "key", "scoring_sections": "section"}
LIMIT_COLUMNS = frozenset(column for columns in LIMITS.values() for column in columns)
BY_TAB = {sheet.tab: key for key, sheet in SHEETS.items()}


@cache
def ledger_of_pack(name: str) -> Ledger:
    """The ledger with the pack's rows and nothing else."""
    return ledger_from_rows(load_pack(name).rows)


def pack_with(name: str, **sheets: str) -> Ledger:
    """The pack's ledger with these sheets (by key, in Markdown) instead of its own; of 参数 only the rows written."""
    return with_pack(name, ledger_from(**sheets).tables)


def with_pack(name: str, typed: Mapping[str, Table]) -> Ledger:
    """The pack's ledger with the sheets `typed` instead of its own; settings that are not typed keep the pack's values."""
    tables = {**ledger_of_pack(name).tables, **typed}
    if "settings" in typed:
        shape, rows = typed["settings"].shape, typed["settings"].rows
        named = {row.text("key") for row in rows}
        kept = (row for row in ledger_of_pack(name).tables["settings"].rows if row.text("key") not in named)
        tables["settings"] = Table(shape, (*rows, *kept))
    return ledger_of(tables, file=LEDGER_FILE, findings=[])


def expectations(table: str) -> list[tuple[str, str, str]]:
    """The rows of a Markdown table of rule, place and what stands there; its first line is the header."""
    rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in table.strip().splitlines()[1:]]
    return [(rule, place, expected) for rule, place, expected in rows]


def told(pack: str, place: str) -> str:
    """What the pack's ledger says at `place`; the cells of several rows with that key are joined by 、;
    a cell that names a setting says what the setting says.

    `流转[T8]` tells the moves of that number: "承办中→延期待批；延期待批→承办中".
    """
    found = PLACE.fullmatch(place)
    assert found, place
    if found["tab"] == "流转":
        moves = [one for one in TRANSITIONS if one.number == found["key"]]
        return "；".join(f"{'/'.join(one.before)}→{one.after}" for one in moves)
    sheet = SHEETS[BY_TAB[found["tab"]]]
    field = next(field for field in sheet.fields if field.header == found["header"])
    key = KEYS.get(sheet.key, "rule")
    rows = [row for row in ledger_of_pack(pack).tables[sheet.key].rows if row.text(key) == found["key"]]
    assert rows, f"{place}: no such row"
    texts = [shown_in(field, row[field.key]) for row in rows]
    if field.key in LIMIT_COLUMNS:
        texts = [resolved(text, values_of(ledger_of_pack(pack).settings)) for text in texts]
    return "、".join(texts)
