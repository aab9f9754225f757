"""What the documents state that assign a matter to its handling units: one body, one class per kind."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.documents.papers.facts import PaperFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStep:
    """A row of 节点计划 (时序进度)."""

    name: Annotated[str, "节点名称"]
    planned_on: Annotated[date | None, "计划日期；没有排定的为空"] = None
    target: Annotated[str, "目标值"] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentFacts(PaperFacts):
    """One matter assigned to its handling units, with limit, reporting duty and a return slip."""

    document_name: Annotated[str, "本办法对这种文书的叫法，如“督查通知单”"]
    urgency: Annotated[str, "紧急程度（特急、加急）；平件为空"] = ""
    matter_number: Annotated[str, "事项编号"]
    matter_title: Annotated[str, "事项名称"]
    lead_unit: Annotated[str, "主办单位"]
    supporting_units: Annotated[tuple[str, ...], "协办单位"] = ()
    leading_official: Annotated[str, "牵头领导"] = ""
    responsible_leader: Annotated[str, "责任领导"] = ""
    origin: Annotated[str, "交办依据：会议、文件或批示；没有写明时为空"] = ""
    origin_number: Annotated[str, "来源文号"] = ""
    instruction_by: Annotated[str, "批示领导及职务"] = ""
    instruction_on: Annotated[date | None, "批示日期；不是批示的，为会议、文件的日期"] = None
    instruction: Annotated[str, "批示内容"] = ""
    requirements: Annotated[tuple[str, ...], "任务要求，每条一段；批示内容就是任务要求的，为空"]
    target: Annotated[str, "量化目标"] = ""
    milestones: Annotated[tuple[PlannedStep, ...], "时序进度（节点计划）"] = ()
    due_date: Annotated[date | None, "办结时限；没有日期时为空"]
    due_text: Annotated[str, "时限要求原文，如“收到之日起7个工作日内”"] = ""
    due_basis: Annotated[str, "时限依据（条款）"] = ""
    due_provisional: Annotated[bool, "时限是否暂定（节假日安排未公布）"] = False
    return_cycle: Annotated[str, "报送周期，如“每周五前”；一次性事项为空"] = ""
    next_return_on: Annotated[date | None, "首次报送日期"] = None
    return_to: Annotated[str, "报送对象；空为本室"] = ""
    extension_rule: Annotated[str, "延期规定，一句话"] = ""
    receipt_by: Annotated[date | None, "回执反馈截止日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeFacts(AssignmentFacts):
    """督查通知书 (DT02)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionNoticeFacts(AssignmentFacts):
    """督办通知 (DT01)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HotlineNoticeFacts(AssignmentFacts):
    """督促查办事项通知单 (DT03): a matter of the mayor's hotline; 来源文号 is the number of the hotline's slip."""

    approval: Annotated[str, "常务副县长审定意见"] = ""
    approved_by: Annotated[str, "审定人"] = ""
    approved_on: Annotated[date | None, "审定日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CopySlipFacts(AssignmentFacts):
    """抄告单 (DT04): one of the matter's units is told its own task; each unit has its own slip and receipt."""

    unit: Annotated[str, "收件单位"] = ""
    role: Annotated[str, "收件单位的角色，如“协办单位”"] = ""
    other_units: Annotated[tuple[str, ...], "同时抄告的其他单位"] = ()
