"""The band table of the method → its rows on 口径说明, and the formula that looks a score up in it."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from duban_xl.catalogue import score_book as words
from duban_xl.documents.scores.basis import Basis
from duban_xl.documents.scores.cells import Way
from duban_xl.score import words as w
from duban_xl.score.ladder import Ladder, Rung

FARTHEST = Decimal("1E+99")
"""Stands for a band without end."""


@dataclass(frozen=True)
class Bands:
    """等次表: the ladder that 口径 names."""

    basis: Basis

    @cached_property
    def ladder(self) -> Ladder | None:
        """Its steps; None if the method has no bands."""
        method = self.basis.method
        return method.ladders.get(self.basis.words.text(w.BANDS)) if method else None

    @property
    def rungs(self) -> tuple[Rung, ...]:
        """The bands from number to number."""
        return self.ladder.rungs if self.ladder else ()

    @property
    def used(self) -> bool:
        """Whether 汇总 has a column of bands."""
        return bool(self.ladder) or any(unit.band for unit in self.basis.board.units)

    def way(self, expression: str, score: Decimal) -> Way | None:
        """The first band that holds the score."""
        if not self.rungs or self.ladder is None:
            return None
        step = self.ladder.at(score)
        start = (
            f'({expression}>{words.BAND_FROM})+({expression}={words.BAND_FROM})*({words.BAND_HOLDS_FROM}="{words.YES}")'
        )
        end = f'({expression}<{words.BAND_TO})+({expression}={words.BAND_TO})*({words.BAND_HOLDS_TO}="{words.YES}")'
        place = f"SUMPRODUCT(MATCH(1,({start})*({end}),0))"
        return Way(f'IFERROR(INDEX({words.BAND_NAMES},{place}),"")', step.name if step else "")
