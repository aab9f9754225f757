"""What is owed, in words: names of obligations, headings of their lists, the text of a reminder."""

RESULT = "报送办理结果"
REDO = "退回后重新办理并报告"
REPORT = "报送进展情况"
PROGRESS = "未办结，定期报告进展"
MILESTONE = "按时序进度完成节点“{name}”"
AT_ONCE = "随到随办，及时反馈"
PHASE = "{phase}：{content}"

OBLIGATIONS_TITLE = "{start} 至 {end} 应报、应办的事项：{count} 项"
OBLIGATIONS_HEADERS = ("日期", "单位", "事项", "内容", "报送对象", "依据", "情况")
UNDATED_TITLE = "没有确定日期的：{count} 项"
UNDATED_HEADERS = ("单位", "事项", "内容", "报送对象", "依据", "原因")
TALLY_TITLE = "各单位应报情况（截至 {as_of}）"
TALLY_HEADERS = ("单位", "应报", "按时", "逾期", "未报", "未到期")
PROVISIONAL_MARK = "（暂定）"
PROVISIONAL_COUNT = "其中 {count} 项的日期为暂定：{years} 年的放假安排还没有录入。"
OFFICE_WORK = "（全室）"

YEAR_COUNTS = "{year} 年应报应办 {expected} 项：按时 {on_time}，逾期 {late}，未报 {missing}，未到期 {not_yet}；日期暂定 {provisional}。"
