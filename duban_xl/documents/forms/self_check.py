"""Rows of the return form → the formulas with which it checks itself while a unit fills it in."""

from duban_xl.catalogue import workbooks as words
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.fields import Editor, Kind
from duban_xl.model.source import column_letter

NEEDED = tuple(f for f in RETURN_FORM.fields if f.required and f.editor is Editor.UNIT)
"""What every row must have."""
NEEDED_AT_THE_END = tuple(RETURN_FORM[key] for key in ("report_number", "signatory", "sealed"))
"""What a 办结报告 must have besides."""

_LETTERS = {f.key: column_letter(i) for i, f in enumerate(RETURN_FORM.fields, 1)}


def letter(key: str) -> str:
    """The column of the field in 事项反馈."""
    return _LETTERS[key]


def missing_in(row: int) -> str:
    """What the row lacks, as text: 缺：完成率、报告类型; √ if nothing."""
    parts = "&".join(f'IF({_lacks(f.key, f"${letter(f.key)}{row}")},"、{f.header}","")' for f in NEEDED)
    final = "&".join(f'IF({_lacks(f.key, f"${letter(f.key)}{row}")},"、{f.header}","")' for f in NEEDED_AT_THE_END)
    text = f'{parts}&IF(${letter("report_type")}{row}="{FINAL_REPORT}",{final},"")'
    return f'=IF(LEN({text})=0,"{words.COMPLETE}","{words.LACKS}"&MID({text},2,99))'


def count_missing(first: int, last: int) -> str:
    """How many cells of the rows are still to be filled in, as a sentence."""
    count = "+".join(f"SUMPRODUCT(--({_lacks(f.key, _area(f.key, first, last))}))" for f in NEEDED)
    final = "+".join(f"({_lacks(f.key, _area(f.key, first, last))})" for f in NEEDED_AT_THE_END)
    at_the_end = f'SUMPRODUCT(({_area("report_type", first, last)}="{FINAL_REPORT}")*({final}))'
    total = f"{count}+{at_the_end}"
    return f'=IF({total}=0,"{words.ALL_FILLED}","{words.STILL[0]}"&({total})&"{words.STILL[1]}")'


def empty_and_needed(key: str, row: int) -> str:
    """The condition for colouring the field's cell: it is needed and not there."""
    condition = _lacks(key, f"${letter(key)}{row}")
    if key in {f.key for f in NEEDED_AT_THE_END}:
        return f'=AND(${letter("report_type")}{row}="{FINAL_REPORT}",{condition})'
    return f"={condition}"


def first_words(rows: int) -> tuple[str, str]:
    """What the two formulas say before anything is filled in: of a row, of the whole form."""
    return words.LACKS + "、".join(f.header for f in NEEDED), f"{words.STILL[0]}{rows * len(NEEDED)}{words.STILL[1]}"


def _area(key: str, first: int, last: int) -> str:
    return f"${letter(key)}${first}:${letter(key)}${last}"


def _lacks(key: str, cells: str) -> str:
    """Whether a cell lacks what it needs; a percentage written in words counts as lacking."""
    field = RETURN_FORM[key]
    if field.kind is Kind.PERCENT:
        return f"NOT(ISNUMBER({cells}))" if ":" not in cells else f"1-ISNUMBER({cells})"
    if field.kind is Kind.YES_NO:
        return f'{cells}<>"是"'
    return f'TRIM({cells})=""'
