"""Edge: Word documents → their PDFs and pictures of their pages, by LibreOffice and poppler where they are installed.

All documents go to LibreOffice in one run, under plain names, in a folder and with a profile of its own: one that is open
on the desk is not disturbed, and the name of a document can't mislead it.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Timer

from duban_xl.apply.files import remove
from duban_xl.catalogue import CannotRun, finding, texts
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source
from duban_xl.workflows.office import Progress, silent, write_file

OFFICE = (
    "soffice",
    "libreoffice",
    "%ProgramFiles%/LibreOffice/program/soffice.com",
    "%ProgramFiles(x86)%/LibreOffice/program/soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""LibreOffice: its names in PATH, then where Windows and macOS install it."""
POPPLER = ("pdftoppm", "/opt/homebrew/bin/pdftoppm", "/usr/local/bin/pdftoppm")
"""The program of poppler that draws the pages of a PDF."""
PDF, PNG = "pdf", "png"
DOTS_PER_INCH = 110
START_LIMIT, DOCUMENT_LIMIT = 120, 30  # seconds; the first start makes the profile
AT_WORK = b" -> "  # in the line that LibreOffice prints for every document


@dataclass(frozen=True, slots=True)
class Pictures:
    """The files that were made, and why others were not."""

    files: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """A folder with a copy of every document, and the programs that work there; no poppler: first pages only."""

    folder: Path
    documents: tuple[Path, ...]
    office: str
    poppler: str | None
    pdf: bool
    preview: bool
    progress: Progress

    def kinds(self) -> Iterator[str]:
        """What LibreOffice must make."""
        if self.pdf or self.poppler:
            yield PDF
        if self.preview and not self.poppler:
            yield PNG

    def made(self, place: int, kind: str) -> Path:
        """Where LibreOffice leaves what it made of the document at `place`."""
        return self.folder / kind / f"{place}.{kind}"


def make_pictures(documents: Sequence[Path], *, pdf: bool, preview: bool, progress: Progress = silent) -> Pictures:
    """Beside every document its PDF (同名.pdf) and, for `preview`, its pages (同名-1.png …); earlier ones are replaced.

    The documents stay as they are. Findings: C034 without LibreOffice, C035 without poppler (first pages only), C036
    for a document that was not converted, C012 for a file that can't be written.
    """
    if not documents or not (pdf or preview):
        return Pictures()
    office, poppler = found_program(OFFICE), found_program(POPPLER) if preview else None
    if office is None:
        return Pictures(findings=(finding("C034"),))
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        desk = _Desk(
            folder=Path(folder),
            documents=tuple(documents),
            office=office,
            poppler=poppler,
            pdf=pdf,
            preview=preview,
            progress=progress,
        )
        return _made_at(desk)


def found_program(places: Sequence[str]) -> str | None:
    """The first of `places` that is there: a name is looked for in PATH, a path where it says."""
    spelled_out = (os.path.expandvars(str(Path(place).expanduser())) for place in places)
    return next((found for place in spelled_out if (found := shutil.which(place))), None)


def _made_at(desk: _Desk) -> Pictures:
    """Everything that was asked for, made at the desk and put beside the documents."""
    for place, document in enumerate(desk.documents):
        shutil.copyfile(document, desk.folder / f"{place}.docx")
    problems = [_convert(desk, kind) for kind in desk.kinds()]
    files: list[Path] = []
    findings = [finding("C035", name="poppler")] if desk.preview and not desk.poppler else []
    for place, document in enumerate(desk.documents):
        pages = _pages(desk, place)
        made = [desk.made(place, PDF)] if desk.pdf else []
        targets = [document.with_name(f"{document.stem}.pdf") for _ in made]
        targets += [_page(document, number) for number, _ in enumerate(pages, 1)]
        try:
            files += [
                write_file(to, one.read_bytes()) for to, one in zip(targets, made + pages, strict=True) if one.is_file()
            ]
            if pages:
                _clear_after(document, len(pages))
        except CannotRun as refused:
            findings.append(refused.finding)
        lacks = (desk.preview and not pages) or not all(desk.made(place, kind).is_file() for kind in desk.kinds())
        if lacks:
            findings.append(finding("C036", Source(document.name), file=document.name, why=problems[-1]))
    return Pictures(tuple(files), tuple(findings))


def _page(document: Path, number: int) -> Path:
    return document.with_name(f"{document.stem}-{number}.png")


def _clear_after(document: Path, last: int) -> None:
    """Removes the pages that an earlier, longer version left behind."""
    for number in count(last + 1):
        if not (left := _page(document, number)).is_file():
            return
        remove(left)


def _pages(desk: _Desk, place: int) -> list[Path]:
    """The pictures of the pages of one document, in order; none if it was not converted."""
    if not desk.poppler:
        return [one for one in (desk.made(place, PNG),) if one.is_file()]
    options = ("-png", "-r", str(DOTS_PER_INCH), f"{place}.{PDF}", str(place))
    at = desk.folder / PDF
    with suppress(OSError, subprocess.SubprocessError):
        run = subprocess.run(
            [desk.poppler, *options],
            cwd=at,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=START_LIMIT,
            check=False,
        )
        return sorted(at.glob(f"{place}-*.{PNG}")) if run.returncode == 0 else []
    return []


def _convert(desk: _Desk, kind: str) -> str:
    """Let LibreOffice turn every document into `kind`; what to say of one that is missing afterwards."""
    profile = (desk.folder / "profile").as_uri()
    options = (f"-env:UserInstallation={profile}", "--headless", "--norestore", "--nologo", "--convert-to", kind)
    names = (f"{place}.docx" for place, _ in enumerate(desk.documents))
    limit = START_LIMIT + DOCUMENT_LIMIT * len(desk.documents)
    process = subprocess.Popen(
        [desk.office, *options, "--outdir", kind, *names],
        cwd=desk.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    timer = Timer(limit, _stop, [process])
    timer.start()
    try:
        _watch(desk, process)
        in_time = timer.is_alive()
    finally:
        timer.cancel()
        _stop(process)
    return texts.NO_PICTURE if in_time else texts.PICTURE_TOO_LATE.format(seconds=limit)


def _watch(desk: _Desk, process: subprocess.Popen[bytes]) -> None:
    """Tell which document is at hand until the process ends."""
    total = len(desk.documents)
    with process:
        lines = (line for line in process.stdout or () if AT_WORK in line)
        for done, (document, _) in enumerate(zip(desk.documents, lines, strict=False)):
            desk.progress(document.name, done, total)
        process.communicate()
    desk.progress("", total, total)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End the process and what it started, if it still runs."""
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
