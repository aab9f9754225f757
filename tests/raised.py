"""The package's source → every place where a code is raised, with the names of the values given to its sentence."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duban_xl.read.codes import LEDGER, RETURN

PACKAGE = Path(__file__).resolve().parent.parent / "duban_xl"
CODE = re.compile(r"[A-Z]\d{3}")
RAISERS: dict[str, frozenset[str]] = {
    "finding": frozenset(),
    "cannot_run": frozenset(),
    "refused": frozenset({"tab", "cell"}),
    "_unreadable": frozenset({"name"}),
    "found": frozenset({"serial"}),
}
"""Function or method that raises the code of its first argument → the names it adds by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """One call that raises `code`; `names` are the values it quotes, `open` whether more come from a mapping."""

    code: str
    names: frozenset[str]
    open: bool
    place: str


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package but those that hold the catalogue."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if "catalogue" not in path.parts:
            yield str(path.relative_to(PACKAGE)), ast.parse(path.read_text(encoding="utf-8"))


def codes_written() -> frozenset[str]:
    """Every code that stands in the package as a text of its own, wherever: call, tuple, mapping or default."""
    constants = (node.value for _, tree in sources() for node in ast.walk(tree) if isinstance(node, ast.Constant))
    return frozenset(text for text in constants if isinstance(text, str) and CODE.fullmatch(text))


def raised() -> Iterator[Raised]:
    """Every call of a raiser whose code can be told from the source."""
    for module, tree in sources():
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        for scope in (tree, *functions):
            for call in _calls(scope):
                yield from _of_call(call, scope, module)


def _calls(scope: ast.AST) -> Iterator[ast.Call]:
    """The calls of a scope, without those of functions inside it."""
    for node in ast.iter_child_nodes(scope):
        if isinstance(node, ast.FunctionDef):
            continue
        if isinstance(node, ast.Call):
            yield node
        yield from _calls(node)


def _of_call(call: ast.Call, scope: ast.AST, module: str) -> Iterator[Raised]:
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    if name not in RAISERS or not call.args:
        return
    given = {keyword.arg for keyword in call.keywords}
    for code in _codes(call.args[0], scope):
        yield Raised(
            code=code,
            names=RAISERS[name] | {word for word in given if word},
            open=None in given,
            place=f"{module}:{call.lineno}",
        )


def _codes(node: ast.expr, scope: ast.AST) -> Iterator[str]:
    """The codes that an expression may be: a text, one of two, a field of `Codes`, a name bound to texts nearby."""
    match node:
        case ast.Constant(value=str(text)):
            yield from (text,) if CODE.fullmatch(text) else ()
        case ast.IfExp():
            yield from _codes(node.body, scope)
            yield from _codes(node.orelse, scope)
        case ast.Attribute(value=ast.Name(id="codes"), attr=field):
            yield from filter(None, (getattr(LEDGER, field), getattr(RETURN, field)))
        case ast.Name(id=name):
            for bound in _bound_to(name, scope):
                yield from _codes(bound, scope)
        case _:
            return


def _bound_to(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    """What is assigned to `name` in the scope, by = or by running through tuples written there."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
            yield node.value
        if isinstance(node, ast.For | ast.comprehension) and isinstance(node.iter, ast.Tuple):
            yield from _run_through(name, node.target, node.iter)


def _run_through(name: str, target: ast.expr, rows: ast.Tuple) -> Iterator[ast.expr]:
    names = [getattr(part, "id", "") for part in target.elts] if isinstance(target, ast.Tuple) else []
    for row in rows.elts:
        if name in names and isinstance(row, ast.Tuple):
            yield row.elts[names.index(name)]
