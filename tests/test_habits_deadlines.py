"""Deadline cells as offices write them: the seventy kinds of the ledger habits, others of the same kinds, and what must always hold.

A cell is a text; a hash sign before digits makes a number, @2025-03-15 a real date, \\n a line break. Where nothing else is said it was
written on Tuesday 2026-03-10 in a ledger of 2026. `ask`: a person is asked.
"""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue import CATALOGUE, finding, message
from duban_xl.model.cell_text.deadline_cell import read_deadline
from duban_xl.model.cell_text.time_limit import TimeLimit
from duban_xl.model.period import month_end
from duban_xl.model.source import Value
from duban_xl.read.holidays import official_workdays

ON = date(2026, 3, 10)


def read(cell: Value, *, on: date = ON, year: int | None = None) -> TimeLimit:
    return read_deadline(cell, on=on, year=year, workdays=official_workdays())


def rows_of(markdown: str) -> list[list[str]]:
    lines = [line.strip().strip("|") for line in markdown.strip().splitlines()[1:]]
    return [[part.strip().replace("\\|", "|") for part in re.split(r"(?<!\\)\|", line)] for line in lines]


def value_of(cell: str) -> Value:
    if cell.startswith("#"):
        return Decimal(cell[1:])
    if cell.startswith("@"):
        return date.fromisoformat(cell[1:])
    return cell.strip("'" if cell == "''" else "").replace("\\n", "\n")


THE_SEVENTY = rows_of(r"""
    | §  | cell                     | reading                                    | confirm |
    | 1  | 2026.3.15                | date=2026-03-15                            |         |
    | 2  | 2026.03.15.              | date=2026-03-15                            |         |
    | 3  | 2026。3。15              | date=2026-03-15                            |         |
    | 4  | 2026/3/15前              | date=2026-03-15                            |         |
    | 5  | 26.3.15                  | date=2026-03-15                            | ask     |
    | 6  | 20260315                 | date=2026-03-15                            |         |
    | 6  | #20260315                | date=2026-03-15                            |         |
    | 7  | #46096                   | date=2026-03-15                            | ask     |
    | 8  | 46203.0                  | date=2026-06-30                            | ask     |
    | 9  | 2026/3/15 0:00:00        | date=2026-03-15                            |         |
    | 10 | ２０２６年３月１５日     | date=2026-03-15                            |         |
    | 10 | 2026 年 3 月 15 日       | date=2026-03-15                            |         |
    | 11 | 3月15日                  | date=2026-03-15                            |         |
    | 12 | 三月十五日               | date=2026-03-15                            |         |
    | 13 | 3.31前                   | date=2026-03-31                            |         |
    | 14 | #3.1                     | unknown                                    | ask     |
    | 15 | @2025-03-15              | date=2025-03-15                            | ask     |
    | 16 | 2026年3月                | date=2026-03-31                            |         |
    | 17 | 3月底前                  | date=2026-03-31                            |         |
    | 18 | 2月底                    | date=2027-02-28                            | ask     |
    | 19 | 3月中旬                  | date=2026-03-20                            |         |
    | 20 | 4月上旬                  | date=2026-04-10                            |         |
    | 21 | 6月下旬                  | date=2026-06-30                            |         |
    | 22 | 6月25日前                | date=2026-06-25                            |         |
    | 23 | 6月25日（含）前          | date=2026-06-25                            |         |
    | 24 | 11月13日上午下班前       | date=2026-11-13                            |         |
    | 25 | 3月15日17:30             | date=2026-03-15                            |         |
    | 26 | 月底前                   | date=2026-03-31                            |         |
    | 27 | 下月5日前                | date=2026-04-05                            |         |
    | 28 | 本周五前                 | date=2026-03-13                            |         |
    | 29 | 下周三                   | date=2026-03-18                            |         |
    | 30 | 一季度末                 | date=2026-03-31                            |         |
    | 31 | 二季度                   | date=2026-06-30                            |         |
    | 32 | 上半年                   | date=2026-06-30                            |         |
    | 33 | 前三季度                 | date=2026-09-30                            |         |
    | 34 | 年内                     | date=2026-12-31                            |         |
    | 34 | 2026年底前               | date=2026-12-31                            |         |
    | 34 | 全年                     | date=2026-12-31                            |         |
    | 35 | 明年3月底前              | date=2027-03-31                            |         |
    | 36 | 十四五末                 | date=2025-12-31                            | ask     |
    | 37 | 长期坚持                 | open                                       |         |
    | 37 | 长期                     | open                                       |         |
    | 38 | 持续推进                 | open                                       | ask     |
    | 39 | 2026年底前，并长期坚持   | date=2026-12-31; open                      |         |
    | 40 | 立行立改，长期坚持       | immediate; open                            |         |
    | 41 | 立即                     | immediate                                  |         |
    | 41 | 立行立改                 | immediate                                  |         |
    | 42 | 每月5日前                | recurring=monthly-05                       |         |
    | 43 | 每季度末月25日前         | recurring=quarterly-last-month-25          |         |
    | 44 | 每周一                   | recurring=weekly-1                         |         |
    | 45 | 会后7日内                | relative=meeting+7d                        |         |
    | 46 | 5个工作日内              | date=2026-03-17                            | ask     |
    | 47 | 收到通知后10日内         | relative=receipt+10d                       |         |
    | 48 | 100天内                  | date=2026-06-18                            | ask     |
    | 49 | 一个月内                 | date=2026-04-10                            | ask     |
    | 50 | 3月—6月                  | start=2026-03-01; date=2026-06-30          |         |
    | 51 | 2026.3-2026.12           | start=2026-03-01; date=2026-12-31          |         |
    | 52 | 6月25日-30日             | start=2026-06-25; date=2026-06-30          |         |
    | 53 | 4月底完成设计，8月底开工 | multi=2026-04-30:完成设计\|2026-08-31:开工 |         |
    | 54 | 第一批3月底，第二批6月底 | multi=2026-03-31:第一批\|2026-06-30:第二批 |         |
    | 55 | 原6月30日，调整为8月31日 | original=2026-06-30; date=2026-08-31       | ask     |
    | 56 | 延期至9月底              | date=2026-09-30                            | ask     |
    | 57 | 力争9月底，确保10月底    | target=2026-09-30; date=2026-10-31         |         |
    | 58 | 汛期前                   | unknown                                    | ask     |
    | 59 | 国庆节前                 | date=2026-09-30                            | ask     |
    | 61 | 待定                     | unknown                                    |         |
    | 61 | 另行通知                 | unknown                                    |         |
    | 61 | 根据项目进度             | unknown                                    |         |
    | 63 | /                        | empty                                      |         |
    | 63 | —                        | empty                                      |         |
    | 63 | 无                       | empty                                      |         |
    | 63 | ''                       | empty                                      |         |
    | 64 | 见附件                   | unknown                                    |         |
    | 65 | 6月31日前                | invalid                                    | ask     |
    | 66 | 2月30日                  | invalid                                    | ask     |
    | 67 | 2006.3.15                | date=2006-03-15                            | ask     |
    | 68 | 已完成                   | empty; status=办结                         | ask     |
    | 69 | 2025年12月底前（已超期） | date=2025-12-31                            |         |
    | 70 | 急件3日内，其他15日内    | unknown                                    | ask     |
""")
"""Ledger habits §5.1; rows 60 and 62 have tests of their own."""

