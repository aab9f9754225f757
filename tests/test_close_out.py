"""`duban close-out`: what may be closed is closed and told, the rest is refused with its reasons; archiving goes with it."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path

import pytest

from duban_xl.check.ledger import check_ledger
from duban_xl.model.changeset import RowAppend
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Value
from duban_xl.plan.close_out import CloseOut, Closing, plan_close_out
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import BECAUSE, MATTERS, Said, build_office, copy_office, enter, run_duban
from tests.course import MATTERS_HEAD, RETURNS_HEAD, ground, ledger_in, matter_row
from tests.returned import applied
from tests.tables import found

Capture = pytest.CaptureFixture[str]

FINAL = "| {} | 甲局 | 2026-05 | 2026-05-21 09:00 | 办结报告 | 县交〔2026〕7号 | 赵一 | 是 | | | |"


def ledger() -> Ledger:
    """D-1 may be closed; D-2 was not reviewed; D-3 is closed already; D-4 is in hand."""
    rows = (
        matter_row(事项编号="D-1", 状态="报告", 审核结论="合格", 归档卷号=""),
        matter_row(事项编号="D-2", 状态="报告", 归档卷号=""),
        matter_row(事项编号="D-3", 状态="办结", 审核结论="合格", 办结日期="2026-05-25", 销号人="李四", 销号日期="2026-05-26"),
        matter_row(事项编号="D-4", 状态="承办中"),
    )  # fmt: skip
    returns = "\n".join((RETURNS_HEAD, *map(FINAL.format, ("D-1", "D-2", "D-3"))))
    return ledger_in("登记", more={"matters": "\n".join((MATTERS_HEAD, *rows)), "returns": returns})


def planned(one: Ledger, *numbers: str, archive: str = "", material: str = "") -> CloseOut:
    closing = Closing(by="张三", on=date(2026, 6, 1), archive=archive, material=material)
    return plan_close_out(ground(one), numbers, closing)


def refusals(outcome: CloseOut) -> dict[str, list[tuple[str, str]]]:
    return {one.number: found(one.findings) for one in outcome.refused}


def course_faults(one: Ledger) -> set[tuple[str, str]]:
    return {place for place in found(check_ledger(one)) if place[0].startswith("F")}


@pytest.mark.parametrize("rule", ["weinan-07-8-archive"])
def test_closing__takes_what_may_be_closed_and_tells_why_not_the_rest(rule: str) -> None:
    assert rule
    outcome = planned(ledger(), "D-1", "D-2", "D-3", "D-4", "D-9", "D-1")
    assert outcome.closed == ("D-1",)
    assert refusals(outcome) == {
        "D-2": [("F151", "Q4")],
        "D-3": [("F101", "P5")],
        "D-4": [("F101", "P6")],
        "D-9": [("F106", "")],
    }
    assert {edit.key for edit in outcome.changes.edits} == {"D-1"}
    (step,) = outcome.changes.appends
    assert (step.values["action"], step.values["by"]) == ("办结", "张三")


def test_number_that_two_matters_bear__closes_neither() -> None:
    row = matter_row(状态="报告", 审核结论="合格")
    twice = ledger_in("报告", more={"matters": "\n".join((MATTERS_HEAD, row, row))})
    assert refusals(planned(twice, "D-1")) == {"D-1": [("L202", "A3")]}


@pytest.mark.parametrize(("number", "actions"), [("D-1", ["办结", "归档"]), ("D-3", ["归档"])])
def test_archiving__follows_the_closing_in_the_same_plan(number: str, actions: list[str]) -> None:
    one = ledger()
    outcome = planned(one, number, archive="2026-督-01", material="报告、批示、通知书")
    assert [append.values["action"] for append in outcome.changes.appends] == actions
    assert (outcome.closed, outcome.archived) == ((number,) if "办结" in actions else (), (number,))
    again = applied(one, outcome.changes)
    matter = again.matter(number)
    assert matter
    assert (matter.status, matter.archive_number) == ("归档", "2026-督-01")
    assert matter.completed_on
    assert again.steps[-1].material == "报告、批示、通知书"
    assert course_faults(again) <= course_faults(one)


def test_archiving__without_a_list_of_papers__refuses_the_whole() -> None:
    outcome = planned(ledger(), "D-1", archive="卷1")
    assert (refusals(outcome), bool(outcome.changes)) == ({"D-1": [("F103", "O2")]}, False)


def test_plan_made_twice__the_second_refuses() -> None:
    one = ledger()
    again = applied(one, planned(one, "D-1").changes)
    assert refusals(planned(again, "D-1")) == {"D-1": [("F101", "P3")]}


# The command


RETURN: Mapping[str, Value] = {
    "unit": "县交通局",
    "period": "2026-09",
    "received_at": datetime.fromisoformat("2026-09-21 09:00"),
    "report_type": "办结报告",
    "report_number": "县交〔2026〕7号",
    "signatory": "赵一",
    "sealed": True,
}


def new_row(sheet: str, values: Mapping[str, Value]) -> RowAppend:
    return RowAppend(sheet=sheet, key=str(values["number"]), values=values, because=BECAUSE)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office in which D-010 has been passed and presented, and D-011 has not been reviewed."""
    folder = build_office(tmp_path_factory.mktemp("close") / "督查室")
    told = {**MATTERS[0], "status": "报告", "requirement": "按期完成", "assigned_on": date(2026, 3, 2)}
    told |= {"received_on": date(2026, 3, 3), "category": "县领导批示"}
    rows = [{**told, "number": "D-010", "review": "合格"}, {**told, "number": "D-011"}]
    enter(folder, *(new_row("matters", row) for row in rows))
    enter(folder, *(new_row("returns", {**RETURN, "number": row["number"]}) for row in rows), at="2026-09-21 10:00")
    return folder


