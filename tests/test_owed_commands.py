"""The commands that tell what is owed and what is in force, asked as a clerk would: obligations, remind, rules, explain, doctor, status."""

import json
import shutil
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.model.source import Value
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import Said, build_office, contents, enter, row_of, run_duban

Capture = pytest.CaptureFixture[str]
AS_OF = ("--as-of", "2026-10-12")
F_KEYS = {"code", "level", "file", "sheet", "cell", "message", "hint", "value"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_office(tmp_path_factory.mktemp("owed") / "督查室")


@pytest.fixture(autouse=True)
def office(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(built, tmp_path / "督查室"))
    monkeypatch.chdir(folder)
    return folder


def answered(capsys: Capture, *arguments: str) -> dict[str, Any]:
    said = run_duban(capsys, *arguments, "--json")
    assert said.err == ""
    return json.loads(said.out)


def typed(folder: Path, sheet: str, **values: Value) -> None:
    enter(folder, row_of(sheet, values.get("number"), values))


# obligations


def test_obligations__weekly_reports_of_the_lead_and_the_offices_own_work(capsys: Capture) -> None:
    found = answered(capsys, "应报", "--from", "2026-09-25", "--to", "2026-09-30", *AS_OF)
    told = [(one["due"], one["unit"], one["matter"], one["rule"]) for one in found["obligations"]]
    assert told[:3] == [
        ("2026-09-25", "县交通局", "D-001", "cangnan-2.3-weekly"),
        ("2026-09-25", "县交通局", "D-002", "cangnan-2.3-weekly"),
        ("2026-09-25", "县水利局", "D-003", "cangnan-2.3-weekly"),
    ]
    assert ("2026-09-30", "县委督查室", None, "cangnan-2.3-monthly-sum") in told
    assert {one["to"] for one in found["obligations"][:3]} == {"县委督查室"}
    assert set(found["obligations"][0]) >= {"matter", "unit", "rule", "what", "due", "to", "provisional"}


def test_trap_38__unit_that_sent_nothing_is_counted_as_missing(capsys: Capture) -> None:
    found = answered(capsys, "obligations", "--from", "2026-09-25", "--to", "2026-09-25", "--unit", "水利局", *AS_OF)
    counts = {"expected": 1, "on_time": 0, "late": 0, "missing": 1, "not_yet": 0}
    assert found["units"] == [{"unit": "县水利局", **counts}]
    assert [(one["state"], one["answered_on"]) for one in found["obligations"]] == [("未报", None)]


def test_obligations__of_a_year_without_holidays_are_provisional_and_said_so(capsys: Capture) -> None:
    found = answered(capsys, "obligations", "--from", "2027-01-01", "--to", "2027-01-08", *AS_OF)
    assert {one["provisional"] for one in found["obligations"]} == {True}
    said = run_duban(capsys, "obligations", "--from", "2027-01-01", "--to", "2027-01-08", *AS_OF)
    assert "2027 年的放假安排还没有录入" in said.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("--from", "2026-10-01", "--to", "2026-09-01"), "C028"), (("--from", "2026-10-01", "--to", "2026-10-31", "--unit", "丁局"), "C029")],
)  # fmt: skip
def test_obligations__asked_wrongly__told_why(capsys: Capture, arguments: tuple[str, ...], code: str) -> None:
    said = run_duban(capsys, "obligations", *arguments)
    assert (said.code, said.finding) == (2, code)


# remind


def test_remind__letters_by_unit_once_a_day_and_on_record(capsys: Capture) -> None:
    first = answered(capsys, "催办", *AS_OF, "--yes")
    letters = [Path(path) for path in first["letters"]]
    assert {path.stem for path in letters} == {"县交通局", "县水利局"}
    text = next(path for path in letters if path.stem == "县交通局").read_text(encoding="utf-8-sig")
    assert "D-002“桥梁加固”——报送办理结果，应于2026年8月31日完成，逾期 42 日" in text
    rows = sorted((row["事项编号"], row["单位"], row["方式"]) for row in first["appended"])
    assert rows == [("D-001", "县交通局", "催办"), ("D-002", "县交通局", "催办"), ("D-003", "县水利局", "催办")]
    again = answered(capsys, "remind", *AS_OF, "--yes")
    assert (again["applied"], again["appended"], again["letters"]) == (False, [], [])


