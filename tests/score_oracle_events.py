"""扣分登记 → the points of every event, by the order of operations 1–6: plain rows, one dict per event, no shortcuts."""

import math
import re
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tests.methods_whole import Row
from tests.score_oracle_rows import Sheets, factor_words, last_day, maybe, names, number

COUNTED, PENDING, REFUSED, REFUND = "计分", "待定", "不计", "退回"
PARTS = {
    "事项": "事项编号", "认定": "认定日期", "角色": "角色", "层级": "层级", "同一事": "同一事", "案件": "同一事",
    "通报": "依据文件", "文件": "依据文件", "文件会议": "依据文件", "会议": "依据文件", "批示件": "依据文件",
    "报道": "依据文件", "期号": "依据文件", "依据文件": "依据文件",
}  # fmt: skip
CYCLES = ("周", "月", "季", "半年", "年")


@dataclass
class Event:
    """One row of 扣分登记 for one unit, or a refund of one (`of`)."""

    row: Row
    rule: Row
    unit: str
    day: date
    role: str
    outcome: str = COUNTED
    share: Fraction = Fraction(1)
    nth: int | None = None
    gross: Fraction = Fraction(0)  # before what it replaces
    value: Fraction = Fraction(0)  # positive, before caps
    standing: Fraction = Fraction(0)  # what refunds have left of it
    points: Fraction = Fraction(0)  # lost; negative: won
    of: "Event | None" = None
    code: str = ""  # of its step

    @property
    def serial(self) -> str:
        return self.row["序号"]

    @property
    def sign(self) -> int:
        return -1 if self.rule["加减"] == "加" else 1

    @property
    def matter(self) -> str:
        return self.row.get("事项编号", "")

    @property
    def points_of_deduction(self) -> bool:
        return self.sign > 0

    @property
    def counts(self) -> bool:
        return self.outcome == COUNTED


def valued_events(sheets: Sheets) -> list[Event]:
    """Every event up to the as-of day, in the order of its day, with what it would count without caps."""
    events = [event for row in sheets.rows("扣分登记") for event in _of_row(sheets, row)]
    events.sort(key=lambda event: (event.day, event.serial))
    for event in events:
        _judge(sheets, event)
    _once(sheets, events)
    for place, event in enumerate(events):
        if event.counts:
            _value(sheets, event, [other for other in events[:place] if other.counts])
    _highest(sheets, events)
    _highest_of_matter(sheets, events)
    _count_caps(sheets, events)
    return events


# ---- 1, 2: which rows, which units ----


def _of_row(sheets: Sheets, row: Row) -> list[Event]:
    rule = sheets.rule(row["规则编号"])
    day = _day(sheets, row)
    if rule is None or not sheets.start <= day <= sheets.as_of:
        return []
    spreads = sheets.setting("联合承办") == "按规则的计分对象"
    subject = rule.get("计分对象", "") if spreads else ""
    matter = next((m for m in sheets.rows("督办事项") if m["事项编号"] == row.get("事项编号")), None)
    if subject == "各承办单位" and matter:
        roles = [(matter["主办单位"], "主办"), *((name, "协办") for name in names(matter["协办单位"]))]
        return [Event(row, rule, unit, day, role) for unit, role in roles]
    units = [sheets.unit(name) or name for name in names(row["单位"])]
    share = Fraction(1, len(units)) if subject == "平分" else Fraction(1)
    return [Event(row, rule, unit, day, row.get("角色", ""), share=share) for unit in units]


def _day(sheets: Sheets, row: Row) -> date:
    if row.get("所属期"):
        return last_day(row["所属期"])
    by_decision = sheets.setting("归属日期") == "认定日期" and row.get("认定日期")
    return date.fromisoformat(row["认定日期"] if by_decision else row["事件日期"])


def _judge(sheets: Sheets, event: Event) -> None:
    row, rule = event.row, event.rule
    if not sheets.rule_covers(rule, event.unit):
        event.outcome = REFUSED
    elif row["状态"] == "已撤销":
        event.outcome = "已撤销"
    elif row["状态"] == "免扣" and rule.get("可免扣") == "是":
        event.outcome = "免扣"
    elif row["状态"] == "候选":
        event.outcome = PENDING
    elif rule.get("须经核实") == "是" and row.get("核实") != "属实":
        event.outcome = "不属实" if row.get("核实") == "不属实" else PENDING
    elif (rule.get("须有依据") == "是" and not row.get("依据文件")) or not _has_value(sheets, event):
        event.outcome = PENDING


