"""A zip package's bytes → its parts; one that lies about itself, leaves its folder or would fill the memory is not unpacked.

The directory is looked at before anything is inflated, and no part is inflated beyond what the directory says of it.
"""

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zipfile import ZipInfo

MOST_PACKED = 256_000_000  # bytes of a file; pictures and all, the largest ledger seen had a tenth of it
MOST_UNPACKED = 600_000_000  # bytes of all parts: reading them takes about twice as much memory
MOST_PARTS = 20_000  # a workbook has some ten for each sheet and one for each picture
MOST_OF_DIRECTORY = 16_000_000  # bytes; every entry is held as an object while it is looked at
MOST_RATIO = 300  # sheets of nothing but formatted rows are packed 40 times smaller, a bomb a thousand times
HARMLESS = 100_000_000  # bytes that may be packed as small as they like: a white picture is
LONGEST_NAME = 1_000
LOCAL = struct.Struct("<4sHHH4sLLLHH")
END = struct.Struct("<4sHHHHLLH")
END64_LOCATOR = struct.Struct("<4sLQL")
END64 = struct.Struct("<4sQHHLLQQQQ")
ENCRYPTED, DESCRIPTOR, UTF8 = 0x1, 0x8, 0x800
STORED, DEFLATED = 0, 8
FULL = 0xFFFFFFFF
_BROKEN = (zlib.error, struct.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError)


class Damaged(Exception):
    """The package can't be unpacked completely; the argument names the part or the reason."""


class TooLarge(Exception):
    """Reading the package would take an absurd amount of memory; the argument says how much there is of what."""


class Unsound(Exception):
    """A part is named or placed as no program would do it; the arguments are its name and what is wrong."""


def declares_types(name: str, content: bytes) -> bool:
    """Whether the part declares a document type or entities, by which readers are made to open files or fill memory.

    Of a workbook's own parts none ever does. Pictures (SVG) and data put in by others (customXml) may.
    """
    plain = name.casefold()
    is_own = plain.endswith((".xml", ".rels")) and not plain.startswith("customxml/")
    return is_own and (b"<!DOCTYPE" in content or b"<!ENTITY" in content)


