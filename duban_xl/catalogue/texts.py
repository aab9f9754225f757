"""Words that commands and plans write for people, apart from findings: headings, summaries, questions."""

DUE_AS_TYPED = "以台账所填办结时限为准"

ASK_WRITE = "写入以上改动吗？"
ASK_FORMS = "生成以上填报表吗？"
ASK_DOCUMENTS = "起草以上文书吗？"
ASK_UNDO = "撤销这一批改动吗？"
NOTHING_TO_DO = "没有需要改动的内容，台账保持原样。"
DRY_RUN = "只看不写：以上改动没有写入。"
NOT_WRITTEN = "没有写入，台账保持原样。"

VERDICTS = {
    "accepted": "合格",
    "accepted-with-warnings": "合格，有提示",
    "returned": "须退回更正",
    "unreadable": "无法读取",
}

DEMO_STEPS = {
    "init": "新建办公室：按制度包生成台账，录入单位名录和督查事项",
    "dispatch": "下发填报表：{period}",
    "receive": "收到各单位寄回的填报表：{period}",
    "merge": "检查并合并：{period}",
    "refresh": "更新到期日、下次报送和预警（以 {as_of} 为准）",
    "score": "计分：{period}",
    "write": "起草文书：{period}",
}
DEMO_SEE = {
    "ledger": "督查台账，先看“看板”，再看“督办事项”和“反馈记录”",
    "forms": "{count} 份填报表，发给各单位填写",
    "returns": "{count} 份寄回的表，其中 {faulty} 份须退回更正",
    "aside": "{count} 份记录：没有采用的行和原因",
    "scores": "计分表，公式可以核对",
    "documents": "{count} 份公文草稿（送审稿）",
    "backups": "每次写入之前的台账",
    "journal": "写入记录",
}
DEMO_NEXT = (
    "打开 {folder} 里的督查台账.xlsx 看看，再运行 duban status --ledger {folder} 和 duban log --ledger {folder}。"
    "建立自己的办公室：duban init 文件夹 --pack cangnan。"
)
DEMO_AGAIN = "示范已经做过一遍：这次没有任何新的改动。"
