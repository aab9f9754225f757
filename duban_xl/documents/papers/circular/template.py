"""The template of the 督查通报, in sections that circulars of other kinds use too: figures, praise, problems, what follows; annexes."""

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

MOST_NAMES = 12
"""So many units are named in the text; of more, 等N个单位, since an annex names all of them."""


def circular() -> bytes:
    """督查通报."""
    text = opening() + overview() + praise() + problems() + requirements()
    annexes = matters_annex() + returns_annex() + ranking_annex()
    return template(head="", recipients=RECIPIENTS, text=text, annexes=annexes)


def opening() -> str:
    """Basis, methods, period and day of the figures."""
    return body(
        "{% if basis %}根据{{ basis|clause }}，{% endif %}{{ office.short_name }}"
        "{% for method in methods %}{% if loop.first %}采取{% else %}、{% endif %}{{ method }}"
        "{% if loop.last %}{% if not loop.first %}等{% endif %}方式，{% endif %}{% endfor %}"
        "对{{ period_name }}（{{ period_from }}至{{ period_to }}）{{ scope|clause }}落实情况进行了督查，"
        "数据截至{{ as_of }}。现将有关情况通报如下："
    )


def overview() -> str:
    """落实情况, 办理质量 (weinan-07-7-tongbao), and how much of what inspections found is put right."""
    rectified = (
        "督查发现问题{{ problems_found }}条，{% if problems_rectified == problems_found %}均已整改。"
        "{% elif problems_rectified %}已整改{{ problems_rectified }}条，尚未整改的见“存在问题”。"
        "{% else %}均未报整改情况，见“存在问题”。{% endif %}"
    )
    return (
        heading("总体情况")
        + heading("落实情况", 2)
        + body(
            "{% if matters.total %}{{ period_name }}纳入督查的事项共{{ matters.total }}项。"
            "其中，已办结{{ matters.completed }}项，占{{ matters.completed_percent|percent }}；"
            "正在办理{{ matters.in_hand }}项，占{{ matters.in_hand_percent|percent }}。"
            "正在办理的事项中，{% if matters.overdue %}逾期未办结{{ matters.overdue }}项"
            "{% else %}没有逾期未办结事项{% endif %}。{% else %}{{ period_name }}没有纳入督查的事项。{% endif %}"
            "{% if by_category %}各类事项的情况如下表。{% endif %}"
        )
        + only_if("by_category", category_table())
        + only_if("matters.completed or returns.expected or quality.sent_back or quality.forms_sent_back", _quality())
        + only_if("problems_found", heading("问题整改", 2), body(rectified))
    )


def category_table() -> str:
    """A row for every category of `by_category`."""
    return list_table(
        (
            SERIAL,
            Column("事项类别", 16, "{{ row.name }}"),
            Column("事项数", 5, "{{ row.total }}", align="center"),
            Column("已办结", 5, "{{ row.completed }}", align="center"),
            Column("正在办理", 5, "{{ row.in_hand }}", align="center"),
            Column("逾期", 5, "{{ row.overdue }}", align="center"),
        ),
        ("row in by_category",),
    )


def _quality() -> str:
    done = (
        "已办结的{{ matters.completed }}项中，{% if quality.on_time %}按时办结{{ quality.on_time }}项"
        "{% else %}没有按时办结的{% endif %}{% if quality.late %}，超期办结{{ quality.late }}项{% endif %}"
        "{% if quality.unlimited %}，未定办结日期的{{ quality.unlimited }}项{% endif %}。"
    )
    returns = (
        "按规定应报送进展情况{{ returns.expected }}件次，已报送{{ returns.received }}件次，"
        "其中按时报送{{ returns.on_time }}件次、逾期报送{{ returns.late }}件次，"
        "按时报送率{{ returns.on_time_percent|percent }}；未报送{{ returns.missing }}件次。"
    )
    sent_back = (
        "{% if quality.sent_back %}办理结果审核后退回重办{{ quality.sent_back }}次，涉及{{ quality.sent_back_matters }}项。"
        "{% endif %}{% if quality.forms_sent_back %}填报表因填写不合要求退回{{ quality.forms_sent_back }}次。{% endif %}"
    )
    return (
        heading("办理质量", 2)
        + only_if("matters.completed", body(done))
        + only_if("returns.expected", body(returns))
        + only_if("quality.sent_back or quality.forms_sent_back", body(sent_back))
    )


def praise() -> str:
    """The units praised."""
    return only_if("praises or told_praises", heading("好的做法"), only_if("praises", praised()), praised_before())


