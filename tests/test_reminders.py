"""Reminders: who is reminded of what, for the how-manieth time and in what tone; what is put on record, sent, never sent twice."""

import csv
import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.catalogue.mailing import SENT_LOG
from duban_xl.check.ledger import check_ledger
from duban_xl.documents.papers.circular.compose import circular_facts
from duban_xl.documents.papers.circular.figures import span_of
from duban_xl.model.ledger import Ledger
from duban_xl.model.obligation import OwedKind
from duban_xl.model.period import Period, PeriodKind
from duban_xl.packs import pack_names
from duban_xl.plan.ground import ground_of
from duban_xl.plan.obligations import obligations
from duban_xl.plan.remind_letter import letter_text, subject_of
from duban_xl.plan.reminders import UnitReminders, form_reminders, plan_reminders, reminders
from duban_xl.read.holidays import official_workdays
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import contents, enter, row_of, run_duban
from tests.packs import ledger_of_pack, pack_with, with_pack
from tests.scoring import scored
from tests.sink import ACCOUNT, Sink, sink
from tests.tables import ledger_from

Capture = pytest.CaptureFixture[str]
PACKS = pack_names()
Q3 = Period(PeriodKind.QUARTER, 2026, 3)
UNITS = """
    | 单位代码 | 单位名称 | 简称 | 组别 | 启用 |
    | U01 | 县交通局 | 甲局 | 县直部门 | 是 |
    | U02 | 县财政局 | 乙局 | 县直部门 | 是 |
    | U03 | 丙镇人民政府 | 丙镇 | 乡镇 | 是 |
"""
MATTERS = """
    | 事项编号 | 事项名称 | 任务要求 | 主办单位 | 协办单位 | 交办日期 | 签收日期 | 办结时限 | 状态 |
    | D-001 | 农村公路 | 改造20公里 | 甲局 | 乙局 | 2026-03-02 | 2026-03-03 | 2026-09-10 | 承办中 |
    | D-002 | 桥梁加固 | 加固3座 | 丙镇 | | 2026-03-02 | 2026-03-03 | 2026-12-31 | 承办中 |
    | D-003 | 资金拨付 | 拨付到位 | 乙局 | | 2026-03-02 | 2026-03-03 | 2026-09-10 | 承办中 |
"""
RECORDS = "| 日期 | 方式 | 事项编号 | 单位 | 情况 |\n"
STEPS = "| 日期 | 事项编号 | 动作 | 单位 |\n"


def office(**sheets: str) -> Ledger:
    return ledger_from(**{"units": UNITS, "matters": MATTERS, "inspections": RECORDS, "steps": STEPS} | sheets)


def reminded(ledger: Ledger, day: str, *, before: int | None = None) -> tuple[UnitReminders, ...]:
    found = reminders(ground_of(ledger, official_workdays()), date.fromisoformat(day), before=before)
    return tuple(one for one in found if one.told)


def counts(ledger: Ledger, day: str) -> dict[str, int]:
    return {one.unit: one.count for one in reminded(ledger, day)}


def rows(ledger: Ledger, day: str, found: tuple[UnitReminders, ...] | None = None) -> list[dict[str, Any]]:
    told = reminded(ledger, day) if found is None else found
    return [dict(row.values) for row in plan_reminders(ledger, told, date.fromisoformat(day), operator="张三").appends]


def letter_of(ledger: Ledger, day: str, unit: str = "县交通局") -> tuple[str, str]:
    """Subject and text of the unit's letter."""
    (of_unit,) = (one for one in reminded(ledger, day) if one.unit == unit)
    ground = ground_of(ledger, official_workdays())
    return subject_of(of_unit), letter_text(ground, of_unit, date.fromisoformat(day), reply_by=date(2026, 9, 30))


# numbers


def test_before_the_day__a_hint_without_a_number() -> None:
    assert [(one.unit, one.count, one.told[0].days) for one in reminded(office(), "2026-09-05")] == [
        ("县交通局", 0, -5),
        ("县财政局", 0, -5),
    ]
    assert reminded(office(), "2026-08-20") == ()


def test_so_many_days_before__as_asked() -> None:
    assert len(reminded(office(), "2026-08-20", before=30)) == 2
    assert reminded(office(), "2026-09-05", before=2) == ()


