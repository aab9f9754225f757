"""A returned form and the present moment → the form with a time of saving that can be believed, and a notice if it was not."""

from dataclasses import replace
from datetime import datetime, timedelta

from duban_xl.catalogue import finding
from duban_xl.model.form import ReturnedFile
from duban_xl.model.source import Source

CLOCKS_DIFFER = timedelta(days=1)
"""How far a unit's clock may be ahead of ours (本系统约定)."""


def with_plausible_time(returned: ReturnedFile, *, now: datetime) -> ReturnedFile:
    """`returned`; if it was saved in the future or before the form was sent out, as if it was saved `now`.

    `now` is local time without zone, cut to the second as cells hold it; for a file whose receipt is known, that is the
    moment in question. A time that nobody told stays unknown.
    """
    saved, now = returned.saved_at, now.replace(tzinfo=None, microsecond=0)
    received = returned.receipt.received_at if returned.receipt else None
    now = min(now, received) if received else now
    issued = _moment(returned.meta.issued_at if returned.meta else "")
    where = Source(returned.file)
    if saved and saved > now + CLOCKS_DIFFER:
        found = finding("M123" if received else "R521", where, saved=saved, now=now)
    elif saved and issued and saved < issued:
        found = finding("R522", where, saved=saved, issued=issued, now=now)
    else:
        return returned
    return replace(returned, saved_at=now, findings=(*returned.findings, found))


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
