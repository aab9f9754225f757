"""文书登记 → the office's own score circulars: they list what was deducted and feed nothing back (cangnan-amb-22)."""

from collections.abc import Sequence

from duban_xl.model.ledger import Ledger
from duban_xl.model.office import DocumentEntry
from duban_xl.score.judged import folded


def own_circulars(ledger: Ledger, names: Sequence[str]) -> tuple[DocumentEntry, ...]:
    """The registered documents whose 文种 or 标题 is one of `names` (口径 不作扣分依据的文种)."""
    marks = [folded(name) for name in names]
    return tuple(entry for entry in ledger.documents if any(mark in folded(entry.kind + entry.title) for mark in marks))


def marks_of_own(ledger: Ledger, names: Sequence[str]) -> frozenset[str]:
    """What tells a document as one of them: their names and 文号, folded. A document that contains one is the office's own."""
    numbers = (entry.document_number for entry in own_circulars(ledger, names))
    return frozenset(folded(text) for text in (*names, *numbers) if text)
