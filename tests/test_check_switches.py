"""The rows 检查 … of 参数: a check that is off finds nothing, a level that is changed decides the row; what must stay stays."""

import json
from dataclasses import replace
from pathlib import Path
from typing import cast

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from duban_xl.catalogue import CATALOGUE
from duban_xl.check.ledger import check_ledger
from duban_xl.check.returns import Checked, check_return
from duban_xl.check.switches import is_of_returns, may_be_off, switches_of
from duban_xl.model.finding import Level
from duban_xl.model.receipt import Receipt
from duban_xl.model.settings import KNOWN_SETTINGS, SWITCH
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import build_office, fill, run_duban
from tests.fault_matrix import WITH_ADDRESSES
from tests.returned import SETTINGS, form, office
from tests.tables import found

HEAD = "| 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 报告类型 |"
SECOND = "| D-002 | 正常推进 | 40% | 已完成1座桥梁的加固 | 无 | 进展报告 |"
SHORT = "| D-001 | 正常推进 | 60% | 已开工 | 无 | 进展报告 |"
EMPTY = "| D-001 | 正常推进 | 60% | 正在推进 | 无 | 进展报告 |"


def settled(*lines: str) -> str:
    return SETTINGS + "\n".join(f"| {line} |" for line in lines)


def outcome(row: str, *lines: str) -> tuple[list[tuple[str, Level]], list[str]]:
    """Codes and levels of what is found in a form of two rows, and the rows that may be merged."""
    checked: Checked = check_return(form(f"{HEAD}\n{row}\n{SECOND}"), office(settings=settled(*lines)))
    return [(f.code, f.level) for f in checked.findings], [line.number for line in checked.good]


def test_check_that_is_off__finds_nothing() -> None:
    assert outcome(SHORT) == ([("R303", Level.NOTICE)], ["D-001", "D-002"])
    assert outcome(SHORT, "检查 R303 | 关") == ([], ["D-001", "D-002"])
    assert outcome(EMPTY, "检查 R306 | 关") == ([], ["D-001", "D-002"])


@pytest.mark.parametrize("key", ["检查 R303", "检查R303", "检查：r303", "检查　Ｒ３０３"])
def test_notice_made_an_error__refuses_its_row_and_no_other(key: str) -> None:
    assert outcome(SHORT, f"{key} | 错误") == ([("R303", Level.ERROR)], ["D-002"])


def test_error_made_a_notice__lets_its_row_be_merged() -> None:
    assert outcome(EMPTY) == ([("R306", Level.ERROR)], ["D-002"])
    assert outcome(EMPTY, "检查 R306 | 提示") == ([("R306", Level.NOTICE)], ["D-001", "D-002"])


def test_all_rows_or_none__follows_the_changed_level() -> None:
    assert outcome(SHORT, "检查 R303 | 错误", "无误行先合并 | 否")[1] == []
    assert outcome(EMPTY, "检查 R306 | 提示", "无误行先合并 | 否")[1] == ["D-001", "D-002"]


FAULTY = [
    ("检查 R999 | 关", ("R540", "A5")),
    ("检查 303 | 关", ("R540", "A5")),
    ("检查 R303 | 不查", ("R541", "B5")),
    ("检查 R325 | 关", ("R542", "B5")),  # a mark of secrecy
    ("检查 R323 | 关", ("R542", "B5")),  # an identity number
    ("检查 R510 | 提示", ("R542", "B5")),  # a forged unit
    ("检查 R403 | 关", ("R542", "B5")),  # another unit's matter
    ("检查 T132 | 提示", ("R542", "B5")),  # a cell that nobody understands
    ("检查 R421 | 关", ("R542", "B5")),  # a remark of the merge
    ("检查 M101 | 关", ("R542", "B5")),  # told when mails are collected
    ("检查 L201 | 关", ("R542", "B5")),  # no check of returned forms
]


@pytest.mark.parametrize(("line", "expected"), FAULTY)
def test_switch_that_may_not_be__is_told_at_its_cell_and_changes_nothing(line: str, expected: tuple[str, str]) -> None:
    ledger = office(settings=settled(line))
    assert expected in found(check_ledger(ledger))
    assert switches_of(ledger).by_code == {}


