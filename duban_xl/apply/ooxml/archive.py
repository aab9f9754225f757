"""A zip file's bytes → its entries, and back with some entries replaced: all others keep their compressed bytes.

Own code because the standard library can't copy an entry without inflating it: order, dates, attributes, extra fields
and names stay; only data descriptors (bit 3) and zip64 fields, which sizes known in advance make needless, go.
"""

import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from duban_xl.apply.ooxml.refusal import refused
from duban_xl.read.package import Damaged, End, Record, TooLarge, Unsound, check_records, check_size, end_of

LOCAL = struct.Struct("<4sHHH4sLLLHH")
CENTRAL = struct.Struct("<4sHHHH4sLLLHHHHHLL")
END = struct.Struct("<4sHHHHLLH")
ENCRYPTED, DESCRIPTOR, UTF8 = 0x1, 0x8, 0x800
STORED, DEFLATED = 0, 8
LEVEL = 3  # of deflate: a third of the time of level 6, a sixth larger; level 4 takes two thirds more and gains 2 %
PIECE = 1 << 20  # bytes inflated or deflated at a time, at most
FED = 1 << 16  # packed bytes given to inflate at a time
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
    header: int  # where its local header begins
    start: int


@dataclass(frozen=True, slots=True)
class Archive:
    """A zip file in memory."""

    data: bytes
    entries: tuple[Entry, ...]
    comment: bytes
    prefix: bytes  # what stands before the first entry, as in self-extracting files

    def packed(self, entry: Entry) -> memoryview:
        """The compressed bytes of `entry`."""
        return memoryview(self.data)[entry.start : entry.start + entry.packed]

    def read(self, entry: Entry) -> bytes:
        """The inflated bytes of `entry`; Refused (A151) if they are not what the directory promises."""
        content = BytesIO()  # grows in place, where joined pieces would be there twice
        for piece in self.pieces(entry):
            content.write(piece)
        return content.getvalue()

    def check(self, entry: Entry) -> None:
        """Refused (A151) if the inflated bytes of `entry` are not what the directory promises."""
        for _ in self.pieces(entry):
            pass

    def pieces(self, entry: Entry, inflating: "Inflating | None" = None) -> Iterator[bytes]:
        """The inflated bytes of `entry` piece by piece, by `inflating`; Refused (A151) at the latest behind the last one."""
        if entry.method not in (STORED, DEFLATED) or entry.flags & ENCRYPTED:
            raise _damaged(entry.name)
        packed = self.packed(entry)
        crc = size = 0
        for piece in (bytes(packed),) if entry.method == STORED else inflating or Inflating(packed, entry.name):
            crc = zlib.crc32(piece, crc)
            size += len(piece)
            if size > entry.size:
                break
            yield piece
        if size != entry.size or crc != entry.crc:
            raise _damaged(entry.name)


class Inflating:
    """Deflated bytes on their way to inflated ones; a copy goes on from where the first one stands."""

    def __init__(self, packed: memoryview, name: str) -> None:
        self._packed, self._name, self._at = packed, name, 0
        self._inflate = zlib.decompressobj(-15)

    def copy(self) -> "Inflating":
        """The same at the same place."""
        other = Inflating(self._packed, self._name)
        other._at, other._inflate = self._at, self._inflate.copy()
        return other

    def __iter__(self) -> Iterator[bytes]:
        while piece := self.step():
            yield piece

    def step(self) -> bytes:
        """The next inflated bytes; none behind the last. Refused (A151) if they can't be inflated."""
        piece = b""
        while not piece:
            packed = self._packed[self._at : self._at + FED]
            try:
                piece = self._inflate.decompress(packed, PIECE)
            except zlib.error as error:
                raise _damaged(self._name) from error
            self._at += len(packed) - len(self._inflate.unconsumed_tail)
            if not packed or self._inflate.eof:
                break
        return piece


def open_archive(data: bytes) -> Archive:
    """The entries of the zip file `data`; nothing is inflated.

    Refused if it is encrypted (A150), damaged (A151), has doubles (A152), is too large (A190) or not sound (A191).
    """
    if data.startswith(OLE):
        raise refused("A150")
    try:
        end = end_of(data)
        check_size(end, len(data))
        entries = tuple(_entries(data, end))
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
    first = min((entry.header for entry in entries), default=0)
    return Archive(data, entries, end.comment, data[:first])


