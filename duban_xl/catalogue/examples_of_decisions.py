"""Example values for the codes about decisions and consequences (S3…)."""

from collections.abc import Mapping

OF_DECISIONS: Mapping[str, Mapping[str, str]] = {
    "S301": {"missing": "理由"},
    "S302": {"missing": "认定人、认定日期"},
    "S312": {"rule": "A7b"},
    "S313": {"maximum": "10", "minimum": "5", "rule": "B2", "value": "12"},
    "S314": {"rule": "A7a"},
    "S315": {"action": "撤销"},
    "S317": {"status": "已确认"},
    "S318": {"day": "2026-03-30", "end": "2026-04-10", "start": "2026-04-01"},
    "S319": {"headers": "认定人、认定日期", "tab": "扣分登记"},
    "S320": {"code": "约谈1", "period": "2026年第三季度"},
    "S321": {"code": "约谈1", "period": "2026年第三季度"},
    "S322": {"code": "约谈1"},
    "S323": {"code": "weinan-16-2-once", "missing": "督办令"},
}
