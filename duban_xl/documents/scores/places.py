"""Scores as 汇总 shows them → each unit's place, within its group and over all, and the formulas that give the same."""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from duban_xl.catalogue import score_book as words
from duban_xl.documents.scores.cells import Content, Way
from duban_xl.documents.scores.layout import Grid


class Standing(NamedTuple):
    """What decides on a unit's place."""

    group: str
    score: Content
    takes_part: bool


def place_ways(
    grid: Grid, row: int, header: str, own: Standing, others: Sequence[Standing], *, overall: bool = False
) -> tuple[Way, Way]:
    """One more than the units that are better; or than their different scores, where no place is left out.

    `header` is the column of the scores compared; among all units if `overall`, else within the group.
    """
    score, scores = grid.cell(header, row), grid.range(header)
    same = [] if overall else [words.GROUP]
    parts = [words.TAKES_PART] if any(column.header == words.TAKES_PART for column in grid.columns) else []
    conditions = [f"({grid.range(h)}={grid.cell(h, row)})" for h in (*same, *parts)]
    better = "*".join((*conditions, f"ISNUMBER({scores})", f"({scores}>{score})"))
    taking = (
        f'AND(ISNUMBER({score}),{grid.cell(words.TAKES_PART, row)}="{words.YES}")' if parts else f"ISNUMBER({score})"
    )
    alike = ",".join(f"{grid.range(h)},{grid.range(h)}" for h in (*same, *parts))
    alike = f'COUNTIFS({alike}{"," if alike else ""}{scores},{scores}&"")'
    above = _above(own, others, overall=overall)
    shared = f'IF({taking},SUMPRODUCT({better})+1,"")'
    dense = f'IF({taking},ROUND(SUMPRODUCT({better}/{alike}),0)+1,"")'
    return Way(shared, _place(own, len(above))), Way(dense, _place(own, len(set(above))))


def _above(own: Standing, others: Sequence[Standing], *, overall: bool) -> list[Decimal]:
    score = own.score
    if not isinstance(score, Decimal):
        return []
    rivals = (o.score for o in others if o.takes_part and (overall or o.group == own.group))
    return [rival for rival in rivals if isinstance(rival, Decimal) and rival > score]


def _place(own: Standing, above: int) -> Content:
    return Decimal(above + 1) if own.takes_part and isinstance(own.score, Decimal) else ""
