"""Edge: a workbook's bytes before a change → a dated file in 备份 beside it, and back."""

import re
from datetime import datetime
from pathlib import Path

from duban_xl.apply.files import TEMPORARY, swap, sweep, write_new

FOLDER = "备份"
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\s\x00-\x1f]+')


def save_backup(path: Path, data: bytes, *, at: datetime, batch: str) -> Path:
    """Keep `data`, the content of the workbook `path`, under its name with day, time and batch; an older file stays."""
    folder = path.parent / FOLDER
    folder.mkdir(exist_ok=True)
    sweep(folder, path.stem)
    label, moment = NOT_IN_NAMES.sub("-", batch), f"{at:%Y%m%d-%H%M%S}"
    stem = f"{path.stem}_{label}" if label.startswith(moment) else f"{path.stem}_{moment}_{label}"
    for number in range(1, 1000):
        backup = folder / f"{stem}{'' if number == 1 else f'-{number}'}{path.suffix}"
        if not backup.exists():
            new = folder / f".{backup.name}{TEMPORARY}"
            write_new(new, data)
            swap(new, backup)
            return backup
    raise FileExistsError(f"{stem}{path.suffix}")


def backup_path(path: Path, name: str) -> Path:
    """Where the backup `name` of the workbook `path` lies."""
    return path.parent / FOLDER / name
