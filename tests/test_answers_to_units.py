"""What goes back to units and to the office: letters, 检查结果.xlsx, and forms sent back counted in 流转记录."""

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.catalogue.answers import FOR_UNITS, OFFICE_ONLY, SAID_TO_UNITS
from duban_xl.catalogue.families import CATALOGUE
from duban_xl.mail.message import message_of
from duban_xl.model.changeset import ChangeSet
from duban_xl.model.letter import Attachment, Letter
from duban_xl.plan.send_back import plan_send_back, times_sent_back
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import LEDGER_NAME
from tests.answering import (
    ANSWERS,
    COPY,
    FORM,
    INBOX,
    VAGUE,
    at,
    attachments,
    change,
    faulty,
    letter,
    sheet_rows,
    text_of,
)
from tests.cli import AS_OF, Said, contents, copy_office, enter, row_of, run_duban
from tests.returned import MATTERS, applied, checked, form
from tests.returned import office as small_office

Duban = Callable[..., Said]
RESULT = ANSWERS / "检查结果.xlsx"


@pytest.fixture
def office(built_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_office(built_office, tmp_path / "督查室")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DUBAN_OPERATOR", "李四")
    return folder


@pytest.fixture
def duban(office: Path, capsys: pytest.CaptureFixture[str]) -> Duban:  # noqa: ARG001 (it runs in the office)
    return lambda *arguments: run_duban(capsys, *arguments)


def checked_into(duban: Duban, *more: str) -> dict[str, Any]:
    """`check --annotate` on everything that has come, as JSON."""
    said = duban("check", str(INBOX), "--annotate", str(ANSWERS), "--as-of", AS_OF, "--json", *more)
    assert said.code in (0, 1), said.err
    return json.loads(said.out)


def codes(answer: dict[str, Any]) -> list[str]:
    return [found["code"] for found in answer["findings"]]


def steps(office: Path) -> list[tuple[str, str, str, str]]:
    """The rows of 流转记录 that tell of forms sent back: matter, unit, reason, material."""
    ledger = read_ledger(office / LEDGER_NAME)
    return [(s.number, s.unit, s.reason, s.material) for s in ledger.steps if s.action == "退表"]


def with_address(office: Path, address: str = "jtj@example.com") -> None:
    """交通局 gets an address in 单位名录."""
    book = openpyxl.load_workbook(office / LEDGER_NAME)
    sheet: Any = book["单位名录"]
    head = {cell.value: cell.column for cell in sheet[2]}
    row = next(row for row in range(3, 10) if sheet.cell(row, head["单位名称"]).value == "县交通局")
    sheet.cell(row, head["邮箱"]).value = address
    book.save(office / LEDGER_NAME)


# The command


def test_check__annotate__writes_copies_letters_and_the_list_and_no_ledger(office: Path, duban: Duban) -> None:
    faulty(office)
    before = contents(office)
    answer = checked_into(duban)
    written = contents(office).keys() - before.keys()
    assert written == {
        *(f"退回/{name}" for name in (COPY, "检查结果.xlsx")),
        *(f"退回/回函/县交通局{suffix}" for suffix in (".eml", ".txt")),
    }
    assert {name: data for name, data in contents(office).items() if name in before} == before
    assert answer["answers"]["marked"] == {str(INBOX / FORM): str(ANSWERS / COPY)}
    assert answer["answers"]["results"] == str(RESULT) and answer["answers"]["receipts"] == []
    assert set(answer) == {"files", "missing", "summary", "findings", "switches", "answers"}
    assert answer["missing"] == ["县水利局"]


def test_check__without_annotate__says_nothing_of_answers(office: Path, duban: Duban) -> None:
    faulty(office)
    said = duban("check", str(INBOX), "--json", "--as-of", AS_OF)
    assert "answers" not in json.loads(said.out) and not (office / ANSWERS).exists()


def test_check__a_second_time__writes_the_same_bytes(office: Path, duban: Duban, monkeypatch: Any) -> None:
    moment = datetime.fromisoformat("2026-10-12 09:00:00")
    monkeypatch.setattr("duban_xl.cli.options.new_run", _fixed(moment))
    faulty(office)
    checked_into(duban)
    first = contents(office / ANSWERS)
    checked_into(duban)
    assert contents(office / ANSWERS) == first


def _fixed(moment: datetime) -> Callable[..., Any]:
    from duban_xl.workflows.office import Run, silent

    def run(_as_of: str | None, *, progress: Any = silent, password: Any = None) -> Run:  # noqa: ARG001 (as asked)
        return Run(as_of=moment.date(), now=moment, operator="李四", progress=progress)

    return run


def test_annotate__folder_of_the_returns_themselves__is_refused(office: Path, duban: Duban) -> None:
    faulty(office)
    before = contents(office)
    said = duban("check", str(INBOX), "--annotate", str(INBOX), "--as-of", AS_OF)
    assert (said.code, said.finding) == (2, "W120")
    assert contents(office) == before


def test_annotate__folder_below_the_returns__is_not_read_as_returns(office: Path, duban: Duban) -> None:
    faulty(office)
    inside = INBOX / "退回"
    for _ in range(2):
        said = duban("check", str(INBOX), "--annotate", str(inside), "--as-of", AS_OF, "--json")
        assert [Path(one["file"]).name for one in json.loads(said.out)["files"]] == [FORM]


def test_annotate__copy_would_lie_over_a_file_that_was_checked__gets_another_name(office: Path, duban: Duban) -> None:
    path = faulty(office)
    (office / ANSWERS).mkdir()
    named = path.rename(office / ANSWERS / COPY)
    original = named.read_bytes()
    said = duban("check", str(ANSWERS / COPY), "--annotate", str(ANSWERS), "--as-of", AS_OF, "--json")
    (copy,) = json.loads(said.out)["answers"]["marked"].values()
    assert Path(copy).name != COPY and named.read_bytes() == original


# Letters


def test_letter__names_every_fault_and_what_was_accepted__with_the_copy_attached(office: Path, duban: Duban) -> None:
    with_address(office)
    faulty(office, progress=VAGUE, percent_done="大概一半")
    answer = checked_into(duban)
    mail, text = letter(office), text_of(letter(office))
    assert mail["To"] == "jtj@example.com" and "W123" not in codes(answer)
    assert mail["Subject"] == "关于2026年第三季度填报表的退回说明（县交通局）"
    assert attachments(mail) == {COPY: (office / ANSWERS / COPY).read_bytes()}
    assert f"{at('progress')}（D-001）" in text and VAGUE in text and f"{at('percent_done')}（D-001）" in text
    assert "1 件事项（D-002）" in text and "2026年10月15日（周四）" in text and "第1次退回" in text
    assert (office / ANSWERS / "回函" / "县交通局.txt").read_text(encoding="utf-8-sig").endswith(text)


def test_letter__two_files_of_one_unit__is_one_letter_with_both_copies(office: Path, duban: Duban) -> None:
    faulty(office)
    faulty(office, name="2026Q3_县交通局（修改稿）.xlsx", progress="待补充")
    answer = checked_into(duban)
    assert len(answer["answers"]["letters"]) == 2  # the draft and its text
    assert len(attachments(letter(office))) == 2
    assert "第2次）" in letter(office)["Subject"]
    text = text_of(letter(office))
    assert text.count("第1次退回") == text.count("第2次退回") == 1


def test_letter__unit_without_address__is_written_without_one(office: Path, duban: Duban) -> None:
    faulty(office)
    assert "W123" in codes(checked_into(duban)) and not letter(office)["To"]


@pytest.mark.parametrize(
    ("cell", "to", "said"),
    [
        ("jtj@example.com、张三 ban＠example.com", "jtj@example.com, ban@example.com", []),
        ("jtj@example.com、ban@@example.com", "jtj@example.com", ["W141"]),
        ("见通讯录", None, ["W141"]),
    ],
)
def test_letter__addresses_as_people_write_them__are_read_as_in_reminders(
    office: Path, duban: Duban, cell: str, to: str | None, said: list[str]
) -> None:
    with_address(office, cell)
    faulty(office)
    answer = checked_into(duban)
    assert letter(office)["To"] == to and [code for code in codes(answer) if code in ("W123", "W141")] == said


def test_letter__unit_without_address__goes_to_where_its_mail_came_from(office: Path, duban: Duban) -> None:
    path = faulty(office)
    sent = Letter(
        to=(),
        subject="报送",
        body="见附件",
        sender="jtj@example.com",
        attachments=(Attachment(FORM, path.read_bytes()),),
    )
    moment = datetime.fromisoformat("2026-10-09 15:00")
    path.with_name("报送.eml").write_bytes(message_of(sent, written_at=moment).as_bytes())
    path.unlink()
    answer = checked_into(duban)
    assert letter(office)["To"] == "jtj@example.com" and "W123" not in codes(answer)
    assert list(attachments(letter(office))) == [COPY] and "W121" not in codes(answer)  # its own workbook, marked
    of_file = sheet_rows(RESULT, "汇总")[0]
    assert (of_file["收到时间"], of_file["迟几天"], of_file["迟几个工作日"]) == (moment, 9, 2)


def test_letter__reply_by__is_the_day_that_was_named(office: Path, duban: Duban) -> None:
    faulty(office)
    checked_into(duban, "--reply-by", "2026-10-20")
    assert "2026年10月20日（周二）前" in text_of(letter(office))


def test_letter__nobody_knows_whose_form_it_is__is_not_written(office: Path, duban: Duban) -> None:
    path = faulty(office)
    book = openpyxl.load_workbook(path)
    del book["_meta"]
    book.save(office / INBOX / "填报表.xlsx")
    path.unlink()
    answer = checked_into(duban)
    assert "W122" in codes(answer) and answer["answers"]["letters"] == []
    assert list(answer["answers"]["marked"].values()) == [str(ANSWERS / "填报表_退回.xlsx")]


def test_letter__file_that_nobody_can_read__brings_a_new_form(office: Path, duban: Duban) -> None:
    (office / INBOX / FORM).write_bytes(b"%PDF-1.7 scanned")
    answer = checked_into(duban)
    assert "W126" in codes(answer)
    assert list(attachments(letter(office))) == [COPY] and "在附上的新表里填写" in text_of(letter(office))


def test_letter__unreadable_file_of_an_unknown_period__has_nothing_attached(office: Path, duban: Duban) -> None:
    (office / INBOX / FORM).rename(office / INBOX / "县交通局.xlsx").write_bytes(b"%PDF-1.7 scanned")
    assert "W128" in codes(checked_into(duban))
    assert attachments(letter(office)) == {}


def test_letter__only_the_ledger_is_at_fault__is_not_written(office: Path, duban: Duban) -> None:
    twice = {
        "number": "D-001",
        "title": "农村公路",
        "lead_unit": "县交通局",
        "status": "承办中",
        "category": "县领导批示",
    }
    book = openpyxl.load_workbook(office / LEDGER_NAME)
    sheet: Any = book["督办事项"]
    head = {cell.value: cell.column for cell in sheet[2]}
    sheet.cell(5, head["事项编号"]).value = twice["number"]  # D-003 bears the number of D-001
    book.save(office / LEDGER_NAME)
    answer = checked_into(duban)
    assert "W127" in codes(answer) and answer["answers"]["letters"] == []
    assert [found["code"] for found in answer["files"][0]["findings"] if found["level"] == "错误"] == ["R410"]


def test_receipts__only_on_request__for_units_with_nothing_to_correct(office: Path, duban: Duban) -> None:
    answer = checked_into(duban)
    assert answer["answers"]["receipts"] == [] and answer["answers"]["letters"] == []
    checked_into(duban, "--receipts")
    mail = letter(office, folder="回执")
    assert mail["Subject"] == "2026年第三季度填报表已收到（县交通局）" and "所报 2 件事项核对无误" in text_of(mail)
    faulty(office, name="2026Q3_县交通局（二）.xlsx")
    assert checked_into(duban, "--receipts")["answers"]["receipts"] == []


@pytest.mark.parametrize("code", sorted({*FOR_UNITS, *SAID_TO_UNITS, *OFFICE_ONLY}))
def test_words_for_units__are_about_codes_that_exist(code: str) -> None:
    assert code in CATALOGUE
    said = FOR_UNITS.get(code, "。") + SAID_TO_UNITS.get(code, "")
    assert "模板" not in said and "_meta" not in said and "校验码" not in said


# 检查结果.xlsx


def test_list__tells_files_findings_readings_and_who_is_missing_since_when(office: Path, duban: Duban) -> None:
    path = faulty(office, progress=VAGUE, expected_on="2026.11.30", percent_done=0.6)
    checked_into(duban)
    (of_file,) = sheet_rows(RESULT, "汇总")
    assert (of_file["单位"], of_file["报送期"], of_file["文件"]) == ("县交通局", "2026Q3", path.name)
    assert (of_file["结论"], of_file["合格行数"], of_file["退回行数"], of_file["第几次退回"]) == ("须退回更正", 1, 1, 1)
    assert isinstance(of_file["收到时间"], datetime) and of_file["应报日期"] == datetime(2026, 9, 30)  # noqa: DTZ001
    findings = {(row["代码"], row["单元格"], row["级别"]) for row in sheet_rows(RESULT, "问题清单")}
    assert {("R306", at("progress"), "错误"), ("R131", at("expected_on"), "提示")} <= findings
    (reading,) = sheet_rows(RESULT, "识读")
    assert (reading["表中写的"], reading["读作"], reading["需要核对"]) == ("2026.11.30", "2026-11-30", "是")
    (missing,) = sheet_rows(RESULT, "未报单位")
    assert (missing["单位"], missing["应报日期"], missing["应报事项数"]) == ("县水利局", datetime(2026, 9, 30), 1)  # noqa: DTZ001
    assert (missing["迟几天"], missing["迟几个工作日"]) == (12, 4)  # the first week of October is a holiday


def test_list__leads_to_the_original_and_into_the_marked_copy(office: Path, duban: Duban) -> None:
    faulty(office)
    checked_into(duban)
    book = openpyxl.load_workbook(RESULT)
    links = {
        (sheet.title, cell.value): (cell.hyperlink.target.replace("\\", "/"), cell.hyperlink.location)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.hyperlink
    }
    assert links["汇总", FORM] == (f"../收件/2026Q3/{FORM}", None) and links["汇总", COPY] == (COPY, None)
    assert links["问题清单", "查看"] == (COPY, f"'事项反馈'!{at('progress')}")
    assert all(sheet.freeze_panes and sheet.page_setup.paperSize == 9 for sheet in book)


def test_list__a_reminder_on_record__is_told_with_its_day(office: Path, duban: Duban) -> None:
    reminded = {"taken_on": date(2026, 10, 9), "number": "D-003", "action": "催办", "unit": "县水利局"}
    enter(office, row_of("steps", "D-003", reminded), at="2026-10-09 10:00")
    checked_into(duban)
    assert sheet_rows(RESULT, "未报单位")[0]["上次催办"] == datetime(2026, 10, 9)  # noqa: DTZ001


def test_list__hostile_text__stays_text(office: Path, duban: Duban) -> None:
    formula = '=HYPERLINK("http://x.example","点")'
    faulty(office, name="=1+1_县交通局2026Q3.xlsx", progress_state="＝cmd|' /C calc'!A0", percent_done="@SUM(1)")
    change(office / INBOX / "=1+1_县交通局2026Q3.xlsx", row=5, progress_state="'" + formula)
    checked_into(duban)
    book = openpyxl.load_workbook(RESULT)
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}
    assert "http://x.example" not in {
        cell.hyperlink.target for sheet in book for row in sheet.iter_rows() for cell in row if cell.hyperlink
    }


