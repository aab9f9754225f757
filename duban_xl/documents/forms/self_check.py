"""Rows of the return form → the formulas with which it checks itself while a unit fills it in.

A condition is written once for a cell and for a range: conditions are numbers, multiplied for "and", added for "or".
No function is newer than Excel 2007, so that WPS and LibreOffice reckon the same.
"""

from collections.abc import Iterable, Iterator

from duban_xl.catalogue import workbooks as words
from duban_xl.documents.forms.layout import ASKED, EXTENSION_ROWS, FIRST, letter
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.columns.matters import FINAL_REPORT
from duban_xl.model.fields import Editor, Kind
from duban_xl.model.form import FormContent, FormRow, RowDemands
from duban_xl.model.source import column_letter

NEEDED = tuple(f for f in RETURN_FORM.fields if f.required and f.editor is Editor.UNIT)
"""What every row must have."""
DIFFICULTIES = RETURN_FORM["difficulties"]
STUCK = ("滞后", "暂停")
AWAITING_REVIEW, NOT_STARTED = "办结待审", "未启动"
LEAST_PROGRESS = 6
_ASKED = column_letter(ASKED + 1)
_NOTHING = ("", "无", "/")
_CHECK_COLUMN = "$A"


def asked_of(row: FormRow, content: FormContent) -> str:
    """What the column 填报要求 says of `row`: its own day, what a 办结报告 must have, and who must sign it."""
    demands = content.demands_of(row)
    headers = "、".join(RETURN_FORM[key].header for key in demands.final)
    parts = [words.ROW_DUE.format(due=words.chinese_day(demands.due_on))] if demands.due_on else []
    parts += [words.ROW_FINAL.format(headers=headers)] if headers else []
    parts += [words.ROW_SIGNATORY + demands.signatory] if demands.signatory else []
    return "；".join(parts)


def keys_wanted(content: FormContent) -> tuple[str, ...]:
    """The columns beside the required ones that some row of the form may have to fill, in the form's order."""
    rows = (content.demands_of(row) for row in content.rows) if content.rows else (RowDemands(),)
    keys = {DIFFICULTIES.key, *(key for demands in rows for key in demands.final)}
    needed = {field.key for field in NEEDED}
    return tuple(f.key for f in RETURN_FORM.fields if f.key in keys and f.key not in needed)


def row_check(row: int, wanted: Iterable[str]) -> str:
    """What the row lacks and what contradicts itself in it, as text: 缺：完成率、报告类型; √ if nothing."""
    at = _Cells(row, row)
    lacking = [(_lacks(at, field.key), field.header) for field in NEEDED]
    lacking += [(_wanted(at, key), RETURN_FORM[key].header) for key in wanted]
    return "=" + _said(lacking, _doubts(at))


def count(first: int, last: int, wanted: Iterable[str]) -> str:
    """How many cells of the rows are still to be filled in, or how many rows want a second look, as a sentence."""
    at = _Cells(first, last)
    terms = [_lacks(at, field.key) for field in NEEDED] + [_wanted(at, key) for key in wanted]
    total = f"SUMPRODUCT({'+'.join(terms)})"
    checks = f"{_CHECK_COLUMN}${first}:{_CHECK_COLUMN}${last}"
    doubtful = f'SUMPRODUCT(1*(LEFT({checks},{len(words.DOUBTS)})="{words.DOUBTS}"))'
    look_again = f'"{words.ALL_BUT[0]}"&{doubtful}&"{words.ALL_BUT[1]}"'
    filled = f'IF({doubtful}=0,"{words.ALL_FILLED}",{look_again})'
    return f'=IF({total}=0,{filled},"{words.STILL[0]}"&{total}&"{words.STILL[1]}")'


def empty_and_needed(key: str, row: int) -> str:
    """The condition for colouring the field's cell: it is needed and not there."""
    at = _Cells(row, row)
    is_needed = key in {field.key for field in NEEDED}
    return f"={_lacks(at, key) if is_needed else _wanted(at, key)}>0"


def first_words(rows: int) -> tuple[str, str]:
    """What the two formulas say before anything is filled in: of a row, of the whole form."""
    return words.LACKS + "、".join(f.header for f in NEEDED), f"{words.STILL[0]}{rows * len(NEEDED)}{words.STILL[1]}"


