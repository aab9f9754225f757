"""Matters, units and a seed → rows of 督查记录; some units are, on purpose, not inspected in the whole year."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from samples.generator.content_inspections import MONTHLY, REMINDERS
from samples.generator.content_units import OFFICERS
from samples.generator.days import WORKDAYS, YEAR, a_workday, month_of
from samples.generator.matters import TODAY, SampleMatter
from samples.generator.people import Directory

NOT_INSPECTED = (
    "上垟乡", "杉木乡", "花岩乡", "深坞乡",
    "县委统战部", "县委编办", "县审计局", "县统计局", "县妇联",
)  # fmt: skip
"""Short names; 县统计局 counts as inspected all the same, because it was criticised at a county meeting (A10a)."""

_REMINDERS_WANTED = 24
Row = dict[str, str]


def inspection_rows(matters: list[SampleMatter], units: Directory, seed: int) -> list[Row]:
    """The rows of 督查记录 by date: on the spot for matters, a joint inspection each month, telephone reminders."""
    rng = Random(f"{seed}/inspections")
    rows = [_of_matter(matter, text) for matter in matters for text in matter.entry.many("督查") if matter.received]
    rows += _reminders(matters, rng)
    rows += _monthly(units, Counter(row["unit"] for row in rows), rng)
    skipped = {units.find(name).name for name in NOT_INSPECTED}
    return sorted((row for row in rows if row["unit"] not in skipped), key=lambda r: (r["held_on"], r["unit"]))


def _of_matter(matter: SampleMatter, text: str) -> Row:
    head, situation, problems, by, rectification = text.split("｜")
    method, month = head.split(" ")
    first, last = month_of(int(month))
    rectify_by = date.fromisoformat(f"{YEAR}-{by}")
    received = matter.received or first
    held = a_workday(matter.rng, max(first, WORKDAYS.add(received, 2)), min(last, rectify_by - timedelta(days=4)))
    return _row(matter.rng, held, method, matter.lead.name, situation) | {
        "number": matter.number,
        "problems": problems,
        "rectify_by": rectify_by.isoformat(),
        "rectification": rectification,
    }


def _row(rng: Random, held: date, method: str, unit: str, situation: str) -> Row:
    people = sorted(rng.sample(OFFICERS, 1 if method == "电话催办" else 2), key=OFFICERS.index)
    return {
        "held_on": held.isoformat(),
        "method": method,
        "unit": unit,
        "people": "、".join(people),
        "situation": situation,
    }


def _monthly(units: Directory, seen: Counter[str], rng: Random) -> list[Row]:
    """One joint inspection each month; units that nothing else has reached come first."""
    queues: dict[str, list[str]] = {}
    for group in ("乡镇", "县直部门"):
        names = [u.name for u in units.units if u.group == group and u.short not in NOT_INSPECTED]
        rng.shuffle(names)
        queues[group] = sorted(names, key=lambda name: seen[name])
    rows: list[Row] = []
    days: dict[str, date] = {}
    for line in MONTHLY.split():
        month, group, situation, problems, rectification = line.split("｜")
        first, _ = month_of(int(month))
        held = days.setdefault(month, a_workday(rng, first + timedelta(days=8), first + timedelta(days=17)))
        row = _row(rng, held, "集中督查", queues[group].pop(0), situation)
        if problems:
            row |= {"problems": problems, "rectification": rectification}
            row["rectify_by"] = WORKDAYS.on_or_before(held + timedelta(days=15)).isoformat()
        rows.append(row)
    return rows


def _reminders(matters: list[SampleMatter], rng: Random) -> list[Row]:
    under_way = [(m.due, m.received, m) for m in matters if m.row["status"] == "承办中" and m.due and m.received]
    rows: list[Row] = []
    for due, received, matter in sorted(under_way, key=lambda found: (found[0], found[2].number))[:_REMINDERS_WANTED]:
        latest = min(due - timedelta(days=2), TODAY - timedelta(days=1))
        held = a_workday(rng, max(received + timedelta(days=3), latest - timedelta(days=8)), latest)
        row = _row(rng, held, "电话催办", matter.lead.name, rng.choice(REMINDERS))
        rows.append(row | {"number": matter.number})
    return rows
