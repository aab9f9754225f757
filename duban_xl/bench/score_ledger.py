"""A seed → a ledger with 200 units, a method that uses every kind of rule (K01–K26), and so many events of a year."""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal

from duban_xl.bench.tables import FILE, Row, table
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Value
from duban_xl.read.ledger import ledger_of

YEAR, UNITS, MATTERS = 2026, 200, 400
FIRST, DAYS = date(YEAR, 1, 1), 360
GROUPS, RATER_GROUPS = ("乡镇", "县直部门"), ("领导", "部门")
RATERS = 12


def _rows(*lines: str, **same: Value) -> tuple[Row, ...]:
    """`key=value key=value` → a row; numbers become decimals, 是 and 否 truth values."""
    return tuple(
        {key: _cell(text) for key, _, text in (part.partition("=") for part in line.split())} | same for line in lines
    )


def _cell(text: str) -> Value:
    if text in ("是", "否"):
        return text == "是"
    return Decimal(text) if text.replace(".", "", 1).isdecimal() else text


SETTINGS = _rows(
    "key=方法名称 value=测速办法",
    "key=保留小数 value=2",
    "key=舍入方式 value=四舍五入",  # K25: rounding and ties
    "key=并列名次 value=同分同名次",
    "key=等次表 value=DJ",
    "key=分档比例 value=50",
    "key=舍入环节 value=各分项先舍入",
    "key=权重折算 value=折算",
    "key=并列依据 value=扣分少者",
    "key=公示工作日 value=5",  # K26
    "key=未被督查单位 value=照常计分",
)
SECTIONS = _rows(
    "section=1 name=日常督查 full_marks=60 mode=扣分 start=60 floor=0 below_floor=计入总分 cycle=季 combined=平均 weights=乡镇=60%；县直部门=50%",
    "section=2 name=加分 full_marks=20 mode=加分 ceiling=20 weights=乡镇=10%；县直部门=10%",
    "section=3 name=指标 full_marks=100 mode=合成 weights=乡镇=20%；县直部门=30% not_applicable=组内平均",
    "section=3.1 parent=3 name=办理 full_marks=60 mode=测算",  # K01
    "section=3.2 parent=3 name=评议 full_marks=40 mode=测算 groups=乡镇",
    "section=4 name=测评 full_marks=100 mode=测评 weights=乡镇=10%；县直部门=10%",
    "section=5 name=信息积分 mode=累计 ceiling=3",
)
RULES = (
    *_rows(
        "rule=R02 section=1 condition=迟报 per=次 value_kind=定值 lead_value=0.5 rule_cap=8 proposed_from=迟报",  # K02, K11
        "rule=R03 section=1 condition=不力 per=次 value_kind=定值 lead_value=1 support_value=0.5 subject=各承办单位",  # K03
        "rule=R04 section=1 condition=通报 per=次 value_kind=层级表 step_table=CJ consequence=H2",  # K04
        "rule=R05 section=1 condition=推诿 per=次 value_kind=区间 minimum=1 maximum=3",  # K05
        "rule=R06 section=1 condition=逾期 per=天 value_kind=阶梯表 step_table=TS proposed_from=延期",  # K06, K22
        "rule=R07 section=1 condition=重复逾期 per=次 value_kind=阶梯表 step_table=CS count_scope=事项 progression=替代",  # K07
        "rule=R08 section=1 condition=曝光 per=次 value_kind=定值 lead_value=0.4 factor_condition=媒体=2；第2次起=1.5",  # K08
        "rule=R09 section=1 condition=滞后 per=月 value_kind=占满分% lead_value=1",  # K09
        "rule=R10 section=1 condition=未整改 per=次 value_kind=定值 lead_value=0.6 refund_share=50",  # K10
        "rule=R11 section=1 condition=差错 per=3处 value_kind=定值 lead_value=0.3 cap_group=G2",  # K12
        "rule=R13 section=1 condition=同一件事 per=次 value_kind=层级表 step_table=CJ dedupe_key=单位+同一事 dedupe_mode=就高",  # K13
        "rule=R14 section=1 condition=同一文件 per=次 value_kind=定值 lead_value=0.7 dedupe_key=单位+依据文件 dedupe_mode=一次",
        "rule=R20 section=1 condition=每季一次 per=次 value_kind=定值 lead_value=0.2 count_cap=季1；年3",  # K20
        "rule=R23 section=1 condition=须有依据 per=次 value_kind=定值 lead_value=0.3 needs_proof=是 provider=市级有关部门",  # K23
        "rule=R26 section=1 condition=连续未报 per=次 value_kind=阶梯表 step_table=CS count_scope=连续",
        sign="扣",
    ),
    *_rows(
        "rule=B02 section=2 condition=信息采用 per=篇 value_kind=定值 lead_value=0.15 cap_group=G1",
        "rule=B13 section=2 condition=表扬 per=例 value_kind=层级表 step_table=CJ dedupe_key=单位+同一事 dedupe_mode=分档",
        "rule=B03 section=2 condition=联合攻坚 per=次 value_kind=定值 lead_value=1 subject=平分",
        "rule=B05 section=5 condition=信息刊发 per=篇 value_kind=层级表 step_table=CJ dedupe_key=单位+同一事 dedupe_mode=跨规则就高",
        "rule=B06 section=5 condition=信息获批示 per=篇 value_kind=定值 lead_value=2 dedupe_key=单位+同一事 dedupe_mode=跨规则就高",
        "rule=M16 section=3.1 condition=办结率 value_kind=测算",  # K16
        "rule=M17 section=3.2 condition=满意率名次 value_kind=测算",  # K17
        "rule=M19 section=3.1 condition=投诉 value_kind=测算 groups=乡镇",  # K19
        "rule=M21 section=3.1 condition=承办量 value_kind=测算",  # K21
        "rule=M18 section=4 condition=领导评价 value_kind=测算",  # K18
        sign="加",
    ),
    *_rows("rule=Q10 section=1 condition=清零 per=次 value_kind=清零 targets=R02"),  # K10
)  # fmt: skip
MEASURES = _rows(
    "rule=M16 indicator=办结率 measure=按比例 marks=30",
    "rule=M17 indicator=满意率 measure=逐名递减 marks=40 per_point=0.5 direction=高者优 compared=组内",
    "rule=M19 indicator=投诉 measure=差点扣分 marks=20 target=5 per_point=0.5",
    "rule=M21 indicator=主办件数 measure=比首位 marks=10 direction=高者优 compared=组内",
    "rule=M18 indicator=领导评价 measure=测评 marks=100 step_table=DC trim_above=6 rater_weights=领导=60%；部门=40%",
)
STEPS = _rows(
    "table=CJ start=省 value=1.5",
    "table=CJ start=市 value=1",
    "table=CJ start=县 value=0.5",
    "table=TS start=1 end=5 value=0.2",
    "table=TS start=6 end=15 value=0.5",
    "table=TS start=16 value=1",
    "table=CS start=1 end=1 value=0.2",
    "table=CS start=2 end=2 value=0.5",
    "table=CS start=3 value=1 consequence=H1",
    "table=DC start=优 value=100",
    "table=DC start=良 value=85",
    "table=DC start=中 value=70",
    "table=DJ start=55 value=0 name=优秀",
    "table=DJ start=0 end=55 end_included=否 value=0 name=合格",
)  # K24: bands
CAP_GROUPS = _rows(
    "group=G1 bonus_cap=6 period=半年", "group=G2 parent=G3 deduction_cap=2 period=季", "group=G3 deduction_cap=5"
)
CONSEQUENCES = _rows(  # K21, K22
    "code=H1 trigger=事件 name=约谈 type=约谈 effect=提出建议",
    "code=H2 trigger=规则次数 subject=R04 comparison=≥ number=3 name=书面检查 type=书面检查 effect=等次降一等",
    "code=H3 trigger=组内名次 comparison=后 number=3 name=约谈提醒 type=约谈 effect=提出建议",
)
METHOD: Mapping[str, tuple[Row, ...]] = {
    "scoring_settings": SETTINGS,
    "scoring_sections": SECTIONS,
    "scoring_rules": RULES,
    "scoring_measures": MEASURES,
    "scoring_steps": STEPS,
    "cap_groups": CAP_GROUPS,
    "scoring_consequences": CONSEQUENCES,
}
"""Sheet → its rows: the whole method."""
WEIGHED = {"R02": 6, "R06": 4, "B02": 4, "Q10": 0.2}
"""Rules that events fall under more often than others."""


