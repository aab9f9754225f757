"""Facts + office + template → a finished official document (.docx), and its self-check.

The template is read from the path given; nothing is written. A template is code: use only those of the unit's own
template folder (`template_digest` is what the register records).
"""

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Literal, cast

from duban_xl.catalogue import CannotRun, Level, cannot_run, finding, wording
from duban_xl.documents.chinese import chinese_quotes, normal_text, number_text
from duban_xl.documents.papers.checking import meaning, title_is_long
from duban_xl.documents.papers.facts import OfficeFacts, PaperFacts
from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.lint import fault_finding, lint, page_faults
from duban_xl.documents.papers.office import OFFICE_BLANKS
from duban_xl.documents.papers.registry import kind_named, kind_of
from duban_xl.documents.word import engine
from duban_xl.documents.word.finish import Order, finish
from duban_xl.documents.word.layout import Style, break_title
from duban_xl.documents.word.opened import Document, open_document
from duban_xl.documents.word.parts import is_draft, is_stamped
from duban_xl.documents.word.stamp import numbers_of
from duban_xl.documents.word.xml import BadXml, text_of
from duban_xl.model.document_number import DocumentNumber, IssueNumber, Numbering, parse_number
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source

__all__ = [
    "Status",
    "blanks_in",
    "blanks_of",
    "check_document",
    "check_facts",
    "check_template",
    "is_draft_copy",
    "is_unedited",
    "numbers_in",
    "render",
    "template_digest",
    "template_fields",
]

Status = Literal["草稿", "已签发"]
_BLANK = re.compile("(.+?)".join(map(re.escape, wording.BLANK.split("{key}"))))
_NO_LETTERS = re.compile(r"[\W_]+")
_POINT = r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[）)、．]|\d{1,2}\.(?!\d)|[一二三四五六七八九十]是"
_PIECE = re.compile(rf"\n|{_BLANK.pattern.replace('(.+?)', '.+?')}|(?:^|(?<=[\s。；]))(?:{_POINT})")
"""Where a text may be parted: at a blank that a person fills in, at the numbering of its points."""
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")
_DRAFT_NUMBERS = {
    Numbering.DOCUMENT: re.compile(r".+〔\d{4}〕\s*号"),
    Numbering.ISSUE: re.compile(r"\d{4}年第\s*期"),
    Numbering.NONE: re.compile(""),
}


def render(
    kind: str, facts: PaperFacts, office: OfficeFacts, *, template: Path, status: Status, number: str | None = None
) -> bytes:
    """The finished .docx of `kind`. A draft says 送审稿 on every page and has no number; a signed document needs one.

    The same arguments give the same bytes. Raises CannotRun: D101 to D109 and D113 for the template, D110 and D111 for
    the number, D112 for the kind.
    """
    wanted = kind_named(kind)
    if wanted is not kind_of(facts):
        raise cannot_run("D112", kind=kind)
    number_line = _number_line(wanted, office, facts, number, is_draft=status == "草稿")
    data = _usable(wanted, template)
    lines = tuple(normal_text(line) for line in break_title(chinese_quotes(facts.title.strip())))
    context = engine.field_values(facts)
    context.update(title="".join(lines), office=office, number_line=number_line)
    try:
        rendered = engine.render(data, context)
    except engine.RenderError as error:
        raise CannotRun(fault_finding(error.fault, Source(template.name))) from error
    order = Order(
        title_lines=lines,
        issuer=office.issuer,
        dated_on=facts.dated_on,
        sealed=office.sealed,
        preprinted=office.preprinted,
        margins=office.margins,
        is_draft=status == "草稿",
        partners=office.partners,
    )
    return finish(rendered, order)


def check_template(kind: str, template: Path) -> tuple[Finding, ...]:
    """What is wrong with an edited template, errors first; empty when it may be used. Raises CannotRun (D112)."""
    try:
        data = template.read_bytes()
    except OSError:
        return (finding("D101", Source(template.name), file=template.name),)
    return lint(kind_named(kind), data, file=template.name)


def template_fields(kind: str) -> tuple[tuple[str, str], ...]:
    """Every blank a template of `kind` may use, with its meaning; rows of a loop by their full path."""
    paths = [(path, meaning) for path, meaning, _ in engine.field_paths(kind_named(kind).facts)]
    paths += [(path, meaning) for path, meaning, _ in engine.field_paths(OfficeFacts, "office.")]
    return (*paths, ("number_line", "发文字号"))


def template_digest(template: Path) -> str:
    """The SHA-256 of the template, for the register of documents."""
    return hashlib.sha256(template.read_bytes()).hexdigest()


def check_document(data: bytes, facts: PaperFacts, *, is_fresh: bool = True) -> tuple[Finding, ...]:
    """The finished document read back: leftover tags, page, number, figures that must stand, and facts that disagree.

    What a document that is not fresh lacks may be a person's edit, or newer in the ledger: one notice (D198) tells it.
    """
    kind = kind_of(facts)
    document = open_document(data)
    place = Source(normal_text(facts.title))
    paragraphs = [text_of(p).replace("\n", "") for p in document.leaves()]
    text = "".join(paragraphs)
    return (
        *_leftovers(document, facts),
        *page_faults(document, place),
        *_number_faults(document, place, kind.numbering),
        *(_missing(facts, paragraphs) if is_fresh else _unlike(facts, paragraphs)),
        *_to_fill_in(paragraphs, place),
        *(finding(code, place) for code, words in kind.must_say if words not in text),
        *check_facts(facts),
    )


