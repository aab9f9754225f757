"""Made-up matters and inspections that the samples of reports share."""

from datetime import date
from typing import Any

from duban_xl.documents.papers.circular.facts import MatterCounts
from duban_xl.documents.papers.facts import values_of
from duban_xl.documents.papers.reports.facts import MattersFacts, Quote, ReportedMatter, Visit

_LONG = (
    "完成主管网4.2公里，占设计长度的63%；新建提升泵站1座，设备已安装。入户接管尚未启动，1260户中已签订施工协议412户。"
    "原定8月底前完成的招标因流标顺延，第二次招标公告已于9月22日发布，预计10月中旬开标。"
    "镇政府已成立工作专班，每周调度一次，并抽调6名干部驻村推进。"
)
ROWS = (
    ReportedMatter(
        number="D-2026-041",
        title="农村公路“最后一公里”贯通",
        category="县委主要领导批示",
        instruction="请交通局牵头，年内贯通断头路6条，确保群众出行方便",
        lead_unit="县交通运输局",
        supporting_units=("青溪镇", "大坪乡"),
        due="2026年9月30日",
        status="办结",
        is_ended=True,
        reached="完成率100%",
        progress=Quote.of("12公里路基、路面和安防工程全部完成，9月28日通过交工验收"),
        difficulties=Quote.of(""),
        next_steps="",
    ),
    ReportedMatter(
        number="D-2026-058",
        title="青溪镇镇区污水管网改造",
        category="县委主要领导批示",
        instruction="查清未接入户数，制定整改方案，完成入户接管",
        lead_unit="青溪镇",
        supporting_units=("县住房和城乡建设局",),
        due="2026年7月31日",
        overdue_days=61,
        status="承办中",
        is_ended=False,
        reached="完成率60%",
        progress=Quote.of(_LONG),
        difficulties=Quote.of("资金缺口300万元，部分农户不同意接管路径"),
        next_steps="10月底前完成招标",
    ),
    ReportedMatter(
        number="D-2026-060",
        title="新建学校按期交付",
        category="专项工作和重点项目",
        instruction="年底前建成，提供学位3200个",
        lead_unit="县教育局",
        due="2026年12月20日",
        status="承办中",
        is_ended=False,
        progress=Quote.of(""),
        difficulties=Quote.of(""),
        next_steps="12月上旬竣工验收",
    ),
)
MATTERS = MattersFacts(
    title="",
    dated_on=date(2026, 9, 30),
    recipients="",
    scope="2026年9月督查事项",
    as_of=date(2026, 9, 30),
    counts=MatterCounts.of(completed=1, in_hand=2, overdue=1),
    matters=ROWS,
)
VISITS = (
    Visit(
        held_on=date(2026, 9, 15),
        method="实地督查",
        units=("青溪镇",),
        matters=("D-2026-058",),
        situation="现场查看3个村、1座泵站，抽查12户",
        problems="入户接管没有施工队伍，方案没有细化到户",
        rectify_by=date(2026, 10, 10),
        rectification="已确定2支施工队伍",
    ),
    Visit(held_on=date(2026, 9, 16), method="", units=("县教育局", "县住房和城乡建设局"), situation="查看内装进度"),
)


def stated(**own: Any) -> dict[str, Any]:
    """What every sample on several matters states, and what is the kind's `own`."""
    return values_of(MATTERS) | own
