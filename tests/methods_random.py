"""Strategies for hypothesis: small random methods within the contract, and a year of events for them."""

from datetime import date, timedelta

from hypothesis import strategies as st

from duban_xl.score.words import CHOICES
from tests.methods_whole import Book, Row

UNITS = (("甲镇", "乡镇"), ("乙镇", "乡镇"), ("丙局", "部门"))
MATTERS = (("D-1", "A", "甲镇", "乙镇、丙局"), ("D-2", "B", "丙局", ""), ("D-3", "A", "甲镇", ""))
SETTINGS = (
    "舍入方式", "舍入环节", "同一事项多条规则", "并列名次", "递进方式", "倍数含义", "几个倍数", "协办默认", "分项可否超满分",
    "不足一个计数单位", "退回先后", "排名取分", "权重折算", "未被督查单位", "季度计分",
)  # fmt: skip
STEADY = {"同一事项多条规则": "逐条计", "季度计分": "年初累计", "未被督查单位": "照常计分", "舍入方式": "四舍五入"}
"""Settings under which one more deduction cannot raise a score by what the method itself says."""
OF_ONE = ("按比例", "差点扣分", "达标加减", "全有全无")
MEASURED_BY = (*OF_ONE, "比组均", "名次表", "逐名递减", "比首位", "极差")
STEPS = (
    "CS 1 1 1; CS 2 2 2.5; CS 3 _ 4; TS 1 3 0.5; TS 4 _ 2; CJ 省 _ 3; CJ 市 _ 1.75; CJ 县 _ 0.2; MC 1 1 8; MC 2 _ 3.5"
)
SHARES = (("", "34%", "8"), ("34%", "67%", "4.5"), ("67%", "", "1"))
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
    measures = [draw(_measure(number, leaves, steady=steady)) for number in range(1, draw(st.integers(0, 3)) + 1)]
    rules += [rule for rule, _ in measures]
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
        "计分测算": [measure for _, measure in measures],
        "指标数据": [draw(_reached(unit)) for unit, _ in UNITS],
        "计分阶梯": [*(_step(text) for text in STEPS.split("; ")), *(_share(*share) for share in SHARES)],
        "上限组": draw(_cap_groups(steady=steady)),
        "单位名录": [
            {"单位代码": f"U{n}", "单位名称": unit, "组别": group, "排序": str(n)}
            for n, (unit, group) in enumerate(UNITS, 1)
        ],
        "督查记录": [{"日期": "2026-01-05", "方式": "专项督查", "单位": unit} for unit, _ in UNITS],
        "事项类别": [{"类别代码": "A", "类别": "甲类"}, {"类别代码": "B", "类别": "乙类"}],
        "督办事项": [draw(_matter(*told)) for told in MATTERS],
        "扣分登记": [
            draw(event([rule for rule in rules if rule["取值方式"] != "测算"], number))
            for number in range(1, draw(st.integers(1, 14)))
        ],
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
    kind = draw(st.sampled_from(("定值", "定值", "层级表", "区间", "阶梯表", "分段累计", "占满分%", "清零")))
    sign = draw(st.sampled_from(("扣", "扣", "加")))
    if kind == "清零":
        kind, sign = ("定值" if steady else "清零"), "扣"
    scopes = ("事项", "规则", "单位年度") if steady else ("事项", "规则", "单位年度", "连续")
    scope = draw(st.sampled_from(("", *scopes)))
    dedupe = draw(st.sampled_from(("不去重", "就高") if steady else ("一次", "就高", "跨规则就高", "分档", "不去重")))
    table = {"层级表": "CJ", "阶梯表": "CS" if scope else "TS", "分段累计": "TS"}.get(kind, "")
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
        "适用类别": draw(st.sampled_from(("", "", "", "A", "A、B"))),
        "单项上限": draw(CAPS),
        "次数上限": "" if steady else draw(st.sampled_from(("", "", "月1；年3", "2"))),
        "上限组": draw(st.sampled_from(("", "G1", "G2"))),
        "去重键": draw(st.sampled_from(("单位+同一事", "单位+月", "单位+依据文件", "单位+事项+时限"))),
        "去重方式": dedupe if kind != "清零" else "不去重",
        "整改退回比例": draw(st.sampled_from(("", "", "50%"))),
    }