def praised(said: str = "予以表扬") -> str:
    """One paragraph for every unit praised; only what a person agreed to is ever among the facts."""
    named = "{{ praise.unit }}{% if praise.deed %}：{{ praise.deed|clause }}{% endif %}。"
    return body(f"以下单位抓落实工作主动、成效明显，{said}：") + for_each("praise in praises", body(named))


def praised_before() -> str:
    """The units that other documents have praised in the period, with their numbers."""
    named = "{{ praise.unit }}{% if praise.deed %}：{{ praise.deed|clause }}{% endif %}（已以{{ praise.document_number }}通报）。"
    return only_if(
        "told_praises",
        body("以下单位已经受到通报表扬："),
        for_each("praise in told_praises", body(named)),
    )


def _criticism(title: str) -> str:
    """The units criticised, each with its matter; only what a person agreed to is ever among the facts."""
    whom = "{{ row.unit }}{% if row.number %}（第{{ row.number }}号事项）{% endif %}："
    return only_if(
        "criticisms",
        heading(title, 2),
        for_each("row in criticisms", body(whom + "{{ row.fact|sentence }}")),
    ) + only_if(
        "told_criticisms",
        heading("已经通报批评的单位", 2),
        for_each("row in told_criticisms", body(whom + "{{ row.fact|clause }}（已以{{ row.document_number }}通报）。")),
    )


def problems(annexed: str = "进展情况报送情况表", criticised: str = "对以下单位予以通报批评") -> str:
    """Overdue matters by unit and number, units that did not report or had to do their work again, what was found."""
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
        only_if("missing_units", body(_named("有未报送情况的单位", "missing_units", annexed))),
        only_if("late_units", body(_named("有逾期报送情况的单位", "late_units", annexed))),
    )
    sent_back = only_if(
        "sent_back_units",
        heading("部分单位办理或填报质量不高", 2),
        body("办理结果或填报表被退回的单位：{{ sent_back_units|units }}。"),
    )
    others = only_if(
        "other_problems",
        heading("督查发现的其他问题", 2),
        for_each("problem in other_problems", body("{{ problem|sentence }}")),
    )
    anything = (
        "problems or missing_units or late_units or sent_back_units or other_problems or criticisms or told_criticisms"
    )
    return only_if(anything, heading("存在问题"), overdue, returns, sent_back, others, _criticism(criticised))


def _named(what: str, units: str, annexed: str) -> str:
    """The first of many units by name; all of them stand in the annex on returns."""
    return (
        f"{what}：{{{{ {units}|units({MOST_NAMES}) }}}}"
        f"{{% for unit in {units} %}}{{% if loop.last and loop.index > {MOST_NAMES} %}}（名单见附件《{annexed}》）{{% endif %}}{{% endfor %}}。"
    )


def requirements(paper: str = "通报") -> str:
    """What the units must do next, and by when; `paper` is how the document calls itself."""
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
            f"存在问题的单位要对照本{paper}逐项整改，于{{{{ rectify_by }}}}前将整改情况书面报送{{{{ office.short_name }}}}。",
            3,
        ),
    )
    next_return = only_if(
        "next_return_on",
        heading("各承办单位于{{ next_return_on }}前向{{ office.short_name }}报送下期进展情况。", 3),
    )
    next_returns = only_if(
        "next_returns_vary",
        heading("各承办单位按各事项规定的报送时限向{{ office.short_name }}报送下期进展情况。", 3),
    )
    anything = "requirements or rectify_by or next_return_on or next_returns_vary"
    return only_if(anything, heading("下一步要求"), one_by_one, rectify, next_return, next_returns)


def matters_annex() -> str:
    """The matters that are not done in time."""
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
    return only_if("open_matters", annex("未完成（逾期）事项清单", matters))


def returns_annex() -> str:
    """How every unit reported."""
    table = list_table(
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
    return only_if("unit_returns", annex("进展情况报送情况表", table))


def ranking_annex() -> str:
    """Where the units stand by the method of scoring."""
    places = list_table(
        (
            Column("名次", 4, "{{ row.rank }}", align="center"),
            Column("组别", 8, "{{ row.group }}", align="center"),
            Column("单位", 16, "{{ row.unit }}"),
            Column("得分", 6, "{{ row.score }}", align="center"),
        ),
        ("row in ranking",),
    )
    remark = body("未被督查的单位：{{ uninspected|units }}。{{ uninspected_note|sentence }}")
    note = only_if("ranking_note", body("计分口径说明：{{ ranking_note|sentence }}"))
    return only_if("ranking", annex("督查考核排名表", places, note, only_if("uninspected", remark)))
