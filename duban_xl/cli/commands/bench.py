"""Edge: `duban bench` (测速)."""

import click

from duban_xl.bench.measure import Measured
from duban_xl.catalogue import bench as words
from duban_xl.catalogue import cannot_run
from duban_xl.cli import options
from duban_xl.cli.as_json import emit

AREAS = ("refresh", "score", "apply", "documents")
SIZES = {"refresh": 5000, "score": 5000, "apply": 50_000, "documents": 200}


@options.command("bench")
@click.argument("area", metavar="[范围]", default="refresh", type=click.Choice(AREAS))
@click.option(
    "--size",
    type=click.IntRange(1, 100_000),
    metavar="数量",
    help="多少个事项（默认 5000）、多少条事件（默认 5000）、多少行反馈（默认 50000）或多少份文书（默认 200）。",
)
@click.option("--runs", type=click.IntRange(1, 50), default=5, metavar="次数", help="每项测几次，取中位数。")
@click.option("--peers", is_flag=True, help="同时测别的常用库写同一本台账、同样的文书，作为比较（很慢）。")
@options.output_options
def command(area: str, *, size: int | None, runs: int, peers: bool, as_json: bool, quiet: bool) -> int:
    """测速：用固定种子造的台账，测更新、推算全年应报、计分、写入台账和起草文书要多久、占多少内存。

    例：duban bench refresh --size 5000

    例：duban bench apply --peers
    """
    size = size or SIZES[area]
    found = _measure(area, size, runs=runs, peers=peers)
    if as_json:
        emit({"area": area, "size": size, "measured": [_as_json(one) for one in found]})
        return 0
    from duban_xl.cli.show import Screen

    rows = (
        (
            one.name,
            f"{one.median:.2f}",
            f"{min(one.seconds):.2f}",
            f"{max(one.seconds):.2f}",
            f"{one.peak_mib:.0f}",
            one.note,
        )
        for one in found
    )
    Screen(quiet=quiet).table(words.TITLE.format(area=area), words.HEADERS, rows)
    return 0


def _measure(area: str, size: int, *, runs: int, peers: bool) -> tuple[Measured, ...]:
    if area == "refresh":
        from duban_xl.bench import refresh

        return refresh.run(size, runs=runs)
    if area == "score":
        from duban_xl.bench import score

        return score.run(size, runs=runs)
    if area == "documents":
        from duban_xl.bench import documents

        return documents.run(size, runs=runs, peers=peers)
    from duban_xl.bench import apply
    from duban_xl.bench.peers import is_there

    if peers and not is_there():
        raise cannot_run("C020", what=words.NO_PEER)
    return apply.run(size, runs=runs, peers=peers)


def _as_json(one: Measured) -> dict[str, object]:
    ratios = [{"of": ratio.of, "time": ratio.time, "memory": ratio.memory} for ratio in one.ratios]
    figures = {"name": one.name, "seconds": list(one.seconds), "median": one.median, "peak_mib": one.peak_mib}
    counted = {"per_second": one.per_second} if one.per_second else {}
    return {**figures, **counted, **({"ratios": ratios} if ratios else {})}
