"""What a person typed after the kind of document → the periods, matters or units meant; raises CannotRun for what is none."""

from collections.abc import Collection, Iterator

from duban_xl.catalogue import CannotRun, cannot_run
from duban_xl.documents.papers.kind import Request
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.office import Unit
from duban_xl.model.period import Period, PeriodKind, parse_period

ALL = "全部"


def periods_of(request: Request, lengths: Collection[PeriodKind], *, example: str) -> Iterator[Period]:
    """The periods asked for, each of one of these lengths; raises CannotRun (C004, C017)."""
    for text in request.about:
        period = parse_period(text)
        if period is None:
            raise cannot_run("C004", text=text)
        if period.kind not in lengths:
            raise cannot_run("C017", text=text, kind=request.name, example=example)
        yield period


def not_over(request: Request, period: Period) -> CannotRun:
    """Why nothing can be written about a period that lies ahead (D114)."""
    return cannot_run("D114", period=period.name, day=period.end, kind=request.name)


def matters_of(request: Request) -> Iterator[Matter]:
    """The matters asked for, by number, by category (code or name; those still open) or 全部; raises CannotRun (C009)."""
    seen: set[str] = set()
    for text in request.about:
        for matter in _matters(request.ledger, text):
            if matter.number not in seen:
                seen.add(matter.number)
                yield matter


def matters_by_text(request: Request) -> Iterator[tuple[str, tuple[Matter, ...]]]:
    """Each text as typed (a number, a category, 全部) with the matters that it means; raises CannotRun (C009)."""
    for text in dict.fromkeys(request.about):
        yield text, tuple(_matters(request.ledger, text))


def units_of(request: Request) -> Iterator[Unit]:
    """The units asked for, by any of their names, by group, or 全部; raises CannotRun (C029)."""
    seen: set[str] = set()
    for text in request.about:
        for unit in _units(request.ledger, text):
            if unit.name not in seen:
                seen.add(unit.name)
                yield unit


def _matters(ledger: Ledger, text: str) -> list[Matter]:
    matter = ledger.matter(text)
    if matter is not None:
        return [matter]
    category = ledger.category(text)
    if category is None and text != ALL:
        raise cannot_run("C009", number=text)
    of_category = (m for m in ledger.matters if category is None or ledger.category(m.category) is category)
    return [matter for matter in of_category if not matter.is_ended]


def _units(ledger: Ledger, text: str) -> list[Unit]:
    unit = ledger.units.find(text)
    if unit is not None:
        return [unit]
    of_group = [unit for unit in ledger.units.units if unit.active is not False and text in (ALL, unit.group)]
    if not of_group:
        raise cannot_run("C029", unit=text)
    return of_group