def request_check(row: int, rows: int) -> str:
    """What a request of 延期申请 lacks, and what speaks against it; nothing while the row is empty."""
    fields = EXTENSION_FORM.fields
    cells = {field.key: f"${letter(field.key, EXTENSION_FORM)}{row}" for field in fields}
    lacking = [(f'(TRIM({cells[field.key]})="")', field.header) for field in fields]
    numbers, dues = (_of_the_form(key, rows) for key in ("number", "due_date"))
    mine = f"({numbers}={cells['number']})*ISNUMBER({dues})"
    doubts = (
        (f'(TRIM({cells["number"]})<>"")*(SUMPRODUCT(1*({numbers}={cells["number"]}))=0)', words.NOT_ON_THE_FORM),
        (_after(cells["requested_on"], dues, mine=mine), words.ASKED_TOO_LATE),
        (_not_after(cells["requested_to"], dues, mine=mine), words.NOT_LATER),
    )
    return f'=IF({_begun(row, row)}=0,"",{_said(lacking, doubts)})'


def count_requests(first: int, last: int) -> str:
    """How many cells of the requests begun are still to be filled in, as a sentence."""
    fields = EXTENSION_FORM.fields
    areas = [f"${letter(f.key, EXTENSION_FORM)}${first}:${letter(f.key, EXTENSION_FORM)}${last}" for f in fields]
    begun = "+".join(f'(TRIM({area})<>"")' for area in areas)
    empty = "+".join(f'(TRIM({area})="")' for area in areas)
    total = f"SUMPRODUCT((({begun})>0)*({empty}))"
    none = f"{_begun(first, last)}=0"
    filled = f'IF({total}=0,"{words.ALL_FILLED}","{words.STILL[0]}"&{total}&"{words.STILL[1]}")'
    return f'=IF({none},"{words.NO_REQUEST}",{filled})'


def request_begun_without(key: str, row: int) -> str:
    """The condition for colouring a cell of 延期申请: something stands in its row, and nothing in the cell."""
    return f'={_begun(row, row)}*(TRIM({letter(key, EXTENSION_FORM)}{row})="")>0'


def _begun(first: int, last: int) -> str:
    fields = EXTENSION_FORM.fields
    left, right = letter(fields[0].key, EXTENSION_FORM), letter(fields[-1].key, EXTENSION_FORM)
    return f"COUNTA(${left}{first}:${right}{last})"


def _of_the_form(key: str, rows: int) -> str:
    """A column of 事项反馈, for a formula of another sheet."""
    column = letter(key)
    return f"{RETURN_FORM.tab}!${column}${FIRST + 1}:${column}${FIRST + max(rows, 1)}"


def _after(cell: str, days: str, *, mine: str) -> str:
    return f"ISNUMBER({cell})*SUMPRODUCT({mine}*({cell}>{days}))"


def _not_after(cell: str, days: str, *, mine: str) -> str:
    return f"ISNUMBER({cell})*SUMPRODUCT({mine}*({cell}<={days}))"


class _Cells:
    """The cells of one row, or of several, by field key, as they are written in a formula."""

    __slots__ = ("first", "last")

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last

    def __getitem__(self, key: str) -> str:
        return self.column(letter(key))

    def column(self, name: str) -> str:
        """The cells in the column `name`."""
        return f"${name}{self.first}" if self.first == self.last else f"${name}${self.first}:${name}${self.last}"


def _lacks(at: _Cells, key: str) -> str:
    """Whether a cell lacks what every row needs; a percentage written in words counts as lacking."""
    field, cells = RETURN_FORM[key], at[key]
    if field.kind in (Kind.PERCENT, Kind.DATE):
        return f"(1-ISNUMBER({cells}))"
    if field.kind is Kind.YES_NO:
        return f'({cells}<>"是")'
    return f'(TRIM({cells})="")'


def _wanted(at: _Cells, key: str) -> str:
    """Whether a cell lacks what a 办结报告 needs by 填报要求, or a matter that is stuck."""
    header = RETURN_FORM[key].header
    by_report = f'({at["report_type"]}="{FINAL_REPORT}")*ISNUMBER(SEARCH("{header}",{at.column(_ASKED)}))'
    wanted = f"{by_report}+{_is_one_of(at['progress_state'], STUCK)}" if key == DIFFICULTIES.key else by_report
    empty = _lacks(at, key) if RETURN_FORM[key].kind is Kind.YES_NO else _is_one_of(f"TRIM({at[key]})", _NOTHING)
    return f"(({wanted})>0)*{empty}"