OTHERS = rows_of(r"""
    | cell                                                                     | reading                                        | confirm |
    | 2026．4．20                                                              | date=2026-04-20                                |         |
    | 2026—4—20                                                                | date=2026-04-20                                |         |
    | 2026\4\20                                                                | date=2026-04-20                                |         |
    | 2026、4、20                                                              | date=2026-04-20                                |         |
    | 2026年4.20                                                               | date=2026-04-20                                |         |
    | 2026-04-20日前                                                           | date=2026-04-20                                |         |
    | 截止日期：2026年4月20日                                                  | date=2026-04-20                                |         |
    | 须于4月20日前完成                                                        | date=2026-04-20                                |         |
    | 不迟于4月20日                                                            | date=2026-04-20                                |         |
    | 务必于4月20日前完成                                                      | date=2026-04-20                                |         |
    | 4月20日前报送办理结果                                                    | date=2026-04-20                                |         |
    | 力争4月20日前完成                                                        | target=2026-04-20                              | ask     |
    | 202604                                                                   | date=2026-04-30                                | ask     |
    | 260420                                                                   | date=2026-04-20                                | ask     |
    | 46132.75                                                                 | date=2026-04-20                                | ask     |
    | 12345                                                                    | unknown                                        | ask     |
    | 2026-04-20T00:00:00                                                      | date=2026-04-20                                |         |
    | 2026年\n4月20日                                                          | date=2026-04-20                                |         |
    | 二0二六年四月二十日                                                      | date=2026-04-20                                |         |
    | 四月廿五日                                                               | date=2026-04-25                                |         |
    | '26.4.20                                                                 | date=2026-04-20                                | ask     |
    | 26年底                                                                   | date=2026-12-31                                | ask     |
    | 2026.1                                                                   | unknown                                        | ask     |
    | #2026.4                                                                  | date=2026-04-30                                | ask     |
    | 4-5                                                                      | date=2026-04-05                                | ask     |
    | @2027-04-20                                                              | date=2027-04-20                                | ask     |
    | 2062.4.20                                                                | date=2062-04-20                                | ask     |
    | 2026年3月5日                                                             | date=2026-03-05                                | ask     |
    | 4月前                                                                    | date=2026-04-30                                | ask     |
    | 6月底前全部完成                                                          | date=2026-06-30                                |         |
    | 4月20日前（含4月20日）                                                   | date=2026-04-20                                |         |
    | 4月20日（不含）前                                                        | date=2026-04-19                                | ask     |
    | 4月20日17时30分前                                                        | date=2026-04-20                                |         |
    | 4月20日下午五点半前                                                      | date=2026-04-20                                |         |
    | 4月20日24:00                                                             | date=2026-04-20                                |         |
    | 4月20日零点前                                                            | date=2026-04-19                                | ask     |
    | 4月20日25:00                                                             | unknown                                        | ask     |
    | 4月20日17:75                                                             | unknown                                        | ask     |
    | 本月20日前                                                               | date=2026-03-20                                |         |
    | 20日前                                                                   | date=2026-03-20                                | ask     |
    | 5日前                                                                    | date=2026-04-05                                | ask     |
    | 下月31日前                                                               | invalid                                        | ask     |
    | 周一前                                                                   | date=2026-03-16                                | ask     |
    | 本周一                                                                   | date=2026-03-09                                | ask     |
    | 本周内                                                                   | date=2026-03-15                                | ask     |
    | 下周日                                                                   | date=2026-03-22                                |         |
    | 第三季度                                                                 | date=2026-09-30                                |         |
    | 二季度前                                                                 | date=2026-06-30                                | ask     |
    | 前两季度                                                                 | date=2026-06-30                                |         |
    | 上半年底                                                                 | date=2026-06-30                                |         |
    | 岁末                                                                     | date=2026-12-31                                |         |
    | 2026年前                                                                 | date=2026-12-31                                | ask     |
    | 2027年初                                                                 | date=2027-02-28                                | ask     |
    | 次年3月底前                                                              | date=2027-03-31                                |         |
    | 后年底                                                                   | date=2028-12-31                                |         |
    | 去年底                                                                   | date=2025-12-31                                | ask     |
    | “十五五”期间                                                             | date=2030-12-31                                |         |
    | 2035年                                                                   | date=2035-12-31                                | ask     |
    | 长期坚持、常抓不懈                                                       | open                                           |         |
    | 常态化推进                                                               | open                                           | ask     |
    | 6月底前完成并长期坚持                                                    | date=2026-06-30; open                          |         |
    | 6月底前取得阶段性成效，并长期坚持                                        | date=2026-06-30; open                          | ask     |
    | 立即整改、长期坚持                                                       | immediate; open                                |         |
    | 立行立改，6月底前完成                                                    | date=2026-06-30; immediate                     | ask     |
    | 每月15日、月底                                                           | recurring=monthly-15,last                      |         |
    | 每月5日前，长期坚持                                                      | recurring=monthly-05; open                     |         |
    | 每季度首月10日前                                                         | recurring=quarterly-first-month-10             |         |
    | 每季末月底前                                                             | recurring=quarterly-last-month-last            |         |
    | 每年6月底前                                                              | recurring=yearly-06-30                         |         |
    | 每年6月30日、12月31日前                                                  | recurring=yearly-06-30,12-31                   |         |
    | 每两周                                                                   | unknown                                        | ask     |
    | 每月35日                                                                 | unknown                                        | ask     |
    | 会议召开后15天内                                                         | relative=meeting+15d                           |         |
    | 自收到通知之日起30日内                                                   | relative=receipt+30d                           |         |
    | 发文之日起15日内                                                         | relative=publish+15d                           |         |
    | 自交办之日起7日内                                                        | date=2026-03-17                                | ask     |
    | 48小时内                                                                 | date=2026-03-12                                | ask     |
    | 半个月内                                                                 | date=2026-03-25                                | ask     |
    | 两年内                                                                   | date=2028-03-10                                | ask     |
    | 3—5日内                                                                  | unknown                                        | ask     |
    | 二至三季度                                                               | start=2026-04-01; date=2026-09-30              |         |
    | 2026年10月至次年3月                                                      | start=2026-10-01; date=2027-03-31              |         |
    | 11月至2月                                                                | start=2026-11-01; date=2027-02-28              | ask     |
    | 4月1日至31日                                                             | invalid                                        | ask     |
    | 2026-04-01-2026-04-30                                                    | start=2026-04-01; date=2026-04-30              |         |
    | 2026年4月1日—2027年3月31日                                               | start=2026-04-01; date=2027-03-31              |         |
    | 即日起至6月30日                                                          | start=2026-03-10; date=2026-06-30              |         |
    | 2026-2028年                                                              | start=2026-01-01; date=2028-12-31              |         |
    | 6月30日至25日                                                            | unknown                                        | ask     |
    | ①4月底完成设计②8月底开工                                                 | multi=2026-04-30:完成设计\|2026-08-31:开工     |         |
    | （1）4月底完成设计；（2）8月底开工                                       | multi=2026-04-30:完成设计\|2026-08-31:开工     |         |
    | 4月底完成设计\n8月底开工                                                 | multi=2026-04-30:完成设计\|2026-08-31:开工     |         |
    | 一期6月底、二期12月底                                                    | multi=2026-06-30:一期\|2026-12-31:二期         |         |
    | 2027年4月底完成设计，8月底开工                                           | multi=2027-04-30:完成设计\|2027-08-31:开工     |         |
    | 11月底完成设计，明年6月底开工                                            | multi=2026-11-30:完成设计\|2027-06-30:开工     |         |
    | 3月20日、4月20日                                                         | multi=2026-03-20:\|2026-04-20:                 | ask     |
    | 8月31日（原6月30日）                                                     | original=2026-06-30; date=2026-08-31           | ask     |
    | 原2月底，调整为6月底                                                     | original=2026-02-28; date=2026-06-30           | ask     |
    | 申请延期至9月30日                                                        | date=2026-09-30                                | ask     |
    | 确保10月底，力争9月底                                                    | target=2026-09-30; date=2026-10-31             |         |
    | 力争2027年3月底，确保6月底                                               | target=2027-03-31; date=2027-06-30             |         |
    | 两会前                                                                   | unknown                                        | ask     |
    | 春节后                                                                   | unknown                                        | ask     |
    | “十一”前                                                                 | date=2026-09-30                                | ask     |
    | 七一前                                                                   | date=2026-06-30                                | ask     |
    | 中秋、国庆前                                                             | unknown                                        | ask     |
    | 见附件2                                                                  | unknown                                        |         |
    | 2026.2.29                                                                | invalid                                        | ask     |
    | 13月15日                                                                 | invalid                                        | ask     |
    | 20261332                                                                 | invalid                                        | ask     |
    | #20260431                                                                | invalid                                        | ask     |
    | 4月0日                                                                   | invalid                                        | ask     |
    | 已于3月5日完成                                                           | empty; status=办结                             | ask     |
    | 2026年6月底（分两批）                                                    | date=2026-06-30                                | ask     |
    | 特急1日内，急件3日内，一般7日内                                          | unknown                                        | ask     |
    | 3月15日（周日）                                                          | date=2026-03-15                                |         |
    | 3月15日（周一）                                                          | date=2026-03-15                                | ask     |
    | 3月13日周五下班前                                                        | date=2026-03-13                                |         |
    | 31/12/2026                                                               | date=2026-12-31                                | ask     |
    | 4/5/2026                                                                 | unknown                                        | ask     |
    | 12/3/26                                                                  | unknown                                        | ask     |
    | 农历八月十五前                                                           | unknown                                        | ask     |
    | 民国115年4月20日                                                         | unknown                                        | ask     |
    | 4月20日后                                                                | unknown                                        | ask     |
    | 4月20日左右                                                              | date=2026-04-20                                | ask     |
    | 预计4月底                                                                | date=2026-04-30                                | ask     |
    | 4月底或5月初                                                             | unknown                                        | ask     |
    | 4月20日/5月20日                                                          | unknown                                        | ask     |
    | 4月20日？                                                                | date=2026-04-20                                | ask     |
    | 按照市政府2026年3月5日第12次常务会议部署，加快推进项目建设，确保见到实效 | unknown                                        | ask     |
    | 根据2026年3月1日会议纪要要求，于6月30日前完成                            | date=2026-06-30                                | ask     |
    | 3月²                                                                     | unknown                                        | ask     |
    | 2026年6月30日前，县财政局完成                                            | date=2026-06-30                                | ask     |
    | 方案4月10日前报送，6月底前完成                                           | multi=2026-04-10:方案报送\|2026-06-30:完成     |         |
    | 11月底完成主体，3月底完成装修                                            | multi=2026-11-30:完成主体\|2027-03-31:完成装修 | ask     |
    | 延期一个月                                                               | unknown                                        | ask     |
    | 延期至6月31日                                                            | invalid                                        | ask     |
    | 力争提前，确保6月底                                                      | date=2026-06-30                                | ask     |
    | 5月10-15日                                                               | start=2026-05-10; date=2026-05-15              |         |
    | 20260510-20260815                                                        | start=2026-05-10; date=2026-08-15              |         |
    | 2025.9-2026.9                                                            | start=2025-09-01; date=2026-09-30              |         |
    | 1-2月                                                                    | start=2027-01-01; date=2027-02-28              | ask     |
    | 4月25日-5日                                                              | unknown                                        | ask     |
    | 每月5-10日                                                               | unknown                                        | ask     |
    | 每周一、周四                                                             | unknown                                        | ask     |
    | 每月5日前；年底前完成                                                    | date=2026-12-31; recurring=monthly-05          | ask     |
    | 工程竣工后30日内                                                         | unknown                                        | ask     |
    | 请在5日内办结                                                            | date=2026-03-15                                | ask     |
    | 限期3日                                                                  | unknown                                        | ask     |
    | 国庆前夕                                                                 | unknown                                        | ask     |
    | 元旦春节前                                                               | unknown                                        | ask     |
    | 不早于3月15日                                                            | unknown                                        | ask     |
    | 6月底前无法完成                                                          | unknown                                        | ask     |
    | 除6月底前上报外，每月报送                                                | unknown                                        | ask     |
    | 6月底（节假日顺延）                                                      | date=2026-06-30                                | ask     |
    | 6月30日（周三）                                                          | date=2026-06-30                                | ask     |
    | （6月底前）                                                              | date=2026-06-30                                |         |
    | 6月3 0日                                                                 | date=2026-06-30                                | ask     |
    | 2026-06-30 00:00前                                                       | date=2026-06-29                                | ask     |
    | 2026-06-29T16:00:00Z                                                     | unknown                                        | ask     |
    | 2O26.6.30                                                                | unknown                                        | ask     |
    | 20226.6.30                                                               | unknown                                        | ask     |
    | 2026..6.30                                                               | unknown                                        | ask     |
    | 6.3前                                                                    | date=2026-06-03                                |         |
    | 13.5                                                                     | unknown                                        | ask     |
    | #45000                                                                   | date=2023-03-15                                | ask     |
    | #60000                                                                   | unknown                                        | ask     |
    | #0.5                                                                     | unknown                                        | ask     |
    | 2026年2月底前（已超期）                                                  | date=2026-02-28                                |         |
    | 6月底前（已完成）                                                        | date=2026-06-30                                | ask     |
    | 5月20日完成                                                              | date=2026-05-20                                |         |
    | 同上，6月底前                                                            | unknown                                        | ask     |
    | 以通知为准                                                               | unknown                                        | ask     |
    | 长期坚持，每季度报送                                                     | recurring=quarterly; open                      | ask     |
    | 中长期                                                                   | unknown                                        | ask     |
    | 2026年3月5日前的遗留问题                                                 | unknown                                        | ask     |
    | 〔2026〕15号                                                             | unknown                                        | ask     |
    | 最迟不超过9月底                                                          | date=2026-09-30                                |         |
    | Q2                                                                       | date=2026-06-30                                |         |
    | 今年2月底前                                                              | date=2026-02-28                                | ask     |
    | 上月底                                                                   | unknown                                        | ask     |
    | 两三天内 | unknown | ask |
    | 10日 | unknown | ask |
    | 约年底前 | date=2026-12-31 | ask |
    | 6月25日、12月25日 | multi=2026-06-25:\|2026-12-25: | ask |
    | 第3季度报告 | unknown | ask |
    | 5月15日通知 | unknown | ask |
    | 2026年1月31日（已超期38天） | date=2026-01-31 | ask |
    | 20260515 17:30 | date=2026-05-15 |  |
    | 会后7三日内 | relative=meeting+73d | ask |
    | 见附件（9月底） | unknown | ask |
    | 462490 | unknown | ask |
    | 461231 | date=2046-12-31 | ask |
    | 长期整改 | open | |
    | 持续整改 | open | ask |
    | 常年坚持 | open | ask |
    | 立整立改 | immediate | |
    | 即行即改 | immediate | |
    | 每季度最后一月25日 | recurring=quarterly-last-month-25 | |
    | 每季度第三个月25日前 | recurring=quarterly-last-month-25 | |
    | 每周星期五 | recurring=weekly-5 | |
    | 每逢周一 | recurring=weekly-1 | |
    | 收到本通知之日起10日内 | relative=receipt+10d | |
    | 通知印发之日起15日内 | relative=publish+15d | |
    | 6月中下旬 | date=2026-06-30 | ask |
    | 9月上中旬 | date=2026-09-20 | ask |
    | 6月上旬至中旬 | start=2026-06-01; date=2026-06-20 | |
    | 6月10日至月底 | start=2026-06-10; date=2026-06-30 | |
    | 3月—明年6月 | start=2026-03-01; date=2027-06-30 | |
    | 3月—2027年6月 | start=2026-03-01; date=2027-06-30 | ask |
    | 11月—2027年6月 | start=2026-11-01; date=2027-06-30 | |
    | 2026.3-12 | date=2026-03-12 | ask |
    | 2026.3-15 | date=2026-03-15 | |
    | 2026年6月18曰 | date=2026-06-18 | ask |
    | 20260520.0 | date=2026-05-20 | |
    | 2026.5.20.前 | date=2026-05-20 | |
    | 2026底 | date=2026-12-31 | |
    | 十六五末 | date=2035-12-31 | |
    | 4月底：完成设计；8月底：开工 | multi=2026-04-30:完成设计\|2026-08-31:开工 | |
    | 3月底第一批，6月底第二批 | multi=2026-03-31:第一批\|2026-06-30:第二批 | |
    | 4月31日完成设计，8月底开工 | invalid | ask |
    | 6月31日-7月5日 | invalid | ask |
    | 农历2月30日完成 | unknown | ask |
    | 农历一期6月底，二期12月底 | unknown | ask |
    | 力争9月底完工，确保10月底完工 | target=2026-09-30; date=2026-10-31 | |
    | 力争6月底前完工、确保7月15日前完工 | target=2026-06-30; date=2026-07-15 | |
    | 力争9月底完成设计，确保10月底开工 | multi=2026-09-30:完成设计\|2026-10-31:开工 | ask |
""")
"""Others of the same kinds."""

