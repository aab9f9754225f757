"""The notation of a reading (pct=80; approx) → the same in words for people (完成率 80%，约数)."""

import re

_NAMES = {
    "pct": "完成率",
    "ratio": "完成数",
    "milestone": "形象进度",
    "amount": "金额",
    "total": "总额",
    "plan": "计划",
    "vs_schedule": "比序时进度",
    "of_schedule": "序时进度的",
    "growth": "增减",
    "remaining": "未完成",
    "remark": "备注",
    "status": "状态",
    "units": "单位",
    "lead": "牵头",
    "assist": "配合",
    "group": "单位组",
    "members": "组内单位",
    "outside": "名录以外",
    "person": "人员",
    "unresolved": "没有写明的单位",
}
_ALONE = {
    "approx": "约数",
    "done": "已完成",
    "not done": "没有完成",
    "early": "提前",
    "late": "逾期",
    "contradiction": "前后矛盾",
    "same": "与上期相同",
    "no-update": "本期没有更新",
    "reason required": "须写明原因",
    "unresolved": "有没有写明的单位",
    "unknown": "看不懂",
    "empty": "空",
}
_SIGNS = {"=": "", "<": "低于 ", "<=": "不超过 ", ">": "超过 ", ">=": "至少 "}
_SHARES = ("pct", "plan", "of_schedule", "remaining")
_LEDGER_UNIT = {"amount": "元", "unresolved": "个", "vs_schedule": "个百分点"}
_PART = re.compile(r"(?P<name>[a-z_]+)(?P<sign><=|>=|=|<|>)(?P<value>.*)")


def spoken(reading: str) -> str:
    """A reading of progress, status or units in Chinese words."""
    return "，".join(map(_part, reading.split("; ")))


def _part(part: str) -> str:
    found = _PART.fullmatch(part)
    if not found or found["name"] not in _NAMES:
        return _ALONE.get(part, part)
    name, value = found["name"], found["value"].replace("|", "、")
    if name in _SHARES:
        value = value.replace("..", "% 至 ") + "%"
    elif name in _LEDGER_UNIT and not value.endswith("元"):
        value += _LEDGER_UNIT[name]
    elif name == "growth":
        value = value.removesuffix("pp") + ("个百分点" if value.endswith("pp") else "%")
    return f"{_NAMES[name]} {_SIGNS[found['sign']]}{value}"
