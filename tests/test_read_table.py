"""Tables found by their headers wherever they stand, and cells read by their column's kind."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.catalogue import CATALOGUE, Level, message
from duban_xl.model.cell_text.scale import Scale, scale_of
from duban_xl.model.columns import RETURN_FORM, SHEETS
from duban_xl.model.fields import Kind, to_cell
from duban_xl.model.grid import Grid
from duban_xl.model.source import Value
from duban_xl.model.table import Table
from duban_xl.read.cells import Cell, reader_for
from duban_xl.read.codes import LEDGER, RETURN, Codes
from duban_xl.read.header import find_table, normalised
from duban_xl.read.table import read_rows, read_table
from duban_xl.read.tabs import By, by_headers, match_all
from tests.tables import found, grid_from, ledger_from, typed

MATTERS, SETTINGS, MILESTONES = SHEETS["matters"], SHEETS["settings"], SHEETS["milestones"]

moment = datetime.fromisoformat


def column_of(key: str, *cells: str, kind: str = "matters") -> tuple[list[Value], list[tuple[str, str]]]:
    """The values read from one column of cells (beside 事项编号), and what is found in it."""
    rows = "\n".join(f"| D-{i} | {cell} |" for i, cell in enumerate(cells))
    ledger = ledger_from(**{kind: f"| 事项编号 | {SHEETS[kind][key].header} |\n{rows}"})
    return [record[key] for record in ledger.tables[kind]], found(ledger.findings)


# --- where the table lies --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("first_row", [1, 2, 9, 30, 61])
def test_header_below_blank_rows__found(first_row: int) -> None:
    grid = grid_from("| 参数 | 值 | 说明 |\n| 年度 | 2026 | |", "参数", first_row=first_row)
    shape, findings = find_table(grid, SETTINGS)
    assert shape is not None
    assert (shape.header_row, shape.last_row, findings) == (first_row, first_row + 1, ())


def test_header_below_30_rows_that_hold_something__not_looked_for() -> None:
    lines = "\n".join(f"| 第{row}行 | |" for row in range(30))
    shape, findings = find_table(grid_from(f"{lines}\n| 参数 | 值 |", "参数", first_row=1), SETTINGS)
    assert shape is None
    assert found(findings) == [("L110", "A1")]


def test_title_that_equals_a_header__not_taken_for_the_header() -> None:
    grid = Grid(file="f", tab="参数", rows=(("参 数",), ("参数", "值", "说明"), ("年度", "2026", None)))
    shape, _ = find_table(grid, SETTINGS)
    assert shape is not None
    assert shape.header_row == 2


def test_columns_moved_and_respelt__still_found() -> None:
    grid = grid_from(
        """
        | 状态 | 牵头单位 | 督办编号 * | 任务名称 | 到期日（必填） | 类别 |
        | 承办中 | 甲局 | D-001 | 修路 | 2026-03-31 | 会议 |
        """
    )
    table, findings = read_table(grid, MATTERS)
    assert table is not None
    [row] = table.rows
    assert [row[key] for key in ("number", "title", "lead_unit", "due_date", "status")] == [
        "D-001",
        "修路",
        "甲局",
        date(2026, 3, 31),
        "承办中",
    ]
    assert row.source("due_date").cell == "E3"
    assert [f.code for f in findings] == ["L113"]  # only the optional columns are missing


def test_header_across_two_lines_and_wide_brackets__found() -> None:
    assert normalised("完成率\n（％）") == normalised("完 成 率") == normalised("完成率*：")
    assert normalised("备注（原文条款号）") != normalised("备注")


def test_header_beside_its_own_spelling__the_header_itself_is_read() -> None:
    grid = grid_from("| 事项编号 | 编号 | 事项名称 |\n| D-001 | 7 | 修路 |")
    table, findings = read_table(grid, MATTERS)
    assert table is not None
    assert table.rows[0]["number"] == "D-001"
    assert ("L115", "B2") in found(findings)


def test_header_twice__first_is_read_and_the_second_reported() -> None:
    grid = grid_from("| 事项编号 | 备注 | 备注 |\n| D-001 | 甲 | 乙 |")
    table, findings = read_table(grid, MATTERS)
    assert table is not None
    assert table.rows[0]["remark"] == "甲"
    assert ("L114", "C2") in found(findings)


def test_two_spellings_of_one_column__second_reported() -> None:
    _, findings = find_table(grid_from("| 事项编号 | 办理时限 | 完成时限 |"), MATTERS)
    assert ("L114", "C2") in found(findings)


def test_required_column_missing__near_miss_suggested() -> None:
    grid = grid_from("| 事项编号 | 类别 | 事项名称 | 主力单位 |\n| D-001 | 会议 | 修路 | 甲局 |")
    _, findings = find_table(grid, MATTERS)
    assert ("L112", "D2") in found(findings)
    assert ("L111", "") in found(findings)  # 状态, which nothing resembles
    [near] = [f for f in findings if f.code == "L112"]
    assert message(near) == "缺少列「主办单位」；是否为「主力单位」？"


def test_optional_column_missing__near_miss_is_only_noticed() -> None:
    _, findings = find_table(grid_from("| 参数 | 值 | 说明文 |"), SETTINGS)
    assert [(f.code, f.source.cell, f.level) for f in findings] == [("L118", "C2", Level.NOTICE)]


def test_unknown_columns__noticed_once_with_every_header_cell() -> None:
    _, findings = find_table(grid_from("| 参数 | 甲 | 值 | 乙 | 说明 |"), SETTINGS)
    [unknown] = findings
    assert (unknown.code, [s.cell for s in unknown.sources]) == ("L115", ["B2", "D2"])
    assert "甲（B列）、乙（D列）" in message(unknown)


def test_forms_own_check_column__passed_over_in_silence() -> None:
    headers = " | ".join((*RETURN_FORM.headers, "填报自检"))
    assert find_table(grid_from(f"| {headers} |"), RETURN_FORM, RETURN)[1] == ()


def test_codes_of_ledger_and_returns__all_in_the_catalogue_with_equal_levels() -> None:
    only = {"computed_formula": LEDGER, "id_tidied": RETURN, "id_is_day": RETURN, "id_is_number": RETURN}
    for name in LEDGER.__slots__:
        codes = {getattr(one, name) for one in (LEDGER, RETURN)}
        assert ("" in codes) == (name in only), name
        assert len({CATALOGUE[code].level for code in codes - {""}}) == 1, name


# --- rows ------------------------------------------------------------------------------------------------------------


def test_data_after_blank_rows__still_read_and_the_gap_noticed() -> None:
    ledger = ledger_from(settings="| 参数 | 值 |\n| 甲 | 1 |\n| | |\n| | |\n| 乙 | 2 |\n| | |")
    assert [(row.row, row.text("key")) for row in ledger.tables["settings"]] == [(3, "甲"), (6, "乙")]
    assert found(ledger.findings) == [("L116", "A4")]


def test_blank_rows_at_the_end__no_gap() -> None:
    ledger = ledger_from(settings="| 参数 | 值 |\n| 甲 | 1 |\n| | |")
    assert ledger.tables["settings"].shape.last_row == 3
    assert found(ledger.findings) == []


def test_header_pasted_again__skipped_with_a_notice() -> None:
    ledger = ledger_from(settings="| 参数 | 值 |\n| 甲 | 1 |\n| 参数 | 值 |\n| 乙 | 2 |")
    assert [row.text("key") for row in ledger.tables["settings"]] == ["甲", "乙"]
    assert found(ledger.findings) == [("L117", "A4")]


def test_empty_table__shape_without_rows() -> None:
    table = ledger_from(settings="| 参数 | 值 |").tables["settings"]
    assert (table.rows, table.shape.last_row) == ((), 2)


def test_row_shorter_than_the_header__missing_cells_are_empty() -> None:
    grid = Grid(file="f", tab="参数", rows=(("参数", "值", "说明"), ("年度",)))
    table, _ = read_table(grid, SETTINGS)
    assert table is not None
    assert (table.rows[0]["key"], table.rows[0]["value"]) == ("年度", None)


def test_error_cell_and_uncalculated_formula__reported_and_empty() -> None:
    grid = Grid(
        file="f",
        tab="参数",
        rows=(("参数", "值", "甲"), ("年度", None, None), ("办公室名称", None, None)),
        faults={(2, 2): "#REF!", (3, 2): "", (3, 3): "#N/A", (1, 1): "#REF!"},
    )
    table, findings = read_table(grid, SETTINGS)
    assert table is not None
    assert [row["value"] for row in table] == [None, None]
    assert [item for item in found(findings) if item[0] in ("L128", "L129")] == [("L128", "B2"), ("L129", "B3")]


def test_faulty_form__every_fault_under_its_own_code() -> None:
    grid = grid_from(
        """
        | 事项编号 | 备忘 | 进展情况 | 办理情况 | 完成率 | 预计完成日期 | 已盖公章 | 报告类形 | 存在的问题 | 下步打算 |
        | YX-1 | | 甲 | | 0.8 | '2026.9.28' | 难说 | | | |
        | | | | | | | | | | |
        | YX-2 | | 乙 | | 80 | | | | | |
        | 事项编号 | | 进展情况 | | | | | | | |
        | YX-3 | | | | | | | | | |
        """
    )
    faulty = Grid(file="f", tab=grid.tab, rows=grid.rows, faults={(7, 3): "#REF!", (7, 5): ""})
    _, findings = read_table(faulty, RETURN_FORM, RETURN)
    assert sorted(found(findings)) == [
        ("R120", "B2"),  # 备忘
        ("R121", ""),  # 进展状态
        ("R122", "D2"),  # 办理情况 beside 进展情况
        ("R123", "H2"),  # 报告类形
        ("R124", ""),  # optional columns
        ("R125", "A4"),
        ("R126", "A6"),
        ("R127", "I2"),  # 存在的问题
        ("R131", "F3"),
        ("R136", "E5"),
        ("R137", "G3"),
        ("R138", "C7"),
        ("R139", "E7"),
    ]


def test_faults_at_a_cell__quote_what_stood_there() -> None:
    ledger = ledger_from(
        matters="""
        | 事项编号 | 事项编号 | 办结时限 | 完成率 | 退回次数 | 是否重点 | 主力单位 |
        | D-1 | | '2026.9.28' | 约80% | 两次 | 待定 | 甲局 |
        | D-2 | | '2026年6月31日' | 主体完工 | 2.5 | 是 | 甲局 |
        | 事项编号 | | | | | | 主力单位 |
        """
    )
    quotes = {f.source.cell: f.args.get("text", f.args.get("value")) for f in ledger.findings}
    assert quotes == {
        "C3": "2026.9.28",
        "D3": "约80%",
        "E3": "两次",
        "F3": "待定",
        "C4": "2026年6月31日",
        "D4": "主体完工",
        "E4": "2.5",
    }


def test_faults_of_a_header__quote_it() -> None:
    _, findings = find_table(grid_from("| 事项编号 | 事项编号 | 类别 | 事项名称 | 主力单位 | 备忘录 |"), MATTERS)
    quotes = {f.source.cell: f.args.get("value") for f in findings if f.source.cell}
    assert quotes == {"B2": "事项编号", "E2": "主力单位", "F2": "备忘录"}


# --- cells by kind ---------------------------------------------------------------------------------------------------


def test_text_date__understood_with_a_notice_that_shows_the_reading() -> None:
    values, findings = column_of("due_date", "'2026.9.28'", "'2026年9月28日'", "2026-09-28", "'2026-9-28'")
    assert values == [date(2026, 9, 28)] * 4
    assert findings == [("L121", "B3"), ("L121", "B4")]


def test_impossible_date__empty_with_the_original_kept() -> None:
    ledger = ledger_from(matters="| 事项编号 | 办结时限 |\n| D-1 | '2026年6月31日' |\n| D-2 | 尽快 |")
    rows = ledger.tables["matters"].rows
    assert [row["due_date"] for row in rows] == [None, None]
    assert [row.written["due_date"] for row in rows] == ["2026年6月31日", "尽快"]
    assert found(ledger.findings) == [("T121", "B3"), ("T122", "B4")]


def test_date_without_year__read_in_the_year_meant() -> None:
    grid = grid_from("| 事项编号 | 办结时限 |\n| D-1 | 3月15日 |")
    shape, _ = find_table(grid, MATTERS)
    assert shape is not None
    table, _ = read_rows(grid, shape, MATTERS, on=date(2026, 1, 1))
    assert table.rows[0]["due_date"] == date(2026, 3, 15)


def test_date_cell_of_another_decade__questioned() -> None:
    grid = grid_from("| 事项编号 | 办结时限 |\n| D-1 | 2006-03-15 |")
    shape, _ = find_table(grid, MATTERS)
    assert shape is not None
    table, findings = read_rows(grid, shape, MATTERS, on=date(2026, 1, 1))
    assert table.rows[0]["due_date"] == date(2006, 3, 15)
    assert found(findings) == [("T127", "B3")]


def test_sign_for_nothing__empty_without_a_finding() -> None:
    assert column_of("due_date", "/", "无", "——") == ([None, None, None], [])
    assert column_of("percent_done", "/", "—") == ([None, None], [])


def test_moment__day_and_time_in_any_form() -> None:
    values, findings = column_of(
        "received_at", "2026-09-28 10:30", "'2026-09-28 10:30:15'", "2026-09-28", kind="returns"
    )
    assert values == [moment("2026-09-28 10:30"), moment("2026-09-28 10:30:15"), moment("2026-09-28 00:00")]
    assert findings == []


@pytest.mark.parametrize(
    ("cells", "read", "codes"),
    [
        (["0.8", "1", "0"], ["80", "100", "0"], []),
        (["1.2", "0.5"], ["120", "50"], []),
        (["80", "100", "0"], ["80", "100", "0"], []),
        (["0.8", "80"], ["80", "80"], ["L126"]),
        (["1", "80", "2"], ["100", "80", "2"], ["L126"]),
        (["'80'", "'65.5'"], ["80", "65.5"], []),
        (["'80%'", "0.5"], ["80", "50"], []),
        (["'约80%'"], ["80"], ["T131"]),
        (["0.30000000000000004"], ["30"], []),
        (["-0.1"], ["-10"], []),
        (["1000000000000000000.5"], ["1000000000000000000.5"], []),
    ],
)
def test_percent_column__scale_decided_by_the_whole_column(cells: list[str], read: list[str], codes: list[str]) -> None:
    values, findings = column_of("percent_done", *cells)
    assert values == [Decimal(text) for text in read]
    assert [code for code, _ in findings] == codes


@pytest.mark.parametrize(
    ("cells", "odd"),
    [
        (["0.3", "0.3", "0.3", "0.3", "80"], ["B7"]),
        (["30", "0.3", "45", "60"], ["B4"]),
        (["0.8", "80"], ["B4"]),  # as many of each: the column's own format shows 0.8 as it is meant
        (["80", "0.8", "0", "1", "90"], ["B3", "B7"]),
        (["0.3", "0", "15", "'20%'"], ["B5"]),
    ],
)
def test_percent_column_of_two_scales__the_fewer_are_the_odd_ones(cells: list[str], odd: list[str]) -> None:
    assert column_of("percent_done", *cells)[1] == [("L126", cell) for cell in odd]


def test_percent_of_the_other_scale__told_as_understood_and_as_the_cell_shows_it() -> None:
    ledger = ledger_from(matters="| 事项编号 | 完成率 |\n| D-1 | 0.3 |\n| D-2 | 0.4 |\n| D-3 | 80 |")
    [said] = [f.args for f in ledger.findings]
    assert (said["value"], said["reading"], said["shown"]) == ("80", "80%", "8000%")


def test_percent_in_words__not_invented() -> None:
    assert column_of("percent_done", "主体完工") == ([None], [("T132", "B3")])


def test_percent_read__printed_without_exponent() -> None:
    [value], _ = column_of("percent_done", "1")
    assert str(value) == "100"


@pytest.mark.parametrize(
    ("word", "read"), [("是", True), ("√", True), ("Y", True), ("否", False), ("×", False), ("n", False)]
)
def test_yes_no_words__understood(word: str, read: bool) -> None:
    assert column_of("is_key", word) == ([read], [])


def test_yes_no_in_other_words__reported() -> None:
    assert column_of("is_key", "待定") == ([None], [("L127", "B3")])


def test_number_in_a_text_or_id_column__becomes_the_text_it_shows() -> None:
    ledger = ledger_from(
        units="| 单位代码 | 单位名称 | 电话 |\n| 1 | 甲局 | 13800000000 |\n| '007' | 2026-03-02 | 08 |"
    )
    first, second = ledger.units.units
    assert (first.code, first.phone) == ("1", "13800000000")
    assert (second.code, second.name) == ("007", "2026-03-02")


def test_id_in_full_width__same_as_in_half_width() -> None:
    assert column_of("archive_number", "ＤＣ－００７ ")[0] == ["DC-007"]


def test_text__stripped_and_its_line_breaks_made_alike() -> None:
    grid = Grid(file="f", tab="参数", rows=(("参数", "值"), (" 甲 ", "一\r\n二")))
    table, _ = read_table(grid, SETTINGS)
    assert table is not None
    assert (table.rows[0]["key"], table.rows[0]["value"]) == ("甲", "一\n二")


def test_count_that_is_no_whole_number__reported() -> None:
    assert column_of("sent_back_count", "2", "2.5", "两次") == (
        [Decimal(2), None, Decimal(2)],
        [("L122", "B4"), ("L123", "B5")],
    )


def test_text_that_begins_like_a_formula__stays_text() -> None:
    assert column_of("remark", "=1+1", "+86", "-甲", "@乙")[0] == ["=1+1", "+86", "-甲", "@乙"]


def test_written__holds_what_stood_there_only_where_it_differs() -> None:
    ledger = ledger_from(
        matters="| 事项编号 | 完成率 | 重点督办 | 备注 |\n| D-1 | 80% | √ | 甲 |\n| D-2 | 0.5 | 是 |  |"
    )
    assert [dict(row.written) for row in ledger.tables["matters"]] == [{"is_key": "√"}, {}]


# --- which sheet is which --------------------------------------------------------------------------------------------


def test_renamed_sheet__found_by_its_headers() -> None:
    headers = " | ".join(MATTERS.headers)
    grids = (grid_from("| 甲 | 乙 |", "看板"), grid_from(f"| {headers} |", "Sheet1"))
    match = by_headers(grids, MATTERS)
    assert match is not None
    assert (match.grid.tab, match.by) == ("Sheet1", By.HEADERS)


def test_few_headers_alone__do_not_make_a_sheet() -> None:
    assert by_headers((grid_from("| 事项编号 | 类别 | 事项名称 | 主办单位 | 状态 |", "Sheet1"),), MATTERS) is None


def test_exact_name__goes_before_a_spelling_of_another_sheet() -> None:
    table = "| 事项编号 | 节点 | 计划日期 |"
    matches = match_all((grid_from(table, "节点"), grid_from(table, "节点计划")), (MILESTONES,))
    assert matches["milestones"].grid.tab == "节点计划"


# --- what always holds -----------------------------------------------------------------------------------------------

VALUES: st.SearchStrategy[Value] = st.one_of(
    st.none(),
    st.sampled_from(["事项编号", "办结时限", "完成率", "是", "√", "约80%", "2026.9.28", "/", "=1+1"]),
    st.text(max_size=12).map(lambda text: text if text.strip() else None),
    st.decimals(allow_nan=False, allow_infinity=False, places=3),
    st.dates(),
    st.datetimes().map(lambda at: at.replace(microsecond=0)),
    st.booleans(),
)


@given(st.lists(st.lists(VALUES, max_size=8).map(tuple), max_size=8))
def test_any_sheet__is_read_without_an_exception_and_every_value_fits_its_column(rows: list[tuple[Value, ...]]) -> None:
    header: tuple[Value, ...] = ("事项编号", "办结时限", "完成率", "重点督办", "退回次数", "任务要求", "备注")
    grid = Grid(file="f", tab="督办事项", rows=(header, *rows))
    table, findings = read_table(grid, MATTERS)
    assert table is not None
    for row in table:
        for key in row.shape.columns:
            assert fits(row[key], MATTERS[key].kind)
    assert all(found.source.sheet == "督办事项" for found in findings)


def fits(value: Value, kind: Kind) -> bool:
    """Whether a value has the type that a column of `kind` holds."""
    expected = {
        Kind.DATE: date,
        Kind.DATETIME: datetime,
        Kind.YES_NO: bool,
        **dict.fromkeys((Kind.INTEGER, Kind.NUMBER, Kind.POINTS, Kind.PERCENT), Decimal),
    }.get(kind, str)
    is_right = isinstance(value, expected) and not (kind is Kind.DATE and isinstance(value, datetime))
    return value is None or (is_right and value != "")


@given(st.permutations(range(len(MATTERS.fields))), st.integers(1, 12))
def test_columns_in_any_order_and_header_in_any_row__same_values(order: list[int], first_row: int) -> None:
    row = {f.key: SAMPLE[f.kind] for f in MATTERS.fields}
    fields = [MATTERS.fields[i] for i in order]
    cells = tuple(to_cell(f, row[f.key]) for f in fields)
    grid = Grid(file="f", tab="督办事项", rows=(*((),) * (first_row - 1), tuple(f.header for f in fields), cells))
    table, findings = read_table(grid, MATTERS)
    assert table is not None
    assert findings == ()
    assert dict(table.rows[0].values) == row


SAMPLE: dict[Kind, Value] = {
    Kind.TEXT: "甲",
    Kind.LONG: "一\n二",
    Kind.ID: "D-001",
    Kind.DATE: date(2026, 3, 2),
    Kind.DATETIME: moment("2026-03-02 09:30"),
    Kind.INTEGER: Decimal(3),
    Kind.NUMBER: Decimal("2.5"),
    Kind.POINTS: Decimal("0.5"),
    Kind.PERCENT: Decimal(80),
    Kind.YES_NO: True,
}


@given(st.lists(st.decimals(0, 200, places=2)))
def test_scale__does_not_depend_on_the_order_of_rows(numbers: list[Decimal]) -> None:
    assert scale_of(numbers) is scale_of(reversed(numbers))
    assert scale_of([*numbers, None, "约80%"]) is scale_of(numbers)


def test_scale__of_nothing_is_fraction() -> None:
    assert scale_of([]) is Scale.FRACTION


def test_typed__markdown_cells_as_excel_values() -> None:
    assert typed("80%") == Decimal("0.8")
    assert (typed("2026-03-02"), typed("12"), typed(" "), typed("'12'")) == (date(2026, 3, 2), Decimal(12), None, "12")


def test_empty_tables__are_false_only_without_rows() -> None:
    table = ledger_from(settings="| 参数 | 值 |").tables["settings"]
    assert isinstance(table, Table)
    assert list(table) == []


@pytest.mark.parametrize(("codes", "expected"), [(LEDGER, ["L122", "L123"]), (RETURN, ["R132", "R133"])])
def test_doubtful_counts__under_the_codes_asked_for(codes: Codes, expected: list[str]) -> None:
    read = reader_for(MATTERS["sent_back_count"], codes)
    cells = [read("2.5"), read("两次")]
    assert [cell.code for cell in cells if isinstance(cell, Cell)] == expected
