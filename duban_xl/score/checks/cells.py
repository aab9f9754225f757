"""Cells of the method's sheets that lack what is required, or hold a word outside the column's list → findings.

The check of the whole ledger tells the same with the same codes; here they stand so that a score tells them too.
"""

from collections.abc import Iterator

from duban_xl.catalogue import finding
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import Kind
from duban_xl.model.finding import Finding
from duban_xl.model.noun import Noun
from duban_xl.model.source import shown
from duban_xl.score.checks.book import Book


def required_cell_is_empty(book: Book) -> Iterator[Finding]:
    """A required cell of the method is empty; one that was not understood has its finding already."""
    for row in _rows(book):
        shape = row.record.shape
        for field in SHEETS[shape.key].fields:
            empty = row.record[field.key] is None and field.key not in row.record.written
            if field.required and field.key in shape.columns and empty:
                yield finding("L201", row.source(field.key), header=field.header)


def word_is_not_in_the_list(book: Book) -> Iterator[Finding]:
    """A cell with a closed list holds another word."""
    for row in _rows(book):
        for field in SHEETS[row.record.shape.key].fields:
            value = row.record[field.key]
            if field.choices and field.kind is not Kind.YES_NO and value is not None and value not in field.choices:
                words = "、".join(field.choices)
                yield finding("L210", row.source(field.key), header=field.header, value=shown(value), choices=words)


def _rows(book: Book) -> tuple[Noun, ...]:
    method = book.rulebook
    return (
        *method.settings, *method.sections, *method.rules, *method.measures, *method.steps, *method.cap_groups,
        *method.consequences,
    )  # fmt: skip


CELL_CHECKS = (required_cell_is_empty, word_is_not_in_the_list)