# 退表 in 流转记录


def test_merge__refused_row__is_counted_once_and_moves_nothing(office: Path, duban: Duban) -> None:
    faulty(office)
    arguments = ("merge", str(INBOX), "--as-of", AS_OF, "--json", "--yes")
    first = json.loads(duban(*arguments, "--annotate", str(ANSWERS)).out)
    assert first["answers"]["marked"]
    ((number, unit, reason, material),) = steps(office)
    assert (number, unit, reason) == ("D-001", "县交通局", "填报表退回更正：R306")
    assert material.startswith(f"2026Q3｜{FORM}｜")
    status = {m.number: m.status for m in read_ledger(office / LEDGER_NAME).matters}
    assert status["D-001"] == "承办中"
    assert not duban("check", str(INBOX), "--json", "--as-of", AS_OF).err
    again = json.loads(duban(*arguments).out)
    assert (again["changes"], again["appended"], again["applied"]) == ([], [], False)


def test_merge__same_content_under_another_name__is_not_counted_again(office: Path, duban: Duban) -> None:
    path = faulty(office)
    duban("merge", str(INBOX), "--as-of", AS_OF, "--yes")
    path.rename(office / INBOX / "转发：2026Q3_县交通局.xlsx")
    duban("merge", str(INBOX), "--as-of", "2026-10-13", "--yes")
    assert len(steps(office)) == 1