class Record(NamedTuple):
    """One entry as the directory describes it; `header` is where its local header begins."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    header: int


class End(NamedTuple):
    """The end record: number of entries, where the directory begins, its size, the comment, what to add to offsets."""

    entries: int
    offset: int
    size: int
    comment: bytes
    shift: int


def end_of(data: bytes) -> End:
    """The end record of the zip file `data` (zip64 too). Raises Damaged.

    The directory stands right before it, so there is only one; offsets may count from the first entry though other bytes
    stand before that.
    """
    at = data.rfind(b"PK\5\6", max(0, len(data) - END.size - 0xFFFF))
    if at < 0 or at + END.size > len(data):
        raise Damaged("没有压缩包目录")
    _, _, _, _, count, size, offset, length = END.unpack_from(data, at)
    if at + END.size + length > len(data):
        raise Damaged("压缩包目录不完整")
    comment = data[at + END.size : at + END.size + length]
    locator = at - END64_LOCATOR.size
    if locator >= 0 and data[locator : locator + 4] == b"PK\6\7":
        at = END64_LOCATOR.unpack_from(data, locator)[2]
        at = at if data[at : at + 4] == b"PK\6\6" else locator - END64.size
        if at < 0 or at + END64.size > locator or data[at : at + 4] != b"PK\6\6":
            raise Damaged("压缩包目录不完整")
        count, size, offset = END64.unpack_from(data, at)[7:]
    shift = at - size - offset
    if shift < 0:
        raise Damaged("压缩包目录的位置不对")
    return End(count, offset + shift, size, comment, shift)


def check_size(end: End, packed: int) -> None:
    """Raises TooLarge if a file of `packed` bytes or its directory is absurdly large."""
    if packed > MOST_PACKED:
        raise TooLarge(f"{packed // 1_000_000} MB")
    if end.entries > MOST_PARTS or end.size > MOST_OF_DIRECTORY:
        raise TooLarge(f"{end.entries} 个部分")


def check_records(data: bytes, records: Iterable[Record], *, most: int, names: bool = True) -> None:
    """Raises TooLarge, Unsound or Damaged for entries that nobody should unpack. Nothing is inflated for that.

    Without `names`, an entry may be called anything: whoever takes it out gives it another name.
    """
    found = sorted(records, key=lambda record: record.header)
    unpacked = sum(record.size for record in found)
    if unpacked > most:
        raise TooLarge(f"{unpacked // 1_000_000} MB")
    last = 0
    for record in found:
        if wrong := _wrong_name(record.name) if names else "":
            raise Unsound(record.name[:100], wrong)
        if record.header < last:
            raise Unsound(record.name, "与别的部分占用同一处")
        last = _end_of_content(data, record)
        if record.size > max(HARMLESS, record.packed * MOST_RATIO):
            raise TooLarge(f"{record.name}，{record.size // 1_000_000} MB")


def inflated(packed: bytes | memoryview, record: Record) -> bytes:
    """The content of an entry. Raises Damaged if it is not exactly what `record` promises."""
    if record.method not in (STORED, DEFLATED) or record.flags & ENCRYPTED:
        raise Damaged(record.name)
    try:
        stored = record.method == STORED
        content = bytes(packed) if stored else zlib.decompressobj(-15).decompress(packed, record.size + 1)
    except zlib.error as error:
        raise Damaged(record.name) from error
    if len(content) != record.size or zlib.crc32(content) != record.crc:
        raise Damaged(record.name)
    return content


class Package:
    """The parts of a package by name, in their order."""

    def __init__(self, data: bytes, records: Iterable[Record]) -> None:
        self._data = data
        self.records = {record.name: record for record in records}

    def read(self, name: str) -> bytes:
        """The content of the part `name`. Raises Damaged."""
        record = self.records[name]
        start = _end_of_content(self._data, record) - record.packed
        return inflated(memoryview(self._data)[start : start + record.packed], record)


def open_package(data: bytes) -> Package:
    """The parts of the zip file `data`. Raises Damaged, TooLarge or Unsound."""
    check_size(end_of(data), len(data))
    records = [record for record, _ in records_of(data)]
    check_records(data, records, most=MOST_UNPACKED)
    names = [record.name.replace("\\", "/").casefold() for record in records]
    if len(set(names)) < len(names):
        twice = next(name for at, name in enumerate(names) if name in names[:at])
        raise Unsound(twice, "有两份")
    return Package(data, records)


def records_of(data: bytes) -> list[tuple[Record, "ZipInfo"]]:
    """The entries of the zip file `data` as its directory describes them. Raises Damaged."""
    from zipfile import BadZipFile, ZipFile  # the patcher, which does without, starts faster

    try:
        with ZipFile(BytesIO(data)) as package:
            return [(_record(info), info) for info in package.infolist()]
    except (BadZipFile, *_BROKEN) as error:
        raise Damaged(str(error)) from error


def _record(info: "ZipInfo") -> Record:
    raw_name = info.orig_filename.encode("utf-8" if info.flag_bits & UTF8 else "cp437")
    return Record(
        name=info.orig_filename, raw_name=raw_name, flags=info.flag_bits, method=info.compress_type, crc=info.CRC,
        packed=info.compress_size, size=info.file_size, header=info.header_offset,
    )  # fmt: skip


def _wrong_name(name: str) -> str:
    """What is wrong with the name of a part; one slash before it is odd and harmless."""
    if not name or len(name) > LONGEST_NAME:
        return "名称为空或过长"
    if any(letter < " " for letter in name):
        return "名称含有控制字符"
    plain = name.replace("\\", "/")
    if plain.startswith("//") or plain[1:2] == ":" or ".." in plain.split("/"):
        return "名称指向文件之外"
    return ""


def _end_of_content(data: bytes, record: Record) -> int:
    """Where the packed bytes of an entry end. Raises Damaged if its local header does not agree with the directory."""
    if record.header + LOCAL.size > len(data):
        raise Damaged(record.name)
    signature, _, flags, method, _, *sizes, name_length, extra_length = LOCAL.unpack_from(data, record.header)
    start = record.header + LOCAL.size
    same = data[start : start + name_length] == record.raw_name and method == record.method
    if signature != b"PK\3\4" or not same:
        raise Damaged(record.name)
    known = all(sizes) and not flags & DESCRIPTOR and FULL not in sizes
    end = start + name_length + extra_length + record.packed
    if end > len(data) or (known and sizes != [record.crc, record.packed, record.size]):
        raise Damaged(record.name)
    return end