@pytest.mark.parametrize(
    ("days", "expected"),
    [("", 1), ("2026-09-11", 2), ("2026-09-11 2026-09-14", 3), ("2026-09-05 2026-09-10", 1), ("2026-09-20", 1), ("2026-09-25", 1)],
)  # fmt: skip
def test_number__one_more_than_the_days_of_reminding_after_the_due_day(days: str, expected: int) -> None:
    lines = "".join(f"| {day} | 催办 | D-001 | 甲局 | 催办 |\n" for day in days.split())
    assert counts(office(inspections=RECORDS + lines), "2026-09-20")["县交通局"] == expected


def test_number__of_the_unit_that_was_reminded_and_of_that_matter_only() -> None:
    records = "| 2026-09-11 | 催办 | D-003 | 乙局 | |\n| 2026-09-14 | 催办 | D-003 | 甲局 | |\n"
    assert counts(office(inspections=RECORDS + records), "2026-09-20") == {"县交通局": 1, "县财政局": 2}


def test_number__counts_the_phone_and_the_records_of_older_versions_each_day_once() -> None:
    records = (
        "| 2026-09-11 | 电话催办 | D-001 | 甲局 | 称下周报 |\n| 2026-09-14 | 催办 | D-001、D-003 | 甲局、乙局 | |\n"
    )
    steps = "| 2026-09-14 | D-001 | 催办 | 县交通局 |\n| 2026-09-16 | D-001 | 催办 | 甲局 |\n"
    ledger = office(inspections=RECORDS + records, steps=STEPS + steps)
    assert counts(ledger, "2026-09-20") == {"县交通局": 4, "县财政局": 2}


def test_number__begins_anew_when_the_day_was_moved() -> None:
    records = RECORDS + "| 2026-09-11 | 催办 | D-001 | 甲局 | |\n"
    moved = (
        MATTERS.replace("| 办结时限 |", "| 办结时限 | 延期至 |")
        .replace("2026-12-31 |", "2026-12-31 | |")
        .replace(
            "| 乙局 | | 2026-03-02 | 2026-03-03 | 2026-09-10 |", "| 乙局 | | 2026-03-02 | 2026-03-03 | 2026-09-10 | |"
        )
    )
    moved = moved.replace("2026-09-10 |", "2026-09-10 | 2026-09-18 |")
    assert counts(office(matters=moved, inspections=records), "2026-09-20")["县交通局"] == 1


def test_number_of_a_periodic_report__goes_on_while_none_comes_in() -> None:
    columns = "| 事项编号 | 类别 | 事项名称 | 主办单位 | 批示日期 | 交办日期 | 签收日期 | 状态 |\n"
    row = "| A | MC08 | 会议 | 甲局 | 2026-01-05 | 2026-01-05 | 2026-01-05 | 承办中 |"
    records = RECORDS + "| 2026-02-10 | 催办 | A | 甲局 | |\n| 2026-03-02 | 催办 | A | 甲局 | |\n"
    ledger = pack_with("shiwei", units=UNITS, matters=columns + row, inspections=records)
    found = [one for one in reminded(ledger, "2026-04-25") if one.unit == "县交通局"]
    reports = [one for one in found[0].told if one.owed.kind is OwedKind.REPORT]
    assert [(str(one.owed.due), one.count) for one in reports] == [("2026-03-28", 3)]
    answered = "| 事项编号 | 单位 | 报送期 | 应报日期 | 收到时间 | 报告类型 |\n| A | 甲局 | 2026-02 | 2026-02-28 | 2026-02-27 | 进展报告 |"
    after = pack_with("shiwei", units=UNITS, matters=columns + row, inspections=records, returns=answered)
    (of_unit,) = (one for one in reminded(after, "2026-04-25") if one.unit == "县交通局")
    assert [one.count for one in of_unit.told if one.owed.kind is OwedKind.REPORT] == [1]


# records