def test_remind_dry_run__writes_nothing(office: Path, capsys: Capture) -> None:
    before = contents(office)
    found = answered(capsys, "remind", *AS_OF, "--dry-run")
    assert [one["unit"] for one in found["units"]][:2] == ["县交通局", "县水利局"]
    assert contents(office) == before


def test_remind__the_offices_own_work_comes_last_and_gets_no_letter(capsys: Capture) -> None:
    found = answered(capsys, "remind", "--as-of", "2026-10-29", "--dry-run")
    assert found["units"][-1]["unit"] == "县委督查室"
    assert "县委督查室" not in {row.get("单位") for row in found["appended"]}


# rules and explain


def test_rules__of_the_ledger_with_article_grade_and_reading(capsys: Capture) -> None:
    found = answered(capsys, "制度")
    weekly = next(one for one in found["rules"] if one["rule"] == "cangnan-2.3-weekly")
    assert (weekly["article"], weekly["grade"], weekly["reading"][:2]) == ("二（三）", "约定", "WK")
    assert any(text.startswith("周报送日：五") for text in weekly["settings"])


def test_rules_of_a_pack__asked_by_article(capsys: Capture) -> None:
    found = answered(capsys, "rules", "--pack", "weinan", "--article", "九")
    assert [one["rule"] for one in found["rules"]] == [
        "weinan-09-deadline-5wd",
        "weinan-09-extension",
        "weinan-09-special-attention",
    ]
    assert run_duban(capsys, "rules", "--pack", "nowhere").finding == "P101"


def test_explain__clause_reading_what_is_done_and_whether_it_is_exact(capsys: Capture) -> None:
    told = answered(capsys, "说明", "weinan-09-deadline-5wd")["explanation"][0]
    assert (told["条款"], told["读法"]) == ("九", "GIVEN > WD(5)@receipt（按要求的时限，否则签收后5个工作日内）")
    assert told["级别"].startswith("明定：原文写明")
    assert told["怎样执行"] and "区主要领导批示" in told["适用类别"]


def test_explain__convention_names_the_settings_that_change_it(capsys: Capture) -> None:
    told = answered(capsys, "explain", "weinan-12-interim")["explanation"][0]
    assert told["级别"].startswith("约定：原文留有余地")
    assert "滚动报告间隔：每月28日前" in told["可以改的参数"]


def test_explain__of_the_ledger_as_its_office_changed_it(capsys: Capture) -> None:
    told = answered(capsys, "explain", "cangnan-2.3-limit", "--ledger", LEDGER_NAME)["explanation"][0]
    assert told["规则"] == "cangnan-2.3-limit"
    book = openpyxl.load_workbook(LEDGER_NAME)
    rows = book["制度条款"]
    headers = {cell.value: cell.column for cell in rows[2]}
    row = next(cell.row for cell in rows["A"] if cell.value == "cangnan-2.3-limit")
    rows.cell(row, headers["条款"], "本县补充规定第三条")
    book.save(LEDGER_NAME)
    (changed,) = answered(capsys, "explain", "cangnan-2.3-limit", "--ledger", LEDGER_NAME)["explanation"]
    assert changed == told | {"条款": "本县补充规定第三条"}


def test_explain__rule_that_nobody_has__told(capsys: Capture) -> None:
    assert run_duban(capsys, "explain", "nothing-9-x").finding == "C011"


# doctor and status


def results(found: Mapping[str, Any]) -> dict[str, str]:
    return {one["name"]: one["result"] for one in found["examined"]}


def test_doctor__everything_in_order(capsys: Capture) -> None:
    found = answered(capsys, "自检", *AS_OF)
    names = ("程序", "所用的库", "制度", "工作日历", "文书模板", "写入记录", "文件夹")
    assert {name: results(found)[name] for name in names} == dict.fromkeys(names, "正常")
    assert all(set(one) == F_KEYS for one in found["findings"])


