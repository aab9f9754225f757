"""The template of the 督查方案: content, objects, manner, time, groups, demands; matters and units in two annexes."""

from duban_xl.documents.word.frame import (
    RECIPIENTS,
    SERIAL,
    Column,
    annex,
    body,
    for_each,
    heading,
    list_table,
    only_if,
    template,
)

MOST_UNITS, MOST_LATE = 12, 10
"""So many units and overdue matters are named in the text; the annexes name all of them."""


def plan() -> bytes:
    """督查方案."""
    opening = body(
        "为掌握{{ scope|clause }}的落实情况，推动问题解决，{% if basis %}根据{{ basis|clause }}，{% endif %}制定本方案。"
    )
    annexes = annex("督查事项清单", _matters_table()) + annex("督查单位和事项对照表", _units_table())
    return template(recipients=RECIPIENTS, text=opening + _content() + _arrangement() + _demands(), annexes=annexes)


def _content() -> str:
    """What to look at: the same of every matter, then what is overdue and what is still to be put right."""
    late = (
        f"{{% if overdue <= {MOST_LATE} %}}"
        "{% for matter in matters if matter.overdue_days %}第{{ matter.number }}号{{ matter.title|clause|quoted }}"
        "（{{ matter.lead_unit }}，已逾期{{ matter.overdue_days }}天）{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
        "{% else %}共{{ overdue }}项，见附件1。{% endif %}"
    )
    found = (
        "{{ one.units|units }}（{{ one.held_on }}）：{{ one.problem|clause }}"
        "{% if one.rectify_by %}，应于{{ one.rectify_by }}前整改到位{% endif %}。"
    )
    return (
        heading("督查内容")
        + body(
            "本次督查{{ total }}项，{% if overdue %}其中逾期未办结{{ overdue }}项，{% endif %}"
            "任务要求和量化目标见附件1，各单位的事项见附件2。重点查看："
        )
        + heading("任务要求和量化目标的完成情况，上报进展是否属实，佐证材料是否齐全。", 3)
        + heading("责任领导、责任人和时序进度是否明确，能否按时限办结。", 3)
        + heading("存在的困难和问题，需要协调解决的事项。", 3)
        + only_if("overdue", heading(f"逾期未办结事项的原因和补救措施：{late}", 3))
        + only_if(
            "open_problems",
            heading("此前督查发现、还没有登记整改情况的问题：", 3),
            for_each("one in open_problems", body(found)),
        )
    )


def _arrangement() -> str:
    """Where, how, when and by whom."""
    objects = heading("督查对象") + body(
        f"{{{{ units|units({MOST_UNITS}) }}}}"
        f"{{% for unit in units %}}{{% if loop.last and loop.index > {MOST_UNITS} %}}（名单见附件2）{{% endif %}}{{% endfor %}}。"
    )
    arranged = (
        heading("督查方式")
        + body("{{ manner|sentence }}")
        + heading("督查时间")
        + body("{{ days|sentence }}")
        + heading("督查分组")
        + body("{{ groups|sentence }}")
    )
    return objects + arranged


def _demands() -> str:
    """What units and inspectors must do."""
    return (
        heading("有关要求")
        + heading("被督查单位对照附件逐项自查，备好进展情况、佐证材料和问题清单，如实反映情况。", 3)
        + heading("督查人员坚持实事求是，逐项核对、现场查看，把情况和问题记入督查记录；不增加基层负担。", 3)
        + heading("发现的问题及时交办，限期整改；督查结束后汇总形成情况报告，按程序报审。", 3)
    )


def _matters_table() -> str:
    state = (
        "{% if matter.overdue_days %}逾期{{ matter.overdue_days }}天{% if matter.reached %}，{% endif %}{% endif %}"
        "{{ matter.reached }}"
    )
    asked = (
        "{% if matter.requirement %}{{ matter.requirement|sentence }}{% endif %}"
        "{% if matter.target %}目标：{{ matter.target|sentence }}{% endif %}"
    )
    columns = (
        SERIAL,
        Column("事项编号", 5.2, "{{ matter.number }}"),
        Column("事项名称", 6.5, "{{ matter.title }}"),
        Column("任务要求和量化目标", 13.5, asked),
        Column("主办单位", 4.8, "{{ matter.lead_unit }}"),
        Column("办结时限", 4.8, "{{ matter.due }}"),
        Column("目前情况", 4.8, state),
    )
    return list_table(columns, ("matter in matters",))


def _units_table() -> str:
    columns = (
        SERIAL,
        Column("单位", 10, "{{ row.unit }}"),
        Column("主办事项", 14, "{{ row.leads|units }}"),
        Column("协办事项", 14, "{{ row.supports|units }}"),
    )
    return list_table(columns, ("row in by_unit",))
