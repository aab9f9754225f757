"""The shipped Word templates, built from this text: python -m duban_xl.documents.word.templates [DIR] writes them.

A clerk changes the .docx in Word or WPS; a maintainer changes the text here and builds again. Each part of a template
is a function that returns its paragraphs; the fields come from `facts`.
"""

import sys
from pathlib import Path

from duban_xl.documents.word.frame import (
    RECIPIENTS,
    SERIAL,
    Column,
    annex,
    body,
    for_each,
    form_table,
    heading,
    list_table,
    only_if,
    paragraph,
    template,
)
from duban_xl.documents.word.layout import Style
from duban_xl.documents.word.score_template import score_circular

FOLDER = Path(__file__).resolve().parents[3] / "workbook_templates" / "word"


def circular() -> bytes:
    """督查通报."""
    opening = body(
        "{% if basis %}根据{{ basis|clause }}，{% endif %}{{ office.short_name }}"
        "{% for method in methods %}{% if loop.first %}采取{% else %}、{% endif %}{{ method }}"
        "{% if loop.last %}{% if not loop.first %}等{% endif %}方式，{% endif %}{% endfor %}"
        "对{{ period_name }}（{{ period_from }}至{{ period_to }}）{{ scope|clause }}落实情况进行了督查，"
        "数据截至{{ as_of }}。现将有关情况通报如下："
    )
    text = opening + _overview() + _praise() + _problems() + _requirements()
    return template(head="", recipients=RECIPIENTS, text=text, annexes=_circular_annexes())


def _overview() -> str:
    return (
        heading("总体情况")
        + body(
            "{% if matters.total %}{{ period_name }}纳入督查的事项共{{ matters.total }}项。"
            "其中，已办结{{ matters.completed }}项，占{{ matters.completed_percent|percent }}；"
            "正在办理{{ matters.in_hand }}项，占{{ matters.in_hand_percent|percent }}。"
            "正在办理的事项中，{% if matters.overdue %}逾期未办结{{ matters.overdue }}项"
            "{% else %}没有逾期未办结事项{% endif %}。{% else %}{{ period_name }}没有纳入督查的事项。{% endif %}"
        )
        + only_if(
            "returns.expected",
            body(
                "按规定应报送进展情况{{ returns.expected }}件次，已报送{{ returns.received }}件次，"
                "其中按时报送{{ returns.on_time }}件次、逾期报送{{ returns.late }}件次，"
                "按时报送率{{ returns.on_time_percent|percent }}；未报送{{ returns.missing }}件次。"
            ),
        )
    )


def _praise() -> str:
    return only_if(
        "praises",
        heading("好的做法"),
        body("以下单位抓落实工作主动、成效明显，予以表扬："),
        for_each(
            "praise in praises", body("{{ praise.unit }}{% if praise.deed %}：{{ praise.deed|clause }}{% endif %}。")
        ),
    )


def _problems() -> str:
    overdue = only_if(
        "problems",
        heading("部分事项逾期未办结", 2),
        for_each(
            "problem in problems",
            body(
                "{{ problem.unit }}：{% for matter in problem.matters %}第{{ matter.number }}号{{ matter.title|clause|quoted }}，"
                "应于{{ matter.due_date }}前办结，截至{{ as_of }}已逾期{{ matter.overdue_days }}天"
                "{% if matter.progress %}，目前进展：{{ matter.progress|clause }}{% endif %}"
                "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
            ),
        ),
    )
    returns = only_if(
        "missing_units or late_units",
        heading("部分单位未按规定报送进展情况", 2),
        only_if("missing_units", body("有未报送情况的单位：{{ missing_units|units }}。")),
        only_if("late_units", body("有逾期报送情况的单位：{{ late_units|units }}。")),
    )
    others = only_if(
        "other_problems",
        heading("其他问题", 2),
        for_each("problem in other_problems", body("{{ problem|sentence }}")),
    )
    anything = "problems or missing_units or late_units or other_problems"
    return only_if(anything, heading("存在问题"), overdue, returns, others)


def _requirements() -> str:
    one_by_one = for_each(
        "requirement in requirements",
        heading(
            "{{ requirement.text|clause }}{% if requirement.due_date %}（{{ requirement.due_date }}前完成）{% endif %}。",
            3,
        ),
    )
    rectify = only_if(
        "rectify_by",
        heading(
            "存在问题的单位要对照本通报逐项整改，于{{ rectify_by }}前将整改情况书面报送{{ office.short_name }}。", 3
        ),
    )
    next_return = only_if(
        "next_return_on",
        heading("各承办单位于{{ next_return_on }}前向{{ office.short_name }}报送下期进展情况。", 3),
    )
    anything = "requirements or rectify_by or next_return_on"
    return only_if(anything, heading("下一步要求"), one_by_one, rectify, next_return)


def _circular_annexes() -> str:
    matters = list_table(
        (
            SERIAL,
            Column("事项编号", 5.7, "{{ row.number }}"),
            Column("事项名称", 8, "{{ row.title }}"),
            Column("主办单位", 5.6, "{{ row.unit }}"),
            Column("办结时限", 8.7, "{% if row.due_date %}{{ row.due_date }}{% else %}—{% endif %}", align="center"),
            Column(
                "逾期天数", 2.8, "{% if row.overdue_days %}{{ row.overdue_days }}{% else %}—{% endif %}", align="center"
            ),
            Column("目前进展", 8.3, "{{ row.progress }}"),
        ),
        ("row in open_matters",),
    )
    returns = list_table(
        (
            SERIAL,
            Column("单位", 14, "{{ row.unit }}"),
            Column("应报件次", 5, "{{ row.expected }}", align="center"),
            Column("按时报送", 5, "{{ row.on_time }}", align="center"),
            Column("逾期报送", 5, "{{ row.late }}", align="center"),
            Column("未报送", 5, "{{ row.missing }}", align="center"),
        ),
        ("row in unit_returns",),
    )
    return only_if("open_matters", annex("未完成（逾期）事项清单", matters)) + only_if(
        "unit_returns", annex("进展情况报送情况表", returns)
    )


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
            heading("收到本通知书后填写《签收回执》，于{{ receipt_by }}前反馈{{ office.short_name }}。", 3),
        )
    )


def _receipt() -> str:
    slip = form_table(
        (
            ("通知书文号", "{{ number_line }}"),
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


def build_all() -> dict[str, bytes]:
    """Every shipped template by file name."""
    return {
        "督查通报.docx": circular(),
        "扣分情况季度通报.docx": score_circular(),
        "督查通知书.docx": notice(),
    }


def write_all(folder: Path) -> None:
    """Writes the shipped templates into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in build_all().items():
        (folder / name).write_bytes(data)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
