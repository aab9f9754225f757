"""What documents state: ledgers written as Markdown → facts; nothing is invented, nothing is said twice."""

import re
from dataclasses import replace
from datetime import date

import pytest

from duban_xl.catalogue import message, wording
from duban_xl.documents.papers.articles import full_articles, short_article
from duban_xl.documents.papers.circular.compose import circular_facts, incomplete_rows
from duban_xl.documents.papers.circular.facts import CircularFacts
from duban_xl.documents.papers.circular.figures import span_of
from duban_xl.documents.papers.kind import Request
from duban_xl.documents.papers.notice.compose import assignment
from duban_xl.documents.papers.notice.facts import NoticeFacts
from duban_xl.documents.papers.office import office_facts, office_findings
from duban_xl.documents.papers.score_circular.compose import score_circular_facts
from duban_xl.documents.papers.score_circular.facts import ScoreCircularFacts
from duban_xl.documents.papers.scoring_notes import scoring_notes
from duban_xl.model.ledger import Ledger
from duban_xl.model.score import SettingLine
from duban_xl.plan.ground import ground_of, ledger_workdays
from duban_xl.read.holidays import official_workdays
from duban_xl.score.engine import score
from duban_xl.score.words import CHOICES, NOT_INSPECTED, Words
from tests.scoring import method_tables, period_of, scoring_ledger
from tests.tables import found, ledger_from

METHOD = "《日常工作督查考核办法》"
AS_OF = date(2026, 10, 12)
MATTER = """
    | 事项编号 | 类别 | 事项名称 | 来源 | 来源文号 | 任务要求 | 主办单位 | 交办日期 | 报送周期 | 状态 |
    | D-1 | {category} | {title} | {origin} | | {requirement} | 甲镇 | {assigned} | {cycle} | {status} |
"""


def notice(**cells: str) -> NoticeFacts:
    """The notice about one matter, written on AS_OF."""
    usual = {"category": "县领导批示", "title": "山塘加固", "origin": "", "requirement": "按期完成"}
    usual |= {"assigned": "2026-03-03", "cycle": "", "status": "承办中"}
    ledger = ledger_from(**dict(method_tables()), matters=MATTER.format(**(usual | cells)))
    workdays = ledger_workdays(ledger, official_workdays())
    request = Request(ledger=ledger, about=(), name="督查通知书", as_of=AS_OF, workdays=workdays)
    return assignment(NoticeFacts, ground_of(ledger, workdays), ledger.matters[0], request)


def circular(ledger: Ledger, period: str = "2026Q3") -> CircularFacts:
    workdays = ledger_workdays(ledger, official_workdays())
    return circular_facts(
        span_of(ledger, period_of(period), as_of=date(2026, 9, 30), dated_on=AS_OF, workdays=workdays)
    )


def score_circular(ledger: Ledger) -> ScoreCircularFacts:
    return score_circular_facts(ledger, score(ledger, period_of("2026Q3")), dated_on=AS_OF)


# The notice


def test_matter_without_origin_or_requirement__nothing_is_made_up() -> None:
    facts = notice(requirement="")
    assert (facts.origin, facts.origin_number, facts.requirements) == ("", "", ())


def test_title_with_quotes__nested_in_the_title_of_the_notice() -> None:
    assert notice(title="推进“双减”").title == "关于办理“推进‘双减’”事项的督查通知书"


@pytest.mark.parametrize(
    ("cells", "first"),
    [
        ({"cycle": "WK(五)"}, date(2026, 3, 6)),
        ({"cycle": "WK(五)", "assigned": "2026-03-06"}, date(2026, 3, 13)),  # a Friday: the next one
        ({"cycle": "WK(五)", "status": "办结"}, date(2026, 3, 6)),  # written again when all is done
        ({"category": "年度重点工作"}, date(2026, 3, 15)),
        ({"category": "两办通知事项"}, None),
    ],
)
def test_first_return__first_cycle_date_after_the_assignment(cells: dict[str, str], first: date | None) -> None:
    assert notice(**cells).next_return_on == first


def test_basis_of_the_limit__names_the_method_and_no_convention_or_rule_number() -> None:
    assert notice().due_basis == f"{METHOD}第七条"


