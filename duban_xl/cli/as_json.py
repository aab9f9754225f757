"""Results → the JSON of the fixed interface: days as ISO dates, points and scores as decimal strings."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from duban_xl.catalogue import CATALOGUE, hint, message
from duban_xl.model.changeset import AppliedEdit, CellEdit, ChangeSet, Reason, RowAppend
from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import shown_in
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.obligation import Obligation, Standing
from duban_xl.model.source import plain

if TYPE_CHECKING:  # `due` and `explain` answer without loading the checks
    from duban_xl.check.returns import Checked
    from duban_xl.check.switches import Switches

Json = dict[str, Any]


def emit(answer: Json) -> None:
    """Print one JSON object, and nothing else, on stdout."""
    click.echo(json.dumps(answer, ensure_ascii=False, indent=1, default=_plain))


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def finding_json(found: Finding) -> Json:
    """One finding with its place, sentence, cure and the value it quotes."""
    source = found.source
    return {
        "code": found.code,
        "level": found.level.value,
        "file": source.file,
        "sheet": source.sheet,
        "cell": source.cell,
        "message": message(found),
        "hint": hint(found),
        "value": found.args.get("text", found.args.get("value")),  # what stood there, before how it was read
    }


def findings_json(found: Iterable[Finding]) -> list[Json]:
    """Findings in their order."""
    return [finding_json(f) for f in found]


def file_json(path: Path, checked: "Checked") -> Json:
    """One checked file."""
    return {
        "file": str(path),
        "sha256": checked.sha256,
        "unit": checked.unit.name if checked.unit else None,
        "period": checked.period or None,
        "verdict": checked.verdict,
        "findings": findings_json(checked.findings),
    }


def summary_json(files: "Sequence[Checked]", missing: int) -> Json:
    """How many files had which verdict."""
    verdicts = ("accepted", "accepted-with-warnings", "returned", "unreadable")
    counts = {verdict: sum(1 for c in files if c.verdict == verdict) for verdict in verdicts}
    return {"files": len(files), "missing": missing, **counts}


def switches_json(switches: "Switches") -> list[Json]:
    """Every check that 参数 switches off or gives another level, with the cell that says so."""
    return [
        {
            "code": switch.code,
            "level": switch.said,
            "usual": CATALOGUE[switch.code].level.value,
            "cell": switch.setting.source("value").cell,
        }
        for switch in switches.changed
    ]


def because(reason: Reason) -> str:
    """Where a change comes from: words, rule, and the cell."""
    source = reason.source
    place = source.file if source else ""
    if source and source.sheet:
        place += f" {source.sheet}!{source.cell}"
    return " ".join(part for part in (reason.text, reason.rule, place) if part)


def edit_json(edit: CellEdit, ledger: Ledger) -> Json:
    """One planned change of a cell."""
    field = SHEETS[edit.sheet][edit.field]
    source = ledger.tables[edit.sheet].shape.source(edit.row, edit.field)
    return {
        "sheet": source.sheet,
        "cell": source.cell,
        "matter": edit.key,
        "field": field.header,
        "before": shown_in(field, edit.before),
        "after": shown_in(field, edit.after),
        "because": because(edit.because),
    }


def append_json(append: RowAppend) -> Json:
    """One planned new row, its columns by their headers."""
    sheet = SHEETS[append.sheet]
    values = {sheet[key].header: shown_in(sheet[key], value) for key, value in append.values.items()}
    return {"sheet": sheet.tab, "key": append.key, **values, "because": because(append.because)}


def changes_json(changes: ChangeSet, ledger: Ledger) -> Json:
    """A whole plan: changed cells and appended rows."""
    return {
        "changes": [edit_json(edit, ledger) for edit in changes.edits],
        "appended": [append_json(append) for append in changes.appends],
    }


def applied_json(edit: AppliedEdit) -> Json:
    """One change as it was written."""
    return {
        "sheet": edit.tab,
        "cell": edit.cell,
        "matter": edit.key,
        "field": edit.header,
        "before": edit.before,
        "after": edit.after,
        "because": because(edit.because),
    }


def counts_json(found: Iterable[Obligation]) -> Json:
    """How many obligations there are, by what became of them, and how many of their days are 暂定."""
    every = tuple(found)
    counts = Counter(one.standing for one in every)
    return {
        "expected": len(every),
        "on_time": counts[Standing.ON_TIME],
        "late": counts[Standing.LATE],
        "missing": counts[Standing.MISSING],
        "not_yet": counts[Standing.NOT_YET] + counts[Standing.OPEN],
        "provisional": sum(1 for one in every if one.provisional),
    }
