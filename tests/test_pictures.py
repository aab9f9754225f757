"""PDFs and pictures of documents: where they lie, what is replaced, and what is said when a program is missing or fails."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from duban_xl.cli.group import main_group
from duban_xl.documents.papers.document import render
from duban_xl.documents.papers.notice.sample import notice
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.resources import resource
from duban_xl.workflows import pictures
from duban_xl.workflows.pictures import Pictures, found_program, make_pictures
from tests.cli import AS_OF, copy_office, run_duban

KIND = "督查通知书"
NAME = "2026-001 关于“双减” & 工作的通知 (一).docx"
PNG_HEAD, PDF_HEAD = b"\x89PNG", b"%PDF"


@pytest.fixture(scope="module")
def data() -> bytes:
    """A notice of several pages."""
    template = resource("workbook_templates", "word", f"{KIND}.docx")
    return render(KIND, notice(), OFFICE, template=template, status="草稿")


@pytest.fixture
def document(tmp_path: Path, data: bytes) -> Path:
    """The notice in a folder whose name a shell would trip over."""
    path = tmp_path / "督查室 文书&归档" / NAME
    path.parent.mkdir()
    path.write_bytes(data)
    return path


@pytest.fixture
def nothing_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A computer without LibreOffice and poppler."""
    monkeypatch.setenv("PATH", "")
    for name in ("OFFICE", "POPPLER"):
        monkeypatch.setattr(pictures, name, getattr(pictures, name)[:1])


def codes(made: Pictures) -> list[str]:
    return [found.code for found in made.findings]


def beside(document: Path) -> list[str]:
    """What lies beside the document, without its stem."""
    return sorted(path.name.removeprefix(document.stem) for path in document.parent.iterdir())


@pytest.mark.office
def test_pdf_and_preview__beside_each_document_in_its_name(document: Path, data: bytes) -> None:
    second = document.with_name("通报.第2稿.docx")
    second.write_bytes(data)
    told: list[tuple[str, int, int]] = []

    def tell(name: str, done: int, total: int) -> None:
        told.append((name, done, total))

    made = make_pictures([document, second], pdf=True, preview=True, progress=tell)
    assert made.findings == ()
    assert [path.name for path in made.files[:3]] == [f"{document.stem}{end}" for end in (".pdf", "-1.png", "-2.png")]
    assert sorted(path.name for path in document.parent.glob("通报.第2稿*"))[:2] == [
        "通报.第2稿-1.png",
        "通报.第2稿-2.png",
    ]
    assert all(path.read_bytes()[:4] == (PDF_HEAD if path.suffix == ".pdf" else PNG_HEAD) for path in made.files)
    assert told == [(NAME, 0, 2), (second.name, 1, 2), ("", 2, 2)]
    assert (document.read_bytes(), second.read_bytes()) == (data, data)


@pytest.mark.office
def test_made_again__earlier_files_replaced_and_pages_that_are_no_more_gone(document: Path) -> None:
    first = make_pictures([document], pdf=False, preview=True)
    pages = len(first.files)
    assert document.with_suffix(".pdf").exists() is False
    for number in (1, pages + 1, pages + 2, pages + 9):
        document.with_name(f"{document.stem}-{number}.png").write_bytes(b"old")
    made = make_pictures([document], pdf=False, preview=True)
    assert made == first
    assert made.files[0].read_bytes()[:4] == PNG_HEAD
    assert sorted(beside(document)) == sorted(
        [".docx", *(f"-{n}.png" for n in range(1, pages + 1)), f"-{pages + 9}.png"]
    )


@pytest.mark.office
def test_document_that_is_damaged__named_and_the_others_are_made(document: Path) -> None:
    damaged = document.with_name("坏.docx")
    damaged.write_bytes(b"PK\x03\x04")
    made = make_pictures([damaged, document], pdf=True, preview=False)
    assert codes(made) == ["C036"]
    assert made.findings[0].args["file"] == "坏.docx"
    assert [path.name for path in made.files] == [f"{document.stem}.pdf"]


@pytest.mark.office
def test_office_that_hangs__stopped_and_said(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "START_LIMIT", 0)
    monkeypatch.setattr(pictures, "DOCUMENT_LIMIT", 0)
    made = make_pictures([document], pdf=True, preview=False)
    assert codes(made) == ["C036"]
    assert made.findings[0].args["why"] == "等了 0 秒还没有转完"
    assert beside(document) == [".docx"]


@pytest.mark.office
def test_file_that_cannot_be_replaced__said(document: Path) -> None:
    document.with_suffix(".pdf").mkdir()
    made = make_pictures([document], pdf=True, preview=False)
    assert (codes(made), made.files) == (["C012"], ())


