"""The template of the 扣分情况季度通报: text, tables of lines, and where the units stand, by whatever method the office has."""

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


def score_circular() -> bytes:
    """扣分情况季度通报."""
    opening = body(
        "{% if method_title %}根据{{ method_title }}，{% endif %}现将{{ period_name }}（{{ period_from }}至{{ period_to }}）各单位扣分情况通报如下，"
        "数据截至{{ as_of }}。"
    )
    text = opening + _score_overview() + _score_details() + _amendments() + _uninspected() + _score_notes()
    return template(head="", recipients=RECIPIENTS, text=text, annexes=_score_annexes())


def _sums(name: str, unit: str = "分") -> str:
    """The three sums called `name` in words; what is nothing goes unsaid, and nothing at all is "扣0分"."""
    return (
        f"{{% if {name}.deducted or not ({name}.added or {name}.refunded) %}}扣{{{{ {name}.deducted }}}}{unit}{{% endif %}}"
        f"{{% if {name}.added %}}{{% if {name}.deducted %}}、{{% endif %}}加{{{{ {name}.added }}}}{unit}{{% endif %}}"
        f"{{% if {name}.refunded %}}{{% if {name}.deducted or {name}.added %}}、{{% endif %}}"
        f"退回{{{{ {name}.refunded }}}}{unit}{{% endif %}}"
    )


def _score_overview() -> str:
    return heading("总体情况") + body(
        "列入考核的单位共{{ totals.units }}个{% if base_points != none %}，每个单位基本分{{ base_points }}分{% endif %}。"
        "{% if totals.deductions %}{{ period_name }}共有{{ totals.units_deducted }}个单位被扣分，扣分{{ totals.deductions }}次，"
        "合计扣{{ totals.quarter.deducted }}分。{% else %}{{ period_name }}没有单位被扣分。{% endif %}"
        "{% if totals.bonuses %}{{ totals.units_added }}个单位加分，加分{{ totals.bonuses }}次，合计加{{ totals.quarter.added }}分。{% endif %}"
        "{% if totals.refunds %}因整改到位等退回扣分{{ totals.refunds }}次，合计退回{{ totals.quarter.refunded }}分。{% endif %}"
        "{% if totals.deductions or totals.bonuses or totals.refunds %}{% for group in groups %}"
        "{% if group.name %}{{ group.name }}{% else %}未分组的{% endif %}"
        "{{ group.units_total }}个单位中，"
        "{% if group.units_deducted %}{{ group.units_deducted }}个单位被扣分{% else %}没有单位被扣分{% endif %}"
        "{% if group.has_lines %}，合计" + _sums("group.quarter") + "{% endif %}"
        "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}{% endif %}"
        "{% if shows_scores %}各单位累计扣分和得分见附件。{% else %}各单位累计扣分和剩余分见附件。{% endif %}"
    )


def _lines(kind: str, verb: str) -> str:
    """The lines of one kind, one after the other."""
    return (
        f"{{% for line in unit.{kind} %}}"
        "{{ line.occurred_on }}，{{ line.event|clause }}{% if line.matter %}（事项编号{{ line.matter }}）{% endif %}，"
        "依据{{ line.basis }}{% if line.document %}和{{ line.document }}{% endif %}，"
        f"{verb}{{{{ line.points }}}}分"
        f"{{% if line.full_points != none %}}（应{verb}{{{{ line.full_points }}}}分，受上限限制）{{% endif %}}"
        "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
    )


def _score_details() -> str:
    unit = (
        "{{ unit.unit }}：本季度" + _sums("unit.quarter") + "，年内累计" + _sums("unit.year") + "，"
        "{% if not shows_scores %}剩余{{ unit.remaining }}分{% else %}"
        "{% if unit.score != none %}得{{ unit.score }}分{% else %}暂无得分{% endif %}{% endif %}。"
        + _lines("deductions", "扣")
        + _lines("bonuses", "加")
        + _lines("refunds", "退回")
    )
    return only_if(
        "totals.deductions or totals.bonuses or totals.refunds",
        heading("本季度{% if has_mixed %}计分{% else %}扣分{% endif %}明细"),
        for_each(
            "group in groups",
            only_if(
                "group.has_lines",
                only_if("group.name", heading("{{ group.name }}", 2)),
                for_each("unit in group.units", only_if("unit.deductions or unit.bonuses or unit.refunds", body(unit))),
            ),
        ),
    )


def _amendments() -> str:
    return only_if(
        "amendments",
        heading("补记和撤销"),
        for_each(
            "item in amendments",
            body(
                "{{ item.unit }}：{{ item.action }}{{ item.belongs_to }}{{ item.effect }}{{ item.points }}分。"
                "{{ item.occurred_on }}，{{ item.event|clause }}，依据{{ item.basis }}"
                "{% if item.document %}和{{ item.document }}{% endif %}，{{ item.decided_on }}认定；"
                "更正后该季度" + _sums("item.quarter") + "。"
            ),
        ),
    )


