"""各组权重 and 计入权重 → findings: groups without weight, weights without group, sums that are not 100 %."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from duban_xl.catalogue import finding
from duban_xl.catalogue import scoring_checks as said
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.rulebook import Section
from duban_xl.model.source import Source, shown
from duban_xl.score import words as w
from duban_xl.score.checks import faults
from duban_xl.score.checks.book import HUNDRED, Book, weight_for
from duban_xl.score.method import ALL_GROUPS, covers

HEADER = SHEETS["scoring_sections"]["weights"].header


def weight_is_no_share(book: Book) -> Iterator[Finding]:
    """A weight above 100 %: perhaps the percent sign is missing."""
    for what, title, weights, place in _all(book):
        for group, weight in weights.items():
            if weight > 1:
                name, value = group or said.ANY_UNIT, shown(weight * HUNDRED)
                yield finding("S214", place, what=what, header=title, group=name, value=value)


def weight_is_for_an_unknown_group(book: Book) -> Iterator[Finding]:
    """A weight for a group that no unit of the directory has; nothing is said while the directory names no groups."""
    known = {unit.group for unit in book.units.units if unit.group}
    for what, title, weights, place in _all(book) if known else ():
        for group in weights:
            if group != ALL_GROUPS and group not in known:
                like = faults.near(group, known)
                yield finding("S213", place, what=what, header=title, group=group, near=like)


def group_has_no_weight(book: Book) -> Iterator[Finding]:
    """Units of a group that no section at the top, or not the annual evaluation, gives a weight."""
    tops = [top for top in book.tops if book.weights(top)]
    places = [top.source("weights") for top in tops]
    if tops:
        yield from _without(book, [book.weights(top) for top in tops], HEADER, places)
    if len(book.tops) > 1 and book.counted_as:
        yield from _without(book, [book.counted_as], w.COUNTED_AS, [book.words.source(w.COUNTED_AS)])


def _without(
    book: Book, weights: Sequence[Mapping[str, Decimal]], title: str, places: Sequence[Source]
) -> Iterator[Finding]:
    for group, count in book.groups.items():
        if all(weight_for(one, group) is None for one in weights):
            yield finding("S212", *places, group=group, header=title, count=count)


def weights_do_not_make_100(book: Book) -> Iterator[Finding]:
    """The weights of several sections beside each other do not make 100 % for a group."""
    if book.words.choice(w.WEIGHTS_TO_100) != w.CHOICES[w.WEIGHTS_TO_100][0]:
        return  # rescaled
    families = [book.tops, *(book.children(section) for section in book.sections.values())]
    for family in families:
        weighted = [section for section in family if book.weights(section)]
        if len(weighted) > 1:
            yield from _sums(weighted, book)


def _sums(sections: Sequence[Section], book: Book) -> Iterator[Finding]:
    told: set[str] = set()
    for group, total in _totals(sections, book):
        if total and total != 1 and group not in told:
            told.add(group)
            what = said.GROUP_NAME.format(group=group) if group else said.ANY_UNIT
            places = (section.source("weights") for section in sections)
            yield faults.wrong_sum(what, HEADER, total * HUNDRED, *places)


def _totals(sections: Sequence[Section], book: Book) -> Iterator[tuple[str, Decimal]]:
    """Group and what the weights of its units' sections make; while there are no units, of the groups that are named."""
    for unit in book.active:
        theirs = [section for section in sections if covers(section.groups, unit)]
        if unit.group:
            yield unit.group, _total(theirs, unit.group, book)
    if not book.active:
        named = {group for section in sections for group in book.weights(section)}
        for group in sorted(named - {ALL_GROUPS}) or sorted(named):
            yield group, _total(sections, group, book)


def _total(sections: Sequence[Section], group: str, book: Book) -> Decimal:
    weights = (weight_for(book.weights(section), group) for section in sections)
    return sum((weight for weight in weights if weight is not None), Decimal(0))


def counted_as_is_not_used(book: Book) -> Iterator[Finding]:
    """计入权重 of the settings, though the only section at the top has its own weights."""
    if len(book.tops) == 1 and book.tops[0].weights and (text := book.words.text(w.COUNTED_AS)):
        yield faults.useless_setting(
            book.words.source(w.COUNTED_AS), w.COUNTED_AS, text, of=book.tops[0], cause="weights"
        )


def _all(book: Book) -> Iterator[tuple[str, str, Mapping[str, Decimal], Source]]:
    """What bears weights, the column's name, the weights, the cell."""
    for section in book.sections.values():
        yield faults.named(section), HEADER, book.weights(section), section.source("weights")
    tab = SHEETS["scoring_settings"].tab
    yield tab, w.COUNTED_AS, book.counted_as, book.words.source(w.COUNTED_AS)


WEIGHT_CHECKS = (
    weight_is_no_share,
    weight_is_for_an_unknown_group,
    group_has_no_weight,
    weights_do_not_make_100,
    counted_as_is_not_used,
)