def test_merge__dry_run__writes_no_answers(office: Path, duban: Duban) -> None:
    faulty(office)
    before = contents(office)
    said = duban("merge", str(INBOX), "--as-of", AS_OF, "--dry-run", "--json", "--annotate", str(ANSWERS))
    assert "answers" not in json.loads(said.out) and contents(office) == before


def test_merge__second_faulty_form__is_the_second_one_sent_back(office: Path, duban: Duban) -> None:
    path = faulty(office)
    duban("merge", str(INBOX), "--as-of", AS_OF, "--yes")
    path.unlink()
    faulty(office, progress="待补充")
    checked_into(duban)
    assert "第2次退回" in text_of(letter(office))
    assert sheet_rows(RESULT, "汇总")[0]["第几次退回"] == 2
    duban("merge", str(INBOX), "--as-of", AS_OF, "--yes")
    assert len(steps(office)) == 2
    checked_into(duban)  # it is on record now and stays the second one
    assert sheet_rows(RESULT, "汇总")[0]["第几次退回"] == 2


FAULTY = """
    | 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 报告类型 |
    | D-001 | 正常推进 | 60% | {first} | 无 | 进展报告 |
    | D-002 | 正常推进 | 40% | 已完成1座桥梁的加固 | 无 | 进展报告 |
"""
DAY = date(2026, 10, 12)


