"""`duban template`: an edited template is looked through before use; a clerk sees which blanks there are."""

import json
from pathlib import Path

import pytest

from duban_xl.documents.papers.templates import FOLDER
from duban_xl.workflows.templates import kind_names
from tests.cli import run_duban

Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize("kind", kind_names())
def test_shipped_template__is_fine_and_all_its_blanks_are_listed(kind: str, capsys: Capture) -> None:
    said = run_duban(capsys, "template", "lint", str(FOLDER / f"{kind}.docx"), "--json")
    assert (said.code, json.loads(said.out)["findings"]) == (0, [])
    fields = json.loads(run_duban(capsys, "模板", "填空项", kind, "--json").out)["fields"]
    assert {"title", "dated_on", "number_line", "office.issuer"} <= {field["path"] for field in fields}
    assert all(field["meaning"] for field in fields)


def test_renamed_copy__kind_from_the_beginning_of_its_name(tmp_path: Path, capsys: Capture) -> None:
    copy = tmp_path / "督查通报（试改）.docx"
    copy.write_bytes((FOLDER / "督查通报.docx").read_bytes())
    assert run_duban(capsys, "template", "lint", str(copy)).code == 0
    other = run_duban(capsys, "template", "lint", str(copy), "--kind", "督查通知书")
    assert (other.code, "D102" in other.out) == (1, True)  # blanks of another kind


def test_name_that_says_nothing__asks_for_the_kind(tmp_path: Path, capsys: Capture) -> None:
    said = run_duban(capsys, "template", "lint", str(tmp_path / "新模板.docx"))
    assert (said.code, said.finding) == (2, "C033")
    assert "督查通知书" in said.err


@pytest.mark.parametrize(("content", "code"), [(None, "D101"), (b"", "D101"), (b"PK\x03\x04", "D101")])
def test_no_word_file__one_finding(tmp_path: Path, capsys: Capture, content: bytes | None, code: str) -> None:
    file = tmp_path / "督查通报.docx"
    if content is not None:
        file.write_bytes(content)
    said = run_duban(capsys, "template", "lint", str(file), "--json")
    assert (said.code, [one["code"] for one in json.loads(said.out)["findings"]]) == (1, [code])


def test_unknown_kind__could_not_run(capsys: Capture) -> None:
    assert run_duban(capsys, "template", "fields", "简讯").finding == "D112"
