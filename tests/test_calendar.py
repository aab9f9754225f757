"""Holiday notices: their text read, entered into 工作日历 by command or by pasting, due dates that become firm by it."""

import io
import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.check.ledger import check_ledger
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.holiday_notice import HolidayNotice, NoticeFault, read_holiday_notice
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Source, shown
from duban_xl.model.workdays import DayKind, Workdays, with_overrides
from duban_xl.plan.calendar import plan_notice, plan_pasted
from duban_xl.plan.calendar_years import calendar_years
from duban_xl.plan.ground import ledger_workdays
from duban_xl.plan.refresh import Refreshed, plan_refresh
from duban_xl.read.holidays import official_workdays
from duban_xl.read.notice_text import text_of
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import Said, build_office, contents, copy_office, enter, run_duban
from tests.notices import ITEMS, notice
from tests.returned import applied
from tests.tables import found, ledger_from

ONE_DAY = timedelta(days=1)
OFFICIAL = official_workdays()
AT = Source("放假通知.txt")
FACTS = [year for year in ITEMS if year != 2027]


def days_of(year: int) -> list[date]:
    return [date(year, 1, 1) + ONE_DAY * n for n in range((date(year, 12, 31) - date(year, 1, 1)).days + 1)]


def calendar_from(one: HolidayNotice) -> Workdays:
    return with_overrides(Workdays(), [(entry.day, entry.kind) for entry in one.days])


def days(text: str, *, year: int | None = 2026) -> list[str]:
    """The days of a notice as "02-14班", "2027-01-01休"."""
    sign = {DayKind.OFF: "休", DayKind.WORK: "班"}
    return [
        entry.day.isoformat().removeprefix("2026-") + sign[entry.kind]
        for entry in read_holiday_notice(text, year=year).days
    ]


def faults(text: str, *, year: int | None = 2026) -> list[str]:
    return [doubt.fault.name for doubt in read_holiday_notice(text, year=year).doubts]


# The text


@pytest.mark.parametrize("year", FACTS)
def test_notice_of_a_past_year__gives_the_official_days(year: int) -> None:
    read = read_holiday_notice(notice(year))
    calendar = calendar_from(read)
    wrong = [day for day in days_of(year) if calendar.is_workday(day) != chinese_calendar.is_workday(day)]
    assert (wrong, read.doubts, read.number) == ([], (), f"国办发明电〔{year - 1}〕7号")
    assert year in calendar.years


SPELLINGS: tuple[Callable[[str], str], ...] = (
    lambda text: "".join(text.split()),
    lambda text: text.replace("\n", "\r\n　　"),
    lambda text: text.replace("（", "(").replace("）", ")").replace("：", ":").replace("，", ","),
    lambda text: text.replace("。", "；"),
    lambda text: text.replace("周", "星期"),
    lambda text: text.translate({ord(sign): chr(ord(sign) + 0xFEE0) for sign in "0123456789"}),
    lambda text: text.replace("月", " 月 ").replace("至", "－"),
    lambda text: text.replace("、2月28日", "，2月28日").replace("、10月10日", "和10月10日"),
    lambda text: text.replace("10月1日", "十月一日").replace("共7天", "共七天"),
    lambda text: text.replace("上班。\n", "上班\n").replace("天。\n", "天\n"),
)


@pytest.mark.parametrize("change", SPELLINGS)
def test_other_spellings__give_the_same_days(change: Callable[[str], str]) -> None:
    usual = read_holiday_notice(notice(2026))
    other = read_holiday_notice(change(notice(2026)))
    assert (other.days, other.doubts) == (usual.days, ())


@pytest.mark.parametrize("width", [7, 11, 18, 40])
def test_lines_broken_anywhere_outside_numbers__give_the_same_days(width: int) -> None:
    text = "".join(
        sign + ("\n" if n % width == 0 and not sign.isdigit() else "") for n, sign in enumerate(notice(2026))
    )
    assert read_holiday_notice(text) == read_holiday_notice(notice(2026))


