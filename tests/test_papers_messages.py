"""短信稿 and 曝光稿: only what persons decided, no personal data; messages hold whole works and are never cut."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.documents.papers.document import blanks_of, check_facts
from duban_xl.documents.papers.exposure import ExposureFacts
from duban_xl.documents.papers.kind import Subject
from duban_xl.documents.papers.office import blank
from duban_xl.documents.papers.short_messages import MessagesFacts, pack
from duban_xl.model.conventions import conventions_of, misread_settings
from tests.papers import PACKS, faults, lines_of, office_of, subjects
from tests.tables import ledger_from

UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 | 主要负责人 |
    | U1 | 甲镇人民政府 | 甲镇 | 乡镇 | 张三丰 |
    | U2 | 乙局 | | 部门 | |
"""
MATTERS = """
    | 事项编号 | 类别 | 事项名称 | 主办单位 | 量化目标 | 交办日期 | 状态 | 完成率 |
    | D-1 | 年度 | 修路 | 甲镇 | 6条 | 2026-07-01 | 承办中 | 62.5% |
    | D-2 | 年度 | 建校 | 乙局 | 1所 | 2026-07-01 | 承办中 | 100% |
    | D-3 | 年度 | 管网改造 | 甲镇 | 接管1260户 | 2026-07-01 | 承办中 | 60% |
    | D-4 | 信访 | 反映的事 | 乙局 | 1件 | 2026-07-01 | 承办中 | 10% |
    | D-5 | 年度 | 没有审批 | 乙局 | 1件 | 2026-07-01 | 承办中 | 10% |
"""
CATEGORIES = "| 类别代码 | 类别 |\n| MC21 | 年度 |\n| MC16 | 信访 |"
STEPS = "| 日期 | 事项编号 | 动作 | 批准人 | 同意 |\n" + "\n".join(
    f"| 2026-09-02 | D-{n} | 公开审批 | 王某 | 是 |" for n in (1, 2, 3, 4)
)
SHEETS = {"units": UNITS, "matters": MATTERS, "categories": CATEGORIES, "steps": STEPS}


def written(subject: Subject) -> str:
    assert faults(subject) == []
    return "\n".join(lines_of(subject))


# 短信稿


def short_messages(limit: str = "", **sheets: str) -> tuple[MessagesFacts, Subject]:
    settings = f"| 参数 | 值 |\n| 文书自称 | 督查室 |\n| 短信字数上限 | {limit} |"
    (subject,) = subjects(ledger_from(settings=settings, **(SHEETS | sheets)), "短信稿", "2026-09")
    assert isinstance(subject.facts, MessagesFacts)
    return subject.facts, subject


def test_messages__say_what_may_be_published_in_whole_works() -> None:
    facts, subject = short_messages("60")
    assert [one.text for one in facts.messages] == [
        "督查室：截至9月30日，修路（甲镇）完成62.5%，目标6条；建校（乙局）已完成，目标1所。（1/2）",
        "督查室：截至9月30日，管网改造（甲镇）完成60%，目标接管1260户。（2/2）",
    ]
    assert [(one.works, one.length) for one in facts.messages] == [(2, 51), (1, 41)]
    assert (facts.limit, facts.total, facts.count) == (60, 3, 2)
    assert [one.code for one in subject.findings] == ["D184"]  # the petition
    assert blanks_of(facts) == ("收件范围",)
    text = written(subject)
    assert [word for word in ("D-1", "张三丰", "王某", "反映的事", "没有审批") if word in text] == []


@pytest.mark.parametrize(("limit", "count"), [("200", 1), ("100字", 1), ("", 1), ("70", 1), ("69", 2), ("45", 3)])
def test_limit_of_the_office__decides_how_many(limit: str, count: int) -> None:
    facts, subject = short_messages(limit)
    assert (facts.count, facts.total) == (count, 3)
    assert written(subject)


def test_work_too_long_for_any_message__is_told_and_left_out_whole() -> None:
    facts, subject = short_messages("38")
    assert [one.works for one in facts.messages] == [1, 1]
    (found,) = (one for one in subject.findings if one.code == "D163")
    assert {name: found.args[name] for name in ("number", "length", "most", "over")} == {
        "number": "D-3", "length": "41", "most": "38", "over": "3",
    }  # fmt: skip
    assert "管网" not in written(subject)


def test_nothing_short_enough_or_approved__not_written() -> None:
    assert [one.code for one in check_facts(short_messages("10")[0])] == ["D128"]
    facts, subject = short_messages(steps="| 日期 | 事项编号 | 动作 |")
    assert [one.code for one in (*subject.findings, *check_facts(facts))] == ["D186", "D128"]


@pytest.mark.parametrize("text", ["七十多", "0", "很多"])
def test_limit_that_is_no_number__is_told_and_the_usual_one_holds(text: str) -> None:
    ledger = ledger_from(settings=f"| 参数 | 值 |\n| 短信字数上限 | {text} |")
    assert conventions_of(ledger).message_limit == 70
    assert [setting.key for setting in misread_settings(ledger)] == ["短信字数上限"]


@given(st.lists(st.text("甲乙丙丁（）1", min_size=1, max_size=40), max_size=120, unique=True), st.integers(8, 90))
def test_packed__every_work_once_in_order_and_no_message_longer_than_allowed(items: list[str], limit: int) -> None:
    packed, long = pack("头：", items, limit)
    assert all(len(one.text) == one.length <= limit for one in packed)
    kept = [item for item in items if item not in long]
    assert sum(one.works for one in packed) == len(kept)
    place = 0
    joined = "".join(one.text for one in packed)
    for item in kept:
        place = joined.index(item, place) + len(item)
    assert all(length > limit for length in long.values())


