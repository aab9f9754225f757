"""计分阶梯 → findings: steps that overlap or leave numbers out, steps without value, tables nobody uses, bands that miss scores."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from math import ceil, floor

from duban_xl.catalogue import finding
from duban_xl.catalogue import scoring_checks as said
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.assessment import ADDS, BY_PARTS, PROGRESSIONS, SHARE, STEPPED, TIERED
from duban_xl.model.finding import Finding
from duban_xl.model.rulebook import ScoringRule, Step
from duban_xl.model.source import shown
from duban_xl.model.text import comparable
from duban_xl.score import words as w
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import Book
from duban_xl.score.checks.measures import RANK_LIST
from duban_xl.score.checks.repetition import counted_ladders
from duban_xl.score.checks.rules import kind_of
from duban_xl.score.exact import decimal_of
from duban_xl.score.ladder import Ladder, Rung, number_in

STEPS = SHEETS["scoring_steps"]


@dataclass(slots=True)
class _Use:
    """Where a table is looked up."""

    gives_values: bool = False
    gives_names: bool = False  # a table of bands
    by: list[str] = field(default_factory=list[str])  # "whole", "number", "word"


def _uses(book: Book) -> Mapping[str, _Use]:
    uses: dict[str, _Use] = {}

    def use(table: str, by: str, *, names: bool = False) -> None:
        one = uses.setdefault(table, _Use())
        one.gives_names, one.gives_values = one.gives_names or names, one.gives_values or not names
        one.by.append(by)

    for rule in book.rulebook.rules:
        by = {STEPPED: "whole", BY_PARTS: "whole", TIERED: "word", SHARE: "word"}.get(kind_of(rule))
        if rule.step_table and by:
            use(rule.step_table, by)
        elif rule.step_table:  # told as a cell that does nothing
            uses.setdefault(rule.step_table, _Use())
    for row in book.rulebook.measures:
        if row.step_table:
            use(row.step_table, "whole" if row.measure == RANK_LIST or _counts(row.indicator) else "number")
    if table := book.words.text(w.BANDS):
        use(table, "number", names=True)
    return uses


def table_is_not_used(book: Book) -> Iterator[Finding]:
    """No rule, measured part or setting looks a table up."""
    uses = _uses(book)
    for table, ladder in book.ladders.items():
        if table not in uses:
            yield finding("S248", *(step.source("table") for step in ladder.steps), table=table)


def edges_are_reversed(book: Book) -> Iterator[Finding]:
    """起 is greater than 止."""
    for step in book.rulebook.steps:
        start, end = number_in(step.start), number_in(step.end)
        if start is not None and end is not None and start > end:
            yield faults.upside_down(step, ("start", "end"))


def steps_overlap(book: Book) -> Iterator[Finding]:
    """Two steps of a table hold the same numbers: the first of the sheet decides."""
    uses = _uses(book)
    for table, ladder in book.ladders.items():
        whole = _is_whole(uses.get(table))
        for first, second in _neighbours(ladder):
            shared = _shared(first, second)
            if shared and not (whole and not _holds_a_whole_number(shared)):
                places = first.step.source("end"), second.step.source("start")
                yield finding("S243", *places, table=table, value=_region(shared))


def steps_leave_a_gap(book: Book) -> Iterator[Finding]:
    """Numbers between the first edge of a table and its last that no step holds."""
    uses = _uses(book)
    for table, ladder in book.ladders.items():
        whole = _is_whole(uses.get(table))
        for first, second in _neighbours(ladder):
            text = _missing(first, second, whole=whole)
            if text:
                places = first.step.source("end"), second.step.source("start")
                yield finding("S244", *places, table=table, value=text)


def _counts(indicator: str) -> bool:
    """Whether an indicator is a number of things, not a rate or a score."""
    return bool(indicator) and not any(word in indicator for word in ("率", "比", "分", "度", "%"))


def _is_whole(use: _Use | None) -> bool:
    """Whether only whole numbers are looked up: times, days, pieces, places. So it seems of a table nobody uses."""
    return use is None or all(by == "whole" for by in use.by)


def _neighbours(ladder: Ladder) -> Iterator[tuple[Rung, Rung]]:
    """Every step with the one that reaches farthest before it; steps upside down are left out."""
    rungs = [rung for rung in ladder.rungs if rung.start is None or rung.end is None or rung.start <= rung.end]
    rungs.sort(key=lambda rung: (rung.start is not None, rung.start or 0, not rung.holds_start))
    farthest: Rung | None = None
    for rung in rungs:
        if farthest:
            yield farthest, rung
        if farthest is None or _reaches(rung) > _reaches(farthest):
            farthest = rung


def _reaches(rung: Rung) -> tuple[bool, Fraction, bool]:
    return rung.end is None, rung.end or Fraction(0), rung.holds_end


_Region = tuple[Fraction | None, Fraction | None, bool, bool]


def _shared(first: Rung, second: Rung) -> _Region | None:
    """What both hold, `second` beginning no earlier: start, end, whether each is held; None if nothing."""
    ends = [(rung.end, rung.holds_end) for rung in (first, second) if rung.end is not None]
    end, holds_end = min(ends) if ends else (None, False)
    if first.start == second.start:
        start, holds_start = second.start, first.holds_start and second.holds_start
    else:
        start, holds_start = second.start, second.holds_start
    if start is not None and end is not None and (start > end or (start == end and not (holds_start and holds_end))):
        return None
    return start, end, holds_start, holds_end


def _holds_a_whole_number(region: _Region) -> bool:
    start, end, holds_start, holds_end = region
    if start is None or end is None:
        return True
    least = ceil(start) if holds_start or start != ceil(start) else int(start) + 1
    return least < end or (least == end and holds_end)


def _region(region: _Region) -> str:
    start, end, _, _ = region
    if start is None and end is None:
        return said.EVERYTHING
    if start is None or end is None:
        return (said.ABOVE if end is None else said.BELOW).format(start=_text(start), end=_text(end))
    return _text(start) if start == end else said.BETWEEN.format(start=_text(start), end=_text(end))


def _missing(first: Rung, second: Rung, *, whole: bool) -> str:
    """The numbers between two neighbours that neither holds, in words; "" if there are none."""
    end, start = first.end, second.start
    if end is None or start is None or start < end or (start == end and (first.holds_end or second.holds_start)):
        return ""
    if start == end:
        return _text(end)
    if not whole:
        return said.ANY_NUMBER.format(start=_text(end), end=_text(start))
    least = floor(end) + 1 if first.holds_end or end != floor(end) else int(end)
    most = ceil(start) - 1 if second.holds_start or start != ceil(start) else int(start)
    if least > most:
        return ""
    return str(least) if least == most else said.BETWEEN.format(start=least, end=most)


def _text(number: Fraction | None) -> str:
    """An edge as the sheet says it: edges are decimals."""
    return "" if number is None else shown(decimal_of(number))


def word_is_written_twice(book: Book) -> Iterator[Finding]:
    """Two steps of a table are for the same word."""
    for ladder in book.ladders.values():
        words = [step for step in ladder.steps if step.start and number_in(step.start) is None]
        what = said.WHAT["scoring_steps"][1].format(name=ladder.table)
        yield from faults.twice(words, lambda step: comparable(step.start), column="start", what=what)


def words_and_numbers_are_mixed(book: Book) -> Iterator[Finding]:
    """Some steps of a table reach from number to number, others are for a word."""
    for table, ladder in book.ladders.items():
        words = [step for step in ladder.steps if _is_of_words(step)]
        if words and ladder.rungs:
            places = (step.source("start") for step in words)
            yield finding("S247", *places, table=table, value="、".join(step.start or step.end for step in words))


def _is_of_words(step: Step) -> bool:
    return any(text and number_in(text) is None for text in (step.start, step.end))


def step_says_nothing(book: Book) -> Iterator[Finding]:
    """A step without the value, or a band without the name, for which its table is looked up."""
    uses = _uses(book)
    for table, ladder in book.ladders.items():
        use = uses.get(table, _Use())
        for step in ladder.steps:
            for column in _empty(step, use):
                name = step.start or step.name or step.end
                yield finding("S245", step.source(column), table=table, step=name, header=STEPS[column].header)


def _empty(step: Step, use: _Use) -> Iterator[str]:
    valueless = step.value is None and "value" not in step.record.written
    nameless = not step.name and use.gives_names
    if valueless and not step.consequence and (use.gives_values or not (step.name or use.gives_names)):
        yield "value"
    if nameless:
        yield "name"


def ladder_does_not_grow(book: Book) -> Iterator[Finding]:
    """A later time costs less than an earlier one; where steps replace each other, no more than it."""
    usual = book.words.choice(w.PROGRESSION)
    for rule, ladder in counted_ladders(book):
        adds = (rule.progression if rule.progression in PROGRESSIONS else usual) == ADDS
        rungs = sorted((rung for rung in ladder.rungs if rung.step.value is not None), key=lambda rung: rung.start or 0)
        for before, after in pairwise(rungs):
            if _falls(before.step, after.step, adds=adds):
                places, name = (after.step.source("value"), rule.source("step_table")), after.step.start
                yield finding("S246", *places, rule=rule.rule, table=ladder.table, step=name)


def _falls(before: Step, after: Step, *, adds: bool) -> bool:
    if before.value is None or after.value is None or after.consequence:
        return False
    return after.value < before.value or (after.value == before.value and not adds)


def ladder_ends_too_early(book: Book) -> Iterator[Finding]:
    """A table that is looked up by number or times ends, so that a larger number has no step."""
    for rule in book.rules.values():
        ladder = book.ladders.get(rule.step_table)
        if (
            kind_of(rule) in (STEPPED, BY_PARTS)
            and ladder
            and ladder.rungs
            and all(rung.end is not None for rung in ladder.rungs)
        ):
            last = max(ladder.rungs, key=_reaches)
            yield _too_early(rule, ladder, last)


def _too_early(rule: ScoringRule, ladder: Ladder, last: Rung) -> Finding:
    places = last.step.source("end"), rule.source("step_table")
    return finding("S250", *places, rule=rule.rule, table=ladder.table, value=_text(last.end))


def scores_have_no_band(book: Book) -> Iterator[Finding]:
    """The lowest band begins above the least score, or the highest ends below the full marks."""
    ladder = book.ladders.get(book.words.text(w.BANDS))
    if ladder is None or not ladder.rungs:
        return
    lowest = min(ladder.rungs, key=lambda rung: (rung.start is not None, rung.start or 0))
    highest = max(ladder.rungs, key=_reaches)
    least = Fraction(book.words.number(w.FLOOR) or 0)
    if lowest.start is not None and (lowest.start > least or (lowest.start == least and not lowest.holds_start)):
        yield _bandless(ladder, lowest, "start", said.LOWEST.format(value=_text(lowest.start)))
    if book.most is not None and _ends_below(highest, Fraction(book.most)):
        words = said.ABOVE if highest.holds_end else said.FROM
        yield _bandless(ladder, highest, "end", words.format(start=_text(highest.end)))


def _ends_below(rung: Rung, most: Fraction) -> bool:
    return rung.end is not None and (rung.end < most or (rung.end == most and not rung.holds_end))


def _bandless(ladder: Ladder, rung: Rung, column: str, value: str) -> Finding:
    return finding("S249", rung.step.source(column), table=ladder.table, value=value)


STEP_CHECKS = (
    table_is_not_used,
    edges_are_reversed,
    steps_overlap,
    steps_leave_a_gap,
    word_is_written_twice,
    words_and_numbers_are_mixed,
    step_says_nothing,
    ladder_does_not_grow,
    ladder_ends_too_early,
    scores_have_no_band,
)
