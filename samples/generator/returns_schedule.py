"""Hand-written: who answers in each quarter, with which mistakes and under which file name.

`@` opens a quarter. `不报` names the units that send nothing, `杂件` the files that are no forms. A line is
unit｜mistakes｜file name｜what happened to the file. A unit without a line sends a right form under the name it came with.
"""

from dataclasses import dataclass

TEXT = """
@2026Q1
不报：深坞乡、县委政法委、县供销社
杂件：督查事项现场照片.jpg、关于报送一季度进展情况的说明.docx
城关镇｜约数、文字日期｜附件2（城关镇）(1)最终版.xlsx
临溪镇｜漏填
石桥镇｜｜石桥镇2026年第一季度督查反馈.xlsx
双塘镇｜缺文号、盖掉下拉
新圩镇｜｜2026Q1_新圩镇人民政府 (1).xlsx
枫渡镇｜｜【枫渡镇】填报表-定稿.xlsx
望川镇｜插列、列表外近义词
青岭镇｜行序
栖鹤镇｜｜2026Q1_栖鹤镇.xlsx
泉坑镇｜漏整行、占位
云顶乡｜｜｜xls
大岙乡｜改表名
梅坑乡｜空行
沙埠镇｜｜回复：2026Q1_沙埠镇人民政府.xlsx
南畈乡｜｜｜空文件
县委组织部｜过短、以计划充进展
县委编办｜改时限
县委宣传部｜公式样文字
县政府办｜缺签章
县经信局｜满百未报办结｜县经信局一季度填报表（盖章版）.xlsx
县教育局｜手机号
县公安局｜他家事项
县人社局｜超百
县自然资源局｜删行、约数
县住建局｜漏填｜2026Q1_云溪县住房和城乡建设局｜两版
县交通运输局｜文字完成率、不存在的日期
县水利局｜列序、文字日期
县文广旅体局｜｜｜同文两名
县卫健局｜删标识
县应急管理局｜未知编号、状态矛盾
县市场监管局｜年份错、滞后无原因
县政务数据局｜办结不足百
开发区管委会｜｜开发区2026Q1.xlsx
县科技局｜小数整数混填
县财政局｜漏整行、套话、约数
县消防救援大队｜｜附件：2026Q1_消防大队.xlsx

@2026Q2
不报：上垟乡、花岩乡、县妇联、县委办
杂件：督查反馈盖章扫描件.pdf
城关镇｜照抄、手机号｜附件2（城关镇）二季度.xlsx
临溪镇｜文字日期
石桥镇｜｜石桥镇2026年第二季度督查反馈.xlsx
双塘镇｜重复行
东浦镇｜漏填、文字日期
沙埠镇｜｜｜损坏
柳湾镇｜延期无原因
栖鹤镇｜｜｜空文件
竹坪镇｜缺签章
泉坑镇｜逾期才申请、缺文号
松源乡｜删标题｜松源乡填报表.xlsx
杉木乡｜｜｜代填：花岩乡
县纪委监委｜办结不足百
县委组织部｜延期｜县委组织部（二季度）.xlsx
县委编办｜改表名、全角
县发改局｜列序、过短
县教育局｜超百｜2026Q2_县教育局（最终）.xlsx
县公安局｜倒退、照抄
县民政局｜空行、以计划充进展
县财政局｜约数、删行、占位｜财政局2026Q2（修改后）.xlsx
县人社局｜列表外近义词、全角
县自然资源局｜行序、文字完成率
县住建局｜插列、照抄
县交通运输局｜漏整行｜2026Q2_云溪县交通运输局｜两版
县水利局｜便函、延期
县卫健局｜｜｜同文两名
县市场监管局｜滞后无原因、套话
生态环境分局｜删标识
县消防救援大队｜｜｜旧期表

@2026Q3
不报：深坞乡、县委统战部、县统计局
杂件：表格填写说明（单位留存）.docx、工地照片1.jpg、三季度情况汇报.pdf
城关镇｜倒退、约数｜附件2（城关镇）(1)最终版.xlsx
临溪镇｜满百未报办结
石桥镇｜照抄｜石桥镇2026年第三季度督查反馈.xlsx
东浦镇｜逾期才申请
柳湾镇｜缺签章、文字日期
枫渡镇｜行序、手机号
金畈镇｜删标识
青岭镇｜｜｜两版
栖鹤镇｜全角、不存在的日期
竹坪镇｜｜｜PDF冒充
泉坑镇｜改表名、漏填
云顶乡｜延期
杉木乡｜约数
县纪委监委｜办结不足百、过短
县委社会工作部｜｜｜损坏
县信访局｜｜2026Q3_县信访局 - 副本.xlsx
县发改局｜改时限、占位
县教育局｜重复行、约数
县民政局｜插列、倒退
县财政局｜列表外近义词、文字完成率、删行
县住建局｜照抄、倒退、过短
县水利局｜他家事项
县农业农村局｜空行、漏填
县综合执法局｜删标题、文字日期
县投资促进中心｜延期无原因
县残联｜｜｜同文两名
开发区管委会｜套话、漏整行｜开发区管委会2026Q3.xlsx
县供销社｜｜｜xls
"""

NOTHING_SENT, STRAYS = "不报：", "杂件："


@dataclass(frozen=True, slots=True)
class Sent:
    """What one unit sends: its mistakes in order, the file's name ("" for the form's own), what happened to the file."""

    unit: str
    faults: tuple[str, ...] = ()
    name: str = ""
    fate: str = ""


@dataclass(slots=True)
class Plan:
    """One quarter: the units that send nothing, the stray files, the lines."""

    silent: tuple[str, ...]
    strays: tuple[str, ...]
    sent: dict[str, Sent]


def plans() -> dict[str, Plan]:
    """Quarter → its plan."""
    found: dict[str, Plan] = {}
    plan = Plan((), (), {})
    for line in filter(None, TEXT.splitlines()):
        if line.startswith("@"):
            plan = found[line[1:]] = Plan((), (), {})
        elif line.startswith(NOTHING_SENT):
            plan.silent = tuple(line.removeprefix(NOTHING_SENT).split("、"))
        elif line.startswith(STRAYS):
            plan.strays = tuple(line.removeprefix(STRAYS).split("、"))
        else:
            unit, faults, name, fate = (*line.split("｜"), "", "")[:4]
            plan.sent[unit] = Sent(unit, tuple(filter(None, faults.split("、"))), name, fate)
    return found