OTHER_DAYS = rows_of(r"""
    | on         | year | cell           | reading                           | confirm |
    | 2027-01-05 | 2027 | 2月底          | date=2027-02-28                   |         |
    | 2027-01-05 | 2027 | 2月29日        | invalid                           | ask     |
    | 2027-01-05 | 2027 | 春节前         | date=2027-02-05                   | ask     |
    | 2027-01-05 | 2027 | 元旦前         | date=2027-12-31                   | ask     |
    | 2027-01-05 | 2027 | 年底前         | date=2027-12-31                   |         |
    | 2027-01-05 | 2027 | 2026.3.15      | date=2026-03-15                   | ask     |
    | 2027-01-05 | 2027 | 本周五前       | date=2027-01-08                   |         |
    | 2027-01-05 | 2027 | 明年3月底前    | date=2028-03-31                   |         |
    | 2027-01-05 | 2027 | 6月31日        | invalid                           | ask     |
    | 2027-01-05 | 2027 | 20270115       | date=2027-01-15                   |         |
    | 2027-01-05 | 2027 | 2027.3-2027.12 | start=2027-03-01; date=2027-12-31 |         |
    | 2027-01-05 | 2027 | 5个工作日内    | date=2027-01-12                   | ask     |
    | 2028-02-01 | 2028 | 2月底          | date=2028-02-29                   |         |
    | 2028-02-01 | 2028 | 2月29日        | date=2028-02-29                   |         |
    | 2028-02-01 | 2028 | 2月30日        | invalid                           | ask     |
    | 2028-02-01 | 2028 | 2028.2.29      | date=2028-02-29                   |         |
    | 2028-02-01 | 2028 | 2月下旬        | date=2028-02-29                   |         |
    | 2028-02-01 | 2028 | 一个月内       | date=2028-03-01                   | ask     |
    | 2028-02-01 | 2028 | 端午节前       | date=2028-05-27                   | ask     |
    | 2028-02-01 | 2028 | 中秋前         | date=2028-10-02                   | ask     |
    | 2028-02-01 | 2028 | 十五五末       | date=2030-12-31                   |         |
    | 2028-02-01 | 2028 | 年初           | date=2028-02-29                   | ask     |
    | 2025-11-20 | 2025 | 3月15日        | date=2026-03-15                   | ask     |
    | 2025-11-20 | 2025 | 明年3月15日    | date=2026-03-15                   |         |
    | 2025-11-20 | 2025 | 年底前         | date=2025-12-31                   |         |
    | 2025-11-20 | 2025 | 一季度         | date=2026-03-31                   | ask     |
    | 2025-11-20 | 2025 | 十四五末       | date=2025-12-31                   |         |
    | 2025-11-20 | 2025 | 春节前         | date=2026-02-16                   | ask     |
    | 2025-11-20 | 2025 | 国庆节前       | date=2026-09-30                   | ask     |
    | 2025-11-20 | 2025 | 下月10日前     | date=2025-12-10                   |         |
    | 2025-11-20 | 2025 | 11月-次年3月   | start=2025-11-01; date=2026-03-31 |         |
    | 2025-11-20 | 2025 | 11月至3月      | start=2025-11-01; date=2026-03-31 | ask     |
    | 2026-01-10 | 2026 | 春节前         | date=2026-02-16                   | ask     |
    | 2026-01-10 | 2026 | 元宵节前       | date=2026-03-02                   | ask     |
    | 2026-01-30 | 2026 | 一个月内       | date=2026-02-28                   | ask     |
    | 2026-01-30 | 2026 | 月底           | date=2026-01-31                   |         |
    | 2026-01-30 | 2026 | 下月30日前     | invalid                           | ask     |
    | 2026-03-31 | 2026 | 月底前         | date=2026-03-31                   |         |
    | 2026-03-31 | 2026 | 下月底         | date=2026-04-30                   |         |
    | 2026-03-31 | 2026 | 3月底          | date=2026-03-31                   |         |
    | 2025-12-25 | 2026 | 3月15日        | date=2026-03-15                   |         |
    | 2025-12-25 | 2026 | 年底前         | date=2026-12-31                   |         |
    | 2025-12-25 | 2026 | 明年3月底      | date=2026-03-31                   | ask     |
    | 2025-12-25 | 2026 | 月底           | date=2025-12-31                   |         |
    | 2027-03-10 | 2027 | 2月底          | date=2028-02-29                   | ask     |
    | 2027-03-10 | 2027 | 2月29日        | invalid                           | ask     |
    | 2027-03-10 | 2027 | 清明节前       | date=2027-04-04                   | ask     |
    | 2027-03-10 | 2027 | 端午节前       | date=2027-06-08                   | ask     |
    | 2027-03-10 | 2027 | 中秋节前       | date=2027-09-14                   | ask     |
    | 2027-03-10 | 2027 | 明年2月底      | date=2028-02-29                   |         |
    | 2027-03-10 | 2027 | 明年2月29日    | date=2028-02-29                   |         |
    | 2027-03-10 | 2027 | 2028年2月      | date=2028-02-29                   |         |
    | 2027-03-10 | 2027 | 2028.2.29      | date=2028-02-29                   |         |
    | 2027-03-10 | 2027 | 2027.2.29      | invalid                           | ask     |
    | 2027-03-10 | 2027 | 本周五         | date=2027-03-12                   |         |
    | 2027-03-10 | 2027 | 5个工作日内    | date=2027-03-17                   | ask     |
    | 2027-03-10 | 2027 | 27.4.20        | date=2027-04-20                   | ask     |
    | 2027-03-10 | 2027 | 2006.4.20      | date=2006-04-20                   | ask     |
    | 2027-03-10 | 2027 | 2024.4.20      | date=2024-04-20                   | ask     |
    | 2027-03-10 | 2027 | 46497          | date=2027-04-20                   | ask     |
    | 2025-03-10 | 2025 | 3.31前         | date=2025-03-31                   |         |
    | 2025-03-10 | 2025 | 2月底          | date=2026-02-28                   | ask     |
    | 2025-03-10 | 2025 | 十四五末       | date=2025-12-31                   |         |
    | 2025-03-10 | 2025 | 国庆节前       | date=2025-09-30                   | ask     |
    | 2025-03-10 | 2025 | 中秋节前       | date=2025-10-05                   | ask     |
    | 2025-03-10 | 2025 | 端午节前       | date=2025-05-30                   | ask     |
    | 2025-03-10 | 2025 | 清明节前       | date=2025-04-03                   | ask     |
    | 2025-03-10 | 2025 | 春节前         | date=2026-02-16                   | ask     |
    | 2025-03-10 | 2025 | 本周五前       | date=2025-03-14                   |         |
    | 2025-03-10 | 2025 | 下周三         | date=2025-03-19                   |         |
    | 2025-03-10 | 2025 | 5个工作日内    | date=2025-03-17                   | ask     |
    | 2025-03-10 | 2025 | 明年3月底前    | date=2026-03-31                   |         |
    | 2025-03-10 | 2025 | 45762          | date=2025-04-15                   | ask     |
    | 2025-03-10 | 2025 | 2月30日        | invalid                           | ask     |
    | 2025-03-10 | 2025 | 一个月内       | date=2025-04-10                   | ask     |
    | 2025-03-10 | 2025 | 会后7日内      | relative=meeting+7d               |         |
    | 2025-01-10 | 2025 | 春节前         | date=2025-01-28                   | ask     |
    | 2028-03-10 | 2028 | 2月底          | date=2029-02-28                   | ask     |
    | 2028-03-10 | 2028 | 2月30日        | invalid                           | ask     |
    | 2028-03-10 | 2028 | 本周五前       | date=2028-03-10                   |         |
    | 2028-03-10 | 2028 | 下周三         | date=2028-03-15                   |         |
    | 2028-03-10 | 2028 | 一季度末       | date=2028-03-31                   |         |
    | 2028-03-10 | 2028 | 4月31日        | invalid                           | ask     |
""")
"""Written on other days, in ledgers of other years."""


