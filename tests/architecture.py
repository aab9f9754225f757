"""The rules of the house as functions: a module's name and source in, what it breaks out."""

import ast
import sys
from collections.abc import Iterator
from typing import NamedTuple

STAGES: dict[str, frozenset[str]] = {
    "model": frozenset(),
    "catalogue": frozenset({"model"}),
    "packs": frozenset({"model", "catalogue"}),
    "read": frozenset({"model", "catalogue"}),
    "check": frozenset({"model", "catalogue"}),
    "plan": frozenset({"model", "catalogue", "check"}),
    "score": frozenset({"model", "catalogue", "plan"}),
    "apply": frozenset({"model", "catalogue", "read"}),
    "documents": frozenset({"model", "catalogue", "plan", "score"}),
    "mail": frozenset({"model", "catalogue"}),
    "resources": frozenset({"catalogue"}),
    "workflows": frozenset(
        {"model", "catalogue", "packs", "read", "check", "plan", "score", "apply", "documents", "mail", "resources"}
    ),
    "bench": frozenset(
        {
            "model",
            "catalogue",
            "packs",
            "read",
            "check",
            "plan",
            "score",
            "apply",
            "documents",
            "resources",
            "workflows",
        }
    ),
    "tidy": frozenset({"model", "catalogue"}),
    "frames": frozenset({"model", "catalogue", "score", "tidy", "workflows"}),
    "cli": frozenset({"model", "catalogue", "packs", "read", "check", "plan", "workflows", "bench"}),
}
"""Stage → the other stages it may import. What is not listed here may not be imported."""

PURE = frozenset({"model", "catalogue", "check", "plan", "score", "tidy"})
_IMPURE = "os io sys pathlib shutil tempfile zipfile socket subprocess time logging sqlite3 urllib http getpass glob importlib"
IMPURE_MODULES = frozenset(_IMPURE.split(" "))
IMPURE_CALLS = frozenset({"print", "open", "eval", "exec", "__import__"})
RELATIVE = "."
OUTSIDE = frozenset({"duban_xl"})  # the package's own __init__

DOORS: dict[str, frozenset[str]] = {
    # bench.peers names libraries to be measured against
    "chinese_calendar": frozenset({"read.holidays"}),
    "python_calamine": frozenset({"read.workbook"}),
    "msoffcrypto": frozenset({"read.encrypted"}),
    "olefile": frozenset({"read.ole"}),
    "xlsxwriter": frozenset({"documents.book"}),
    "docxtpl": frozenset({"documents.word.engine", "bench.peers"}),
    "jinja2": frozenset({"documents.word.engine", "bench.peers"}),
    "docx": frozenset({"bench.peers"}),
    "lxml": frozenset({"documents.word.xml"}),
    "extract_msg": frozenset({"read.msg"}),
    "imap_tools": frozenset({"mail.imap"}),
    "filelock": frozenset({"apply.lock"}),
    "keyring": frozenset({"mail.credentials"}),
    "rich": frozenset({"cli.show"}),
    "click": frozenset({"cli"}),  # the whole edge speaks click
    "xlwings": frozenset({"apply.live_excel"}),
    "openpyxl": frozenset({"bench.peers"}),
    "pandas": frozenset({"frames"}),
}
"""Third-party library → the modules that may name it."""

MOST_LINES_OF_A_FUNCTION = 40
MOST_LINES_OF_A_MODULE = 400
CLOCK_CALLS = frozenset({"now", "today", "utcnow"})
CLOCK_KEEPERS = frozenset({"cli.options"})


class Breach(NamedTuple):
    """One broken rule: its name, the module and what breaks it."""

    rule: str
    module: str
    what: str


def breaches(module: str, source: str) -> Iterator[Breach]:
    """Everything that `module` ("check.returns", without the package's name) breaks."""
    tree = ast.parse(source)
    yield from _stage_breaches(module, tree)
    yield from _door_breaches(module, tree)
    yield from _purity_breaches(module, tree)
    yield from _clock_breaches(module, tree)
    yield from _size_breaches(module, tree, source)
    yield from _noun_breaches(module, tree)
    if not ast.get_docstring(tree):
        yield Breach("a module opens with one sentence", module, "no docstring")


def stage_of(module: str) -> str:
    """The stage a module belongs to."""
    return module.split(".")[0]


def imports(tree: ast.AST) -> Iterator[str]:
    """Every dotted name that is imported, wherever it stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            if node.module == "duban_xl":
                yield from (f"duban_xl.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield RELATIVE


def _stage_breaches(module: str, tree: ast.AST) -> Iterator[Breach]:
    stage = stage_of(module)
    if stage not in STAGES:
        if stage not in OUTSIDE:
            yield Breach("every room belongs to a stage", module, stage)
        return
    for name in imports(tree):
        parts = name.split(".")
        if name == RELATIVE:
            yield Breach("imports name the whole path", module, name)
        elif parts[0] == "duban_xl" and len(parts) > 1 and parts[1] != stage and parts[1] not in STAGES[stage]:
            yield Breach("stages import downwards only", module, name)


def _door_breaches(module: str, tree: ast.AST) -> Iterator[Breach]:
    for name in imports(tree):
        library = name.split(".")[0]
        if name == RELATIVE or library == "duban_xl" or library in sys.stdlib_module_names:
            continue
        doors = DOORS.get(library, frozenset())
        if module not in doors and stage_of(module) not in doors:
            yield Breach("one library, one door", module, name)


def _purity_breaches(module: str, tree: ast.AST) -> Iterator[Breach]:
    if stage_of(module) not in PURE:
        return
    for name in imports(tree):
        if name.split(".")[0] in IMPURE_MODULES:
            yield Breach("pure stages do no I/O", module, name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in IMPURE_CALLS:
            yield Breach("pure stages do no I/O", module, f"{node.func.id}()")
        if isinstance(node, ast.Raise) and stage_of(module) in {"check", "plan", "score", "tidy"}:
            yield Breach("pure stages never raise", module, f"line {node.lineno}")


def _clock_breaches(module: str, tree: ast.AST) -> Iterator[Breach]:
    if module in CLOCK_KEEPERS:
        return
    for name in imports(tree):
        if name.split(".")[0] == "time" and stage_of(module) not in PURE:
            yield Breach("only the edge asks what day it is", module, name)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK_CALLS:
            yield Breach("only the edge asks what day it is", module, f"line {node.lineno}")


def _size_breaches(module: str, tree: ast.AST, source: str) -> Iterator[Breach]:
    lines = source.count("\n")
    if lines > MOST_LINES_OF_A_MODULE:
        yield Breach("modules are short", module, f"{lines} lines")
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            length = node.end_lineno - node.lineno + 1
            if length > MOST_LINES_OF_A_FUNCTION:
                yield Breach("functions are short", module, f"{node.name}: {length} lines")


def _noun_breaches(module: str, tree: ast.AST) -> Iterator[Breach]:
    if stage_of(module) != "model":
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                text = ast.unparse(decorator)
                if text.startswith("dataclass") and not ("frozen=True" in text and "slots=True" in text):
                    yield Breach("nouns are frozen and slotted", module, node.name)
