"""Values for examples of the codes about measured parts, ratings, bands and consequences."""

from collections.abc import Mapping

_RATE = {"name": "按期办结率"}

OF_MEASURES: Mapping[str, Mapping[str, str]] = {
    "S260": {"unit": "某镇"},
    "S261": {"period": "上年底", "tab": "指标数据"},
    "S262": _RATE,
    "S263": {"missing": "每点分值", "rule": "B1"},
    "S264": {**_RATE, "rule": "B1"},
    "S265": {**_RATE, "value": "0", "what": "应办"},
    "S266": {**_RATE, "rule": "B1", "value": "45"},
    "S267": {**_RATE, "rule": "B1", "value": "0"},
    "S268": {"name": "完成率", "value": "0.815"},
    "S269": {"name": "上级排名", "value": "0"},
    "S270": {"unit": "某镇"},
    "S271": {"name": "7号", "rule": "B2", "value": "良"},
    "S272": {"count": "4", "expected": "优秀≤3", "name": "7号", "rule": "B2"},
    "S273": {"rule": "B2"},
    "S274": {"name": "7号"},
    "S275": {"group": "特邀监督员", "name": "7号", "rule": "B2"},
    "S276": {"rule": "B2", "value": "10"},
    "S280": {"value": "59.5"},
    "S281": {"code": "C1", "value": "七十九", "what": "总分不超过"},
    "S282": {**_RATE, "code": "C1"},
}