def test_festival__named_for_every_day() -> None:
    named = {entry.day: entry.festival for entry in read_holiday_notice(notice(2025)).days}
    assert named[date(2025, 9, 28)] == named[date(2025, 10, 8)] == "国庆节、中秋节"
    assert named[date(2025, 2, 8)] == "春节"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("清明节：4月3日(星期五)放假，与周末连休。", ["04-03休"]),
        ("4月3日放假，与周末连休，共3天", ["04-03休"]),
        ("4月4日放假，4月6日（星期一）补休。", ["04-04休", "04-06休"]),
        ("2月14日、28日（周六、周六）上班", ["02-14班", "02-28班"]),
        ("2月14日（周六）调休上班", ["02-14班"]),
        ("9月3日至5日调休放假，共3天。其中9月3日（周四）放假，9月4日（周五）调休", ["09-03休", "09-04休", "09-05休"]),
        ("12月31日至次年1月1日放假", ["12-31休", "2027-01-01休"]),
        ("元旦：2025年12月31日至2026年1月1日放假。12月28日（周日）上班", ["2025-12-28班", "2025-12-31休", "01-01休"]),
        ("鼓励各单位安排职工在除夕（2月16日）休息。", []),
        ("经研究，2月16日召开会议。", []),
    ],
)
def test_single_sentences__read_as_written(text: str, expected: list[str]) -> None:
    assert (days(text), faults(text)) == (expected, [])


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (NoticeFault.WEEKDAY, "4月4日(星期五)放假，与周末连休。"),
        (NoticeFault.WEEKDAY, "9月20日（周日）、10月10日（周日）上班"),
        (NoticeFault.WEEKDAY, "1月1日（周四）至3日（周日）放假"),
        (NoticeFault.COUNT, "5月1日至5日放假调休，共6天。"),
        (NoticeFault.COUNT, "4月3日放假，与周末连休，共4天"),
        (NoticeFault.NO_SUCH_DAY, "2月27日至30日放假"),
        (NoticeFault.NO_SUCH_DAY, "13月1日放假"),
        (NoticeFault.UNREAD, "端午节：放假三天。"),
        (NoticeFault.UNREAD, "4月6日不放假"),
        (NoticeFault.UNREAD, "中秋节放假时间另定，届时上班时间另行通知"),
        (NoticeFault.UNREAD, "10月7日至1日放假"),
        (NoticeFault.UNREAD, "1日至3日放假"),
        (NoticeFault.UNREAD, "1月1日至12月31日放假"),
    ],
)
def test_fault__told_and_no_days_guessed(fault: NoticeFault, text: str) -> None:
    assert (days(text), faults(text)) == ([], [fault.name])


def test_part_of_a_sentence_not_understood__the_rest_is_read() -> None:
    text = "5月1日放假，5月4日视情况安排，5月9日（周六）上班。"
    assert (days(text), faults(text)) == (["05-01休", "05-09班"], ["UNREAD"])


def test_day_off_and_workday__neither_taken() -> None:
    text = "2月16日至18日放假。2月17日上班。"
    assert (days(text), faults(text)) == (["02-16休", "02-18休"], ["BOTH"])


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("关于2027年部分节假日安排的通知\n劳动节：5月1日放假", 2026, ["2027-05-01休"]),
        ("劳动节：2027年5月1日放假。国庆节：10月1日放假", 2026, ["2027-05-01休", "2027-10-01休"]),
        ("劳动节：5月1日放假。国庆节：2027年10月1日放假", None, ["2027-05-01休", "2027-10-01休"]),
        ("现将2027年元旦放假安排通知如下：1月1日放假", None, ["2027-01-01休"]),
        ("2027年五一放假安排：5月1日放假。\n2028年五一放假安排：5月1日放假", None, ["2027-05-01休", "2028-05-01休"]),
        ("5月1日放假", 2027, ["2027-05-01休"]),
    ],
)
def test_year__from_the_title_a_written_day_or_the_caller(text: str, year: int | None, expected: list[str]) -> None:
    assert (days(text, year=year), faults(text, year=year)) == (expected, [])


