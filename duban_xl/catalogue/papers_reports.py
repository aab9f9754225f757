"""Sentences and codes D160–D169 of what the office reports to leaders and upwards."""

from duban_xl.catalogue.entry import Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "D160": error(
        "事项“{number}”的办结报告没有审核合格（审核结论：{value}），不能形成{kind}",
        "审查合格的才形成反馈意见报送上级部门和领导；没有审查或者退回的要先审查、重新办理。",
        "审查合格的，在“督办事项”或“反馈记录”的审核结论里写“合格”，再写一次。",
    ),
    "D161": notice(
        "事项“{number}”在{day}以前没有进展记录，报告里写作“没有收到进展情况”",
        "报告只写当时报来的情况，后来报来的不补写成当时的。",
        "请向主办单位核实，补登“反馈记录”后再写一次。",
    ),
    "D162": notice(
        "这次督查没有登记情况，也没有登记发现问题",
        "向领导报告督查情况，要写明落实情况和问题。",
        "请在“督查记录”里补填情况、发现问题，再写一次。",
    ),
}

# whom a report goes to, where neither 工作时限 nor 事项类别 says

LEADERS, COUNTY_LEADERS = "主要负责同志和其他领导同志", "主要领导"
ADDRESSEE, ADDRESSEE_OF = "主送机关", "主送机关，{choice}中选定"

# blanks

ANALYSIS, SUGGESTIONS, MEASURES, CAUSES = "情况分析", "建议", "对策", "原因"
LEAD_UNIT = "主办单位"
PROBLEMS, PROGRESS = "存在问题", "进展情况"

# sentences

SCOPE_OF_PERIOD = "{period}督查事项"
ALL_OPEN = "在办督查事项"
SCOPE_OF_CATEGORIES = "{period}{categories}"
SCOPE_OF_MANY = "“{first}”等{count}项督查事项"
TITLE_OF_STATE = "关于{scope}{state}的报告"
TITLE_OF_REPORT = "关于{scope}的{name}"
ALL_UNITS = "{period}各责任单位"
SPECIAL = "落实情况报告"
"""What the title of a 督查专报 says: its own name stands above it."""
HANDLING_TITLE = "关于{matter}办理情况的{name}"
IN_HAND = "正在办理"
UNDATED = "未定"
PASSED, UNREVIEWED = "合格", "未审核"
REPORT, STATE = "报告", "情况"
