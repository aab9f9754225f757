"""A zip file's bytes → its entries, and back with some entries replaced: all others keep their compressed bytes.

Own code because the standard library can't copy an entry without inflating it: order, dates, attributes, extra fields
and names stay; only data descriptors (bit 3) and zip64 fields, which sizes known in advance make needless, go.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from duban_xl.apply.ooxml.refusal import refused
from duban_xl.read.package import Damaged, Record, TooLarge, Unsound, check_records, check_size, end_of

LOCAL = struct.Struct("<4sHHH4sLLLHH")
CENTRAL = struct.Struct("<4sHHHH4sLLLHHHHHLL")
END = struct.Struct("<4sHHHHLLH")
ENCRYPTED, DESCRIPTOR, UTF8 = 0x1, 0x8, 0x800
STORED, DEFLATED = 0, 8
LEVEL = 4  # of deflate: a third of the time of level 6, a few percent larger
MOST_UNPACKED = 1_000_000_000  # bytes of all parts; of those that don't change, one at a time is in memory
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FULL = 0xFFFFFFFF

Pieces = Iterable[bytes | memoryview]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as the central directory describes it; `start` is where its compressed bytes begin."""

    name: str
    raw_name: bytes
    made_by: int
    needs: int
    flags: int
    method: int
    stamp: bytes
    crc: int
    packed: int
    size: int
    internal: int
    external: int
    extra: bytes
    local_extra: bytes
    comment: bytes
    header: int
    start: int


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file in memory."""

    data: bytes
    entries: tuple[Entry, ...]
    comment: bytes

    def packed(self, entry: Entry) -> memoryview:
        """The compressed bytes of `entry`."""
        return memoryview(self.data)[entry.start : entry.start + entry.packed]

    def read(self, entry: Entry) -> bytes:
        """The inflated bytes of `entry`; Refused (A151) if they are not what the directory promises."""
        if entry.method not in (STORED, DEFLATED) or entry.flags & ENCRYPTED:
            raise _damaged(entry.name)
        packed = self.packed(entry)
        content = bytes(packed) if entry.method == STORED else _inflated(packed, entry)
        if len(content) != entry.size or zlib.crc32(content) != entry.crc:
            raise _damaged(entry.name)
        return content


def open_archive(data: bytes) -> Archive:
    """The entries of the zip file `data`; nothing is inflated.

    Refused if it is encrypted (A150), damaged (A151), has doubles (A152), is too large (A190) or not sound (A191).
    """
    if data.startswith(OLE):
        raise refused("A150")
    try:
        end = end_of(data)
        check_size(end, len(data))
        entries = tuple(_entries(data, end.entries, end.offset))
        check_records(data, map(_record, entries), most=MOST_UNPACKED)
    except TooLarge as large:
        raise refused("A190", size=str(large)) from large
    except Unsound as unsound:
        part, reason = unsound.args
        raise refused("A191", part=part, reason=reason) from unsound
    except (struct.error, UnicodeDecodeError, Damaged) as error:
        raise _damaged(str(error)) from error
    if sum(CENTRAL.size + len(e.raw_name) + len(e.extra) + len(e.comment) for e in entries) != end.size:
        raise _damaged("压缩包目录不完整")
    names: set[str] = set()
    for entry in entries:
        plain = entry.name.replace("\\", "/").casefold()
        if plain in names:
            raise refused("A152", part=entry.name)
        names.add(plain)
    return Archive(data, entries, end.comment)


def rewrite(archive: Archive, *, changed: Mapping[str, Callable[[], Pieces]], removed: frozenset[str]) -> bytes:
    """The archive with the inflated content of `changed` names replaced and `removed` names gone."""
    out = bytearray()
    directory = bytearray()
    count = 0
    for entry in archive.entries:
        if entry.name in removed:
            continue
        count += 1
        if entry.name in changed:
            content, crc, size = _deflated(changed[entry.name]())
            method, packed = DEFLATED, len(content)
        else:
            content, crc, size = archive.packed(entry), entry.crc, entry.size
            method, packed = entry.method, entry.packed
        flags, needs = entry.flags & ~DESCRIPTOR, min(entry.needs, 45) if method == entry.method else 20
        local_extra, extra = _without_zip64(entry.local_extra), _without_zip64(entry.extra)
        offset = len(out)
        sizes = (crc, packed, size, len(entry.raw_name))
        out += LOCAL.pack(b"PK\3\4", needs, flags, method, entry.stamp, *sizes, len(local_extra))
        out += entry.raw_name + local_extra
        out += content
        rest = (len(extra), len(entry.comment), 0, entry.internal, entry.external, offset)
        directory += CENTRAL.pack(b"PK\1\2", entry.made_by, needs, flags, method, entry.stamp, *sizes, *rest)
        directory += entry.raw_name + extra + entry.comment
    offset = len(out)
    out += directory
    out += END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, len(archive.comment)) + archive.comment
    return bytes(out)


def _record(entry: Entry) -> Record:
    return Record(
        name=entry.name, raw_name=entry.raw_name, flags=entry.flags, method=entry.method, crc=entry.crc,
        packed=entry.packed, size=entry.size, header=entry.header,
    )  # fmt: skip


def _entries(data: bytes, count: int, offset: int) -> Iterator[Entry]:
    for _ in range(count):
        fields = CENTRAL.unpack_from(data, offset)
        signature, made_by, needs, flags, method, stamp, crc, packed, size = fields[:9]
        name_length, extra_length, comment_length, disk, internal, external, header = fields[9:]
        if signature != b"PK\1\2" or disk not in (0, 0xFFFF):
            raise _damaged("压缩包目录不完整")
        at = offset + CENTRAL.size
        raw_name = data[at : at + name_length]
        extra = data[at + name_length : at + name_length + extra_length]
        offset = at + name_length + extra_length + comment_length
        size, packed, header = _wide(extra, size, packed, header)
        name = raw_name.decode("utf-8" if flags & UTF8 else "cp437")
        start, local_extra = _content(data, header, name)
        if start + packed > len(data):
            raise _damaged(name)
        yield Entry(
            name=name, raw_name=raw_name, made_by=made_by, needs=needs, flags=flags, method=method, stamp=stamp,
            crc=crc, packed=packed, size=size, internal=internal, external=external, extra=extra,
            local_extra=local_extra, comment=data[offset - comment_length : offset], header=header, start=start,
        )  # fmt: skip


def _content(data: bytes, header: int, name: str) -> tuple[int, bytes]:
    """Where the content behind the local header at `header` starts, and that header's extra field."""
    signature, *_, name_length, extra_length = LOCAL.unpack_from(data, header)
    if signature != b"PK\3\4":
        raise _damaged(name)
    at = header + LOCAL.size + name_length
    return at + extra_length, data[at : at + extra_length]


