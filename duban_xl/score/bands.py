"""A score → its 等次 by the band table, and the grades below it (K24)."""

from decimal import Decimal
from fractions import Fraction

from duban_xl.model.rulebook import Step
from duban_xl.score import words as w
from duban_xl.score.exact import as_fraction, rounded
from duban_xl.score.ladder import Ladder, number_in
from duban_xl.score.method import Method


def band_figure(score: Decimal, method: Method) -> Fraction:
    """The figure that is looked up in the band table: by 等次取分 rounded like the score that counts, or as it stands."""
    if method.says(w.BAND_BY) == w.CHOICES[w.BAND_BY][0]:
        return as_fraction(rounded(as_fraction(score), method.places, method.says(w.ROUNDING)))
    return as_fraction(score)


def band_table(method: Method) -> Ladder | None:
    """The ladder that 口径 等次表 names; None if the method states no bands."""
    return method.ladders.get(method.words.text(w.BANDS))


def band_step(score: Decimal | None, method: Method) -> Step | None:
    """The step of the band table that holds the score; None without a table, a score or a step."""
    ladder = band_table(method)
    return ladder.at(band_figure(score, method)) if ladder and score is not None else None


def grades(method: Method) -> tuple[str, ...]:
    """The names of the bands, best first: by what each begins with.

    Where a band is only a name (its units are set by rank or by an event) the order is that of the sheet, from its better end.
    """
    ladder = band_table(method)
    steps = ladder.steps if ladder else ()
    begins = [_begins(step) for step in steps]
    known = [begin for begin in begins if begin is not None]
    places = list(range(len(steps)))
    if len(known) == len(steps):
        places.sort(key=known.__getitem__, reverse=True)
    elif known and known[0] < known[-1]:
        places.reverse()
    return tuple(dict.fromkeys(steps[i].name for i in places if steps[i].name))


def _begins(step: Step) -> Decimal | None:
    """From which figure on the band is given; None for a band of a word or a name."""
    if step.start:
        return number_in(step.start)
    return Decimal("-Infinity") if step.end else None


def lowered(band: str, method: Method, times: int) -> str:
    """The grade so many below `band`, the last one at most; a band that the table does not have stays."""
    names = grades(method)
    return names[min(names.index(band) + times, len(names) - 1)] if band in names else band
