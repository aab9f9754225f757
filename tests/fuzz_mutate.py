"""A sound workbook and a source of chance → a damaged or hostile one: flipped bytes, changed parts, records and XML text."""

import re
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

import olefile

from tests.fuzz_seeds import zipped
from tests.old_formats import ole_file

ODD_NUMBERS = (
    0,
    1,
    2,
    0x7F,
    0x80,
    0xFF,
    0x100,
    0x7FFF,
    0x8000,
    0xFFFF,
    0x10000,
    1_048_576,
    0x7FFFFFFF,
    0x80000000,
    0xFFFFFFFF,
)
ODD_TEXTS = (
    b"", b"0", b"-1", b"1", b"16384", b"16385", b"65536", b"1048576", b"1048577", b"4294967295", b"4294967296",
    b"99999999999999999999", b"1e999", b"NaN", b"A1", b"XFD1048576", b"A0", b"ZZZZ1", b"A1:XFD1048576", b"s", b"str", b"e", b"inlineStr",
    b"d", b"b", b"true", b"../../x", b"http://example.invalid/x", b"&amp;", b"&#xD800;", b"&x;", b"\xff\xfe", b"\x00", b"]]>", b"<!--",
    "修".encode() * 50, b"x" * 5000, b"_x000D_", b"=1+1",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb"""=("[^"<>]*"|'[^'<>]*')""")
_TAG = re.compile(rb"<[^<>]*>")


def mutated(seed: bytes, chance: Random) -> bytes:
    """`seed` with one to four changes of any kind that fits its format."""
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3, 4))):
        seed = _changed(seed, chance)
    return seed


def _changed(data: bytes, chance: Random) -> bytes:
    if chance.random() < 0.15:
        return bytes_changed(data, chance)
    try:
        if data.startswith(b"PK"):
            return _zip_changed(data, chance)
        if data.startswith(olefile.MAGIC):
            return _ole_changed(data, chance)
    except Exception:  # an earlier change has left nothing that can be unpacked, in one of many ways
        return bytes_changed(data, chance)
    return bytes_changed(data, chance)


def bytes_changed(data: bytes, chance: Random) -> bytes:
    """Bits flipped, bytes overwritten by odd numbers, pieces cut out, doubled or moved."""
    if not data:
        return b"\0"
    at, out = chance.randrange(len(data)), bytearray(data)
    length = min(chance.choice((1, 2, 4, 8, 64, 512, 4096)), len(data) - at)
    match chance.randrange(6):
        case 0:
            for _ in range(chance.choice((1, 1, 3, 20))):
                out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
        case 1:
            number = struct.pack("<I", chance.choice(ODD_NUMBERS))[: chance.choice((1, 2, 4))]
            out[at : at + len(number)] = number
        case 2:
            del out[at : at + length]
        case 3:
            out[at:at] = out[at : at + length] * chance.choice((1, 2, 50))
        case 4:
            to = chance.randrange(len(out))
            out[to : to + length] = out[at : at + length]
        case _:
            out = out[:at] if chance.random() < 0.3 else out[:at] + chance.randbytes(length) + out[at + length :]
    return bytes(out)


def xml_changed(markup: bytes, chance: Random) -> bytes:
    """Values of attributes, texts and whole tags changed, doubled, dropped or put elsewhere."""
    spots = list((_ATTRIBUTE if chance.random() < 0.5 else _TAG).finditer(markup))
    if not spots:
        return bytes_changed(markup, chance)
    spot, other = chance.choice(spots), chance.choice(spots)
    match chance.randrange(6):
        case 0 | 1:
            value = chance.choice(ODD_TEXTS)
            value = b'="' + value + b'"' if spot[0].startswith(b"=") else spot[0] + value
            return markup[: spot.start()] + value + markup[spot.end() :]
        case 2:
            return markup[: spot.start()] + other[0] + markup[spot.end() :]
        case 3:
            begin, end = sorted((spot.start(), other.end()))
            return markup[:begin] + markup[end:]
        case 4:
            begin, end = sorted((spot.start(), other.end()))
            return markup[:begin] + markup[begin:end] * chance.choice((2, 2, 30)) + markup[end:]
        case _:
            return bytes_changed(markup, chance)


def _zip_changed(data: bytes, chance: Random) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    name, other = chance.choice(list(parts)), chance.choice(list(parts))
    if name.endswith((".rels", "Types].xml", "core.xml", "app.xml")) and chance.random() < 0.7:
        name = max(parts, key=lambda part: len(parts[part]) * chance.random())
    match chance.randrange(10):
        case 0:
            parts[chance.choice((other, "xl/" + other, name.upper(), "xl/workbook.xml", "xl/workbook.bin"))] = parts[
                name
            ]
        case 1:
            del parts[name]
        case 2:
            parts[name], parts[other] = parts[other], parts[name]
        case _:
            parts[name] = _part_changed(name, parts[name], chance)
    return zipped(parts)


def _part_changed(name: str, content: bytes, chance: Random) -> bytes:
    if name.endswith(".bin"):
        return _records_changed(content, chance, _xlsb_records)
    return xml_changed(content, chance)


def _ole_changed(data: bytes, chance: Random) -> bytes:
    """A record of the cells changed, in a package written anew; or the package's own sectors."""
    if chance.random() < 0.35:
        at = chance.choice((chance.randrange(512), chance.randrange(len(data))))
        return data[:at] + struct.pack("<I", chance.choice(ODD_NUMBERS)) + data[at + 4 :]
    library: Any = olefile
    with library.OleFileIO(BytesIO(data)) as package:
        names: list[str] = [entry[0] for entry in package.listdir() if len(entry) == 1]
        streams = {name: package.openstream(name).read() for name in names}
    cells = "Workbook" if "Workbook" in streams else chance.choice(list(streams))
    return ole_file(streams | {cells: _records_changed(streams[cells], chance, _biff_records)})


def _records_changed(content: bytes, chance: Random, split: Callable[[bytes], list[bytes]]) -> bytes:
    pieces = split(content)
    at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
    match chance.randrange(6):
        case 0:
            del pieces[at]
        case 1:
            pieces[at:at] = [pieces[other]] * chance.choice((1, 2, 300))
        case 2:
            pieces[at], pieces[other] = pieces[other], pieces[at]
        case _:
            piece = bytearray(pieces[at])
            place = chance.randrange(len(piece))
            number = struct.pack("<I", chance.choice(ODD_NUMBERS))[: chance.choice((1, 2, 4))]
            piece[place : place + len(number)] = number
            pieces[at] = bytes(piece)
    return b"".join(pieces)


def _biff_records(content: bytes) -> list[bytes]:
    pieces, at = list[bytes](), 0
    while at + 4 <= len(content):
        end = at + 4 + struct.unpack_from("<H", content, at + 2)[0]
        pieces.append(content[at:end])
        at = end
    return pieces or [content]


def _xlsb_records(content: bytes) -> list[bytes]:
    pieces, at = list[bytes](), 0
    while at < len(content):
        _, place = _number(content, at, 2)
        length, place = _number(content, place, 4)
        pieces.append(content[at : place + length])
        at = place + length
    return pieces or [content]


def _number(content: bytes, at: int, most: int) -> tuple[int, int]:
    number = 0
    for step in range(most):
        if at >= len(content):
            break
        byte = content[at]
        number, at = number | (byte & 127) << (7 * step), at + 1
        if byte < 128:
            break
    return number, at
