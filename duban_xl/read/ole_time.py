"""The door to olefile: the bytes of an .xls or .et → when its author last saved it, as its summary says."""

from datetime import UTC, datetime
from io import BytesIO

_SUMMARY = "\x05SummaryInformation"
_LAST_SAVED = 13  # the property's number
_NEVER = 1601  # the year that an empty time stamp stands for


def summary_time(data: bytes) -> datetime | None:
    """The time of the last saving in UTC; None if the file tells none (or is no such file)."""
    import olefile  # only old formats come here

    try:
        with olefile.OleFileIO(BytesIO(data)) as package:  # pyright: ignore[reportUnknownVariableType]
            properties = package.getproperties(_SUMMARY, convert_time=True)
    except Exception:  # what is odd in a summary must never keep the cells from being read
        return None
    return _in_utc(properties.get(_LAST_SAVED))


def _in_utc(saved: object) -> datetime | None:
    return saved.replace(tzinfo=UTC) if isinstance(saved, datetime) and saved.year > _NEVER else None
