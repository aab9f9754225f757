"""The files that `sign` writes: stamped and read back before anything is entered, finished after a crash, kept when withdrawn."""

import errno
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.documents.papers.document import is_draft_copy
from duban_xl.model.changeset import CellEdit, ChangeSet, Reason, RowAppend
from duban_xl.model.office import DocumentEntry
from duban_xl.plan.sign_off import Word
from duban_xl.workflows import office as office_files
from duban_xl.workflows.init import create_office
from duban_xl.workflows.ledger_file import Planned, read_ledger, write_plan
from duban_xl.workflows.office import LEDGER_NAME, Run
from duban_xl.workflows.sign import carry_out, plan_sign
from duban_xl.workflows.write import plan_write, write_drafts
from tests.cli import ASSIGNED, UNITS, copy_office, enter, run_duban

NOTICE = "督查通知书"
TODAY = date(2026, 10, 12)
RUN = Run(as_of=TODAY, now=datetime.fromisoformat("2026-10-12 09:00"), operator="张三")
SIGN = ("--by", "李某", "--as-of", "2026-10-12", "--yes", "--json")
NUMBER, ROOM = "云督〔2026〕1号", "云督〔2026〕 号"
Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "督查室"
    create_office(folder, "cangnan", RUN, ledger_id="L-1", form_key="k")
    matters = [
        {"number": f"D-{n}", "title": f"桥梁{n}", "lead_unit": "县交通局", "category": "县领导批示", **ASSIGNED}
        for n in (1, 2)
    ]
    named = [("units", unit) for unit in UNITS] + [("matters", matter) for matter in matters]
    enter(
        folder, *(RowAppend(sheet=s, key=str(v.get("number", "")), values=v, because=Reason("登记")) for s, v in named)
    )
    for key, value in (("机关代字", "云督"), ("发文机关", "中共云岭县委督查室"), ("办公室名称", "督查室")):
        row = next(one for one in read_ledger(folder / LEDGER_NAME).settings if one.key == key)
        change(folder, "settings", row.record.row, "value", value)
    return folder


@pytest.fixture
def office(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_office(prepared, tmp_path / "督查室")
    monkeypatch.chdir(folder)
    return folder


def change(folder: Path, sheet: str, row: int, field: str, value: str, before: str | None = None) -> None:
    """What a clerk types into a cell of the ledger."""
    edit = CellEdit(sheet=sheet, row=row, key="", field=field, before=before, after=value, because=Reason("登记"))
    ledger = read_ledger(folder / LEDGER_NAME)
    write_plan(Planned(folder / LEDGER_NAME, ledger, ChangeSet((edit,))), RUN, command="refresh")


def drafted(office: Path, *about: str, kind: str = NOTICE) -> list[Path]:
    plan = plan_write(office / LEDGER_NAME, kind, about, RUN)
    write_plan(plan.planned, RUN, command="write")
    return list(write_drafts(plan))


def paragraphs(path: Path) -> list[Any]:
    """Every paragraph of a document, those of its tables too, as python-docx has it."""
    import docx

    body: Any = docx.Document(str(path))
    return [*body.paragraphs, *(p for table in body.tables for cell in table._cells for p in cell.paragraphs)]


def text_of(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in paragraphs(path))


def edit(path: Path, **styles: str) -> None:
    """A clerk gives the paragraphs with these styles another one; Word saves the file."""
    import docx

    document: Any = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if paragraph.style.name in styles:
            paragraph.style = document.styles[styles[paragraph.style.name]]
    document.save(str(path))


def retype(path: Path, style: str, text: str) -> None:
    """A clerk types `text` over the paragraph with that style."""
    import docx

    document: Any = docx.Document(str(path))
    [paragraph] = [one for one in document.paragraphs if one.style.name == style]
    paragraph.runs[0].text = text
    for run in paragraph.runs[1:]:
        run.text = ""
    document.save(str(path))


def signed(capsys: Capture, *about: str, kind: str = NOTICE) -> dict[str, Any]:
    return json.loads(run_duban(capsys, "sign", kind, *about, *SIGN).out)


def codes(said: dict[str, Any]) -> list[str]:
    return [one["code"] for one in said["findings"]]


def entries(office: Path) -> tuple[DocumentEntry, ...]:
    return read_ledger(office / LEDGER_NAME).documents


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "文书").iterdir())


# Read back before anything is entered


