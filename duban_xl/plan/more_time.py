"""A ledger on its ground and the matters of which more time is asked → how late that may be asked, and how far it may go."""

from collections.abc import Iterable, Mapping

from duban_xl.check.returned.context import MoreTime
from duban_xl.plan.extensions import latest_request
from duban_xl.plan.ground import Ground
from duban_xl.plan.matter_limit import matter_deadline, settled_due


def more_time(ground: Ground, numbers: Iterable[str]) -> Mapping[str, MoreTime]:
    """事项编号 → the last day to ask (参数 延期提前工作日) and the cap of its category; matters that nobody knows are absent."""
    asked, found = frozenset(numbers), dict[str, MoreTime]()
    for matter in ground.ledger.matters:
        if matter.number in asked:
            deadline = matter_deadline(ground, matter)
            due = settled_due(ground, matter, deadline)
            ask_by = latest_request(due, workdays=ground.workdays, conventions=ground.conventions) if due else None
            found[matter.number] = MoreTime(ask_by=ask_by, cap=deadline.cap)
    return found