def test_record__one_row_for_a_matter_once_a_day() -> None:
    found = rows(office(), "2026-09-20")
    assert found[0] == {
        "held_on": date(2026, 9, 20),
        "method": "催办",
        "number": "D-001",
        "unit": "县交通局",
        "people": "张三",
        "situation": "第1次催办：报送办理结果，应于2026年9月10日完成，逾期10日",
    }
    assert [row["unit"] for row in found] == ["县交通局", "县财政局"]
    logged = RECORDS + "| 2026-09-20 | 催办 | D-001 | 甲局 | |\n| 2026-09-20 | 催办 | D-003 | 乙局 | |\n"
    assert rows(office(inspections=logged), "2026-09-20") == []
    by_phone = RECORDS + "| 2026-09-20 | 电话催办 | D-001 | 甲局 | |\n"
    assert len(rows(office(inspections=by_phone), "2026-09-20")) == 2
    older = STEPS + "| 2026-09-20 | D-001 | 催办 | 甲局 |\n"
    assert [row["unit"] for row in rows(office(steps=older), "2026-09-20")] == ["县财政局"]


def test_record__of_a_hint_says_so() -> None:
    told = [rows(office(), day)[0]["situation"] for day in ("2026-09-05", "2026-09-10")]
    assert told == [
        "到期前提醒：报送办理结果，应于2026年9月10日完成",
        "到期当日提醒：报送办理结果，应于2026年9月10日完成",
    ]


@pytest.mark.parametrize("pack", PACKS)
def test_records_of_reminders__are_faultless_under_every_method_and_answer_no_duty(pack: str) -> None:
    typed = office(settings="| 参数 | 值 |\n| 年度 | 2026 |").tables
    plain = with_pack(pack, typed)
    lines = "".join(
        f"| {row['held_on']} | {row['method']} | {row['number']} | {row['unit']} | {row['people']} | {row['situation']} |\n"
        for row in rows(plain, "2026-09-20")
    )
    head = "| 日期 | 方式 | 事项编号 | 单位 | 人员 | 情况 |\n"
    after = with_pack(pack, {**typed, **ledger_from(inspections=head + lines).tables})
    assert lines
    assert [f for f in check_ledger(after) if f.source.sheet == "督查记录"] == []
    span = date(2026, 1, 1), date(2026, 12, 31)
    owed = [
        obligations(ground_of(one, official_workdays()), *span, as_of=date(2026, 10, 1)).dated for one in (plain, after)
    ]
    assert owed[0] == owed[1]


def test_reminder_of_next_years_january__is_no_event_outside_the_year() -> None:
    lines = "| 2027-01-08 | 催办 | D-001 | 甲局 | |\n| 2027-01-08 | 实地督查 | D-001 | 甲局 | |\n"
    ledger = office(inspections=RECORDS + lines, settings="| 参数 | 值 |\n| 年度 | 2026 |")
    assert [f.source.cell for f in check_ledger(ledger) if f.code == "L209"] == ["A4"]


def test_unit_that_was_only_reminded__was_not_inspected_unless_the_method_says_so() -> None:
    def inspected(method: str, **settings: str) -> bool:
        lines = f"| 日期 | 方式 | 单位 |\n| 2026-02-10 | 专项督查 | 乙镇 |\n| 2026-02-10 | {method} | 甲镇 |"
        board = scored(units="甲镇 乡镇; 乙镇 乡镇", inspections=lines, settings=settings or None)
        unit = board.unit("甲镇")
        assert unit is not None
        return unit.inspected

    assert not inspected("催办")  # rules §2.9 names 电话催办 among the ways, not a letter
    assert inspected("电话催办")
    assert inspected("催办", 催办算督查="算")


def test_circular__names_no_reminders_among_the_ways_of_supervising() -> None:
    lines = "| 2026-08-03 | 催办 | | 甲局 | |\n| 2026-08-04 | 催办 | | 甲局 | |\n| 2026-08-05 | 实地督查 | | 甲局 | |\n"
    ledger = office(inspections=RECORDS + lines)
    day = date(2026, 10, 8)
    facts = circular_facts(span_of(ledger, Q3, as_of=Q3.end, dated_on=day, workdays=official_workdays()))
    assert facts.methods == ("实地督查",)


# forms


def of_form(ledger: Ledger, day: str, *, before: int | None = None) -> tuple[UnitReminders, ...]:
    due = dict.fromkeys(("U01", "U02", "U03"), date(2026, 9, 30))
    ground = ground_of(ledger, official_workdays())
    return form_reminders(ground, Q3, due, date.fromisoformat(day), before=before)