def _has_value(sheets: Sheets, event: Event) -> bool:
    row, rule, kind = event.row, event.rule, event.rule["取值方式"]
    if kind == "区间":
        value, low, high = maybe(row.get("酌定值")), maybe(rule["最小"]), maybe(rule["最大"])
        inside = value is not None and (low is None or low <= value) and (high is None or value <= high)
        return inside and bool(row.get("酌定人") or row.get("认定人")) and bool(row.get("理由"))
    if kind == "层级表" or (kind == "占满分%" and rule.get("阶梯表号")):
        return sheets.step_named(rule["阶梯表号"], row.get("层级", "")) is not None
    if kind == "分段累计":
        return _in_parts(sheets, event) is not None
    if kind == "阶梯表" and not rule.get("计数范围"):
        figure = maybe(row.get("数量"))
        return sheets.step_at(rule["阶梯表号"], Fraction(1) if figure is None else figure) is not None
    return True


# ---- 5a: the same thing entered again ----


def _key(sheets: Sheets, event: Event) -> tuple[str, ...] | None:
    """The exclusion key; None where a part of it is blank."""
    said = event.rule.get("去重键", "")
    if not said:
        return None
    parts = [event.unit if part == "单位" else _part(sheets, event, part) for part in said.split("+")]
    if not all(parts):
        return None
    by_matter = "通报" in said.split("+") and sheets.setting("通报计次") == "按事项"
    return (*parts, event.matter if by_matter else "")


def _part(sheets: Sheets, event: Event, part: str) -> str:
    if part in ("日期", "时限"):  # an overdue event is dated by the limit that passed
        return event.row["事件日期"]
    return sheets.period(part, event.day) if part in CYCLES else event.row.get(PARTS[part], "")


def _by_decision(event: Event) -> tuple[str, str, str]:
    """What was decided first stands: a later decision about an earlier day changes nothing that was published."""
    return event.row.get("认定日期") or "9999", event.row["事件日期"], event.serial


def _once(sheets: Sheets, events: list[Event]) -> None:
    """一次: the first of a rule counts. 跨规则一次: first the rule whose 提供单位 is the issuer, then the first of it."""
    for event in events:
        key = _key(sheets, event)
        if not event.counts or key is None or event.rule.get("去重方式") != "跨规则一次":
            continue
        same = [
            other for other in sorted(events, key=_by_decision) if other.counts and _same_document(sheets, event, other)
        ]
        fitting = [other for other in same if other.row.get("发文机关") in names(other.rule.get("提供单位", ""))]
        chosen = (fitting or same)[0].rule["规则号"]
        if event.rule["规则号"] != chosen:
            event.outcome = "另条已计"
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for event in sorted(events, key=_by_decision):
        key = _key(sheets, event)
        if event.counts and key is not None and event.rule.get("去重方式") in ("一次", "跨规则一次"):
            if (event.rule["规则号"], key) in seen:
                event.outcome = "佐证"
            seen.add((event.rule["规则号"], key))


def _same_document(sheets: Sheets, one: Event, other: Event) -> bool:
    across = other.rule.get("去重方式") == "跨规则一次" and other.rule["去重键"] == one.rule["去重键"]
    return across and _key(sheets, one) == _key(sheets, other)


# ---- 3, 4: the value ----


def _value(sheets: Sheets, event: Event, before: list[Event]) -> None:
    rule = event.rule
    same = _in_scope(sheets, event, before)
    event.nth = _nth(sheets, event, same)
    if rule["取值方式"] == "清零":
        return
    event.gross = _basic(sheets, event) * _times(sheets, event) * _factor(sheets, event) * event.share
    adds = (rule.get("递进方式") or sheets.setting("递进方式")) == "累加"
    by_step = rule["取值方式"] == "阶梯表" and rule.get("计数范围")
    replaced = (
        same[-1:] if by_step and not adds and (rule["计数范围"] != "连续" or _runs_on(sheets, same, event)) else []
    )
    event.value = event.gross - sum((earlier.gross for earlier in replaced), Fraction(0))


