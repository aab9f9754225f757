"""Mails as the programs of units write them: a Chinese name and bytes in, the bytes of an .eml or .msg out."""

import struct
from base64 import b64encode, encodebytes
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import crc32

from extract_msg.ole_writer import OleWriter

CAME = datetime(2026, 9, 25, 2, 5, tzinfo=UTC)
"""What the last server says in every mail of these tests."""
OCTETS = "application/octet-stream"


def word(text: str, charset: str = "gb18030") -> str:
    """An encoded word."""
    return f"=?{charset}?B?{b64encode(text.encode(charset)).decode()}?="


def eml(
    *parts: bytes,
    sender: str = f'"{word("县水利局")}" <slj@water.example>',
    subject: str = "三季度填报表",
    number: str = "1",
    received: str = "Fri, 25 Sep 2026 10:05:00 +0800",
    dated: str = "Fri, 25 Sep 2026 10:00:00 +0800",
    text: str = "请查收。",
    more: str = "",
) -> bytes:
    """A mail with a text and `parts`; a header that is "" is left out."""
    bodies = (body(text), *parts)
    boundary = f"----=_NextPart_{crc32(b''.join(bodies)):08X}"
    heads = {
        "Received": f"from mx.water.example by mail.office.example with ESMTP;\r\n\t{received}" if received else "",
        "From": sender,
        "To": "dcs@office.example",
        "Subject": word(subject),
        "Mime-Version": "1.0",
        "Date": dated,
        "Message-ID": f"<{number}@water.example>" if number else "",
        "Content-Type": f'multipart/mixed;\r\n\tboundary="{boundary}"',
    }
    lines = [f"{key}: {value}" for key, value in heads.items() if value] + ([more] if more else [])
    mark = boundary.encode()
    return (
        "\r\n".join(lines).encode()
        + b"\r\n\r\n"
        + b"".join(b"--%b\r\n%b" % (mark, p) for p in bodies)
        + b"--%b--\r\n" % mark
    )


def body(text: str) -> bytes:
    """The text of a mail."""
    head = b'Content-Type: text/plain;\r\n\tcharset="gb18030"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
    return head + encodebytes(text.encode("gb18030")).replace(b"\n", b"\r\n")


def part(heads: str | bytes, data: bytes) -> bytes:
    """A part with these headers; `data` in base64."""
    raw = heads if isinstance(heads, bytes) else heads.encode()
    return raw + b"\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encodebytes(data).replace(b"\n", b"\r\n")


def attached(name: str, data: bytes, kind: str = OCTETS) -> bytes:
    """An attachment as the QQ mail box writes it."""
    return part(
        f'Content-Type: {kind};\r\n\tname="{word(name)}"\r\nContent-Disposition: attachment;\r\n\tfilename="{word(name)}"',
        data,
    )


def _both(value: str | bytes, kind: str = OCTETS) -> bytes:
    raw = value if isinstance(value, bytes) else value.encode()
    named = b'Content-Type: %b;\r\n\tname="%b"\r\nContent-Disposition: attachment;\r\n\tfilename="%b"'
    return named % (kind.encode(), raw, raw)


def _foxmail(name: str) -> bytes:
    """Words of GB2312, a long name in several of them on lines of their own."""
    words = [word(name[at : at + 6], "gb2312") for at in range(0, len(name), 6)]
    return _both("\r\n\t".join(words))


def _outlook(name: str) -> bytes:
    """UTF-8, the Chinese in base64 and the end in quoted-printable; the name again as a description."""
    stem, _, end = name.rpartition(".")
    value = f"{word(stem, 'utf-8')}\r\n =?utf-8?Q?.{end}?="
    return _both(value) + f"\r\nContent-Description: {value}".encode()


def _broken_letter(name: str) -> bytes:
    """Words cut after so many bytes, whatever letter that is in."""
    raw = name.encode("gbk")
    return _both("\r\n ".join(f"=?GBK?B?{b64encode(raw[at : at + 9]).decode()}?=" for at in range(0, len(raw), 9)))


def _thunderbird(name: str) -> bytes:
    """RFC 2231 in numbered parts."""
    coded = quote(name)
    cut = len(coded) // 2 // 3 * 3
    two = f"filename*0*=UTF-8''{coded[:cut]};\r\n filename*1*={coded[cut:]}"
    return f'Content-Type: {OCTETS};\r\n name="{word(name, "utf-8")}"\r\nContent-Disposition: attachment;\r\n {two}'.encode()


def _rfc2231_gbk(name: str) -> bytes:
    return f"Content-Type: {OCTETS}\r\nContent-Disposition: attachment; filename*=gbk''{quote(name.encode('gbk'))}".encode()


def _split_words(name: str) -> bytes:
    """An encoded word cut into RFC 2231 parts that are not marked as encoded."""
    coded = word(name, "gb2312")
    halves = f'filename*0="{coded[:20]}";\r\n\tfilename*1="{coded[20:]}"'
    return f"Content-Type: {OCTETS}\r\nContent-Disposition: attachment;\r\n\t{halves}".encode()


