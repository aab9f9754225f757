"""Good extension requests of checked returns → new rows of 延期登记 (待批), each request once."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from duban_xl.catalogue.returns import BECAUSE
from duban_xl.check.returns import Checked
from duban_xl.model.changeset import Reason, RowAppend
from duban_xl.model.form import FormExtension
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import ExtensionRequest
from duban_xl.model.source import Value, shown
from duban_xl.model.text import comparable

PENDING = "待批"


class Request(NamedTuple):
    """What makes two rows the same request."""

    number: str
    unit: str
    requested_on: date | None
    requested_to: date | None
    reason: str
    progress: str


def plan_extensions(ledger: Ledger, files: Sequence[Checked]) -> tuple[RowAppend, ...]:
    """The requests that 延期登记 does not hold yet, by matter, unit and day; a person decides each of them."""
    held = {_request(entry, ledger.units.official_name(entry.unit)) for entry in ledger.extensions}
    found: dict[Request, tuple[FormExtension, Checked]] = {}
    for checked in files:
        for row in checked.extensions:
            request = _request(row, checked.unit.name if checked.unit else "")
            if request not in held:
                found.setdefault(request, (row, checked))
    places = {matter.number: place for place, matter in enumerate(ledger.matters)}
    order = sorted(
        (request for request in found if request.number in places),
        key=lambda r: (
            places[r.number],
            ledger.units.position(r.unit),
            shown(r.requested_on),
            shown(r.requested_to),
            r,
        ),
    )
    return tuple(_row(ledger, request, found[request][0]) for request in order)


def _request(row: ExtensionRequest | FormExtension, unit: str) -> Request:
    words = comparable(row.reason), comparable(row.progress)
    return Request(row.number, unit, row.requested_on, row.requested_to, *words)


def _row(ledger: Ledger, request: Request, row: FormExtension) -> RowAppend:
    matter = ledger.matter(request.number)
    values: dict[str, Value] = {
        "number": request.number,
        "unit": request.unit,
        "requested_on": request.requested_on,
        "original_due": matter.effective_due if matter else None,
        "requested_to": request.requested_to,
        "reason": row.reason,
        "progress": row.progress,
        "outcome": PENDING,
    }
    return RowAppend(
        sheet="extensions",
        key=request.number,
        values={key: value for key, value in values.items() if value not in (None, "")},
        because=Reason(BECAUSE["extension"].format(unit=request.unit), row.source("number")),
    )