@pytest.mark.parametrize("style", ["公文文号", "成文日期"])
def test_part_with_another_style__is_not_signed(office: Path, capsys: Capture, style: str) -> None:
    [path] = drafted(office, "D-1")
    edit(path, **{style: "公文正文"})
    before = (office / LEDGER_NAME).read_bytes(), path.read_bytes()
    said = signed(capsys, "D-1")
    assert (said["applied"], codes(said), style in said["findings"][0]["message"]) == (False, ["D190"], True)
    assert ((office / LEDGER_NAME).read_bytes(), path.read_bytes()) == before


def test_number_that_a_clerk_typed__is_replaced_everywhere(office: Path, capsys: Capture) -> None:
    [path] = drafted(office, "D-1")
    assert text_of(path).count(ROOM) > 1
    retype(path, "公文文号", "云督〔2026〕99号")
    said = signed(capsys, "D-1")
    assert (said["numbers"], codes(said)) == ([NUMBER], [])
    text = text_of(path)
    assert (text.count(NUMBER) > 1, "99号" in text, "〔2026〕 号" in text) == (True, False, False)
    assert "2026年10月12日" in text


def test_room_for_the_number_of_another_code__is_not_signed(office: Path, capsys: Capture) -> None:
    [path] = drafted(office, "D-1")
    retype(path, "主送机关", "县交通局（云府督〔2026〕 号）：")
    said = signed(capsys, "D-1")
    assert (said["applied"], codes(said)) == (False, ["D191"])
    assert entries(office)[0].status == "草稿"


def test_draft_that_is_gone_or_none__is_not_signed(office: Path, capsys: Capture) -> None:
    first, second = drafted(office, "D-1", "D-2")
    first.unlink()
    second.write_bytes(b"no document")
    said = signed(capsys, "D-1", "D-2")
    assert (said["applied"], codes(said)) == (False, ["D192", "D193"])


def test_draft_that_the_ledger_has_left_behind__is_told_and_signed_as_it_was_read(
    office: Path, capsys: Capture
) -> None:
    [path] = drafted(office, "D-1")
    row = next(one for one in read_ledger(office / LEDGER_NAME).matters if one.number == "D-1")
    change(office, "matters", row.record.row, "requirement", "三件事一并完成", before="按期完成")
    said = signed(capsys, "D-1")
    assert (said["applied"], codes(said)) == (True, ["D198"])
    assert said["findings"][0]["level"] == "提示"
    assert "按期完成" in text_of(path)


def test_draft_saved_while_the_question_was_open__is_not_signed(office: Path) -> None:
    [path] = drafted(office, "D-1")
    plan = plan_sign(office / LEDGER_NAME, NOTICE, ["D-1"], Word(by="李某", on=TODAY, as_of=TODAY), RUN)
    retype(path, "主送机关", "县交通局、县水利局：")
    before = (office / LEDGER_NAME).read_bytes()
    with pytest.raises(CannotRun) as caught:
        carry_out(plan, RUN)
    assert caught.value.finding.code == "D196"
    assert (office / LEDGER_NAME).read_bytes() == before
    assert names(office) == [path.name]


def test_order__says_who_signed_it(office: Path, capsys: Capture) -> None:
    [path] = drafted(office, "D-1", kind="督办令")
    retype_blank(path)
    signed(capsys, "D-1", kind="督办令")
    assert ("签发人：李某" in text_of(path), "待签发" in text_of(path)) == (True, False)


def retype_blank(path: Path) -> None:
    """A clerk fills in whatever the draft leaves open."""
    import docx

    document: Any = docx.Document(str(path))
    for paragraph in document.paragraphs:
        if "【待填" in paragraph.text:
            head, _, rest = paragraph.text.partition("【待填")
            paragraph.runs[0].text = head + "2026年11月2日" + rest.partition("】")[2]
            for run in paragraph.runs[1:]:
                run.text = ""
    document.save(str(path))