def test_facts_that_disagree__are_found() -> None:
    facts, _ = short_messages()
    longer = replace(facts.messages[0], text="长" * 71, length=71)
    for wrong in (
        replace(facts, total=9),
        replace(facts, count=9),
        replace(facts, messages=(longer, *facts.messages[1:])),
    ):
        assert {one.code for one in check_facts(wrong)} == {"D124"}


# 曝光稿

EXPOSED = "| 2026-09-10 | 公开曝光 | 甲镇 | | D-1 | 逾期两个月没有动工 | 王某 |"
CRITICISED = "| 2026-09-01 | 通报批评 | 甲镇 | | D-1 | 久拖不决 | 王某 |"
HEAD = "| 日期 | 类型 | 单位 | 对象 | 事项编号 | 事由 | 同意人 |"
LIMIT = "| 日期 | 方式 | 事项编号 | 单位 | 整改时限 |\n| 2026-09-10 | 新闻公开 | D-1 | 甲镇 | 2026-10-31 |"


def exposure(*rows: str, **sheets: str) -> tuple[ExposureFacts, list[str], Subject]:
    consequences = "\n".join([HEAD, *rows])
    given_ = {"inspections": LIMIT} | SHEETS | sheets
    (subject,) = subjects(ledger_from(consequences=consequences, **given_), "曝光稿", "2026-09")
    assert isinstance(subject.facts, ExposureFacts)
    return subject.facts, [one.code for one in subject.findings], subject


def test_exposure__unit_matter_reason_and_the_day_that_was_set() -> None:
    facts, codes, subject = exposure(CRITICISED, EXPOSED)
    (one,) = facts.exposed
    assert (one.units, one.works, one.fact) == (("甲镇人民政府",), ("修路",), "逾期两个月没有动工")
    assert (one.rectify_by, facts.total, codes) == ("2026年10月31日", 1, [])
    text = written(subject)
    assert [word for word in ("D-1", "张三丰", "王某", "6条") if word in text] == []


def test_exposure_without_reason_or_day__takes_that_of_the_criticism_and_leaves_a_blank() -> None:
    facts, _, _ = exposure(CRITICISED, EXPOSED.replace("逾期两个月没有动工", ""), inspections="| 日期 | 方式 | 单位 |")
    assert (facts.exposed[0].fact, facts.exposed[0].rectify_by) == ("久拖不决", blank("整改时限"))


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        ((CRITICISED,), ["D167"]),  # criticised, but nobody decided to expose it
        ((EXPOSED,), ["D165"]),  # never criticised
        ((CRITICISED.replace("王某", ""), EXPOSED), ["D165"]),  # nobody agreed to the criticism
        ((CRITICISED.replace("D-1", "D-3"), EXPOSED), ["D165"]),  # for something else
        ((CRITICISED.replace("09-01", "09-20"), EXPOSED), ["D165"]),  # only afterwards
        ((CRITICISED, EXPOSED.replace("王某", "")), ["D170"]),
        ((CRITICISED, EXPOSED.replace("甲镇", "")), ["D117"]),
        ((CRITICISED, EXPOSED.replace("2026-09-10", "2026-08-10")), ["D167"]),  # another month
        ((CRITICISED.replace("D-1", "D-5"), EXPOSED.replace("D-1", "D-5")), ["D164"]),  # not approved for publication
        ((CRITICISED.replace("D-1", "D-4"), EXPOSED.replace("D-1", "D-4")), ["D184"]),  # a petition
        ((CRITICISED, EXPOSED.replace("没有动工", "，张三丰没有动工")), ["D183"]),  # a person of the directory
        ((CRITICISED, EXPOSED.replace("甲镇 | |", "甲镇 | 李四光 |").replace("逾期", "李四光逾期")), ["D183"]),
        ((CRITICISED, EXPOSED.replace("逾期", "群众信访反映逾期")), ["D183"]),
    ],
)
def test_exposure_that_persons_did_not_decide__is_left_out(rows: tuple[str, ...], codes: list[str]) -> None:
    facts, found, _ = exposure(*rows)
    assert (facts.exposed, found) == ((), codes)
    assert [one.code for one in check_facts(facts)] == ["D128"]


def test_exposure_of_nothing_in_particular__rests_on_the_decision_alone() -> None:
    facts, codes, subject = exposure(CRITICISED.replace("D-1", ""), EXPOSED.replace("D-1", ""))
    assert ([one.works for one in facts.exposed], codes) == ([()], [])
    assert written(subject)


def test_counts_that_disagree__are_found() -> None:
    facts, _, _ = exposure(CRITICISED, EXPOSED)
    assert {one.code for one in check_facts(replace(facts, total=2))} == {"D124"}


# both


@pytest.mark.parametrize("name", ["短信稿", "曝光稿"])
@pytest.mark.parametrize("pack_name", PACKS)
def test_in_every_pack__draft_without_a_fault(pack_name: str, name: str) -> None:
    for subject in subjects(office_of(pack_name), name, "2026-09", "2026Q3", "2026"):
        assert [code for code in faults(subject, office_of(pack_name)) if code != "D128"] == []


@pytest.mark.parametrize("nasty", ["甲<w:p/>乙 & {{ 7*7 }}", "一\\n二\\n三", "‘单’“双”", '"直引号",(括号)'])
def test_hostile_cells__printed_as_they_are(nasty: str) -> None:
    matters = MATTERS.replace("修路", nasty).replace("6条", nasty)
    assert written(short_messages("400", matters=matters)[1])
    facts, _, subject = exposure(CRITICISED, EXPOSED.replace("逾期两个月没有动工", nasty), matters=matters)
    assert facts.exposed
    assert written(subject)
