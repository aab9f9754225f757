"""The faults that several sheets of the method share → findings: each code of theirs is raised here and nowhere else."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from difflib import get_close_matches
from typing import TypeVar

from duban_xl.catalogue import finding
from duban_xl.catalogue import scoring_checks as said
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import shown_in
from duban_xl.model.finding import Finding
from duban_xl.model.noun import Noun
from duban_xl.model.repeats import repeated
from duban_xl.model.source import Source, shown

N = TypeVar("N", bound=Noun)
ALIKE = 0.6


def header(row: Noun, column: str) -> str:
    """The header of a row's column."""
    return SHEETS[row.record.shape.key][column].header


def named(row: Noun) -> str:
    """How a finding calls the row: 规则 A7a, 分项 2, or by its place in the sheet where it has no name."""
    key = row.record.shape.key
    column, form = said.WHAT[key]
    name = row.record.text(column)
    return form.format(name=name) if name else said.NAMELESS.format(tab=SHEETS[key].tab, row=row.record.row)


def written(row: Noun, column: str) -> str:
    """The value of a cell as the sheet shows it."""
    return shown_in(SHEETS[row.record.shape.key][column], row.record[column])


def near(text: str, words: Iterable[str]) -> str:
    """（是不是“…”？） with the word most like `text`, or nothing."""
    found = get_close_matches(text, sorted({word for word in words if word and word != text}), 1, ALIKE)
    return said.NEAR.format(near=found[0]) if found else ""


def lacks(row: Noun, column: str, cause: str, *more: Source) -> Finding:
    """`column` is empty although what `cause` says needs it."""
    words = {"header": header(row, column), "cause": header(row, cause)}
    return _lack(named(row), row.source(column), row.source(cause), *more, chosen=_state(row, cause), **words)


def _lack(what: str, *places: Source, header: str, cause: str, chosen: str) -> Finding:
    return finding("S200", *places, what=what, header=header, cause=cause, chosen=chosen)


def lacks_elsewhere(row: Noun, cause: str, place: Source, header_there: str) -> Finding:
    """A cell of another row or sheet is empty although what `cause` of this row says needs it."""
    words = {"header": header_there, "cause": header(row, cause)}
    return _lack(named(row), place, row.source(cause), chosen=_state(row, cause), **words)


def lacking_setting(place: Source, cause: str, chosen: str, key: str) -> Finding:
    """The setting `key` of 计分口径 is empty although what the setting `cause` says needs it."""
    what = SHEETS["scoring_settings"].tab
    return _lack(what, place, header=key, cause=cause, chosen=said.IS.format(value=chosen))


def useless(row: Noun, column: str, cause: str, *, of: Noun | None = None) -> Finding:
    """`column` is filled in although, with what `cause` (of this row, or of the row `of`) says, it does nothing."""
    ground = of or row
    words = {"header": header(row, column), "value": written(row, column), "cause": header(ground, cause)}
    return _useless(named(row), row.source(column), ground.source(cause), chosen=_state(ground, cause), **words)


def useless_setting(place: Source, key: str, value: str, *, of: Noun, cause: str) -> Finding:
    """A setting of 计分口径 does nothing beside what `cause` of the row `of` says."""
    what = SHEETS["scoring_settings"].tab
    words = {"header": key, "value": value, "cause": header(of, cause)}
    return _useless(what, place, of.source(cause), chosen=_state(of, cause), **words)


def _useless(what: str, *places: Source, header: str, value: str, cause: str, chosen: str) -> Finding:
    return finding("S201", *places, what=what, header=header, value=value, cause=cause, chosen=chosen)


def _state(row: Noun, column: str) -> str:
    value = written(row, column)
    return said.IS.format(value=value) if value else said.IS_EMPTY


def negative(row: Noun, columns: Iterable[str]) -> Iterator[Finding]:
    """Every cell of `columns` whose number is below 0."""
    for column in columns:
        value = row.record[column]
        if isinstance(value, Decimal) and value < 0:
            yield finding("S202", row.source(column), what=named(row), header=header(row, column), value=value)


def twice(
    rows: Iterable[N], key: Callable[[N], str], *, column: str, what: str = "", title: str = ""
) -> Iterator[Finding]:
    """Rows that say the same: `key` of a row, "" where nothing can be repeated; `column` is the cell to show."""
    for text, same in repeated(rows, key).items():
        called = {"what": what or SHEETS[same[0].record.shape.key].tab, "header": title or header(same[0], column)}
        yield _twice(*(row.source(column) for row in same), value=text, count=len(same), **called)


def _twice(*places: Source, what: str, header: str, value: str, count: int) -> Finding:
    return finding("S203", *places, what=what, header=header, value=value, count=count)