# Killed on the way


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("swaps", [0, 1])
def test_killed_after_the_ledger__the_next_run_finishes(
    office: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, swaps: int
) -> None:
    files = drafted(office, "D-1", "D-2")
    left = iter(range(swaps))
    real = office_files.swap

    def swap(new: Path, old: Path) -> None:
        if next(left, None) is None:
            raise Killed
        real(new, old)

    plan = plan_sign(office / LEDGER_NAME, NOTICE, ["D-1", "D-2"], Word(by="李某", on=TODAY, as_of=TODAY), RUN)
    with monkeypatch.context() as patched, pytest.raises(Killed):
        patched.setattr(office_files, "swap", swap)
        carry_out(plan, RUN)
    assert [one.status for one in entries(office)] == ["已签发", "已签发"]
    assert [is_draft_copy(path.read_bytes()) for path in files] == [swaps == 0, True]
    told = json.loads(run_duban(capsys, "doctor", "--as-of", "2026-10-12", "--json").out)
    assert codes(told).count("D194") == 2 - swaps
    ledger = (office / LEDGER_NAME).read_bytes()
    said = signed(capsys, "D-1", "D-2")
    finished = [Path(name).name for name in said["files"]]
    assert (codes(said), finished) == (["D194"] * (2 - swaps), [path.name for path in files[swaps:]])
    assert [f"云督〔2026〕{n}号" in text_of(path) for n, path in enumerate(files, 1)] == [True, True]
    assert ((office / LEDGER_NAME).read_bytes(), names(office)) == (ledger, sorted(path.name for path in files))


def test_write__finishes_a_signed_document_too(office: Path) -> None:
    [path] = drafted(office, "D-1")
    word = Word(by="李某", on=TODAY, as_of=TODAY)
    write_plan(plan_sign(office / LEDGER_NAME, NOTICE, ["D-1"], word, RUN).planned, RUN, command="sign")
    plan = plan_write(office / LEDGER_NAME, NOTICE, ["D-1"], RUN)
    assert [one.code for one in plan.findings if one.code.startswith("D19")] == ["D194"]
    write_drafts(plan)
    assert (NUMBER in text_of(path), is_draft_copy(path.read_bytes())) == (True, False)


# Withdrawn documents


def test_withdrawn_document__keeps_its_file(office: Path, capsys: Capture) -> None:
    [path] = drafted(office, "D-1")
    signed(capsys, "D-1")
    original = path.read_bytes()
    run_duban(capsys, "sign", NOTICE, "D-1", *SIGN, "--void", "--opinion", "依据有误")
    plan = plan_write(office / LEDGER_NAME, NOTICE, ["D-1"], RUN)
    assert "D197" in [one.code for one in plan.findings]
    [again] = drafted(office, "D-1")
    said = signed(capsys, "D-1")
    assert said["numbers"] == ["云督〔2026〕2号"]
    assert path.read_bytes() == original
    assert "云督〔2026〕2号" in text_of(again)
    assert [(one.document_number, one.file) for one in entries(office)] == [
        (NUMBER, f"文书/{path.name}"),
        ("云督〔2026〕2号", f"文书/{again.name}"),
    ]
    assert not {"D194", "D195"} & set(codes(json.loads(run_duban(capsys, "doctor", "--json").out)))


def test_draft_withdrawn_before_it_was_signed__keeps_its_file(office: Path, capsys: Capture) -> None:
    [path] = drafted(office, "D-1")
    run_duban(capsys, "sign", NOTICE, "D-1", *SIGN, "--void", "--opinion", "不发了")
    before = path.read_bytes()
    [again] = drafted(office, "D-1")
    assert (path.read_bytes(), again != path) == (before, True)


def test_file_with_the_number_of_another__is_told_by_doctor(office: Path, capsys: Capture) -> None:
    [path] = drafted(office, "D-1")
    signed(capsys, "D-1")
    path.with_name("副本.docx").write_bytes(path.read_bytes())
    [found] = [
        one for one in json.loads(run_duban(capsys, "doctor", "--json").out)["findings"] if one["code"] == "D195"
    ]
    assert ("副本.docx" in found["message"], NUMBER in found["message"]) == (True, True)


# Written, or nothing said of it


def test_write_that_is_kept_from_writing__shows_no_table(
    office: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert list((office / "文书").iterdir()) == []

    def denied(_new: Path, _data: bytes) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    with monkeypatch.context() as patched:
        patched.setattr(office_files, "write_new", denied)
        said = run_duban(capsys, "write", NOTICE, "D-1", "--as-of", "2026-10-12", "--yes")
    assert (said.finding, "起草 1 份文书" in said.out) == ("C012", False)
    assert ("没有写入的权限" in said.err, "not permitted" in said.err) == (True, False)
    said = run_duban(capsys, "write", NOTICE, "D-1", "--as-of", "2026-10-12", "--yes")
    assert (said.code, "起草 1 份文书" in said.out) == (0, True)
