"""The worked examples D01–D54 of the rules, each asked of `duban due --json` as another program would ask."""

import json
import shlex

import pytest

from tests.cli import run_duban

CASES = """
| D01 | shiwei-2.2-due-7wd | "WD(7)@receipt" --from 2026-09-24 | due=2026-10-12 counted=09-28,09-29,09-30,10-08,10-09,10-10,10-12 |
| D02 | shiwei-2.2-due-7wd | "WD(7)@receipt" --from 2026-09-25 | due=2026-10-12 counted=09-28,09-29,09-30,10-08,10-09,10-10,10-12 |
| D03 | shiwei-2.2-cap-15wd | "WD(7)@receipt; cap=WD(15)@receipt" --from 2026-09-24 | due=2026-10-12 cap=2026-10-22 |
| D03 | shiwei-2.2-cap-15wd | 15个工作日 --from 2026-09-24 | due=2026-10-22 |
| D04 | weinan-09-deadline-5wd | 接通知5个工作日 --from 2026-09-25 | due=2026-10-09 counted=09-28,09-29,09-30,10-08,10-09 |
| D05 | weinan-09-deadline-5wd | "WD(5)@receipt" --from 2026-09-30 | due=2026-10-13 counted=10-08,10-09,10-10,10-12,10-13 |
| D06 | weinan-09-deadline-5wd | "WD(5)@receipt" --from 2026-09-18 | due=2026-09-24 counted=09-20,09-21,09-22,09-23,09-24 |
| D07 | weinan-09-deadline-5wd | "WD(5)@receipt" --from 2026-02-13 | due=2026-02-27 counted=02-14,02-24,02-25,02-26,02-27 |
| D08 | shiwei-2.3-due | "WD(7)@receipt" --from 2026-02-13 | due=2026-03-02 |
| D09 | shiwei-2.4-due | "WD(7)@receipt" --from 2026-02-14 | due=2026-03-03 |
| D10 | jiangsu-4.2-30wd | "WD(30)@receipt" --from 2026-02-02 | due=2026-03-20 |
| D11 | jiangsu-4.2-30wd | "WD(30)@receipt" --from 2026-09-01 | due=2026-10-19 |
| D12 | shiwei-1.6-decompose-7wd | "WD(7)@meeting" --from 2026-04-29 | due=2026-05-12 counted=04-30,05-06,05-07,05-08,05-09,05-11,05-12 |
| D13 | weinan-09-deadline-5wd | "WD(5)@receipt" --from 2026-04-30 | due=2026-05-11 |
| D14 | weinan-09-deadline-5wd | "WD(5)@receipt" --from 2026-04-03 | due=2026-04-13 |
| D15 | weinan-09-deadline-5wd | "WD(5)@receipt" --from 2026-06-18 | due=2026-06-26 |
| D16 | weinan-09-deadline-5wd | "WD(5)@receipt" --from 2025-12-31 | due=2026-01-08 provisional=False |
| D17 | shiwei-3.1-decompose-7wd | "WD(7)@assign" --from 2026-11-23 | due=2026-12-02 |
| D18 | shiwei-3.2-plan-7wd | "WD(7)@assign" --from 2026-10-09 | due=2026-10-19 |
| D19 | shiwei-1.1a-plan-10d | "CD(10)@arrangement" --from 2026-09-24 | due=2026-10-04 remind_on=2026-09-30 |
| D19 | shiwei-1.1a-plan-10d | "CD(10)@arrangement" --from 2026-09-24 --roll | due=2026-10-08 |
| D19 | shiwei-1.1a-plan-10d | 10个工作日 --from 2026-09-24 | due=2026-10-15 |
| D20 | shiwei-1.1a-plan-10d | 10日内 --from 2026-09-28 | due=2026-10-08 remind_on=2026-10-08 |
| D21 | shiwei-1.1b-measures-15d | "CD(15)@arrangement" --from 2026-02-10 | due=2026-02-25 |
| D22 | shiwei-2.1-plan-5d | "CD(5)@arrangement" --from 2026-04-30 | due=2026-05-05 remind_on=2026-04-30 |
| D22 | shiwei-2.1-plan-5d | "CD(5)@arrangement" --from 2026-04-30 --roll | due=2026-05-06 |
| D23 | shiwei-2.1-office-summary-5d | "CD(5)@units_due" --from 2026-05-05 | due=2026-05-10 remind_on=2026-05-09 |
| D23 | shiwei-2.1-office-summary-5d | "CD(5)@arrangement" --from 2026-04-30 | due=2026-05-05 |
| D24 | weinan-10-proposal-3m | "M(3)@handover" --from 2026-03-31 | due=2026-06-30 |
| D25 | weinan-10-proposal-6m | "M(3)@handover; cap=M(6)@handover" --from 2026-03-31 | due=2026-06-30 cap=2026-09-30 |
| D26 | weinan-10-proposal-3m | 3个月内 --from 2026-11-30 | due=2027-02-28 provisional=True |
| D27 | weinan-10-proposal-6m | "M(6)@handover" --from 2026-11-30 | due=2027-05-30 provisional=True |
| D28 | shiwei-1.1c-halfyear-written | 自发布后每半年 --from 2026-08-31 --until 2028-03-01 | due=2027-02-28 dates=2027-02-28,2027-08-31,2028-02-29 |
| D29 | shiwei-1.1c-halfyear-written | "ANNIV(6M)@publish" --from 2026-01-31 --until 2027-01-31 | due=2026-07-31 dates=07-31,2027-01-31 |
| D30 | shiwei-1.2-report-q28 | 每季度末月28日前 --from 2026-09-25 | due=2026-09-28 kind=QMD |
| D31 | shiwei-1.2-report-q28 | "QMD(28)" --from 2026-09-28 | due=2026-12-28 |
| D32 | shiwei-1.3-report-q28 | "QMD(28)" --from 2026-01-05 --until 2026-06-30 | due=2026-03-28 remind_on=2026-03-27 dates=03-28,06-28 |
| D33 | shiwei-1.4-report-m28 | 每月28日前 --from 2026-02-02 | due=2026-02-28 remind_on=2026-02-28 |
| D34 | shiwei-1.5-report-0625-1225 | "AD(06-25,12-25)" --from 2026-07-01 --until 2027-06-25 | due=2026-12-25 dates=12-25,2027-06-25 |
| D35 | xiayi-2.2-2-four-dates | "AD(04-10,07-10,10-10,12-10)" --from 2026-07-10 | due=2026-10-10 remind_on=2026-10-10 |
| D35 | xiayi-2.2-2-four-dates | "AD(04-10,07-10,10-10,12-10)" --from 2026-07-10 --until 2027-04-10 | dates=10-10,12-10,2027-04-10 |
| D36 | xiayi-2.3-2-10-15 | 每月10日、15日前 --from 2026-02-10 | due=2026-02-15 remind_on=2026-02-14 |
| D37 | cangnan-4.1-halfmonth | 每半月 --from 2026-10-15 | due=2026-10-31 remind_on=2026-10-30 |
| D38 | cangnan-2.3-weekly | "WK(五)" --from 2026-09-23 --until 2026-10-09 | due=2026-09-25 remind_on=2026-09-24 dates=09-25,10-02,10-09 |
| D39 | cangnan-4.1-public | "EVERY(2M)" --from 2026-09-01 | due=2026-10-31 remind_on=2026-10-30 |
| D40 | xiayi-2.3-2-year-end | YE --from 2026-03-02 | due=2026-12-31 kind=YE |
| D41 | shiwei-2.2-due-given | "GIVEN > WD(7)@receipt" --from 2026-09-24 --given 2026-09-29 | due=2026-09-29 kind=GIVEN counted= |
| D42 | shiwei-2.2-cap-15wd | "WD(7); cap=WD(15)" --from 2026-09-24 --extend-to 2026-10-22 | due=2026-10-22 kind=EXTENDED marks= |
| D42 | shiwei-2.2-cap-15wd | "WD(7); cap=WD(15)" --from 2026-09-24 --extend-to 2026-10-23 | due=2026-10-12 marks=超上限 findings=T105 |
| D43 | weinan-09-extension | "WD(5)@receipt" --from 2026-09-25 --asked-on 2026-10-09 | due=2026-10-09 findings= |
| D43 | weinan-09-extension | "WD(5)@receipt" --from 2026-09-25 --asked-on 2026-10-10 | due=2026-10-09 findings=T106 |
| D44 | shiwei-2.2-urgent | "WD(7)@receipt" --from 2026-10-03 --urgent --replied 2027-01-01 | due=None remind_on=2026-10-03 kind=NOW overdue=0/0 |
| D44 | shiwei-2.2-urgent | "GIVEN > WD(7)@receipt" --from 2026-10-03 --urgent --given 2026-10-05 | due=2026-10-05 |
| D45 | – | "WD(7)@receipt" --from 2026-12-25 | due=2027-01-06 provisional=True marks=暂定 findings=T102 |
| D46 | – | "GIVEN(2026-09-30)" --from 2026-09-01 --replied 2026-10-08 | due=2026-09-30 overdue=8/1 |
| D47 | – | "GIVEN(2026-10-09)" --from 2026-09-01 --replied 2026-10-13 | due=2026-10-09 overdue=4/3 |
| D48 | – | "GIVEN(2026-10-09)" --from 2026-09-01 --remind 3 | remind_on=2026-09-29 |
| D48 | – | "GIVEN(2026-10-15)" --from 2026-09-01 --remind 3 | remind_on=2026-10-12 |
| D49 | weinan-16-2-twice | 一年内累计 --from 2026-10-15 --hit 2025-11-20 --hit 2026-03-10 --hit 2026-10-15 | due=None counted=03-10,10-15 |
| D49 | – | 一年内累计 --from 2026-10-15 --hit 2025-11-20 --hit 2026-03-10 --hit 2026-10-15 --rolling | counted=2025-11-20,03-10,10-15 |
| D50 | weinan-21-validity | 自印发之日起试行2年 --from 2024-06-01 | due=2026-05-31 kind=VALID |
| D51 | xiayi-2.1-3-upward | "BEFORE(上级时限)" --from 2026-09-01 --given 2026-10-10 | due=2026-09-30 kind=BEFORE |
| D52 | – | "WD(7)@receipt" --from 2026-09-24 --event 签发 | due=2026-10-12 marks=未签收 findings=T103 |
| D53 | shiwei-1.4-report-m28 | "MD(28)" --from 2026-10-01 --given 2026-11-30 --until 2026-11-30 | due=2026-10-28 dates=10-28,11-28 |
| D53 | – | GIVEN --from 2026-10-01 --given 2026-11-30 | due=2026-11-30 |
| D54 | jiangsu-2.2-state-council | "EXTREF(苏政办发〔2002〕57号)" --from 2026-09-24 | due=None marks=待录入时限 findings=T108 |
"""
ROWS = [[cell.strip() for cell in line.strip("| \n").split("|")] for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("rule", "asked", "expected"), [pytest.param(*row[1:], id=row[0]) for row in ROWS])
def test_worked_example__told_as_json(rule: str, asked: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    named = [] if rule == "–" else ["--rule", rule]
    said = run_duban(capsys, "due", *shlex.split(asked), *named, "--json")
    answer = json.loads(said.out)
    wanted = dict(part.split("=", 1) for part in expected.split())
    assert {key: told(answer[key]) for key in wanted} == wanted
    assert answer["rule"] == (None if rule == "–" else rule)
    assert rule == "–" or f"依据{rule}" in answer["basis"]
    assert said.code == (1 if any(found["level"] == "错误" for found in answer["findings"]) else 0)


def told(value: object) -> str:
    """A value of the answer as the table writes it; days of 2026 in a list without their year."""
    if isinstance(value, dict):
        return f"{value['calendar_days']}/{value['workdays']}"
    if isinstance(value, list):
        return ",".join(one["code"] if isinstance(one, dict) else str(one).removeprefix("2026-") for one in value)
    return str(value)


def test_worked_examples__none_is_left_out() -> None:
    assert {row[0] for row in ROWS} == {f"D{number:02d}" for number in range(1, 55)}
