"""Hand-written matters and a seed → dated, numbered matters with units, leaders and persons: rows of 督办事项 and 节点计划."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from samples.generator import (
    content_assignments,
    content_extra,
    content_instructions,
    content_meetings,
    content_projects,
    content_superior,
    content_work,
)
from samples.generator.blocks import Draw, Entry, parse
from samples.generator.content_units import LEADERS, OFFICE_HEAD, SUPERIORS
from samples.generator.days import WORKDAYS, YEAR, a_workday, month_of
from samples.generator.people import Directory, SampleUnit

CATEGORIES = {
    "MC03": "上级公文和部署",
    "MC04": "县委县政府重要文件",
    "MC05": "县委全会部署",
    "MC06": "常委会议定事项",
    "MC07": "政府常务会议定事项",
    "MC08": "主要领导会议议定事项",
    "MC10": "全县性会议部署",
    "MC13": "上级领导批示",
    "MC14": "县委主要领导批示",
    "MC15": "县领导批示",
    "MC19": "领导交办事项",
    "MC21": "年度重点工作",
    "MC26": "专项工作和重点项目",
    "MC29": "重大问题和热点问题",
    "MC30": "人代会决议决定",
    "MC31": "两办通知事项",
}
INSTRUCTED = ("MC13", "MC14", "MC15", "MC19")
CYCLES = {**dict.fromkeys(INSTRUCTED, "WK(五)"), "MC21": "HM", "MC26": "HM"}
NOT_SIGNED_FROM = date(YEAR, 9, 25)  # handed over so late that no receipt has come back yet
TODAY = date(YEAR, 9, 30)  # the day on which the sample ledger stands
_STEPS = {"市": (4, 19), "云批": (2, 7), "云阅批": (3, 9)}  # how far the numbers of a series of documents run on
_CONTENTS = (
    content_superior,
    content_meetings,
    content_instructions,
    content_assignments,
    content_work,
    content_projects,
    content_extra,
)


@dataclass(slots=True, kw_only=True)
class SampleMatter:
    """One matter while the sample office is being made; `row` is keyed by the columns of 督办事项."""

    code: str
    entry: Entry
    lead: SampleUnit
    rng: Random
    row: dict[str, str]
    arranged: date
    assigned: date | None = None
    received: date | None = None
    due: date | None = None
    completed: date | None = None

    @property
    def number(self) -> str:
        return self.row["number"]

    @property
    def title(self) -> str:
        return self.entry.title

    def marked(self, mark: str) -> bool:
        """Whether the hand-written text carries `mark`."""
        return mark in self.entry.one("标记").split("、")


def all_matters(units: Directory, seed: int) -> list[SampleMatter]:
    """Every matter of the office in the order of its number; documents are numbered later."""
    entries = [entry for content in _CONTENTS for entry in parse(content.TEXT)]
    matters = [_matter(entry, units, seed) for entry in entries]
    matters.sort(key=lambda m: (m.arranged, m.code, m.title))
    for index, matter in enumerate(matters, 1):
        matter.row["number"] = f"{YEAR}-{index:03d}"
    _number_origins(matters, seed)
    _set_states(matters)
    return matters


def _matter(entry: Entry, units: Directory, seed: int) -> SampleMatter:
    code, _, _, when = entry.group
    rng = Random(f"{seed}/{entry.title}")
    shared = Random(f"{seed}/{'/'.join(entry.group)}")  # one meeting, one day
    arranged = date.fromisoformat(when) if "-" in when else a_workday(shared, *month_of(int(when)))
    lead_name, _, supporting = entry.one("主办").partition("｜")
    lead = units.find(lead_name)
    matter = SampleMatter(code=code, entry=entry, lead=lead, rng=rng, row={}, arranged=arranged)
    _set_dates(matter)
    _set_people(matter)
    drawn = Draw(rng)
    supporters = [units.find(name).name for name in supporting.split("、") if name]
    matter.row |= {
        "category": CATEGORIES[code],
        "title": entry.title,
        "requirement": drawn(entry.one("任务")),
        "target": drawn(entry.one("目标")),
        "progress": drawn(entry.one("结果")),
        "lead_unit": lead.name,
        "supporting_units": "、".join(_chosen(supporters, matter)),
        "urgency": _urgency(matter),
        "is_key": "是" if matter.marked("重点") else "否",
        "return_cycle": "" if matter.marked("个人批示") else CYCLES.get(code, ""),
        "remark": entry.one("备注"),
    }
    return matter


def _chosen(supporters: list[str], matter: SampleMatter) -> list[str]:
    """Units that the text speaks of stay; of the others the seed keeps two."""
    text = "".join(value for values in matter.entry.parts.values() for value in values)
    named = [name for name in supporters if name.removesuffix("人民政府") in text]
    others = [name for name in supporters if name not in named]
    kept = {*named, *matter.rng.sample(others, min(2, len(others)))}
    return [name for name in supporters if name in kept]


def _urgency(matter: SampleMatter) -> str:
    if not matter.marked("加急"):
        return "一般"
    return "特急" if matter.code == "MC13" and "险" in matter.title else "加急"


def _set_dates(matter: SampleMatter) -> None:
    """批示 ≤ 安排 ≤ 交办 ≤ 签收 ≤ 时限; an instruction goes out faster than a meeting's decisions."""
    rng, row = matter.rng, matter.row
    urgent = matter.marked("加急")
    if matter.code in INSTRUCTED:
        row["instructed_on"] = matter.arranged.isoformat()
        matter.arranged = WORKDAYS.add(matter.arranged, rng.randint(0, 0 if urgent else 1))
        wait = rng.randint(0, 1) if urgent else rng.randint(1, 3)
    else:
        wait = Random(f"{matter.arranged}{matter.entry.group}").randint(1 if urgent else 2, 5)
    matter.assigned = WORKDAYS.add(matter.arranged, wait)
    matter.received = WORKDAYS.add(matter.assigned, rng.randint(0, 1 if urgent else 2))
    row["time_limit"], matter.due = _limit(matter)
    row["arranged_on"] = matter.arranged.isoformat()