def two_faulty() -> tuple[Any, Any]:
    files = [
        form(FAULTY.format(first=text), file=f"{n}_县交通局2026Q3.xlsx") for n, text in enumerate(("无", "待补充"))
    ]
    one, other = checked(LEDGER, files)
    digests = ("a" * 64, "b" * 64)
    from dataclasses import replace

    return replace(one, sha256=digests[0]), replace(other, sha256=digests[1])


STEPS = "| 日期 | 事项编号 | 动作 | 单位 | 理由 | 材料 |"
LEDGER = small_office(steps=STEPS)


def rows(plan: ChangeSet) -> set[tuple[Any, ...]]:
    return {(row.key, row.values["material"], row.values["reason"]) for row in plan.appends}


def test_forms_sent_back__in_any_order_and_any_batches__are_the_same_rows() -> None:
    one, other = two_faulty()
    together, _ = plan_send_back(LEDGER, [one, other], as_of=DAY, operator="李四")
    turned, _ = plan_send_back(LEDGER, [other, one], as_of=DAY, operator="李四")
    first, _ = plan_send_back(LEDGER, [other], as_of=DAY, operator="李四")
    after, _ = plan_send_back(applied(LEDGER, first), [one, other], as_of=date(2026, 10, 20), operator="王五")
    assert rows(together) == rows(turned) == rows(first) | rows(after)
    assert len(together.appends) == 2 and together == turned
    again, _ = plan_send_back(applied(LEDGER, together), [other, one, one], as_of=DAY, operator="李四")
    assert again == ChangeSet()


