"""Area apply: a ledger of so many returns → 200 cells changed and 1,000 rows appended, alone and as a whole transaction."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from duban_xl.bench.ledger_file import APPENDED, CHANGED, NAME, ledger_file
from duban_xl.bench.measure import Measured, Ratio
from duban_xl.catalogue import bench as words

FLOOR, PATCH, TRANSACTION, PEER = "floor", "patch", "transaction", "openpyxl"
AGAINST = ((PATCH, FLOOR), (PATCH, PEER), (TRANSACTION, PEER))


def run(rows: int = 50_000, *, runs: int = 5, peers: bool = False, seed: int = 1) -> tuple[Measured, ...]:
    """The floor (the sheet inflated and deflated once), the patcher, the transaction and, with `peers`, openpyxl.

    They take turns, every run in a process of its own on a copy of the same ledger.
    """
    names = (FLOOR, PATCH, TRANSACTION, *((PEER,) if peers else ()))
    figures: dict[str, list[tuple[float, float]]] = {name: [] for name in names}
    with TemporaryDirectory() as folder:
        data = ledger_file(rows, seed=seed)
        for turn in range(runs):
            for name in names:
                path = Path(folder) / f"{turn}-{name}" / NAME
                path.parent.mkdir()
                path.write_bytes(data)
                figures[name].append(_in_child(name, path, rows, seed))
                for left in path.parent.glob("*.*"):
                    left.unlink()
    return tuple(_measured(name, figures, rows=rows) for name in names)


def _in_child(name: str, path: Path, rows: int, seed: int) -> tuple[float, float]:
    """Seconds and MiB of one piece of work."""
    command = [sys.executable, "-m", "duban_xl.bench.child", name, str(path), str(rows), str(seed)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    return answer["seconds"], answer["peak_mib"]


def _measured(name: str, figures: Mapping[str, Sequence[tuple[float, float]]], *, rows: int) -> Measured:
    ratios = tuple(
        _ratio(figures[name], figures[other], other) for own, other in AGAINST if own == name and other in figures
    )
    return Measured(
        name=words.WORKS[name].format(rows=rows, changed=CHANGED, appended=APPENDED),
        seconds=tuple(seconds for seconds, _ in figures[name]),
        peak_mib=median(mib for _, mib in figures[name]),
        note="；".join(words.RATIOS[ratio.of].format(times=_times(ratio), part=1 / ratio.memory) for ratio in ratios),
        ratios=ratios,
    )


def _ratio(own: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]], name: str) -> Ratio:
    time, memory = ((median(one[at] for one in own) / (median(one[at] for one in other) or 1)) for at in (0, 1))
    return Ratio(of=name, time=time, memory=memory or 1)


def _times(ratio: Ratio) -> float:
    return ratio.time if ratio.of == FLOOR else 1 / ratio.time
