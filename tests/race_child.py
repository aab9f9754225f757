"""What the processes of a race do: read the ledger, plan, write, say what came of it; or only look."""

import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

from duban_xl.apply.files import digest
from duban_xl.catalogue import CannotRun
from duban_xl.model.changeset import ChangeSet
from tests.apply_ledger import MATTERS, edit, row, write
from tests.said import heard, said

PERCENT = (3, 4)  # the cell that both runners change: D3


def rounds(*, runner: int) -> dict[str, Any]:
    """One round for every line {"ledger", "number", "edits", "tries"}: a row of one's own and perhaps the common cell."""
    while line := heard():
        order = json.loads(line)
        codes = [_one_try(runner, order)]
        while codes[-1] and len(codes) < order["tries"]:
            codes.append(_one_try(runner, order))
        said({"codes": codes})
    return {}


def _one_try(runner: int, order: dict[str, Any]) -> str:
    """ "" if the plan was written, else the code of the refusal."""
    path, number = Path(order["ledger"]), order["number"]
    data = path.read_bytes()
    edits = ()
    if order["edits"]:
        before = Decimal(str(percent(data))) * 100
        edits = (edit(3, "percent_done", before, Decimal(number * 2 + runner) / 100),)
    plan = ChangeSet(edits, (row(number=f"R{runner}-{number}"),))
    try:
        write(path, plan, number=number * 2 + runner, fingerprint=digest(data))
    except CannotRun as refusal:
        return refusal.finding.code
    return ""


def percent(data: bytes) -> float:
    """What stands in the common cell."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(MATTERS.tab)
    return sheet.to_python(skip_empty_area=False)[PERCENT[0] - 1][PERCENT[1] - 1]  # type: ignore[return-value]


def look(*, ledger: str, times: int) -> dict[str, Any]:
    """The ledger's content, looked at again and again: the digests in the order in which they were seen."""
    seen: list[str] = []
    for _ in range(times):
        now = digest(Path(ledger).read_bytes())
        if not seen or seen[-1] != now:
            seen.append(now)
    return {"seen": seen}
