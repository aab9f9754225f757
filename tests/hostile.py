"""Workbooks that mean harm or came to harm, as bytes: name → how it is made; and a zip writer that can lie."""

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from tests.apply_books import parts, zipped
from tests.apply_ledger import ledger_bytes

SHEET, BOOK, STYLES = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"
TABLE, STRINGS, RELS = "xl/tables/table1.xml", "xl/sharedStrings.xml", "xl/_rels/workbook.xml.rels"
SHEET_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
WORKSHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
MEGA = 1_000_000
TOO_MANY = 1_010_000  # elements of one part; beyond the limit, and not by so much that making them takes long


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One entry of a zip file, true or not: what the directory and the local header say, and the bytes that are there."""

    name: bytes
    packed: bytes
    size: int
    crc: int
    method: int = zipfile.ZIP_DEFLATED
    flags: int = 0
    local_name: bytes | None = None
    local_size: int | None = None
    at: int | None = None  # position among the members whose bytes it shares
    wide: int | None = None  # size in a zip64 field


def member(name: str | bytes, content: bytes) -> Member:
    """An honest entry."""
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush()
    raw = name.encode() if isinstance(name, str) else name
    return Member(name=raw, packed=packed, size=len(content), crc=zlib.crc32(content))


def members(data: bytes) -> list[Member]:
    """The entries of an honest zip file."""
    return [member(name, content) for name, content in parts(data).items()]


def raw_zip(entries: Iterable[Member]) -> bytes:
    """A zip file of `entries` as they describe themselves."""
    out, directory, places, count = bytearray(), bytearray(), list[int](), 0
    for one in entries:
        local = one.name if one.local_name is None else one.local_name
        size = one.size if one.local_size is None else one.local_size
        if one.at is None:
            places.append(len(out))
            fields = (20, one.flags, one.method, 0, 33, one.crc, len(one.packed), size, len(local), 0)
            out += struct.pack("<4sHHHHHLLLHH", b"PK\3\4", *fields) + local + one.packed
        place = places[-1 if one.at is None else one.at]
        extra = b"" if one.wide is None else struct.pack("<HHQ", 1, 8, one.wide)
        shown = 0xFFFFFFFF if one.wide is not None else one.size
        fields = (20, 20, one.flags, one.method, 0, 33, one.crc, len(one.packed), shown, len(one.name), len(extra))
        directory += struct.pack("<4sHHHHHHLLLHHHHHLL", b"PK\1\2", *fields, 0, 0, 0, 0, place)
        directory += one.name + extra
        count += 1
    return bytes(out + directory + _end(count, len(directory), len(out)))


def _end(count: int, size: int, offset: int) -> bytes:
    """The records at the end of a zip file, the wide ones too where there are very many entries."""
    if count < 0xFFFF:
        return struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, count, count, size, offset, 0)
    wide = struct.pack("<4sQHHLLQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, offset)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, offset + size, 1)
    return wide + locator + struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, size, offset, 0)


def blown(name: str, head: bytes, filling: bytes, total: int, tail: bytes = b"") -> Member:
    """An honest entry of about `total` bytes that is packed as small as can be: `filling` again and again."""
    block = filling * max(1, 4 * MEGA // len(filling))
    times = max(1, total // len(block))
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = packer.compress(head) + packer.flush(zlib.Z_FULL_FLUSH)
    one = packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH)
    end = packer.compress(tail) + packer.flush()
    crc = zlib.crc32(head)
    for _ in range(times if total <= 400 * MEGA else 0):  # beyond that nobody comes to the checksum
        crc = zlib.crc32(block, crc)
    size = len(head) + times * len(block) + len(tail)
    return Member(name=name.encode(), packed=start + one * times + end, size=size, crc=zlib.crc32(tail, crc))


@cache
def base() -> bytes:
    """A small ledger of 督办事项 and 变更日志, sound in every way."""
    return ledger_bytes(whole=True)


@cache
def base_parts() -> dict[str, bytes]:
    """Its parts."""
    return parts(base())


def with_parts(**changed: bytes) -> bytes:
    """The ledger with some parts replaced or added; `__` in a name stands for "/", "·" for "."."""
    return zipped(base_parts() | {name.replace("__", "/").replace("·", "."): data for name, data in changed.items()})


def edited(name: str, *pairs: tuple[str, str], count: int = 1) -> bytes:
    """The ledger with texts in one part replaced, each at its first `count` places."""
    content = base_parts()[name]
    for old, new in pairs:
        if old.encode() not in content:
            raise ValueError(f"{old} is not in {name}")
        content = content.replace(old.encode(), new.encode("utf-8", "surrogatepass"), count)
    return zipped(base_parts() | {name: content})


def with_member(one: Member) -> bytes:
    """The ledger with the entry of that name replaced, or added."""
    others = [old for old in members(base()) if old.name != one.name]
    return raw_zip([*others, one])


def changed_member(name: str, **values: int | bytes | None) -> bytes:
    """The ledger with one entry that does not tell the truth."""
    return raw_zip(replace(one, **values) if one.name == name.encode() else one for one in members(base()))


def with_rows(rows: Iterable[str]) -> bytes:
    """The ledger whose sheet has these rows behind its own."""
    return edited(SHEET, ("</sheetData>", "".join(rows) + "</sheetData>"))


def behind_rows(markup: str) -> bytes:
    """The ledger with `markup` right behind the data of its sheet."""
    return edited(SHEET, ("</sheetData>", "</sheetData>" + markup))


def with_text(text: str) -> bytes:
    """The ledger whose first matter is called `text`, as it stands in the file."""
    return edited(SHEET, ('<c r="B3" t="s"><v>10</v></c>', f'<c r="B3" t="inlineStr"><is><t>{text}</t></is></c>'))


# --- the cases: name → bytes -----------------------------------------------------------------------------------------


def _empty_rows(first: int, last: int) -> Iterator[str]:
    return (f'<row r="{row}" s="1" customFormat="1"/>' for row in range(first, last + 1))


def two_million_formatted_rows() -> bytes:
    """Both sheets formatted down to the last row, as a click on the corner of the sheet does in some programs."""
    data = with_rows(_empty_rows(5, 1_048_576))
    content = parts(data)
    other = content["xl/worksheets/sheet2.xml"].replace(
        b"</sheetData>", "".join(_empty_rows(4, 1_048_576)).encode() + b"</sheetData>"
    )
    return zipped(content | {"xl/worksheets/sheet2.xml": other})


def _laughs(depth: int = 10, width: int = 10) -> str:
    entities = ['<!ENTITY a0 "哈">'] + [f'<!ENTITY a{n} "{f"&a{n - 1};" * width}">' for n in range(1, depth)]
    return f"<!DOCTYPE x [{''.join(entities)}]>"


def _with_dtd(name: str, dtd: str, old: str, new: str) -> bytes:
    return edited(name, ("?>", "?>" + dtd), (old, new))


def _overlapping(size: int) -> bytes:
    """Every entry is the same bytes: a small file that unpacks to a thousand times as much."""
    big, others = blown("xl/media/image0.bin", b"", b"\0", size), members(base())
    again = [replace(big, name=b"xl/media/image%d.bin" % n, at=len(others)) for n in range(1, 2000)]
    return raw_zip([*others, big, *again])


def _many_entries(count: int) -> bytes:
    empty = member("x", b"")
    return raw_zip([*members(base()), *(replace(empty, name=b"xl/media/%d" % n) for n in range(count))])


def _two_directories() -> bytes:
    """A zip file whose comment is the end of another: readers differ in which they take."""
    data = base()
    at = data.rfind(b"PK\5\6")
    size, offset = struct.unpack_from("<LL", data, at + 12)
    inner = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 1, 1, size, offset, 0)
    return data[:at] + struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 15, 15, size, offset, len(inner)) + inner


def _named(name: bytes) -> bytes:
    return raw_zip([*members(base()), member(name, b"x")])


def _rels(extra: str, name: str = RELS) -> bytes:
    return edited(name, ("</Relationships>", extra + "</Relationships>"))


def _many(text: str, count: int) -> str:
    return "".join(text % n for n in range(count))


ZIPS: dict[str, Callable[[], bytes]] = {
    "flat bomb in the sheet": lambda: with_member(blown(SHEET, b"<worksheet><sheetData>", b" ", 3_000 * MEGA)),
    "flat bomb in the strings": lambda: with_member(blown(STRINGS, b"<sst><si><t>", b"0", 900 * MEGA)),
    "flat bomb in a part that nobody reads": lambda: with_member(blown("xl/media/image1.png", b"", b"\0", 900 * MEGA)),
    "flat bomb of half the limit in the strings": lambda: with_member(
        blown(STRINGS, b"<sst><si><t>", b"0", 500 * MEGA, b"</t></si></sst>")
    ),
    "flat bomb in the relations": lambda: with_member(blown(RELS, b"<Relationships>", b" ", 2_000 * MEGA)),
    "flat bomb in the types": lambda: with_member(blown("[Content_Types].xml", b"<Types>", b" ", 2_000 * MEGA)),
    "bomb that declares little": lambda: with_member(
        replace(blown(SHEET, b"<worksheet><sheetData>", b" ", 3_000 * MEGA), size=1163)
    ),
    "bomb that declares little in a part that nobody reads": lambda: with_member(
        replace(blown("xl/media/image1.png", b"", b"\0", 3_000 * MEGA), size=1163)
    ),
    "zip in a zip in a zip": lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c": bytes(MEGA)})})}),
    "zip bomb embedded": lambda: zipped(
        base_parts() | {"xl/embeddings/a.xlsx": with_member(blown(SHEET, b"", b" ", 900 * MEGA))}
    ),
    "entries that share their bytes": lambda: _overlapping(8 * MEGA),
    "small entries that share their bytes": lambda: _overlapping(1000),
    "flat bomb below every limit but one": lambda: with_member(blown("xl/media/image1.png", b"", b"\0", 300 * MEGA)),
    "25,000 entries": lambda: _many_entries(25_000),
    "two directories": _two_directories,
    "a part said to be 10 GB": lambda: changed_member(SHEET, wide=10_000 * MEGA),
    "a part said to be 4 GB less one": lambda: changed_member(SHEET, size=0xFFFFFFFE),
    "the local header says otherwise": lambda: changed_member(SHEET, local_size=5),
    "the local header has another name": lambda: changed_member(SHEET, local_name=b"xl/worksheets/sheet9.xml"),
    "an encrypted entry": lambda: changed_member(SHEET, flags=1),
    "an unknown method": lambda: changed_member(SHEET, method=99),
    "a name that climbs": lambda: _named(b"../../etc/passwd"),
    "a name that climbs with back slashes": lambda: _named(b"..\\..\\windows\\x.dll"),
    "a name with a drive": lambda: _named(b"C:\\windows\\x.dll"),
    "a name that is absolute": lambda: _named(b"/etc/passwd"),
    "a name with a NUL": lambda: _named(b"xl/a\0.xml"),
    "a name of 60,000 letters": lambda: _named(b"a" * 60_000),
    "an empty name": lambda: _named(b""),
    "two parts of one name": lambda: raw_zip([*members(base()), member(SHEET, base_parts()[SHEET])]),
    "two parts that differ in case": lambda: raw_zip([*members(base()), member(SHEET.upper(), base_parts()[SHEET])]),
    "cut in the middle": lambda: base()[: len(base()) // 2],
    "cut at the end": lambda: base()[:-1],
    "only the end record": lambda: b"PK\5\6" + bytes(18),
}
XMLS: dict[str, Callable[[], bytes]] = {
    "billion laughs in the sheet": lambda: _with_dtd(SHEET, _laughs(), "<v>0.5</v>", "<v>&a9;</v>"),
    "billion laughs in the strings": lambda: _with_dtd(STRINGS, _laughs(), "修桥", "&a9;"),
    "quadratic blow-up": lambda: _with_dtd(
        STRINGS, f'<!DOCTYPE x [<!ENTITY a "{"哈" * 100_000}">]>', "修桥", "&a;" * 100_000
    ),
    "external entity": lambda: _with_dtd(
        STRINGS, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "修桥", "&a;"
    ),
    "external DTD": lambda: _with_dtd(BOOK, '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "督办事项", "督办事项"),
    "DTD in the relations": lambda: _with_dtd(RELS, _laughs(), "rId1", "rId1"),
    "DTD in the styles": lambda: _with_dtd(STYLES, _laughs(), "Calibri", "&a9;"),
    "a million levels in the sheet": lambda: behind_rows("<a>" * MEGA + "</a>" * MEGA),
    "100,000 levels in a cell": lambda: with_text("</t>" + "<r>" * 100_000 + "</r>" * 100_000 + "<t>"),
    "100,000 levels in the workbook": lambda: edited(BOOK, ("<calcPr", "<a>" * 100_000 + "</a>" * 100_000 + "<calcPr")),
    "100,000 levels in the relations": lambda: _rels("<a>" * 100_000 + "</a>" * 100_000),
    "100,000 levels in the table": lambda: edited(
        TABLE, ("<tableColumns", "<a>" * 100_000 + "</a>" * 100_000 + "<tableColumns")
    ),
    "comments without an end": lambda: behind_rows("<!--" * MEGA),
    "CDATA without an end": lambda: behind_rows("<![CDATA[" * MEGA),
    "instructions without an end": lambda: behind_rows("<?" * MEGA),
    "a tag without an end": lambda: behind_rows("<" + "a" * 5 * MEGA),
    "an attribute name of 5 MB": lambda: edited(SHEET, ('<c r="D3"', '<c r="D3" ' + "a" * 5 * MEGA)),
    "an attribute name of 5 MB in the workbook": lambda: edited(
        BOOK, ("<workbookPr ", f"<workbookPr {'a' * 5 * MEGA} ")
    ),
    "5 MB of blanks in a tag": lambda: edited(SHEET, ('<c r="D3"', '<c r="D3"' + " " * 5 * MEGA)),
    "quotes without an end": lambda: behind_rows('<a "' * MEGA),
    "equals signs": lambda: edited(SHEET, ('<c r="D3"', '<c r="D3" ' + "a= " * MEGA)),
    "tags that are not closed": lambda: with_rows(["<row><c>"] * 100_000),
    "cells that are not closed": lambda: with_rows(['<row r="5">', *["<c><v>1</v>"] * 100_000, "</row>"]),
    "UTF-16": lambda: with_parts(**{SHEET: base_parts()[SHEET].decode().replace("UTF-8", "UTF-16").encode("utf-16")}),
    "GBK": lambda: with_parts(**{SHEET: base_parts()[SHEET].decode().replace("UTF-8", "GBK").encode("gbk")}),
    "GBK told late": lambda: edited(SHEET, ('encoding="UTF-8"', " " * 300 + 'encoding="GBK"')),
    "GBK strings": lambda: with_parts(
        **{STRINGS: base_parts()[STRINGS].decode().replace("UTF-8", "GBK").encode("gbk")}
    ),
    "a byte-order mark": lambda: with_parts(**{SHEET: b"\xef\xbb\xbf" + base_parts()[SHEET]}),
    "bytes that are no UTF-8": lambda: with_parts(**{SHEET: base_parts()[SHEET].replace(b"0.5", b"\xff\xfe")}),
    "a sheet that is empty": lambda: with_parts(**{SHEET: b""}),
    "a sheet that is no sheet": lambda: with_parts(**{SHEET: b"<html/>"}),
    "a sheet cut short": lambda: with_parts(**{SHEET: base_parts()[SHEET][:700]}),
}
SHEETS: dict[str, Callable[[], bytes]] = {
    "two million formatted rows": two_million_formatted_rows,
    "formatted rows beyond the last": lambda: with_rows(_empty_rows(1_040_000, 1_060_000)),
    "a row far below the last": lambda: with_rows(['<row r="1048577"><c r="A1048577"><v>1</v></c></row>']),
    "a row number of 20 digits": lambda: with_rows(['<row r="99999999999999999999"><c><v>1</v></c></row>']),
    "a row number of 5,000 digits": lambda: with_rows([f'<row r="{"9" * 5000}"><c><v>1</v></c></row>']),
    "a row number below zero": lambda: with_rows(['<row r="-5"><c><v>1</v></c></row>']),
    "a row number that is none": lambda: with_rows(['<row r="五"><c><v>1</v></c></row>']),
    "a cell name of a million letters": lambda: with_rows([f'<row r="5"><c r="{"A" * MEGA}5"><v>1</v></c></row>']),
    "a column beyond the last": lambda: with_rows(['<row r="5"><c r="ZZZ5"><v>1</v></c></row>']),
    "two cells far apart": lambda: with_rows(
        ['<row r="5"><c r="XFD5"><v>1</v></c></row>', '<row r="1048576"><c r="A1048576"><v>1</v></c></row>']
    ),
    "two cells far apart, one without a name": lambda: with_rows(
        ['<row r="5"><c r="XFD5"><v>1</v></c></row>', "<row r='1048576'><c><v>1</v></c></row>"]
    ),
    "two cells far apart, names balanced": lambda: with_rows(
        [
            "<row r='5'><c r='XFD5'><v>1</v></c></row>",
            "<row r='1048576'><c><v>1</v></c></row>",
            '<x r="A1"/><x r="A1"/>',
        ]
    ),
    "two cells far apart, of another prefix": lambda: edited(
        SHEET,
        ("<worksheet ", f'<worksheet xmlns:y="{MAIN}" '),
        ("</sheetData>", '<y:row r="1048576"><y:c r="XFD1048576"><y:v>1</y:v></y:c></y:row></sheetData>'),
    ),
    "two cells far apart, one as if it were blank": lambda: with_rows(
        ['<row r="1048576"><c r="XFD1048576" x="/>"><v>1</v></c></row>']
    ),
    "17,000 cells without names in a row": lambda: with_rows(['<row r="5">', *["<c><v>1</v></c>"] * 17_000, "</row>"]),
    "a styled cell in the last corner": lambda: with_rows(['<row r="1048576"><c r="XFD1048576" s="1"/></row>']),
    "rows of 16,384 cells": lambda: with_rows(
        f'<row r="{row}">' + "".join(f'<c r="{letters}{row}" s="2"/>' for letters in all_columns()) + "</row>"
        for row in range(5, 17)
    ),
    "rows out of order": lambda: with_rows(['<row r="3"><c r="A3"><v>1</v></c></row>']),
    "a cell twice": lambda: with_rows(['<row r="5"><c r="A5"><v>1</v></c><c r="A5"><v>2</v></c></row>']),
    "a cell in another row": lambda: with_rows(['<row r="5"><c r="A9"><v>1</v></c></row>']),
    "columns listed 100,000 times": lambda: edited(
        SHEET,
        ("<sheetData>", "<cols>" + '<col min="1" max="16384" width="9" style="1"/>' * 100_000 + "</cols><sheetData>"),
    ),
    "columns up to a billion": lambda: edited(
        SHEET, ("<sheetData>", '<cols><col min="1" max="9999999999" style="1"/></cols><sheetData>')
    ),
    "columns that are no numbers": lambda: edited(
        SHEET, ("<sheetData>", '<cols><col min="甲" max="1e9" style="x"/></cols><sheetData>')
    ),
    "dimension A1:A1": lambda: edited(SHEET, ("A1:H4", "A1:A1")),
    "dimension of a million rows": lambda: edited(SHEET, ("A1:H4", "A1:XFD1048576")),
    "dimension beyond every sheet": lambda: edited(SHEET, ("A1:H4", "A1:ZZZ9999999")),
    "dimension that is none": lambda: edited(SHEET, ("A1:H4", "垃圾")),
    "a million merged ranges": lambda: behind_rows(
        "<mergeCells>" + "".join(f'<mergeCell ref="H{n}:I{n}"/>' for n in range(1, TOO_MANY)) + "</mergeCells>"
    ),
    "100,000 names": lambda: edited(
        BOOK,
        (
            "<calcPr",
            "<definedNames>"
            + _many('<definedName name="n%d">督办事项!$A$1</definedName>', 100_000)
            + "</definedNames><calcPr",
        ),
    ),
    "12,000 relations of the workbook": lambda: _rels(
        _many(f'<Relationship Id="x%d" Type="{WORKSHEET}" Target="worksheets/sheet1.xml"/>', 12_000)
    ),
    "6,000 sheets": lambda: edited(
        BOOK, ("</sheets>", _many('<sheet name="表%d" sheetId="9" r:id="rId1"/>', 6_000) + "</sheets>")
    ),
    "a thousand sheets of one part": lambda: edited(
        BOOK, ("</sheets>", _many('<sheet name="表%d" sheetId="9" r:id="rId1"/>', 1000) + "</sheets>")
    ),
    "a relation to itself": lambda: _rels(f'<Relationship Id="x" Type="{WORKSHEET}" Target="workbook.xml"/>'),
    "relations in a ring": lambda: with_parts(
        **{
            SHEET_RELS: base_parts()[SHEET_RELS].replace(b"../tables/table1.xml", b"sheet1.xml"),
            "xl/tables/_rels/table1.xml.rels": base_parts()[SHEET_RELS],
        }
    ),
    "a relation out of the archive": lambda: edited(RELS, ("worksheets/sheet1.xml", "../../../../etc/passwd")),
    "a relation to another machine": lambda: edited(
        RELS, ('Target="worksheets/sheet1.xml"', 'TargetMode="External" Target="http://127.0.0.1:9/x.xml"')
    ),
    "a style below zero": lambda: edited(SHEET, ('<c r="D3" s="2">', '<c r="D3" s="-1">')),
    "a style that is not there": lambda: edited(SHEET, ('<c r="D3" s="2">', '<c r="D3" s="99999999">')),
    "a style that is no number": lambda: edited(SHEET, ('<c r="D3" s="2">', '<c r="D3" s="x">')),
    "a style of 5,000 digits": lambda: edited(SHEET, ('<c r="D3" s="2">', f'<c r="D3" s="{"9" * 5000}">')),
    "a format that is no number": lambda: edited(STYLES, ('numFmtId="', 'numFmtId="x'), count=9),
    "a row height that is no number": lambda: edited(SHEET, ('<row r="3"', '<row ht="x" r="3"')),
    "a row height of 1e999": lambda: edited(SHEET, ('<row r="3"', '<row ht="1e999" r="3"')),
    "table rows that are no numbers": lambda: edited(
        TABLE, ("totalsRowShown", 'headerRowCount="x" totalsRowCount="-7" totalsRowShown')
    ),
    "a table larger than the sheet": lambda: edited(TABLE, ('ref="A2:H4"', 'ref="A2:H9999999"'), count=2),
    "a number of 1e999": lambda: edited(SHEET, ("<v>0.5</v>", "<v>1e999</v>")),
    "a number that is none": lambda: edited(SHEET, ("<v>0.5</v>", "<v>NaN</v>")),
    "a number of 5,000 digits": lambda: edited(SHEET, ("<v>0.5</v>", f"<v>{'9' * 5000}</v>")),
    "a day of 1e15": lambda: edited(SHEET, ("<v>46082</v>", "<v>1e15</v>")),
    "a day below zero": lambda: edited(SHEET, ("<v>46082</v>", "<v>-1</v>")),
    "a string that is not there": lambda: edited(
        SHEET, ('<c r="B3" t="s"><v>10</v>', '<c r="B3" t="s"><v>99999999</v>')
    ),
    "a string below zero": lambda: edited(SHEET, ('<c r="B3" t="s"><v>10</v>', '<c r="B3" t="s"><v>-1</v>')),
    "strings said to be 4 billion": lambda: edited(
        STRINGS, ('count="27" uniqueCount="26"', 'count="4294967295" uniqueCount="4294967295"')
    ),
    "a cell type that is none": lambda: edited(SHEET, ('<c r="B3" t="s"', '<c r="B3" t="zz"')),
    "a text of 32,767 characters": lambda: with_text("字" * 32_767),
    "a text of 40,000 characters": lambda: with_text("字" * 40_000),
    "a text of 5 MB": lambda: with_text("字修" * 850_000),
    "lone surrogate as a reference": lambda: with_text("修&#xD800;桥"),
    "lone surrogate as bytes": lambda: with_text("修\ud800桥"),
    "lone surrogate escaped": lambda: with_text("修_xD800_桥"),
    "control character as a reference": lambda: with_text("修&#x1;桥"),
    "a reference beyond Unicode": lambda: with_text("修&#x110000;&#99999999999999999999;桥"),
    "a reference of 10,000 digits": lambda: with_text(f"修&#{'9' * 10_000};桥"),
    "an unknown entity": lambda: with_text("修&quatsch;桥"),
    "lone surrogate in a formula": lambda: edited(
        SHEET, ("<v>0.5</v>", "<f>SUM(A3:A4)&amp;&quot;&#xD800;&quot;</f><v>0.5</v>")
    ),
    "lone surrogate in a table's name": lambda: edited(TABLE, ('displayName="matters"', 'displayName="m&#xDC00;"')),
    "a formula of 3 MB": lambda: edited(SHEET, ("<v>0.5</v>", f"<f>{'A1+' * MEGA}1</f><v>0.5</v>")),
    "a formula of brackets": lambda: edited(SHEET, ("<v>0.5</v>", f"<f>{'[' * MEGA}A3:A4</f><v>0.5</v>")),
    "a formula of quotes": lambda: edited(SHEET, ("<v>0.5</v>", f"<f>{chr(39) * 999_999}A3:A4</f><v>0.5</v>")),
    "a formula of letters": lambda: edited(SHEET, ("<v>0.5</v>", f"<f>{'A' * MEGA}A3:A4</f><v>0.5</v>")),
    "an array formula over the whole sheet": lambda: edited(
        SHEET, ("<v>0.5</v>", '<f t="array" ref="I1:XFD1048576">SUM(A3:A4)</f><v>0.5</v>')
    ),
    "a shared formula without its master": lambda: edited(SHEET, ("<v>0.5</v>", '<f t="shared" si="7"/><v>0.5</v>')),
    "a formula outside of a cell": lambda: with_rows(['<row r="5"><f>SUM(A3:A4)</f></row>']),
    "a tab without a name": lambda: edited(BOOK, ('name="变更日志"', "")),
    "two tabs of one name": lambda: edited(BOOK, ("变更日志", "督办事项")),
}


def all_columns() -> list[str]:
    """A … XFD."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    letters = [
        *alphabet,
        *(a + b for a in alphabet for b in alphabet),
        *(a + b + c for a in alphabet for b in alphabet for c in alphabet),
    ]
    return letters[:16_384]


CASES: dict[str, Callable[[], bytes]] = ZIPS | XMLS | SHEETS
