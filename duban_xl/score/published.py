"""计分发布 and a scoreboard → the figures as they were published, and what would come out differently today (K26)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from duban_xl.catalogue import finding
from duban_xl.catalogue.publishing import ACTIONS, BY_OTHERS, CHANGED, NO_FIGURE, WITH_OTHERS
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.assessment import PUBLISHED_SCORES
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.period import Period, parse_period
from duban_xl.model.rulebook import PublishedScore
from duban_xl.model.score import Outcome, PublishedFigure, Scoreboard, ScoredEvent, UnitScore
from duban_xl.model.source import readable
from duban_xl.score.versions import RULE_SHEETS, SCORED_SHEETS, changed_sheets, ledger_version, method_version

SHEET = PUBLISHED_SCORES.key
KINDS = PUBLISHED_SCORES["kind"].choices
POSTED, FINAL, CORRECTED = KINDS
LATE_OUTCOMES = (Outcome.COUNTED, Outcome.REVOKED, Outcome.EXEMPT, Outcome.UNTRUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A published figure that can be read, and the row it stands in."""

    figure: PublishedFigure
    row: PublishedScore


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A unit whose figures today are not those that were published; None where it is on one side only."""

    unit: str
    published: Standing | None
    now: UnitScore | None
    reasons: tuple[str, ...]
    serials: tuple[str, ...] = ()  # of the events decided after publication

    @property
    def before(self) -> str:
        """The published score as text."""
        return figure_text(self.published.figure.score if self.published else None)

    @property
    def after(self) -> str:
        """Today's score as text."""
        return figure_text(self.now.score if self.now else None)


def figure_text(figure: Decimal | None) -> str:
    """A score as a sentence quotes it."""
    return NO_FIGURE if figure is None else readable(figure)


def standings(ledger: Ledger) -> tuple[Standing, ...]:
    """The rows of 计分发布 that can be read, by the day of publication; of one day in the order of the sheet."""
    found = (_standing(row, ledger) for row in ledger.published_scores)
    return tuple(sorted(filter(None, found), key=lambda one: one.figure.on))


def standing_figures(ledger: Ledger, period: Period) -> Mapping[str, Standing]:
    """Unit → the figure that stands for `period`: the latest published or corrected."""
    return {one.figure.unit: one for one in standings(ledger) if one.figure.period == period}


def with_published(board: Scoreboard, ledger: Ledger) -> Scoreboard:
    """`board` with what was published of the periods of its year."""
    figures = (one.figure for one in standings(ledger))
    in_year = (f for f in figures if board.year_start <= f.period.end <= board.year_end)
    return replace(board, published=tuple(in_year))


def differences(board: Scoreboard, ledger: Ledger) -> tuple[Difference, ...]:
    """Every unit of the board's period whose figures differ from those that stand published; none if nothing is."""
    published = standing_figures(ledger, board.period)
    if not published or not board.units:
        return ()
    versions = method_version(ledger), ledger_version(board, ledger)
    names = [*(unit.unit for unit in board.units), *(name for name in published if board.unit(name) is None)]
    pairs = ((name, published.get(name), board.unit(name)) for name in names)
    return tuple(_difference(name, old, now, versions) for name, old, now in pairs if _differs(old, now))


def publication_findings(board: Scoreboard, ledger: Ledger) -> tuple[Finding, ...]:
    """What the office should know about published scores: figures that would differ today, methods changed since."""
    return (*_method_changes(board, ledger), *_told(differences(board, ledger), board))


def _method_changes(board: Scoreboard, ledger: Ledger) -> Iterator[Finding]:
    """One finding for each period of the year whose method is not the one that was published by, naming the sheets."""
    now, latest = method_version(ledger), dict[Period, Standing]()
    for one in standings(ledger):
        if board.year_start <= one.figure.period.end <= board.year_end and one.row.method_version:
            latest[one.figure.period] = one
    for period, one in sorted(latest.items()):
        if changed := changed_sheets(one.row.method_version, now, RULE_SHEETS):
            yield finding("S346", one.row.source("method_version"), period=period.name, names=_tabs(changed))


