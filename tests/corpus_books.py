"""Workbooks for the corpus test: those that lie in installed packages, and one for every fragile feature, made on the fly."""

import io
import re
import sysconfig
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.table import Table, TableColumn

from tests.apply_books import by_openpyxl, by_xlsxwriter, parts, prefixed, zipped

SUFFIXES = (".xlsx", ".xlsm", ".xlam", ".xltx", ".xltm")
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/"
OFFICE = b"http://schemas.openxmlformats.org/officeDocument/2006/"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001"
    "a5f645400000000049454e44ae426082"
)
SHEET = "数据 'A"
Sheet = Any
Book = Any


def installed() -> Iterator[Path]:
    """The workbooks in installed packages, the project's templates, and some of its samples, which are all alike."""
    home = Path(__file__).parents[1]
    packages = Path(sysconfig.get_paths()["purelib"])
    own = packages / "duban_xl"
    found = [path for path in _workbooks(packages) if own not in path.parents]
    found += [*_workbooks(home / "workbook_templates"), *_workbooks(home / "macros")]
    seen: set[bytes] = set()
    for path in [*found, *_workbooks(home / "samples")[::4]]:
        content = path.read_bytes()
        if content not in seen:
            seen.add(content)
            yield path


def _workbooks(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in SUFFIXES and not path.name.startswith("~$"))


