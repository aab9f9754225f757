"""Time limits: the notation and its Chinese, the worked examples of the rules (D01 …), extensions, lateness."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue import CATALOGUE
from duban_xl.model.cell_text.span_end import end_of
from duban_xl.model.cycles import next_occurrence, occurrences
from duban_xl.model.deadline import (
    CYCLES,
    SOFT_WORDS,
    Anniversary,
    AnnualDays,
    Before,
    Capped,
    Cycle,
    Event,
    Every,
    Expression,
    ExternalRule,
    FirstOf,
    Given,
    HalfMonthly,
    Milestones,
    MonthDays,
    Now,
    Phases,
    QuarterDay,
    Soft,
    Span,
    Unit,
    UntilDone,
    Validity,
    Weekly,
    Window,
    YearEnd,
    cycle_of,
)
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.due import Conventions, Deadline, LimitFacts, Mark, Overdue, Roll
from duban_xl.model.matter import ExtensionRequest
from duban_xl.model.period import add_months
from duban_xl.model.table import Record, TableShape
from duban_xl.model.workdays import DayKind, with_overrides
from duban_xl.plan.deadlines import due, effective_due, overdue
from duban_xl.plan.due_basis import deadline_findings
from duban_xl.plan.extensions import extension_findings
from duban_xl.read.holidays import official_workdays

WORKDAYS = official_workdays()


def day(text: str) -> date:
    return date.fromisoformat(text)


def read(text: str) -> Expression:
    expression = parse_expression(text)
    assert expression is not None, text
    return expression


def cycle(text: str) -> Cycle:
    found = cycle_of(read(text))
    assert found is not None, text
    return found


def due_of(text: str, start: str, **options: object) -> Deadline:
    return due(read(text), start=day(start), workdays=WORKDAYS, **options)  # type: ignore[arg-type]


# --- worked examples ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("expression", "start", "expected", "reminder"),
    [
        pytest.param("WD(7)@receipt", "2026-09-24", "2026-10-12", "", id="D01"),
        pytest.param("WD(7)@receipt", "2026-09-25", "2026-10-12", "", id="D02"),
        pytest.param("WD(15)@receipt", "2026-09-24", "2026-10-22", "", id="D03"),
        pytest.param("WD(5)@receipt", "2026-09-25", "2026-10-09", "", id="D04"),
        pytest.param("接通知5个工作日", "2026-09-30", "2026-10-13", "", id="D05"),
        pytest.param("WD(5)@receipt", "2026-09-18", "2026-09-24", "", id="D06"),
        pytest.param("WD(5)@receipt", "2026-02-13", "2026-02-27", "", id="D07"),
        pytest.param("WD(7)@receipt", "2026-02-13", "2026-03-02", "", id="D08"),
        pytest.param("WD(7)@receipt", "2026-02-14", "2026-03-03", "", id="D09"),
        pytest.param("WD(30)@receipt", "2026-02-02", "2026-03-20", "", id="D10"),
        pytest.param("WD(30)@receipt", "2026-09-01", "2026-10-19", "", id="D11"),
        pytest.param("WD(7)@meeting", "2026-04-29", "2026-05-12", "", id="D12"),
        pytest.param("WD(5)@receipt", "2026-04-30", "2026-05-11", "", id="D13"),
        pytest.param("WD(5)@receipt", "2026-04-03", "2026-04-13", "", id="D14"),
        pytest.param("WD(5)@receipt", "2026-06-18", "2026-06-26", "", id="D15"),
        pytest.param("WD(5)@receipt", "2025-12-31", "2026-01-08", "", id="D16"),
        pytest.param("WD(7)@assign", "2026-11-23", "2026-12-02", "", id="D17"),
        pytest.param("WD(7)@assign", "2026-10-09", "2026-10-19", "", id="D18"),
        pytest.param("CD(10)@arrangement", "2026-09-24", "2026-10-04", "2026-09-30", id="D19"),
        pytest.param("10日内", "2026-09-28", "2026-10-08", "", id="D20"),
        pytest.param("CD(15)@arrangement", "2026-02-10", "2026-02-25", "", id="D21"),
        pytest.param("CD(5)@arrangement", "2026-04-30", "2026-05-05", "2026-04-30", id="D22"),
        pytest.param("CD(5)@units_due", "2026-05-05", "2026-05-10", "2026-05-09", id="D23"),
        pytest.param("M(3)@handover", "2026-03-31", "2026-06-30", "", id="D24"),
        pytest.param("M(6)@handover", "2026-03-31", "2026-09-30", "", id="D25"),
        pytest.param("3个月内", "2026-11-30", "2027-02-28", "2027-02-26", id="D26"),
        pytest.param("M(6)@handover", "2026-11-30", "2027-05-30", "2027-05-28", id="D27"),
        pytest.param("自发布后每半年", "2026-08-31", "2027-02-28", "2027-02-26", id="D28"),
        pytest.param("ANNIV(6M)@publish", "2026-01-31", "2026-07-31", "", id="D29"),
        pytest.param("每季度末月28日前", "2026-09-25", "2026-09-28", "", id="D30"),
        pytest.param("QMD(28)", "2026-09-28", "2026-12-28", "", id="D31"),
        pytest.param("QMD(28)", "2026-01-05", "2026-03-28", "2026-03-27", id="D32"),
        pytest.param("每月28日前", "2026-02-02", "2026-02-28", "", id="D33"),
        pytest.param("AD(06-25,12-25)", "2026-07-01", "2026-12-25", "", id="D34"),
        pytest.param("AD(04-10,07-10,10-10,12-10)", "2026-07-10", "2026-10-10", "", id="D35"),
        pytest.param("每月10日、15日前", "2026-02-10", "2026-02-15", "2026-02-14", id="D36"),
        pytest.param("每半月", "2026-10-15", "2026-10-31", "2026-10-30", id="D37"),
        pytest.param("WK(五)", "2026-09-23", "2026-09-25", "2026-09-24", id="D38"),
        pytest.param("每两个月", "2026-09-01", "2026-10-31", "2026-10-30", id="D39"),
        pytest.param("年底前", "2026-03-02", "2026-12-31", "", id="D40"),
    ],
)
def test_worked_example__due_and_reminder(expression: str, start: str, expected: str, reminder: str) -> None:
    found = due_of(expression, start)
    assert found.due == day(expected)
    assert found.remind_on == day(reminder or expected)
    assert found.provisional == (found.due is not None and found.due.year > 2026)


def test_d01__days_counted_are_named() -> None:
    counted = ("09-28", "09-29", "09-30", "10-08", "10-09", "10-10", "10-12")
    assert due_of("WD(7)@receipt", "2026-09-24").counted == tuple(day(f"2026-{one}") for one in counted)


@pytest.mark.parametrize(
    ("expression", "start", "expected"),
    [
        pytest.param("CD(10)@arrangement", "2026-09-24", "2026-10-08", id="D19"),
        pytest.param("CD(5)@arrangement", "2026-04-30", "2026-05-06", id="D22"),
    ],
)
def test_limit_that_ends_on_a_day_off__rolled_only_if_the_office_says_so(
    expression: str, start: str, expected: str
) -> None:
    assert due_of(expression, start, conventions=Conventions(roll=Roll.NEXT)).due == day(expected)


@pytest.mark.parametrize(
    ("expression", "after", "until", "expected"),
    [
        pytest.param("ANNIV(6M)@publish", "2026-08-31", "2028-03-01", "2027-02-28 2027-08-31 2028-02-29", id="D28"),
        pytest.param("ANNIV(6M)@publish", "2026-01-31", "2027-02-01", "2026-07-31 2027-01-31", id="D29"),
        pytest.param("QMD(28)", "2026-01-05", "2026-06-30", "2026-03-28 2026-06-28", id="D32"),
        pytest.param("AD(06-25,12-25)", "2026-07-01", "2027-06-25", "2026-12-25 2027-06-25", id="D34"),
        pytest.param(
            "AD(04-10,07-10,10-10,12-10)", "2026-07-10", "2027-04-10", "2026-10-10 2026-12-10 2027-04-10", id="D35"
        ),
        pytest.param("WK(五)", "2026-09-23", "2026-10-09", "2026-09-25 2026-10-02 2026-10-09", id="D38"),
        pytest.param("MD(28)", "2026-10-01", "2026-11-30", "2026-10-28 2026-11-28", id="D53"),
        pytest.param("MD(31)", "2026-01-31", "2026-04-30", "2026-02-28 2026-03-31 2026-04-30", id="month ends"),
        pytest.param("AD(02-29)", "2026-01-01", "2028-12-31", "2026-02-28 2027-02-28 2028-02-29", id="leap day"),
        pytest.param(
            "PHASE(年初建账,年中查账,年终结账)",
            "2026-01-01",
            "2026-12-31",
            "2026-01-31 2026-06-30 2026-12-31",
            id="three books",
        ),
    ],
)
def test_cycle__its_dates_in_order(expression: str, after: str, until: str, expected: str) -> None:
    found = occurrences(cycle(expression), after=day(after), until=day(until))
    assert found == tuple(day(text) for text in expected.split())


def test_d33_d36__how_many_in_a_year() -> None:
    last_year = day("2025-12-31")
    monthly = occurrences(cycle("MD(28)"), after=last_year, until=day("2026-12-31"))
    assert [d.isoformat() for d in monthly if not WORKDAYS.is_workday(d)] == ["2026-03-28", "2026-06-28", "2026-11-28"]
    assert len(occurrences(cycle("MD(10,15)"), after=last_year, until=day("2026-12-31"))) == 24


def test_d41__stated_limit_before_the_default() -> None:
    facts = LimitFacts(
        events={Event.RECEIPT: day("2026-09-24")},
        given=day("2026-09-29"),
        category=read("GIVEN > WD(7)@receipt"),
        cap=Span(Unit.WORKDAYS, 15, Event.RECEIPT),
    )
    assert effective_due(facts, workdays=WORKDAYS).due == day("2026-09-29")
    assert due_of("WD(7)@receipt", "2026-09-24", given=day("2026-09-29")).kind == "GIVEN"


@pytest.mark.parametrize(
    ("asked", "expected", "marks"),
    [("2026-10-22", "2026-10-22", ()), ("2026-10-23", "2026-10-12", (Mark.OVER_CAP,))],
)
def test_d42__extension_counts_up_to_the_cap(asked: str, expected: str, marks: tuple[Mark, ...]) -> None:
    facts = LimitFacts(
        events={Event.RECEIPT: day("2026-09-24")},
        category=read("WD(7)@receipt"),
        cap=Span(Unit.WORKDAYS, 15, Event.RECEIPT),
        extended_to=day(asked),
    )
    found = effective_due(facts, workdays=WORKDAYS)
    assert (found.due, found.marks, found.cap) == (day(expected), marks, day("2026-10-22"))
    assert "2026-10-12" in found.basis


def request(**values: object) -> ExtensionRequest:
    columns = ("requested_on", "requested_to", "reason", "approved_by", "granted_to")
    shape = TableShape(
        key="extensions",
        file="督查台账.xlsx",
        tab="延期登记",
        header_row=2,
        columns={key: n for n, key in enumerate(columns, 1)},
        last_row=3,
    )
    blank = dict.fromkeys(ExtensionRequest.__dataclass_fields__, "") | dict.fromkeys(
        ("requested_on", "original_due", "requested_to", "approved_on", "granted_to")
    )
    filled = blank | {"reason": "资金未到位"} | values | {"record": Record(shape=shape, row=3, values={})}
    return ExtensionRequest(**filled)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({"requested_to": day("2026-10-22")}, [], id="D42 within the cap"),
        pytest.param({"requested_to": day("2026-10-23")}, [("T105", "B3")], id="D42 beyond the cap"),
        pytest.param({"granted_to": day("2026-10-23"), "approved_by": "王某"}, [("T105", "E3")], id="granted beyond"),
        pytest.param({"requested_on": day("2026-10-12")}, [], id="on the due date"),
        pytest.param({"requested_on": day("2026-10-13")}, [("T106", "A3")], id="after it"),
        pytest.param({"reason": ""}, [("T107", "C3")], id="no reason"),
    ],
)
def test_extension_request__what_speaks_against_it(values: dict[str, object], expected: list[tuple[str, str]]) -> None:
    found = extension_findings(request(**values), due_date=day("2026-10-12"), cap=day("2026-10-22"), workdays=WORKDAYS)
    assert [(one.code, one.source.cell) for one in found] == expected


@pytest.mark.parametrize(
    ("asked_on", "lead", "codes"),
    [("2026-10-09", 0, []), ("2026-10-10", 0, ["T106"]), ("2026-09-30", 2, []), ("2026-10-08", 2, ["T106"])],
)
def test_d43__extension_must_be_asked_for_in_time(asked_on: str, lead: int, codes: list[str]) -> None:
    found = extension_findings(
        request(requested_on=day(asked_on)),
        due_date=due_of("WD(5)@receipt", "2026-09-25").due,
        cap=None,
        workdays=WORKDAYS,
        conventions=Conventions(extension_lead=lead),
    )
    assert [one.code for one in found] == codes


def test_d44__urgent_is_an_alert_of_the_same_day_without_a_due_date() -> None:
    facts = LimitFacts(events={Event.RECEIPT: day("2026-10-03")}, urgent=True, category=read("GIVEN > WD(7)@receipt"))
    found = effective_due(facts, workdays=WORKDAYS)
    assert (found.kind, found.due, found.remind_on) == ("NOW", None, day("2026-10-03"))
    assert not overdue(found.due, on=day("2027-01-01"), workdays=WORKDAYS)


def test_d44__a_day_given_applies_to_urgent_matters_too() -> None:
    facts = LimitFacts(events={Event.RECEIPT: day("2026-10-03")}, urgent=True, given=day("2026-10-05"))
    assert effective_due(facts, workdays=WORKDAYS).due == day("2026-10-05")


def test_d45__crossing_into_a_year_without_table_is_provisional() -> None:
    found = due_of("WD(7)@receipt", "2026-12-25")
    assert (found.due, found.provisional, found.marks) == (day("2027-01-06"), True, (Mark.PROVISIONAL,))
    assert [one.code for one in deadline_findings(found)] == ["T102"]


def test_d45__certain_once_the_notice_is_typed_in() -> None:
    off = [day(text) for text in ("2027-01-01", "2027-01-04", "2027-05-01", "2027-10-01")]
    calendar = with_overrides(WORKDAYS, [(one, DayKind.OFF) for one in off])
    found = due(read("WD(7)@receipt"), start=day("2026-12-25"), workdays=calendar)
    assert (found.due, found.provisional) == (day("2027-01-07"), False)


@pytest.mark.parametrize(
    ("due_date", "on", "late"),
    [
        pytest.param("2026-09-30", "2026-10-08", Overdue(8, 1), id="D46"),
        pytest.param("2026-10-09", "2026-10-13", Overdue(4, 3), id="D47"),
        pytest.param("2026-10-09", "2026-10-09", Overdue(0, 0), id="on the day"),
        pytest.param("2026-10-09", "2026-10-01", Overdue(0, 0), id="before"),
    ],
)
def test_lateness__in_calendar_and_working_days(due_date: str, on: str, late: Overdue) -> None:
    assert overdue(day(due_date), on=day(on), workdays=WORKDAYS) == late


@pytest.mark.parametrize(
    ("due_date", "expected"),
    [
        pytest.param("2026-10-09", "2026-09-29", id="D48"),
        pytest.param("2026-10-15", "2026-10-12", id="D48b"),
        pytest.param("2026-10-10", "2026-09-30", id="D51"),
    ],
)
def test_three_workdays_before(due_date: str, expected: str) -> None:
    assert WORKDAYS.subtract(day(due_date), 3) == day(expected)


def test_d50__trial_period_includes_its_first_day() -> None:
    found = due_of("自印发之日起试行2年", "2024-06-01")
    assert (found.kind, found.due) == ("VALID", day("2026-05-31"))


def test_d52__no_receipt_yet__counted_from_the_issue_and_marked() -> None:
    facts = LimitFacts(events={Event.ISSUE: day("2026-09-24")}, category=read("GIVEN > WD(7)@receipt"))
    found = effective_due(facts, workdays=WORKDAYS)
    assert (found.due, found.event, found.marks) == (day("2026-10-12"), Event.ISSUE, (Mark.NOT_SIGNED,))
    assert [one.code for one in deadline_findings(found)] == ["T103"]


def test_d53__reports_run_beside_the_final_limit() -> None:
    found = due_of("MD(28)", "2026-10-01", given=day("2026-11-30"))
    assert (found.kind, found.due) == ("MD", day("2026-10-28"))


def test_d54__limit_in_a_document_we_do_not_have__to_be_entered() -> None:
    facts = LimitFacts(events={Event.RECEIPT: day("2026-09-24")}, category=read("EXTREF(苏政办发〔2002〕57号)"))
    found = effective_due(facts, workdays=WORKDAYS)
    assert (found.due, found.marks) == (None, (Mark.LIMIT_TO_ENTER,))
    assert [one.code for one in deadline_findings(found)] == ["T108"]


# --- which limit counts ---------------------------------------------------------------------------------------------


def test_no_limit_anywhere__stays_undetermined() -> None:
    found = effective_due(LimitFacts(events={Event.ASSIGN: day("2026-03-02")}), workdays=WORKDAYS)
    assert (found.due, found.marks) == (None, (Mark.NO_LIMIT,))
    assert [one.code for one in deadline_findings(found)] == ["T109"]


def test_no_day_to_count_from__no_due_date() -> None:
    facts = LimitFacts(events={Event.ASSIGN: day("2026-03-02")}, category=read("WD(7)@meeting"))
    found = effective_due(facts, workdays=WORKDAYS)
    assert (found.due, found.marks) == (None, (Mark.NO_START,))
    assert [one.code for one in deadline_findings(found)] == ["T104"]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("10日内", "2026-09-12"),  # the notice's own limit
        ("2026年9月30日前", "2026-09-30"),
        ("及时", "2026-09-11"),  # no number: the category's default applies
        ("按要求的时限", "2026-09-11"),
    ],
)
def test_stated_limit__before_the_category_unless_it_is_only_a_word(stated: str, expected: str) -> None:
    facts = LimitFacts(
        events={Event.RECEIPT: day("2026-09-02")},
        stated=read(stated),
        category=read("WD(7)"),
        rule="shiwei-2.2-due-7wd",
    )
    assert effective_due(facts, workdays=WORKDAYS).due == day(expected)


@pytest.mark.parametrize("word", SOFT_WORDS)
def test_soft_word__no_date_and_never_overdue(word: str) -> None:
    found = due_of(word, "2026-03-02")
    assert (found.due, found.remind_on, found.marks) == (None, None, ())
    assert not overdue(found.due, on=day("2030-01-01"), workdays=WORKDAYS)


def test_milestones__next_one_after_the_start() -> None:
    plan = (day("2026-03-31"), day("2026-06-30"), day("2026-12-31"))
    assert due_of("按时序进度", "2026-04-01", milestones=plan).due == day("2026-06-30")
    assert due_of("按时序进度", "2026-12-31", milestones=plan).due is None


def test_until_done__monthly_by_the_28th_unless_the_office_says_otherwise() -> None:
    weekly = Conventions(interval=Weekly(4))
    assert due_of("UNTIL_DONE", "2026-03-02").due == day("2026-03-28")
    assert due_of("UNTIL_DONE", "2026-03-02", conventions=weekly).due == day("2026-03-06")


def test_basis__names_rule_start_and_due_date() -> None:
    basis = due_of("WD(7)@receipt", "2026-09-24", rule="shiwei-2.2-due-7wd").basis
    assert all(word in basis for word in ("shiwei-2.2-due-7wd", "2026-09-24", "2026-10-12", Event.RECEIPT.chinese))


# --- the notation ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "notation"),
    [
        ("7个工作日", "WD(7)"),
        ("七个工作日内", "WD(7)"),
        ("ＷＤ（７）＠receipt", "WD(7)@receipt"),
        ("接通知5个工作日", "WD(5)@receipt"),
        ("收到通知后10日内", "CD(10)@receipt"),
        ("交办之日起15个工作日内办结", "WD(15)@assign"),
        ("会后7日内", "CD(7)@meeting"),
        ("本级作出安排后10日内", "CD(10)@arrangement"),
        ("10天内", "CD(10)"),
        ("两周内", "CD(14)"),
        ("3个月内", "M(3)"),
        ("半年内", "M(6)"),
        ("每季度末月28日前", "QMD(28)"),
        ("每季度末前", "QMD(31)"),
        ("每月28日前", "MD(28)"),
        ("每月10日、15日前", "MD(10,15)"),
        ("每月10、15日前", "MD(10,15)"),
        ("每月底前", "MD(31)"),
        ("每年6月25日、12月25日前", "AD(06-25,12-25)"),
        ("自发布后每半年", "ANNIV(6M)@publish"),
        ("自文件发布之日起每6个月", "ANNIV(6M)@publish"),
        ("每周五", "WK(五)"),
        ("每星期一前", "WK(一)"),
        ("每周", "WK"),
        ("每半月", "HM"),
        ("每半个月", "HM"),
        ("每月", "EVERY(1M)"),
        ("每两个月", "EVERY(2M)"),
        ("每季度", "EVERY(3M)"),
        ("每半年", "EVERY(6M)"),
        ("年底前", "YE"),
        ("及时", "SOFT(及时)"),
        ("随到随办", "NOW"),
        ("立行立改", "NOW"),
        ("按时序进度", "MILESTONE"),
        ("2026年9月30日前", "GIVEN(2026-09-30)"),
        ("UNTIL_DONE(interval=cfg)", "UNTIL_DONE"),
        ("特殊情况不超过15个工作日", "cap=WD(15)"),
        ("GIVEN > WD(7)@receipt；cap=WD(15)@receipt", "GIVEN > WD(7)@receipt; cap=WD(15)@receipt"),
        ("7个工作日，最长不超过15个工作日", "WD(7); cap=WD(15)"),
    ],
)
def test_limit_as_typed__understood(typed: str, notation: str) -> None:
    assert read(typed).notation() == notation


AS_CLERKS_TYPE = [
    ("接到办理通知5个工作日内", "WD(5)@receipt"),
    ("收到批示件后30个工作日内", "WD(30)@receipt"),
    ("收文后7日内", "CD(7)@receipt"),
    ("接文后7个工作日内", "WD(7)@receipt"),
    ("接件后10日内", "CD(10)@receipt"),
    ("县委作出安排后10日内", "CD(10)@arrangement"),
    ("县委、县政府作出安排后10日内", "CD(10)@arrangement"),
    ("市委常委会作出部署后15日内", "CD(15)@arrangement"),
    ("自县委作出安排之日起10日内", "CD(10)@arrangement"),
    ("3个月，最迟不超过6个月", "M(3); cap=M(6)"),
    ("一般3个月，最迟不超过6个月", "M(3); cap=M(6)"),
    ("7个工作日，特殊情况不超过15个工作日", "WD(7); cap=WD(15)"),
    ("7个工作日内，特殊情况不超过15个工作日", "WD(7); cap=WD(15)"),
    ("7个工作日内，特殊情况下最长不得超过15个工作日", "WD(7); cap=WD(15)"),
    ("每月10日、每月15日", "MD(10,15)"),
    ("每月10日、每月15日前", "MD(10,15)"),
    ("每月10日前、15日前", "MD(10,15)"),
    ("每月10日和15日前", "MD(10,15)"),
    ("每月10日报送", "MD(10)"),
    ("当年完成", "YE"),
    ("当年办结", "YE"),
    ("年内完成", "YE"),
    ("年底前完成", "YE"),
    ("一周一反馈", "WK"),
    ("一周一报", "WK"),
    ("每周一次", "WK"),
    ("每周一", "WK(一)"),
    ("每周五下班前", "WK(五)"),
    ("每周五17:30前", "WK(五)"),
    ("每周五下班前报送", "WK(五)"),
    ("每周五报送", "WK(五)"),
    ("每周报送一次", "WK"),
    ("半月一上报", "HM"),
    ("半月一次", "HM"),
    ("每半月上报", "HM"),
    ("一月一汇总", "EVERY(1M)"),
    ("一月一督查", "EVERY(1M)"),
    ("一月一次", "EVERY(1M)"),
    ("每月一次", "EVERY(1M)"),
    ("每月1次", "EVERY(1M)"),
    ("每月汇总", "EVERY(1M)"),
    ("每月一督查", "EVERY(1M)"),
    ("一季一查看", "EVERY(3M)"),
    ("每季度一次", "EVERY(3M)"),
    ("每季通报一次", "EVERY(3M)"),
    ("每季度通报一次", "EVERY(3M)"),
    ("每半年一次专项督查", "EVERY(6M)"),
    ("自发布后，每半年书面汇报1次", "ANNIV(6M)@publish"),
    ("自发布后，每半年书面汇报一次", "ANNIV(6M)@publish"),
    ("每半年专项督查一次", "EVERY(6M)"),
    ("半年一总结", "EVERY(6M)"),
    ("每年一次", "EVERY(12M)"),
    ("6月25日前、12月25日前", "AD(06-25,12-25)"),
    ("每年6月25日、12月25日", "AD(06-25,12-25)"),
    ("每年6月25日前、12月25日前", "AD(06-25,12-25)"),
    ("6月25日、12月25日前报巡察办", "AD(06-25,12-25)"),
    ("随时报告", "NOW"),
    ("随到随办、及时反馈", "NOW"),
    ("按苏政办发〔2002〕57号执行", "EXTREF(苏政办发〔2002〕57号)"),
    ("按照督查条例规定执行", "EXTREF(督查条例)"),
    ("按照《信访条例》的规定办理", "EXTREF(《信访条例》)"),
    ("按照苏政办发〔2002〕57号文件规定执行", "EXTREF(苏政办发〔2002〕57号)"),
    ("按GB规定的规定", "EXTREF(GB规定)"),
    ("原则上5个工作日内", "WD(5)"),
    ("一般应在30个工作日内", "WD(30)"),
    ("一般应在收到批示件后30个工作日内", "WD(30)@receipt"),
    ("收到批示件后一般应在30个工作日内", "WD(30)@receipt"),
    ("5个工作日内报告办理结果", "WD(5)"),
    ("5个工作日内报告", "WD(5)"),
    ("5个工作日内反馈", "WD(5)"),
    ("30个工作日内办结并报告", "WD(30)"),
    ("7个工作日内报方案", "WD(7)"),
    ("接通知5个工作日内报办理结果", "WD(5)@receipt"),
    ("收到通知后，5个工作日内", "WD(5)@receipt"),
    ("本级作出安排后10日内提出贯彻落实方案报批", "CD(10)@arrangement"),
    ("7个工作日内细化分解", "WD(7)"),
    ("7个工作日内制定实施方案", "WD(7)"),
    ("季度末月28日前", "QMD(28)"),
    ("每季末28日前", "QMD(28)"),
    ("每季度末月28日前报督查室", "QMD(28)"),
    ("每季度末月 28 日前报督查室", "QMD(28)"),
    ("每个季度末月28日前", "QMD(28)"),
    ("季末月28号前", "QMD(28)"),
    ("3个月办结", "M(3)"),
    ("接通知5个工作日报方案", "WD(5)@receipt"),
    ("2026年9月30日前办结", "GIVEN(2026-09-30)"),
]


@pytest.mark.parametrize(("typed", "notation"), AS_CLERKS_TYPE)
def test_limit_in_a_clerk_s_words__understood_and_printed_back(typed: str, notation: str) -> None:
    assert read(typed).notation() == notation
    assert parse_expression(read(typed).chinese()) == read(typed)


TWO_READINGS = [
    "每周一报",  # every week, or on Mondays
    "每周一反馈",
    "一季度一次",  # every quarter, or in the first one
    "10日报告",
    "3个月报告",  # within three months, or every three
    "一周反馈",
    "6月25日前",  # of which year
    "季度末前",
    "急件3日内，其他15日内",
    "3日内答复、15日内办结",
    "5-7个工作日内",
    "7个工作日左右",
    "5个工作日内不办结",
    "上级作出安排后10日内",  # not this level's arrangement
    "会议作出安排后10日内",
    "收到报告后5日内",
    "每季度首月5日前",
    "每月上旬通报一次",
    "每月32日",
    "两周一次",
    "每月10日、每年6月25日",
    "2026-1-1 10:00",  # without blanks the hour runs into the day
    "每月10、15 9:00前",
    "每周1 7:30",
    "按规定执行",  # which one
    "按国家有关规定执行",
    "按计划执行",
]


@pytest.mark.parametrize("typed", TWO_READINGS)
def test_text_that_may_mean_two_things__none(typed: str) -> None:
    assert parse_expression(typed) is None


@pytest.mark.parametrize(
    "typed",
    ["", "胡说", "WD(0)", "WD()", "WD(7)@nothing", "WD(7", "AD(13-01)", "MD(32)", "QMD(0)", "WK(八)", "6月31日、7月1日前",
     "WD(7) >", "GIVEN(2026-02-30)", "半个月内", "EVERY(0M)", "SOFT(随便)", "9" * 9000 + "日内", "UNTIL_DONE(interval=NOW)"],
)  # fmt: skip
def test_no_limit_as_typed__none(typed: str) -> None:
    assert parse_expression(typed) is None


@pytest.mark.parametrize(
    ("typed", "event"),
    [
        ("receipt", Event.RECEIPT),
        ("@receipt", Event.RECEIPT),
        ("承办单位签收", Event.RECEIPT),
        ("自接到通知之日起", Event.RECEIPT),
        ("纪要印发", Event.MINUTES),
        ("文件印发后", Event.PUBLISH),
        ("提案交办", Event.HANDOVER),
        ("领导批示", Event.ASSIGN),
        ("交办", Event.ASSIGN),
        ("收文", Event.RECEIPT),
        ("收到批示件", Event.RECEIPT),
        ("接到办理通知", Event.RECEIPT),
        ("县委、县政府作出工作安排", Event.ARRANGEMENT),
        ("上级作出安排", None),
        ("随便", None),
    ],
)
def test_event_as_typed__understood(typed: str, event: Event | None) -> None:
    assert parse_event(typed) is event


MONTHS = st.integers(1, 99)
EVENTS = st.none() | st.sampled_from(Event)
SPANS = st.builds(Span, st.sampled_from(Unit), st.integers(1, 200), EVENTS)
MONTH_DAY = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda d: (d.month, d.day))
PHASE = st.builds(
    lambda name, on: (name, *on), st.sampled_from(["年初建账", "年中查账", "年终结账", "半年评估"]), MONTH_DAY
)
CYCLE = st.one_of(
    st.sets(st.integers(1, 31), min_size=1, max_size=4).map(lambda days: MonthDays(tuple(sorted(days)))),
    st.builds(QuarterDay, st.integers(1, 31)),
    st.sets(MONTH_DAY, min_size=1, max_size=4).map(lambda days: AnnualDays(tuple(sorted(days)))),
    st.builds(Anniversary, MONTHS, EVENTS),
    st.builds(Weekly, st.none() | st.integers(0, 6)),
    st.just(HalfMonthly()),
    st.builds(Every, MONTHS),
    st.lists(PHASE, min_size=1, max_size=3).map(lambda points: Phases(tuple(points))),
)
SIMPLE = st.one_of(
    SPANS,
    CYCLE,
    st.just(YearEnd()),
    st.builds(Given, st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))),
    st.just(Milestones()),
    st.just(Now()),
    st.builds(Soft, st.sampled_from(SOFT_WORDS)),
    st.builds(Before, st.sampled_from(["due", "全会召开", "汛期"])),
    st.builds(Window, MONTHS),
    st.builds(Validity, MONTHS, EVENTS),
    st.builds(ExternalRule, st.sampled_from(["苏政办发〔2002〕57号", "省督查条例", "GB规定"])),
    st.builds(UntilDone, st.none() | CYCLE),
)
LIMIT = SIMPLE | st.lists(SIMPLE, min_size=2, max_size=3).map(lambda options: FirstOf(tuple(options)))
EXPRESSIONS = LIMIT | st.builds(Capped, st.none() | LIMIT, SPANS)
DAYS = st.dates(date(2004, 1, 1), date(2028, 12, 31))


@given(EXPRESSIONS)
def test_expression_printed_and_read__same(expression: Expression) -> None:
    assert parse_expression(expression.notation()) == expression
    assert parse_expression(expression.chinese()) == expression


@given(st.text())
def test_any_text__parsed_without_failure(text: str) -> None:
    found = parse_expression(text)
    assert found is None or parse_expression(found.notation()) == found


# --- what always holds ----------------------------------------------------------------------------------------------


@given(EXPRESSIONS, DAYS)
def test_due__never_before_the_start_and_always_explained(expression: Expression, start: date) -> None:
    found = due(expression, start=start, workdays=WORKDAYS)
    assert found.basis.endswith("。")
    assert "{" not in found.basis
    if found.due and found.kind != "GIVEN":
        assert found.due >= start
    assert all(one.code in CATALOGUE for one in deadline_findings(found))


@given(SPANS, DAYS)
def test_workdays_counted__as_many_as_the_limit_says_and_end_on_the_due_date(span: Span, start: date) -> None:
    found = due(span, start=start, workdays=WORKDAYS)
    assert found.due == end_of(span, start=start, workdays=WORKDAYS)
    assert all(WORKDAYS.is_workday(one) for one in found.counted)
    if span.unit is Unit.WORKDAYS:
        assert (len(found.counted), found.counted[-1]) == (span.count, found.due)


@given(SPANS, DAYS, st.integers(0, 40))
def test_later_start__never_an_earlier_due_date(span: Span, start: date, more: int) -> None:
    later = start + timedelta(days=more)
    assert end_of(span, start=start, workdays=WORKDAYS) <= end_of(span, start=later, workdays=WORKDAYS)


@given(st.integers(1, 24), DAYS)
def test_anniversaries__never_drift(months: int, anchor: date) -> None:
    until = add_months(anchor, months * 8)
    found = occurrences(Anniversary(months), after=anchor, until=until)
    assert found == tuple(add_months(anchor, months * n) for n in range(1, 9))
    for day_after in found[:-1]:
        assert next_occurrence(Anniversary(months), after=day_after, anchor=anchor) > day_after


@given(CYCLE, DAYS)
def test_cycle__strictly_after_in_order_and_without_gap(expression: Cycle, after: date) -> None:
    first = next_occurrence(expression, after=after)
    second = next_occurrence(expression, after=first, anchor=after)
    assert isinstance(expression, CYCLES)
    assert after < first < second
    assert occurrences(expression, after=after, until=second, anchor=after) == (first, second)
