"""Area refresh: a ledger of so many matters → due dates, next returns and lamps, then every obligation of a year."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from duban_xl.bench.measure import Measured, measured
from duban_xl.bench.tables import table
from duban_xl.catalogue import bench as words
from duban_xl.check.ledger import check_ledger
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Value
from duban_xl.packs import load_pack
from duban_xl.plan.ground import ground_of
from duban_xl.plan.obligations import obligations
from duban_xl.plan.refresh import plan_refresh
from duban_xl.read.holidays import official_workdays
from duban_xl.read.ledger import ledger_of

PACK, YEAR, UNITS = "shiwei", 2026, 80
AS_OF, FIRST, LAST = date(YEAR, 10, 12), date(YEAR, 1, 1), date(YEAR, 12, 31)
LIMITS = ("", "", "7个工作日", "2026年11月30日前", "9月底前", "每月28日前")


def run(matters: int = 5000, *, runs: int = 5, seed: int = 1) -> tuple[Measured, ...]:
    """Refresh alone, obligations alone, and both, over the same ledger."""
    ledger, workdays = make_ledger(matters, seed=seed), official_workdays()

    def refreshed() -> str:
        plan = plan_refresh(ledger, AS_OF, workdays=workdays)
        return words.EDITS.format(count=len(plan.changes.edits))

    def owed() -> str:
        found = obligations(ground_of(ledger, workdays), FIRST, LAST, as_of=AS_OF)
        return words.OBLIGATIONS.format(count=len(found.dated) + len(found.undated))

    def both() -> str:
        plan = plan_refresh(ledger, AS_OF, workdays=workdays)
        found = obligations(plan.ground, FIRST, LAST, as_of=AS_OF)
        edits = words.EDITS.format(count=len(plan.changes.edits))
        return f"{edits}，{words.OBLIGATIONS.format(count=len(found.dated) + len(found.undated))}"

    def checked() -> str:
        return words.FINDINGS.format(count=len(check_ledger(ledger)))

    named = ((words.CHECK, checked), (words.REFRESH, refreshed), (words.OWED, owed), (words.BOTH, both))
    return tuple(measured(name.format(matters=matters), work, runs=runs) for name, work in named)


def make_ledger(matters: int, *, seed: int) -> Ledger:
    """A ledger of the pack with so many matters over all its categories, half of them with returns."""
    dice = random.Random(seed)
    rows: dict[str, tuple[Mapping[str, Value], ...]] = dict(load_pack(PACK).rows)
    codes = [str(row["code"]) for row in rows["categories"]]
    rows["units"] = tuple({"code": f"{n:03d}", "name": _unit(n), "active": True} for n in range(UNITS))
    rows["matters"] = tuple(_matter(n, dice, codes) for n in range(matters))
    rows["returns"] = tuple(_returns(rows["matters"], dice))
    rows["steps"] = tuple(_steps(rows["matters"], dice))
    rows["milestones"] = tuple(_milestones(rows["matters"], dice))
    rows["extensions"] = tuple(_extensions(rows["matters"], dice))
    return ledger_of({key: table(key, of_sheet) for key, of_sheet in rows.items()}, file="bench.xlsx")


def _unit(number: int) -> str:
    return f"第{number}单位"


def _matter(number: int, dice: random.Random, codes: list[str]) -> dict[str, Value]:
    assigned = date(YEAR, 1, 1) + timedelta(days=dice.randrange(270))
    done = assigned + timedelta(days=90) if dice.random() < 0.3 else None
    lead, helper = dice.sample(range(UNITS), 2)
    return {
        "number": f"B-{number:05d}",
        "category": dice.choice(codes),
        "title": f"事项{number}",
        "lead_unit": _unit(lead),
        "supporting_units": _unit(helper),
        "arranged_on": assigned,
        "instructed_on": assigned,
        "assigned_on": assigned,
        "received_on": assigned + timedelta(days=1),
        "time_limit": dice.choice(LIMITS),
        "status": "办结" if done else "承办中",
        "completed_on": done,
        "closed_out_on": done,
    }


def _returns(matters: tuple[Mapping[str, Value], ...], dice: random.Random) -> Iterator[dict[str, Value]]:
    for matter in matters:
        for month in range(1, 13) if dice.random() < 0.5 else ():
            received = datetime.fromisoformat(f"{YEAR}-{month:02d}-{dice.randrange(1, 29):02d} 09:00")
            period = f"{YEAR}-{month:02d}"
            named = {"number": matter["number"], "unit": matter["lead_unit"], "period": period}
            yield named | {"received_at": received, "report_type": "进展报告"}


def _steps(matters: tuple[Mapping[str, Value], ...], dice: random.Random) -> Iterator[dict[str, Value]]:
    for matter in matters:
        for action in ("立项", "交办", "签收", "退回") if dice.random() < 0.5 else ():
            moved = {"new_limit": date(YEAR, 11, 30)} if action == "退回" else {}
            yield {
                "taken_on": matter["assigned_on"],
                "number": matter["number"],
                "action": action,
                "by": "张三",
            } | moved


def _milestones(matters: tuple[Mapping[str, Value], ...], dice: random.Random) -> Iterator[dict[str, Value]]:
    for matter in matters:
        for month in range(2, 13, 3) if dice.random() < 0.3 else ():
            yield {"number": matter["number"], "milestone": f"节点{month}", "planned_on": date(YEAR, month, 20)}


def _extensions(matters: tuple[Mapping[str, Value], ...], dice: random.Random) -> Iterator[dict[str, Value]]:
    for matter in matters:
        if dice.random() < 0.1:
            asked = {
                "requested_on": matter["assigned_on"],
                "granted_to": date(YEAR, 12, 20),
                "reason": "雨",
                "progress": "过半",
            }
            yield {
                "number": matter["number"],
                "outcome": "同意",
                "approved_by": "王某",
                "approved_on": asked["requested_on"],
            } | asked
