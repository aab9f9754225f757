"""The template of the 督查通知书: matter, basis, units, tasks, limit, reporting duty; a return slip as annex."""

from duban_xl.documents.word.frame import (
    annex,
    body,
    for_each,
    form_table,
    heading,
    only_if,
    paragraph,
    template,
)
from duban_xl.documents.word.layout import Style


def notice() -> bytes:
    """督查通知书."""
    to = "{{ lead_unit }}{% if supporting_units %}、{{ supporting_units|units }}{% endif %}："
    opening = body("现将下列事项交由你单位办理，请按要求抓好落实。")
    text = opening + _assignment() + _tasks() + _limit() + _reporting()
    return template(head="{{ urgency }}", recipients=to, text=text, annexes=_receipt())


def _assignment() -> str:
    return (
        heading("督查事项")
        + body("{{ matter_title|clause }}（事项编号：{{ matter_number }}）。")
        + only_if(
            "origin or origin_number or instruction",
            heading("交办依据"),
            only_if("origin", body("{{ origin|clause }}{% if origin_number %}（{{ origin_number }}）{% endif %}。")),
            only_if("origin_number and not origin", body("{{ origin_number|clause }}。")),
        )
        + only_if(
            "instruction",
            body(
                "{% if instruction_by %}{{ instruction_by }}{% endif %}{% if instruction_on %}于{{ instruction_on }}{% endif %}"
                "批示：{{ instruction|sentence|quoted }}"
            ),
        )
        + heading("承办单位")
        + body("主办单位：{{ lead_unit }}，负责牵头办理并汇总反馈。")
        + only_if("supporting_units", body("协办单位：{{ supporting_units|units }}，配合主办单位办理。"))
        + only_if(
            "leading_official or responsible_leader",
            body(
                "{% if leading_official %}牵头领导：{{ leading_official }}。{% endif %}"
                "{% if responsible_leader %}责任领导：{{ responsible_leader }}。{% endif %}"
            ),
        )
    )


def _tasks() -> str:
    return (
        heading("任务要求")
        + for_each("requirement in requirements", heading("{{ requirement|sentence }}", 3))
        + only_if("target", body("量化目标：{{ target|sentence }}"))
    )


def _limit() -> str:
    return heading("办理时限") + body(
        "{% if due_date %}请于{{ due_date }}前办结{% if due_provisional %}（涉及的节假日安排尚未公布，此日期为暂定）{% endif %}"
        "{% if due_text %}，时限要求为{{ due_text|clause|quoted }}{% endif %}。"
        "{% else %}{% if due_text %}时限要求为{{ due_text|clause|quoted }}。{% else %}本事项未设办结日期，请按报送要求持续推进。"
        "{% endif %}{% endif %}{% if due_basis %}时限依据：{{ due_basis|sentence }}{% endif %}"
        "{% if extension_rule %}{{ extension_rule|sentence }}{% endif %}"
    )


def _reporting() -> str:
    return (
        heading("报送要求")
        + only_if(
            "return_cycle or next_return_on",
            heading(
                "{% if return_cycle %}办理期间，{{ return_cycle|clause }}报送一次进展情况。{% endif %}"
                "{% if next_return_on %}首次报送日期为{{ next_return_on }}。{% endif %}",
                3,
            ),
        )
        + heading(
            "办结后及时报送办理报告。报告一事一报，由单位主要负责人签发并加盖公章，"
            "报{% if return_to %}{{ return_to }}{% else %}{{ office.short_name }}{% endif %}，不直接报送领导同志个人。",
            3,
        )
        + only_if(
            "receipt_by",
            heading(
                "收到本{{ document_name }}后填写《签收回执》，于{{ receipt_by }}前反馈{{ office.short_name }}。", 3
            ),
        )
    )


def _receipt() -> str:
    slip = form_table(
        (
            ("{{ document_name }}文号", "{{ number_line }}"),
            ("督查事项", "{{ matter_title }}（{{ matter_number }}）"),
            ("办结时限", "{% if due_date %}{{ due_date }}{% else %}{{ due_text }}{% endif %}"),
            ("签收单位（盖章）", ""),
            ("签收人", ""),
            ("签收时间", "　　　　年　　月　　日　　时"),
            ("单位联系人", ""),
            ("联系电话", ""),
            ("备注", ""),
        )
    )
    back = paragraph(
        Style.BODY,
        "请将本回执反馈至{{ office.short_name }}{% if office.address %}（{{ office.address }}）{% endif %}"
        "{% if office.phone %}，电话：{{ office.phone }}{% endif %}。",
    )
    return annex("签收回执", slip, back)
