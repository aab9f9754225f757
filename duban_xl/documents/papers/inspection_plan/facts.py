"""What a 督查方案 states: the matters, units and open problems of an inspection, and what a person decides."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.documents.papers.facts import PaperFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedMatter:
    """A matter to be inspected."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    requirement: Annotated[str, "任务要求"] = ""
    target: Annotated[str, "量化目标"] = ""
    lead_unit: Annotated[str, "主办单位"]
    due: Annotated[str, "办结时限；没有日期时为时限要求原文"]
    reached: Annotated[str, "完成率；没有报时为空"] = ""
    overdue_days: Annotated[int, "已逾期天数；没有逾期为0"] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedUnit:
    """A row of the annex on units: a unit with the matters that it is inspected for."""

    unit: Annotated[str, "单位"]
    leads: Annotated[tuple[str, ...], "主办事项的编号"] = ()
    supports: Annotated[tuple[str, ...], "协办事项的编号"] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenProblem:
    """What an inspection found and nobody has recorded as put right."""

    held_on: Annotated[date, "督查日期"]
    units: Annotated[tuple[str, ...], "单位"]
    problem: Annotated[str, "发现问题"]
    rectify_by: Annotated[date | None, "整改时限"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanFacts(PaperFacts):
    """督查方案: content, objects, manner, time, groups and demands of an inspection."""

    scope: Annotated[str, "督查的范围，如“2026年9月督查事项”"]
    basis: Annotated[str, "督查依据；没有写明时为空"] = ""
    matters: Annotated[tuple[PlannedMatter, ...], "附件：要督查的事项"]
    total: Annotated[int, "要督查的事项数"]
    overdue: Annotated[int, "其中逾期未办结的事项数"]
    open_problems: Annotated[tuple[OpenProblem, ...], "此前督查发现、还没有登记整改情况的问题"] = ()
    units: Annotated[tuple[str, ...], "督查对象，按单位名录的顺序"]
    manner: Annotated[str, "督查方式，由人定"]
    days: Annotated[str, "督查时间，由人定"]
    groups: Annotated[str, "分组，由人定"]
    by_unit: Annotated[tuple[PlannedUnit, ...], "附件：单位和事项对照，一行一个单位"]
