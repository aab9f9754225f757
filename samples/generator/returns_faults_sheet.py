"""Mistakes in the shape of a form: sheets, columns and rows renamed, moved, removed or added."""

from samples.generator.returns_faults import CELL_FAULTS, Fault
from samples.generator.returns_hand import Expected, Hand

UNKNOWN = "2026-999"


def sheet_renamed(hand: Hand) -> None:
    """A sheet with another name."""
    name = hand.rng.choice(("Sheet2", "进展", "三、填报"))
    hand.form.sheet.title = name
    hand.expect_at(f"工作表改名为“{name}”", "R111", name)


def column_inserted(hand: Hand) -> None:
    """A column of the unit's own."""
    header = hand.rng.choice(("分管领导", "经办科室", "本单位备注"))
    hand.form.insert_column("progress", header)
    hand.planted.append(Expected(f"插入一列“{header}”", "R120", lambda form: (form.sheet.title, form.header(None))))


def rows_reordered(hand: Hand) -> None:
    """The rows in another order."""
    order = [n for n in hand.form.numbers if n]
    hand.form.reorder_rows(order[::-1])
    hand.expect_at("各行改了先后", "")


def columns_reordered(hand: Hand) -> None:
    """The columns in another order."""
    hand.form.move_column("contact", "role")
    hand.form.move_column("difficulties", "next_steps")
    hand.expect_at("各列改了先后", "")


def row_deleted(hand: Hand) -> None:
    """A row deleted."""
    number = hand.pick()
    hand.form.delete_row(number)
    what = f"删掉了事项 {number} 的一行"
    hand.planted.append(Expected(what, "R405", lambda form: (form.sheet.title, form.header("number"))))
    hand.expect_broken_seal()


def foreign_row(hand: Hand) -> None:
    """A row on another unit's matter."""
    number = hand.rng.choice(hand.strangers)
    hand.form.add_row(number, _some_row(hand))
    hand.used.add(number)
    hand.expect(f"多报了不归本单位办的事项 {number}", "R403", number, "number")
    hand.expect_broken_seal()


def unknown_row(hand: Hand) -> None:
    """A row with a number that nobody gave."""
    hand.form.add_row(UNKNOWN, _some_row(hand))
    hand.used.add(UNKNOWN)
    hand.expect(f"多报了台账里没有的编号 {UNKNOWN}", "R401", UNKNOWN, "number")
    hand.expect_broken_seal()


def row_twice(hand: Hand) -> None:
    """A matter on two rows."""
    number = hand.pick(hand.is_open)
    first = hand.form.row(number)
    office = {key: hand.form.value(number, key) for key in hand.form.keys[1:7] if key}
    hand.form.add_row(number, office | _some_row(hand))
    hand.expect(f"事项 {number} 报了两行（另一行在第 {first} 行）", "R404", number, "number")
    hand.expect_broken_seal()


def blank_rows(hand: Hand) -> None:
    """A blank row between the others."""
    numbers = [n for n in hand.form.numbers if n]
    row = hand.form.insert_blank(numbers[len(numbers) // 2])
    hand.expect_at("数据中间空了一行", "R125", hand.form.sheet.title, f"A{row}")


def title_removed(hand: Hand) -> None:
    """The lines above the header deleted."""
    hand.form.drop_title()
    hand.expect_at("删掉了表头上面的标题行", "")


def _some_row(hand: Hand) -> dict[str, object]:
    """What people add of their own accord."""
    return {
        "progress_state": "正常推进",
        "percent_done": 0.6,
        "progress": f"{hand.form.unit}结合自身职责开展检查{hand.rng.randint(3, 9)}次，发现的问题已全部转有关单位处理。",
        "report_type": "进展报告",
    }


SHEET_FAULTS: dict[str, Fault] = {
    "改表名": sheet_renamed,
    "插列": column_inserted,
    "行序": rows_reordered,
    "列序": columns_reordered,
    "删行": row_deleted,
    "他家事项": foreign_row,
    "未知编号": unknown_row,
    "重复行": row_twice,
    "空行": blank_rows,
    "删标题": title_removed,
}
FAULTS: dict[str, Fault] = CELL_FAULTS | SHEET_FAULTS
