"""An .xls and a password → the same file as Excel 97 encrypts it (RC4, 40 bits), which no library here can write."""

import hashlib
import struct
from io import BytesIO

import olefile

from tests.old_formats import ole_file

BLOCK = 1024
SALT, VERIFIER = bytes(range(16)), bytes(range(16, 32))
FILE_PASS, BOF = 0x2F, 0x809
PLAIN = frozenset((BOF, FILE_PASS, 0x1AF, 0x1BC, 0xE1, 0xF4))
"""Records that stay readable; of a sheet's entry the place of the sheet does."""
SHEET = 0x85


def encrypted_xls(data: bytes, password: str) -> bytes:
    """The workbook's stream with a password record behind its first record, everything after it encrypted."""
    with olefile.OleFileIO(BytesIO(data)) as package:  # pyright: ignore[reportUnknownVariableType]
        cells = package.openstream("Workbook").read()
    digest = hashlib.md5(VERIFIER).digest()
    both = rc4(_key(password, 0), VERIFIER + digest)
    sealed = struct.pack("<HHHHH", FILE_PASS, 54, 1, 1, 1) + SALT + both
    first = 4 + struct.unpack_from("<H", cells, 2)[0]
    plain = _moved(cells[:first] + sealed + cells[first:], len(sealed))
    stream = keystream(password, len(plain))
    return ole_file({"Workbook": _covered(plain, stream)})


def _moved(cells: bytes, by: int) -> bytes:
    """The places of the sheets, which lie further behind now."""
    out, at = bytearray(cells), 0
    while at + 4 <= len(out):
        kind, length = struct.unpack_from("<HH", out, at)
        if kind == SHEET:
            struct.pack_into("<I", out, at + 4, struct.unpack_from("<I", out, at + 4)[0] + by)
        at += 4 + length
    return bytes(out)


def _covered(plain: bytes, stream: bytes) -> bytes:
    """Every record's content but the plain ones' with the key stream over it; the heads of records stay."""
    out, at = bytearray(plain), 0
    while at + 4 <= len(plain):
        kind, length = struct.unpack_from("<HH", plain, at)
        begin = at + (8 if kind == SHEET else 4)
        at += 4 + length
        for place in range(begin, at) if kind not in PLAIN else ():
            out[place] ^= stream[place]
    return bytes(out)


def keystream(password: str, length: int) -> bytes:
    """The bytes that cover the stream: another key for every kilobyte."""
    blocks = (rc4(_key(password, number), bytes(BLOCK)) for number in range(-(-length // BLOCK)))
    return b"".join(blocks)[:length]


def _key(password: str, block: int) -> bytes:
    short = hashlib.md5(password.encode("utf-16-le")).digest()[:5]
    long = hashlib.md5((short + SALT) * 16).digest()[:5]
    return hashlib.md5(long + struct.pack("<I", block)).digest()


def rc4(key: bytes, data: bytes) -> bytes:
    """`data` under the cipher's stream."""
    box, j = list(range(256)), 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) % 256
        box[i], box[j] = box[j], box[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + box[i]) % 256
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) % 256])
    return bytes(out)