def _wide(extra: bytes, *narrow: int) -> tuple[int, ...]:
    """`narrow` sizes and offset, with those that read "see zip64" taken from the extra field."""
    if FULL not in narrow:
        return narrow
    block = next((body for tag, body in _fields(extra) if tag == 1), b"")
    values = iter(struct.unpack(f"<{len(block) // 8}Q", block[: len(block) // 8 * 8]))
    return tuple(next(values, FULL) if n == FULL else n for n in narrow)


def _fields(extra: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 4 <= len(extra):
        tag, length = struct.unpack_from("<HH", extra, at)
        yield tag, extra[at + 4 : at + 4 + length]
        at += 4 + length


def _without_zip64(extra: bytes) -> bytes:
    fields = tuple(_fields(extra))
    if all(tag != 1 for tag, _ in fields):
        return extra
    return b"".join(struct.pack("<HH", tag, len(body)) + body for tag, body in fields if tag != 1)


def _inflated(packed: memoryview, entry: Entry) -> bytes:
    inflate = zlib.decompressobj(-15)
    try:
        return inflate.decompress(packed, entry.size + 1)
    except zlib.error as error:
        raise _damaged(entry.name) from error


def _deflated(pieces: Pieces) -> tuple[bytes, int, int]:
    """The compressed content, CRC and size of `pieces`."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    out: list[bytes] = []
    crc = size = 0
    for piece in pieces:
        out.append(deflate.compress(piece))
        crc = zlib.crc32(piece, crc)
        size += len(piece)
    out.append(deflate.flush())
    return b"".join(out), crc, size


def _damaged(reason: str) -> Exception:
    return refused("A151", reason=reason)