@st.composite
def _matter(draw: st.DrawFn, number: str, category: str, lead: str, supports: str) -> Row:
    """A matter of the year, open or closed before, on or after its limit, perhaps extended."""
    due = date(2026, 2, 1) + timedelta(days=draw(st.integers(0, 300)))
    done = due + timedelta(days=draw(st.sampled_from((-20, -1, 0, 1, 15)))) if draw(st.booleans()) else None
    return {
        "事项编号": number,
        "类别": category,
        "主办单位": lead,
        "协办单位": supports,
        "状态": draw(st.sampled_from(("办结",) if done else ("承办中", "承办中", "经批准不办"))),
        "交办日期": "2026-01-04",
        "办结时限": due.isoformat(),
        "办结日期": done.isoformat() if done else "",
        "延期至": (due + timedelta(days=10)).isoformat() if draw(st.booleans()) else "",
    }


@st.composite
def _measure(draw: st.DrawFn, number: int, leaves: list[Row], *, steady: bool) -> tuple[Row, Row]:
    """A measured rule of a leaf: by an indicator, by what the ledger counts or by the score of an earlier leaf."""
    name, kind, place = (
        f"M{number}",
        draw(st.sampled_from(OF_ONE if steady else MEASURED_BY)),
        draw(st.integers(0, len(leaves) - 1)),
    )
    earlier = [f"分项 {leaf['分项号']}" for leaf in leaves[:place] if not leaves[place]["周期"]]
    counted = [] if leaves[place]["周期"] else ["主办件数", "协办件数", "办结件数", "按时办结率"]
    rule = {
        "规则号": name,
        "分项号": leaves[place]["分项号"],
        "情形": "某项指标",
        "单位": draw(st.sampled_from(("", "10个百分点", "2件"))),
        "加减": draw(st.sampled_from(("加", "加", "扣"))),
        "取值方式": "测算",
    }
    return rule, {
        "规则号": name,
        "指标": draw(st.sampled_from(["完成率", *counted, *earlier * 3])),
        "测算方式": kind,
        "满分": "10",
        "目标": draw(st.sampled_from(("90", "2"))) if kind in ("差点扣分", "达标加减", "全有全无") else "",
        "每点分值": draw(st.sampled_from(("0.4", "2.5"))),
        "点计法": draw(st.sampled_from(("", "按比例", "满一个点", "不足一点按一点"))),
        "达标得分": "60%" if kind in ("达标加减", "极差") else "",
        "最低": draw(st.sampled_from(("", "1"))),
        "最高": draw(st.sampled_from(("", "9.5"))),
        "阶梯表号": draw(st.sampled_from(("MC", "ZB"))) if kind == "名次表" else "",
        "方向": "高者优" if steady or kind == "按比例" else draw(st.sampled_from(("高者优", "低者优"))),
        "比较范围": draw(st.sampled_from(("组内", "全部"))),
        "缺数据": draw(st.sampled_from(("", "零分", "满分", "不计"))),
    }


@st.composite
def _reached(draw: st.DrawFn, unit: str) -> Row:
    actual = draw(st.sampled_from(("", "0", "71.5", "88", "90", "104")))
    return {"单位": unit, "周期": "", "指标": "完成率", "实绩": actual}


@st.composite
def _cap_groups(draw: st.DrawFn, *, steady: bool) -> list[Row]:
    return [
        {
            "组号": name,
            "上级组": parent,
            "加分上限": draw(CAPS),
            "扣分上限": draw(CAPS),
            "周期": draw(st.sampled_from(("", "月", "季", "半年", "年"))),
            "范围": ""
            if steady
            else draw(st.sampled_from(("", "", "事项", "同一事"))),  # 就高 may pick what a cap cuts
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
    if rule["取值方式"] in ("区间", "阶梯表", "分段累计", "清零"):
        role = ""
    if rule["计分对象"] == "各承办单位":
        matter = matter or "D-1"
    by_number = rule["取值方式"] == "分段累计" or (rule["取值方式"] == "阶梯表" and not rule["计数范围"])
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


def _share(start: str, end: str, value: str) -> Row:
    """One step by the share of the ranks: the end belongs to it, the start to the one before."""
    return {
        "表号": "ZB",
        "起": start,
        "止": end,
        "含起": "否" if start else "",
        "含止": "是" if end else "",
        "值": value,
    }


def _step(text: str) -> Row:
    table, start, end, value = (part.replace("_", "") for part in text.split())
    return {"表号": table, "起": start, "止": end, "值": value}