def test_year_nowhere__told() -> None:
    assert (days("5月1日放假", year=None), faults("5月1日放假", year=None)) == ([], ["NO_YEAR"])


@given(st.text("12月日至、（）周六上班放假共天。年次：\n 春节"))
def test_any_text__never_fails_and_gives_each_day_once(text: str) -> None:
    read = read_holiday_notice(text, year=2026)
    assert len({entry.day for entry in read.days}) == len(read.days)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_text_file__in_every_usual_encoding(encoding: str) -> None:
    assert text_of(notice(2027).encode(encoding)) == notice(2027)


@pytest.mark.parametrize("data", [b"PK\x03\x04\x14\0\x06\0", b"\x89PNG\r\n\x1a\n\0\0", b"\xef\xbb\xbf\xff\xfe"])
def test_other_files__are_no_text(data: bytes) -> None:
    assert text_of(data) is None


# The plan

CALENDAR = "| 日期 | 性质 | 说明 | 来源 |"
MATTERS = "| 事项编号 | 事项名称 | 主办单位 | 交办日期 | 签收日期 | 时限要求 | 办结时限 | 时限依据 | 状态 | 预警 |"
WAITING = "| D-001 | 修路 | 甲局 | 2026-12-25 | 2026-12-25 | WD(7)@receipt | | | 承办中 | |"


def calendar_of(*rows: str) -> str:
    return "\n".join((CALENDAR, *rows))


def test_notice__every_day_a_row_with_festival_and_number() -> None:
    plan = plan_notice(ledger_from(calendar=calendar_of()), read_holiday_notice(notice(2027)), at=AT)
    rows = {row.key: tuple(map(shown, row.values.values())) for row in plan.appends}
    assert rows["2027-02-14"] == ("2027-02-14", "上班", "春节", "国办发明电〔2026〕7号")
    assert rows["2027-10-02"] == ("2027-10-02", "放假", "国庆节", "国办发明电〔2026〕7号")
    assert (len(rows), plan.findings) == (31, ())


def test_notice_without_number__source_is_named_all_the_same() -> None:
    plan = plan_notice(ledger_from(), read_holiday_notice("2027年5月1日放假"), at=AT)
    assert [row.values["authority"] for row in plan.appends] == ["放假通知"]


def test_notice_again__plans_nothing() -> None:
    ledger, read = ledger_from(calendar=calendar_of()), read_holiday_notice(notice(2027))
    after = applied(ledger, ChangeSet(appends=plan_notice(ledger, read, at=AT).appends))
    assert plan_notice(after, read, at=AT).appends == ()


def test_day_held_with_the_other_nature__told_at_its_cell_and_not_added() -> None:
    ledger = ledger_from(calendar=calendar_of("| 2027-05-01 | 上班 | | |", "| 2027-05-02 | 放假 | | |"))
    plan = plan_notice(ledger, read_holiday_notice("2027年5月1日至3日放假"), at=AT)
    assert (found(plan.findings), [row.key for row in plan.appends]) == ([("T157", "B3")], ["2027-05-03"])


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("T151", "2027年4月4日（周一）放假"),
        ("T152", "2027年5月1日至5日放假，共3天"),
        ("T153", "2027年2月16日放假，2月16日上班"),
        ("T154", "2027年2月30日放假"),
        ("T155", "2027年端午节放假3天"),
        ("T156", "端午节：6月9日放假"),
    ],
)
def test_faults_of_a_notice__are_findings(code: str, text: str) -> None:
    plan = plan_notice(ledger_from(), read_holiday_notice(text), at=AT)
    assert ([f.code for f in plan.findings], plan.appends) == ([code], ())


def test_trap_04__whole_notice_makes_its_year_known_and_half_of_it_does_not() -> None:
    whole, half = (notice(2027), notice(2027).split("四、")[0])
    for text, known in ((whole, True), (half, False)):
        rows = [f"| {entry.day} | {entry.kind} | | |" for entry in read_holiday_notice(text).days]
        workdays = ledger_workdays(ledger_from(calendar=calendar_of(*rows)), OFFICIAL)
        assert (2027 in workdays.years) is known


