"""The kinds of documents that can be written. A new kind is a module of its own and one entry here."""

from duban_xl.catalogue import cannot_run
from duban_xl.documents.papers.circular import CIRCULAR
from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.notice import NOTICE
from duban_xl.documents.papers.quarter_circular import QUARTER_CIRCULAR
from duban_xl.documents.papers.release import RELEASE
from duban_xl.documents.papers.score_circular import SCORE_CIRCULAR
from duban_xl.documents.papers.task_table import TASK_TABLE
from duban_xl.documents.papers.ten_things import TEN_THINGS

KINDS: tuple[DocumentKind, ...] = (CIRCULAR, QUARTER_CIRCULAR, TEN_THINGS, SCORE_CIRCULAR, RELEASE, TASK_TABLE, NOTICE)


def kind_named(name: str) -> DocumentKind:
    """The kind called `name`; raises CannotRun (D112)."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise cannot_run("D112", kind=name)


def kind_of(facts: object) -> DocumentKind:
    """The kind whose facts these are; raises CannotRun (D112)."""
    for kind in KINDS:
        if type(facts) is kind.facts:
            return kind
    raise cannot_run("D112", kind=type(facts).__name__)