def _in_scope(sheets: Sheets, event: Event, before: list[Event]) -> list[Event]:
    """The earlier events of its 计数范围 (规则 where none is said)."""
    scope = event.rule.get("计数范围") or "规则"
    section = sheets.section_of(event.rule)
    cycle = section.get("周期", "") if section else ""
    mine = [other for other in before if other.unit == event.unit]
    if scope == "单位年度":
        table = event.rule.get("阶梯表号")
        alike = [o for o in mine if o.rule.get("计数范围") == scope]
        mine = [o for o in alike if (o.rule.get("阶梯表号") == table if table else o.rule is event.rule)]
    else:
        mine = [other for other in mine if other.rule is event.rule]
    if scope in ("规则", "单位年度") and cycle:
        mine = [other for other in mine if sheets.period(cycle, other.day) == sheets.period(cycle, event.day)]
    if scope in ("事项", "连续"):
        mine = [other for other in mine if _thing(other) == _thing(event) and (_thing(event) or scope == "连续")]
    return mine


def _nth(sheets: Sheets, event: Event, same: list[Event]) -> int:
    if event.rule.get("计数范围") != "连续":
        return len(same) + 1
    run, periods = 0, _places(sheets, event, same)
    while periods[-1] - run in periods:
        run += 1
    return run


def _runs_on(sheets: Sheets, same: list[Event], event: Event) -> bool:
    """Whether the run of periods with events goes on, or a new one starts with this event."""
    *_, last, now = (-2, *_places(sheets, event, same))
    return now - last <= 1


def _places(sheets: Sheets, event: Event, same: list[Event]) -> list[int]:
    """The place in the year of the period (the section's 周期, else quarters) of the earlier events and of this one."""
    section = sheets.section_of(event.rule)
    said = section.get("周期", "") if section else ""
    cycle = "季" if said in ("", "年") else said
    periods = sheets.periods(cycle)
    return [periods.index(sheets.period(cycle, other.day)) for other in (*same, event)]


def _thing(event: Event) -> str:
    return event.matter or event.row.get("同一事", "")


def _times(sheets: Sheets, event: Event) -> Fraction:
    """数量, or how often the unit of count (3件) is full; a plain step table has been asked with it already."""
    said = maybe(event.row.get("数量"))
    count = Fraction(1) if said is None else said
    if event.rule["取值方式"] == "分段累计" or (event.rule["取值方式"] == "阶梯表" and not event.rule.get("计数范围")):
        return Fraction(1)
    if (
        event.rule.get("单位") == "次"
        and event.rule.get("去重键")
        and event.rule.get("去重方式") in ("", "一次", "跨规则一次")
    ):
        return Fraction(1)  # one occasion is one 次
    size = re.match(r"\d+", event.rule.get("单位", ""))
    if not size or said is None:  # without a number it is one time
        return count
    exact = count / int(size[0])
    part = sheets.setting("不足一个计数单位")
    return exact if part == "按比例" else Fraction(math.ceil(exact) if part == "按一个" else math.floor(exact))


def _basic(sheets: Sheets, event: Event) -> Fraction:
    rule, row, kind = event.rule, event.row, event.rule["取值方式"]
    if kind == "定值":
        return _by_role(sheets, event, number(rule["主办值"]))
    if kind == "区间":
        return number(row["酌定值"])
    if kind == "层级表":
        return _by_role(sheets, event, _step_value(sheets.step_named(rule["阶梯表号"], row["层级"])))
    if kind == "占满分%":
        return _by_role(sheets, event, number(rule["主办值"])) / 100 * _full_marks(sheets, event)
    if kind == "分段累计":
        return _in_parts(sheets, event) or Fraction(0)
    if not rule.get("计数范围"):
        said = maybe(row.get("数量"))
        return _step_value(sheets.step_at(rule["阶梯表号"], Fraction(1) if said is None else said))
    return _nth_step(sheets, event)


