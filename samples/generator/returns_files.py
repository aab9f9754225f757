"""A filled form → the bytes of a file, the same on every run: .xlsx with fixed times, .xls, copies that broke on the way."""

import base64
import re
from datetime import date, datetime, timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlwt
from openpyxl.worksheet.worksheet import Worksheet

from samples.generator.returns_sheet import FilledForm

CHINA = timedelta(hours=8)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(<)")


def xlsx(form: FilledForm, *, author: str, saved: datetime) -> bytes:
    """The form as Excel would save it at `saved` (Beijing time)."""
    form.book.properties.lastModifiedBy = author
    out = BytesIO()
    form.book.save(out)
    return _repacked(out.getvalue(), saved)


def _repacked(data: bytes, saved: datetime) -> bytes:
    """The package with the time of saving in its properties and in its entries instead of this moment's."""
    stamp = f"{saved - CHINA:%Y-%m-%dT%H:%M:%SZ}".encode()
    out = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=9) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\2", content)
            entry = ZipInfo(name, (saved.year, saved.month, saved.day, saved.hour, saved.minute, 0))
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, content)
    return out.getvalue()


def xls(form: FilledForm) -> bytes:
    """The form as an old .xls: values and dates, the hidden sheet, plain looks."""
    book = xlwt.Workbook(encoding="utf-8")
    for sheet in form.book.worksheets:
        target = book.add_sheet(sheet.title)
        target.visibility = 0 if sheet.sheet_state == "visible" else 1
        _copy_cells(sheet, target)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _copy_cells(sheet: Worksheet, target: xlwt.Worksheet) -> None:
    looks = {
        "text": xlwt.easyxf(
            "font: name 宋体; align: wrap on, vert centre; borders: left thin, right thin, top thin, bottom thin"
        ),
        "date": xlwt.easyxf("font: name 宋体; align: vert centre", num_format_str="yyyy-mm-dd"),
        "percent": xlwt.easyxf("font: name 宋体; align: vert centre", num_format_str="0%"),
    }
    for letter, dimension in sheet.column_dimensions.items():
        if len(letter) == 1:
            target.col(ord(letter) - ord("A")).width = int((dimension.width or 9) * 256)
    for row in sheet.iter_rows():
        for cell in row:
            value = cell.value
            if value is None or cell.data_type == "f":
                continue
            kind = "date" if isinstance(value, date) else "percent" if isinstance(value, float) else "text"
            target.write(cell.row - 1, cell.column - 1, value, looks[kind])


def truncated(data: bytes) -> bytes:
    """A file whose transfer broke off."""
    return data[: len(data) * 3 // 5]


def letter_docx(lines: tuple[str, ...], saved: datetime) -> bytes:
    """A Word document of a few paragraphs."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    package = "http://schemas.openxmlformats.org/package/2006"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/'
        f'vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package_file:
        for name, content in parts.items():
            entry = ZipInfo(name, (saved.year, saved.month, saved.day, saved.hour, saved.minute, 0))
            entry.compress_type = ZIP_DEFLATED
            package_file.writestr(entry, '<?xml version="1.0" encoding="UTF-8"?>' + content)
    return out.getvalue()


def scan_pdf() -> bytes:
    """A PDF of one blank page, as a scanner would name it."""
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 4\n0000000000 65535 f \n" + table
    return out + head + b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def photo_jpg() -> bytes:
    """The smallest picture that is one."""
    return base64.b64decode(
        "/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////"
        "////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA="
    )
