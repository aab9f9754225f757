"""A spreadsheet's bytes or its part about itself → when its author last saved it, in local time; None if it does not say."""

import re
import zlib
from datetime import datetime
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from duban_xl.read.file_kind import FileKind
from duban_xl.read.ole import summary_time

_MODIFIED = re.compile(rb"<dcterms:modified[^<>]*+>([^<]++)<")
_DATE = re.compile(rb"<dc:date[^<>]*+>([^<]++)<")
_MOST_BYTES = 4_000_000  # of the part that holds nothing but title, author and times


def saved_time(data: bytes, kind: FileKind) -> datetime | None:
    """When an .ods, .xls or .et was last saved."""
    if kind is FileKind.ODS:
        return _stated(_DATE, _ods_meta(data))
    return _local(summary_time(data)) if kind is FileKind.OLE else None


def ooxml_time(core: bytes) -> datetime | None:
    """When an OOXML package was last saved, from its docProps/core.xml."""
    return _stated(_MODIFIED, core)


def _ods_meta(data: bytes) -> bytes:
    try:
        with ZipFile(BytesIO(data)) as package:
            part = package.getinfo("meta.xml")
            return package.read(part) if part.file_size <= _MOST_BYTES else b""
    except (BadZipFile, zlib.error, OSError, ValueError, KeyError, RuntimeError, NotImplementedError, EOFError):
        return b""


def _stated(pattern: re.Pattern[bytes], markup: bytes) -> datetime | None:
    found = pattern.search(markup)
    try:
        return _local(datetime.fromisoformat(found[1].decode("ascii", "replace").strip())) if found else None
    except ValueError:
        return None


def _local(moment: datetime | None) -> datetime | None:
    """A time without zone is local already, as OpenDocument writes it."""
    if moment is None:
        return None
    try:
        here = moment.astimezone() if moment.tzinfo else moment
    except (OverflowError, OSError, ValueError):  # year 1 or 9999, and the zone leads out of the calendar
        here = moment
    return here.replace(tzinfo=None, microsecond=0)
