"""Settled returns → what the matters' own rows take from their lead unit's newest return, and the state they are in then."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from duban_xl.catalogue import finding
from duban_xl.catalogue.returns import BECAUSE
from duban_xl.model.changeset import CellEdit, Reason
from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import AWAITING_REVIEW
from duban_xl.model.matter import Matter
from duban_xl.model.source import Value
from duban_xl.plan.lifecycle import REPORTABLE, status_after_returns
from duban_xl.plan.merge_versions import Content, History, Key, Settled, Version, counting, day_of, version_of_row

TAKEN = ("percent_done", "progress", "difficulties", "next_steps")
"""Columns of 督办事项 that repeat the lead unit's newest return."""

NOT_REVIEWED = ("", "待审")


class Report(NamedTuple):
    """A version in its period."""

    key: Key
    version: Version

    @property
    def rank(self) -> tuple[object, ...]:
        """Older before newer: by period first, then by time of receipt."""
        return (*self.key.rank, *self.version.order)

    @property
    def identity(self) -> tuple[str, Content]:
        """What stays the same when the time of receipt is set right."""
        return self.key.period, self.version.content


def plan_matters(
    ledger: Ledger, held: History, settled: Sequence[Settled]
) -> tuple[tuple[CellEdit, ...], tuple[Finding, ...]]:
    """Edits of 督办事项 in the ledger's order, and what a person has to look at (R424, R425).

    A matter's row changes only when its lead unit sent something new, takes each value from the newest return that
    gives one (a blank never erases), and is left alone once the matter has ended.
    """
    changed: dict[str, list[Settled]] = {}
    for one in settled:
        if one.is_changed:
            changed.setdefault(one.key.number, []).append(one)
    edits: list[CellEdit] = []
    findings: list[Finding] = []
    for matter in ledger.matters:
        lead = ledger.units.official_name(matter.lead_unit)
        outcomes = changed.get(matter.number, [])
        if matter.is_ended or not any(one.key.unit == lead for one in outcomes):
            continue
        rows = [Report(key, version_of_row(row)) for key, row in held.get(matter.number, ())]
        before = [r for r in rows if r.key.unit == lead]
        after = _after(rows, outcomes)
        mine = [r for r in after if r.key.unit == lead]
        edits += _value_edits(matter, before, mine)
        status, final = _status(matter, before, mine)
        if status != matter.status:
            edits.append(_edit(matter, "status", status, _newest(mine), why="status"))
        if final:
            findings += _final_findings(ledger, matter, status, final=final, reports=after)
    return tuple(edits), tuple(findings)


def _after(rows: Iterable[Report], outcomes: Sequence[Settled]) -> list[Report]:
    """The reports as they will be: those of settled returns replaced by their versions afterwards."""
    keys = {one.key for one in outcomes}
    untouched = [report for report in rows if report.key not in keys]
    return untouched + [Report(one.key, version) for one in outcomes for version in one.after]


def _value_edits(matter: Matter, before: list[Report], after: list[Report]) -> Iterator[CellEdit]:
    """A value changes when the newest return that gives one is another than before; a person's later wording stays."""
    for field in TAKEN:
        old, new = _newest(before, field), _newest(after, field)
        if new and (old is None or old.identity != new.identity):
            value = new.version.value(field)
            if value != getattr(matter, field):
                yield _edit(matter, field, value, new)
    old, new = _newest(before, "received_at"), _newest(after, "received_at")
    was = day_of(old.version.received_at) if old else None
    day = day_of(new.version.received_at) if new else None
    if new and day != was and day != matter.last_return_on:
        yield _edit(matter, "last_return_on", day, new)


def _newest(reports: Iterable[Report], field: str = "") -> Report | None:
    """The newest report that counts or once counted; with `field`, the newest of those that give a value for it."""
    usable = (r for r in reports if not r.version.is_withdrawn and (not field or _given(r.version, field)))
    return max(usable, key=lambda r: r.rank, default=None)


def _given(version: Version, field: str) -> bool:
    value = version.received_at if field == "received_at" else version.value(field)
    return value not in (None, "")


def _status(matter: Matter, before: list[Report], after: list[Report]) -> tuple[str, Report | None]:
    """The matter's state, and the 办结报告 newly come to be reviewed, if one is."""
    waiting, awaits = _awaiting_review(before), _awaiting_review(after)
    new = [report for identity, report in awaits.items() if identity not in waiting]
    final = max(new, key=lambda r: r.rank, default=None)
    status = status_after_returns(matter, final_report=final is not None, withdrawn=bool(waiting) and not awaits)
    return status, final


def _awaiting_review(reports: Iterable[Report]) -> dict[tuple[str, Content], Report]:
    """The 办结报告 that count in their period and which nobody has reviewed yet."""
    by_key: dict[Key, list[Version]] = {}
    for report in reports:
        by_key.setdefault(report.key, []).append(report.version)
    finals = (Report(key, latest) for key, versions in by_key.items() if (latest := counting(versions)))
    return {r.identity: r for r in finals if _is_final(r.version) and _review(r.version) in NOT_REVIEWED}


def _is_final(version: Version) -> bool:
    return version.value("report_type") == FINAL_REPORT


def _review(version: Version) -> str:
    return version.row.review if version.row else ""


def _final_findings(
    ledger: Ledger, matter: Matter, status: str, *, final: Report, reports: Sequence[Report]
) -> Iterator[Finding]:
    """R425 the state did not follow the 办结报告; R424 the lead is done, supporting units have not said so (trap 22)."""
    if status not in (*REPORTABLE, AWAITING_REVIEW):
        yield finding("R425", final.version.source, number=matter.number, status=matter.status or "未填")
    by_key: dict[Key, list[Version]] = {}
    for report in reports:
        by_key.setdefault(report.key, []).append(report.version)
    done = {key.unit for key, versions in by_key.items() if (last := counting(versions)) and _is_final(last)}
    missing = [name for name in map(ledger.units.official_name, matter.supporting) if name not in done]
    if missing:
        yield finding("R424", final.version.source, number=matter.number, units="、".join(dict.fromkeys(missing)))


def _edit(matter: Matter, field: str, after: Value, report: Report | None, *, why: str = "matter") -> CellEdit:
    unit, period = (report.key.unit, report.key.period) if report else (matter.lead_unit, "")
    source = report.version.cell(field) if report else None
    return CellEdit(
        sheet="matters",
        row=matter.record.row,
        key=matter.number,
        field=field,
        before=matter.record[field],
        after=after,
        because=Reason(BECAUSE[why].format(unit=unit, period=period), source),
    )