def test_sender__may_be_left_alone_or_keep_the_form_back() -> None:
    mailed = replace(form(f"{HEAD}\n{SECOND}"), receipt=Receipt(received_at=None, sender="zhangwei@mail.example"))
    for switch, levels, good in (
        ("检查 M114 | 提示", [Level.NOTICE], ["D-002"]),
        ("检查 M114 | 关", [], ["D-002"]),
        ("检查 M114 | 错误", [Level.ERROR], []),
    ):
        checked = check_return(mailed, office(settings=settled(switch), units=WITH_ADDRESSES))
        assert [f.level for f in checked.findings if f.code == "M114"] == levels
        assert [line.number for line in checked.good] == good


@pytest.mark.parametrize(
    "line", ["检查 R303 | ", "检查 R323 | 错误", "检查 R325 | 错误", "检查 R405 | 提示", "检查方式 | 抽查"]
)
def test_switch_that_may_be__is_no_fault(line: str) -> None:
    codes = {f.code for f in check_ledger(office(settings=settled(line)))}
    assert not codes & {"R540", "R541", "R542"}


def test_switches_that_change_something__are_listed_by_code() -> None:
    ledger = office(settings=settled("检查 R409 | 错误", "检查 R303 | 提示", "检查 R306 | 关", "检查 R306 | 提示"))
    assert [(one.code, one.said) for one in switches_of(ledger).changed] == [("R306", "关"), ("R409", "错误")]


def test_row_of_a_new_ledger__shows_how_and_changes_nothing() -> None:
    [known] = [setting for setting in KNOWN_SETTINGS if setting.key.startswith(SWITCH)]
    assert known.value == CATALOGUE["R303"].level.value
    assert may_be_off("R303")


def test_checks_that_keep_wrong_answers_out__may_never_be_off() -> None:
    kept = {code for code in CATALOGUE if is_of_returns(code) and not may_be_off(code)}
    assert {"R110", "R121", "R323", "R325", "R385", "R386", "R401", "R403", "R502", "R503", "R510", "R531"} <= kept
    assert {"R303", "R306", "R308", "R324", "R345", "R405", "R409", "R431", "T131"} & kept == set()


def test_conventions__decide_what_is_too_short_empty_or_copied() -> None:
    assert outcome(SHORT, "进展最少字数 | 3个字") == ([], ["D-001", "D-002"])
    said = "| D-001 | 正常推进 | 60% | 持续用力，久久为功 | 无 | 进展报告 |"
    assert outcome(said) == ([], ["D-001", "D-002"])
    assert outcome(said, "无实质内容用语 | 久久为功、持续用力") == ([("R306", Level.ERROR)], ["D-002"])
    alike = "| D-001 | 正常推进 | 60% | 已完成1座桥梁的全面加固 | 无 | 进展报告 |"
    assert outcome(alike, "与上期相似度上限 | 100%") == ([], ["D-001", "D-002"])
    assert outcome(alike, "与上期相似度上限 | 0.8") == ([("R431", Level.NOTICE)], ["D-001", "D-002"])


# --- what a person sees ------------------------------------------------------------------------------------------------


def explained(capsys: pytest.CaptureFixture[str], code: str, *more: str) -> dict[str, str]:
    (rows,) = json.loads(run_duban(capsys, "explain", code, *more, "--json").out)["explanation"]
    return rows


def test_explanation_of_a_code__says_whether_it_may_be_switched(capsys: pytest.CaptureFixture[str]) -> None:
    assert "“检查 R303”" in explained(capsys, "R303")["调整"] and "关" in explained(capsys, "R303")["调整"]
    assert explained(capsys, "R325")["调整"].startswith("不能放松")
    assert "调整" not in explained(capsys, "L201")


def test_switches_of_a_ledger__are_shown_by_check_and_explain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = build_office(tmp_path / "督查室")
    monkeypatch.chdir(folder)
    book = openpyxl.load_workbook(LEDGER_NAME)
    sheet = cast(Worksheet, book["参数"])
    [row] = [cells for cells in sheet.iter_rows() if cells[0].value == "检查 R303"]
    place = row[1].coordinate
    sheet[place] = "错误"
    book.save(LEDGER_NAME)
    form = next((folder / "下发").rglob("*县交通局.xlsx"))
    fill(form, folder / "收件" / form.name, progress="已开工")
    said = json.loads(run_duban(capsys, "check", "收件", "--json").out)
    assert said["switches"] == [{"code": "R303", "level": "错误", "usual": "提示", "cell": place}]
    assert {f["level"] for one in said["files"] for f in one["findings"] if f["code"] == "R303"} == {"错误"}
    assert "按参数调整的检查：R303 错误（原为提示）" in run_duban(capsys, "check", "收件").out
    assert explained(capsys, "R303", "--ledger", str(folder))["本台账"] == f"参数里改为“错误”（{place}）"
