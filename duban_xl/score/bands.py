"""A score → its 等次 by the band table, and the grades below it (K24)."""

from decimal import Decimal
from fractions import Fraction

from duban_xl.model.rulebook import Step
from duban_xl.score import words as w
from duban_xl.score.exact import rounded
from duban_xl.score.ladder import number_in
from duban_xl.score.method import Method


def band_figure(score: Decimal, method: Method) -> Fraction:
    """The figure that is looked up in the band table: by 等次取分 rounded like the score that counts, or as it stands."""
    if method.says(w.BAND_BY) == w.CHOICES[w.BAND_BY][0]:
        return Fraction(rounded(Fraction(score), method.places, method.says(w.ROUNDING)))
    return Fraction(score)


def band_step(score: Decimal | None, method: Method) -> Step | None:
    """The step of the band table that holds the score; None without a table, a score or a step."""
    ladder = method.ladders.get(method.words.text(w.BANDS))
    return ladder.at(band_figure(score, method)) if ladder and score is not None else None


def has_bands(method: Method) -> bool:
    """Whether the method states a band table."""
    return method.words.text(w.BANDS) in method.ladders


def grades(method: Method) -> tuple[str, ...]:
    """The names of the bands, best first: by what each begins with; bands without a number keep their order."""
    ladder = method.ladders.get(method.words.text(w.BANDS))
    steps = ladder.steps if ladder else ()
    starts = [number_in(step.start) if step.start else Decimal("-Infinity") for step in steps]
    known = [start for start in starts if start is not None]
    ordered = sorted(range(len(steps)), key=lambda i: starts[i] or 0, reverse=True) if len(known) == len(steps) else []
    return tuple(dict.fromkeys(steps[i].name for i in ordered or range(len(steps)) if steps[i].name))


def lowered(band: str, method: Method, times: int) -> str:
    """The grade so many below `band`, the last one at most; a band that the table does not have stays."""
    names = grades(method)
    return names[min(names.index(band) + times, len(names) - 1)] if band in names else band
