"""A piece of work → how long it takes (median of several runs) and how much memory it peaks at."""

import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from timeit import default_timer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """How a measurement stands to the one called `of`: its share of the other's time and of its memory."""

    of: str
    time: float
    memory: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One measurement: seconds of every run, and the peak of memory above the start, in MiB."""

    name: str
    seconds: tuple[float, ...]
    peak_mib: float
    note: str = ""
    ratios: tuple[Ratio, ...] = ()
    per_second: float = 0  # pieces made in a second, where they are counted

    @property
    def median(self) -> float:
        """The middle one of the runs, in seconds."""
        return median(self.seconds)


def measured(name: str, work: Callable[[], str], *, runs: int) -> Measured:
    """Run `work` so many times and once more for its memory; what it returns is told beside the figures."""
    seconds: list[float] = []
    note = ""
    for _ in range(runs):
        start = default_timer()
        note = work()
        seconds.append(default_timer() - start)
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return Measured(name=name, seconds=tuple(seconds), peak_mib=peak / 2**20, note=note)
