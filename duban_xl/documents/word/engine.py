"""The edge to docxtpl and jinja2: template bytes and plain data → rendered bytes; a template → the fields it uses.

The only module that imports them. Rendering is sandboxed, escaped and strict: no globals, seven filters, no calls, and
a name that the facts don't have is a fault before anything is written.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from io import BytesIO
from types import UnionType
from typing import TYPE_CHECKING, Protocol, Union, cast, get_args, get_origin, get_type_hints

from duban_xl.catalogue import wording
from duban_xl.documents.chinese import (
    clause,
    join_units,
    normal_text,
    number_text,
    numeral,
    percent_text,
    quoted,
    sentence,
)
from duban_xl.documents.word.xml import Element, read_package, serialise
from duban_xl.model.source import chinese_day

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2 import Template
    from jinja2.nodes import For, Getattr, Name, Node
    from jinja2.sandbox import SandboxedEnvironment

_LOOP_FIELDS = frozenset({"index", "first", "last", "length"})
_STATEMENTS = frozenset({"Template", "Output", "TemplateData", "If", "For"})
_EXPRESSIONS = frozenset(
    {"Name", "Getattr", "Filter", "Const", "Not", "And", "Or", "Compare", "Operand", "CondExpr", "Concat"}
)
_OPEN, _CLOSE = (
    "\U0010fff0",
    "\U0010fff1",
)  # stand for { and } of the data while docxtpl, which rewrites {_{, is at work
_GUARD = {ord("{"): _OPEN, ord("}"): _CLOSE, ord(_OPEN): None, ord(_CLOSE): None}
_FOOTNOTES = "wordprocessingml.footnotes+xml"


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a template: the catalogue's code and what to quote."""

    code: str
    what: str


@dataclass(slots=True)
class Inspection:
    """What a template uses: dotted field paths, and the faults found on the way."""

    used: set[str] = field(default_factory=set[str])
    faults: list[Fault] = field(default_factory=list[Fault])


class RenderError(Exception):
    """The template could not be rendered; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def inspect(template: bytes, known: Mapping[str, object]) -> Inspection:
    """The fields of `known` (top-level name → type) that `template` uses, and everything it must not contain."""
    from jinja2 import TemplateSyntaxError

    result = Inspection()
    environment = _environment()
    scope = {name: (annotation, name) for name, annotation in known.items()}
    for source in _prepared(template).sources.values():
        try:
            tree = environment.parse(source)
        except TemplateSyntaxError as error:
            result.faults.append(Fault("D104", _readable(error.message or "")))
            continue
        _Walk(result, frozenset(environment.filters)).visit(tree, scope)
    return result


def render(template: bytes, context: Mapping[str, object]) -> dict[str, bytes]:
    """The parts of `template` with the values of `context` (dataclasses, tuples, texts, dates, numbers) in them.

    Raises RenderError. The properties of the file are left empty: finishing writes them.
    """
    from jinja2.exceptions import SecurityError, TemplateError, UndefinedError

    prepared = _prepared(template)
    prepared.document.render_init()  # drawings are numbered from the start again
    plain = {name: _plain(value) for name, value in context.items()}
    try:
        filled = {name: _filled(prepared.document, source, plain) for name, source in prepared.sources.items()}
    except SecurityError as error:
        raise RenderError(Fault("D105", str(error))) from error
    except UndefinedError as error:
        raise RenderError(Fault("D102", str(error))) from error
    except TemplateError as error:
        raise RenderError(Fault("D104", _readable(str(error)))) from error
    return {**prepared.parts, **filled}


def _filled(document: "DocxTemplate", source: str, plain: Mapping[str, object]) -> bytes:
    """One part filled in: tables as wide as their rows, drawings numbered, the braces of the data back in place."""
    fill = cast("Callable[..., str]", document.render_xml_part)
    parse = cast("Callable[[str], Element]", document.fix_tables)
    number = cast("Callable[[Element], None]", document.fix_docpr_ids)
    root = parse(fill(source, None, plain, _Compiler))
    number(root)
    return _restored(serialise(root))


def _restored(part: bytes) -> bytes:
    """The braces of the data back in place."""
    return part.replace(_OPEN.encode(), b"{").replace(_CLOSE.encode(), b"}")


def _plain(value: object) -> object:
    """Data a template can't reach anything through: dicts, lists, texts, dates, numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return {item.name: _plain(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, tuple):
        return [_plain(item) for item in cast("tuple[object, ...]", value)]
    if isinstance(value, str):
        return normal_text(value).translate(_GUARD)
    return value


