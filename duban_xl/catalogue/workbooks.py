"""Codes W…: workbooks that are issued; and every sentence that stands in the ledger template and the return form."""

from duban_xl.catalogue.entry import Entry, error, notice

ENTRIES: dict[str, Entry] = {
    "W101": error(
        "单位名录中没有“{unit}”",
        "单位代码、单位名称、简称和别名中都没有这个叫法，无法确定给谁下发。",
        "请核对名称，或先在“单位名录”中登记该单位或加上这个别名。",
    ),
    "W102": notice(
        "{unit}在{period}没有应报事项，未生成填报表",
        "该单位在此报送期内没有已交办、未办结的主办或协办事项。",
        "如有遗漏，请核对“督办事项”中的主办单位、协办单位、状态和交办日期。",
    ),
    "W103": notice(
        "{unit}已停用，未生成填报表",
        "“单位名录”中该单位的“启用”为“否”。",
        "如要下发，请先把“启用”改为“是”。",
    ),
    "W104": notice(
        "参数“{setting}”为空，填报表缺少防改动校验所需的内容",
        "没有台账编号和表单密钥，收回填报表时无法确认它是本台账发出的、灰底内容未被改动。",
        "请在“参数”中填上后重新下发；新建的台账会自动带上这两项。",
    ),
}
