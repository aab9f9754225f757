"""The door to libraries that are only measured against: the same edits by openpyxl, the same notice by docxtpl or python-docx."""

from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

from duban_xl.apply.ooxml import SheetEdits
from duban_xl.documents.papers.facts import OfficeFacts
from duban_xl.documents.papers.notice.facts import NoticeFacts
from duban_xl.documents.word.engine import FILTERS


def is_there() -> bool:
    """Whether openpyxl is installed; the product does not need it."""
    return find_spec("openpyxl") is not None


def openpyxl_edit(source: Path, target: Path, edits: SheetEdits, *, first_row: int) -> None:
    """Carry out `edits` on the workbook `source` with openpyxl, new rows from `first_row` on, and save it as `target`."""
    import openpyxl

    book: Any = openpyxl.load_workbook(source)
    sheet: Any = book[edits.tab]
    for (column, row), value in edits.cells.items():
        sheet.cell(row, column).value = value
    for number, values in enumerate(edits.rows, start=first_row):
        for column, value in values.items():
            sheet.cell(number, column).value = value
    for table in sheet.tables.values():
        table.ref = (
            f"{table.ref.partition(':')[0]}:{sheet.cell(first_row + len(edits.rows) - 1, sheet.max_column).coordinate}"
        )
    book.save(target)


def load_word_libraries() -> None:
    """Import what the notices are made with, so that it is not measured."""
    for name in ("docx", "docxtpl", "jinja2.sandbox"):
        import_module(name)


def docxtpl_notice(template: Path, facts: NoticeFacts, office: OfficeFacts) -> bytes:
    """The notice as docxtpl alone fills it in: the file opened, rendered and saved, nothing finished."""
    import docxtpl
    import jinja2

    document: Any = docxtpl.DocxTemplate(template)
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    environment.filters.update(FILTERS)
    context = {item.name: getattr(facts, item.name) for item in fields(facts)}
    document.render({**context, "office": office, "number_line": ""}, environment, autoescape=True)
    return _saved(document)


def python_docx_notice(facts: NoticeFacts, office: OfficeFacts) -> bytes:
    """The notice as a program writes it with python-docx: a paragraph at a time, every run with its fonts."""
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document: Any = docx.Document()
    for text, font, size in _lines(facts, office):
        run: Any = document.add_paragraph().add_run(text)
        run.font.name, run.font.size = font, Pt(size)
        run._element.rPr.rFonts.set(qn("w:eastAsia"), font)
    slip: Any = document.add_table(rows=0, cols=2, style="Table Grid")
    for label, text in (
        ("督查事项", facts.matter_title),
        ("签收单位", ""),
        ("签收人", ""),
        ("签收时间", ""),
        ("备注", ""),
    ):
        cells: Any = slip.add_row().cells
        cells[0].text, cells[1].text = label, text
    return _saved(document)


def _lines(facts: NoticeFacts, office: OfficeFacts) -> Iterator[tuple[str, str, int]]:
    """Text, font and size of every paragraph."""
    yield office.masthead, "方正小标宋简体", 40
    yield facts.title, "方正小标宋简体", 22
    yield f"{facts.lead_unit}、{'、'.join(facts.supporting_units)}：", "仿宋_GB2312", 16
    for head, texts in (
        ("一、督查事项", (facts.matter_title,)),
        ("二、交办依据", (facts.origin,)),
        ("三、承办单位", (facts.lead_unit, *facts.supporting_units)),
        ("四、任务要求", (*facts.requirements, facts.target)),
        ("五、办理时限", (f"{facts.due_date}", facts.due_text, facts.due_basis, facts.extension_rule)),
        ("六、报送要求", (facts.return_cycle, facts.return_to)),
    ):
        yield head, "黑体", 16
        yield from ((text, "仿宋_GB2312", 16) for text in texts)
    yield office.issuer, "仿宋_GB2312", 16
    yield f"{facts.dated_on}", "仿宋_GB2312", 16


def _saved(document: Any) -> bytes:
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()
