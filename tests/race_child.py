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
    """Nothing if the plan was written, else the code of the refusal."""
    path, number = Path(order["ledger"]), order["number"] * 2 + runner
    data = path.read_bytes()
    edits = (edit(3, "percent_done", percent(data), Decimal(number)),) if order["edits"] else ()
    plan = ChangeSet(edits, (row(number=f"R-{number}"),))
    try:
        write(path, plan, number=number, fingerprint=digest(data))
    except CannotRun as refusal:
        return refusal.finding.code
    return ""


def percent(data: bytes) -> Decimal:
    """What stands in the common cell: 60 for 60 %."""
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(MATTERS.tab)
    return Decimal(str(sheet.to_python()[2][3])) * 100


def look(*, ledger: str, until: str) -> dict[str, Any]:
    """The ledger's content, looked at again and again until a file is there: the digests in the order they were seen."""
    seen: list[str] = []
    while not Path(until).exists():
        now = digest(Path(ledger).read_bytes())
        if not seen or seen[-1] != now:
            seen.append(now)
    return {"seen": seen}
