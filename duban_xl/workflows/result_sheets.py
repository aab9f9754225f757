"""Edge: checked returns and their marked copies → the sheets of 检查结果.xlsx, with links that lead from its folder."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from duban_xl.catalogue import answers as words
from duban_xl.catalogue import hint, message
from duban_xl.catalogue.texts import VERDICTS
from duban_xl.check.returns import Checked
from duban_xl.documents.answers.result_book import Cell, Linked, ResultSheet
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.fields import shown_in
from duban_xl.model.finding import Finding, Level
from duban_xl.model.form import FormExtension, FormLine
from duban_xl.model.source import Source, shown
from duban_xl.model.workdays import Workdays
from duban_xl.plan.dispatch import usual_due_day
from duban_xl.plan.send_back import faults_of, file_name, goes_back, lateness, rows_of
from duban_xl.plan.unreported import due_day, unreported
from duban_xl.workflows.marked import Marked
from duban_xl.workflows.returns import CheckResult

_SUMMARY_WIDTHS = (20, 10, 34, 17, 12, 7, 9, 14, 8, 8, 9, 9, 10, 30)
_FINDINGS_WIDTHS = (18, 28, 11, 8, 12, 7, 8, 44, 44, 10)
_READINGS_WIDTHS = (18, 28, 11, 8, 12, 14, 24, 24, 9, 44)
_MISSING_WIDTHS = (24, 12, 12, 8, 10, 10, 12, 16, 26, 12)
_COLOURS = {Level.ERROR.value: "pale"}
LEVEL_COLUMN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """The marked copies: original → copy on disk, original → what was marked; links are told from `folder`."""

    folder: Path
    paths: Mapping[Path, Path]
    marked: Mapping[Path, Marked]

    def file(self, path: Path) -> Linked:
        """A link to a file; of one in a mail or archive, to that."""
        there = next((one for one in (path, *path.parents) if one.is_file()), path)
        return Linked(path.name, _relative(there, self.folder))

    def copy(self, path: Path) -> Cell:
        """A link to the marked copy of `path`."""
        return self.file(self.paths[path]) if path in self.paths else None

    def cell(self, path: Path, source: Source) -> Cell:
        """A link to where the marked copy of `path` shows `source`."""
        place = self.marked[path].place(source) if path in self.paths else None
        if place is None:
            return None
        tab = place.sheet.replace("'", "''")
        return Linked(words.SEE, _relative(self.paths[path], self.folder), f"'{tab}'!{place.cell}")


def result_sheets(result: CheckResult, copies: Copies, workdays: Workdays, *, as_of: date) -> tuple[ResultSheet, ...]:
    """汇总, 问题清单, 识读, 未报单位."""
    every = result.by_path.items()
    return (
        ResultSheet(
            tab=words.SUMMARY_TAB,
            headers=words.SUMMARY_HEADERS,
            widths=_SUMMARY_WIDTHS,
            rows=[_summary(path, checked, copies, workdays) for path, checked in every],
            empty=words.NOTHING_FOUND,
        ),
        ResultSheet(
            tab=words.FINDINGS_TAB,
            headers=words.FINDINGS_HEADERS,
            widths=_FINDINGS_WIDTHS,
            rows=[
                *(row for path, checked in every for row in _findings(path, checked, copies)),
                *(_of_folder(found) for found in result.findings),
            ],
            empty=words.NOTHING_FOUND,
            colour=lambda row: _COLOURS.get(str(row[LEVEL_COLUMN]), ""),
        ),
        ResultSheet(
            tab=words.READINGS_TAB,
            headers=words.READINGS_HEADERS,
            widths=_READINGS_WIDTHS,
            rows=[row for _, checked in every for row in _readings(checked)],
            empty=words.NOTHING_READ,
        ),
        ResultSheet(
            tab=words.MISSING_TAB,
            headers=words.MISSING_HEADERS,
            widths=_MISSING_WIDTHS,
            rows=list(_missing(result, workdays, as_of)),
            empty=words.NOTHING_MISSING,
        ),
    )


def _summary(path: Path, checked: Checked, copies: Copies, workdays: Workdays) -> tuple[Cell, ...]:
    errors = sum(f.level is Level.ERROR for f in checked.findings)
    late = lateness(checked, workdays)
    known = checked.due_on is not None and checked.received_at is not None
    marked = copies.marked.get(path)
    return (
        checked.unit.name if checked.unit else None,
        checked.period,
        copies.file(path),
        checked.received_at,
        checked.due_on,
        late.calendar_days if known else None,
        late.workdays if known else None,
        VERDICTS[checked.verdict],
        errors,
        len(checked.findings) - errors,
        len(checked.good) + len(checked.extensions),
        len(checked.refused),
        marked.back.times if marked and goes_back(checked) else None,
        copies.copy(path),
    )


def _findings(path: Path, checked: Checked, copies: Copies) -> Iterator[tuple[Cell, ...]]:
    unit = checked.unit.name if checked.unit else None
    for fault in faults_of(checked, for_unit=False):
        yield (
            unit,
            file_name(checked),
            fault.place.sheet,
            fault.place.cell,
            fault.number,
            fault.level.value,
            fault.code,
            fault.problem,
            fault.cure,
            copies.cell(path, fault.place),
        )


def _of_folder(found: Finding) -> tuple[Cell, ...]:
    source = found.source
    name = source.file.replace("\\", "/").rsplit("/", 1)[-1]
    where = (None, name, source.sheet, source.cell, None)
    return (*where, found.level.value, found.code, message(found), hint(found), None)


def _readings(checked: Checked) -> Iterator[tuple[Cell, ...]]:
    """Every cell that was understood otherwise than it is written, or not at all."""
    said: dict[Source, list[Finding]] = {}
    for found in checked.findings:
        for source in found.sources:
            said.setdefault(source, []).append(found)
    for row in rows_of(checked):
        for key, written in row.record.written.items():
            yield _reading(checked, row, key, shown(written), said.get(row.source(key), []))


def _reading(
    checked: Checked, row: FormLine | FormExtension, key: str, written: str, said: list[Finding]
) -> tuple[Cell, ...]:
    field = (RETURN_FORM if isinstance(row, FormLine) else EXTENSION_FORM)[key]
    source = row.source(key)
    return (
        checked.unit.name if checked.unit else None,
        file_name(checked),
        source.sheet,
        source.cell,
        row.number,
        field.header,
        written,
        shown_in(field, row.record[key]) or words.NOT_READ,
        words.YES if said else words.NO,
        "；".join(message(found) for found in said),
    )


def _missing(result: CheckResult, workdays: Workdays, as_of: date) -> Iterator[tuple[Cell, ...]]:
    if result.period is None:
        return
    due = due_day(result.ledger, result.files, result.period, usual=usual_due_day(result.period, workdays))
    every = unreported(result.ledger, result.missing, result.period, due_on=due, as_of=as_of, workdays=workdays)
    for one in every:
        unit = one.unit
        yield (
            unit.name,
            unit.group,
            one.due_on,
            one.late.calendar_days,
            one.late.workdays,
            one.matters,
            unit.contact,
            unit.phone,
            unit.email,
            one.reminded_on,
        )


def _relative(path: Path, folder: Path) -> str:
    """The way from `folder` to `path` with slashes; the whole path where there is none (another drive)."""
    try:
        found = os.path.relpath(path.resolve(), folder.resolve())
    except ValueError:
        found = str(path.resolve())
    return found.replace("\\", "/")
