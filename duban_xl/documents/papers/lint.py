"""What is wrong with an edited Word template, before it is used: template bytes → findings."""

import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache

from duban_xl.catalogue import Level, finding
from duban_xl.documents.papers.facts import OfficeFacts
from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.documents.word import engine
from duban_xl.documents.word.finish import Document, open_document
from duban_xl.documents.word.layout import MARGINS, PAGE_HEIGHT, PAGE_WIDTH, required_styles
from duban_xl.documents.word.xml import BadXml, W, text_of
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source

_FULL_WIDTH = re.compile(r"(?:｛\s*[｛%％{]|\{\s*[｛％]).{0,20}|.{0,20}(?:[｝％%}]\s*｝|[｝％]\s*\})")
_CONTROL = re.compile(r"\{%-?\s*(?:p|tr|tc|r)\s[^%]*%\}")
_QUOTED = {"D102": "field", "D104": "detail", "D105": "detail", "D113": "name"}
_MILLIMETRE = 57  # twips; the standard allows 1 mm
FRAME_FIELDS = {"office": OfficeFacts, "number_line": str}
"""What a template may use besides the facts of its kind."""


@lru_cache(maxsize=16)
def lint(kind: DocumentKind, template: bytes, *, file: str) -> tuple[Finding, ...]:
    """Everything wrong with `template` for `kind`; errors first. `file` is the name to show."""
    place = Source(file)
    try:
        document = open_document(template)
    except (zipfile.BadZipFile, KeyError, BadXml):
        return (finding("D101", place, file=file),)
    found = [*_structure(document, place), *_fields(kind, template, place)]
    if not any(one.level is Level.ERROR for one in found):
        found += _trial(kind, template, place)
    return tuple(sorted(found, key=lambda one: one.level is not Level.ERROR))


def fault_finding(fault: engine.Fault, place: Source) -> Finding:
    """What the engine found, as a finding."""
    return finding(fault.code, place, **{_QUOTED[fault.code]: fault.what})


def page_faults(document: Document, place: Source) -> Iterator[Finding]:
    """Sections that are not A4 or whose type area is not that of the standard."""
    for section in document.root.iter(W + "sectPr"):
        size, edges = section.find(W + "pgSz"), section.find(W + "pgMar")
        if size is None or edges is None:
            yield finding("D121", place, detail="没有页面设置")
            continue
        paper = {int(size.get(W + name) or 0) for name in ("w", "h")}
        if paper != {PAGE_WIDTH, PAGE_HEIGHT}:
            yield finding("D121", place, detail=f"纸张{'×'.join(_millimetres(length) for length in sorted(paper))}毫米")
        given = {name: int(edges.get(W + name) or 0) for name in ("top", "bottom", "left", "right")}
        if (size.get(W + "orient") or "") != "landscape" and not _is_allowed(given):
            names = dict(zip(given, ("上", "下", "左", "右"), strict=True))
            detail = "、".join(f"{names[name]}{_millimetres(length)}" for name, length in given.items())
            yield finding("D121", place, detail=f"页边距{detail}毫米")


def _is_allowed(given: dict[str, int]) -> bool:
    return any(
        all(abs(length - getattr(margins, name)) <= _MILLIMETRE for name, length in given.items())
        for margins in MARGINS.values()
    )


def _millimetres(twips: int) -> str:
    return f"{round(twips * 254 / 14400, 1):g}"


def _structure(document: Document, place: Source) -> Iterator[Finding]:
    for paragraph in document.leaves():
        text = text_of(paragraph)
        if full := _FULL_WIDTH.search(text):
            yield finding("D106", place, text=full.group())
        if _CONTROL.search(text) and _CONTROL.sub("", text, count=1).strip():
            yield finding("D107", place, text=text[:40])
    has_comments = any(name.startswith("word/comments") for name in document.parts)
    if has_comments or next(document.root.iter(W + "ins", W + "del"), None) is not None:
        yield finding("D108", place)
    for style in required_styles(document.layout):
        if not document.named(style):
            yield finding("D109", place, style=style.value)
    yield from page_faults(document, place)


def _fields(kind: DocumentKind, template: bytes, place: Source) -> Iterator[Finding]:
    """The template's fields against the dataclass's, both ways."""
    known = {**engine.field_types(kind.facts), **FRAME_FIELDS}
    seen = engine.inspect(template, known)
    for fault in dict.fromkeys(seen.faults):
        yield fault_finding(fault, place)
    for path, meaning, _ in engine.field_paths(kind.facts):
        if path not in seen.used:
            yield finding("D103", place, field=path, meaning=meaning)


def _trial(kind: DocumentKind, template: bytes, place: Source) -> list[Finding]:
    """What only shows when the template is filled in, with made-up facts."""
    context = {"office": OFFICE, "number_line": "", **engine.field_values(kind.sample())}
    try:
        engine.render(template, context)
    except engine.RenderError as error:
        return [fault_finding(error.fault, place)]
    return []
