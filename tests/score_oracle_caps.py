"""Events with their values → their points under every cap, day by day, and what is given back (order of operations 6, 7)."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tests.score_oracle_events import REFUND, Event, valued_events
from tests.score_oracle_rows import Sheets, maybe, names, number


def scored_events(sheets: Sheets) -> list[Event]:
    """Every event up to the as-of day with its points, and the refunds."""
    return _with_caps_and_refunds(sheets, valued_events(sheets))


@dataclass
class _Sums:
    """The running sums of a unit's rules and cap groups."""

    sheets: Sheets
    sums: dict[tuple[str, ...], Fraction] = field(default_factory=dict[tuple[str, ...], Fraction])

    def take(self, event: Event, amount: Fraction) -> Fraction:
        """Adds `amount` (negative: takes out) where the event belongs; what that changes after all caps."""
        rule = event.rule
        change = self._under((event.unit, rule["规则号"]), amount, maybe(rule.get("单项上限")))
        name = rule.get("上限组", "")
        while name:
            group = next(row for row in self.sheets.rows("上限组") if row["组号"] == name)
            cap = maybe(group["加分上限"] if event.sign < 0 else group["扣分上限"])
            period = self.sheets.period(group.get("周期", ""), event.day)
            scope = {"事项": event.matter, "同一事": event.row.get("同一事", "")}.get(group.get("范围", ""), "全部")
            alone = event.row["序号"] if not scope else ""
            change = self._under((event.unit, name, str(event.sign), period, scope, alone), change, cap)
            name = group.get("上级组", "")
        return change

    def _under(self, key: tuple[str, ...], amount: Fraction, cap: Fraction | None) -> Fraction:
        old = self.sums.get(key, Fraction(0))
        self.sums[key] = old + amount
        return old + amount - old if cap is None else min(cap, old + amount) - min(cap, old)


def _with_caps_and_refunds(sheets: Sheets, events: list[Event]) -> list[Event]:
    sums, found = _Sums(sheets), list(events)
    for day in sheets.days():
        today = [event for event in events if event.counts and event.day == day]
        for event in today:
            event.standing = event.value
            event.points = event.sign * sums.take(event, event.value)
        for event in events:
            if event.counts and _rectified_on(event) == day:
                share = number(event.rule["整改退回比例"]) / 100
                found += _refund(sums, event, min(event.standing, share * event.value), day)
        for clearing in today:
            if clearing.rule["取值方式"] == "清零":
                share = (maybe(clearing.rule.get("整改退回比例")) or Fraction(100)) / 100
                for event in _cleared_by(sheets, clearing, events):
                    found += _refund(sums, event, share * event.standing, day)
    return found


def _rectified_on(event: Event) -> date | None:
    clears = event.rule["取值方式"] == "清零"
    if clears or not event.rule.get("整改退回比例") or not event.row.get("整改日期"):
        return None
    return max(event.day, date.fromisoformat(event.row["整改日期"]))


def _cleared_by(sheets: Sheets, clearing: Event, events: list[Event]) -> list[Event]:
    targets = names(clearing.rule.get("针对规则", ""))
    section = sheets.section_of(clearing.rule)
    return [
        event
        for event in events
        if event.counts and event.day <= clearing.day and event.unit == clearing.unit and event.standing > 0
        if (event.rule["规则号"] in targets if targets else event.sign > 0 and sheets.section_of(event.rule) == section)
        and (clearing.rule.get("计数范围") != "事项" or event.matter == clearing.matter)
    ]


def _refund(sums: _Sums, event: Event, amount: Fraction, day: date) -> list[Event]:
    if amount <= 0:
        return []
    event.standing -= amount
    points = event.sign * sums.take(event, -amount)
    return [Event(event.row, event.rule, event.unit, day, event.role, REFUND, points=points, of=event)]
