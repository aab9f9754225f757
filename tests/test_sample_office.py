"""The sample office: the committed CSV files against the generator, and what must hold in a healthy ledger."""

import csv
from collections import Counter
from datetime import date
from itertools import combinations
from pathlib import Path
from statistics import mean

import pytest

from duban_xl.model.columns import SHEETS
from samples.generator.content_units import LEADERS, OFFICERS, SUPERIORS
from samples.generator.days import WORKDAYS
from samples.generator.events import POINTS
from samples.generator.inspections import NOT_INSPECTED
from samples.generator.matters import CATEGORIES, CYCLES, INSTRUCTED
from samples.generator.office import office_sheets
from samples.generator.people import directory
from samples.generator.sheets import csv_text

OFFICE = Path(__file__).resolve().parent.parent / "samples" / "office"
SHEET_KEYS = (
    "units", "matters", "milestones", "extensions", "steps", "inspections", "deductions", "consequences", "documents", "settings",
)  # fmt: skip
REAL_PLACES = ("苍南", "平阳", "温州", "杭州", "浙江", "渭南", "夏邑", "江苏", "紫阳", "邓州", "北京", "上海", "岳阳")


def rows(sheet: str) -> list[dict[str, str]]:
    with (OFFICE / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def matters_by_number() -> dict[str, dict[str, str]]:
    return {row["事项编号"]: row for row in rows("matters")}


def full_names() -> set[str]:
    return {row["单位名称"] for row in rows("units")}


def test_generator__run_again__gives_the_committed_files_byte_for_byte() -> None:
    made = {sheet: csv_text(sheet, content).encode() for sheet, content in office_sheets().items()}
    assert tuple(made) == SHEET_KEYS
    assert [sheet for sheet, data in made.items() if data != (OFFICE / f"{sheet}.csv").read_bytes()] == []


@pytest.mark.parametrize("sheet", SHEET_KEYS)
def test_sheet__header__is_that_of_the_ledger(sheet: str) -> None:
    with (OFFICE / f"{sheet}.csv").open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == SHEETS[sheet].headers


@pytest.mark.parametrize("sheet", SHEET_KEYS)
def test_sheet__every_cell__is_of_its_column_s_kind(sheet: str) -> None:
    wrong = []
    for row in rows(sheet):
        for field in SHEETS[sheet].fields:
            value = row[field.header]
            if not value:
                wrong += [(field.header, "空")] if field.required else []
            elif field.kind.value == "日期":
                wrong += [(field.header, value)] if date.fromisoformat(value).year != 2026 else []
            elif field.choices and value not in field.choices:
                wrong.append((field.header, value))
    assert wrong == []


def test_units__the_county__has_townships_and_departments_in_order() -> None:
    units = rows("units")
    assert Counter(row["组别"] for row in units) == {"乡镇": 24, "县直部门": 42}
    assert [row["排序"] for row in units] == [str(n) for n in range(1, 67)]
    assert all(row["邮箱"].endswith("@example.com") and row["电话"].startswith("0500-") for row in units)
    people = [row[part] for row in units for part in ("主要负责人", "分管领导", "联络员")]
    assert len(set(people)) == len(people)
    assert not set(people) & {*LEADERS.values(), *OFFICERS, *SUPERIORS}


def test_units__any_name__belongs_to_one_unit_only() -> None:
    names = [n for u in directory(2026).units for n in {u.name, u.short, *u.aliases.split("、")}]
    assert [name for name, count in Counter(names).items() if count > 1] == []


def test_matters__number_and_categories__are_enough_for_every_category() -> None:
    matters = rows("matters")
    counts = Counter(row["类别"] for row in matters)
    assert len(matters) >= 156
    assert set(counts) == set(CATEGORIES.values())
    assert min(counts.values()) >= 6
    assert [row["事项编号"] for row in matters] == [f"2026-{n:03d}" for n in range(1, len(matters) + 1)]


def test_matters__units__are_in_the_directory_with_one_lead() -> None:
    known, wrong = full_names(), []
    for row in rows("matters"):
        supporters = [name for name in row["协办单位"].split("、") if name]
        if row["主办单位"] not in known or not known.issuperset(supporters) or row["主办单位"] in supporters:
            wrong.append(row["事项编号"])
    assert wrong == []
    assert {row["主办单位"] for row in rows("matters")} == known


@pytest.mark.parametrize("seed", [2026, 1, 77])
def test_matters__dates__stand_in_their_order_on_workdays(seed: int) -> None:
    wrong = []
    for row in office_sheets(seed)["matters"]:
        keys = ("instructed_on", "arranged_on", "assigned_on", "received_on")
        days = [date.fromisoformat(row[key]) for key in keys if row.get(key)]
        due = date.fromisoformat(row["due_date"]) if row["due_date"] else date(2026, 12, 31)
        if sorted(days) != days or due < days[-1] or not all(map(WORKDAYS.is_workday, days)):
            wrong.append(row["title"])
    assert wrong == []


def test_matters__ended__carry_their_proof() -> None:
    ended = [row for row in rows("matters") if row["状态"] == "办结"]
    proof = ("最新进展", "办结日期", "销号人", "销号日期")
    assert len(ended) >= 12
    assert [r["事项编号"] for r in ended if not all(r[p] for p in proof) or r["完成率"] != "100"] == []
    assert [r["事项编号"] for r in ended if not r["签收日期"] < r["办结日期"] <= r["销号日期"] <= "2026-09-30"] == []


def test_matters__special_ends__are_one_each_and_explained() -> None:
    for status, word in (("已转交", "接收人"), ("经批准不办", "批示同意")):
        (row,) = (r for r in rows("matters") if r["状态"] == status)
        assert word in row["备注"]
    (personal,) = (r for r in rows("matters") if r["状态"] == "已转交")
    assert personal["交办文号"] == ""


def test_steps__tell_how_the_special_ends_came_about() -> None:
    ends = {row["事项编号"]: row["状态"] for row in rows("matters") if row["状态"] in ("已转交", "经批准不办")}
    last = {row["事项编号"]: row for row in rows("steps")}
    assert {number: row["新状态"] for number, row in last.items()} == ends
    assert all(row["经办人"] and row["对象"] for row in rows("steps"))
    (release,) = (row for row in last.values() if row["新状态"] == "经批准不办")
    remark = matters_by_number()[release["事项编号"]]["备注"]
    assert all(release[part] in remark for part in ("理由类别", "批准人", "材料"))


def test_matters__report_cycle__follows_the_category() -> None:
    cycles = {CATEGORIES[code]: cycle for code, cycle in CYCLES.items()}
    expected = {r["事项编号"]: "" if r["状态"] == "已转交" else cycles.get(r["类别"], "") for r in rows("matters")}
    assert {r["事项编号"]: r["报送周期"] for r in rows("matters")} == expected


def test_matters__instructions__name_leader_and_day() -> None:
    names = {CATEGORIES[code] for code in INSTRUCTED}
    missing = [r["事项编号"] for r in rows("matters") if (r["类别"] in names) != bool(r["批示领导"] and r["批示日期"])]
    assert missing == []


def test_texts__any_two_matters__are_not_one_template() -> None:
    texts = [row["任务要求"] for row in rows("matters")]
    assert len(set(texts)) == len(texts) == len({row["事项名称"] for row in rows("matters")})
    pairs = [{text[i : i + 2] for i in range(len(text) - 1)} for text in texts]
    alike = [len(a & b) / len(a | b) for a, b in combinations(pairs, 2)]
    assert mean(alike) < 0.02
    assert max(alike) < 0.2


def test_texts__all_sheets__have_no_real_place_and_no_open_brace() -> None:
    everything = "".join((OFFICE / f"{sheet}.csv").read_text(encoding="utf-8") for sheet in SHEET_KEYS)
    assert [place for place in REAL_PLACES if place in everything] == []
    assert "{" not in everything
    assert "｜" not in everything


def test_milestones__projects__have_three_to_five_up_to_the_limit() -> None:
    matters, milestones = matters_by_number(), rows("milestones")
    counts = Counter(row["事项编号"] for row in milestones)
    assert len(counts) >= 25
    assert set(counts.values()) <= {3, 4, 5}
    assert [r["节点"] for r in milestones if r["计划日期"] > matters[r["事项编号"]]["办结时限"]] == []
    assert all(0 < int(r["目标值"]) <= 100 for r in milestones)


def test_documents__numbers__run_without_gaps_by_day() -> None:
    documents = [row for row in rows("documents") if row["状态"] == "已签发"]
    assert [row["文号"] for row in documents] == [f"云督〔2026〕{n}号" for n in range(1, len(documents) + 1)]
    assert [row["签发日期"] for row in documents] == sorted(row["签发日期"] for row in documents)
    assert [row["文号"] for row in rows("documents") if row["状态"] == "草稿"] == [""]


def test_documents__notices__are_the_matters_assignment_numbers() -> None:
    noticed = {row["事项编号"]: row["文号"] for row in rows("documents") if row["文种"] == "督查通知书"}
    assigned = {row["事项编号"]: row["交办文号"] for row in rows("matters") if row["交办文号"]}
    assert noticed == assigned


def test_inspections__the_year__leaves_some_units_out() -> None:
    inspected = {name for row in rows("inspections") for name in row["单位"].split("、")}
    left = [row for row in rows("units") if row["单位名称"] not in inspected]
    assert {row["简称"] for row in left} == set(NOT_INSPECTED)
    assert Counter(row["组别"] for row in left) == {"乡镇": 4, "县直部门": 5}


def test_inspections__rectification__is_due_after_the_inspection() -> None:
    matters = matters_by_number()
    wrong = [r for r in rows("inspections") if r["整改时限"] and r["整改时限"] <= r["日期"]]
    early = [r for r in rows("inspections") if r["事项编号"] and r["日期"] <= matters[r["事项编号"]]["签收日期"]]
    assert (wrong, early) == ([], [])
    assert {r["日期"][5:7] for r in rows("inspections") if r["方式"] == "集中督查"} == {f"0{n}" for n in range(1, 10)}


def test_deductions__rules__are_all_used_with_their_points() -> None:
    deductions = rows("deductions")
    assert {row["规则编号"] for row in deductions} == set(POINTS)
    assert [row["序号"] for row in deductions if row["分值"] != POINTS[row["规则编号"]]] == []
    assert [row["序号"] for row in deductions if not (row["依据文件"] and row["发文机关"])] == []
    assert {row["状态"] for row in deductions} == {"候选", "已确认", "免扣", "已撤销"}


def test_deductions__decided__say_who_and_when_and_candidates_do_not() -> None:
    for row in rows("deductions"):
        assert (row["状态"] == "候选") == (row["认定人"] == "") == (row["认定日期"] == "")
        assert row["认定日期"] >= row["事件日期"] or row["状态"] == "候选"


def test_deductions__special_cases__are_present() -> None:
    deductions = rows("deductions")
    (exempt,) = (r for r in deductions if r["状态"] == "免扣")
    assert exempt["规则编号"] == "A7a"
    assert exempt["正当理由"]
    assert Counter(r["核实"] for r in deductions if r["规则编号"] == "A12b") == {"属实": 1, "不属实": 1, "待核实": 1}
    (again,) = (r for r in deductions if r["关联事件"])
    first = deductions[int(again["关联事件"]) - 1]
    assert (first["单位"], first["依据文件"]) == (again["单位"], again["依据文件"])
    warning = next(r["签发日期"] for r in rows("documents") if "第一季度督查扣分" in r["标题"])
    late = [r["规则编号"] for r in deductions if r["事件日期"] <= "2026-03-31" and r["认定日期"] > warning]
    assert late == ["A10b"]


def test_deductions__uninspected_units__have_one_oral_criticism_only() -> None:
    left = {row["单位名称"] for row in rows("units") if row["简称"] in NOT_INSPECTED}
    assert [row["规则编号"] for row in rows("deductions") if row["单位"] in left] == ["A10a"]


def test_deductions__overdue__happened_on_the_day_of_the_limit() -> None:
    matters = matters_by_number()
    missed = [row for row in rows("deductions") if row["规则编号"] in ("A7a", "A11a")]
    assert all(row["事件日期"] == matters[row["事项编号"]]["办结时限"] for row in missed)
    assert all(matters[r["事项编号"]]["办结日期"] > r["事件日期"] for r in missed if matters[r["事项编号"]]["办结日期"])


def test_extensions__granted_refused_and_open__agree_with_their_matters() -> None:
    matters = matters_by_number()
    extensions = {row["结论"]: row for row in rows("extensions")}
    assert set(extensions) == {"同意", "不同意", "待批"}
    for outcome, row in extensions.items():
        matter = matters[row["事项编号"]]
        assert row["申请日期"] <= row["原时限"] == matter["办结时限"]
        assert matter["延期至"] == row["批准延至"]
        assert (outcome == "待批") == (matter["状态"] == "延期待批")


def test_events__units_and_matters__are_known() -> None:
    units, matters = full_names(), matters_by_number()
    for sheet in ("extensions", "inspections", "deductions", "consequences"):
        for row in rows(sheet):
            assert row["单位"] in units
            assert not row["事项编号"] or row["事项编号"] in matters
