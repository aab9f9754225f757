"""The parts of a progress cell → one `Progress`: which percent counts, what contradicts it, what must be asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from duban_xl.model.cell_text.progress import Progress
from duban_xl.model.cell_text.progress_figures import Figure, Role
from duban_xl.model.cell_text.status_text import (
    BEHIND,
    CLOSED_OUT,
    DONE,
    NOT_STARTED,
    ON_COURSE,
    PARTLY_DONE,
    PAUSED,
    Status,
)
from duban_xl.model.source import plain

HUNDRED = Decimal(100)
UNLIKELY = 2 * HUNDRED
_SHARES = (Role.DONE, Role.OF_PLAN, Role.OTHER_BASE)
_WORDS = {
    Role.PLAN: "计划或目标",
    Role.GROWTH: "增减",
    Role.REMAINING: "未完成的部分",
    Role.OTHER: "别的比例",
    Role.SCHEDULE: "序时进度的比例",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One clause or bracket of a cell."""

    figures: tuple[Figure, ...] = ()
    points: bool = False  # the figure counts percentage points
    milestone: str = ""
    status: Status | None = None
    is_done: bool | None = None
    amount: str = ""
    total: str = ""
    vs_schedule: str = ""
    same_as_last: bool = False
    remark: str = ""
    unknown: str = ""  # what was not understood
    unsure: bool = False
    is_idle: bool = False  # understood, and says nothing about how far it is


def summed(parts: Sequence[Part], *, written: str, above: str) -> Progress:
    """What the parts say together. `above`: the reading of the previous period."""
    every = [figure for part in parts for figure in part.figures]
    shares = [figure for figure in every if figure.role in _SHARES]
    chosen, is_disputed = _chosen(shares)
    status = _status(parts)
    contradicts = chosen is not None and status is not None and _excludes(chosen, status)
    others = {figure.role: figure for figure in every if figure.role not in _SHARES}
    found = Progress(
        written=written,
        percent=chosen.value if chosen else None,
        upper=chosen.upper if chosen else None,
        relation=chosen.relation if chosen else "=",
        approximate=bool(chosen and chosen.approximate),
        ratio=chosen.ratio if chosen else None,
        milestone="、".join(part.milestone for part in parts if part.milestone),
        amount=_joined(part.amount for part in parts),
        total=_joined(part.total for part in parts),
        plan=_value(others, Role.PLAN),
        of_schedule=_value(others, Role.SCHEDULE),
        remaining=_value(others, Role.REMAINING),
        growth=_growth(parts, others),
        vs_schedule=_joined(part.vs_schedule for part in parts),
        remark=_joined(part.remark for part in parts),
        status="" if contradicts or status is None else status.state,
        is_early=bool(status and status.is_early and not contradicts),
        is_done=_tick(parts, status),
        is_contradiction=contradicts,
        same_as_last=any(part.same_as_last for part in parts),
        carried=above if any(part.same_as_last for part in parts) else "",
        what="、".join(dict.fromkeys(_WORDS[role] for role in others)),
        suggestion=_suggested(shares),
    )
    return _noted(found, parts, chosen=chosen, is_disputed=is_disputed)


def _noted(found: Progress, parts: Sequence[Part], *, chosen: Figure | None, is_disputed: bool) -> Progress:
    """`found` with the code of what should be said about it, and whether a person must look at it."""
    figures = [figure for part in parts for figure in part.figures]
    states = {part.status.state for part in parts if part.status}
    doubtful = (
        is_disputed
        or found.is_contradiction
        or found.same_as_last
        or len(states) > 1
        or any(part.unknown or part.unsure or (part.status and part.status.confirm) for part in parts)
        or not all(figure.is_sure for figure in figures)
        or found.reading == "unknown"
        or (found.percent is not None and found.percent > UNLIKELY)
    )
    if is_disputed:
        return replace(found, confirm=True, note="T136")
    if found.is_contradiction:
        return replace(found, confirm=True, note="T138")
    if found.same_as_last:
        return replace(found, confirm=True, note="T139")
    if chosen is None:
        return _without_share(found, parts, doubtful=doubtful)
    return _with_share(found, parts, chosen=chosen, doubtful=doubtful)


