"""Area apply: a ledger of so many returns → 200 cells changed and 1,000 rows appended, alone and as a whole transaction."""

from statistics import median

from duban_xl.bench.ledger_file import APPENDED, CHANGED, NAME, ledger_file
from duban_xl.bench.measure import Measured, Ratio
from duban_xl.bench.turns import Figures, ratio, take_turns
from duban_xl.catalogue import bench as words

FLOOR, PATCH, TRANSACTION, PEER = "floor", "patch", "transaction", "openpyxl"
AGAINST = ((PATCH, FLOOR), (PATCH, PEER), (TRANSACTION, PEER))


def run(rows: int = 50_000, *, runs: int = 5, peers: bool = False, seed: int = 1) -> tuple[Measured, ...]:
    """The floor (the sheet inflated and deflated once), the patcher, the transaction and, with `peers`, openpyxl."""
    names = (FLOOR, PATCH, TRANSACTION, *((PEER,) if peers else ()))
    figures = take_turns(names, runs=runs, file=(NAME, ledger_file(rows, seed=seed)), size=rows, seed=seed)
    return tuple(_measured(name, figures, rows=rows) for name in names)


def _measured(name: str, figures: Figures, *, rows: int) -> Measured:
    ratios = tuple(ratio(figures, own, other) for own, other in AGAINST if own == name and other in figures)
    return Measured(
        name=words.WORKS[name].format(rows=rows, changed=CHANGED, appended=APPENDED),
        seconds=tuple(seconds for seconds, _ in figures[name]),
        peak_mib=median(mib for _, mib in figures[name]),
        note="；".join(words.RATIOS[one.of].format(times=_times(one), part=1 / one.memory) for one in ratios),
        ratios=ratios,
    )


def _times(ratio: Ratio) -> float:
    return ratio.time if ratio.of == FLOOR else 1 / ratio.time