@pytest.mark.parametrize(
    ("clause", "short", "full"),
    [
        ("附件第八条", "第八条", f"{METHOD}第八条"),
        ("第七条", "第七条", f"{METHOD}第七条"),
        ("二（三）、附件第七条", "二（三）、第七条", f"{METHOD}第七条"),
        ("附件第七条（每周反馈为本系统约定）", "第七条", f"{METHOD}第七条"),
        ("《督查条例》第三条", "《督查条例》第三条", "《督查条例》第三条"),
        ("四（一）", "四（一）", ""),
        ("", "", ""),
    ],
)
def test_clause__as_a_document_cites_it(clause: str, short: str, full: str) -> None:
    assert (short_article(clause), full_articles(clause, METHOD)) == (short, full)


# The office


def test_empty_settings__visible_blanks_and_the_row_to_fill() -> None:
    ledger = ledger_from(settings="| 参数 | 值 |\n| 办公室名称 | |\n| 机关代字 | |")
    office = office_facts(ledger)
    assert (office.issuer, office.short_name, office.code) == (
        "【待填：发文机关】",
        "【待填：办公室名称】",
        "【待填：机关代字】",
    )
    assert found(office_findings(ledger)) == [("D116", "B3"), ("D116", "B4")]
    assert [one.args["key"] for one in office_findings(ledger)] == ["办公室名称", "机关代字"]


@pytest.mark.parametrize("key", ["办公室名称", "发文机关"])
def test_one_name_of_the_office__serves_for_both(key: str) -> None:
    ledger = ledger_from(settings=f"| 参数 | 值 |\n| {key} | 云溪县委督查室 |\n| 机关代字 | 云督 |")
    office = office_facts(ledger)
    assert (office.issuer, office.short_name, office.code) == ("云溪县委督查室", "云溪县委督查室", "云督")
    assert office_findings(ledger) == ()


# The circular


def test_circular__says_period_and_what_was_looked_at_once() -> None:
    facts = circular(scoring_ledger())
    assert facts.period_name not in facts.scope
    assert "情况" not in facts.scope


def test_circular_without_basis_or_inspection__claims_none() -> None:
    facts = circular(scoring_ledger(inspected=""))
    assert (facts.basis, facts.methods) == ("", ())


CONSEQUENCES = """
    | 日期 | 类型 | 单位 | 事由 | 同意人 |
    | 2026-07-20 | 通报批评 | 甲镇政府 | 三次未报 | 王某 |
    | 2026-07-21 | 通报批评 | 甲镇政府 | | 王某 |
    | 2026-07-22 | 通报批评 | | 三次未报 | 王某 |
    | 2026-07-23 | 通报表扬 | 甲镇政府 | | 王某 |
    | 2026-07-24 | 通报表扬 | | 提前办结 | 王某 |
    | 2026-07-25 | 通报批评 | | | |
    | 2026-10-05 | 通报批评 | | | 王某 |
"""
UNITS = "| 单位代码 | 单位名称 | 简称 | 组别 |\n| U1 | 甲镇人民政府 | 甲镇政府 | 乡镇 |"


def test_praise_and_criticism__full_names_and_a_finding_for_rows_that_say_nothing() -> None:
    ledger = ledger_from(**(dict(method_tables()) | {"units": UNITS, "consequences": CONSEQUENCES}))
    facts = circular(ledger)
    assert [(row.unit, row.fact) for row in facts.criticisms] == [("甲镇人民政府", "三次未报")]
    assert [(praise.unit, praise.deed) for praise in facts.praises] == [("甲镇人民政府", "")]
    lacking = list(incomplete_rows(ledger, period_of("2026Q3")))
    assert [(one.code, re.sub("[A-Z]", "", one.source.cell)) for one in lacking] == [
        ("D117", "7"),
        ("D117", "4"),
        ("D117", "5"),
    ]
    assert "事由" in message(lacking[1])


# The score circular


def test_units_not_inspected__a_sentence_for_each_way_of_scoring_them() -> None:
    assert set(wording.UNINSPECTED_NOTES) == set(CHOICES[NOT_INSPECTED])


@pytest.mark.parametrize(
    ("choice", "words"),
    [("组内平均", "平均值"), ("基本分", "取基本分"), ("不计分", "不计年度得分"), ("照常计分", "实际得分")],
)
def test_units_not_inspected__scored_as_the_setting_says(choice: str, words: str) -> None:
    facts = score_circular(scoring_ledger(inspected="乙局", settings={"未被督查单位": choice}))
    assert [group.units for group in facts.uninspected] == [("甲镇",)]
    assert words in facts.uninspected_note


@pytest.mark.parametrize(
    ("value", "words"), [("01-01..12-31", "1月1日至12月31日"), ("07-01..06-30", "7月1日至次年6月30日")]
)
def test_assessment_year__in_words(value: str, words: str) -> None:
    notes = score_circular(scoring_ledger(settings={"考核年度": value})).notes
    assert f"考核年度为{words}。" in notes
    assert ".." not in "".join(notes)


