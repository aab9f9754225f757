"""The score workbook shows what Python scored, and its formulas give the same when an office suite recalculates them."""

import io
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from functools import cache

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook

from duban_xl.catalogue.scoring import trace
from duban_xl.documents.difference_book import build_difference_book
from duban_xl.documents.scores.workbook import build_score_book
from duban_xl.model.ledger import Ledger
from duban_xl.model.score import PublishedFigure, Scoreboard
from duban_xl.model.text_size import lines
from duban_xl.score.compare import compare
from duban_xl.score.engine import score
from samples.generator.methods import examples
from tests.method_samples import ledger_of_example
from tests.methods_whole import ledger_of_book
from tests.methods_year import year_book
from tests.scoring import period_of, scoring_ledger

CREATED = datetime(2026, 10, 8)  # noqa: DTZ001 - a workbook's date knows no time zone
UNITS = """
    甲镇 乡镇; 乙镇 乡镇; 丙镇 乡镇; 丁镇 乡镇; 戊镇 乡镇; 己镇 乡镇; 甲局 县直部门; 乙局 县直部门; 丙局 县直部门;
    丁局 县直部门; 戊局 县直部门; 东街道 街道
"""
INSPECTED = "甲镇 乙镇 丙镇 丁镇 己镇 甲局 乙局 丙局 丁局"
EVENTS = """
    | 序号 | 事件日期   | 单位 | 事项编号 | 规则编号 | 依据文件        | 发文机关   | 核实   | 状态   | 正当理由 | 认定日期   |
    | 1    | 2026-02-28 | 甲镇 | D-1      | A7a      |                 |            |        | 已确认 |          | 2026-03-02 |
    | 2    | 2026-03-20 | 甲镇 |          | A12a     | 云督〔2026〕3号 | 县委督查室 |        | 已确认 |          | 2026-03-20 |
    | 3    | 2026-03-20 | 甲镇 |          | A12a     | 云督[2026]3号   | 县委督查室 |        | 已确认 |          | 2026-03-21 |
    | 4    | 2026-03-30 | 甲镇 |          | A10b     | 批示〔2026〕7号 |            |        | 已确认 |          | 2026-04-08 |
    | 5    | 2026-05-06 | 乙镇 |          | A9       | 云安〔2026〕9号 | 县应急局   |        | 已确认 |          | 2026-05-06 |
    | 6    | 2026-06-30 | 丙镇 | D-2      | A7a      |                 |            |        | 免扣   | 台风停工 | 2026-07-01 |
    | 7    | 2026-07-01 | 丁镇 |          | A12b     | 《断头路之问》  |            | 属实   | 已确认 |          | 2026-07-09 |
    | 8    | 2026-07-02 | 丁镇 |          | A12b     | 《断头路之问》  |            | 属实   | 已确认 |          | 2026-07-09 |
    | 9    | 2026-07-03 | 丁镇 |          | A12c     | 内参第9期       |            | 待核实 | 已确认 |          | 2026-07-09 |
    | 10   | 2026-08-12 | 乙局 |          | A8b      | 县委常委会纪要  |            |        | 已确认 |          | 2026-08-20 |
    | 11   | 2026-09-30 | 乙局 | D-3      | A11a     |                 |            |        | 已确认 |          | 2026-10-02 |
    | 12   | 2026-09-30 | 丙局 | D-4      | A7a      |                 |            |        | 候选   |          |            |
    | 13   | 2026-04-07 | 丙局 |          | A9       | 云安〔2026〕8号 |            |        | 已撤销 |          | 2026-04-09 |
    | 14   | 2026-05-20 | 丁局 |          | A6       | 瓯办〔2026〕1号 | 瓯江市府办 |        | 已确认 |          | 2026-05-20 |
    | 15   | 2026-11-20 | 丁局 |          | A9       | 云安〔2026〕20号|            |        | 已确认 |          | 2026-11-20 |
    | 16   | 2026-06-20 | 戊局 |          | A10a     | 全县大会        |            |        | 已确认 |          | 2026-06-21 |
"""
PRAISE = "| 日期 | 类型 | 单位 | 文号 |\n| 2026-05-04 | 通报表扬 | 甲局 | 云督〔2026〕5号 |"
BELOW_ZERO = "".join(
    f"    | {n} | 2026-05-{n - 20:02d} | 己镇 | | A8b | 第{n}号文件 | | | 已确认 | | 2026-05-30 |\n"
    for n in range(21, 42)
)


