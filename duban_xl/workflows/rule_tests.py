"""Edge: a folder of tests → which of them name which rule, for the page that traces every rule."""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

RULE = re.compile(r"(?:shiwei|weinan|xiayi|jiangsu|cangnan)-[A-Z]?\d[\w.]*(?:-[a-z0-9]+)+")


def rules_exercised(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """Rule id → the tests that name it in what they run or are given: `test_x.py::test_a`, or `test_x.py` for a table.

    Docstrings and comments name nothing.
    """
    found: dict[str, dict[str, None]] = {}
    for path in sorted(folder.glob("test_*.py")):
        for rule, place in _named(ast.parse(path.read_text(encoding="utf-8")), path.name):
            found.setdefault(rule, {})[place] = None
    return {rule: tuple(places) for rule, places in found.items()}


def _named(tree: ast.Module, name: str) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Expr):
            continue  # the module's docstring
        place = f"{name}::{node.name}" if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") else name
        told: set[int] = set()
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node) is not None:
            told = {id(part) for part in ast.walk(node.body[0])}
        for part in ast.walk(node):
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in told:
                yield from ((rule, place) for rule in RULE.findall(part.value))
