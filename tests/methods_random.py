"""Strategies for hypothesis: small random methods within the contract, and a year of events for them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from duban_xl.score.words import CHOICES
from tests.methods_whole import Book, Row

UNITS = (("甲镇", "乡镇"), ("乙镇", "乡镇"), ("丙局", "部门"))
SETTINGS = (
    "舍入方式", "舍入环节", "同一事项多条规则", "并列名次", "递进方式", "倍数含义", "几个倍数", "协办默认", "分项可否超满分",
    "不足一个计数单位", "退回先后", "排名取分", "权重折算", "未被督查单位", "季度计分",
)  # fmt: skip
STEADY = {"同一事项多条规则": "逐条计", "季度计分": "年初累计", "未被督查单位": "照常计分", "舍入方式": "四舍五入"}
"""Settings under which one more deduction cannot raise a score by what the method itself says."""
STEPS = "CS 1 1 1; CS 2 2 2.5; CS 3 _ 4; TS 1 3 0.5; TS 4 _ 2; CJ 省 _ 3; CJ 市 _ 1.75; CJ 县 _ 0.2"
VALUES = st.sampled_from(("0.01", "0.3", "1", "1.25", "2", "3.5", "7"))
CAPS = st.sampled_from(("", "", "", "2", "4.5"))


@st.composite
def books(draw: st.DrawFn, *, steady: bool = False) -> Book:
    """A method of one to three leaves with its events; `steady`: nothing in it lets a deduction help."""
    leaves = [draw(_leaf(number)) for number in range(1, draw(st.integers(2, 4)))]
    several = draw(st.booleans())
    top = (
        []
        if several
        else [{"分项号": "0", "上级分项": "", "名称": "总", "满分": "", "计分方式": "合成", "各组权重": ""}]
    )
    for leaf in leaves:
        leaf["上级分项"] = "" if several else "0"
    rules = [draw(_rule(number, leaves, steady=steady)) for number in range(1, draw(st.integers(3, 6)))]
    settings = {key: draw(st.sampled_from(CHOICES[key])) for key in SETTINGS} | (STEADY if steady else {})
    limits = {"得分下限": draw(st.sampled_from(("", "0"))), "总分上限": draw(st.sampled_from(("", "120")))}
    settings |= limits | {
        "联合承办": "按规则的计分对象",
        "保留小数": "2",
        "并列依据": "扣分少者、单位顺序",
        "基本分": "100",
    }
    return {
        "计分口径": [{"口径": key, "取值": value} for key, value in settings.items()],
        "计分分项": [*top, *leaves],
        "计分规则": rules,
        "计分阶梯": [_step(text) for text in STEPS.split("; ")],
        "上限组": draw(_cap_groups()),
        "单位名录": [
            {"单位代码": f"U{n}", "单位名称": unit, "组别": group, "排序": str(n)}
            for n, (unit, group) in enumerate(UNITS, 1)
        ],
        "督查记录": [{"日期": "2026-01-05", "方式": "专项督查", "单位": unit} for unit, _ in UNITS],
        "督办事项": [
            {"事项编号": "D-1", "类别": "甲类", "主办单位": "甲镇", "协办单位": "乙镇、丙局", "状态": "承办中"},
            {"事项编号": "D-2", "类别": "甲类", "主办单位": "丙局", "协办单位": "", "状态": "承办中"},
        ],
        "扣分登记": [draw(event(rules, number)) for number in range(1, draw(st.integers(1, 14)))],
    }


@st.composite
def _leaf(draw: st.DrawFn, number: int) -> Row:
    cycle = draw(st.sampled_from(("", "", "月", "季", "半年", "年")))
    combined = draw(st.sampled_from(("合计", "平均", "加权", "最后一期", "去最低平均"))) if cycle else ""
    mode = draw(st.sampled_from(("扣分", "加分", "累计")))
    return {
        "分项号": str(number),
        "名称": f"分项{number}",
        "满分": draw(st.sampled_from(("5", "40"))),
        "计分方式": mode,
        "起始分": draw(st.sampled_from(("", "", "3"))),
        "下限": draw(st.sampled_from(("", "0", "-1.5"))),
        "超扣处理": draw(st.sampled_from(("", "不计", "计入总分"))) if not cycle else "",
        "上限": draw(st.sampled_from(("", "", "6"))),
        "周期": cycle,
        "周期合成": combined,
        "周期权重": "、".join(["10%"] * 11 + ["15%"]) if combined == "加权" else "",
        "各组权重": draw(st.sampled_from(("", "乡镇=30%；部门=70%", "50%"))),
        "保留小数": draw(st.sampled_from(("", "", "1"))),
    }


@st.composite
def _rule(draw: st.DrawFn, number: int, leaves: list[Row], *, steady: bool) -> Row:
    kind = draw(st.sampled_from(("定值", "定值", "层级表", "区间", "阶梯表", "占满分%", "清零")))
    sign = draw(st.sampled_from(("扣", "扣", "加")))
    if kind == "清零":
        kind, sign = ("定值" if steady else "清零"), "扣"
    scopes = ("事项", "规则", "单位年度") if steady else ("事项", "规则", "单位年度", "连续")
    scope = draw(st.sampled_from(("", *scopes)))
    dedupe = draw(st.sampled_from(("不去重", "就高") if steady else ("一次", "就高", "跨规则就高", "分档", "不去重")))
    table = {"层级表": "CJ", "阶梯表": "CS" if scope else "TS"}.get(kind, "")
    return {
        "规则号": f"R{number}",
        "分项号": draw(st.sampled_from(leaves))["分项号"],
        "情形": "某种情形",
        "单位": draw(st.sampled_from(("件", "4件"))),
        "加减": sign,
        "取值方式": kind,
        "主办值": draw(VALUES) if kind in ("定值", "占满分%") else "",
        "协办值": draw(st.sampled_from(("", "0.4"))) if kind in ("定值", "占满分%") else "",
        "最小": "1" if kind == "区间" else "",
        "最大": "5" if kind == "区间" else "",
        "阶梯表号": table,
        "计分对象": draw(st.sampled_from(("登记单位", "各承办单位"))) if kind == "定值" else "",
        "倍数条件": draw(st.sampled_from(("", "媒体=2；乡镇=1.5", "第2次起"))) if kind != "清零" else "",
        "倍数": "1.2",
        "计数范围": scope if kind != "清零" or scope == "事项" else "",
        "单项上限": draw(CAPS),
        "次数上限": "" if steady else draw(st.sampled_from(("", "", "月1；年3", "2"))),
        "上限组": draw(st.sampled_from(("", "G1", "G2"))),
        "去重键": draw(st.sampled_from(("单位+同一事", "单位+月", "单位+依据文件"))),
        "去重方式": dedupe if kind != "清零" else "不去重",
        "整改退回比例": draw(st.sampled_from(("", "", "50%"))),
    }


@st.composite
def _cap_groups(draw: st.DrawFn) -> list[Row]:
    return [
        {
            "组号": name,
            "上级组": parent,
            "加分上限": draw(CAPS),
            "扣分上限": draw(CAPS),
            "周期": draw(st.sampled_from(("", "月", "季", "半年", "年"))),
        }
        for name, parent in (("G1", ""), ("G2", "G1"))
    ]


@st.composite
def event(draw: st.DrawFn, rules: list[Row], number: int) -> Row:
    """One row of 扣分登记, of any status, with all that its rule may ask for."""
    rule = draw(st.sampled_from(rules))
    day = date(2026, 1, 1) + timedelta(days=draw(st.integers(0, 364)))
    unit, matter, role = draw(
        st.sampled_from((("甲镇", "D-1", "主办"), ("乙镇", "D-1", "协办"), ("丙局", "D-2", "主办"), ("乙镇", "", "")))
    )
    if rule["取值方式"] in ("区间", "阶梯表", "清零"):
        role = ""
    if rule["计分对象"] == "各承办单位":
        matter = matter or "D-1"
    by_number = rule["取值方式"] == "阶梯表" and not rule["计数范围"]
    return {
        "序号": f"{number:03d}",
        "事件日期": day.isoformat(),
        "单位": unit,
        "事项编号": matter,
        "规则编号": rule["规则号"],
        "角色": role,
        "数量": str(draw(st.integers(1, 7))) if by_number or draw(st.booleans()) else "",
        "层级": draw(st.sampled_from(("省", "市", "县"))) if rule["取值方式"] == "层级表" else "",
        "情节": draw(st.sampled_from(("", "媒体"))),
        "酌定值": draw(st.sampled_from(("1", "2.5", "5"))) if rule["取值方式"] == "区间" else "",
        "酌定人": "李主任",
        "依据文件": draw(st.sampled_from(("1号", "2号", ""))),
        "同一事": draw(st.sampled_from(("a", "b", ""))),
        "认定人": "王督查",
        "认定日期": day.isoformat(),
        "状态": draw(st.sampled_from(("已确认", "已确认", "已确认", "候选"))),
        "理由": "情节",
        "整改日期": (day + timedelta(days=draw(st.integers(1, 90)))).isoformat() if draw(st.booleans()) else "",
    }


def _step(text: str) -> Row:
    table, start, end, value = (part.replace("_", "") for part in text.split())
    return {"表号": table, "起": start, "止": end, "值": value}