def check_facts(facts: PaperFacts) -> tuple[Finding, ...]:
    """The facts alone: what lacks or disagrees before anything is rendered."""
    return (*title_is_long(facts), *(found for check in kind_of(facts).checks for found in check(facts)))


def is_draft_copy(data: bytes) -> bool:
    """Whether `data` is a Word document that still says 送审稿."""
    try:
        return is_draft(open_document(data).parts)
    except (zipfile.BadZipFile, KeyError, BadXml):
        return False


def numbers_in(data: bytes) -> tuple[str, ...]:
    """What stands in the number lines of `data`; nothing if it is no Word document."""
    try:
        return numbers_of(data)
    except (zipfile.BadZipFile, KeyError, BadXml):
        return ()


def is_unedited(data: bytes) -> bool:
    """Whether `data` is a document as `render` made it; one that anybody saved in Word or WPS since is not."""
    try:
        return is_stamped(open_document(data).parts)
    except (zipfile.BadZipFile, KeyError, BadXml):
        return False


def _usable(kind: DocumentKind, template: Path) -> bytes:
    for found in check_template(kind.name, template):
        if found.level is Level.ERROR:
            raise CannotRun(found)
    return template.read_bytes()


def _number_line(
    kind: DocumentKind, office: OfficeFacts, facts: PaperFacts, number: str | None, *, is_draft: bool
) -> str:
    """The number of a signed document, the room for it in a draft (7.2.5; numbers are given at registration)."""
    if kind.numbering is Numbering.NONE:
        return ""
    year = facts.dated_on.year
    first = IssueNumber(year, 1) if kind.numbering is Numbering.ISSUE else DocumentNumber(office.code, year, 1)
    if is_draft:
        if number:
            raise cannot_run("D111", number=number)
        return first.room
    given = parse_number(number or "")
    if given is None or type(given) is not type(first) or given.stem != first.stem:
        raise cannot_run("D110", number=number or "", expected=first.text)
    return given.text


def _leftovers(document: Document, facts: PaperFacts) -> Iterator[Finding]:
    """Tags that were not replaced; braces that came with the facts are none."""
    place = Source(normal_text(facts.title))
    given = [normal_text(text) for text in _texts(facts)]
    for paragraph in document.leaves():
        for tag in _TAG.findall(text_of(paragraph)):
            if not any(tag in text for text in given):
                yield finding("D120", place, text=tag)


def _number_faults(document: Document, place: Source, numbering: Numbering) -> Iterator[Finding]:
    draft = is_draft(document.parts)
    for paragraph in document.named(Style.NUMBER):
        text = text_of(paragraph).strip()
        if draft or not text:
            fits = bool(_DRAFT_NUMBERS[numbering].fullmatch(text))
        else:
            wanted = IssueNumber if numbering is Numbering.ISSUE else DocumentNumber
            fits = isinstance(parse_number(text), wanted)
        if not fits:
            yield finding("D126", place, text=text)


def blanks_in(data: bytes) -> tuple[str, ...]:
    """What a person must still fill in: the words of every 【待填：…】 of a document, each once."""
    return _blanks(text_of(p) for p in open_document(data).leaves())


def blanks_of(facts: PaperFacts) -> tuple[str, ...]:
    """What a document with these facts would leave to be filled in."""
    return _blanks(_texts(facts))


def _blanks(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for text in texts for found in _BLANK.findall(text)))


def _to_fill_in(paragraphs: Sequence[str], place: Source) -> Iterator[Finding]:
    """The blanks of a draft in one finding (D140); what 参数 lacks is told at its cell."""
    if blanks := tuple(blank for blank in _blanks(paragraphs) if blank not in OFFICE_BLANKS):
        yield finding("D140", place, count=len(blanks), blanks="、".join(blanks))


def _missing(facts: PaperFacts, paragraphs: Sequence[str]) -> Iterator[Finding]:
    """What the facts say and the paragraphs don't (D122)."""
    for value, field in _unsaid(facts, paragraphs):
        yield finding("D122", Source(normal_text(facts.title)), value=value, field=field)


def _unlike(facts: PaperFacts, paragraphs: Sequence[str]) -> Iterator[Finding]:
    """That a document no longer says what the ledger does, with the first instance (D198)."""
    if unsaid := tuple(_unsaid(facts, paragraphs)):
        value, field = unsaid[0]
        yield finding("D198", Source(normal_text(facts.title)), count=len(unsaid), value=value, field=field)


def _unsaid(facts: PaperFacts, paragraphs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Values that the paragraphs do not say, with what they are called; a text may run over several paragraphs."""
    text, apart = "".join(paragraphs), "\n".join(paragraphs)
    bare = _letters(text)
    for path, value in dict.fromkeys(kind_of(facts).shows(facts)):
        if isinstance(value, str):
            wanted = normal_text(value.replace("\n", "")) if path == "title" else normal_text(value)
            said = wanted in text or all(_letters(piece) in bare for piece in _PIECE.split(wanted))
        else:
            wanted = number_text(value)  # the figures of two cells are two
            said = bool(re.search(rf"(?<![\d.]){re.escape(wanted)}(?!\d|\.\d)", apart))
        if not said:
            yield wanted, meaning(type(facts), path)


def _letters(text: str) -> str:
    """`text` without spaces, line breaks and punctuation, which a person may set otherwise."""
    return _NO_LETTERS.sub("", text)


def _texts(value: object) -> Iterator[str]:
    """Every text in the facts."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for item in fields(value):
            yield from _texts(getattr(value, item.name))
    elif isinstance(value, tuple):
        for item in cast("tuple[object, ...]", value):
            yield from _texts(item)
