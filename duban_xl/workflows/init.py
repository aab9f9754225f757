"""Edge: an empty folder, a rule pack → an office folder: ledger with the pack's rules, templates, sub-folders."""

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from duban_xl.apply.ooxml import Patcher
from duban_xl.apply.plan_cells import Stamp, plan_cells
from duban_xl.catalogue import cannot_run
from duban_xl.catalogue.texts import COMMAND_NAMES
from duban_xl.model.changeset import ChangeSet, Reason, RowAppend
from duban_xl.model.settings import FORM_KEY, KNOWN_SETTINGS, LEDGER_ID, PACK, STARTED_ON, YEAR
from duban_xl.model.source import Value
from duban_xl.packs import Pack, load_pack
from duban_xl.resources import resource
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import DOCUMENTS, FORMS, INBOX, LEDGER_NAME, SCORES, TEMPLATES, Run, write_file

SUBFOLDERS = (FORMS, INBOX, SCORES, DOCUMENTS, TEMPLATES)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """What `init` made."""

    folder: Path
    ledger: Path
    pack: str
    templates: tuple[Path, ...]


def create_office(folder: Path, pack_name: str, run: Run, *, ledger_id: str, form_key: str) -> NewOffice:
    """Make the folder with a ledger ruled by the pack. Raises CannotRun if a ledger lies there already."""
    pack = load_pack(pack_name)
    if (folder / LEDGER_NAME).exists():
        raise cannot_run("C006", folder=str(folder.resolve()))
    template = resource("workbook_templates", LEDGER_NAME)
    values = {LEDGER_ID: ledger_id, FORM_KEY: form_key, PACK: f"{pack.name} {pack.title}", YEAR: str(run.as_of.year)}
    values |= {STARTED_ON: run.as_of.isoformat()}
    changes = ChangeSet(appends=tuple(_rows(pack, values)))
    data = _filled(template, changes, run)
    ledger = write_file(folder / LEDGER_NAME, data)
    for name in SUBFOLDERS:
        (folder / name).mkdir(exist_ok=True)
    return NewOffice(folder=folder, ledger=ledger, pack=pack.title, templates=_copy_templates(folder / TEMPLATES))


def _filled(template: Path, changes: ChangeSet, run: Run) -> bytes:
    """The template with the rows in it. What a ledger starts with needs no rows in its 变更日志."""
    shapes = {key: shape for key, shape in read_ledger(template).shapes().items() if key != "log"}
    patcher = Patcher(template.read_bytes())
    stamp = Stamp(batch=run.batch_id("init"), command=COMMAND_NAMES["init"], operator=run.operator, at=run.now)
    return patcher.patch(plan_cells(patcher, changes, shapes=shapes, stamp=stamp).edits).data


def _rows(pack: Pack, values: Mapping[str, str]) -> Iterator[RowAppend]:
    """The pack's rows for every rule sheet, then the settings that every office has and the pack does not name."""
    because = Reason(f"制度包 {pack.name}")
    for sheet, rows in pack.rows.items():
        for row in rows:
            yield RowAppend(sheet=sheet, key=_name_of(row), values=row, because=because)
    named = {row.get("key") for row in pack.rows.get("settings", ())}
    for setting in KNOWN_SETTINGS:
        if setting.key not in named:
            value = values.get(setting.key, setting.value)
            cells: dict[str, Value] = {"key": setting.key, "value": value, "note": setting.note}
            yield RowAppend(sheet="settings", key=setting.key, values=cells, because=because)


def _name_of(row: Mapping[str, Value]) -> str:
    return str(next(iter(row.values()), ""))


def _copy_templates(folder: Path) -> tuple[Path, ...]:
    """The Word templates, for the office to edit; one that lies there already stays."""
    copied: list[Path] = []
    for template in sorted(resource("workbook_templates", "word").glob("*.docx")):
        target = folder / template.name
        if not target.exists():
            shutil.copyfile(template, target)
        copied.append(target)
    return tuple(copied)
