"""Edge: rows of returns that were not merged → a workbook that keeps them with the reason; nothing is lost."""

from collections.abc import Sequence
from pathlib import Path

from duban_xl.documents.aside_book import build_aside_book
from duban_xl.plan.merge import RefusedRow
from duban_xl.workflows.office import ASIDE, Run, write_file


def keep_aside(ledger_path: Path, refused: Sequence[RefusedRow], run: Run) -> Path | None:
    """Write 未采用/未采用_<批次>.xlsx with the refused rows and why; None if there are none."""
    if not refused:
        return None
    name = f"未采用_{run.now:%Y%m%d-%H%M%S}.xlsx"
    return write_file(ledger_path.parent / ASIDE / name, build_aside_book(refused, created=run.now))
