"""What the office calls a kind of document, and which kind it means: 制度用语, 事项类别 and the registry's own names."""

from collections.abc import Iterator

from duban_xl.catalogue import cannot_run
from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.registry import KINDS
from duban_xl.model.document_number import Numbering
from duban_xl.model.ledger import Ledger
from duban_xl.model.method import Category, Term
from duban_xl.model.noun import split_names

DOCUMENT_TERM = "文种"
ASSIGNING = "下达"


def asked_for(text: str, ledger: Ledger) -> tuple[DocumentKind, str]:
    """The kind that `text` names and the name that its documents get; raises CannotRun (C008).

    A name of the method that stands for another one (xiayi: the draft 督办通知 goes out as 督查通知单) gets that one's.
    """
    means = next((term.means for term in _terms(ledger) if term.name == text), "")
    for name in dict.fromkeys((means, text)):
        kind = next((kind for kind in KINDS if name in kind.all_names), None)
        if kind:
            return kind, _named(kind, text, ledger)
    raise cannot_run("C008", kind=text, kinds="、".join(kind.name for kind in KINDS))


def office_name(kind: DocumentKind, ledger: Ledger, category: Category | None = None) -> str:
    """How this office calls documents of `kind` about a matter of `category`: the category's word, the method's, else ours."""
    wanted = split_names(f"{category.assignment_document}、{category.result_document}") if category else ()
    chosen = next((name for name in wanted if name in kind.all_names), "")
    return chosen or _method_name(kind, ledger)


def register_names(kind: DocumentKind, ledger: Ledger) -> frozenset[str]:
    """Every word under which 文书登记 may hold documents of `kind`."""
    return frozenset({*kind.all_names, *(t.name for t in _terms(ledger) if t.means in kind.all_names)})


def assigning_names(ledger: Ledger) -> frozenset[str]:
    """Every word under which 文书登记 may hold a document that assigns a matter to units."""
    return frozenset(name for kind in KINDS if kind.purpose == ASSIGNING for name in register_names(kind, ledger))


def unit_names(ledger: Ledger) -> frozenset[str]:
    """Every word under which 文书登记 may hold a document of which each unit has its own."""
    return frozenset(name for kind in KINDS if kind.per_unit for name in register_names(kind, ledger))


def unnumbered_names(ledger: Ledger) -> frozenset[str]:
    """Every word under which 文书登记 may hold a document that gets no number."""
    unnumbered = (kind for kind in KINDS if kind.numbering is Numbering.NONE)
    return frozenset(name for kind in unnumbered for name in register_names(kind, ledger))


def _named(kind: DocumentKind, text: str, ledger: Ledger) -> str:
    """`text` if the method uses it for what goes out or one of its sheets asks for it, else the office's usual name."""
    if any(text in split_names(row.document) for row in (*ledger.duties, *ledger.procedures, *ledger.ladder)):
        return text
    own = next((term for term in _terms(ledger) if term.name == text), None)
    if own and (own.means == own.name or own.means not in {term.name for term in _terms(ledger)}):
        return text
    return office_name(kind, ledger)


def _method_name(kind: DocumentKind, ledger: Ledger) -> str:
    """The method's name of `kind`, the likeliest first: ours, one that stands for itself, any other; ours if there is none.

    Several words that each stand for something of its own (半月汇总报告, 批办事项汇总) are no name of `kind` as such.
    """
    names = [term for term in _terms(ledger) if {term.name, term.means} & set(kind.all_names)]
    ranked = sorted(names, key=lambda term: (term.name != kind.name, term.name != term.means))
    if not ranked or (len(ranked) > 1 and ranked[0].name not in (kind.name, ranked[0].means)):
        return kind.name
    return ranked[0].name


def _terms(ledger: Ledger) -> Iterator[Term]:
    return (term for term in ledger.terms if term.kind == DOCUMENT_TERM)
