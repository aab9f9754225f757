"""Rows of 计分发布 → what is wrong with them: a period, unit, kind, day or number that can't be read, a correction of nothing."""

from collections.abc import Iterator
from datetime import date

from duban_xl.catalogue import finding
from duban_xl.catalogue.publishing import LACKING
from duban_xl.model.columns.assessment import PUBLISHED_SCORES
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import parse_period
from duban_xl.model.rulebook import PublishedScore
from duban_xl.score.published import CORRECTED, KINDS, POSTED, Standing, number_of, standings
from duban_xl.score.versions import RULE_SHEETS, is_version

NUMBERS = ("score", "counted", "points")


def check_published(ledger: Ledger) -> tuple[Finding, ...]:
    """Every fault of the rows of 计分发布, each with its cell; such a row is not compared with anything."""
    rows = tuple(found for row in ledger.published_scores for found in _row_faults(row, ledger))
    return (*rows, *_order_faults(standings(ledger)))


def _row_faults(row: PublishedScore, ledger: Ledger) -> Iterator[Finding]:
    tab = PUBLISHED_SCORES.tab
    if parse_period(row.period) is None:
        yield finding("S350", row.source("period"), tab=tab, text=row.period)
    if not ledger.units.find(row.unit):
        yield finding("S351", row.source("unit"), tab=tab, unit=row.unit)
    if row.kind not in KINDS:
        yield finding("S352", row.source("kind"), value=row.kind)
    if row.published_on is None:
        yield finding("S353", row.source("published_on"), unit=row.unit, period=row.period)
    for key in NUMBERS:
        text: str = getattr(row, key)
        if number_of(text) == "":
            yield finding("S354", row.source(key), header=PUBLISHED_SCORES[key].header, value=text)
    if row.method_version and not is_version(row.method_version, RULE_SHEETS):
        yield finding("S355", row.source("method_version"), value=row.method_version)
    lacking = [LACKING[key] for key in ("reason", "decided_by") if not getattr(row, key)]
    if row.kind == CORRECTED and lacking:
        yield finding("S356", row.source("reason"), unit=row.unit, period=row.period, missing="、".join(lacking))


def _order_faults(rows: tuple[Standing, ...]) -> Iterator[Finding]:
    """A figure published twice, a correction before anything of the period was published."""
    seen: dict[tuple[str, str, str, date], Standing] = {}
    posted: set[str] = set()
    for one in rows:
        figure = one.figure
        key = (figure.unit, figure.period.text, figure.kind, figure.on)
        unit, period = figure.unit, figure.period.name
        if first := seen.get(key):
            places = (one.row.source("unit"), first.row.source("unit"))
            yield finding("S357", *places, unit=unit, period=period, kind=figure.kind, day=figure.on)
        seen[key] = one
        if figure.kind != CORRECTED:
            posted.add(figure.period.text)
        elif figure.period.text not in posted:
            yield finding("S358", one.row.source("kind"), unit=unit, period=period, kind=POSTED)