def test_times__forms_on_record_come_first() -> None:
    one, other = two_faulty()
    assert set(times_sent_back(LEDGER, [one, other]).values()) == {1, 2}
    held, _ = plan_send_back(LEDGER, [other], as_of=DAY, operator="李四")
    assert times_sent_back(applied(LEDGER, held), [one, other]) == {other.sha256: 1, one.sha256: 2}


def test_forms_sent_back__ledger_without_the_sheet__is_said() -> None:
    one, _ = two_faulty()
    plan, found = plan_send_back(small_office(), [one], as_of=DAY, operator="李四")
    assert (plan, [f.code for f in found]) == (ChangeSet(), ["W124"])


def test_forms_sent_back__matter_that_the_ledger_does_not_name_once__has_no_row() -> None:
    lines = """
        | 事项编号 | 进展状态 | 完成率 | 本期进展情况 | 存在问题 | 报告类型 |
        | D-999 | 正常推进 | 60% | 已完成路面改造12公里 | 无 | 进展报告 |
        | D-002 | 正常推进 | 40% | 无 | 无 | 进展报告 |
    """
    twice = MATTERS.replace("| D-003 | 重点工作 |", "| D-002 | 重点工作 |")
    ledger = small_office(steps=STEPS, matters=twice)
    plan, _ = plan_send_back(ledger, checked(ledger, [form(lines)]), as_of=DAY, operator="李四")
    assert plan == ChangeSet()