# Pasted into 说明


def pasted(*texts: str, more: tuple[str, ...] = (), matters: str = WAITING) -> Ledger:
    rows = [f"|  |  | {text} |  |" for text in texts]
    return ledger_from(calendar=calendar_of(*more, *rows), matters=f"{MATTERS}\n{matters}")


def refreshed(ledger: Ledger, *, workdays: Workdays = OFFICIAL) -> Refreshed:
    return plan_refresh(ledger, date(2026, 12, 28), workdays=workdays)


LINES = tuple(line.strip() for line in notice(2027).splitlines() if line.strip())
IN_ONE_CELL = ("\\n".join(LINES),)


@pytest.mark.parametrize("texts", [LINES, IN_ONE_CELL, ("".join(LINES),)], ids=["lines", "one cell", "one paragraph"])
def test_trap_04__pasted_notice_makes_days_and_firm_due_dates_in_one_refresh(texts: tuple[str, ...]) -> None:
    before = pasted("随手记")
    first = refreshed(before)
    assert [f.code for f in first.findings] == ["T102"]
    waiting = applied(before, first.changes).matters[0]
    assert (waiting.due_date, "暂定" in waiting.due_basis) == (date(2027, 1, 6), True)
    row = f"| D-001 | 修路 | 甲局 | 2026-12-25 | 2026-12-25 | WD(7)@receipt | 2027-01-06 | {waiting.due_basis} | 承办中 | 绿 |"
    ledger = pasted(*texts, matters=row)
    second = refreshed(ledger)
    edited = {edit.field: shown(edit.after) for edit in second.changes.edits}
    assert (second.findings, len(second.changes.appends)) == ((), 31)
    assert ("due_basis" in edited, "暂定" in edited["due_basis"]) == (True, False)
    assert not refreshed(applied(ledger, second.changes)).changes


def test_pasted_notice__moves_a_due_date_behind_its_days_off() -> None:
    row = "| D-001 | 修路 | 甲局 | 2027-02-01 | 2027-02-01 | WD(7)@receipt | | | 承办中 | |"
    plan = refreshed(pasted(*LINES, matters=row))
    assert {edit.field: shown(edit.after) for edit in plan.changes.edits}["due_date"] == "2027-02-16"
    assert not [f for f in plan.findings if f.code == "T102"]


def test_pasted_notice__counts_before_the_refresh_as_well() -> None:
    workdays = ledger_workdays(pasted(*LINES), OFFICIAL)
    assert (2027 in workdays.years, workdays.is_workday(date(2027, 2, 14))) == (True, True)


def test_pasted_notice__is_not_reported_as_a_row_without_day() -> None:
    assert [f.code for f in check_ledger(pasted(*LINES)) if f.code == "L201" and f.source.sheet == "工作日历"] == []


def test_other_text_without_day__stays_reported() -> None:
    ledger = pasted("记得问办公室", LINES[0], *LINES[5:8], "李四负责")
    at = [f.source.cell for f in check_ledger(ledger) if f.code == "L201" and f.source.sheet == "工作日历"]
    assert at == ["A3", "A8", "B3", "B8"]
    assert len(plan_pasted(ledger).appends) == 14


@pytest.mark.parametrize("text", ["国庆节放假", "国务院办公厅关于2027年部分节假日安排的通知", "劳动节"])
def test_text_that_gives_no_day__is_no_notice(text: str) -> None:
    ledger = pasted(text)
    assert plan_pasted(ledger).findings == ()
    assert sum(f.code == "L201" and f.source.sheet == "工作日历" for f in check_ledger(ledger)) == 2


def test_lines_broken_inside_sentences__still_one_notice() -> None:
    text = "".join(LINES)
    ledger = pasted(*(text[n : n + 31] for n in range(0, len(text), 31)))
    assert len(plan_pasted(ledger).appends) == 31
    assert [f.code for f in check_ledger(ledger) if f.source.sheet == "工作日历"] == []