@pytest.mark.usefixtures("nothing_installed")
@pytest.mark.parametrize(("pdf", "preview"), [(True, False), (False, True), (True, True)])
def test_without_libreoffice__said_and_the_document_stays(document: Path, *, pdf: bool, preview: bool) -> None:
    made = make_pictures([document], pdf=pdf, preview=preview)
    assert (codes(made), made.files) == (["C034"], ())
    assert beside(document) == [".docx"]


@pytest.mark.usefixtures("nothing_installed")
def test_nothing_wanted_or_nothing_written__nothing_said(document: Path) -> None:
    assert make_pictures([document], pdf=False, preview=False) == Pictures()
    assert make_pictures([], pdf=True, preview=True) == Pictures()


def test_without_poppler__first_page_only_and_said(document: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice draws pictures only where its Draw is installed: a stand-in takes its place."""

    def convert(desk: Any, kind: str) -> str:
        folder: Path = desk.folder / kind
        folder.mkdir()
        (folder / f"0.{kind}").write_bytes(PNG_HEAD if kind == "png" else PDF_HEAD)
        return ""

    monkeypatch.setattr(pictures, "OFFICE", (sys.executable,))
    monkeypatch.setattr(pictures, "POPPLER", ("no such program",))
    monkeypatch.setattr(pictures, "_convert", convert)
    made = make_pictures([document], pdf=True, preview=True)
    assert codes(made) == ["C035"]
    assert beside(document) == ["-1.png", ".docx", ".pdf"]


@pytest.mark.parametrize("preview", [False, True])
def test_program_that_makes_nothing__said(document: Path, monkeypatch: pytest.MonkeyPatch, *, preview: bool) -> None:
    """Python does not know the options of LibreOffice, and ends at once."""
    monkeypatch.setattr(pictures, "OFFICE", (sys.executable,))
    monkeypatch.setattr(pictures, "POPPLER", (sys.executable,))
    made = make_pictures([document], pdf=True, preview=preview)
    assert (codes(made), made.files) == (["C036"], ())
    assert beside(document) == [".docx"]


def test_program__found_by_name_in_path_by_place_and_by_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "Program Files" / Path(sys.executable).name
    program.parent.mkdir()
    shutil.copyfile(sys.executable, program)
    program.chmod(0o755)
    assert found_program(["no such program", str(program)]) == str(program)
    monkeypatch.setenv("DUBAN_TEST_PLACE", str(program.parent))
    assert found_program([f"$DUBAN_TEST_PLACE/{program.name}"]) == str(program)
    monkeypatch.setenv("PATH", str(program.parent))
    assert found_program([program.stem + program.suffix]) == str(program)
    assert found_program(["~/no such program", "%ProgramFiles%/none"]) is None


# The commands


@pytest.fixture
def office(built_office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office of the test's own, in which commands run."""
    folder = copy_office(built_office, tmp_path / "督查 室&二")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.office
@pytest.mark.usefixtures("office")
def test_write_with_pdf_and_preview__lists_the_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    said = run_duban(capsys, "write", KIND, "D-001", "D-003", "--as-of", AS_OF, "--yes", "--pdf", "--preview", "--json")
    answer = json.loads(said.out)
    stems = [Path(path).stem for path in answer["files"]]
    assert len(stems) == 2
    made = [Path(path) for path in answer["pictures"]]
    assert all(path.is_file() and path.parent.name == "文书" for path in made)
    assert {f"{stem}{end}" for stem in stems for end in (".pdf", "-1.png")} <= {path.name for path in made}


@pytest.mark.usefixtures("nothing_installed", "office")
def test_write_without_libreoffice__draft_written_and_said(capsys: pytest.CaptureFixture[str]) -> None:
    said = run_duban(capsys, "write", KIND, "D-001", "--as-of", AS_OF, "--yes", "--pdf", "--json")
    answer = json.loads(said.out)
    assert (said.code, answer["pictures"]) == (1, [])
    assert "C034" in [found["code"] for found in answer["findings"]]
    assert [Path(path).is_file() for path in answer["files"]] == [True]


@pytest.mark.usefixtures("nothing_installed", "office")
def test_write_that_is_only_tried__makes_and_says_nothing_of_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    said = run_duban(capsys, "write", KIND, "D-001", "--as-of", AS_OF, "--dry-run", "--pdf", "--json")
    answer = json.loads(said.out)
    assert (answer["files"], answer["pictures"]) == ([], [])
    assert "C034" not in said.out


@pytest.mark.parametrize("command", ["write", "sign"])
def test_commands_that_write_documents__have_the_options(command: str) -> None:
    said = CliRunner().invoke(main_group, [command, "--help"]).output
    assert "--pdf" in said and "--preview" in said
