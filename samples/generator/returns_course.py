"""The sample office's matters → how far each unit has come with each matter at the end of every quarter."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from random import Random

from duban_xl.model.period import Period, parse_period
from samples.generator.days import YEAR
from samples.generator.office import Rows
from samples.generator.people import Directory, SampleUnit

QUARTERS = ("2026Q1", "2026Q2", "2026Q3")
NEWLY_ASSIGNED = 12  # days before the end of the quarter: supporting units have hardly begun
YEAR_END = date(YEAR, 12, 31)

REPORTED_DONE = {  # title → the quarter in which the units report an end that the office has not reviewed yet
    "烈士纪念设施保护和优抚服务": "2026Q3",
    "乡镇编制周转和执法力量下沉": "2026Q3",
    "液化石油气瓶装销售环节整治": "2026Q3",
    "固定资产投资统计数据波动原因核查": "2026Q3",
    "高温中暑和户外劳动者防暑排查": "2026Q3",
    "代表建议“二次办理”重点件": "2026Q3",
    "城乡公交一体化改造": "2026Q3",
}


def quarter(text: str) -> Period:
    """The quarter called `text`."""
    period = parse_period(text)
    if period is None:
        raise ValueError(text)
    return period


@dataclass(frozen=True)
class Course:
    """One matter of the sample office over the year. `row` is its row of 督办事项 by field key."""

    row: dict[str, str]
    milestones: Rows
    inspections: Rows
    units: Directory
    seed: int

    @property
    def number(self) -> str:
        return self.row["number"]

    @property
    def title(self) -> str:
        return self.row["title"]

    @cached_property
    def lead(self) -> SampleUnit:
        """The lead unit."""
        return self.units.find(self.row["lead_unit"])

    @cached_property
    def supporting(self) -> tuple[SampleUnit, ...]:
        """The supporting units."""
        return tuple(self.units.find(name) for name in self.row["supporting_units"].split("、") if name)

    @property
    def assigned(self) -> date:
        return date.fromisoformat(self.row["assigned_on"])

    @property
    def completed(self) -> date | None:
        return _day(self.row.get("completed_on", ""))

    @property
    def is_building(self) -> bool:
        """Whether the matter is one of the building projects."""
        return self.row["category"] == "专项工作和重点项目"

    def due(self, written: date | None) -> date:
        """The day that the course heads for: the end itself if it is known, else the due day, else the end of the year."""
        return self.completed or written or YEAR_END

    def is_done(self, text: str) -> bool:
        """Whether the lead unit reports the end in the quarter `text`."""
        ended = self.completed is not None and self.completed <= quarter(text).end
        return ended or REPORTED_DONE.get(self.title) == text

    def percent(self, unit: SampleUnit, text: str, written: date | None) -> int:
        """What `unit` reports as done at the end of the quarter `text`, in percent; it never falls."""
        value = 0
        for each in QUARTERS[: QUARTERS.index(text) + 1]:
            if self.assigned <= quarter(each).end:
                value = max(value, self._percent(unit, each, written))
        return value

    def _percent(self, unit: SampleUnit, text: str, written: date | None) -> int:
        mine = Random(f"{self.seed}/{self.number}/{unit.code}/pace")
        if self.is_done(text):
            return 100 if unit == self.lead or mine.random() < 0.8 else mine.randint(90, 96)
        value = self._lead_percent(quarter(text).end, written)
        if unit == self.lead:
            return value
        if (quarter(text).end - self.assigned).days < NEWLY_ASSIGNED:
            return 0
        return min(96, max(5, value + mine.randint(-12, 8)))

    def _lead_percent(self, day: date, written: date | None) -> int:
        """By the milestones reached where there are some, else by the time gone, at the matter's own pace."""
        share = self.share_of_time(day, written)
        pace = Random(f"{self.seed}/{self.number}/pace").uniform(0.84, 1.12)
        value = 100 * min(share, 1) * pace
        if self.milestones:
            done = [int(m["target_value"]) for m in self.milestones if _before(m.get("done_on", ""), day)]
            ahead = [int(m["target_value"]) for m in self.milestones if int(m["target_value"]) > max(done, default=0)]
            value = max(done, default=0) + 0.4 * (min(ahead, default=100) - max(done, default=0))
        return int(min(95 if share >= 1 else 88, max(5, value)))

    def share_of_time(self, day: date, written: date | None) -> float:
        """How much of the time from assignment to the due day has gone by on `day`; more than 1 when it is overdue."""
        whole = max((self.due(written) - self.assigned).days, 1)
        return max((day - self.assigned).days, 0) / whole

    def planned_percent(self, day: date, written: date | None) -> float:
        """What should be done on `day`: by the milestones planned until then where there are some, else by the time gone."""
        if self.milestones:
            return max((int(m["target_value"]) for m in self.milestones if _before(m["planned_on"], day)), default=0)
        return 100 * self.share_of_time(day, written)

    def reached_in(self, period: Period) -> list[tuple[str, date]]:
        """Milestones completed in `period`."""
        days = [(m["milestone"], _day(m.get("done_on", ""))) for m in self.milestones]
        return [(name, day) for name, day in days if day and period.contains(day)]


def courses(sheets: dict[str, Rows], units: Directory, seed: int) -> dict[str, Course]:
    """事项编号 → the course of every matter that has been assigned."""
    found: dict[str, Course] = {}
    for row in sheets["matters"]:
        if row["assigned_on"]:
            number = row["number"]
            found[number] = Course(
                row=row,
                milestones=[m for m in sheets["milestones"] if m["number"] == number],
                inspections=[i for i in sheets["inspections"] if i.get("number") == number],
                units=units,
                seed=seed,
            )
    return found


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _before(text: str, day: date) -> bool:
    return bool(text) and date.fromisoformat(text) <= day
