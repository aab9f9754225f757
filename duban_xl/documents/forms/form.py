"""A form's content → the return form (填报表) as a workbook's bytes, the same bytes for the same content."""

from datetime import datetime

from duban_xl.documents.book import Book, new_book
from duban_xl.documents.forms.extension import add_extension_sheet
from duban_xl.documents.forms.guide import add_guide
from duban_xl.documents.forms.sheets import add_return_sheet
from duban_xl.model.columns import RETURN_FORM
from duban_xl.model.columns.form import META_TAB
from duban_xl.model.form import META_KEYS, FormContent, FormMeta


def build_form(content: FormContent) -> bytes:
    """The workbook for one unit and period: 填报说明, 事项反馈, 延期申请 and the hidden `_meta`.

    `content.meta.issued_at` is written as the workbook's date; it must be an ISO date and time.
    """
    issued_at = datetime.fromisoformat(content.meta.issued_at)
    title = f"{content.period_name}{RETURN_FORM.title}"
    book = new_book(title=title, author=content.office, created=issued_at)
    add_guide(book, content)
    add_return_sheet(book, content)
    add_extension_sheet(book, content)
    _add_meta(book, content.meta)
    return book.finish()


def _add_meta(book: Book, meta: FormMeta) -> None:
    sheet = book.sheet(META_TAB)
    text = book.style(num_format="@")
    for row, (key, name) in enumerate(META_KEYS.items()):
        sheet.write_string(row, 0, name, text)
        sheet.write_string(row, 1, getattr(meta, key), text)
    sheet.protect("")
    sheet.hide()
