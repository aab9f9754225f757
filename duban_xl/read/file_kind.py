"""A file's bytes → what kind of file it is, told by its content and never by its name."""

from enum import Enum

from duban_xl.read.encrypted import OLE_MAGIC
from duban_xl.read.ole import stream_names
from duban_xl.read.package import Damaged, open_package

SPREADSHEET_SUFFIXES = frozenset(
    (
        *(".xlsx", ".xlsm", ".xltx", ".xltm", ".xlsb", ".xls", ".xlt", ".et", ".ett", ".ods", ".ots"),
        *(".fods", ".sxc", ".uos", ".numbers", ".csv", ".tsv", ".dif", ".slk", ".dbf"),  # refused with a reason
    )
)
"""What spreadsheet programs call the files they write: a file so named is looked into and never passed over."""


class FileKind(Enum):
    """Kinds that may be spreadsheets; then kinds that never are, valued by their key in the catalogue."""

    OOXML = "xlsx xlsm xlsb"
    ODS = "ods"
    OLE = "xls et, or an encrypted file"
    DAMAGED = "damaged"
    EMPTY = "empty"
    PDF = "pdf"
    PICTURE = "picture"
    WORD = "word"
    SLIDES = "slides"
    WEB = "web"
    XML2003 = "xml2003"
    FLAT_ODS = "flat_ods"
    UOF = "uof"
    SXC = "sxc"
    ARCHIVE = "archive"
    CSV = "csv"
    MAIL = "mail"
    TEXT = "text"
    UNKNOWN = "unknown"


_MAGICS: tuple[tuple[bytes, FileKind], ...] = (
    (b"%PDF", FileKind.PDF),
    (b"\x89PNG", FileKind.PICTURE),
    (b"\xff\xd8\xff", FileKind.PICTURE),
    (b"GIF8", FileKind.PICTURE),
    (b"BM", FileKind.PICTURE),
    (b"II*\x00", FileKind.PICTURE),
    (b"MM\x00*", FileKind.PICTURE),
    (b"Rar!", FileKind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", FileKind.ARCHIVE),
    (b"\x1f\x8b", FileKind.ARCHIVE),
    (b"{\\rtf", FileKind.WORD),
)
_OF_OLE: tuple[tuple[str, FileKind], ...] = (
    ("workbook", FileKind.OLE),
    ("book", FileKind.OLE),
    ("encryptedpackage", FileKind.OLE),
    ("worddocument", FileKind.WORD),
    ("powerpoint document", FileKind.SLIDES),
    ("__properties_version1.0", FileKind.MAIL),
)
"""Name of a stream that tells what an OLE package holds; one without any of them is damaged."""
_HEAD = 16_384  # bytes: LibreOffice names forty namespaces before it says what kind of document it is
_BIFF_WITHOUT_OLE = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")
_WORDS_OF_WEB = (b"<html", b"<!doctype html", b"<table", b"<meta")
_WORDS_OF_XML2003 = b"urn:schemas-microsoft-com:office:spreadsheet"
_WORDS_OF_FLAT_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_WORDS_OF_UOF = b"<uof:"
_FEWEST_SEPARATED = 3  # columns that a line of separated values has at least
_WORDS_OF_MAIL = (b"received:", b"return-path:", b"mime-version:", b"from:")


def kind_of(data: bytes) -> FileKind:
    """What `data` is. A zip package is looked into; everything else is told by its first bytes.

    Raises TooLarge or Unsound for a package that nobody should unpack.
    """
    if not data:
        return FileKind.EMPTY
    if data.startswith(b"PK"):
        return _kind_of_package(data)
    if data.startswith(OLE_MAGIC):
        names = stream_names(data)
        return next((kind for name, kind in _OF_OLE if name in names), FileKind.DAMAGED)
    for magic, kind in _MAGICS:
        if data.startswith(magic):
            return kind
    if data.startswith(_BIFF_WITHOUT_OLE):
        return FileKind.OLE
    return _kind_of_text(data[:_HEAD])


def _kind_of_package(data: bytes) -> FileKind:
    try:
        package = open_package(data)
        names = package.records.keys()
        mimetype = package.read("mimetype")[:100] if "mimetype" in names else b""
    except Damaged:
        return FileKind.DAMAGED
    if any(name.startswith("xl/workbook.") for name in names):
        return FileKind.OOXML
    if b"spreadsheet" in mimetype:
        return FileKind.ODS
    if b"sun.xml.calc" in mimetype:
        return FileKind.SXC
    if b"opendocument.text" in mimetype or any(name.startswith("word/") for name in names):
        return FileKind.WORD
    if b"presentation" in mimetype or any(name.startswith("ppt/") for name in names):
        return FileKind.SLIDES
    return FileKind.ARCHIVE


def _kind_of_text(head: bytes) -> FileKind:
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return FileKind.UNKNOWN
    text = head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if _WORDS_OF_XML2003 in text:
        return FileKind.XML2003
    if _WORDS_OF_FLAT_ODS in text:
        return FileKind.FLAT_ODS
    if _WORDS_OF_UOF in text:
        return FileKind.UOF
    if any(word in text for word in _WORDS_OF_WEB):
        return FileKind.WEB
    if text.startswith(_WORDS_OF_MAIL):
        return FileKind.MAIL
    return FileKind.CSV if _is_separated(text) else FileKind.TEXT


def _is_separated(text: bytes) -> bool:
    """Whether the first two lines hold several values each, between commas, semicolons or tabs."""
    lines = [line for line in text.splitlines() if line.strip()][:2]
    return any(
        lines and all(line.count(mark) >= _FEWEST_SEPARATED - 1 for line in lines) for mark in (b",", b"\t", b";")
    )
