"""A request for more time, the due date and its cap → what speaks against granting it."""

from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue.deadlines import MISSING_REASON
from duban_xl.model.due import USUAL, Conventions
from duban_xl.model.finding import Finding
from duban_xl.model.matter import ExtensionRequest
from duban_xl.model.workdays import Workdays


def extension_findings(
    request: ExtensionRequest,
    *,
    due_date: date | None,
    cap: date | None,
    workdays: Workdays,
    conventions: Conventions = USUAL,
) -> tuple[Finding, ...]:
    """T105 beyond the cap, T106 too late, T107 without reason, T118 no later than the limit. (Consent: see check/ledger.)

    `due_date` is the due date that the request wants moved; None switches T106 off, as does a missing day of request.
    """
    latest = latest_request(due_date, workdays=workdays, conventions=conventions) if due_date else None
    return (
        *_beyond_cap(request, cap),
        *_too_late(request, latest),
        *_without_reason(request),
        *_no_later(request, due_date),
    )


def latest_request(due_date: date, *, workdays: Workdays, conventions: Conventions = USUAL) -> date:
    """The last day on which more time may be asked for: the due date itself, unless 延期提前工作日 says earlier."""
    return workdays.subtract(due_date, conventions.extension_lead)


def _beyond_cap(request: ExtensionRequest, cap: date | None) -> Iterator[Finding]:
    key = "granted_to" if request.granted_to else "requested_to"
    asked = request.granted_to or request.requested_to
    if cap and asked and asked > cap:
        yield finding("T105", request.source(key), asked=asked, cap=cap)


def _too_late(request: ExtensionRequest, latest: date | None) -> Iterator[Finding]:
    if latest and request.requested_on and request.requested_on > latest:
        yield finding("T106", request.source("requested_on"), asked_on=request.requested_on, latest=latest)


def _without_reason(request: ExtensionRequest) -> Iterator[Finding]:
    if not request.reason:
        yield finding("T107", request.source("reason"), missing=MISSING_REASON)


def _no_later(request: ExtensionRequest, due_date: date | None) -> Iterator[Finding]:
    """A grant that is no later than the limit in force; one no later than its own 原时限 is told by check/ledger."""
    granted, original = request.granted_to, request.original_due
    if granted and due_date and granted <= due_date and not (original and granted <= original):
        yield finding("T118", request.source("granted_to"), granted=granted, due=due_date)