def test_faults_in_pasted_lines__told_at_their_own_cells() -> None:
    ledger = pasted(LINES[0], "元旦：1月1日（周四）放假", "劳动节：5月1日至5日放假，共4天", "国庆节：10月1日放假")
    plan = plan_pasted(ledger)
    assert (found(plan.findings), [row.key for row in plan.appends]) == (
        [("T151", "C4"), ("T152", "C5")],
        ["2027-10-01"],
    )


def test_pasted_notice_against_a_row__told_at_the_row() -> None:
    ledger = pasted("2027年5月1日至2日放假", more=("| 2027-05-01 | 上班 | | |",))
    plan = refreshed(ledger, workdays=ledger_workdays(ledger, OFFICIAL))
    assert (("T157", "B3") in found(plan.findings), [row.key for row in plan.changes.appends]) == (True, ["2027-05-02"])


def test_two_pasted_notices__a_day_of_both_is_one_row() -> None:
    ledger = pasted("2027年5月1日至2日放假", more=("| | | 2027年5月1日放假 | |", "| 2027-06-09 | 放假 | | |"))
    assert [row.key for row in plan_pasted(ledger).appends] == ["2027-05-01", "2027-05-02"]


def test_number_typed_beside_the_text__is_the_source_of_its_days() -> None:
    ledger = ledger_from(calendar=calendar_of("| | | 2027年5月1日放假 | 国办发明电〔2026〕9号 |"))
    assert [row.values["authority"] for row in plan_pasted(ledger).appends] == ["国办发明电〔2026〕9号"]


def test_trap_04__day_in_contradiction_is_left_to_the_official_calendar() -> None:
    rows = ("| 2026-10-10 | 放假 | | |", "| 2026-10-10 | 上班 | | |", "| 2026-10-09 | 放假 | | |")
    ledger = ledger_from(calendar=calendar_of(*rows))
    workdays = ledger_workdays(ledger, OFFICIAL)
    assert [workdays.is_workday(date(2026, 10, day)) for day in (9, 10)] == [False, True]
    assert [f.code for f in check_ledger(ledger)] == ["L221"]


# The years


def test_years__known_from_library_sheet_or_not_at_all() -> None:
    rows = "| D-002 | 架桥 | 甲局 | 2026-12-25 | 2026-12-25 | M(14)@receipt | | | 承办中 | |"
    ledger = pasted("随手记", more=("| 2026-12-28 | 上班 | | |",), matters=f"{WAITING}\n{rows}")
    years = calendar_years(ledger, date(2026, 12, 28), official=OFFICIAL)
    assert [(one.year, one.origin.value, one.entered, one.provisional) for one in years] == [
        (2026, "library", 1, ()),
        (2027, "none", 0, ("D-001", "D-002")),
        (2028, "none", 0, ("D-002",)),
    ]
    after = calendar_years(pasted(*LINES), date(2026, 12, 28), official=OFFICIAL)
    assert [(one.year, one.origin.value, one.provisional) for one in after] == [
        (2026, "library", ()),
        (2027, "sheet", ()),
    ]


@pytest.mark.parametrize(
    "row",
    [
        "| D-001 | 修路 | 甲局 | 2026-12-25 | 2026-12-25 | WD(7)@receipt | | | 办结 | |",
        "| D-001 | 修路 | 甲局 | 2026-12-25 | 2026-12-25 | WD(7)@receipt | | | 登记 | |",
        "| D-001 | 修路 | 甲局 | 2026-12-25 | 2026-12-25 | WD(7)@receipt | 2027-03-01 | | 承办中 | |",
    ],
)
def test_matter_ended_not_assigned_or_with_a_typed_day__waits_for_no_year(row: str) -> None:
    years = calendar_years(pasted("随手记", matters=row), date(2026, 12, 28), official=OFFICIAL)
    assert [one.provisional for one in years] == [(), ()]


# The command