def _without_share(found: Progress, parts: Sequence[Part], *, doubtful: bool) -> Progress:
    """A cell that gives no percentage of what is done."""
    if any(part.figures for part in parts):
        return replace(found, confirm=doubtful or not (found.milestone or found.status), note="T137")
    status = next((part.status for part in parts if part.status), None)
    of_status = status.note if status and status.note != "T190" else ""
    is_unread = not found.is_understood or any(part.unknown for part in parts)
    return replace(found, confirm=doubtful, note="T132" if is_unread else of_status)


def _with_share(found: Progress, parts: Sequence[Part], *, chosen: Figure, doubtful: bool) -> Progress:
    if chosen.relation in ("<", "<=") and not (chosen.approximate and chosen.value < HUNDRED):
        return replace(found, confirm=doubtful, note="T143")
    if chosen.upper is not None or (chosen.relation == ">=" and chosen.value < HUNDRED):
        return replace(found, confirm=True, note="T135")
    if found.what:
        return replace(found, confirm=doubtful, note="T142")
    says_more = any(
        part.unknown or part.unsure or part.status or part.milestone or part.amount or part.total or part.remark
        for part in parts
    )
    if chosen.relation == ">=":
        return replace(found, confirm=doubtful, note="T135")
    if chosen.approximate:
        return replace(found, confirm=doubtful, note="T131")
    return replace(found, confirm=doubtful, note="T133" if says_more or doubtful else "")


def _chosen(shares: Sequence[Figure]) -> tuple[Figure | None, bool]:
    """The percentage that counts, and whether another one speaks against it: the year's plan goes before other wholes."""
    if len({(figure.value, figure.upper, figure.relation) for figure in shares}) <= 1:
        return (shares[0] if shares else None), False
    of_plan = [figure for figure in shares if figure.role is Role.OF_PLAN]
    return (of_plan[0] if len(of_plan) == 1 else None), True


def _suggested(shares: Sequence[Figure]) -> Decimal | None:
    chosen, _ = _chosen(shares)
    return chosen.value if chosen else None


def _status(parts: Sequence[Part]) -> Status | None:
    """The one state that the parts name; None if they name several."""
    found = {part.status.state: part.status for part in parts if part.status and part.status.state}
    return next(iter(found.values())) if len(found) == 1 else None


def _excludes(figure: Figure, status: Status) -> bool:
    """Whether a percentage and a state can't both be true: 50 % and 未开工, 100 % and 滞后."""
    if status.state == NOT_STARTED:
        return figure.value > 0 and figure.relation not in ("<", "<=")
    if status.state in (DONE, CLOSED_OUT):
        return figure.value < HUNDRED and figure.relation in ("=", "<", "<=") and figure.upper is None
    return (
        status.state in (ON_COURSE, BEHIND, PARTLY_DONE, PAUSED) and figure.value >= HUNDRED and figure.relation != "<"
    )


def _tick(parts: Sequence[Part], status: Status | None) -> bool | None:
    ticks = {part.is_done for part in parts} | {part.status.is_done for part in parts if part.status}
    ticks.discard(None)
    return ticks.pop() if len(ticks) == 1 and (status is None or not status.state) else None


def _growth(parts: Sequence[Part], others: Mapping[Role, Figure]) -> str:
    figure = others.get(Role.GROWTH)
    if figure is None:
        return ""
    points = any(part.points for part in parts if figure in part.figures)
    return f"{figure.sign}{plain(figure.value)}{'pp' if points else ''}"


def _value(others: Mapping[Role, Figure], role: Role) -> Decimal | None:
    return others[role].value if role in others else None


def _joined(texts: Iterable[str]) -> str:
    return "、".join(filter(None, texts))