def make_ledger(events: int, *, seed: int) -> Ledger:
    """The ledger as a reader would give it; the same seed gives the same."""
    dice = random.Random(seed)
    rows: dict[str, tuple[Row, ...]] = {
        "units": tuple(_unit(number) for number in range(UNITS)),
        "matters": tuple(_matter(number, dice) for number in range(MATTERS)),
        **METHOD,
        "indicators": tuple(_indicators(dice)),
        "ratings": tuple(_ratings(dice)),
        "deductions": tuple(_event(number, dice) for number in range(1, events + 1)),
    }
    return ledger_of({key: table(key, of_sheet) for key, of_sheet in rows.items()}, file=FILE)


def _name(number: int) -> str:
    return f"第{number}单位"


def _unit(number: int) -> Row:
    return {"code": f"{number:03d}", "name": _name(number), "group": GROUPS[number % 2], "active": True}


def _matter(number: int, dice: random.Random) -> Row:
    lead, helper = dice.sample(range(UNITS), 2)
    return {
        "number": f"B-{number:03d}",
        "title": f"事项{number}",
        "lead_unit": _name(lead),
        "supporting_units": _name(helper),
        "assigned_on": FIRST,
        "status": "承办中",
    }


def _indicators(dice: random.Random) -> Iterator[Row]:
    for number in range(UNITS):
        owed = dice.randrange(5, 30)
        done = {"indicator": "办结率", "owed": Decimal(owed), "actual": Decimal(owed - dice.randrange(3))}
        for row in (
            done,
            {"indicator": "满意率", "actual": Decimal(dice.randrange(700, 1000)) / 10},
            {"indicator": "投诉", "actual": Decimal(dice.randrange(20))},
        ):
            yield {"unit": _name(number), "period": str(YEAR)} | row


