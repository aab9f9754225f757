"""Edge: an edited Word template → what is wrong with it; a kind of document → what its template may use."""

from dataclasses import dataclass
from pathlib import Path

from duban_xl.catalogue import cannot_run
from duban_xl.documents.papers.document import check_template, template_fields
from duban_xl.documents.papers.registry import KINDS, kind_named
from duban_xl.model.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class LintedTemplate:
    """A template and what is wrong with it, errors first."""

    kind: str
    file: Path
    findings: tuple[Finding, ...]


def kind_names() -> tuple[str, ...]:
    """The kinds of documents that have a template."""
    return tuple(kind.name for kind in KINDS)


def lint_template(file: Path, kind: str = "") -> LintedTemplate:
    """Look through `file` as a template of `kind`; without it the file's name says which (督查通报.docx, 督查通报（新）.docx).

    Raises CannotRun: C033 if neither names a kind, D112 for an unknown kind.
    """
    name = kind_named(kind).name if kind else _kind_of(file)
    return LintedTemplate(kind=name, file=file, findings=check_template(name, file))


def fields_of(kind: str) -> tuple[tuple[str, str], ...]:
    """Every blank a template of `kind` may use, with its meaning; raises CannotRun (D112)."""
    return template_fields(kind)


def _kind_of(file: Path) -> str:
    """The kind whose name the file's name begins with, the longest first."""
    fitting = [name for name in kind_names() if file.stem.startswith(name)]
    if not fitting:
        raise cannot_run("C033", file=file.name, kinds="、".join(kind_names()))
    return max(fitting, key=len)