def rewrite(archive: Archive, *, changed: Mapping[str, Callable[[], Pieces]], removed: frozenset[str]) -> bytes:
    """The archive with the inflated content of `changed` names replaced, or added, and `removed` names gone."""
    out = BytesIO()
    out.write(archive.prefix)
    directory = bytearray()
    count = 0
    known = {entry.name for entry in archive.entries}
    added = (_new_entry(name, archive.entries[0].stamp) for name in changed if name not in known)
    for entry in (*archive.entries, *added):
        if entry.name in removed:
            continue
        count += 1
        method = DEFLATED if entry.name in changed else entry.method
        flags, needs = entry.flags & ~DESCRIPTOR, min(entry.needs, 45) if method == entry.method else 20
        local_extra, extra = _without_zip64(entry.local_extra), _without_zip64(entry.extra)
        offset = out.tell()
        start = out.seek(offset + LOCAL.size + len(entry.raw_name) + len(local_extra))
        if entry.name in changed:
            crc, size = _deflate(changed[entry.name](), out)
        else:
            crc, size = entry.crc, entry.size
            out.write(archive.packed(entry))
        end = out.tell()
        sizes = (crc, end - start, size, len(entry.raw_name))
        out.seek(offset)
        out.write(LOCAL.pack(b"PK\3\4", needs, flags, method, entry.stamp, *sizes, len(local_extra)))
        out.write(entry.raw_name + local_extra)
        out.seek(end)
        rest = (len(extra), len(entry.comment), 0, entry.internal, entry.external, offset)
        directory += CENTRAL.pack(b"PK\1\2", entry.made_by, needs, flags, method, entry.stamp, *sizes, *rest)
        directory += entry.raw_name + extra + entry.comment
    offset = out.tell()
    out.write(directory)
    out.write(END.pack(b"PK\5\6", 0, 0, count, count, len(directory), offset, len(archive.comment)) + archive.comment)
    return out.getvalue()


def _new_entry(name: str, stamp: bytes) -> Entry:
    return Entry(
        name=name, raw_name=name.encode(), made_by=20, needs=20, flags=UTF8, method=DEFLATED, stamp=stamp, crc=0, packed=0,
        size=0, internal=0, external=0, extra=b"", local_extra=b"", comment=b"", header=0, start=0,
    )  # fmt: skip


def _record(entry: Entry) -> Record:
    return Record(
        name=entry.name, raw_name=entry.raw_name, flags=entry.flags, method=entry.method, crc=entry.crc,
        packed=entry.packed, size=entry.size, header=entry.header,
    )  # fmt: skip


def _entries(data: bytes, end: End) -> Iterator[Entry]:
    offset = end.offset
    for _ in range(end.entries):
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
        name = _decoded(raw_name, flags)
        header += end.shift
        start, local_extra = _content(data, header, name)
        if start + packed > len(data):
            raise _damaged(name)
        yield Entry(
            name=name, raw_name=raw_name, made_by=made_by, needs=needs, flags=flags, method=method, stamp=stamp,
            crc=crc, packed=packed, size=size, internal=internal, external=external, extra=extra,
            local_extra=local_extra, comment=data[offset - comment_length : offset], header=header, start=start,
        )  # fmt: skip


def _decoded(raw_name: bytes, flags: int) -> str:
    """The entry's name; many programs write UTF-8 without saying so."""
    try:
        return raw_name.decode("utf-8")
    except UnicodeDecodeError:
        if flags & UTF8:
            raise
        return raw_name.decode("cp437")


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


def _deflate(pieces: Pieces, out: BytesIO) -> tuple[int, int]:
    """Write the compressed content of `pieces` to `out`; its CRC and size come back."""
    deflate = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    crc = size = 0
    for piece in pieces:
        for at in range(0, len(piece), PIECE):
            part = piece[at : at + PIECE]
            out.write(deflate.compress(part))
            crc = zlib.crc32(part, crc)
            size += len(part)
    out.write(deflate.flush())
    return crc, size


def _damaged(reason: str) -> Exception:
    return refused("A151", reason=reason)