def unknown(row: Noun, column: str, value: str, where: str, known: Collection[str]) -> Finding:
    """`column` names something that is not there."""
    words = {"what": named(row), "header": header(row, column), "value": value, "near": near(value, known)}
    return _unknown(row.source(column), where=where, **words)


def unknown_setting(place: Source, key: str, value: str, where: str, known: Collection[str]) -> Finding:
    """A setting of 计分口径 names something that is not there."""
    what = SHEETS["scoring_settings"].tab
    return _unknown(place, what=what, header=key, value=value, where=where, near=near(value, known))


def _unknown(place: Source, *, what: str, header: str, value: str, where: str, near: str) -> Finding:
    return finding("S204", place, what=what, header=header, value=value, where=where, near=near)


def in_sheet(key: str) -> str:
    """How a finding names a sheet as the place where something is not."""
    return said.IN_SHEET.format(tab=SHEETS[key].tab)


def circles(rows: Mapping[str, N], parent: str) -> Iterator[Finding]:
    """Every circle in which rows name each other as parents, once."""
    told: set[str] = set()
    for number in rows:
        chain: list[str] = []
        while number in rows and number not in chain and number not in told:
            chain.append(number)
            number = rows[number].record.text(parent)
        if number in chain:
            around = chain[chain.index(number) :]
            places = [rows[name].source(parent) for name in around]
            names, first = said.JOINED.join(around), rows[number]
            tab = SHEETS[first.record.shape.key].tab
            yield finding("S205", *places, tab=tab, header=header(first, parent), names=names)
        told.update(chain)


def greater(row: Noun, pairs: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    """Pairs of columns of which the first holds a number greater than the second."""
    for column, against in pairs:
        value, bound = row.record[column], row.record[against]
        if isinstance(value, Decimal) and isinstance(bound, Decimal) and value > bound:
            names = {"header": header(row, column), "against": header(row, against)}
            places = row.source(column), row.source(against)
            yield _greater(named(row), *places, value=written(row, column), bound=written(row, against), **names)


def upside_down(row: Noun, pair: tuple[str, str]) -> Finding:
    """The first of two columns of text says a greater number than the second."""
    names, values = [header(row, column) for column in pair], [written(row, column) for column in pair]
    places = [row.source(column) for column in pair]
    return _greater(named(row), *places, header=names[0], value=values[0], against=names[1], bound=values[1])


def greater_setting(places: tuple[Source, Source], keys: tuple[str, str], values: tuple[Decimal, Decimal]) -> Finding:
    """A setting's number is greater than that of another, which it may not be."""
    what = SHEETS["scoring_settings"].tab
    value, bound = map(shown, values)
    return _greater(what, *places, header=keys[0], against=keys[1], value=value, bound=bound)


def _greater(what: str, *places: Source, header: str, against: str, value: str, bound: str) -> Finding:
    return finding("S206", *places, what=what, header=header, value=value, against=against, bound=bound)


def unreadable(row: Noun, column: str, text: str, form: str = "", places: Sequence[Source] = ()) -> Finding:
    """A part of a cell (or of several, at `places`) is not written as the column wants it."""
    words = {"what": named(row), "header": header(row, column), "text": text}
    return _unreadable(*(places or (row.source(column),)), expected=said.WRITTEN[form or column], **words)


def unreadable_setting(place: Source, key: str, text: str, form: str) -> Finding:
    """A part of a setting of 计分口径 is not written as it should be."""
    what = SHEETS["scoring_settings"].tab
    return _unreadable(place, what=what, header=key, text=text, expected=said.WRITTEN[form])


def _unreadable(*places: Source, what: str, header: str, text: str, expected: str) -> Finding:
    return finding("S207", *places, what=what, header=header, text=text, expected=expected)


def wrong_sum(what: str, title: str, total: Decimal, *places: Source) -> Finding:
    """Percentages that should make 100 make `total`."""
    return finding("S208", *places, what=what, header=title, sum=total)


def outside_percent(row: Noun, column: str) -> Iterator[Finding]:
    """A percentage below 0 or above 100."""
    value = row.record[column]
    if isinstance(value, Decimal) and not 0 <= value <= 100:
        yield finding("S232", row.source(column), what=named(row), header=header(row, column), value=value)


def no_limit_meant(row: Noun, columns: Iterable[str]) -> Iterator[Finding]:
    """Caps of 0, with which nothing ever counts."""
    for column in columns:
        value = row.record[column]
        if isinstance(value, Decimal) and not value:
            yield no_limit(row, column)


def no_limit(row: Noun, column: str) -> Finding:
    """A limit of 0."""
    return finding("S227", row.source(column), what=named(row), header=header(row, column))