def test_notes_of_scoring__are_sentences_without_settings_and_conventions() -> None:
    facts = score_circular(scoring_ledger())
    assert "未被督查的单位，年度得分取本组被督查单位得分的平均值。" in facts.notes
    assert "考核基本分为100分。" in facts.notes
    assert "得分最低为0分。" in facts.notes
    ranked = circular(scoring_ledger()).ranking_note
    assert ranked.startswith(f"得分和名次按{METHOD}计算。考核基本分为100分。")
    for note in (*facts.notes, ranked):
        assert not re.search("：|本系统约定|不设$", note)
        assert note.endswith("。")


def test_note_of_the_office_itself__stays_in_its_own_words_and_an_empty_one_is_left_out() -> None:
    own = "| 口径 | 取值 | 印入通报 |\n| 复核 | 由分管领导复核 | 是 |\n| 附注 | | 是 |\n| 得分下限 | | 是 |"
    board = replace(score(scoring_ledger(), period_of("2026Q3")), settings=())
    rows = ledger_from(scoring_settings=own).rulebook.settings
    lines = tuple(SettingLine(row.key, row.value, row.note, row.clause, is_printed=True) for row in rows)
    notes = scoring_notes(replace(board, settings=lines), Words(rows))
    assert notes == ("复核：由分管领导复核。", "得分不设下限。")


def test_deduction__cites_the_method_by_name_and_no_annex() -> None:
    events = "| 序号 | 事件日期 | 单位 | 规则编号 | 依据文件 |\n| 1 | 2026-07-20 | 甲镇 | A8a | 云委发〔2026〕3号 |"
    facts = score_circular(scoring_ledger(events))
    (line,) = facts.groups[0].units[0].deductions
    assert (line.rule, line.basis) == ("第八条", f"{METHOD}第八条")


def test_late_entry__cites_the_method_by_name() -> None:
    events = """
        | 序号 | 事件日期 | 单位 | 规则编号 | 依据文件 | 认定日期 |
        | 1 | 2026-05-20 | 甲镇 | A8a | 云委发〔2026〕3号 | 2026-08-20 |
    """
    (amendment,) = score_circular(scoring_ledger(events)).amendments
    assert amendment.basis == f"{METHOD}第八条"


@pytest.mark.parametrize(
    ("key", "value", "said"), [("页边距", "宽", "常用"), ("套打", "要", "否"), ("加盖印章", "x", "是")]
)
def test_setting_that_can_not_be_chosen__is_told_and_the_usual_one_holds(key: str, value: str, said: str) -> None:
    ledger = ledger_from(settings=f"| 参数 | 值 |\n| 发文机关 | 县委督查室 |\n| 机关代字 | 云督 |\n| {key} | {value} |")
    [found] = office_findings(ledger)
    assert (found.code, found.args["default"], found.source.cell) == ("D142", said, "B5")
    usual = ledger_from(settings="| 参数 | 值 |\n| 发文机关 | 县委督查室 |\n| 机关代字 | 云督 |")
    assert office_facts(ledger) == office_facts(usual)


def test_settings_of_the_page__reach_every_document() -> None:
    rows = "发文机关 县委督查室;机关代字 云督;页边距 补偿;套打 是;加盖印章 否;联合发文机关 县纪委、县委组织部;联系地址 中心路1号"
    lines = "\n".join(f"| {row.split(' ')[0]} | {row.split(' ')[1]} |" for row in rows.split(";"))
    office = office_facts(ledger_from(settings=f"| 参数 | 值 |\n{lines}"))
    assert (office.margins, office.preprinted, office.sealed) == ("补偿", True, False)
    assert (office.partners, office.address) == (("县纪委", "县委组织部"), "中心路1号")


def test_overdue_matter_without_unit__has_a_visible_blank() -> None:
    matters = """
        | 事项编号 | 类别 | 事项名称 | 主办单位 | 交办日期 | 办结时限 | 状态 |
        | D-1 | 县领导批示 | 山塘加固 | | 2026-07-01 | 2026-08-31 | 承办中 |
    """
    ledger = ledger_from(**dict(method_tables()), matters=matters)
    facts = circular_facts(
        span_of(ledger, period_of("2026Q3"), as_of=date(2026, 9, 30), dated_on=AS_OF, workdays=official_workdays())
    )
    assert [problem.unit for problem in facts.problems] == ["【待填：主办单位】"]
    assert [row.unit for row in facts.open_matters] == ["【待填：主办单位】"]