def _quoted_printable(name: str) -> bytes:
    coded = "".join(f"={byte:02X}" for byte in name.encode("gb2312"))
    return _both(f"=?gb2312?Q?{coded}?=")


def _mislabelled(name: str) -> bytes:
    return _both(f"=?iso-8859-1?B?{b64encode(name.encode('gbk')).decode()}?=")


MAILERS: Mapping[str, Callable[[str], bytes]] = {
    "QQ": lambda name: _both(word(name)),
    "Foxmail": _foxmail,
    "Outlook": _outlook,
    "Coremail": lambda name: _both(word(name, "GBK")),
    "Thunderbird": _thunderbird,
    "RFC 2231 in GBK": _rfc2231_gbk,
    "words in parts of RFC 2231": _split_words,
    "words that break a letter": _broken_letter,
    "quoted-printable": _quoted_printable,
    "bytes of GBK": lambda name: _both(name.encode("gbk")),
    "bytes of UTF-8": lambda name: _both(name.encode()),
    "named as in an address": lambda name: _both(quote(name)),
    "Chinese called western": _mislabelled,
    "named in the type only": lambda name: f'Content-Type: {OCTETS}; name="{word(name)}"'.encode(),
}
"""Who writes → the headers of an attachment of that name."""


def zipped(files: Mapping[str, bytes], *, charset: str = "utf-8", locked: bool = False) -> bytes:
    """A zip whose names are written in `charset`; only UTF-8 is flagged. `locked` flags the entries as encrypted."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            raw = name.encode(charset)
            info = ZipInfo(name if charset == "utf-8" else raw.decode("cp437"))
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, data)
    made = buffer.getvalue()
    if charset != "utf-8":  # the library writes such names in UTF-8 and says so; the old packers did neither
        made = _unflagged(made, [name.encode(charset) for name in files])
    return _locked(made) if locked else made


def _unflagged(data: bytes, names: list[bytes]) -> bytes:
    """Each name put back in its own bytes; sizes of names and places of headers set right by packing anew."""
    out, directory = b"", b""
    with ZipFile(BytesIO(data)) as archive:
        for info, name in zip(archive.infolist(), names, strict=True):
            start = info.header_offset
            name_length, extra_length = struct.unpack_from("<HH", data, start + 26)
            content = data[start + 30 + name_length + extra_length :][: info.compress_size]
            common = struct.pack("<HHHHHLLL", 20, 0, 8, 0, 0, info.CRC, info.compress_size, info.file_size)
            directory += b"PK\1\2" + struct.pack("<H", 20) + common
            directory += struct.pack("<HHHHHLL", len(name), 0, 0, 0, 0, 0, len(out)) + name
            out += b"PK\3\4" + common + struct.pack("<HH", len(name), 0) + name + content
    end = struct.pack("<HHHHLLH", 0, 0, len(names), len(names), len(directory), len(out), 0)
    return out + directory + b"PK\5\6" + end


def _locked(data: bytes) -> bytes:
    """Bit 0 of the flags set in every header and directory entry."""
    out = bytearray(data)
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = out.find(mark)
        while at >= 0:
            out[at + place] |= 1
            at = out.find(mark, at + 4)
    return bytes(out)


def msg(subject: str, sender: str, files: Mapping[str, bytes], *, headers: str = "") -> bytes:
    """A mail as Outlook saves it: a compound file with the properties of the message and of each attachment."""
    writer = OleWriter()
    _streams(
        writer, (), {"001A": "IPM.Note", "0037": subject, "0C1A": sender, "007D": headers, "5D01": "slj@water.example"}
    )
    writer.addEntry(("__properties_version1.0",), struct.pack("<8xLLLL8x", 0, len(files), 0, len(files)))
    writer.addEntry(("__nameid_version1.0",), storage=True)
    for stream in ("00020102", "00030102", "00040102"):
        writer.addEntry(("__nameid_version1.0", f"__substg1.0_{stream}"), b"")
    for number, (name, data) in enumerate(files.items()):
        folder = f"__attach_version1.0_#{number:08X}"
        writer.addEntry((folder,), storage=True)
        _streams(writer, (folder,), {"3707": name, "3704": "FILE~1.XLS"})
        writer.addEntry((folder, "__substg1.0_37010102"), data)
        by_value = struct.pack("<HHLQ", 0x0003, 0x3705, 6, 1)
        whole = struct.pack("<HHLLL", 0x0102, 0x3701, 6, len(data), 0)
        writer.addEntry((folder, "__properties_version1.0"), bytes(8) + by_value + whole)
    with TemporaryDirectory() as place:
        path = Path(place, "mail.msg")
        writer.write(path)
        return path.read_bytes()


def _streams(writer: OleWriter, folder: tuple[str, ...], texts: Mapping[str, str]) -> None:
    for number, text in texts.items():
        if text:
            writer.addEntry((*folder, f"__substg1.0_{number}001F"), text.encode("utf-16-le"))