def test_form_that_has_not_come_back__named_with_its_matters() -> None:
    returned = "| 事项编号 | 单位 | 报送期 | 收到时间 |\n| D-001 | 甲局 | 2026Q3 | 2026-09-29 |"
    found = of_form(office(returns=returned), "2026-10-12")
    assert [(one.unit, one.told[0].numbers, one.count) for one in found] == [
        ("县财政局", ("D-001", "D-003"), 1),
        ("丙镇人民政府", ("D-002",), 1),
    ]
    assert [row["situation"] for row in rows(office(), "2026-10-12", found)] == [
        "第1次催办：寄回填报表（2026Q3），应于2026年9月30日完成，逾期12日"
    ] * 2


def test_form__counted_by_its_period_and_not_with_the_matter() -> None:
    def line(day: str, period: str) -> str:
        return f"| {day} | 催办 | D-001 | 甲局 | 第1次催办：寄回填报表（{period}），应于 |\n"

    records = RECORDS + line("2026-10-08", "2026Q3") + line("2026-10-08", "2026Q2")
    ledger = office(inspections=records + "| 2026-10-09 | 催办 | D-001 | 甲局 | 第1次催办：报送办理结果 |\n")
    assert [one.count for one in of_form(ledger, "2026-10-12") if one.unit == "县交通局"] == [2]
    assert counts(ledger, "2026-10-12")["县交通局"] == 2


def test_form__is_not_asked_for_too_early() -> None:
    assert of_form(office(), "2026-09-01") == ()
    assert len(of_form(office(), "2026-09-01", before=40)) == 3
    assert {one.count for one in of_form(office(), "2026-09-28")} == {0}


# tone


@pytest.mark.parametrize(
    ("day", "subject", "said"),
    [
        ("2026-09-05", "提醒：1项督查事项即将到期", "按时将办理情况报督查室"),
        ("2026-09-10", "提醒：1项督查事项今日到期", "请于今日将办理情况报督查室"),
        ("2026-09-11", "催办：1项督查事项逾期未报", "请抓紧办理，于2026年9月30日前将办理情况报督查室"),
        ("2026-09-15", "第2次催办：1项督查事项逾期未报", "请分管负责同志过问"),
        ("2026-09-18", "第3次催办：1项督查事项逾期未报", "此前已经催办2次，至今没有收到。请主要负责同志亲自过问"),
        ("2026-09-22", "第4次催办：1项督查事项逾期未报", "此前已经催办3次"),
    ],
)
def test_letter__speaks_as_the_day_and_the_number_call_for(day: str, subject: str, said: str) -> None:
    lines = "".join(
        f"| {sent} | 催办 | D-001 | 甲局 | |\n" for sent in ("2026-09-11", "2026-09-15", "2026-09-18") if sent < day
    )
    found = letter_of(office(inspections=RECORDS + lines), day)
    assert found[0] == subject
    assert said in found[1]


def test_letter__from_the_second_time_on_names_the_step_of_the_ladder_that_lateness_leads_to() -> None:
    typed = office(inspections=RECORDS + "| 2026-09-11 | 催办 | D-001 | 甲局 | |\n").tables
    said = {}
    for pack in PACKS:
        text = letter_of(with_pack(pack, typed), "2026-09-15")[1]
        said[pack] = text.partition("按照督查办法")[2].partition("。")[0]
    assert {pack for pack, text in said.items() if text} == {"shiwei", "xiayi"}
    assert said["xiayi"].endswith("推进不力，或者未按时反馈的，通报批评")
    first = office().tables
    assert "按照督查办法" not in letter_of(with_pack("xiayi", first), "2026-09-15")[1]


def test_letter__tells_where_to_and_whom_to_ask() -> None:
    settings = "| 参数 | 值 |\n| 填报表寄回 | dcs@county.example |\n| 联系人 | 王一 |\n| 联系电话 | 0500-1 |\n| 办公室名称 | 县委督查室 |"
    text = letter_of(office(settings=settings), "2026-09-20")[1]
    assert "寄回：dcs@county.example。联系人：王一 0500-1。\n\n县委督查室\n2026年9月20日\n" in text


