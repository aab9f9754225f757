"""A column's definition → what Excel lets a person type into it: list, day, percent or number, with Chinese hints."""

from datetime import date
from typing import Any

from duban_xl.catalogue import workbooks as words
from duban_xl.model.fields import Editor, FieldDef, Kind

FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
MAX_PERCENT = 2  # 200 %: work may run ahead of its plan, but 80 typed without a percent sign is a slip
MAX_TITLE, MAX_PROMPT, MAX_LIST = 32, 255, 255


def validation(field: FieldDef, *, lookup: str = "", prompt: bool = True) -> dict[str, Any] | None:
    """The XlsxWriter options for `field`; None if anything may be typed. `lookup` is the range that a list comes from.

    A list from another sheet only warns, because a short name or several units in one cell may be right.
    """
    if field.editor is Editor.PROGRAM:
        return _told(field, {"validate": "custom", "value": "=FALSE"}, words.COMPUTED, prompt=False, strict=False)
    if field.choices:
        return _told(field, {"validate": "list", "source": list(field.choices)}, words.CHOOSE, prompt=prompt)
    if lookup:
        return _told(field, {"validate": "list", "source": lookup}, words.LOOK_UP, prompt=prompt, strict=False)
    if field.kind not in _LIMITS:
        return None
    limits, fault = _LIMITS[field.kind]
    return _told(field, limits, fault, prompt=prompt)


def day_as_typed(field: FieldDef, cell: str) -> dict[str, Any]:
    """The options for a day in the column whose first cell is `cell`: a real day, or a text that means one (2026.9.28)."""
    typed = f'SUBSTITUTE(SUBSTITUTE(ASC(TRIM({cell})),".","-"),"。","-")'
    real = f"AND({cell}>={_serial(FIRST_DAY)},{cell}<={_serial(LAST_DAY)})"
    formula = f"=IF(ISNUMBER({cell}),{real},ISNUMBER(DATEVALUE({typed})))"
    return _told(field, {"validate": "custom", "value": formula}, words.NOT_A_DAY, prompt=True)


def _serial(day: date) -> int:
    """The number by which a workbook knows `day`."""
    return (day - date(1899, 12, 30)).days


def hint_only(field: FieldDef) -> dict[str, Any]:
    """Options that allow anything and show the column's help when its cell is chosen."""
    return {"validate": "any", **_prompt(field)}


_LIMITS: dict[Kind, tuple[dict[str, Any], str]] = {
    Kind.DATE: (
        {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY},
        words.NOT_A_DAY,
    ),
    Kind.DATETIME: (
        {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY},
        words.NOT_A_DAY,
    ),
    Kind.PERCENT: (
        {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": MAX_PERCENT},
        words.NOT_A_PERCENT,
    ),
    Kind.INTEGER: (
        {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 999_999},
        words.NOT_AN_INTEGER,
    ),
    Kind.NUMBER: (
        {"validate": "decimal", "criteria": "between", "minimum": -1_000_000_000, "maximum": 1_000_000_000},
        words.NOT_A_NUMBER,
    ),
    Kind.POINTS: (
        {"validate": "decimal", "criteria": "between", "minimum": -1_000_000, "maximum": 1_000_000},
        words.NOT_A_NUMBER,
    ),
}


def _told(field: FieldDef, options: dict[str, Any], fault: str, *, prompt: bool, strict: bool = True) -> dict[str, Any]:
    said = {
        "error_title": f"请核对“{field.header}”"[:MAX_TITLE],
        "error_message": fault,
        "error_type": "stop" if strict else "warning",
    }
    return options | said | (_prompt(field) if prompt else {})


def _prompt(field: FieldDef) -> dict[str, Any]:
    return {"input_title": field.header[:MAX_TITLE], "input_message": field.help[:MAX_PROMPT]}