def _ratings(dice: random.Random) -> Iterator[Row]:
    for number in range(UNITS):
        for rater in range(RATERS):
            given = {
                "rater": f"评分人{rater}",
                "rater_group": RATER_GROUPS[rater % 2],
                "item": "领导评价",
                "grade": dice.choice("优优良良中"),
            }
            yield {"unit": _name(number), "period": str(YEAR)} | given


def _event(number: int, dice: random.Random) -> Row:
    rules = [row["rule"] for row in RULES if row["value_kind"] != "测算"]
    rule = str(dice.choices(rules, [WEIGHED.get(str(one), 1) for one in rules])[0])
    day = FIRST + timedelta(days=dice.randrange(DAYS))
    shared = "、".join(_name(one) for one in dice.sample(range(UNITS), 2))
    return {
        "serial": str(number),
        "event_on": day,
        "unit": shared if rule == "B03" else _name(dice.randrange(UNITS)),
        "number": f"B-{dice.randrange(MATTERS):03d}",
        "rule": rule,
        "count": Decimal(dice.randrange(1, 4)) if rule in ("R06", "R11", "B02") else None,
        "tier": dice.choice("省市县") if rule in ("R04", "R13", "B13", "B05") else "",
        "circumstances": dice.choice(("", "", "媒体")) if rule == "R08" else "",
        "occasion": f"案例{dice.randrange(8)}" if rule in ("R13", "B13", "B05", "B06") else "",
        "discretion": Decimal(2) if rule == "R05" else None,
        "discretion_by": "张主任" if rule == "R05" else "",
        "reason": "两次协调会不到会" if rule == "R05" else "",
        "document": f"督〔{YEAR}〕{dice.randrange(1, 900)}号",
        "rectified_on": day + timedelta(days=30) if rule == "R10" else None,
        "decided_by": "王主任",
        "decided_on": day + timedelta(days=2),
        "status": "已确认",
    }
