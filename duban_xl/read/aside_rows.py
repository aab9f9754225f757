"""A row under a header → whether it is no row of the table at all: a subtotal, a heading between rows, a note below them."""

import re
from collections.abc import Sequence
from decimal import Decimal

from duban_xl.model.fields import SheetDef
from duban_xl.model.source import Value, shown
from duban_xl.model.table import TableShape
from duban_xl.model.text import comparable

FEWEST_IN_DATA = 5  # a note under the table may name who filled it in, who checked it and their telephone
LONGEST_OPENING = 12  # characters that tell

_MAY_BE = re.compile(r"[计汇、\uff08(第:：]")  # a quick look: most rows begin with a number or a name
_TOTAL = re.compile(
    r"(?:本|全|共|各)?(?:页|周|月|季|季度|年|年度|县|市|区|部)?(?:合计|小计|总计|共计|累计|汇总)"
    r"(?:[:(\d].*)?"
)
_HEADING = re.compile(
    r"(?:[一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)|第[一二三四五六七八九十]+(?:部分|类|批|章)).*"
)
_SIGNED = r"(?:单位|主要|分管)?(?:负责人|签发人|填表人|填报人|制表人|审核人|经办人|联系人|联络员|领导)"
_NOTE = re.compile(
    rf"(?:注|备注|说明|填表说明|填报说明|{_SIGNED}|联系电话|(?:填报|制表|报送)(?:单位|日期|时间)|(?:单位)?(?:公章|盖章))"
    r"(?:\((?:签字|签名|签章|盖章|公章)\))?\d*[:：].*"
    r"|\((?:公章|盖章|单位公章|单位盖章)\).*"
)


def identity_of(sheet: SheetDef) -> str:
    """The key of the column that every row of `sheet` must fill first."""
    return next((field.key for field in sheet.fields if field.required), sheet.fields[0].key)


def is_aside(cells: Sequence[Value], shape: TableShape, identity: str) -> bool:
    """Whether the row `cells` is no data: what it holds first says so, and nothing else stands where a row is named."""
    filled = [(at, cell) for at, cell in enumerate(cells, start=1) if cell is not None]
    if not filled:
        return False
    place, first = filled[0]
    column = shape.columns.get(identity, place)
    if column != place and any(at == column for at, _ in filled):
        return False
    if not isinstance(first, str):
        return column != place and all(isinstance(cell, Decimal) for _, cell in filled)
    if not _MAY_BE.search(first[:LONGEST_OPENING]):
        return False
    text = comparable(first)
    if _TOTAL.fullmatch(text):
        return True
    is_alone = len({shown(cell) for _, cell in filled}) == 1
    return bool((is_alone and _HEADING.fullmatch(text)) or (len(filled) < FEWEST_IN_DATA and _NOTE.fullmatch(text)))
