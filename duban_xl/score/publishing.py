"""A scoreboard and the day it is to be published → the rows of 计分发布, or findings that say why not yet (K26)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from duban_xl.catalogue import finding, message
from duban_xl.catalogue.publishing import CORRECTION, LACKING, PUBLISHING
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.columns.assessment import NO_SCORE as SECTION_WITHOUT_SCORE
from duban_xl.model.columns.assessment import PUBLISHED_SCORES
from duban_xl.model.finding import Finding, Level
from duban_xl.model.ledger import Ledger
from duban_xl.model.score import Scoreboard, UnitScore
from duban_xl.model.source import Value, plain, shown
from duban_xl.model.workdays import Workdays
from duban_xl.score.objections import is_open, objections_to
from duban_xl.score.published import CORRECTED, FINAL, POSTED, SHEET, Difference, Standing, differences, standings
from duban_xl.score.versions import ledger_version, method_version
from duban_xl.score.words import NO_SCORE, NOT_INSPECTED, PUBLICITY_DAYS, Words

USUAL_DAYS = "5"
"""公示工作日 where 计分口径 does not say."""
LONGEST = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """The rows to append; none if a finding at level 错误 forbids it."""

    changes: ChangeSet = field(default_factory=ChangeSet)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who lets figures be published or corrected, on which day, by which document."""

    on: date
    by: str
    document_number: str = ""
    reason: str = ""


def plan_publication(
    board: Scoreboard,
    ledger: Ledger,
    *,
    kind: str,
    on: date,
    by: str,
    workdays: Workdays,
    document_number: str = "",
) -> Publication:
    """One row per unit for the board's period: 公示 with its last day for objections, or 定稿.

    公示 and 定稿 are published once each. 定稿 waits for the end of 公示, for the answers to all objections and for a
    correction wherever a figure is no longer what 公示 said. Nothing is published from a board with errors.
    """
    decision = Decision(on=on, by=by.strip(), document_number=document_number.strip())
    found = [*_unfit(board, ledger), *_undecided(board, decision), *_too_early(board, on), *_twice(board, ledger, kind)]
    if kind == FINAL:
        found += _not_final_yet(board, ledger, on, workdays)
    days = Words(ledger.rulebook.settings).whole(PUBLICITY_DAYS, USUAL_DAYS, LONGEST)
    until = workdays.add(on, days) if kind == POSTED else None
    found += [*_earlier_open(board, ledger), *_waiting(board), *_provisional(on, until, workdays)]
    if any(one.level is Level.ERROR for one in found):
        return Publication(findings=tuple(found))
    row = _Row(board, ledger, kind, decision)
    because = PUBLISHING.format(period=board.period.name, kind=kind)
    appends = tuple(row.of(unit, because=because, until=until) for unit in board.units)
    return Publication(changes=ChangeSet(appends=appends), findings=tuple(found))


def plan_correction(board: Scoreboard, ledger: Ledger, decision: Decision) -> Publication:
    """A 更正 row for every unit whose figures are no longer those that stand published; the old rows stay as they are."""
    period = board.period
    found = [*_unfit(board, ledger), *_undecided(board, decision, corrects=True), *_too_early(board, decision.on)]
    published = [one for one in standings(ledger) if one.figure.period == period]
    changed = [one for one in differences(board, ledger) if one.now]
    if not published:
        found.append(finding("S343", period=period.name))
    elif not changed:
        found.append(finding("S344", published[-1].row.source("score"), period=period.name))
    elif decision.on < (last := max(one.figure.on for one in published)):
        found.append(finding("S349", published[-1].row.source("published_on"), day=decision.on, last=last))
    if any(one.level is Level.ERROR for one in found):
        return Publication(findings=tuple(found))
    row = _Row(board, ledger, CORRECTED, decision)
    appends = tuple(row.of(one.now, because=_why(one), reason=_kept(one, decision)) for one in changed if one.now)
    return Publication(changes=ChangeSet(appends=appends), findings=tuple(found))


@dataclass(frozen=True, slots=True)
class _Row:
    """Rows of one publication."""

    board: Scoreboard
    ledger: Ledger
    kind: str
    decision: Decision

    def of(self, unit: UnitScore, *, because: str, until: date | None = None, reason: str = "") -> RowAppend:
        values: dict[str, Value] = {
            "period": self.board.period.text,
            "unit": unit.unit,
            "kind": self.kind,
            "score": _text(unit.score),
            "counted": _text(unit.counted),
            "points": _text(unit.year_points),
            "rank": Decimal(unit.rank) if unit.rank is not None else None,
            "band": unit.band,
            "published_on": self.decision.on,
            "objections_until": until,
            "document_number": self.decision.document_number,
            "method_version": method_version(self.ledger),
            "ledger_version": ledger_version(self.board, self.ledger),
            "reason": reason,
            "decided_by": self.decision.by,
        }
        filled = {key: value for key, value in values.items() if value not in ("", None)}
        return RowAppend(sheet=SHEET, key=unit.unit, values=filled, because=Reason(because))