def _in_parts(sheets: Sheets, event: Event) -> Fraction | None:
    """One unit of 数量 after the other, each at the value of the step that holds it; None where one has no step."""
    said = maybe(event.row.get("数量"))
    left, unit, total = Fraction(1) if said is None else said, 1, Fraction(0)
    while left > 0:
        step = sheets.step_at(event.rule["阶梯表号"], Fraction(unit))
        if step is None:
            return None
        total += min(left, Fraction(1)) * _step_value(step)
        left, unit = left - 1, unit + 1
    return total


def _by_role(sheets: Sheets, event: Event, lead: Fraction) -> Fraction:
    if event.role != "协办":
        return lead
    own = maybe(event.rule.get("协办值"))
    if own is not None:
        return own
    return lead * {"同主办": Fraction(1), "减半": Fraction(1, 2), "不计": Fraction(0)}[sheets.setting("协办默认")]


def _step_value(step: Row | None) -> Fraction:
    return number(step["值"]) if step else Fraction(0)


def _full_marks(sheets: Sheets, event: Event) -> Fraction:
    if event.rule.get("阶梯表号"):
        return _step_value(sheets.step_named(event.rule["阶梯表号"], event.row["层级"]))
    section = sheets.section_of(event.rule)
    return number(section["满分"] if section else sheets.setting("基本分"))


def _nth_step(sheets: Sheets, event: Event) -> Fraction:
    step = sheets.step_at(event.rule["阶梯表号"], Fraction(event.nth or 1))
    event.code = step.get("后果代码", "") if step else ""
    return _step_value(step)


def _factor(sheets: Sheets, event: Event) -> Fraction:
    circumstances = names(event.row.get("情节", ""))
    said = {event.row.get("层级"), event.role, sheets.group(event.unit), *circumstances}
    said |= {f"第{event.nth}次", *(f"第{n}次起" for n in range(1, (event.nth or 1) + 1))}
    column = maybe(event.rule.get("倍数"))
    conditions = factor_words(event.rule.get("倍数条件", ""))
    found = [own or column or Fraction(1) for word, own in conditions if word in said]
    if not conditions and column is not None:  # without a condition it always holds
        found = [column]
    if sheets.setting("倍数含义") == "另加倍数":
        found = [1 + factor for factor in found]
    if not found:
        return Fraction(1)
    return max(found) if sheets.setting("几个倍数") == "取最大" else Fraction(math.prod(found))


# ---- 5b: the highest counts ----


def _highest(sheets: Sheets, events: list[Event]) -> None:
    groups: dict[tuple[str, tuple[str, ...]], list[Event]] = {}
    for event in events:
        key, mode = _key(sheets, event), event.rule.get("去重方式")
        if event.counts and key is not None and mode in ("就高", "跨规则就高", "分档"):
            over = event.rule["去重键"] if mode != "就高" else "=" + event.rule["规则号"]
            groups.setdefault((mode + over, key), []).append(event)
    for group in groups.values():
        best = max(group, key=lambda event: event.value)  # the first of equals
        for event in group:
            if event is not best and event.rule["去重方式"] == "分档":
                event.value = event.value * number(sheets.setting("分档比例")) / 100
            elif event is not best:
                event.outcome = "就高不计"


def _highest_of_matter(sheets: Sheets, events: list[Event]) -> None:
    if sheets.setting("同一事项多条规则") != "就高":
        return
    groups: dict[tuple[str, str], list[Event]] = {}
    for event in events:
        if event.counts and event.matter:
            groups.setdefault((event.unit, event.matter), []).append(event)
    for group in groups.values():
        best = max(sorted(group, key=_by_decision), key=lambda event: event.value)
        for event in group:
            if event is not best:
                event.outcome = "就高不计"


def _count_caps(sheets: Sheets, events: list[Event]) -> None:
    """次数上限 季1；年3: what comes after that many gives nothing."""
    used: dict[tuple[str, ...], int] = {}
    for event in events:
        limits = [re.fullmatch(r"(\D*)(\d+)", part) for part in names(event.rule.get("次数上限", ""))]
        keys = [
            ((event.unit, event.rule["规则号"], limit[1], sheets.period(limit[1] or "年", event.day)), int(limit[2]))
            for limit in limits
            if limit
        ]
        if not event.counts or not keys:
            continue
        if any(used.get(key, 0) >= most for key, most in keys):
            event.value = Fraction(0)
            continue
        for key, _ in keys:
            used[key] = used.get(key, 0) + 1