@pytest.fixture
def folder(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copy = copy_office(office, tmp_path / "督查室")
    monkeypatch.chdir(copy)
    monkeypatch.setenv("DUBAN_OPERATOR", "李四")
    return copy


def close(capsys: Capture, *arguments: str) -> Said:
    return run_duban(capsys, "close-out", *arguments, "--as-of", "2026-10-12")


def test_command__closes_and_refuses__and_says_so_in_json(folder: Path, capsys: Capture) -> None:
    said = close(capsys, "D-010", "D-011", "--yes", "--json")
    answer = json.loads(said.out)
    assert (said.code, answer["applied"], answer["closed"], answer["archived"]) == (1, True, ["D-010"], [])
    assert [(one["matter"], [f["code"] for f in one["findings"]]) for one in answer["refused"]] == [("D-011", ["F151"])]
    assert [change["field"] for change in answer["changes"]] == ["状态", "办结日期", "销号人", "销号日期"]
    assert [(row["sheet"], row["动作"]) for row in answer["appended"]] == [("流转记录", "办结")]
    ledger = read_ledger(folder / LEDGER_NAME)
    matter = ledger.matter("D-010")
    assert matter
    assert (matter.status, matter.closed_out_by, matter.closed_out_on) == ("办结", "李四", date(2026, 10, 12))
    assert [(step.number, step.action, step.by) for step in ledger.steps] == [("D-010", "办结", "李四")]
    assert answer["batch"].endswith("-销号")


def test_command__by_its_chinese_name_with_another_person_and_a_volume(folder: Path, capsys: Capture) -> None:
    arguments = ("D-010", "--by", "王五", "--archive", "卷1", "--material", "报告、批示")
    said = run_duban(capsys, "销号", *arguments, "--as-of", "2026-10-12", "--yes")
    assert said.code == 0
    ledger = read_ledger(folder / LEDGER_NAME)
    matter = ledger.matter("D-010")
    assert matter
    assert (matter.status, matter.closed_out_by, matter.archive_number) == ("归档", "王五", "卷1")
    assert [step.action for step in ledger.steps] == ["办结", "归档"]


def test_command__dry_run__writes_nothing_and_names_the_refused(folder: Path, capsys: Capture) -> None:
    before = (folder / LEDGER_NAME).read_bytes()
    said = close(capsys, "D-010", "D-011", "--dry-run")
    assert (said.code, (folder / LEDGER_NAME).read_bytes() == before) == (1, True)
    assert all(word in said.out for word in ("D-011", "F151", "销号人"))


@pytest.mark.parametrize("arguments", [(), ("D-010", "--material", "报告")])
def test_command__misused__could_not_run(folder: Path, capsys: Capture, arguments: tuple[str, ...]) -> None:
    before = (folder / LEDGER_NAME).read_bytes()
    said = close(capsys, *arguments, "--yes")
    assert (said.code, said.finding, (folder / LEDGER_NAME).read_bytes() == before) == (2, "C020", True)