def answer(found: TimeLimit) -> tuple[str, str]:
    return found.reading, "ask" if found.confirm else ""


@pytest.mark.parametrize(("row", "cell", "reading", "confirm"), THE_SEVENTY)
def test_row_of_the_habits__read_as_it_says(row: str, cell: str, reading: str, confirm: str) -> None:
    assert answer(read(value_of(cell))) == (reading, confirm), row


@pytest.mark.parametrize(("cell", "reading", "confirm"), OTHERS)
def test_other_cell_of_the_same_kinds__read_or_asked(cell: str, reading: str, confirm: str) -> None:
    assert answer(read(value_of(cell))) == (reading, confirm)


@pytest.mark.parametrize(("on", "year", "cell", "reading", "confirm"), OTHER_DAYS)
def test_cell_of_another_year__read_from_its_own_day(on: str, year: str, cell: str, reading: str, confirm: str) -> None:
    found = read(value_of(cell), on=date.fromisoformat(on), year=int(year))
    assert answer(found) == (reading, confirm)


def test_row_60__before_the_spring_festival_that_follows() -> None:
    assert answer(read("春节前", on=date(2026, 1, 10))) == ("date=2026-02-16", "ask")


def test_row_62__takes_over_the_row_above_and_asks() -> None:
    above = read("2026年底前，并长期坚持")
    found = read_deadline("同上", on=ON, workdays=official_workdays(), above=above)
    assert (*answer(found), found.note) == ("date=2026-12-31; open", "ask", "T172")
    assert answer(read("同上")) == ("unknown", "ask")  # nothing known above


