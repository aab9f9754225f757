"""A pack edited into nonsense does not load: the finding names the row, and what to write there."""

from collections.abc import Callable
from typing import Any

import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.model.finding import Finding
from duban_xl.packs import load_pack, pack_from, pack_names
from duban_xl.packs.complete import faults

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def edited(change: Callable[[Rows], object]) -> list[Finding]:
    """What is found in the pack weinan after a change of its rows."""
    rows = {key: [dict(row) for row in of_sheet] for key, of_sheet in load_pack("weinan").rows.items()}
    change(rows)
    return list(faults({key: tuple(of_sheet) for key, of_sheet in rows.items()}, "weinan.toml"))


def with_cell(sheet: str, number: int, **cells: object) -> Callable[[Rows], object]:
    return lambda rows: rows[sheet][number - 1].update(cells)


EDITS: list[tuple[str, str, str, Callable[[Rows], object]]] = [
    ("P107", "", "", lambda rows: rows.pop("duties")),
    ("P108", "事项类别", "第2行", with_cell("categories", 2, name="")),
    ("P109", "事项类别", "第3行", with_cell("categories", 3, time_limit="很快")),
    ("P109", "问责阶梯", "第1行", with_cell("ladder", 1, window="一阵子")),
    ("P106", "报送要求", "第1行", with_cell("requirements", 1, categories="MC99")),
    ("P110", "制度条款", "第2行", lambda rows: rows["rules"].insert(1, rows["rules"][0])),
    ("P111", "审批程序", "第1行", with_cell("procedures", 1, rule="weinan-nowhere")),
    ("P112", "制度条款", "第1行", with_cell("rules", 1, acts="参数.没有这一项")),
    ("P112", "制度条款", "第1行", with_cell("rules", 1, acts="流转.T99")),
    ("P112", "制度条款", "第1行", with_cell("rules", 1, acts="事项类别.没有这一列")),
    ("P112", "制度条款", "第1行", with_cell("rules", 1, acts="问责阶梯")),
    ("P113", "制度条款", "第1行", with_cell("rules", 1, grade="约定", acts="督办事项.备注")),
]


@pytest.mark.parametrize(("code", "sheet", "row", "change"), EDITS, ids=[f"{e[0]}-{n}" for n, e in enumerate(EDITS)])
def test_pack_edited_into_nonsense__names_the_row(
    code: str, sheet: str, row: str, change: Callable[[Rows], object]
) -> None:
    told = [(one.code, one.source.sheet, one.source.cell) for one in edited(change)]
    assert (code, sheet, row) in told


@pytest.mark.parametrize("name", pack_names())
def test_pack_as_it_comes__is_complete(name: str) -> None:
    assert list(faults(load_pack(name).rows, f"{name}.toml")) == []


def test_pack_that_is_not_complete__does_not_load() -> None:
    with pytest.raises(CannotRun) as refused:
        pack_from("[[categories]]\ncode = 'MC01'\nname = '甲'\n", file="mine.toml")
    assert refused.value.finding.code == "P107"
