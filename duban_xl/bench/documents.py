"""Area documents: the matters of a ledger → so many 督查通知书, facts to .docx, beside docxtpl and python-docx on their own."""

from statistics import median

from duban_xl.bench.measure import Measured
from duban_xl.bench.notice_facts import NOTICE
from duban_xl.bench.turns import Figures, ratio, take_turns
from duban_xl.catalogue import bench as words
from duban_xl.resources import resource

RENDERED, CHECKED, PEERS = "rendered", "checked", ("docxtpl", "python-docx")


def run(documents: int = 200, *, runs: int = 5, peers: bool = False, seed: int = 1) -> tuple[Measured, ...]:
    """The documents rendered, the same read back and checked as `duban write` does and, with `peers`, by others.

    docxtpl opens and fills the same template for every document and finishes nothing; python-docx writes the same text
    by hand.
    """
    names = (RENDERED, CHECKED, *(PEERS if peers else ()))
    template = resource("workbook_templates", "word", NOTICE)
    figures = take_turns(names, runs=runs, file=(NOTICE, template.read_bytes()), size=documents, seed=seed)
    return tuple(_measured(name, figures, documents) for name in names)


def _measured(name: str, figures: Figures, documents: int) -> Measured:
    ratios = tuple(ratio(figures, name, other) for other in PEERS if name not in PEERS and other in figures)
    seconds = tuple(seconds for seconds, _ in figures[name])
    told = (words.RATIOS[one.of].format(times=1 / one.time, part=1 / one.memory) for one in ratios)
    return Measured(
        name=words.WORKS[name].format(documents=documents),
        seconds=seconds,
        peak_mib=median(mib for _, mib in figures[name]),
        note="；".join((words.PER_SECOND.format(count=documents / median(seconds)), *told)),
        ratios=ratios,
        per_second=documents / median(seconds),
    )