Duban = Callable[..., Said]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office as it is built once; no test works in it."""
    return build_office(tmp_path_factory.mktemp("office") / "督查室")


@pytest.fixture
def office(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office of the test's own, and the current folder, with a notice in it."""
    folder = copy_office(prepared, tmp_path / "督查室")
    (folder / "放假通知.txt").write_text(notice(2027), encoding="gbk")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def duban(office: Path, capsys: pytest.CaptureFixture[str]) -> Duban:  # noqa: ARG001 (it runs in the office)
    """Runs a command in the office."""
    return lambda *arguments: run_duban(capsys, *arguments)


def test_command__lists_enters_and_enters_nothing_twice(office: Path, duban: Duban) -> None:
    before = json.loads(duban("日历", "--as-of", "2026-12-28", "--json").out)
    assert [(one["year"], one["known"]) for one in before["years"]] == [(2026, True), (2027, False)]
    answer = json.loads(duban("日历", "--notice", "放假通知.txt", "--yes", "--json").out)
    assert (answer["applied"], answer["years"], len(answer["appended"])) == (True, [2027], 31)
    again = duban("calendar", "--notice", "放假通知.txt", "--yes")
    assert (again.code, "没有需要改动的内容" in again.out) == (0, True)
    after = duban("calendar", "--as-of", "2026-12-28")
    assert (after.code, "未录入" in after.out, "本台账“工作日历”" in after.out) == (0, False, True)
    assert openpyxl.load_workbook(office / LEDGER_NAME)["工作日历"].max_row >= 30


def test_command_dry_run__writes_nothing(office: Path, duban: Duban) -> None:
    before = contents(office)
    said = duban("calendar", "--notice", "放假通知.txt", "--dry-run")
    assert (said.code, "2027-10-09" in said.out, contents(office) == before) == (0, True, True)


def test_command_with_standard_input__reads_it(duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    piped = io.TextIOWrapper(io.BytesIO("5月1日至5日放假，共5天".encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    answer = json.loads(duban("calendar", "--notice", "-", "--year", "2027", "--yes", "--json").out)
    assert [row["日期"] for row in answer["appended"]] == [f"2027-05-0{n}" for n in range(1, 6)]


def test_command_with_a_faulty_notice__ends_with_1_and_enters_the_rest(office: Path, duban: Duban) -> None:
    (office / "错.txt").write_text(
        "2027年5月1日（周日）放假。\n2027年10月1日放假。2027年10月2日（周日）放假。", encoding="utf-8"
    )
    said = duban("calendar", "--notice", "错.txt", "--yes", "--json")
    answer = json.loads(said.out)
    assert (said.code, [one["code"] for one in answer["findings"]]) == (1, ["T151", "T151"])
    assert [row["日期"] for row in answer["appended"]] == ["2027-10-01"]


@pytest.mark.parametrize(
    ("code", "name", "data"),
    [
        ("T158", "空.txt", "请各单位做好值班工作。".encode()),
        ("T159", "通知.docx", b"PK\x03\x04\x14\0\x06\0"),
        ("C003", "没有.txt", None),
    ],
)
def test_command_with_no_notice__cannot_run(
    office: Path, duban: Duban, code: str, name: str, data: bytes | None
) -> None:
    if data is not None:
        (office / name).write_bytes(data)
    said = duban("calendar", "--notice", name, "--yes")
    assert (said.code, said.finding) == (2, code)


def test_pasting_in_excel__one_refresh_enters_the_days_and_the_next_is_silent(office: Path, duban: Duban) -> None:
    because = Reason("手工粘贴")
    lines = [RowAppend(sheet="calendar", key="", values={"note": line}, because=because) for line in LINES]
    enter(office, *lines)
    said = json.loads(duban("refresh", "--as-of", "2026-12-28", "--yes", "--json").out)
    assert len([row for row in said["appended"] if row["sheet"] == "工作日历"]) == 31
    assert [one for one in said["findings"] if one["sheet"] == "工作日历"] == []
    again = json.loads(duban("refresh", "--as-of", "2026-12-28", "--yes", "--json").out)
    assert (again["changes"], again["appended"]) == ([], [])
