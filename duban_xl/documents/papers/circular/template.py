"""The template of the 督查通报: figures, praise, problems, requirements; annexes of open matters and returns."""

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
