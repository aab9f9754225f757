"""Edge: `python -m samples.generator office` writes the sheets of the sample office as CSV files."""

import argparse
import sys
from pathlib import Path

from samples.generator.office import SEED, office_sheets
from samples.generator.sheets import write_sheets

_SAMPLES = Path(__file__).resolve().parent.parent


def main(arguments: list[str] | None = None) -> int:
    """Runs one part of the generator; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m samples.generator", description="生成示例县云溪县的数据")
    parser.add_argument("part", choices=["office"], help="office：台账各表（CSV）")
    parser.add_argument("--seed", type=int, default=SEED, help="随机种子，同一种子结果逐字节相同")
    parser.add_argument("--out", type=Path, default=_SAMPLES / "office", help="写到哪个文件夹")
    options = parser.parse_args(arguments)
    sheets = office_sheets(options.seed)
    for path, rows in zip(write_sheets(options.out, sheets), sheets.values(), strict=True):
        sys.stdout.write(f"{path.name}　{len(rows)} 行\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
