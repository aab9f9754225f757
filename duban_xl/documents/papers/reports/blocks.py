"""Blocks of the templates that report: figures, one matter after another, annex of all matters, box for the leader's word."""

from duban_xl.documents.papers.circular.template import category_table
from duban_xl.documents.word.frame import (
    LANDSCAPE_WIDTH,
    SERIAL,
    Column,
    SigningBox,
    annex,
    body,
    for_each,
    form_table,
    heading,
    list_table,
    only_if,
)

RECIPIENTS = "{{ recipients }}："


def quote(path: str, nothing: str = "") -> str:
    """The beginning of a unit's words, and where all of them are; `nothing` if it wrote none."""
    said = f"{{{{ {path}.brief|clause }}}}{{% if {path}.is_cut %}}（全文见附件）{{% endif %}}"
    otherwise = f"{{% else %}}{nothing}" if nothing else ""
    return f"{{% if {path}.brief %}}{said}{otherwise}{{% endif %}}"


def overview(table: bool = True) -> str:
    """How many matters, how many done, in hand, overdue; by category in a table."""
    figures = (
        "纳入本报告的事项共{{ counts.total }}项。其中，已办结{{ counts.completed }}项，占{{ counts.completed_percent|percent }}；"
        "正在办理{{ counts.in_hand }}项，占{{ counts.in_hand_percent|percent }}。正在办理的事项中，"
        "{% if counts.overdue %}逾期未办结{{ counts.overdue }}项{% else %}没有逾期未办结事项{% endif %}。"
    )
    more = body(f"{figures}{{% if by_category %}}各类事项的情况如下表。{{% endif %}}") if table else body(figures)
    return heading("总体情况") + more + (only_if("by_category", category_table()) if table else "")


def matter_by_matter(title: str, count: str, *, condition: str = "", instruction: bool = False) -> str:
    """A section with one paragraph for every matter for which `condition` holds; none if `count` is nothing."""
    given = "{% if row.is_instructed %}批示（交办）内容{% else %}任务要求{% endif %}"
    asked = f"{{% if row.instruction %}}{given}：{{{{ row.instruction|sentence }}}}{{% endif %}}" if instruction else ""
    said = (
        f"{{{{ row.title|clause|quoted }}}}（{{{{ row.number }}}}，{{{{ row.lead_unit }}}}承办）。{asked}"
        f"{{% if row.is_ended %}}办理结果{{% else %}}目前进展{{% endif %}}：{quote('row.progress', '没有收到进展情况')}"
        "{% if row.reached %}，{{ row.reached }}{% endif %}。"
        "{% if row.overdue_days %}应于{{ row.due }}前办结，已逾期{{ row.overdue_days }}天。{% endif %}"
    )
    told = heading(said, 3)
    return only_if(count, heading(title), for_each("row in matters", only_if(condition, told) if condition else told))


def progress_table() -> str:
    """The matters with the beginning of what was reported; the annex has the whole."""
    columns = (
        SERIAL,
        Column("类别", 6, "{{ row.category }}"),
        Column("事项", 9, "{{ row.title }}（{{ row.number }}）"),
        Column("承办单位", 6.5, "{{ row.lead_unit }}"),
        Column(
            "主要进展",
            18,
            "{% if row.is_ended %}已办结。{% endif %}{{ row.progress.brief }}{% if row.progress.is_cut %}……{% endif %}",
        ),
    )
    return list_table(columns, ("row in matters",))


def difficulties(title: str = "存在问题") -> str:
    """What the units name as difficulties, and what is overdue."""
    overdue = (
        "逾期未办结的{{ counts.overdue }}项：{% for row in matters if row.overdue_days %}{{ row.title|clause|quoted }}"
        "（{{ row.number }}，{{ row.lead_unit }}，逾期{{ row.overdue_days }}天）"
        "{% if loop.last %}。{% else %}；{% endif %}{% endfor %}"
    )
    named = f"{{{{ row.title|clause|quoted }}}}（{{{{ row.number }}}}，{{{{ row.lead_unit }}}}）：{quote('row.difficulties')}。"
    return only_if(
        "counts.overdue or troubled",
        heading(title),
        only_if("counts.overdue", heading(overdue, 3)),
        for_each("row in matters", only_if("row.difficulties.brief", heading(named, 3))),
    )


def matters_annex(title: str) -> str:
    """All matters with the whole of what was asked and of what the units wrote, on a wide page."""
    reached = "{% if row.reached %}，{{ row.reached }}{% endif %}"
    late = "{% if row.overdue_days %}，逾期{{ row.overdue_days }}天{% endif %}"
    columns = (
        SERIAL,
        Column("件号", 4, "{{ row.number }}"),
        Column("类别", 3.8, "{{ row.category }}"),
        Column("事项", 5.5, "{{ row.title }}"),
        Column(
            "批示内容、任务要求",
            8,
            "{% if row.is_instructed and row.instruction %}批示（交办）：{% endif %}{{ row.instruction }}",
        ),
        Column(
            "承办单位",
            6,
            "{{ row.lead_unit }}{% if row.supporting_units %}（协办：{{ row.supporting_units|units }}）{% endif %}",
        ),
        Column("办结时限", 5.4, "{{ row.due }}"),
        Column("状态", 4.6, f"{{{{ row.status }}}}{reached}{late}"),
        Column("进展或结果", 14.5, "{{ row.progress.whole }}"),
        Column("存在问题", 8, "{{ row.difficulties.whole }}"),
        Column("下步打算", 6, "{{ row.next_steps }}"),
    )
    return annex(title, list_table(columns, ("row in matters",), width=LANDSCAPE_WIDTH), landscape=True)


def visits(loop: str = "visits") -> str:
    """One paragraph for every inspection: method, units, day, what it saw; no number of a list stands before a day."""
    said = (
        "{% if visit.method %}{{ visit.method }}{% else %}督查{% endif %}{{ visit.units|units }}"
        "（{{ visit.held_on }}{% if visit.matters %}，事项{{ visit.matters|units }}{% endif %}）"
        "{% if visit.situation %}：{{ visit.situation|sentence }}{% else %}。{% endif %}"
    )
    return for_each(f"visit in {loop}", heading(said, 3))


def found(loop: str = "visits") -> str:
    """One paragraph for every inspection that found problems: whose, what, by when they are to be put right."""
    said = (
        "{{ visit.units|units }}：{{ visit.problems|clause }}"
        "{% if visit.rectify_by %}（{{ visit.rectify_by }}前整改到位）{% endif %}。"
        "{% if visit.rectification %}整改情况：{{ visit.rectification|sentence }}{% endif %}"
    )
    return for_each(f"visit in {loop}", only_if("visit.problems", heading(said, 3)))


def instruction_box(label: str = "领导阅批") -> str:
    """A box in which the leader writes."""
    return form_table((SigningBox(label, opinion="", height=1800),))