def test_row_47__dated_where_the_receipt_is_known() -> None:
    found = read_deadline("收到通知后10日内", on=ON, workdays=official_workdays(), receipt_on=ON)
    assert answer(found) == ("date=2026-03-20; relative=receipt+10d", "")
    meeting = read_deadline("会后10日内", on=ON, workdays=official_workdays(), receipt_on=ON)
    assert meeting.due is None


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ("月亮圆的时候再说", "T101"),
        ("待定", "T109"),
        ("6月31日", "T121"),
        ("26.4.20", "T123"),
        ("46132", "T124"),
        ("2月底", "T125"),
        ("5.1", "T126"),
        ("2016.4.20", "T127"),
        ("4月初", "T128"),
        ("6月3 0日", "T129"),
        ("2026年3月5日前", "T160"),
        ("立行立改", "T161"),
        ("汛期前", "T162"),
        ("4月底前完成主体工程", "T163"),
        ("4月底左右", "T164"),
        ("3月15日（周一）", "T165"),
        ("4/5/2026", "T166"),
        ("5个工作日内", "T167"),
        ("延期至9月底", "T168"),
        ("4月20日（不含）前", "T169"),
        ("急件3日内，其他15日内", "T170"),
        ("已完成", "T171"),
        ("同上", "T172"),
        ("按照市政府2026年3月5日第12次常务会议部署，加快推进项目建设", "T173"),
        ("3月²", "T174"),
        ("持续推进", "T175"),
        ("力争9月底", "T176"),
    ],
)
def test_doubt__told_with_its_own_reason_and_the_cell_quoted(cell: str, note: str) -> None:
    found = read(cell)
    assert found.note == note
    said = message(finding(note, **found.quoted))
    assert cell in said or note == "T109"


