"""What stands in 文书登记.审批记录: one line per step, `步骤 姓名 日期 意见` (办公室副主任 王某 2026-10-09 同意)."""

import re
from dataclasses import dataclass
from datetime import date

from duban_xl.model.source import shown

REFUSALS = ("不同意", "不批准", "退回", "暂缓")
_LINE = re.compile(r"(\S+)\s+(\S+)\s+(\d{4}-\d{2}-\d{2})\s+(.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One person's word on a document."""

    step: str
    by: str
    on: date
    opinion: str

    @property
    def agreed(self) -> bool:
        """Whether the opinion lets the document go on."""
        return not self.opinion.startswith(REFUSALS)

    @property
    def line(self) -> str:
        """The line of 审批记录."""
        return (
            f"{''.join(self.step.split())} {''.join(self.by.split())} {shown(self.on)} {' '.join(self.opinion.split())}"
        )


def read_approvals(text: str) -> tuple[tuple[Approval, ...], tuple[str, ...]]:
    """The approvals of a cell in their order, and the lines that are none."""
    approvals: list[Approval] = []
    odd: list[str] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        approval = _approval(line)
        if approval:
            approvals.append(approval)
        else:
            odd.append(line)
    return tuple(approvals), tuple(odd)


def _approval(line: str) -> Approval | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[3])
    except ValueError:
        return None
    return Approval(step=found[1], by=found[2], on=day, opinion=found[4].strip())
