"""A form that goes back → the page in front of its marked copy, 退回说明: to whom, by when, and a table of all faults."""

from collections.abc import Iterator

from duban_xl.catalogue import answers as words
from duban_xl.catalogue.workbooks import chinese_day
from duban_xl.documents.answers.wording import all_good, contact, opening
from duban_xl.model.answer import Copy, Fault, Letterhead, Look, Page, PageCell, PageRow, SendBack
from duban_xl.model.finding import Level
from duban_xl.model.text_size import HIGHEST_ROW, lines

WIDTHS = (6.0, 11.0, 8.0, 12.0, 34.0, 34.0, 9.0)
ALL = len(WIDTHS)
LINE = 16.0  # points of a line of 宋体 11
LOOKS = {Level.ERROR: Look.ERROR, Level.NOTICE: Look.NOTICE}


def page_of(back: SendBack, head: Letterhead) -> Page:
    """The page. Faults whose cell stands in the copy lead there."""
    top = tuple(_top(back, head))
    table = tuple(_row(place, fault) for place, fault in enumerate(back.faults, 1))
    footer = words.PAGE_FOOTER.format(
        office=_in_footer(head.office), unit=_in_footer(back.unit), period=_in_footer(back.period)
    )
    return Page(
        tab=words.ANSWER_TAB,
        widths=WIDTHS,
        rows=(*top, _headers(), *table, *_bottom(head)),
        head=len(top) + 1,
        footer=footer,
    )


def _top(back: SendBack, head: Letterhead) -> Iterator[PageRow]:
    yield PageRow((PageCell(words.PAGE_TITLE, Look.TITLE, ALL),), 40)
    yield _line(words.TO_UNIT.format(unit=back.unit or words.SOMEBODY))
    yield _line(opening(back, head, on_page=True))
    if back.copy is Copy.FILLED:
        yield _line(words.REFILLED)
    if back.copy in (Copy.OWN, Copy.FILLED):
        yield _line(words.HOW)
    if good := all_good(back):
        yield _line(good)
    yield _line(words.FILE_LINE.format(file=back.file))


def _bottom(head: Letterhead) -> Iterator[PageRow]:
    yield PageRow((), 10)
    if told := contact(head):
        yield _line(told)
    yield _line(words.SIGNED.format(office=head.office, day=chinese_day(head.day)))


def _headers() -> PageRow:
    return PageRow(tuple(PageCell(text, Look.HEAD) for text in words.PAGE_HEADERS), 26)


def _row(place: int, fault: Fault) -> PageRow:
    cell = fault.place
    link = cell if cell.cell else None
    cells = (
        PageCell(str(place), Look.CENTRE),
        PageCell(cell.sheet or words.WHOLE_FILE, Look.CENTRE),
        PageCell(cell.cell, Look.LINK if link else Look.CENTRE, link=link),
        PageCell(fault.number, Look.CENTRE),
        PageCell(fault.problem, Look.CELL),
        PageCell(fault.cure, Look.CELL),
        PageCell(words.LEVELS[fault.level.value], LOOKS[fault.level]),
    )
    most = max(lines(one.text, width) for one, width in zip(cells, WIDTHS, strict=True))
    return PageRow(cells, min(most * LINE + 8, HIGHEST_ROW))


def _line(text: str) -> PageRow:
    return PageRow((PageCell(text, Look.BODY, ALL),), lines(text, sum(WIDTHS)) * LINE + 6)


def _in_footer(text: str) -> str:
    """A text as a footer holds it: & begins a command there."""
    return text.replace("&", "&&")