def made(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Name and content of the workbooks that are made for the test."""
    (folder / "p.png").write_bytes(PICTURE)
    (folder / "vba.bin").write_bytes(b"\xd0\xcf\x11\xe0 not a real project")
    for feature in FEATURES:
        yield f"{feature.__name__.strip('_')}.xlsx", _with(feature, folder)
    yield "1904.xlsx", _with(_dates, folder, date_1904=True)
    yield "macros.xlsm", _macros(folder)
    yield "ledger.xlsx", by_xlsxwriter()
    yield "openpyxl.xlsx", by_openpyxl()
    yield "protected.xlsx", _protected()
    yield "prefixed.xlsx", prefixed(_with(_lists, folder))
    yield "strict.xlsx", _rewritten(_with(_table, folder), _strict)
    yield "absolute.xlsx", _rewritten(_with(_charts, folder), _absolute)
    yield "marked.xlsx", _rewritten(_with(_lists, folder), lambda _, text: b"\xef\xbb\xbf" + text)
    yield "nameless.xlsx", _rewritten(_with(_plain, folder), _nameless)
    yield "shared.xlsx", _rewritten(_with(_formulas, folder), _shared)
    yield "chained.xlsx", _chained(_with(_formulas, folder))
    yield "alternate.xlsx", _rewritten(_with(_charts, folder), _alternate)
    yield (
        "threads.xlsx",
        zipped(parts(_with(_comments, folder)) | {"xl/threadedComments/t1.xml": b"<ThreadedComments/>"}),
    )


def _with(feature: Callable[[Book, Sheet, Path], None], folder: Path, **options: Any) -> bytes:
    """Five rows of data from B3 on, a second sheet, a hidden one, and the feature."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True} | options)
    sheet = book.add_worksheet(SHEET)
    sheet.write_row("B3", ["编号", "事项", "数量", "比例"])
    for at in range(4, 9):
        sheet.write_row(at - 1, 1, [f"D-{at}", f"事项 & <{at}>", at, at / 8])
    other = book.add_worksheet("其他")
    feature(book, sheet, folder)
    other.write_row("A1", ["甲", 1, True])
    other.write_formula("D1", f"=SUM('{SHEET.replace(chr(39), chr(39) * 2)}'!D4:D8)", None, 30)
    book.add_worksheet("藏").very_hidden()
    book.close()
    return out.getvalue()


def _plain(_book: Book, _sheet: Sheet, _folder: Path) -> None:
    pass


def _table(_book: Book, sheet: Sheet, _folder: Path) -> None:
    columns = [{"header": name} for name in ("编号", "事项", "数量", "比例")]
    sheet.add_table("B3:E8", {"name": "matters", "columns": columns, "style": "Table Style Light 9"})


def _totals(_book: Book, sheet: Sheet, _folder: Path) -> None:
    columns = [
        {"header": "编号", "total_string": "合计"},
        {"header": "事项"},
        {"header": "数量", "total_function": "sum"},
    ]
    sheet.add_table("B3:D9", {"name": "summed", "columns": columns, "total_row": True})
    sheet.add_table("G3:I5", {"name": "beside"})


def _computed(_book: Book, sheet: Sheet, _folder: Path) -> None:
    columns = [{"header": name} for name in ("编号", "事项", "数量", "比例")]
    sheet.add_table("B3:E8", {"columns": [*columns[:3], {"header": "倍", "formula": "=[@数量]*2"}]})


def _lists(book: Book, sheet: Sheet, _folder: Path) -> None:
    red = book.add_format({"bg_color": "#FF0000", "bold": True})
    sheet.conditional_format("D4:D8", {"type": "cell", "criteria": ">", "value": 5, "format": red})
    sheet.conditional_format("E4:E8", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("D4:E8", {"type": "icon_set", "icon_style": "3_arrows"})
    sheet.data_validation("C4:C8", {"validate": "list", "source": "=其他!$A$1:$A$1"})
    sheet.data_validation("D4:D8", {"validate": "integer", "criteria": "between", "minimum": 1, "maximum": 99})
    sheet.autofilter("B3:E8")
    sheet.filter_column("D", "x > 5")
    sheet.set_row(3, None, None, {"hidden": True})
    sheet.ignore_errors({"number_stored_as_text": "B4:B8"})


def _charts(book: Book, sheet: Sheet, folder: Path) -> None:
    chart = book.add_chart({"type": "column"})
    chart.add_series({"categories": [SHEET, 3, 1, 7, 1], "values": [SHEET, 3, 3, 7, 3]})
    sheet.insert_chart("H2", chart)
    lone = book.add_chart({"type": "line"})
    lone.add_series({"values": [SHEET, 3, 4, 7, 4]})
    book.add_chartsheet("图").set_chart(lone)
    sheet.insert_image("H20", folder / "p.png")
    sheet.insert_textbox("H30", "说明")
    sheet.insert_button("H35")
    sheet.embed_image("G4", folder / "p.png")
    sheet.add_sparkline("G5", {"range": f"'{SHEET.replace(chr(39), chr(39) * 2)}'!$D$4:$D$8"})


def _comments(_book: Book, sheet: Sheet, _folder: Path) -> None:
    for cell in ("B4", "C8", "J20"):
        sheet.write_comment(cell, "批注", {"author": "张三"})
    sheet.write_url("C5", "https://example.com/?a=1&b=2", string="链接")
    sheet.write_url("C6", "internal:其他!A1")


def _formulas(_book: Book, sheet: Sheet, _folder: Path) -> None:
    for at in range(4, 9):
        sheet.write_formula(f"F{at}", f"=D{at}*2", None, at * 2)
    sheet.write_array_formula("H4:H6", "{=D4:D6*2}", None, 8)
    sheet.write_dynamic_array_formula("J4:J8", "=SORT(D4:D8)", None, 4)
    sheet.write_formula("L4", "=SUM(D4:D8)", None, 30)
    sheet.write_formula("L5", '=TEXT(TODAY(),"yyyy")&"年"', None, "2026年")


def _names(book: Book, sheet: Sheet, _folder: Path) -> None:
    quoted = f"'{SHEET.replace(chr(39), chr(39) * 2)}'"
    book.define_name("全部", f"={quoted}!$B$4:$E$8")
    book.define_name("其他!本表", f"={quoted}!$D$4:$D$8")
    sheet.print_area("B3:E8")
    sheet.repeat_rows(2)
    sheet.set_header("&C督查台账")
    sheet.set_h_pagebreaks([5])
    sheet.freeze_panes(3, 1)


def _merged(book: Book, sheet: Sheet, _folder: Path) -> None:
    sheet.merge_range("B1:E1", "标题", book.add_format({"align": "center"}))
    sheet.merge_range("G4:G8", "并")
    sheet.merge_range("B12:E12", "")
    sheet.write_rich_string("G2", "前", book.add_format({"bold": True}), "粗", "后")


def _looks(book: Book, sheet: Sheet, _folder: Path) -> None:
    yellow, day = book.add_format({"bg_color": "#FFFF00"}), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.set_column("C:C", 30, yellow)
    sheet.set_column("F:H", 10, day, {"level": 1})
    sheet.set_row(7, 31.5, yellow, {"level": 1})
    sheet.set_row(40, 20, yellow)  # styled, far below, blank
    sheet.write_blank("Z99", None, yellow)
    sheet.outline_settings(False, False, False, True)
    sheet.protect("x", {"sort": True})
    sheet.unprotect_range("C4:C8", "可填")


def _dates(book: Book, sheet: Sheet, _folder: Path) -> None:
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for at in range(4, 9):
        sheet.write_datetime(f"F{at}", date(2026, 3, at), day)


FEATURES = (
    _plain, _table, _totals, _computed, _lists, _charts, _comments, _formulas, _names, _merged, _looks, _dates,
)  # fmt: skip


def _macros(folder: Path) -> bytes:
    def feature(book: Book, sheet: Sheet, _folder: Path) -> None:
        book.add_vba_project(str(folder / "vba.bin"))
        sheet.insert_button("H2", {"macro": "跑", "caption": "更新"})

    return _with(feature, folder)


def _protected() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["编号", "事项"])
    sheet.append(["D-1", "事项"])
    table = Table(
        displayName="t", ref="A1:B2", tableColumns=[TableColumn(id=1, name="编号"), TableColumn(id=2, name="事项")]
    )
    sheet.add_table(table)
    sheet.protection.sheet = True
    book.security = WorkbookProtection(lockStructure=True)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rewritten(data: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    return zipped({name: change(name, text) if _is_xml(name) else text for name, text in parts(data).items()})


def _is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))


