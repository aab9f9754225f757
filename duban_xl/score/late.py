"""When each quarter's scores went out, by circular or publication → which events a later circular must show as 补记."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, PeriodKind
from duban_xl.model.score import Outcome
from duban_xl.score.circulars import own_circulars
from duban_xl.score.judged import Judged
from duban_xl.score.method import Method
from duban_xl.score.published import CORRECTED, standings
from duban_xl.score.words import CIRCULAR_DAYS

ACTIONS = {Outcome.COUNTED: ("认定", "补记"), Outcome.REVOKED: ("撤销", "撤销更正")}


def closings(quarters: Sequence[Period], ledger: Ledger, method: Method) -> dict[Period, date]:
    """Quarter → the day its scores went out: the circular of 文书登记 or the row of 计分发布, whichever came first.

    Where neither tells, it is so many days after the quarter. A 更正 closes nothing: it comes after the figures went out.
    """
    issued: dict[Period, date] = {}
    for entry in own_circulars(ledger, method.own_circulars):
        named = (quarter for quarter in quarters if quarter.text in entry.title or quarter.name in entry.title)
        for quarter in named if entry.signed_on else ():
            issued[quarter] = min(entry.signed_on or date.max, issued.get(quarter, date.max))
    for one in standings(ledger):
        figure = one.figure
        if figure.period in quarters and figure.kind != CORRECTED:
            issued[figure.period] = min(figure.on, issued.get(figure.period, figure.on))
    usual = timedelta(days=method.words.whole(CIRCULAR_DAYS, "5", 92))
    return {quarter: issued.get(quarter, quarter.end + usual) for quarter in quarters}


def late_in(event: Judged, closed: Mapping[Period, date]) -> Period | None:
    """The quarter whose circular shows the event because its own had been issued when a person decided; else None."""
    decided, happened = event.row.decided_on, event.row.event_on
    if event.outcome not in ACTIONS or decided is None or happened is None:
        return None
    own = Period.of(PeriodKind.QUARTER, happened)
    gone_out = closed.get(own)
    if gone_out is None or decided <= gone_out:
        return None
    later = sorted(quarter for quarter in closed if quarter > own)
    return next((quarter for quarter in later if decided <= closed[quarter]), later[-1] if later else None)


def with_late_notice(event: Judged, late: Period | None) -> Judged:
    """`event` with the notice that its quarter's circular had gone out."""
    if late is None or event.row.event_on is None:
        return event
    action, heading = ACTIONS[event.outcome]
    quarter = Period.of(PeriodKind.QUARTER, event.row.event_on)
    words = {"quarter": quarter.name, "late": late.name, "action": action, "heading": heading}
    noticed = event.found("S136", "decided_on", **words).but(late=late)
    return noticed.saying("late", quarter=quarter.name, late=late.name) if event.counts else noticed