def test_impossible_day__suggestion_told_with_the_note() -> None:
    assert "2026-06-30" in message(finding("T121", **read("6月31日前").quoted))


# --- what must always hold --------------------------------------------------------------------------------------------

KINDS = [cell for _, cell, _, _ in THE_SEVENTY if cell[0] not in "#@'"] + [
    row[0] for row in OTHERS if row[0][0] not in "#@'"
]
UNDERSTOOD = [cell for cell in KINDS if not read(cell).confirm and read(cell).is_understood and "，" not in cell]
WIDE = {code: code + 0xFEE0 for code in map(ord, "0123456789/-.:()")}


@pytest.mark.parametrize("cell", KINDS)
def test_width_blanks_and_marks_around__change_no_reading(cell: str) -> None:
    expected = read(cell).reading
    blanks = re.sub(r"(?<=[\u4e00-\u9fff])(?=[\d\u4e00-\u9fff])|(?<=\d)(?=[\u4e00-\u9fff])", " ", cell)
    for spelling in (cell.translate(WIDE), f"  {cell}\u3000", f"{cell}。", f"“{cell}”", blanks, f"\ufeff{cell}\u200b"):
        assert read(spelling).reading == expected, spelling


NOTATIONS = (
    "{y}-{m:02d}-{d:02d}",
    "{y}-{m}-{d}",
    "{y}/{m}/{d}",
    "{y}.{m}.{d}",
    "{y}.{m:02d}.{d:02d}.",
    "{y}。{m}。{d}",
    "{y}\\{m}\\{d}",
    "{y}、{m}、{d}",
    "{y}年{m}月{d}日",
    "{y} 年 {m} 月 {d} 日",
    "{y}年{m}月{d}号",
    "{y}年{m}月{d}日前",
    "{y}年{m}月{d}日（含）前",
    "{y}年{m}月{d}日之前完成",
    "截至{y}年{m}月{d}日",
    "不迟于{y}年{m}月{d}日",
    "务必于{y}年{m}月{d}日前办结",
    "{y}{m:02d}{d:02d}",
    "{y}/{m}/{d} 0:00:00",
    "{y}年{m}月{d}日17:30前",
    "{y}年{m}月{d}日下班前",
    "（{y}年{m}月{d}日）",
)