def _text(figure: Decimal | None) -> str | None:
    return None if figure is None else plain(figure)


def _why(one: Difference) -> str:
    return "；".join(one.reasons)


def _kept(one: Difference, decision: Decision) -> str:
    """The reason as typed, with the figure that was published and what changed it."""
    return CORRECTION.format(reason=decision.reason, before=one.before, now=one.after, why=_why(one)).strip("；")


def _unfit(board: Scoreboard, ledger: Ledger) -> Iterator[Finding]:
    """A board with errors, with units that lack a score, or no sheet to write to."""
    period, errors = board.period.name, [f for f in board.findings if f.level is Level.ERROR]
    if errors:
        first = message(errors[0])
        yield finding("S330", *errors[0].sources, period=period, count=len(errors), first=first)
    lacking = [unit for unit in board.units if unit.score is None and not _rightly_without(unit, board)]
    if lacking:
        rows = filter(None, (ledger.units.find(unit.unit) for unit in lacking))
        names = "、".join(unit.unit for unit in lacking)
        yield finding("S331", *(row.source("name") for row in rows), period=period, count=len(lacking), units=names)
    if SHEET not in ledger.tables:
        yield finding("S340", tab=PUBLISHED_SCORES.tab)


def _rightly_without(unit: UnitScore, board: Scoreboard) -> bool:
    """Whether the method itself gives the unit no score: not inspected, or a section that does not apply."""
    settings = {line.key: line.value for line in board.settings}
    if not unit.inspected and settings.get(NOT_INSPECTED) == NO_SCORE:
        return True
    return any(not section.applies and section.treatment == SECTION_WITHOUT_SCORE for section in unit.sections)


def _undecided(board: Scoreboard, decision: Decision, *, corrects: bool = False) -> Iterator[Finding]:
    needed = {"decided_by": decision.by} | ({"reason": decision.reason} if corrects else {})
    if lacking := [LACKING[key] for key, text in needed.items() if not text.strip()]:
        yield finding("S338", period=board.period.name, missing="、".join(lacking))


def _too_early(board: Scoreboard, on: date) -> Iterator[Finding]:
    if on < board.as_of:
        yield finding("S339", period=board.period.name, end=board.as_of, day=on)


def _of_kind(board: Scoreboard, ledger: Ledger, *kinds: str) -> list[Standing]:
    return [one for one in standings(ledger) if one.figure.period == board.period and one.figure.kind in kinds]


def _twice(board: Scoreboard, ledger: Ledger, kind: str) -> Iterator[Finding]:
    """The same kind once more, or 公示 after 定稿."""
    stops = (kind, FINAL) if kind == POSTED else (kind,)
    if done := _of_kind(board, ledger, *stops):
        first = done[0]
        place, period = first.row.source("published_on"), board.period.name
        yield finding("S332", place, period=period, kind=first.figure.kind, day=first.figure.on)


def _not_final_yet(board: Scoreboard, ledger: Ledger, on: date, workdays: Workdays) -> Iterator[Finding]:
    """定稿 comes after 公示: its last day over, every objection answered, every changed figure corrected."""
    period, posted = board.period.name, _of_kind(board, ledger, POSTED)
    days = Words(ledger.rulebook.settings).whole(PUBLICITY_DAYS, USUAL_DAYS, LONGEST)
    if not posted and days:
        yield finding("S334", period=period)
    ends = [(one.row.objections_until or workdays.add(one.figure.on, days), one) for one in posted]
    if ends and on <= (last := max(ends, key=lambda pair: pair[0]))[0]:
        yield finding("S335", last[1].row.source("objections_until"), period=period, end=last[0], day=on)
    waiting = [one for one in objections_to(ledger, board.period) if is_open(one, ledger)]
    if waiting:
        units = "、".join(dict.fromkeys(one.unit for one in waiting))
        places = (one.source("result") for one in waiting)
        yield finding("S336", *places, period=period, count=len(waiting), units=units)
    if changed := differences(board, ledger):
        places = [one.published.row.source("score") for one in changed if one.published]
        names = "、".join(one.unit for one in changed)
        yield finding("S337", *places, period=period, count=len(changed), units=names)


def _earlier_open(board: Scoreboard, ledger: Ledger) -> Iterator[Finding]:
    """An earlier period of the same length in the same year that has not been published."""
    before = board.period.previous()
    known = {one.figure.period for one in standings(ledger)}
    if before.start >= board.year_start and before not in known:
        yield finding("S333", period=board.period.name, other=before.name)


def _waiting(board: Scoreboard) -> Iterator[Finding]:
    if board.pending:
        places = (event.source for event in board.pending)
        yield finding("S341", *places, period=board.period.name, count=len(board.pending))


def _provisional(on: date, until: date | None, workdays: Workdays) -> Iterator[Finding]:
    unknown: Sequence[int] = workdays.unknown_years(on, until) if until else ()
    if unknown:
        yield finding("S342", end=shown(until), years="、".join(map(str, unknown)))