def _limit(matter: SampleMatter) -> tuple[str, date | None]:
    """The limit as a clerk writes it, and the day it means (None: to be computed, or no limit)."""
    text = matter.entry.one("时限")
    found = re.fullmatch(r"(\d{4})年(\d+)月(\d+)日前", text)
    if not found:
        return text, None
    year, month, day = map(int, found.groups())
    due = date(year, month, day)
    spellings = [text, text, text.removeprefix(f"{year}年")]
    if (month, day) == (12, 31):
        spellings = [text, f"{year}年底前", "年底前"]
    elif (due + timedelta(days=1)).day == 1:
        spellings.append(f"{month}月底前")
    return matter.rng.choice(spellings), due


def _set_people(matter: SampleMatter) -> None:
    lead, rng, row = matter.lead, matter.rng, matter.row
    person = rng.choice(lead.staff)
    row |= {
        "instructing_leader": _instructing_leader(matter),
        "lead_leader": lead.county_leader,
        "responsible_leader": lead.leader,
        "person_responsible": person,
        "phone": lead.extension(person),
    }
    if matter.marked("个人批示"):
        row["lead_leader"] = LEADERS["副县长（城建、交通、自然资源）"]


def _instructing_leader(matter: SampleMatter) -> str:
    origin = matter.entry.group[1]
    if matter.code not in INSTRUCTED:
        return ""
    if matter.code == "MC13":
        return matter.rng.choice(SUPERIORS)
    if matter.code == "MC14" or (matter.code == "MC19" and origin.startswith("县委")):
        return LEADERS["县委书记"]
    if matter.code == "MC19":
        return LEADERS["县长"]
    if origin.startswith("县委"):
        return matter.rng.choice((LEADERS["县委副书记"], LEADERS["县委政法委书记"]))
    deputies = {name for title, name in LEADERS.items() if "副县长" in title}
    return matter.lead.county_leader if matter.lead.county_leader in deputies else LEADERS["常务副县长"]


