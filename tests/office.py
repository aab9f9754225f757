"""LibreOffice and poppler as judges: a workbook or document in, its recalculated copy, PDF or pictures out."""

import json
import os
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest


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


def uno_python() -> str | None:
    """The Python that can talk to LibreOffice (Debian: python3-uno); None if there is none."""
    for program in ("/usr/bin/python3", "/usr/lib/libreoffice/program/python"):
        if (
            Path(program).exists()
            and subprocess.run([program, "-c", "import uno"], capture_output=True).returncode == 0
        ):
            return program
    return None


def at_the_keyboard(script: Path, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What `script`, a person at LibreOffice, answers to `cases`; the program is started once, with a profile of its own."""
    program = uno_python()
    if program is None:
        message = "missing: python3-uno"
        pytest.fail(message) if os.environ.get("DUBAN_REQUIRE_OFFICE") else pytest.skip(message)
    with tempfile.TemporaryDirectory() as profile:
        pipe = f"duban{os.getpid()}"
        office = subprocess.Popen(
            [
                "soffice",
                f"-env:UserInstallation=file://{profile}",
                f"--accept=pipe,name={pipe};urp;",
                *("--headless", "--norestore", "--nologo", "--nodefault"),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            order = json.dumps({"pipe": pipe, "cases": cases})
            run = subprocess.run(
                [program, script], input=order, capture_output=True, text=True, timeout=240, check=False
            )
            assert run.returncode == 0, run.stderr
            office.wait(60)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(office.pid, signal.SIGKILL)
    return json.loads(run.stdout)
