"""Edge: a return that goes back → its marked copy: the unit's own workbook with colours and notes, else a new form."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from duban_xl.apply.annotate import MOST_NOTES, OLE, Refused, annotated
from duban_xl.catalogue import finding, message
from duban_xl.catalogue.answers import ANSWER_SUFFIX, CHANGED_SINCE, OLD_FORMAT, READS_OTHERWISE
from duban_xl.check.returns import Checked
from duban_xl.documents.answers.page import page_of
from duban_xl.documents.answers.wording import marks_of
from duban_xl.documents.chinese import file_name
from duban_xl.model.answer import Copy, Letterhead, Marking, SendBack
from duban_xl.model.finding import Finding
from duban_xl.model.form import ReturnedFile
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import Source
from duban_xl.read.returns import read_return
from duban_xl.workflows.office import Run
from duban_xl.workflows.rebuilt import rebuilt_form

_ANSWERED = re.compile(rf"({ANSWER_SUFFIX})+(\s*[(（]\d+[)）])?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A marked copy (None if none could be made), what the unit is told with it, and where cells have moved to."""

    back: SendBack
    data: bytes | None
    places: Mapping[Source, Source] | None  # None: every cell stands where it stood
    findings: tuple[Finding, ...] = ()

    def place(self, source: Source) -> Source | None:
        """Where the copy shows the cell `source` of the returned file; None if it does not."""
        if self.data is None or not source.cell:
            return None
        return source if self.places is None else self.places.get(source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Marker:
    """What all marked copies of one run share."""

    ledger: Ledger
    head: Letterhead
    run: Run

    def mark(self, path: Path, checked: Checked, back: SendBack, *, due_on: date, held: bytes | None) -> Marked:
        """The marked copy of the file at `path`, whose bytes are `held` if it lies in a mail or archive.

        Nothing that stands in the file makes it fail.
        """
        if not checked.good and not checked.refused:
            return self._blank(path, checked, back, due_on=due_on)
        try:
            return self._own(path, checked, back, held)
        except Refused as refused:
            why = OLD_FORMAT if refused.finding.code == "A150" else message(refused.finding)
        except _Unusable as unusable:
            why = unusable.args[0]
        return self._filled(path, checked, back, due_on=due_on, why=why)

    def _own(self, path: Path, checked: Checked, back: SendBack, held: bytes | None) -> Marked:
        """The unit's own workbook, marked; it must still read as before."""
        data = _bytes(path) if held is None else held
        if sha256(data).hexdigest() != checked.sha256:
            raise _Unusable(CHANGED_SINCE)
        if data.startswith(OLE):
            raise _Unusable(OLD_FORMAT)
        marked = annotated(data, self._marking(back))
        if not _reads_alike(read_return(path, data), read_return(path, marked)):
            raise _Unusable(READS_OTHERWISE)
        return Marked(back=back, data=marked, places=None, findings=self._too_many(path, back))

    def _filled(self, path: Path, checked: Checked, back: SendBack, *, due_on: date, why: str) -> Marked:
        """A new form with what the unit had filled in."""
        told = finding("W121", Source(str(path)), name=path.name, reason=why)
        rebuilt = rebuilt_form(checked, self.ledger, self.run, due_on=due_on)
        if rebuilt is None:
            return Marked(back=replace(back, copy=Copy.NONE), data=None, places={}, findings=(_no_form(path),))
        back = replace(back, copy=Copy.FILLED, faults=rebuilt.moved(back.faults))
        data = annotated(rebuilt.data, self._marking(back))
        return Marked(back=back, data=data, places=rebuilt.places, findings=(told, *self._too_many(path, back)))

    def _blank(self, path: Path, checked: Checked, back: SendBack, *, due_on: date) -> Marked:
        """A new form, for a file of which nothing could be read."""
        rebuilt = rebuilt_form(checked, self.ledger, self.run, due_on=due_on)
        if rebuilt is None:
            return Marked(back=replace(back, copy=Copy.NONE), data=None, places={}, findings=(_no_form(path),))
        back = replace(back, copy=Copy.BLANK, faults=rebuilt.moved(back.faults))
        told = finding("W126", Source(str(path)), name=path.name)
        data = annotated(rebuilt.data, self._marking(back))
        return Marked(back=back, data=data, places=rebuilt.places, findings=(told,))

    def _marking(self, back: SendBack) -> Marking:
        page, marks = page_of(back, self.head), marks_of(back.faults)
        return Marking(page=page, marks=marks, author=self.head.office, at=self.run.now)

    def _too_many(self, path: Path, back: SendBack) -> tuple[Finding, ...]:
        counts: dict[str, int] = {}
        for source in marks_of(back.faults):
            counts[source.sheet] = counts.get(source.sheet, 0) + 1
        return tuple(
            finding("W125", Source(str(path), tab), name=path.name, tab=tab, count=count)
            for tab, count in counts.items()
            if count > MOST_NOTES
        )


def copy_name(path: Path) -> str:
    """The marked copy's name: 2026Q3_甲局.xls → 2026Q3_甲局_退回.xlsx; a copy that came back keeps its name."""
    return file_name([_ANSWERED.sub("", path.stem)], f"{ANSWER_SUFFIX}.xlsx")


class _Unusable(Exception):
    """The unit's own workbook is not marked; the argument says why."""


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _Unusable(error.strerror or type(error).__name__) from error


def _no_form(path: Path) -> Finding:
    return finding("W128", Source(str(path)), name=path.name)


def _reads_alike(before: ReturnedFile, after: ReturnedFile) -> bool:
    """Whether identity and rows are the same in both."""
    return before.meta == after.meta and _content(before) == _content(after)


def _content(returned: ReturnedFile) -> list[object]:
    rows = (*(returned.lines or ()), *returned.extensions)
    return [(row.record.shape.tab, row.record.row, dict(row.record.values), dict(row.record.written)) for row in rows]
