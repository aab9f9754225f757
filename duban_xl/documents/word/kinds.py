"""The kinds of documents that can be written: name → facts class, template, checks. A new kind is one entry here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from duban_xl.catalogue import cannot_run
from duban_xl.documents.facts import CircularFacts, NoticeFacts, ScoreCircularFacts
from duban_xl.documents.word import check
from duban_xl.model.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentKind:
    """One kind of document. `shows` names what must be read in it, `checks` look for contradictions in the facts.

    `purpose` is the 用途 of 审批程序 by which the document is approved.
    """

    name: str
    facts: type
    template: str
    purpose: str
    shows: Callable[[Any], Iterator[check.Shown]]
    checks: tuple[Callable[[Any], Iterator[Finding]], ...] = ()
    must_say: tuple[tuple[str, str], ...] = ()  # a code and the words without which the document gets it


KINDS = (
    DocumentKind(
        name="督查通报",
        facts=CircularFacts,
        template="督查通报.docx",
        purpose="通报",
        shows=check.circular_shows,
        checks=(check.counts_disagree, check.percents_disagree, check.annex_disagrees),
    ),
    DocumentKind(
        name="扣分情况季度通报",
        facts=ScoreCircularFacts,
        template="扣分情况季度通报.docx",
        purpose="通报",
        shows=check.score_shows,
        checks=(check.sums_disagree, check.unit_sums_disagree),
        must_say=(("D127", "不属于通报批评"),),
    ),
    DocumentKind(
        name="督查通知书",
        facts=NoticeFacts,
        template="督查通知书.docx",
        purpose="下达",
        shows=check.notice_shows,
        checks=(check.notice_is_incomplete,),
    ),
)


def kind_named(name: str) -> DocumentKind:
    """The kind called `name`; raises CannotRun (D112)."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise cannot_run("D112", kind=name)


def kind_of(facts: object) -> DocumentKind:
    """The kind whose facts these are; raises CannotRun (D112)."""
    for kind in KINDS:
        if isinstance(facts, kind.facts):
            return kind
    raise cannot_run("D112", kind=type(facts).__name__)