def _told(found: Sequence[Difference], board: Scoreboard) -> Iterator[Finding]:
    for one in found:
        unit, period = one.unit, board.period.name
        if one.published is None:
            yield finding("S347", unit=unit, period=period)
        elif one.now is None:
            yield finding("S348", one.published.row.source("unit"), unit=unit, period=period)
        else:
            place, why = one.published.row.source("score"), "；".join(one.reasons)
            yield finding("S345", place, unit=unit, period=period, before=one.before, now=one.after, reason=why)


def _standing(row: PublishedScore, ledger: Ledger) -> Standing | None:
    """The row's figure; None if its period, kind, day or a number can't be read."""
    period, rank = parse_period(row.period), row.rank
    numbers = [number_of(text) for text in (row.score, row.counted, row.points)]
    if period is None or row.published_on is None or row.kind not in KINDS or not row.unit or "" in numbers:
        return None
    score, counted, points = (number if isinstance(number, Decimal) else None for number in numbers)
    figure = PublishedFigure(
        period=period,
        unit=ledger.units.official_name(row.unit),
        kind=row.kind,
        on=row.published_on,
        score=score,
        counted=counted,
        points=points,
        rank=int(rank) if rank is not None else None,
        band=row.band,
        reason=row.reason,
    )
    return Standing(figure=figure, row=row)


def number_of(text: str) -> Decimal | str | None:
    """The number that a cell of 得分 holds; None if it is empty, "" if it is no number."""
    if not text:
        return None
    try:
        number = Decimal(text)
    except InvalidOperation:
        return ""
    return number if number.is_finite() else ""


def _differs(old: Standing | None, now: UnitScore | None) -> bool:
    return old is None or now is None or _figures(old.figure) != figures_of(now)


def _figures(figure: PublishedFigure) -> tuple[object, ...]:
    return figure.score, figure.counted, figure.points, figure.rank, figure.band


def figures_of(unit: UnitScore) -> tuple[object, ...]:
    """What is published of a unit."""
    return unit.score, unit.counted, unit.year_points, unit.rank, unit.band


def _difference(name: str, old: Standing | None, now: UnitScore | None, versions: tuple[str, str]) -> Difference:
    reasons, late = tuple[str, ...](), tuple[ScoredEvent, ...]()
    if old and now:
        late = tuple(
            e for e in now.events if e.outcome in LATE_OUTCOMES and e.decided_on and e.decided_on > old.figure.on
        )
        reasons = _reasons(old, now, late, versions)
    return Difference(
        unit=name, published=old, now=now, reasons=reasons, serials=tuple(event.serial for event in late)
    )  # fmt: skip


def _reasons(old: Standing, now: UnitScore, late: Sequence[ScoredEvent], versions: tuple[str, str]) -> tuple[str, ...]:
    """Events decided since, sheets changed since; a place that only moved with the others says so."""
    if _figures(old.figure)[:3] == figures_of(now)[:3]:
        return (WITH_OTHERS,)
    told = [
        action.format(serials="、".join(serials))
        for outcome, action in ACTIONS.items()
        if (serials := [event.serial for event in late if event.outcome is outcome])
    ]
    changed = (
        *changed_sheets(old.row.method_version, versions[0], RULE_SHEETS),
        *changed_sheets(old.row.ledger_version, versions[1], SCORED_SHEETS),
    )
    # A row that was entered, revoked or exempted since has changed 扣分登记: no need to say it again.
    told += [CHANGED.format(tab=SHEETS[key].tab) for key in changed if not (late and key == "deductions")]
    return tuple(told) or (BY_OTHERS,)


def _tabs(keys: Sequence[str]) -> str:
    return "、".join(SHEETS[key].tab for key in keys)
