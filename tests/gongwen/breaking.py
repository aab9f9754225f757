"""How a good document is broken: one change at one place → the document with it."""

from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


@dataclass(frozen=True, slots=True)
class Broken:
    """`old` → `new` at `where`: a part ("settings"), a style ("style 公文正文"), the first paragraph of one, a table."""

    item: str
    where: str
    old: str
    new: str
    base: str = "督查通知书"

    @property
    def name(self) -> str:
        """For the list of tests."""
        return f"{self.item}-{self.where}-{self.new[:20]}"


def broken(data: bytes, case: Broken) -> bytes:
    """The good document `data` with the one change; raises ValueError if there is nothing to change."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    name = _part(case.where, parts)
    text = parts[name].decode("utf-8")
    start, end = _span(case.where, text)
    if case.old not in text[start:end]:
        raise ValueError(case)
    parts[name] = (text[:start] + text[start:end].replace(case.old, case.new, 1) + text[end:]).encode("utf-8")
    return packed(parts)


def packed(parts: dict[str, bytes], *, year: int = 1980) -> bytes:
    """A .docx of `parts` in their order."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(ZipInfo(name, (year, 1, 1, 0, 0, 0)), part)
    return buffer.getvalue()


def repacked(data: bytes, *, year: int) -> bytes:
    """The same parts in a zip of another year."""
    with ZipFile(BytesIO(data)) as archive:
        return packed({entry.filename: archive.read(entry) for entry in archive.infolist()}, year=year)


def _part(where: str, parts: dict[str, bytes]) -> str:
    if where in parts:
        return where
    if where.startswith("style "):
        return "word/styles.xml"
    full = f"word/{where}.xml"
    return full if full in parts else "word/document.xml"


def _span(where: str, text: str) -> tuple[int, int]:
    """From where to where the change may reach."""
    if where.startswith("style "):
        start = text.index(f'w:styleId="{where.removeprefix("style ")}"')
        return start, text.index("</w:style>", start)
    if where == "data table":
        start = text.rindex("<w:tbl>", 0, text.index('<w:pStyle w:val="表头"/>'))
        return start, text.index("</w:tbl>", start)
    if where == "imprint":
        start = text.index("<w:txbxContent>")
        return start, text.index("</w:txbxContent>", start)
    mark = f'<w:pStyle w:val="{where}"/>'
    if mark in text:
        start = text.rindex("<w:p>", 0, text.index(mark))
        return start, text.index("</w:p>", start)
    return 0, len(text)


FILLER = "督查事项落实情况"


def lengthened(data: bytes, lines: int = 66) -> bytes:
    """The document with so many full lines of one paragraph more, so that it has pages of nothing but text."""
    with ZipFile(BytesIO(data)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist()}
    text = parts["word/document.xml"].decode("utf-8")
    end = _span("公文正文", text)[1]
    copy = f'<w:p><w:pPr><w:pStyle w:val="公文正文"/></w:pPr><w:r><w:t>{FILLER * (lines * 28 // 8)}。</w:t></w:r>'
    parts["word/document.xml"] = (text[:end] + "</w:p>" + copy + text[end:]).encode("utf-8")
    return packed(parts)