@given(st.dates(ON, date(2029, 12, 31)), st.sampled_from(NOTATIONS))
def test_existing_day_in_any_notation__that_day(day: date, notation: str) -> None:
    found = read(notation.format(y=day.year, m=day.month, d=day.day))
    assert answer(found) == (f"date={day}", "")


@given(st.integers(2026, 2029), st.integers(1, 12), st.integers(29, 31), st.sampled_from(NOTATIONS))
def test_day_beyond_the_month__never_rolled_over(year: int, month: int, day: int, notation: str) -> None:
    last = month_end(year, month)
    if day > last.day:
        found = read(notation.format(y=year, m=month, d=day))
        assert (found.reading, found.confirm, found.due, found.suggestion) == ("invalid", True, None, last)


def test_month_that_does_not_exist__suggests_nothing() -> None:
    found = read("13月15日")
    assert (found.reading, found.suggestion, found.note) == ("invalid", None, "T122")
    assert "13月15日" in message(finding(found.note, **found.quoted))


JUNK = (
    "后",
    "起",
    "以外",
    "左右",
    "或",
    "非",
    "除外",
    "农历",
    "民国",
    "若",
    "取消",
    "方可",
    "期间",
    "三次",
    "甲乙",
    "约定",
    "7",
)


@given(st.sampled_from(UNDERSTOOD), st.sampled_from(JUNK), st.booleans())
def test_words_not_understood_at_an_end__asked_or_unknown(cell: str, junk: str, before: bool) -> None:
    found = read(f"{junk}{cell}" if before else f"{cell}{junk}")
    in_a_label = any(junk in label for _day, label in found.stages)  # what a stage is called is free text
    assert found.confirm or not found.is_understood or in_a_label, found.reading


@given(st.sampled_from(UNDERSTOOD), st.sampled_from(UNDERSTOOD))
def test_two_limits_run_together__never_one_of_them_unasked(first: str, second: str) -> None:
    found = read(first + second)
    if found.is_understood and not found.confirm:
        alone = {read(first).reading, read(second).reading}
        assert found.reading not in alone or len(alone) == 1


@given(
    st.text(
        alphabet="0123456789年月日前底末周季度个工作内原调整为至每上下旬半初，、.-/（） 一二三十完成\n①", max_size=40
    )
)
def test_any_text__read_and_every_doubt_explained(text: str) -> None:
    found = read(text)
    assert found.reading == "empty" or found.written == text.strip()
    assert not (found.confirm or found.reading in ("unknown", "invalid")) or found.note in CATALOGUE
