"""Edge: `python -m samples.generator office` writes the sample office's sheets as CSV, `returns` its returned forms,
`methods` the examples of scoring rules as workbooks."""

import argparse
import sys
from pathlib import Path

from samples.generator.method_books import write_method_books
from samples.generator.office import SEED, office_sheets
from samples.generator.returns import write_returns
from samples.generator.sheets import write_sheets

_SAMPLES = Path(__file__).resolve().parent.parent


def _office(out: Path, seed: int) -> None:
    sheets = office_sheets(seed)
    for path, rows in zip(write_sheets(out / "office", sheets), sheets.values(), strict=True):
        sys.stdout.write(f"{path.name}　{len(rows)} 行\n")


def _returns(out: Path, _seed: int) -> None:
    """Always from the sheets that lie in samples/office, which are the usual seed's."""
    for period, count in write_returns(out / "returns", out / "faults.csv").items():
        sys.stdout.write(f"{period}　{count} 个文件\n")


def _methods(out: Path, _seed: int) -> None:
    """Always from the pages that lie in samples/methods."""
    books = write_method_books(out / "methods" / "xlsx")
    sys.stdout.write(f"methods　{len(books)} 个工作簿\n")


PARTS = {"office": _office, "returns": _returns, "methods": _methods}


def main(arguments: list[str] | None = None) -> int:
    """Runs one part of the generator; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m samples.generator", description="生成示例县云溪县的数据")
    parser.add_argument(
        "part",
        choices=list(PARTS),
        help="office：台账各表（CSV）；returns：各单位寄回的填报表；methods：计分规则的例子",
    )
    parser.add_argument("--seed", type=int, default=SEED, help="台账各表的随机种子，同一种子结果逐字节相同")
    parser.add_argument("--out", type=Path, default=_SAMPLES, help="写到哪个文件夹（默认 samples）")
    options = parser.parse_args(arguments)
    PARTS[options.part](options.out, options.seed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