def _written(value: object) -> object:
    """A value as it stands in a document; numbers and dates never in Python's own form, lists and methods never."""
    from jinja2 import Undefined
    from jinja2.exceptions import SecurityError

    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, (int, Decimal)):
        return number_text(value)
    if isinstance(value, date):
        return chinese_day(value)
    if not isinstance(value, (str, Undefined)):
        raise SecurityError(type(value).__name__)
    return value


def _percent(value: Decimal | None) -> str:
    return "" if value is None else percent_text(value)


FILTERS: Mapping[str, Callable[..., object]] = {
    "units": join_units,
    "commas": "，".join,
    "clause": clause,
    "sentence": sentence,
    "quoted": quoted,
    "percent": _percent,
    "chinese": numeral,
}
"""What a template may write after a |."""


@cache
def _environment() -> "SandboxedEnvironment":
    from jinja2 import StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment

    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined, finalize=_written)
    environment.globals.clear()
    environment.tests.clear()
    environment.filters.clear()
    environment.filters.update(FILTERS)
    return environment


@lru_cache(maxsize=64)
def _compiled(source: str) -> "Template":
    return _environment().from_string(source)


class _Compiler:
    """What docxtpl takes for the environment: it asks for the template of a source, and each is compiled once."""

    from_string = staticmethod(_compiled)


class _Part(Protocol):
    partname: str
    content_type: str
    package: "_Package"


class _Package(Protocol):
    parts: "list[_Part]"


class _Properties(Protocol):
    title: str