def test_doctor__year_without_holidays_that_a_due_date_touches(office: Path, capsys: Capture) -> None:
    matter = {"number": "D-004", "title": "跨年", "lead_unit": "县水利局", "category": "县领导批示", "status": "承办中"}
    dates = {"assigned_on": date(2026, 12, 24), "received_on": date(2026, 12, 25), "time_limit": "7个工作日"}
    typed(office, "matters", **matter, **dates, requirement="按期完成")
    found = answered(capsys, "doctor", "--as-of", "2026-12-26")
    assert results(found)["工作日历"] == "提示"
    status = answered(capsys, "status", "--as-of", "2026-12-26")
    assert status["provisional"] == {"years": [2027], "matters": 1}


def test_doctor__where_no_ledger_lies__looks_at_the_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    found = answered(capsys, "doctor")
    assert results(found) == {"程序": "正常", "所用的库": "正常", "台账": "提示"}


def test_doctor__broken_template_and_broken_ledger__told(office: Path, capsys: Capture) -> None:
    (office / "模板" / "督查通报.docx").write_bytes(b"no document")
    said = run_duban(capsys, "doctor", *AS_OF, "--json")
    assert (said.code, results(json.loads(said.out))["文书模板"]) == (1, "错误")
    (office / LEDGER_NAME).write_bytes(b"PK")
    said = run_duban(capsys, "doctor", *AS_OF, "--json")
    assert (said.code, results(json.loads(said.out))["台账"]) == (1, "错误")


def test_trial_over__told_by_every_command_that_looks(office: Path, capsys: Capture) -> None:
    for key, value in (("印发日期", "2024-06-01"), ("试行期", "2年")):
        typed(office, "settings", key=key, value=value)
    for command in (("status",), ("refresh", "--dry-run"), ("doctor",), ("remind", "--dry-run"),
                    ("obligations", "--from", "2026-06-01", "--to", "2026-06-30")):  # fmt: skip
        for day, told in (("2026-05-31", False), ("2026-06-01", True)):
            found = answered(capsys, *command, "--as-of", day)["findings"]
            assert any(one["code"] == "T116" for one in found) == told, (command, day)


def test_status__ladder_step_that_waits_for_a_person(office: Path, capsys: Capture) -> None:
    step = {"rule": "X-1", "trigger": "通报批评", "times": Decimal(1), "window": "WINDOW(1Y)", "measure": "书面检查"}
    typed(office, "ladder", **step)
    typed(
        office,
        "consequences",
        held_on=date(2026, 3, 10),
        type="通报批评",
        unit="交通局",
        document_number="云督〔2026〕1号",
    )
    (found,) = answered(capsys, "status", *AS_OF)["ladder"]
    assert (found["unit"], found["count"], found["measure"], found["taken_on"]) == ("县交通局", 1, "书面检查", None)


def test_refresh__tells_the_years_obligations(capsys: Capture) -> None:
    found = answered(capsys, "refresh", *AS_OF, "--dry-run")["obligations"]
    assert found["expected"] == found["on_time"] + found["late"] + found["missing"] + found["not_yet"] > 100


def test_bench__measures_a_small_ledger(capsys: Capture) -> None:
    found = answered(capsys, "bench", "refresh", "--size", "30", "--runs", "1")
    assert [set(one) for one in found["measured"]] == [{"name", "seconds", "median", "peak_mib"}] * 4


def test_due__event_that_nobody_knows__told(capsys: Capture) -> None:
    said: Said = run_duban(capsys, "due", "WD(7)", "--from", "2026-09-24", "--event", "随便")
    assert (said.code, said.finding) == (2, "C027")


def test_rules__of_a_ledger_without_any__told(capsys: Capture) -> None:
    book = openpyxl.load_workbook(LEDGER_NAME)
    del book["制度条款"]
    book.save(LEDGER_NAME)
    assert run_duban(capsys, "rules").finding == "C030"


def test_rules__of_an_article_that_the_method_has_not__told(capsys: Capture) -> None:
    assert run_duban(capsys, "rules", "--article", "九九").finding == "C032"


def test_remind__ledger_without_a_sheet_for_the_record__told_and_nothing_written(office: Path, capsys: Capture) -> None:
    book = openpyxl.load_workbook(LEDGER_NAME)
    del book["督查记录"]
    book.save(LEDGER_NAME)
    before = contents(office)
    assert run_duban(capsys, "remind", *AS_OF, "--yes").finding == "C031"
    assert contents(office) == before
