"""An entry of the catalogue → the same with example values in its blanks, as a person would meet it in a ledger or form.

`USUAL` has a value for every blank; `OWN` those of codes that the usual value does not fit, one table for each family.
"""

from collections.abc import Mapping

from duban_xl.catalogue.entry import Entry
from duban_xl.catalogue.examples_of_cells import OF_CELLS
from duban_xl.catalogue.examples_of_checks import OF_CHECKS
from duban_xl.catalogue.examples_of_decisions import OF_DECISIONS
from duban_xl.catalogue.examples_of_mail import OF_MAIL
from duban_xl.catalogue.examples_of_measures import OF_MEASURES
from duban_xl.catalogue.examples_of_publishing import OF_PUBLISHING
from duban_xl.catalogue.examples_of_returns import OF_RETURNS
from duban_xl.catalogue.examples_of_the_rest import OF_THE_REST

USUAL: Mapping[str, str] = {
    "action": "办结",
    "against": "上限",
    "bound": "20",
    "cause": "取值方式",
    "chosen": "定值",
    "sign": "扣",
    "subject": "各承办单位",
    "sum": "21",
    "where": "“计分规则”中",
    "area": "A1:AP300",
    "as_of": "2026-11-09",
    "asked": "2026-12-31",
    "asked_on": "2026-11-02",
    "assigned": "2026-03-02",
    "at": "2026-09-28 10:00",
    "backup": "备份/督查台账_20260928-100000.xlsx",
    "base": "100",
    "batch": "20260928-100000-合并",
    "batches": "20260928-100000-合并、20260928-110000-更新",
    "before": "60%",
    "by": "王某",
    "cap": "2026-11-30",
    "category": "县领导批示",
    "cell": "F12",
    "choices": "正常推进、滞后、暂停",
    "clause": "第九条",
    "code": "U01",
    "column": "H",
    "completed": "2026-09-20",
    "count": "2",
    "day": "2026-09-28",
    "detail": "第 3 行缺少值",
    "differences": "2",
    "document": "苏政办发〔2002〕57号",
    "due": "2026-10-31",
    "encoding": "UTF-8",
    "end": "2026-03-31",
    "event": "签收",
    "example": "2026-09-28",
    "expected": "督办事项",
    "field": "办结时限",
    "file": "2026Q3_县交通局.xlsx",
    "first": "C2",
    "floor": "0",
    "folder": "下发/2026Q3",
    "granted": "2026-12-31",
    "group": "县直部门",
    "header": "办结时限",
    "headers": "事项编号、事项名称、主办单位",
    "heading": "存在问题",
    "help": "写明原因。",
    "issued": "2026-09-01 09:00",
    "issuer": "县政府办公室",
    "item": "责任人",
    "kept": "第 5 行",
    "key": "临期天数",
    "kind": "督查通报",
    "kinds": "督查通报、督办通知、催办函",
    "last": "2026-09-20",
    "late": "2026年第三季度",
    "later": "20260928-110000-更新",
    "later_day": "2026-05-06",
    "later_number": "云督〔2026〕13号",
    "latest": "2026-10-28",
    "least": "6",
    "length": "36000",
    "limit": "WD(7)@receipt",
    "line": "3",
    "lock": "督查台账.xlsx.lock",
    "log": "写入记录.jsonl",
    "maximum": "5",
    "meaning": "单位名称",
    "minimum": "1",
    "missing": "单位、报送期",
    "most": "60",
    "name": "督查台账.xlsx",
    "names": "2026-036、2026-076",
    "near": "办理时限",
    "newer": "2026Q3_县交通局（更正）.xlsx",
    "now": "65%",
    "nth": "1",
    "number": "2026-036",
    "other": "2026Q3_县交通局.xlsx",
    "own": "2026-10-31",
    "owner": "县财政局",
    "part": "编号",
    "parts": "编号、标题、单位",
    "path": "督查台账.xlsx",
    "paths": "收件/2026Q3",
    "percent": "60",
    "period": "2026Q3",
    "place": "第 2 段",
    "places": "F12、F15",
    "planned": "2026-10-31",
    "points": "0.5",
    "position": "第 3 个",
    "principal": "赵一",
    "proof": "验收单",
    "quarter": "2026年第三季度",
    "raw": "-3",
    "reading": "2026-09-28",
    "reason": "政策调整",
    "received": "2026-03-03",
    "review": "合格",
    "row": "12",
    "rows": "3、9",
    "rule": "weinan-09-deadline-5wd",
    "rules": "A3、A7",
    "saved": "2026-09-25",
    "second": "D2",
    "section": "10",
    "serial": "17",
    "setting": "临期天数",
    "sheet": "督办事项",
    "shown": "1500%",
    "size": "120 MB",
    "stage": "立项",
    "start": "2026-10-01",
    "sender": "jiaotong@yunxi.example",
    "state": "滞后",
    "serials": "7、9",
    "status": "承办中",
    "step": "副主任",
    "steps": "副主任→主任审定",
    "style": "标题 1",
    "suggestion": "2026-11-30",
    "tab": "督办事项",
    "table": "matters",
    "tables": "matters、returns",
    "text": "看情况",
    "tier": "县直部门",
    "title": "农村公路提升",
    "to": "2026-12-31",
    "type": "办结报告",
    "unit": "县交通局",
    "units": "县财政局、丙镇人民政府",
    "value": "2026-09-28",
    "what": "事项 2026-036",
    "why": "文件被占用",
    "words": "承办单位、责任人",
    "year": "2026",
    "years": "2027",
}
"""Name of a blank → a value that may stand there."""

OWN: tuple[Mapping[str, Mapping[str, str]], ...] = (
    OF_RETURNS,
    OF_CELLS,
    OF_MAIL,
    OF_MEASURES,
    OF_CHECKS,
    OF_DECISIONS,
    OF_PUBLISHING,
    OF_THE_REST,
)
"""Code → values for its blanks, where the usual ones don't fit; a code stands in one table."""


def example_values(code: str) -> Mapping[str, str]:
    """A value for every blank of the code's sentences."""
    own = next((table[code] for table in OWN if code in table), None)
    return {**USUAL, **(own or {})}


def example_of(code: str, entry: Entry) -> str:
    """The sentence of `code` with its cure, as a person may meet it."""
    values = example_values(code)
    said = entry.message.format_map(values)
    return f"{said}{'' if said.endswith('？') else '。'}{entry.todo.format_map(values)}"