def the_ledger(**changes: str) -> Ledger:
    return scoring_ledger(
        EVENTS + BELOW_ZERO, units=UNITS, inspected=INSPECTED, consequences=PRAISE, settings=changes or None
    )


@cache
def the_board(period: str = "2026Q3", **changes: str) -> Scoreboard:
    return score(the_ledger(**changes), period_of(period))


@cache
def the_bytes(period: str = "2026Q3", **changes: str) -> bytes:
    return build_score_book(the_board(period, **changes), ledger=the_ledger(**changes), created=CREATED)


def opened(data: bytes, *, values: bool = True) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=values)


def column(book: Workbook, tab: str, header: str) -> dict[str, object]:
    """Unit → the value of a column."""
    rows = list(book[tab].iter_rows(min_row=3, values_only=True))
    unit, wanted = rows[0].index("单位"), rows[0].index(header)
    return {str(row[unit]): row[wanted] for row in rows[1:] if row[unit]}


def details(data: bytes) -> list[dict[str, object]]:
    """The rows of 明细 by header."""
    header, *rows = opened(data)["明细"].iter_rows(min_row=3, values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


def formulas(data: bytes) -> Iterator[tuple[str, str]]:
    for sheet in opened(data, values=False).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.value.startswith("="):
                    yield sheet.title, cell.coordinate


def as_decimal(value: object) -> Decimal | None:
    return None if value in ("", None) else Decimal(str(value))


COLUMNS = {
    "名次": "rank",
    "扣分合计": "year_points",
    "原始分": "raw",
    "限底后": "own_score",
    "得分": "score",
    "权重": "weight",
    "折算分": "counted",
    "本季扣分": "period_points",
    "累计扣分": "year_points",
    "剩余分": "remaining",
}


@pytest.mark.parametrize("header", COLUMNS)
def test_summary__carries_the_values_that_python_found(header: str) -> None:
    board, shown = the_board(), column(opened(the_bytes()), "汇总", header)
    expected = {unit.unit: getattr(unit, COLUMNS[header]) for unit in board.units}
    assert {unit: as_decimal(value) for unit, value in shown.items()} == {
        unit: None if value is None else round(Decimal(value), 10) for unit, value in expected.items()
    }


def test_summary__lists_the_units_by_group_and_place() -> None:
    assert list(column(opened(the_bytes()), "汇总", "名次")) == [unit.unit for unit in the_board().units]


def test_details__one_row_per_event_with_its_trace() -> None:
    rows, board = details(the_bytes()), the_board()
    assert [row["说明"] for row in rows] == [trace(event) for event in board.events]
    assert [as_decimal(row["扣分"]) for row in rows] == [event.points for event in board.events]


def test_late_entry__marked_in_the_details() -> None:
    rows = details(the_bytes("2026Q2"))
    assert [row["处理"] for row in rows if row["规则"] == "A10b"] == ["计分（2026年第二季度补记）"]


def test_quarters__sum_up(period: str = "2026") -> None:
    book, board = opened(the_bytes(period)), the_board(period)
    for quarter, index in zip(board.quarters, range(4), strict=True):
        shown = column(book, "季度", quarter.name)
        assert {unit.unit: unit.quarter_points[index] for unit in board.units} == {
            name: as_decimal(value) for name, value in shown.items()
        }


def test_notes__print_every_setting_and_mark_the_conventions() -> None:
    rows = list(opened(the_bytes())["口径说明"].iter_rows(values_only=True))
    shown = {str(row[0]).lstrip("※"): row[1] for row in reversed(rows)}
    assert {line.key: line.value for line in the_board().settings}.items() <= shown.items()
    assert {"※得分下限", "※季度通报截止"} <= {row[0] for row in rows}


def test_notes__list_what_keeps_a_unit_from_a_value() -> None:
    words = [str(row[2]) for row in opened(the_bytes())["口径说明"].iter_rows(values_only=True)]
    assert any("东街道" in text for text in words)


def test_book__has_charts_print_setup_and_frozen_headers() -> None:
    data = the_bytes()
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 4
    book = opened(data)
    assert book.sheetnames == ["汇总", "明细", "待定", "季度", "条款", "图表", "单位成绩单", "口径说明"]
    assert {sheet.page_setup.paperSize for sheet in book.worksheets} == {9}
    assert [book[tab].freeze_panes for tab in ("汇总", "明细", "季度")] == ["D4", "E4", "B4"]


def test_book__same_input_same_bytes() -> None:
    assert build_score_book(the_board(), ledger=the_ledger(), created=CREATED) == the_bytes()


def test_long_names_of_units__are_wrapped_in_rows_that_are_high_enough() -> None:
    name = "中共云溪县委机构编制委员会办公室"
    rows = f"| 序号 | 事件日期 | 单位 | 规则编号 | 依据文件 | 状态 |\n| 1 | 2026-03-02 | {name} | A8b | 会议纪要 | 已确认 |"
    ledger = scoring_ledger(rows, units=f"{name} 县直部门; 乙局 县直部门")
    book = opened(build_score_book(score(ledger, period_of("2026Q1")), ledger=ledger, created=CREATED))
    for tab in ("汇总", "明细", "季度"):
        cell = next(cell for row in book[tab].iter_rows(min_row=4) for cell in row if cell.value == name)
        width, height = book[tab].column_dimensions[cell.column_letter].width, book[tab].row_dimensions[cell.row].height
        assert cell.alignment.wrap_text
        assert height >= 15 * lines(name, width), tab


def test_nobody_lost_points__no_chart_of_points() -> None:
    ledger = scoring_ledger(units=UNITS)
    data = build_score_book(score(ledger, period_of("2026")), ledger=ledger, created=CREATED)
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert sum(name.startswith("xl/charts/chart") for name in names) == 3


def without_cached_values(data: bytes) -> bytes:
    """The workbook with every formula's value removed, so that nothing but a calculation can bring it back."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            part = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                part = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", part)
            target.writestr(name, part)
    return result.getvalue()


CANGNAN: dict[str, dict[str, str]] = {
    "cangnan": {},
    "cangnan, base and highest": {"未被督查单位": "基本分", "同一事项多条规则": "就高"},
    "cangnan, no score": {"未被督查单位": "不计分", "未被督查单位排名": "不参加"},
}
SAMPLES = ("K01-1", "K02-1", "K11-1", "K12-1", "K16-1", "K19-3", "K20-2", "K24-3", "K25-2")


@cache
def sample_books() -> dict[str, bytes]:
    """The score workbooks of examples of many kinds, with every setting that the example tries."""
    found: dict[str, bytes] = {}
    for example in (example for example in examples() if example.name in SAMPLES):
        for number, expected in enumerate(example.expected):
            ledger = ledger_of_example(example, expected)
            board = score(ledger, period_of(expected.period))
            found[f"{example.name}_{number}"] = build_score_book(board, ledger=ledger, created=CREATED)
    return found


@cache
def difference_books() -> dict[str, bytes]:
    """Two periods, and two methods, side by side."""
    pairs = {
        "difference of periods": (the_board("2026Q1"), the_board("2026Q3")),
        "difference of methods": (the_board(), the_board("2026Q3", **CANGNAN["cangnan, no score"])),
    }
    return {
        name: build_difference_book(compare(*boards), title=f"2026年{name}", note="", created=CREATED)
        for name, boards in pairs.items()
    }


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, bytes]]:
    """Name → the workbook as we wrote it, and as LibreOffice saves it after calculating; one start of it for all."""
    folder = tmp_path_factory.mktemp("office")
    ours = {name: the_bytes("2026Q3", **changes) for name, changes in CANGNAN.items()} | sample_books()
    ours |= difference_books()
    (folder / "in").mkdir()
    for name, data in ours.items():
        (folder / "in" / f"{name}.xlsx").write_bytes(without_cached_values(data))
    office = shutil.which("soffice")
    assert office
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = [f"in/{name}.xlsx" for name in ours]
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", "out", *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=300)
    return {name: (data, (folder / "out" / f"{name}.xlsx").read_bytes()) for name, data in ours.items()}


@pytest.mark.office
def test_recalculated_by_an_office_suite__every_formula_gives_pythons_value(
    books: dict[str, tuple[bytes, bytes]],
) -> None:
    differences: list[tuple[str, str, str, object, object]] = []
    count = 0
    for name, (data, again) in books.items():
        ours, theirs = opened(data), opened(again)
        for tab, cell in formulas(data):
            count += 1
            said, found = ours[tab][cell].value, theirs[tab][cell].value
            if (said or None, said == 0) != (found or None, found == 0):  # neither 0 for nothing nor nothing for 0
                differences.append((name, tab, cell, said, found))
    assert differences == []
    assert count > 2000


def test_figures_that_no_formula_gives__are_marked_and_named() -> None:
    """What a consequence changes comes after the ranking: the program's figures, and the row says which and why."""
    rows = summary_of(sample_books()["K24-3_0"])
    said = {row["单位"]: str(row["说明"]) for row in rows}
    assert any("由程序计算" in text and "名次" in text for text in said.values())


def test_sections__parents_add_up_what_lies_below_them() -> None:
    data = sample_books()["K01-1_0"]
    header, *rows = opened(data)["分项"].iter_rows(min_row=3, values_only=True)
    found = [dict(zip(map(str, header), row, strict=True)) for row in rows]
    parents = {(row["单位"], row["分项"]): row["得分"] for row in found if row["方式"] == "合成"}
    sums: dict[tuple[object, object], Decimal] = {}
    for row in found:
        place = (row["单位"], row["上级"])
        sums[place] = sums.get(place, Decimal(0)) + Decimal(str(row["得分"]))
    assert {place: Decimal(str(score)) for place, score in parents.items()} == {p: sums[p] for p in parents}
    assert {row["计算"] for row in found} == {"公式"}


def weighted_sections(settings: str = "") -> Workbook:
    """A book of a method with two sections of 100 and 105 marks, weighted, and nothing that happened."""
    ledger = scoring_ledger(
        "",
        units="甲镇 乡镇; 乙镇 乡镇",
        scoring_settings=f"| 口径 | 取值 |\n| 方法名称 | 办法 |\n{settings}",
        scoring_sections="""
            | 分项号 | 名称 | 满分 | 计分方式 | 各组权重 |
            | 1 | 日常督查 | 100 | 扣分 | 乡镇=60% |
            | 2 | 专项督查 | 105 | 扣分 | 乡镇=40% |
        """,
    )
    return opened(build_score_book(score(ledger, period_of("2026")), ledger=ledger, created=CREATED))


def test_base__not_told_where_weighted_sections_make_the_total() -> None:
    said = str(weighted_sections()["汇总"]["A2"].value)
    assert "205" not in said
    assert "分项满分：1 日常督查 100、2 专项督查 105，按权重合成" in said
    assert "基本分 100 分" in str(weighted_sections("| 基本分 | 100 |")["汇总"]["A2"].value)


def test_no_events__details_say_so_instead_of_an_empty_table() -> None:
    assert "无" in [cell.value for cell in weighted_sections()["明细"][4]]


def test_pages__one_per_unit_and_signed_off() -> None:
    sheet = opened(the_bytes())["单位成绩单"]
    texts = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
    board = the_board()
    assert texts.count("单位成绩单") == len(board.units)
    assert {unit.unit for unit in board.units} <= set(texts)
    assert sum(text.startswith("单位负责人") for text in texts) == len(board.units)
    breaks = {found.id for found in sheet.row_breaks.brk}
    titles = {row for row, text in enumerate(texts, 1) if text == "单位成绩单"}
    assert breaks == {row - 1 for row in titles if row > 1} | {
        row - 1 for row, text in enumerate(texts, 1) if text.endswith("（续）")
    }


def test_pages__long_one_goes_on_with_its_name_and_the_head_of_its_table() -> None:
    rows = "".join(f"| {n} | 2026-05-01 | 己镇 | A8b | 第{n}号文件 | 已确认 |\n" for n in range(1, 61))
    ledger = scoring_ledger(f"| 序号 | 事件日期 | 单位 | 规则编号 | 依据文件 | 状态 |\n{rows}", units=UNITS)
    sheet = opened(build_score_book(score(ledger, period_of("2026")), ledger=ledger, created=CREATED))["单位成绩单"]
    texts = [str(row[0]) for row in sheet.iter_rows(values_only=True)]
    places = [place for place, text in enumerate(texts) if text == "己镇　单位成绩单（续）"]
    assert len(places) >= 2 and texts[places[0] + 1] == "号"
    assert {texts.count("单位成绩单"), len(ledger.units.units)} == {12}
    assert set(places) <= {found.id for found in sheet.row_breaks.brk}


def unit_page(ledger: Ledger, unit: str, period: str = "2026") -> list[str]:
    """What stands on a unit's page, cell by cell."""
    book = opened(build_score_book(score(ledger, period_of(period)), ledger=ledger, created=CREATED))
    cells = [str(value) for row in book["单位成绩单"].iter_rows(values_only=True) for value in row if value is not None]
    start = cells.index(unit) - 1
    ends = [place for place, text in enumerate(cells) if text == "单位成绩单" and place > start]
    return cells[start : ends[0] if ends else len(cells)]


def test_pages__figures_of_the_headline_are_those_of_the_summary() -> None:
    """Also where the program leaves a figure out: both say so."""
    ledger = ledger_of_book(year_book("yingshang_huanjing"))
    data = build_score_book(score(ledger, period_of("2026Q1")), ledger=ledger, created=CREATED)
    values, unit, compared = opened(data), "", set[object]()
    page, summary = values["单位成绩单"], {str(row["单位"]): row for row in summary_of(data)}
    for row in opened(data, values=False)["单位成绩单"].iter_rows():
        if row[0].value in summary:
            unit = str(row[0].value)
        for cell in (cell for cell in row if str(cell.value).startswith("=INDEX(汇总!")):
            header = str(page.cell(cell.row - 1, cell.column).value)
            assert page[cell.coordinate].value == summary[unit][header], (unit, header)
            compared.add(page[cell.coordinate].value)
    assert "—" in compared and len(compared) > 20


def test_pages__say_what_is_decided_what_waits_and_what_is_only_proposed() -> None:
    rows = """
        | 日期 | 类型 | 单位 | 事由 | 文号 | 同意人 | 同意日期 | 撤销日期 |
        | 2026-03-04 | 通报批评 | 甲镇 | 拖拉 | 云督〔2026〕5号 | | | |
        | 2026-03-05 | 约谈 | 甲镇 | 拖拉 | | 李主任 | 2026-03-05 | |
        | 2026-03-06 | 书面检查 | 甲镇 | 拖拉 | | | | |
        | 2026-03-07 | 通报批评 | 甲镇 | 误登 | 云督〔2026〕6号 | | | 2026-04-01 |
        | 2025-12-07 | 约谈 | 甲镇 | 上年 | | 李主任 | 2025-12-07 | |
    """
    held = """
        | 代码 | 名称 | 触发 | 比较 | 数值 | 效果 | 类型 | 等次或分项 |
        | C1 | 约谈负责人 | 得分 | ≤ | 100 | 提出建议 | 约谈 | |
        | C2 | 总分打折 | 得分 | ≤ | 100 | 总分按比例 | | 90% |
    """
    ledger = scoring_ledger("", units=UNITS, consequences=rows, scoring_consequences=held)
    page = unit_page(ledger, "甲镇")
    assert page[page.index("三、后果") + 1 :][:6] == [
        "已作出：通报批评（云督〔2026〕5号，2026-03-04）",
        "已作出：约谈（2026-03-05，李主任同意）",
        "已提出、待同意：书面检查（2026-03-06）",
        "已撤销（2026-04-01）：通报批评（云督〔2026〕6号，2026-03-07）",
        "建议、尚未决定：约谈负责人（得分100，不超过100）",
        "已按办法计入成绩：总分打折（总分按比例；得分100，不超过100）",
    ]


def test_pages__agreed_proposal_is_no_longer_proposed() -> None:
    rows = "| 日期 | 类型 | 单位 | 事由 | 同意人 |\n| 2026-12-04 | 约谈 | 甲镇 | 得分100（后果 C1，2026） | 李主任 |"
    held = "| 代码 | 名称 | 触发 | 比较 | 数值 | 效果 | 类型 |\n| C1 | 约谈负责人 | 得分 | ≤ | 100 | 提出建议 | 约谈 |"
    ledger = scoring_ledger("", units=UNITS, consequences=rows, scoring_consequences=held)
    told = [text for text in unit_page(ledger, "甲镇") if "约谈" in text]
    assert told == ["已作出：约谈（2026-12-04，李主任同意）"]
    assert any("建议、尚未决定：约谈负责人" in text for text in unit_page(ledger, "乙镇"))


def test_pages__say_how_to_object_and_what_became_of_objections() -> None:
    published = (
        "| 期 | 单位 | 类别 | 得分 | 发布日期 | 异议截止 |\n| 2026 | 甲镇 | 公示 | 100 | 2027-01-05 | 2027-01-15 |"
    )
    raised = "| 提出日期 | 单位 | 期 | 异议内容 |\n| 2027-01-07 | 甲镇 | 2026 | 不是我镇的事 |"
    ledger = scoring_ledger(
        "",
        units=UNITS,
        published_scores=published,
        objections=raised,
        settings={"公示工作日": "8", "异议答复工作日": "10"},
    )
    page = unit_page(ledger, "甲镇")
    told = page[next(place for place, text in enumerate(page) if text.endswith("公示与异议")) + 1 :]
    assert told[0] == "成绩于 2027-01-05 公示，异议截止 2027-01-15。"
    assert "自公示之日起 8 个工作日内" in told[1] and "10 个工作日内复核" in told[1] and "约定" not in told[1]
    assert told[2] == "2027-01-07 提出异议：不是我镇的事——复核结论：待答复（—）"
    without = unit_page(scoring_ledger("", units=UNITS), "甲镇")
    assert any("自公示之日起 5 个工作日内" in text and "按本系统约定" in text for text in without)


def test_serials_of_a_reason__counted_where_there_are_many() -> None:
    held = "| 代码 | 名称 | 触发 | 对象 | 数值 | 效果 | 类型 |\n| C1 | 约谈 | 规则次数 | A8b | 3 | 提出建议 | 约谈 |"
    ledger = scoring_ledger(EVENTS + BELOW_ZERO, units=UNITS, inspected=INSPECTED, scoring_consequences=held)
    told = [text for text in unit_page(ledger, "己镇") if text.startswith("建议")]
    assert len(told) == 1 and "序号21、22、23、24、25、26等21件" in told[0]


def test_published__stays_beside_what_the_ledger_gives_today() -> None:
    board = the_board()
    unit = next(unit for unit in board.units if unit.unit == "甲镇")
    figure = PublishedFigure(
        period=board.period, unit=unit.unit, kind="定稿", on=date(2026, 10, 9), score=Decimal(95), counted=Decimal("1.90"),
        points=Decimal(5), rank=2,
    )  # fmt: skip
    data = build_score_book(replace(board, published=(figure,)), ledger=the_ledger(), created=CREATED)
    header, row = opened(data)["发布"].iter_rows(min_row=3, values_only=True)
    said = dict(zip(header, row, strict=True))
    assert unit.score == 92
    assert (said["单位"], said["得分"], said["现得分"], said["差"]) == ("甲镇", 95, 92, -3)


def test_notes__say_in_sentences_how_the_method_is_read() -> None:
    texts = [str(row[0]) for row in opened(the_bytes())["口径说明"].iter_rows(values_only=True)]
    sentences = [text for text in texts if re.match(r"\d+．", text)]
    assert any("四舍五入" in text for text in sentences)
    assert any("按本系统约定" in text for text in sentences)


def summary_of(data: bytes) -> list[dict[str, object]]:
    """The rows of 汇总 by header."""
    header, *rows = opened(data)["汇总"].iter_rows(min_row=3, values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]
