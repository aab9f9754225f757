"""The templates of the documents that assign a matter: basis, units, tasks, limit, reporting duty; a return slip as annex."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class _Words:
    """What the methods call the matter in a kind of document."""

    matter: str = "督查事项"


_SUPERVISION = _Words(matter="督办事项")
_HOTLINE = _Words(matter="查办事项")
_LEAD, _SUPPORT = "{{ office.lead_word }}", "{{ office.support_word }}"
_UNITS = "{{ lead_unit }}{% if supporting_units %}、{{ supporting_units|units }}{% endif %}："


def notice() -> bytes:
    """督查通知书 (DT02)."""
    words = _Words()
    return _notice(_assigned(words) + _origin() + _handlers(), words)


def supervision_notice() -> bytes:
    """督办通知 (DT01)."""
    return _notice(_assigned(_SUPERVISION) + _origin() + _handlers(), _SUPERVISION)


def hotline_notice() -> bytes:
    """督促查办事项通知单 (DT03)."""
    came = heading("来源") + body(
        "{% if origin %}{{ origin|clause }}，{% endif %}"
        "热线通知单号：{{ origin_number|clause }}，本室登记号：{{ matter_number }}。"
    )
    approved = heading("审定意见") + body(
        "常务副县长{% if approved_by %}{{ approved_by }}{% endif %}{% if approved_on %}于{{ approved_on }}{% endif %}"
        "审定：{{ approval|sentence }}"
    )
    matter = heading(_HOTLINE.matter) + body("{{ matter_title|sentence }}")
    return _notice(matter + came + _instruction() + approved + _handlers(), _HOTLINE)


def copy_slip() -> bytes:
    """抄告单 (DT04)."""
    words = _Words()
    opening = body("现将有关批示事项抄告你单位，请按批示要求和本单位任务抓好落实。")
    matter = (
        _assigned(words)
        + heading("批示原文摘要")
        + only_if("origin or origin_number", body(_ORIGIN))
        + body(_INSTRUCTION)
        + heading("承办单位")
        + body(f"{{{{ unit }}}}为本事项{{{{ role }}}}。{_LEAD}：{{{{ lead_unit }}}}。")
        + only_if("supporting_units", body(f"{_SUPPORT}：{{{{ supporting_units|units }}}}。"))
        + only_if("other_units", body("本事项同时抄告{{ other_units|units }}。"))
        + _leaders()
    )
    text = opening + matter + _tasks("本单位任务") + _schedule() + _limit() + _reporting()
    slip = _receipt(words, signed_by="{{ unit }}")
    return template(head="{{ urgency }}", recipients="{{ unit }}：", text=text, annexes=slip)


def _notice(matter: str, words: _Words) -> bytes:
    opening = body("现将下列事项交由你单位办理，请按要求抓好落实。")
    text = opening + matter + _tasks("任务要求") + _schedule() + _limit() + _reporting()
    return template(head="{{ urgency }}", recipients=_UNITS, text=text, annexes=_receipt(words))


def _assigned(words: _Words) -> str:
    return heading(words.matter) + body("{{ matter_title|clause }}（事项编号：{{ matter_number }}）。")


_ORIGIN = (
    "{% if origin %}{{ origin|clause }}{% if origin_number %}（{{ origin_number }}）{% endif %}"
    "{% else %}{{ origin_number|clause }}{% endif %}"
    "{% if instruction_on and not instruction_by and not instruction %}，{{ instruction_on }}{% endif %}。"
)
_INSTRUCTION = (
    "{% if instruction_by %}{{ instruction_by }}{% endif %}{% if instruction_on %}于{{ instruction_on }}{% endif %}"
    "批示：{{ instruction|sentence|quoted }}"
)


def _origin() -> str:
    return only_if(
        "origin or origin_number or instruction or instruction_by",
        heading("交办依据"),
        only_if("origin or origin_number", body(_ORIGIN)),
        _instruction(),
    )


def _instruction() -> str:
    """The words of the instruction; where only the leader is known, who gave it and when."""
    who = "{{ instruction_by }}{% if instruction_on %}于{{ instruction_on }}{% endif %}批示或交办。"
    when = "批示或交办日期：{{ instruction_on }}。"
    return (
        only_if("instruction", body(_INSTRUCTION))
        + only_if("instruction_by and not instruction and instruction_by not in origin", body(who))
        + only_if("instruction_on and not instruction and instruction_by and instruction_by in origin", body(when))
    )


def _handlers() -> str:
    return (
        heading("承办单位")
        + body(f"{_LEAD}：{{{{ lead_unit }}}}，负责牵头办理并汇总反馈。")
        + only_if("supporting_units", body(f"{_SUPPORT}：{{{{ supporting_units|units }}}}，配合{_LEAD}办理。"))
        + _leaders()
    )


def _leaders() -> str:
    return only_if(
        "leading_official or responsible_leader",
        body(
            "{% if leading_official %}牵头领导：{{ leading_official }}。{% endif %}"
            "{% if responsible_leader %}责任领导：{{ responsible_leader }}。{% endif %}"
        ),
    )


def _tasks(title: str) -> str:
    return (
        heading(title)
        + for_each("requirement in requirements", heading("{{ requirement|sentence }}", 3))
        + only_if("not requirements", body("按照批示内容抓紧办理。"))
        + only_if("target", body("量化目标：{{ target|sentence }}"))
    )


def _schedule() -> str:
    step = (
        "{{ step.name|clause }}{% if step.planned_on %}，{{ step.planned_on }}前完成{% endif %}"
        "{% if step.target %}，目标值{{ step.target }}{% endif %}。"
    )
    return only_if("milestones", heading("时序进度"), for_each("step in milestones", heading(step, 3)))


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
                "{% if return_cycle %}办理期间，{{ return_cycle|clause }}报送进展情况。{% endif %}"
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


def _receipt(words: _Words, signed_by: str = "") -> str:
    slip = form_table(
        (
            ("{{ document_name }}文号", "{{ number_line }}"),
            (words.matter, "{{ matter_title }}（{{ matter_number }}）"),
            ("办结时限", "{% if due_date %}{{ due_date }}{% else %}{{ due_text }}{% endif %}"),
            ("签收单位（盖章）", signed_by),
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