def _number_origins(matters: list[SampleMatter], seed: int) -> None:
    """来源文号 runs on by date in every series; matters of one meeting or document share its number."""
    rng = Random(f"{seed}/origins")
    last: dict[str, int] = {}
    given: dict[tuple[str, ...], int] = {}
    for matter in sorted(matters, key=lambda m: (m.row.get("instructed_on") or m.row["arranged_on"], m.title)):
        _, origin, series, _ = group = matter.entry.group
        if series and group not in given:
            low, high = next((step for key, step in _STEPS.items() if series.startswith(key)), (1, 2))
            if "{n}" in origin:
                low = high = 1
            last[series] = given[group] = last.get(series, 0) + rng.randint(low, high)
        number = given.get(group, 0)
        matter.row["origin"] = origin.replace("{n}", str(number))
        matter.row["origin_number"] = f"{series}〔{YEAR}〕{number}号" if series else ""


def _set_states(matters: list[SampleMatter]) -> None:
    """Closed where the text tells the result; the last four are not yet handed over; the rest is under way."""
    late = [m for m in matters if not m.entry.one("标记")][-4:]
    for matter in matters:
        if matter in late:
            matter.row["status"] = "登记" if matter in late[2:] else "立项"
            matter.assigned = matter.received = None
        elif matter.marked("办结"):
            _close(matter)
        elif matter.marked("个人批示"):
            matter.row["status"] = "已转交"
            matter.received = None
            matter.row["remark"] = (
                f"县委主要领导直接批给领导个人，{matter.assigned}由{OFFICE_HEAD}直接转交、衔接，"
                f"接收人{matter.lead.contact}，未下发督查通知书。"
            )
        elif matter.marked("不办"):
            matter.row["status"] = "经批准不办"
        elif matter.assigned and matter.assigned >= NOT_SIGNED_FROM:
            matter.row["status"] = "已交办"
            matter.received = None
        else:
            matter.row["status"] = "承办中"
        matter.row["assigned_on"] = matter.assigned.isoformat() if matter.assigned else ""
        matter.row["received_on"] = matter.received.isoformat() if matter.received else ""
        matter.row["due_date"] = matter.due.isoformat() if matter.due else ""


def _close(matter: SampleMatter) -> None:
    rng, received = matter.rng, matter.received or matter.arranged
    due = matter.due or counted_due(matter.row["time_limit"], received)
    told = matter.entry.one("办结日")
    earliest = max(WORKDAYS.add(received, 2), due - timedelta(days=18))
    matter.completed = date.fromisoformat(told) if told else a_workday(rng, earliest, due)
    closed = min(WORKDAYS.add(matter.completed, rng.randint(1, 5)), TODAY)
    matter.row |= {
        "status": "办结",
        "percent_done": "100",
        "last_return_on": matter.completed.isoformat(),
        "review": "合格",
        "completed_on": matter.completed.isoformat(),
        "closed_out_by": OFFICE_HEAD,
        "closed_out_on": closed.isoformat(),
    }


def counted_due(limit: str, received: date) -> date:
    """The day that a limit such as 7个工作日 or 接通知15日内 means, counted from 签收."""
    found = re.search(r"(\d+)(个工作日|日)", limit)
    if not found:
        return TODAY
    count = int(found[1])
    if found[2] == "日":
        return received + timedelta(days=count)
    return WORKDAYS.add(received, count)


def milestone_rows(matters: list[SampleMatter]) -> list[dict[str, str]]:
    """The rows of 节点计划; what was planned until August is mostly done, some of it late, some not at all."""
    rows: list[dict[str, str]] = []
    for matter in matters:
        for text in filter(None, matter.entry.one("节点").split("；")):
            day, name, target = text.split(" ")
            rows.append(_milestone(matter, date.fromisoformat(f"{YEAR}-{day}"), name, int(target)))
    return rows


def _milestone(matter: SampleMatter, planned: date, name: str, target: int) -> dict[str, str]:
    row = {
        "number": matter.number,
        "milestone": name,
        "planned_on": planned.isoformat(),
        "target_value": str(target),
    }
    closed = matter.completed is not None
    if planned > date(YEAR, 8, 31) and not closed:
        return row
    if not closed and matter.rng.random() < 0.15 and planned.month >= 7:
        return {**row, "done_value": str(target - matter.rng.choice((5, 8, 10, 15)))}
    done = WORKDAYS.on_or_before(planned + timedelta(days=matter.rng.randint(-9, 8)))
    last = matter.completed or TODAY
    return {**row, "done_value": str(target), "done_on": min(done, last).isoformat()}
