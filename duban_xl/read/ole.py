"""The door to olefile: the bytes of an .xls, .et or encrypted file → its streams, and when its author last saved it."""

import struct
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from duban_xl.read.package import Damaged

_SUMMARY = "\x05SummaryInformation"
_LAST_SAVED = 13  # the property's number
_FILE_TIME = 64  # its kind: ticks of 100 ns since 1601
_NEVER = 1601  # the year that an empty time stamp stands for
_SECTION = 44  # where the place of the first section is told
_MOST_PROPERTIES = 100


def summary_time(data: bytes) -> datetime | None:
    """The time of the last saving in UTC; None if the file tells none (or is no such file)."""
    try:
        summary = streams(data, _SUMMARY).get(_SUMMARY, b"")
        return _saved(summary) if summary else None
    except (Damaged, struct.error, OverflowError):
        return None


def _saved(summary: bytes) -> datetime | None:
    """The time of the last saving in a set of properties: numbers and places, then kinds and values."""
    (section,) = struct.unpack_from("<I", summary, _SECTION)
    (count,) = struct.unpack_from("<I", summary, section + 4)
    for at in range(section + 8, section + 8 + 8 * min(count, _MOST_PROPERTIES), 8):
        number, place = struct.unpack_from("<II", summary, at)
        if number == _LAST_SAVED:
            kind, ticks = struct.unpack_from("<IQ", summary, section + place)
            moment = datetime(1601, 1, 1, tzinfo=UTC) + timedelta(microseconds=ticks // 10)
            return moment if kind == _FILE_TIME and moment.year > _NEVER else None
    return None


def stream_names(data: bytes) -> frozenset[str]:
    """The names of the streams and folders at the top of an OLE package, in lower case; none if it is damaged."""
    import olefile

    try:
        library: Any = olefile
        with library.OleFileIO(BytesIO(data)) as package:
            return frozenset(path[0].casefold() for path in package.listdir(streams=True, storages=True))
    except Exception:  # a damaged package breaks the library in many ways
        return frozenset()


def streams(data: bytes, *names: str) -> Mapping[str, bytes]:
    """The content of those of the streams `names` that an OLE package has. Raises Damaged."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(data)) as package:  # pyright: ignore[reportUnknownVariableType]
            return {name: package.openstream(name).read() for name in names if package.exists(name)}
    except Exception as error:
        raise Damaged(names[0]) from error
