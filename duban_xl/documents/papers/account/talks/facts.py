"""What papers on a talk state: the proposal to the leaders, the summons to the unit, the record of what was said."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.documents.papers.account.case import Criticism, LateMatter, PublishedRank
from duban_xl.documents.papers.facts import PaperFacts


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkFacts(PaperFacts):
    """What all papers on a talk state."""

    unit: Annotated[str, "被约谈单位"]
    target: Annotated[str, "约谈对象：问责阶梯中的“对象”，如“单位主要负责人”"]
    person: Annotated[str, "被约谈人姓名；没有写明时为空"] = ""
    interviewer: Annotated[str, "由谁约谈：问责阶梯中的“执行”，如“主要领导”"]
    basis: Annotated[str, "依据条款；没有写明时为空"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalFacts(TalkFacts):
    """约谈建议: why a unit should be talked to, by whom, and with what demands."""

    submitted_to: Annotated[str, "呈送的领导"]
    signer: Annotated[str, "签发人；还没有签发的为空"] = ""
    as_of: Annotated[date, "数据截止日期"]
    trigger: Annotated[str, "触发情形：问责阶梯中的“触发”"]
    count: Annotated[int, "计次期内被通报批评的次数；这一步不计次时为0"] = 0
    window_from: Annotated[date, "计次期第一天"]
    window_to: Annotated[date, "计次期最后一天"]
    causes: Annotated[tuple[str, ...], "提出约谈的事由，每条一段"] = ()
    late_matters: Annotated[tuple[LateMatter, ...], "逾期未办结事项"] = ()
    criticisms: Annotated[tuple[Criticism, ...], "计次期内的通报批评"] = ()
    ranks: Annotated[tuple[PublishedRank, ...], "近期公布的名次"] = ()
    effect: Annotated[str, "后续：问责阶梯中的“效果”"] = ""
    approval: Annotated[str, "由谁批准：问责阶梯中的“同意”"] = ""

    @property
    def has_cause(self) -> bool:
        """Whether anything is held against the unit."""
        return bool(self.causes or self.late_matters or self.criticisms)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummonsFacts(TalkFacts):
    """约谈通知书: the unit is summoned; what for, on what basis, when and where."""

    cause: Annotated[str, "约谈事由"]
    matter_number: Annotated[str, "相关事项编号；没有时为空"] = ""
    matter_title: Annotated[str, "相关事项名称"] = ""
    late_matters: Annotated[tuple[LateMatter, ...], "该单位逾期未办结事项"] = ()
    held_at: Annotated[str, "约谈时间"]
    place: Annotated[str, "约谈地点"]
    interviewer_name: Annotated[str, "约谈人姓名及职务"]
    approved_by: Annotated[str, "同意约谈的领导"]
    approved_on: Annotated[date | None, "同意日期"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts(TalkFacts):
    """约谈记录: a form on which is written what was said and promised."""

    cause: Annotated[str, "约谈事由"]
    approved_by: Annotated[str, "同意约谈的领导"]
