"""LibreOffice and poppler as judges: a workbook or document in, its recalculated copy, PDF or pictures out."""

import subprocess
import tempfile
from pathlib import Path


def convert(files: list[Path], target: str, into: Path) -> list[Path]:
    """Convert `files` by LibreOffice in one run ("pdf", "xlsx", "csv:…"); each call uses a profile of its own."""
    into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run(
            [
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                "--headless",
                "--convert-to",
                target,
                "--outdir",
                into,
                *files,
            ],
            check=True,
            capture_output=True,
            timeout=300,
        )
    suffix = target.split(":")[0]
    return [into / f"{file.stem}.{suffix}" for file in files]


def pdf_text(pdf: Path) -> str:
    """The text of every page."""
    run = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, timeout=60)
    return run.stdout.decode("utf-8")
