"""Matters that ended otherwise than by completion → rows of 流转记录: the handing over of a personal instruction, a release."""

from datetime import date

from samples.generator.content_units import LEADERS, OFFICE_HEAD
from samples.generator.days import YEAR
from samples.generator.matters import SampleMatter

Row = dict[str, str]
ASKED, APPROVED, FILED = date(YEAR, 9, 7), date(YEAR, 9, 9), date(YEAR, 9, 10)
OPINION = "云投促〔2026〕21号"


def step_rows(matters: list[SampleMatter]) -> list[Row]:
    """The rows of 流转记录 by day."""
    rows = [row for matter in matters for row in (*_handed_over(matter), *_released(matter))]
    return sorted(rows, key=lambda row: row["taken_on"])


def _handed_over(matter: SampleMatter) -> list[Row]:
    """An instruction given to a leader in person: who handed it to whom, and when."""
    if matter.row["status"] != "已转交" or not matter.assigned:
        return []
    step = {"to_whom": matter.lead.contact, "rule": "cangnan-2.3-personal"}
    return [_step(matter, matter.assigned, "转交", "登记", "已转交") | step]


def _released(matter: SampleMatter) -> list[Row]:
    """What cannot be done: the unit's report, the leader's consent, and the paper that tells of it."""
    if matter.row["status"] != "经批准不办":
        return []
    secretary = LEADERS["县委书记"]
    told = {
        "unit": matter.lead.name,
        "to_whom": secretary,
        "reason_type": "客观条件",
        "reason": "上级年度用能指标已分配完毕，项目方调整选址。",
        "rule": "cangnan-3.3-cannot",
    }
    consent = {"approved_by": secretary, "approved_on": APPROVED.isoformat(), "agreed": "是"}
    return [
        _step(matter, ASKED, "申请不办", "承办中", "不能办理待批") | told,
        _step(matter, FILED, "批准不办", "不能办理待批", "经批准不办") | told | consent | {"material": OPINION},
    ]


def _step(matter: SampleMatter, day: date, action: str, before: str, after: str) -> Row:
    return {
        "taken_on": day.isoformat(),
        "number": matter.number,
        "action": action,
        "before": before,
        "after": after,
        "by": OFFICE_HEAD,
    }
