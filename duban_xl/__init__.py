"""Spreadsheet-native toolkit for a supervision office (督查室): ledger, returns, deadlines, scores, circulars.

For analysts: `read_ledger(path)`, `to_frames(ledger)`, `score_frames(ledger, period)`; loaded when they are first used.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duban_xl.frames import read_ledger, score_frames, to_frames

__all__ = ["__version__", "read_ledger", "score_frames", "to_frames"]
__version__ = "0.1.0"

FOR_ANALYSTS = frozenset({"read_ledger", "score_frames", "to_frames"})


def __getattr__(name: str) -> object:
    """What is offered to analysts, from the module that needs more than a command does."""
    if name not in FOR_ANALYSTS:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from duban_xl import frames

    return getattr(frames, name)
