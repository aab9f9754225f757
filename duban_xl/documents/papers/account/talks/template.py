"""The templates of 约谈建议 (upwards, to the leaders), 约谈通知书 (a letter) and 约谈记录 (a form)."""

from duban_xl.documents.word.frame import SigningBox, body, for_each, form_table, heading, only_if, template
from duban_xl.documents.word.layout import Layout

LATE = (
    "第{{ matter.number }}号{{ matter.title|clause|quoted }}，应于{{ matter.due_date }}前办结，"
    "截至{{ AS_OF }}已逾期{{ matter.overdue_days }}天"
    "{% if matter.reminders %}，已催办{{ matter.reminders }}次{% endif %}。"
)
"""One overdue matter in a sentence; AS_OF stands for the field that tells the day."""


def proposal() -> bytes:
    """约谈建议."""
    text = (
        body(
            "{{ unit }}在督查事项办理中{{ trigger|clause }}，"
            "根据{{ basis|clause }}，建议约谈该单位。现将有关情况和建议报告如下："
        )
        + _situation()
        + heading("约谈建议")
        + heading("约谈人：{{ interviewer }}。", 3)
        + heading(
            "约谈对象：{{ unit }}{% if target %}（{{ target }}{% if person %}，{{ person }}{% endif %}）{% endif %}。",
            3,
        )
        + only_if("approval", heading("审批：{{ approval|sentence }}", 3))
        + heading("整改要求")
        + heading("说明未落实的原因和责任，逐项提出整改措施，明确完成时间和责任人。", 3)
        + heading("自约谈之日起按约定的时间报送整改情况，督查室跟踪核查。", 3)
        + only_if("effect", heading("{{ effect|sentence }}", 3))
        + body("以上建议妥否，请批示。")
    )
    return template(layout=Layout.UPWARD, recipients="{{ submitted_to }}：", text=text)


def _situation() -> str:
    return (
        heading("有关情况")
        + for_each("cause in causes", body("{{ cause|sentence }}"))
        + only_if(
            "late_matters",
            heading("逾期未办结事项", 2),
            for_each("matter in late_matters", heading(LATE.replace("AS_OF", "as_of"), 3)),
        )
        + only_if(
            "criticisms",
            heading("被通报批评情况", 2),
            only_if(
                "count", body("{{ window_from }}至{{ window_to }}期间，截至{{ as_of }}累计被通报批评{{ count }}次。")
            ),
            only_if("not count", body("{{ window_from }}至{{ window_to }}期间的通报批评：")),
            for_each(
                "one in criticisms",
                heading(
                    "通报批评（{{ one.held_on }}{% if one.document_number %}，{{ one.document_number }}{% endif %}）"
                    "{% if one.reason %}：{{ one.reason|sentence }}{% else %}。{% endif %}",
                    3,
                ),
            ),
        )
        + only_if(
            "ranks",
            heading("近期名次", 2),
            body(
                "{% for one in ranks %}{{ one.period_name }}第{{ one.rank }}名"
                "{% if loop.last %}。{% else %}，{% endif %}{% endfor %}"
            ),
        )
    )


def summons() -> bytes:
    """约谈通知书."""
    text = (
        body(
            "{% if basis %}根据{{ basis|clause }}，{% endif %}经{{ approved_by }}{% if approved_on %}于{{ approved_on }}{% endif %}同意，"
            "决定对你单位进行约谈。现将有关事项通知如下："
        )
        + heading("约谈事由")
        + body("{{ cause|sentence }}")
        + only_if("matter_title", body("所涉事项：{{ matter_title|clause }}（事项编号：{{ matter_number }}）。"))
        + only_if("late_matters", body("目前逾期未办结的事项："))
        + for_each("matter in late_matters", heading(LATE.replace("AS_OF", "dated_on"), 3))
        + heading("约谈安排")
        + heading("时间：{{ held_at }}。", 3)
        + heading("地点：{{ place }}。", 3)
        + heading("约谈人：{{ interviewer_name }}{% if interviewer %}（{{ interviewer }}）{% endif %}。", 3)
        + heading("约谈对象：{{ target or '单位负责人' }}{% if person %}（{{ person }}）{% endif %}。", 3)
        + heading("有关要求")
        + heading("约谈对象应当按时到场，不得委托他人；确有特殊情况的，提前书面请假。", 3)
        + heading("携带书面材料，说明未落实的原因、已采取的措施、下一步整改措施和完成时间，加盖单位公章。", 3)
        + heading("约谈后按约定的时间报送整改情况。", 3)
    )
    return template(layout=Layout.LETTER, recipients="{{ unit }}：", text=text)


def record() -> bytes:
    """约谈记录."""
    rows = (
        ("约谈时间", "　年　月　日　时", "约谈地点", ""),
        ("约谈人", "{{ interviewer }}", "记录人", ""),
        ("被约谈单位", "{{ unit }}", "被约谈人", "{{ target }}{% if person %}　{{ person }}{% endif %}"),
        ("其他参加人", "", "同意人", "{{ approved_by }}"),
        ("约谈依据", "{{ basis }}"),
        ("约谈事由", "{{ cause }}"),
        SigningBox("指出的问题和要求", opinion="", signed="约谈人签名：　　　　　　", height=2600),
        SigningBox("被约谈人说明", opinion="", signed="被约谈人签名：　　　　　　", height=2600),
        SigningBox(
            "整改承诺及完成时间",
            opinion="",
            signed="被约谈人签名：　　　　　　　　年　　月　　日",
            height=2600,
        ),
        ("记录人签名", "", "报送整改情况", "　　年　月　日前"),
        ("制表日期", "{{ dated_on }}"),
    )
    return template(layout=Layout.FORM, text=form_table(rows))
