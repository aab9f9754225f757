"""Findings of one scoring → the same without those that another one tells already, and better."""

from collections.abc import Callable, Iterable, Mapping

from duban_xl.model.finding import Finding

Mark = Callable[[Finding], str]


def _place(found: Finding) -> str:
    return f"{found.source.sheet}!{found.source.cell}"


def _group(found: Finding) -> str:
    return found.args["group"]


ECHOES: Mapping[str, tuple[str, Mark]] = {
    "S263": ("S200", _place),  # the cell of 计分测算 that is empty
    "S150": ("S212", _group),  # the group that has no weight, once for all its units; of a lone unit the name is wrong
}
"""Code → the code that says the same, and by what the two are known to mean one thing."""


def without_echoes(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """`findings` in their order, less every echo of another one."""
    every = tuple(findings)
    told = {(f.code, mark(f)) for f in every for code, mark in ECHOES.values() if f.code == code and _is_for_many(f)}
    return tuple(found for found in every if not _is_echo(found, told))


def _is_for_many(found: Finding) -> bool:
    return found.args.get("count") != "1"


def _is_echo(found: Finding, told: set[tuple[str, str]]) -> bool:
    if found.code not in ECHOES:
        return False
    code, mark = ECHOES[found.code]
    return (code, mark(found)) in told
