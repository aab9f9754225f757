"""Edge: a workbook's bytes before a change → a numbered, dated file in 备份 beside it; old ones are cleared away."""

import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from duban_xl.apply.files import TEMPORARY, swap, sweep, write_new

FOLDER = "备份"
ALWAYS_KEPT = 20  # the newest ones, whatever their age
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')
NAME = re.compile(r"_(?:(?P<number>\d{4,7})_)?(?P<day>\d{8})-\d{6}[_-].*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """How long backups stay: days, and how many of them at most. The newest `ALWAYS_KEPT` stay in any case."""

    days: int = 60
    most: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup of a workbook: the file, its number (0: from before they were numbered), its day, its size in bytes."""

    path: Path
    number: int
    day: date
    size: int


def save_backup(path: Path, data: bytes, *, at: datetime, batch: str) -> Path:
    """Keep `data`, the content of the workbook `path`, under its name with number, time and batch; no file is replaced."""
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    sweep(folder, path.stem)
    label, moment = NOT_IN_NAMES.sub("-", batch), f"{at:%Y%m%d-%H%M%S}"
    label = label if label.startswith(moment) else f"{moment}_{label}"
    number = max((one.number for one in backups_of(path)), default=0) + 1
    backup = folder / f"{path.stem}_{number:04}_{label}{path.suffix}"
    new = folder / f".{backup.name}{TEMPORARY}"
    write_new(new, data)
    swap(new, backup)
    return backup


def backups_of(path: Path) -> tuple[Backup, ...]:
    """The backups of the workbook `path`, oldest first; other files in the folder are not looked at."""
    folder = path.parent / FOLDER
    found: list[Backup] = []
    for file in folder.iterdir() if folder.is_dir() else ():
        named = NAME.fullmatch(file.stem.removeprefix(path.stem)) if file.name.startswith(path.stem) else None
        if named is None or file.suffix != path.suffix:
            continue
        with contextlib.suppress(OSError, ValueError):
            day = datetime.strptime(named["day"], "%Y%m%d").date()  # noqa: DTZ007 - a day of the office's own calendar
            found.append(Backup(path=file, number=int(named["number"] or 0), day=day, size=file.stat().st_size))
    return tuple(sorted(found, key=lambda one: (one.number, one.day, one.path.name)))


def prune(path: Path, keeping: Keeping, *, on: date) -> tuple[Path, ...]:
    """Clear away the backups of `path` that are too old or too many; those that were removed come back.

    A backup that can't be removed stays for the next time.
    """
    removed: list[Path] = []
    for one in outlived(backups_of(path), keeping, on=on):
        with contextlib.suppress(OSError):
            one.path.unlink()
            removed.append(one.path)
    return tuple(removed)


def outlived(backups: Sequence[Backup], keeping: Keeping, *, on: date) -> tuple[Backup, ...]:
    """Those of `backups`, oldest first, that need not be kept any longer."""
    older = backups[: max(len(backups) - ALWAYS_KEPT, 0)]
    beyond = len(backups) - max(keeping.most, ALWAYS_KEPT)
    return tuple(one for at, one in enumerate(older) if at < beyond or (on - one.day).days > keeping.days)


def backup_path(path: Path, name: str) -> Path:
    """Where the backup `name` of the workbook `path` lies."""
    return path.parent / FOLDER / name
