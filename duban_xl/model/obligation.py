"""What is owed: by whom, on which matter, by which rule, to whom, by when, and whether it was done."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """What became of an obligation by a certain day."""

    NOT_YET = "未到期"
    ON_TIME = "按时"
    LATE = "逾期"
    MISSING = "未报"
    OPEN = "未定"  # without a date: nothing can be late


class OwedKind(StrEnum):
    """What is owed."""

    RESULT = "办理结果"
    REDO = "重新办理"
    REPORT = "定期报送"
    PROGRESS = "进展报告"
    MILESTONE = "时序进度"
    PAPER = "方案材料"
    AT_ONCE = "随到随办"
    FORM = "填报表"
    DUTY = "督查室工作"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One thing owed. `due` is None where no day can be told; `note` then says why."""

    kind: OwedKind
    matter: str | None  # 事项编号; None for work of the office that belongs to no single matter
    unit: str  # who owes it: a unit's full name, or what the method calls the office
    rule: str  # "" where the ledger, not the method, asks for it
    what: str
    due: date | None
    to: str = ""
    document: str = ""
    provisional: bool = False
    remind_on: date | None = None
    start: date | None = None  # the day from which it was counted
    limit: str = ""  # the limit in Chinese: 每周五, 签收后5个工作日内
    note: str = ""
    standing: Standing = Standing.OPEN
    answered_on: date | None = None

    @property
    def is_done(self) -> bool:
        """Whether it was answered, in time or late."""
        return self.standing in (Standing.ON_TIME, Standing.LATE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How one debtor stands: `expected` = `on_time` + `late` + `missing` + `not_yet`."""

    unit: str
    expected: int
    on_time: int
    late: int
    missing: int
    not_yet: int


def tally(obligations: Iterable[Obligation]) -> tuple[Tally, ...]:
    """The counts of every debtor, in the order in which they first appear; what has no date is not counted.

    What is expected comes from the obligations, never from what was received (rules §2.10).
    """
    counts: dict[str, dict[Standing, int]] = {}
    for one in obligations:
        if one.due is not None:
            of_unit = counts.setdefault(one.unit, dict.fromkeys(Standing, 0))
            of_unit[one.standing] += 1
    return tuple(
        Tally(
            unit=unit,
            expected=sum(of_unit.values()),
            on_time=of_unit[Standing.ON_TIME],
            late=of_unit[Standing.LATE],
            missing=of_unit[Standing.MISSING],
            not_yet=of_unit[Standing.NOT_YET] + of_unit[Standing.OPEN],
        )
        for unit, of_unit in counts.items()
    )
