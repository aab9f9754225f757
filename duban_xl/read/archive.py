"""A zip archive's bytes → the files in it, with names as a Chinese computer wrote them; bounded, and never onto the disk."""

import struct
import unicodedata
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from duban_xl.catalogue import finding
from duban_xl.catalogue.mail import CUT_SHORT, OTHER_METHOD, TOO_MANY
from duban_xl.model.finding import Finding
from duban_xl.model.letter import Attachment
from duban_xl.model.source import Source
from duban_xl.read.mail_text import guessed, mended
from duban_xl.read.package import (
    DEFLATED,
    ENCRYPTED,
    MOST_UNPACKED,
    STORED,
    UTF8,
    Damaged,
    Package,
    Record,
    TooLarge,
    Unsound,
    check_records,
    check_size,
    end_of,
    records_of,
)

if TYPE_CHECKING:
    from zipfile import ZipInfo

MOST_FILES = 3_000
_UNICODE_PATH = 0x7075
_JUNK = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")


def entries_of(
    data: bytes, file: str, *, most: int = MOST_UNPACKED
) -> tuple[tuple[Attachment, ...], tuple[Finding, ...]]:
    """The files in the zip `data`, and what can't be taken out of it: M104 to M106. `most` bytes are unpacked."""
    try:
        records = _records(data, most)
    except TooLarge as large:
        return (), (finding("M106", Source(file), name=file, size=str(large)),)
    except (Damaged, Unsound) as damaged:
        return (), (finding("M105", Source(file), name=file, reason=str(damaged.args[-1])),)
    wanted = [record for record in records if not record.name.endswith("/") and not _is_junk(record.name)]
    if len(wanted) > MOST_FILES:
        return (), (finding("M106", Source(file), name=file, size=TOO_MANY.format(count=len(wanted))),)
    files: list[Attachment] = []
    found: list[Finding] = []
    for record in wanted:
        taken = _taken(data, record, file)
        if isinstance(taken, Attachment):
            files.append(taken)
        else:
            found.append(taken)
    return tuple(files), _told_once(found, file)


def _taken(data: bytes, record: Record, file: str) -> Attachment | Finding:
    where = Source(f"{file}/{record.name}")
    if record.flags & ENCRYPTED:
        return finding("M104", where, name=file)
    if record.method not in (STORED, DEFLATED):
        return finding("M105", where, name=record.name, reason=OTHER_METHOD)
    try:
        return Attachment(record.name, Package(data, (record,)).read(record.name))
    except Damaged:
        return finding("M105", where, name=record.name, reason=CUT_SHORT)


def _told_once(found: list[Finding], file: str) -> tuple[Finding, ...]:
    """One sentence for an archive with a password, however many files it holds."""
    locked = any(f.code == "M104" for f in found)
    others = tuple(f for f in found if f.code != "M104")
    return (*((finding("M104", Source(file), name=file),) if locked else ()), *others)


def _records(data: bytes, most: int) -> list[Record]:
    """The entries, under names that can be read. Raises Damaged, TooLarge or Unsound; nothing is inflated for that."""
    check_size(end_of(data), len(data))
    pairs = records_of(data)
    check_records(data, [record for record, _ in pairs], most=most, names=False)
    return [record._replace(name=_name(record, info)) for record, info in pairs]


def _name(record: Record, info: "ZipInfo") -> str:
    """The name of an entry: by its Unicode path if it has one, else UTF-8 or GB18030, whatever its flag says."""
    text = _unicode_path(info.extra, record.raw_name)
    if not text:
        text = mended(record.name) if record.flags & UTF8 else guessed(record.raw_name)
    return unicodedata.normalize("NFC", text.replace("\\", "/"))


def _unicode_path(extra: bytes, raw_name: bytes) -> str:
    for kind, field in _fields(extra):
        if kind == _UNICODE_PATH and len(field) > 5 and struct.unpack_from("<L", field, 1)[0] == zlib.crc32(raw_name):
            return field[5:].decode("utf-8", "replace")
    return ""


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        yield kind, extra[4 : 4 + size]
        extra = extra[4 + size :]


def _is_junk(name: str) -> bool:
    """What macOS and Windows leave in every folder."""
    return name.startswith(_JUNK[0]) or name.rsplit("/", 1)[-1] in _JUNK[1:]
