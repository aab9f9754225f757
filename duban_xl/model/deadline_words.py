"""Words that stand around a limit or cycle and change nothing about it (报办理结果, 下班前, 书面汇报一次), as parts of regular expressions."""

USUALLY = r"(?:(?:原则上|一般(?:情况下?)?|通常(?:情况下?)?),?)?(?:应当?|须|需)?(?:在|于)?"
"""Before a span: 一般应在30个工作日内."""

_ORGANS = (
    r"(?:[省市县区]委|[省市县区]?政府|党工委|管委会|办公室|督查室|巡察办|牵头单位|主办单位|责任单位|承办单位|主管部门)"
)
_TAIL_WORDS = (
    "并 及时 书面 按程序 牵头 分头 细化 分解 汇总 贯彻 落实 办理 办结 办毕 完毕 完成 处理 整改 制定 制订 实施 提出 提交 形成 印发 "
    "回复 答复 反馈 报告 报送 上报 呈报 汇报 报批 报审 报备 报 向 具体 工作 进展 初步 有关 结果 情况 意见 方案 措施 计划 任务 、 ,"
)
TAIL = rf"(?:{'|'.join(_TAIL_WORDS.split())}|{_ORGANS})+"
"""Behind a span: what is to be done by then, and to whom it goes. 5个工作日内报告办理结果."""

ONCE = r"(?:办结|办毕|办理完毕|完成|落实|整改|答复|回复)"
"""What is done one time only: 3个月办结 is a limit, 3个月报告 may be a cycle."""

_HOW = r"(?:书面|专项|集中|全面|定期|实地|联合|统一)*"
_SHORT_WORK = "汇报|报告|报送|上报|呈报|反馈|通报|督查|督导|督办|督促|检查|查看|抽查|自查|汇总|调度|小结|总结|会商|点评|研判|更新|公开|公布"
_ON_WHAT = r"(?:(?:办理|落实|工作|整改|实施|任务)*(?:进展|情况|结果)*)"
LONG_WORK = rf"{_HOW}(?:{_SHORT_WORK}){_ON_WHAT}"
"""What is done again and again, in words of two signs."""

WORK = rf"{_HOW}(?:{_SHORT_WORK}|报){_ON_WHAT}"
"""The same, 报 included."""

OFTEN = rf"(?:(?:{WORK})?(?:1|一)次(?:{WORK})?|{WORK})?"
"""Behind the length of a cycle: 一次, 书面汇报1次, 一次督查, 通报, or nothing."""

ONE_EACH = rf"(?:1|一)(?:次|{WORK})"
"""The second half of 一周一反馈, 半月一上报, 一季一查看."""

BY = r"(?:\(含\))?(?:上午|下午)?(?:(?<!\d)\d{1,2}[:时点](?:\d\d分?)?)?(?:下班)?(?:之|以)?前?"
"""Behind a day: 前, 之前, 下班前, 17:30前; the day itself is always included."""
