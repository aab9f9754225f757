"""Pieces of work that take turns, every run in a process of its own on a fresh copy of the same file → what each took."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from shutil import rmtree
from statistics import median
from tempfile import TemporaryDirectory

from duban_xl.bench.measure import Ratio

Figures = Mapping[str, Sequence[tuple[float, float]]]
"""Name of a piece of work → seconds and MiB of every run."""


def take_turns(names: Sequence[str], *, runs: int, file: tuple[str, bytes], size: int, seed: int) -> Figures:
    """Run every work of `bench/child.py` called `names` so many times on a copy of `file` (name and bytes)."""
    name, data = file
    figures: dict[str, list[tuple[float, float]]] = {work: [] for work in names}
    with TemporaryDirectory() as folder:
        for _ in range(runs):
            for work in names:
                path = Path(folder) / work / name
                path.parent.mkdir()
                path.write_bytes(data)
                figures[work].append(_in_child(work, path, size, seed))
                rmtree(path.parent)
    return figures


def ratio(figures: Figures, own: str, other: str) -> Ratio:
    """How the medians of `own` stand to those of `other`."""
    time, memory = (
        median(one[at] for one in figures[own]) / (median(one[at] for one in figures[other]) or 1) for at in (0, 1)
    )
    return Ratio(of=other, time=time, memory=memory or 1)


def _in_child(name: str, path: Path, size: int, seed: int) -> tuple[float, float]:
    """Seconds and MiB of one piece of work."""
    command = [sys.executable, "-m", "duban_xl.bench.child", name, str(path), str(size), str(seed)]
    answer = json.loads(subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout)
    return answer["seconds"], answer["peak_mib"]