def test_office_of_every_pack__has_one_letter_for_a_unit() -> None:
    for pack in PACKS:
        ledger = with_pack(pack, office().tables)
        found = reminded(ledger, "2026-09-20")
        assert len({one.unit for one in found}) == len(found) >= 2
    assert reminded(ledger_of_pack("cangnan"), "2026-09-20") == ()


# the command


@pytest.fixture
def folder(built_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = Path(shutil.copytree(built_office, tmp_path / "督查室"))
    monkeypatch.chdir(copied)
    return copied


@pytest.fixture(scope="module")
def kept() -> Iterator[Sink]:
    with sink() as found:
        yield found


@pytest.fixture(scope="module")
def with_mail(built_office: Path, kept: Sink, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office with the mail server in its 参数, and units with addresses."""
    office_with = Path(shutil.copytree(built_office, tmp_path_factory.mktemp("mail") / "督查室"))
    values = {
        "发件邮箱服务器": f"127.0.0.1:{kept.port}",
        "发件邮箱账号": ACCOUNT,
        "发件邮箱加密": "无",
        "每分钟最多发信": "6000",
    }
    book = openpyxl.load_workbook(office_with / LEDGER_NAME)
    for row in book["参数"].iter_rows():
        if row[0].value in values:
            row[1].value = values[str(row[0].value)]
    headers = {cell.value: cell.column for cell in book["单位名录"][2]}
    for number, name in ((3, "jtj"), (4, "slj"), (5, "bz")):
        book["单位名录"].cell(number, headers["邮箱"]).value = f"{name}@county.example"
    book.save(office_with / LEDGER_NAME)
    return office_with


@pytest.fixture
def mailing(with_mail: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    copied = Path(shutil.copytree(with_mail, tmp_path / "发信"))
    monkeypatch.chdir(copied)
    return copied


@pytest.fixture
def server(kept: Sink) -> Sink:
    kept.mails.clear()
    kept.refuse.clear()
    return kept


def answered(capsys: Capture, *arguments: str) -> dict[str, Any]:
    said = run_duban(capsys, *arguments, "--json")
    assert said.err == ""
    return json.loads(said.out)


def record(folder: Path) -> list[tuple[str, str, str, str, str]]:
    """日期, 方式, 事项编号, 单位 and 情况 of every row of 督查记录."""
    rows_of = read_ledger(folder / LEDGER_NAME).inspections
    return [(str(row.held_on), row.method, row.number, row.unit, row.situation) for row in rows_of]


AS_OF = ("--as-of", "2026-10-12")


def test_drafts__one_for_a_unit_with_its_form_attached_and_nothing_the_second_time(
    folder: Path, capsys: Capture
) -> None:
    arguments = ("remind", "--period", "2026Q3", "--with-form", *AS_OF, "--yes")
    first = answered(capsys, *arguments)
    assert [Path(path).name for path in first["drafts"]] == ["2026Q3_县交通局.eml", "2026Q3_县水利局.eml"]
    assert [row[:4] for row in record(folder)] == [
        ("2026-10-12", "催办", "D-001、D-002", "县交通局"),
        ("2026-10-12", "催办", "D-003", "县水利局"),
    ]
    data = (folder / "催办/2026-10-12/2026Q3_县水利局.eml").read_bytes()
    assert b"To:" not in data
    assert b"2026Q3_%E5%8E%BF" in data
    before = contents(folder)
    assert answered(capsys, *arguments)["applied"] is False
    assert contents(folder) == before


@pytest.mark.usefixtures("folder")
def test_unit__only_the_one_asked_for(capsys: Capture) -> None:
    found = answered(capsys, "remind", "--unit", "水利局", *AS_OF, "--dry-run")
    assert ([one["unit"] for one in found["units"]], len(found["appended"])) == (["县水利局"], 1)
    assert run_duban(capsys, "remind", "--unit", "丁局", *AS_OF, "--dry-run").finding == "C029"


@pytest.mark.usefixtures("folder")
def test_form_without_a_period__told(capsys: Capture) -> None:
    assert run_duban(capsys, "remind", "--with-form", *AS_OF, "--yes").finding == "C069"


def test_form_that_was_never_handed_out__told_and_due_on_the_usual_day(folder: Path, capsys: Capture) -> None:
    shutil.rmtree(folder / "下发")
    found = answered(capsys, "remind", "--period", "2026Q3", "--with-form", *AS_OF, "--dry-run")
    assert {one["code"] for one in found["findings"]} == {"W140", "W147"}
    assert {one["due"] for unit in found["units"] for one in unit["reminders"]} == {"2026-09-30"}


@pytest.mark.usefixtures("folder")
def test_form__due_on_the_day_that_it_names(capsys: Capture) -> None:
    run_duban(capsys, "dispatch", "--period", "2026Q3", "--due", "2026-10-10", "--as-of", "2026-09-20", "--yes")
    found = answered(capsys, "remind", "--period", "2026Q3", *AS_OF, "--dry-run")
    assert {one["due"] for unit in found["units"] for one in unit["reminders"]} == {"2026-10-10"}


def test_send__what_was_sent_is_on_record_and_goes_out_once_and_a_refused_letter_later(
    mailing: Path, server: Sink, capsys: Capture
) -> None:
    server.refuse.add("jtj@county.example")
    first = answered(capsys, "remind", *AS_OF, "--send", "--yes")
    assert first["mail"] == {"sent": ["县水利局"], "before": [], "failed": ["县交通局"]}
    assert "W142" in {one["code"] for one in first["findings"]}
    assert [row[3:] for row in record(mailing)] == [
        ("县水利局", "第1次催办：报送进展情况，应于2026年10月9日完成，逾期3日（已发邮件）")
    ]
    server.refuse.clear()
    second = answered(capsys, "remind", *AS_OF, "--send", "--yes")
    assert second["mail"] == {"sent": ["县交通局"], "before": ["县水利局"], "failed": []}
    assert "W149" in {one["code"] for one in second["findings"]}
    assert server.receivers() == ["slj@county.example", "jtj@county.example"]
    assert len(record(mailing)) == 3


def test_send__ledger_open_elsewhere_nothing_goes_out(mailing: Path, server: Sink, capsys: Capture) -> None:
    (mailing / f"~${LEDGER_NAME}").write_bytes(b"\x04wang")
    assert run_duban(capsys, "remind", *AS_OF, "--send", "--yes").finding == "A104"
    assert (server.mails, record(mailing)) == ([], [])


def test_send__ledger_that_cannot_be_written_after__told_and_made_up_for_without_sending_again(
    mailing: Path, server: Sink, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("duban_xl.workflows.remind.refuse_if_open", lambda _path: None)
        (mailing / f"~${LEDGER_NAME}").write_bytes(b"\x04wang")
        assert run_duban(capsys, "remind", *AS_OF, "--send", "--yes").finding == "C067"
    (mailing / f"~${LEDGER_NAME}").unlink()
    assert (len(server.mails), record(mailing)) == (2, [])
    answered(capsys, "remind", *AS_OF, "--send", "--yes")
    assert (len(server.mails), len(record(mailing))) == (2, 3)


@pytest.mark.usefixtures("server")
def test_send_after_drafts__sends_and_adds_no_row(mailing: Path, capsys: Capture) -> None:
    answered(capsys, "remind", *AS_OF, "--yes")
    drafts = (mailing / "催办/2026-10-12/县交通局.eml").read_bytes()
    found = answered(capsys, "remind", *AS_OF, "--send", "--yes")
    assert (len(found["mail"]["sent"]), found["applied"], len(record(mailing))) == (2, False, 3)
    assert (mailing / "催办/2026-10-12/县交通局.eml").read_bytes() == drafts


def test_send_without_settings__drafts_are_there_and_nothing_is_on_record(folder: Path, capsys: Capture) -> None:
    said = run_duban(capsys, "remind", *AS_OF, "--send", "--yes", "--json")
    found = json.loads(said.out)
    assert (said.code, len(found["drafts"]), record(folder)) == (1, 2, [])
    assert {one["code"] for one in found["findings"]} == {"W140", "C060"}


def test_send__shown_before_and_only_after_a_yes(mailing: Path, server: Sink, capsys: Capture) -> None:
    before = contents(mailing)
    said = run_duban(capsys, "remind", *AS_OF, "--send", "--dry-run")
    assert "jtj@county.example" in said.out
    assert run_duban(capsys, "remind", *AS_OF, "--send").finding == "C007"
    assert (server.mails, contents(mailing)) == ([], before)


# forms by mail


def dispatched(capsys: Capture, *more: str) -> dict[str, Any]:
    return answered(capsys, "dispatch", "--period", "2026Q3", "--as-of", "2026-09-20", "--yes", *more)


def test_dispatch_mail__a_draft_for_every_unit_with_its_form(mailing: Path, server: Sink, capsys: Capture) -> None:
    found = dispatched(capsys, "--mail")
    assert [Path(path).name for path in found["drafts"]] == ["2026Q3_县交通局.eml", "2026Q3_县水利局.eml"]
    assert (mailing / "下发/2026Q3/邮件/2026Q3_县水利局.eml").is_file()
    before = contents(mailing)
    dispatched(capsys, "--mail")
    assert (contents(mailing), server.mails) == (before, [])


def test_dispatch_send__letter_tells_what_how_many_by_when_and_back_to_whom(
    mailing: Path, server: Sink, capsys: Capture
) -> None:
    assert dispatched(capsys, "--send")["mail"]["sent"] == ["县交通局", "县水利局"]
    (to, mail), *_others = server.mails
    body = mail.get_body(("plain",))
    assert body is not None
    text = body.get_content().replace("\r\n", "\n")
    assert (to, mail["Subject"]) == (("jtj@county.example",), "关于报送2026年第三季度督查事项进展情况的通知")
    for said in ("共2项", "请于2026年9月30日前", "D-001“农村公路”（主办）", "2026Q3_县交通局.xlsx", "回复本邮件"):
        assert said in text
    (form,) = mail.iter_attachments()
    assert (form.get_filename(), form.get_content()) == (
        "2026Q3_县交通局.xlsx",
        (mailing / "下发/2026Q3/2026Q3_县交通局.xlsx").read_bytes(),
    )


def test_dispatch_send_again__only_the_form_that_changed(mailing: Path, server: Sink, capsys: Capture) -> None:
    dispatched(capsys, "--send")
    assert dispatched(capsys, "--send")["mail"]["sent"] == []
    values = {
        "number": "D-004",
        "title": "渠道清淤",
        "lead_unit": "县水利局",
        "category": "县领导批示",
        "requirement": "清淤",
    }
    more = values | {"assigned_on": date(2026, 9, 19), "received_on": date(2026, 9, 19), "status": "承办中"}
    enter(mailing, row_of("matters", "D-004", more))
    assert dispatched(capsys, "--send")["mail"]["sent"] == ["县水利局"]
    assert server.receivers() == ["jtj@county.example", "slj@county.example", "slj@county.example"]
    lines = list(csv.DictReader((mailing / "下发/2026Q3/邮件" / SENT_LOG).read_text("utf-8-sig").splitlines()))
    assert [line["结果"] for line in lines] == ["正在发", "已发"] * 3


def test_dispatch_mail__signed_notice_goes_along_and_a_draft_does_not(
    mailing: Path, server: Sink, capsys: Capture
) -> None:
    written = answered(capsys, "write", "督查通知书", "D-002", "D-003", "--as-of", "2026-09-18", "--yes")
    assert len(written["files"]) == 2
    book = openpyxl.load_workbook(mailing / LEDGER_NAME)
    headers = {cell.value: cell.column for cell in book["文书登记"][2]}
    signed = {"文号": "云督〔2026〕1号", "签发日期": date(2026, 9, 18), "状态": "已签发", "签发人": "李四"}
    for header, value in signed.items():
        book["文书登记"].cell(3, headers[header]).value = value
    book.save(mailing / LEDGER_NAME)
    found = dispatched(capsys, "--send")
    assert "W146" in {one["code"] for one in found["findings"]}
    names = [[one.get_filename() for one in mail.iter_attachments()] for _to, mail in server.mails]
    assert names == [["2026Q3_县交通局.xlsx", Path(written["files"][0]).name], ["2026Q3_县水利局.xlsx"]]
