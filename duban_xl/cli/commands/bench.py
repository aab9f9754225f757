"""Edge: `duban bench` (测速)."""

import click

from duban_xl.bench import refresh
from duban_xl.catalogue import bench as words
from duban_xl.cli import options
from duban_xl.cli.as_json import emit

AREAS = {"refresh": refresh.run}


@options.command("bench")
@click.argument("area", metavar="[范围]", default="refresh", type=click.Choice(tuple(AREAS)))
@click.option("--size", type=click.IntRange(1, 100_000), default=5000, metavar="数量", help="多少个事项。")
@click.option("--runs", type=click.IntRange(1, 50), default=5, metavar="次数", help="每项测几次，取中位数。")
@options.output_options
def command(area: str, *, size: int, runs: int, as_json: bool, quiet: bool) -> int:
    """测速：用固定种子造的台账，测更新和推算全年应报要多久、占多少内存。

    例：duban bench refresh --size 5000
    """
    found = AREAS[area](size, runs=runs)
    if as_json:
        rows = [
            {"name": one.name, "seconds": list(one.seconds), "median": one.median, "peak_mib": one.peak_mib}
            for one in found
        ]
        emit({"area": area, "size": size, "measured": rows})
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