def _uninspected() -> str:
    return only_if(
        "uninspected",
        heading("未被督查的单位"),
        body(
            "截至{{ as_of }}，年内尚未被督查的单位：{% for group in uninspected %}{{ group.name }}："
            "{{ group.units|units }}{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
            "{% if uninspected_note %}{{ uninspected_note|sentence }}{% endif %}"
        ),
    )


def _score_notes() -> str:
    return (
        heading("有关说明")
        + heading(
            "本通报为扣分情况预警，只列示已认定的扣分{% if has_mixed %}、加分和退回{% endif %}，"
            "不属于通报批评，不作为再次扣分的依据。",
            3,
        )
        + heading("{{ attribution|sentence }}", 3)
        + only_if("has_mixed", heading("净扣分为扣分减去加分和退回，负数表示净加分。", 3))
        + for_each("note in notes", heading("{{ note|sentence }}", 3))
        + only_if(
            "objection_by",
            heading(
                "对{% if has_mixed %}计分{% else %}扣分{% endif %}有异议的，"
                "请于{{ objection_by }}前以书面形式向{{ office.short_name }}提出。",
                3,
            ),
        )
    )


def _score_annexes() -> str:
    lines = (("deductions", "扣分"), ("bonuses", "加分"), ("refunds", "退回"))
    details = "".join(
        only_if(f"totals.{kind}", annex(f"{{{{ period_name }}}}{name}明细表", _details_table(kind, name)))
        for kind, name in lines
    )
    counted = only_if("shows_counted", _scores_table(with_counted=True))
    exact = only_if("not shows_counted", _scores_table(with_counted=False))
    return (
        details
        + only_if("not shows_scores", annex("累计扣分和剩余分一览表", _remaining_table()))
        + only_if("shows_scores", annex("累计扣分和得分一览表", counted, exact))
        + only_if("shows_sections", annex("分项得分一览表", _sections_table()))
    )


def _details_table(kind: str, name: str) -> str:
    points = f"{{{{ line.points }}}}{{% if line.full_points != none %}}（应{name[0]}{{{{ line.full_points }}}}）{{% endif %}}"
    return list_table(
        (
            SERIAL,
            Column("单位", 5.7, "{{ unit.unit }}"),
            Column("条款", 5, "{{ line.rule }}"),
            Column(f"{name}情形", 8.5, "{{ line.event }}"),
            Column("依据文件", 8, "{{ line.document }}"),
            Column("退回日期" if kind == "refunds" else "事件日期", 8.7, "{{ line.occurred_on }}", align="center"),
            Column("分值", 3.2, points, align="center"),
        ),
        ("group in groups", "unit in group.units", f"line in unit.{kind}"),
    )


def _remaining_table() -> str:
    return list_table(
        (
            SERIAL,
            Column("组别", 6, "{{ group.name }}", align="center"),
            Column("单位", 14, "{{ unit.unit }}"),
            Column("本季扣分", 4.7, "{{ unit.quarter_points }}", align="center"),
            Column("累计扣分", 4.7, "{{ unit.year_points }}", align="center"),
            Column("剩余分", 4.7, "{{ unit.remaining }}", align="center"),
            Column("备注", 8, "{{ unit.remark }}"),
        ),
        ("group in groups", "unit in group.units"),
    )


def _scores_table(*, with_counted: bool) -> str:
    """Where every unit stands, by a method that does more than take points off a base."""
    net = "{% if has_mixed %}净扣{% else %}扣分{% endif %}"
    counted = Column("折算分", 4.5, _or_dash("unit.counted"), align="center")
    return list_table(
        (
            SERIAL,
            Column("组别", 5, "{{ group.name }}", align="center"),
            Column("单位", 11, "{{ unit.unit }}"),
            Column("本季" + net, 4.5, "{{ unit.quarter_points }}", align="center"),
            Column("累计" + net, 4.5, "{{ unit.year_points }}", align="center"),
            Column("得分", 4.5, _or_dash("unit.score"), align="center"),
            *((counted,) if with_counted else ()),
            Column("名次", 3, _or_dash("unit.rank"), align="center"),
            Column("备注", 6.5, "{{ unit.remark }}"),
        ),
        ("group in groups", "unit in group.units"),
    )


def _sections_table() -> str:
    sections = (
        "{% for section in unit.sections %}{{ section.name }}" + _or_dash("section.score")
        + "{% if not loop.last %}；{% endif %}{% endfor %}"
    )  # fmt: skip
    return list_table(
        (
            SERIAL,
            Column("组别", 5, "{{ group.name }}", align="center"),
            Column("单位", 11, "{{ unit.unit }}"),
            Column("分项得分", 27, sections),
        ),
        ("group in groups", "unit in group.units"),
    )


def _or_dash(name: str) -> str:
    return f"{{% if {name} != none %}}{{{{ {name} }}}}{{% else %}}—{{% endif %}}"