class _Word(Protocol):
    """The part of python-docx's document that is used here."""

    part: _Part
    core_properties: _Properties

    def save(self, path_or_stream: BytesIO) -> None: ...


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A template opened once: its parts, and the jinja source of those that are filled in (body, headers, footers, notes)."""

    document: "DocxTemplate"
    parts: Mapping[str, bytes]
    sources: Mapping[str, str]


@lru_cache(maxsize=16)
def _prepared(template: bytes) -> _Prepared:
    from docxtpl import DocxTemplate

    document = DocxTemplate(BytesIO(template))
    word = cast("_Word", document.get_docx())
    word.core_properties.title = ""  # the part is there even where the template has none
    patch = cast("Callable[[str], str]", document.patch_xml)
    xml_of = cast("Callable[[_Part], str]", document.get_part_xml)
    sources = {part.partname[1:]: patch(xml_of(part)) for part in _tagged(document, word.part)}
    buffer = BytesIO()
    word.save(buffer)
    return _Prepared(document, read_package(buffer.getvalue()), sources)


def _tagged(document: "DocxTemplate", body: "_Part") -> Iterator["_Part"]:
    """The parts that may hold tags."""
    linked = cast("Callable[[str], Iterator[tuple[str, _Part]]]", document.get_headers_footers)
    yield body
    for uri in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in linked(uri):
            yield part
    for part in body.package.parts:
        if part.content_type.endswith(_FOOTNOTES):
            yield part


def _readable(message: str) -> str:
    """A fault of syntax as the engine tells it, in Chinese."""
    said = re.sub(r"<[^>]*>", "", message).strip()
    for pattern, words in wording.TEMPLATE_ERRORS:
        if found := re.search(pattern, said):
            return words.format(*(part.strip("'\"") for part in found.groups()))
    return wording.TEMPLATE_ERROR


Scope = Mapping[str, tuple[object, str]]
_UNKNOWN = (None, "")


@dataclass(frozen=True, slots=True)
class _Walk:
    """Reads a parsed template with the types of its fields; `visit` returns type and path of an expression."""

    result: Inspection
    filters: frozenset[str]

    def visit(self, node: "Node", scope: Scope) -> tuple[object, str]:
        """Checks `node` and what is below it."""
        kind = type(node).__name__
        if kind == "For":
            return self._loop(cast("For", node), scope)
        if kind == "Name":
            return self._name(cast("Name", node).name, scope)
        if kind == "Getattr":
            return self._attribute(cast("Getattr", node), scope)
        if kind not in _STATEMENTS | _EXPRESSIONS:
            return self._fault("D105", kind)
        if kind == "Filter" and (name := str(getattr(node, "name", ""))) not in self.filters:
            return self._fault("D113", name)
        for child in node.iter_child_nodes():
            self.visit(child, scope)
        return _UNKNOWN

    def _loop(self, node: "For", scope: Scope) -> tuple[object, str]:
        annotation, path = self.visit(node.iter, scope)
        target = str(getattr(node.target, "name", ""))
        inner = {**scope, target: (_item(annotation), path), "loop": (_LOOP_FIELDS, "")}
        for child in (*node.body, *node.else_):
            self.visit(child, inner)
        if node.test is not None:
            self.visit(node.test, inner)
        return _UNKNOWN

    def _name(self, name: str, scope: Scope) -> tuple[object, str]:
        if name not in scope:
            return self._fault("D102", name)
        self.result.used.add(scope[name][1])
        return scope[name]

    def _attribute(self, node: "Getattr", scope: Scope) -> tuple[object, str]:
        annotation, path = self.visit(node.node, scope)
        if annotation is _LOOP_FIELDS and node.attr in _LOOP_FIELDS:
            return (int, "")
        inner = _record(annotation)
        if inner is None or node.attr not in (hints := get_type_hints(inner)):
            return self._fault("D102", f"{path}.{node.attr}".removeprefix("."))
        self.result.used.add(f"{path}.{node.attr}")
        return hints[node.attr], f"{path}.{node.attr}"

    def _fault(self, code: str, what: str) -> tuple[object, str]:
        self.result.faults.append(Fault(code, what))
        return _UNKNOWN


def _record(annotation: object) -> type | None:
    """The dataclass that `annotation` names, or None."""
    return annotation if isinstance(annotation, type) and is_dataclass(annotation) else None


def _item(annotation: object) -> object:
    """What the tuple `annotation` holds; None if it is no tuple."""
    return get_args(annotation)[0] if get_origin(annotation) is tuple else None


@cache
def field_types(record: type) -> Mapping[str, object]:
    """The fields of `record` with their types."""
    return get_type_hints(record)


def field_values(record: object) -> dict[str, object]:
    """The fields of the dataclass `record` with their values."""
    return {name: getattr(record, name) for name in field_types(type(record))}


def field_paths(record: type, prefix: str = "") -> Iterator[tuple[str, str, object]]:
    """Every blank a template may fill from `record`: dotted path, Chinese meaning, type. Rows of rows are included."""
    hints = get_type_hints(record, include_extras=True)
    for item in fields(record):
        annotated = hints[item.name]
        annotation, meaning = get_args(annotated)[:2]
        path = f"{prefix}{item.name}"
        inner = _record(_item(annotation) or _not_none(annotation))
        if inner is None:
            yield path, str(meaning), annotation
        else:
            yield from field_paths(inner, f"{path}.")


def _not_none(annotation: object) -> object:
    if get_origin(annotation) in (Union, UnionType):
        return next(part for part in get_args(annotation) if part is not type(None))
    return annotation
