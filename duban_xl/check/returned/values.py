"""One row of a returned form → blanks, stock phrases, words outside the lists, and what must not stand in a ledger."""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.check.returned.context import FormContext, LedgerCheck, LineCheck
from duban_xl.check.returned.rows import OPEN_FIELDS
from duban_xl.check.returned.secrets import PROSE
from duban_xl.check.returned.words import is_empty_talk, is_placeholder, letters, meant_by, quoted, same_text
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.fields import FieldDef, Kind
from duban_xl.model.finding import Finding
from duban_xl.model.form import FormLine
from duban_xl.model.text import squeeze

REQUIRED = tuple(field for field in OPEN_FIELDS if field.required)
LISTS = tuple(field for field in OPEN_FIELDS if field.choices and field.kind is Kind.TEXT)
LONGEST_TEXT = 32_767  # what a cell of an Excel workbook holds
PROGRESS = RETURN_FORM["progress"]


def number_missing(line: FormLine) -> Iterator[Finding]:
    """The row says something and not about what. A number that was not understood has its own finding."""
    if not line.number and "number" not in line.record.written:
        yield finding("R402", line.source("number"), value="")


def row_not_filled_in(line: FormLine) -> Iterator[Finding]:
    """Not one of the required cells was filled in."""
    if _is_untouched(line):
        where = line.source(REQUIRED[0].key)
        yield finding("R302", where, row=line.record.row, number=line.number, value="")


def required_cell_blank(line: FormLine) -> Iterator[Finding]:
    """A required cell is empty. What was not understood has its own finding, and so has a row about no matter."""
    if not line.number or _is_untouched(line):
        return
    for field in REQUIRED:
        if _is_empty(line, field):
            yield finding("R301", line.source(field.key), header=field.header, help=field.help, value="")


def progress_only_placeholder(line: FormLine) -> Iterator[Finding]:
    """Progress is "无", "XX", "……", "待填"."""
    if line.progress and is_placeholder(line.progress):
        yield finding("R307", line.source("progress"), header=PROGRESS.header, value=quoted(line.progress))


def progress_without_substance(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """Progress is a stock phrase: 按计划推进, 同上, 详见附件, or what the office itself counts as one."""
    if _is_said(line) and is_empty_talk(line.progress, ctx.conventions.stock_phrases):
        yield finding("R306", line.source("progress"), header=PROGRESS.header, value=quoted(line.progress))


def progress_too_short(line: FormLine, ctx: FormContext) -> Iterator[Finding]:
    """Progress is a word or two."""
    usual = ctx.conventions
    empty = is_empty_talk(line.progress, usual.stock_phrases)
    if _is_said(line) and letters(line.progress) < usual.least_progress and not empty:
        where, said = line.source("progress"), quoted(line.progress)
        yield finding("R303", where, header=PROGRESS.header, value=said, least=usual.least_progress)


def progress_copied_from_last_time(line: FormLine) -> Iterator[Finding]:
    """Progress repeats what the form itself shows as last period's."""
    if _is_said(line) and not is_empty_talk(line.progress) and same_text(line.progress, line.last_progress):
        yield finding("R308", line.source("progress"), header=PROGRESS.header, value=quoted(line.progress))


def word_outside_the_list(line: FormLine) -> Iterator[Finding]:
    """A word was pasted over a dropdown list."""
    for field in LISTS:
        word: str = getattr(line, field.key)
        if not word or word in field.choices or _is_help(word, field):
            continue
        where, choices = line.source(field.key), "、".join(field.choices)
        if near := meant_by(word, field.choices):
            yield finding("R329", where, header=field.header, value=quoted(word), near=near, choices=choices)
        else:
            yield finding("R318", where, header=field.header, value=quoted(word), choices=choices)


def help_text_left(line: FormLine) -> Iterator[Finding]:
    """A cell repeats the hint of its column."""
    for field in OPEN_FIELDS:
        said = getattr(line, field.key)
        if isinstance(said, str) and _is_help(said, field):
            yield finding("R322", line.source(field.key), header=field.header, value=quoted(said))


def text_too_long(line: FormLine) -> Iterator[Finding]:
    """A text that no cell of a workbook can hold (other formats can)."""
    for key in PROSE:
        length = len(getattr(line, key))
        if length > LONGEST_TEXT:
            where, said = line.source(key), quoted(getattr(line, key))
            header = RETURN_FORM[key].header
            yield finding("R330", where, header=header, length=length, most=LONGEST_TEXT, value=said)


LINE_CHECKS: tuple[LineCheck, ...] = (
    number_missing,
    row_not_filled_in,
    required_cell_blank,
    progress_only_placeholder,
    progress_copied_from_last_time,
    word_outside_the_list,
    help_text_left,
    text_too_long,
)

LEDGER_CHECKS: tuple[LedgerCheck, ...] = (progress_without_substance, progress_too_short)


def _is_empty(line: FormLine, field: FieldDef) -> bool:
    return getattr(line, field.key) in ("", None) and field.key not in line.record.written


def _is_untouched(line: FormLine) -> bool:
    return all(_is_empty(line, field) for field in OPEN_FIELDS if field.key not in ("contact", "phone"))


def _is_said(line: FormLine) -> bool:
    """Whether progress holds words that are worth judging."""
    return bool(line.progress) and not is_placeholder(line.progress) and not _is_help(line.progress, PROGRESS)


def _is_help(text: str, field: FieldDef) -> bool:
    return bool(text) and squeeze(text).rstrip("。") == squeeze(field.help).rstrip("。")