def _strict(_name: str, text: bytes) -> bytes:
    strict = b"http://purl.oclc.org/ooxml/"
    return text.replace(MAIN, strict + b"spreadsheetml/").replace(OFFICE, strict + b"officeDocument/")


def _absolute(name: str, text: bytes) -> bytes:
    folder = {"xl/_rels/workbook.xml.rels": b"/xl/", "_rels/.rels": b"/"}.get(name)
    return re.sub(rb'Target="(?!/)', b'Target="' + folder, text) if folder else text


def _nameless(name: str, text: bytes) -> bytes:
    """The first sheet without places of cells; their rows keep theirs, and B to E become A to D."""
    return re.sub(rb'<c r="[A-Z]+\d+"', b"<c", text) if name == "xl/worksheets/sheet1.xml" else text


def _shared(name: str, text: bytes) -> bytes:
    if name != "xl/worksheets/sheet1.xml":
        return text
    text = text.replace(b"<f>D4*2</f>", b'<f t="shared" ref="F4:F8" si="0">D4*2</f>')
    return re.sub(rb"<f>D[5-8]\*2</f>", b'<f t="shared" si="0"/>', text)


def _chained(data: bytes) -> bytes:
    content = parts(data)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.calcChain+xml"
    chain = b'<calcChain xmlns="' + MAIN + b'main"><c r="F4" i="1"/><c r="F5" i="1"/></calcChain>'
    relation = b'<Relationship Id="rId99" Type="' + OFFICE + b'relationships/calcChain" Target="calcChain.xml"/>'
    added: Mapping[str, tuple[bytes, bytes]] = {
        "[Content_Types].xml": (b"</Types>", b'<Override PartName="/xl/calcChain.xml" ContentType="' + kind + b'"/>'),
        "xl/_rels/workbook.xml.rels": (b"</Relationships>", relation),
    }
    for name, (end, new) in added.items():
        content[name] = content[name].replace(end, new + end)
    return zipped(content | {"xl/calcChain.xml": chain})


def _alternate(name: str, text: bytes) -> bytes:
    """The drawing of the first sheet inside a choice, with markup that only some programs know."""
    if name != "xl/worksheets/sheet1.xml":
        return text
    mark = b'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:zz="urn:z" mc:Ignorable="zz" '
    text = text.replace(b"<worksheet ", b"<worksheet " + mark, 1)
    choice = rb'<mc:AlternateContent><mc:Choice Requires="zz"><zz:a/></mc:Choice><mc:Fallback>\1</mc:Fallback></mc:AlternateContent>'
    return re.sub(rb"(<drawing [^>]*/>)", choice, text)