def _is_one_of(cells: str, said: Iterable[str]) -> str:
    each = "+".join(f'({cells}="{word}")' for word in said)
    return f"(({each})>0)"


def _doubts(at: _Cells) -> Iterator[tuple[str, str]]:
    """What may stand in a row and does not go together: condition, words."""
    percent, kind, state = at["percent_done"], at["report_type"], at["progress_state"]
    progress, last, expected = at["progress"], at["last_progress"], at["expected_on"]
    is_number, final = f"ISNUMBER({percent})", f'({kind}="{FINAL_REPORT}")'
    yield f'{is_number}*({percent}>=1)*({kind}<>"")*({kind}<>"{FINAL_REPORT}")', words.DONE_NOT_FINAL
    yield f"{is_number}*({percent}<1)*{final}", words.FINAL_NOT_DONE
    yield f"{is_number}*({percent}>1)", words.OVER_ALL
    against = f'({state}="{NOT_STARTED}")*({percent}>0)+{_is_one_of(state, STUCK)}*({percent}>=1)'
    yield f'{is_number}*({against}+({state}="{AWAITING_REVIEW}")*({percent}<1))', words.STATE_AGAINST_PERCENT
    ends = _is_one_of(state, ("", AWAITING_REVIEW, NOT_STARTED, *STUCK))
    yield f"{final}*(1-{ends})", words.STATE_AGAINST_REPORT
    yield f'(TRIM({progress})<>"")*(TRIM({progress})=TRIM({last}))', words.SAME_AS_LAST
    yield f'(TRIM({progress})<>"")*(LEN(TRIM({progress}))<{LEAST_PROGRESS})', words.TOO_SHORT
    requests = f"{EXTENSION_FORM.tab}!$B${FIRST + 1}:$B${FIRST + EXTENSION_ROWS}"
    asked = f"SUMPRODUCT(1*({requests}={at['number']}))"
    late = f"ISNUMBER({expected})*ISNUMBER({at['due_date']})*({expected}>{at['due_date']})"
    yield f"{late}*({asked}=0)", words.LATER_THAN_DUE
    early = f"ISNUMBER({expected})*ISNUMBER({at['assigned_on']})*({expected}<{at['assigned_on']})"
    yield early, words.BEFORE_ASSIGNMENT
    number = f"TRIM({at['report_number']})"
    yield f'(1-{_is_one_of(number, _NOTHING)})*(RIGHT({number},1)<>"号")', words.NUMBER_INCOMPLETE
    yield _signed_by_another(at), words.NOT_THE_PRINCIPAL


def _signed_by_another(at: _Cells) -> str:
    """Whether a 办结报告 bears another name than the one that ends 填报要求."""
    asked, signed = at.column(_ASKED), at["signatory"]
    place = f'SEARCH("{words.ROW_SIGNATORY}",{asked})'
    name = f"MID({asked},{place}+{len(words.ROW_SIGNATORY)},99)"
    differs = f"IF(ISNUMBER({place}),1-ISNUMBER(SEARCH({name},{signed})),0)"
    return f'({at["report_type"]}="{FINAL_REPORT}")*(TRIM({signed})<>"")*{differs}'


def _said(lacking: Iterable[tuple[str, str]], doubts: Iterable[tuple[str, str]]) -> str:
    """The text of a check. Both lists stand between bars; an empty list goes with its bar, a lone bar becomes √."""
    missing = "&".join(f'IF({condition},"、{said}","")' for condition, said in lacking)
    odd = "&".join(f'IF({condition},"；{said}","")' for condition, said in doubts)
    text = f'"<|{words.LACKS}"&{missing}&"|{words.DOUBTS}"&{odd}&"|>"'
    for old, new in (
        (f"|{words.LACKS}|", "|"),
        (f"|{words.DOUBTS}|", "|"),
        (f"{words.LACKS}、", words.LACKS),
        (f"{words.DOUBTS}；", words.DOUBTS),
        ("<|>", words.COMPLETE),
        ("<|", ""),
        ("|>", ""),
    ):
        text = f'SUBSTITUTE({text},"{old}","{new}")'
    return f'SUBSTITUTE({text},"|",CHAR(10))'
