"""`write` in an office's folder: what it writes, what it refuses, and that nobody's work is ever lost."""

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.model.changeset import Reason, RowAppend
from duban_xl.model.source import Value
from duban_xl.workflows.init import create_office
from duban_xl.workflows.ledger_file import write_plan
from duban_xl.workflows.office import LEDGER_NAME, Run
from duban_xl.workflows.write import WritePlan, plan_write, write_drafts
from tests.cli import ASSIGNED, UNITS, copy_office, enter

TEMPLATES = Path(__file__).resolve().parent.parent / "workbook_templates" / "word"
CIRCULAR, SCORE_CIRCULAR, NOTICE = "督查通报", "扣分情况季度通报", "督查通知书"
RUN = Run(as_of=date(2026, 10, 12), now=datetime.fromisoformat("2026-10-12 09:00"), operator="张三")
ROWS: tuple[tuple[str, Mapping[str, Value]], ...] = (
    *(("units", unit) for unit in UNITS),
    ("matters", {"number": "D-1", "title": "推进“双减”", "lead_unit": "县交通局", "category": "县领导批示", **ASSIGNED}),
    ("matters", {"number": "D-2", "title": "桥梁", "lead_unit": "县交通局", "category": "县领导批示", **ASSIGNED}
     | {"requirement": ""}),
)  # fmt: skip


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office as it is built once; no test works in it."""
    folder = tmp_path_factory.mktemp("office") / "督查室"
    create_office(folder, "cangnan", replace(RUN, as_of=date(2026, 1, 4)), ledger_id="L-1", form_key="k")
    enter(folder, *(_row(sheet, values) for sheet, values in ROWS))
    return folder


@pytest.fixture
def ledger(prepared: Path, tmp_path: Path) -> Path:
    """The ledger of an office of the test's own."""
    return copy_office(prepared, tmp_path / "督查室") / LEDGER_NAME


def _row(sheet: str, values: Mapping[str, Value]) -> RowAppend:
    return RowAppend(sheet=sheet, key=str(next(iter(values.values()))), values=values, because=Reason("手工登记"))


def written(ledger: Path, kind: str, *about: str, run: Run = RUN) -> tuple[WritePlan, tuple[Path, ...]]:
    """What `write` does when the person agrees."""
    plan = plan_write(ledger, kind, about, run)
    write_plan(plan.planned, run, command="write")
    return plan, write_drafts(plan)


def codes(plan: WritePlan) -> list[str]:
    return [one.code for one in plan.findings if one.code not in ("D116", "D150", "D153")]


def refused(ledger: Path, kind: str, *about: str, run: Run = RUN) -> str:
    with pytest.raises(CannotRun) as caught:
        plan_write(ledger, kind, about, run)
    return caught.value.finding.code


def edit(path: Path) -> bytes:
    """A leader's change, saved by a word processor; the bytes of the file now."""
    document = docx.Document(str(path))
    document.add_paragraph("领导批改：措辞再斟酌。")
    saved = io.BytesIO()
    document.save(saved)
    path.write_bytes(saved.getvalue())
    return saved.getvalue()


def text_of(path: Path) -> str:
    return "".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


# Nobody's work is lost


def test_edited_draft__stays_and_the_new_one_lies_beside_it(ledger: Path) -> None:
    _, (path,) = written(ledger, NOTICE, "D-1")
    edited = edit(path)
    plan, (beside,) = written(ledger, NOTICE, "D-1", run=replace(RUN, as_of=date(2026, 10, 13)))
    assert path.read_bytes() == edited
    assert codes(plan) == ["D115"]
    assert beside.name == f"{path.stem}（新稿）.docx"
    edited_too = edit(beside)
    _, (third,) = written(ledger, NOTICE, "D-1")
    assert (path.read_bytes(), beside.read_bytes()) == (edited, edited_too)
    assert third.name == f"{path.stem}（新稿2）.docx"


def test_draft_edited_while_the_question_was_open__stays(ledger: Path) -> None:
    _, (path,) = written(ledger, NOTICE, "D-1")
    plan = plan_write(ledger, NOTICE, ["D-1"], replace(RUN, as_of=date(2026, 10, 13)))
    edited = edit(path)
    (beside,) = write_drafts(plan)
    assert path.read_bytes() == edited
    assert beside != path


def test_unedited_draft__is_written_anew_in_its_place(ledger: Path) -> None:
    _, (path,) = written(ledger, CIRCULAR, "2026Q3")
    before = path.read_bytes()
    plan, (again,) = written(ledger, CIRCULAR, "2026Q3", run=replace(RUN, as_of=date(2026, 10, 13)))
    assert (again, codes(plan)) == (path, [])
    assert path.read_bytes() != before
    assert len(list(path.parent.glob("*.docx"))) == 1


def test_same_again__not_a_byte_changes(ledger: Path) -> None:
    _, (path,) = written(ledger, NOTICE, "D-1")
    edit(path)
    written(ledger, NOTICE, "D-1")
    before = {file: file.read_bytes() for file in path.parent.iterdir()}
    written(ledger, NOTICE, "D-1")
    assert {file: file.read_bytes() for file in path.parent.iterdir()} == before


# What can't be written


def test_notice_without_requirement__is_no_file_and_no_row(ledger: Path) -> None:
    plan, files = written(ledger, NOTICE, "D-2")
    assert (files, codes(plan), bool(plan.planned.changes)) == ((), ["D128"], False)
    assert not list((ledger.parent / "文书").iterdir())


def test_criticism_that_says_nothing__is_a_finding(ledger: Path) -> None:
    row = {"held_on": date(2026, 8, 1), "type": "通报批评", "approved_by": "王某", "unit": "县水利局"}
    enter(ledger.parent, _row("consequences", row))
    plan, (path,) = written(ledger, CIRCULAR, "2026Q3")
    assert codes(plan) == ["D117"]
    assert "其他问题" not in text_of(path)


def test_score_circular_of_a_method_that_cannot_score__is_refused_with_the_reason(ledger: Path) -> None:
    _without_base(ledger)
    code = refused(ledger, SCORE_CIRCULAR, "2026Q3")
    assert code.startswith("S1")
    assert not list((ledger.parent / "文书").iterdir())


def _without_base(ledger: Path) -> None:
    """The ledger with a base score that is no number."""
    book = openpyxl.load_workbook(ledger)
    sheet: Any = book["计分口径"]
    (row,) = (cells for cells in sheet.iter_rows() if cells[0].value == "基本分")
    row[1].value = "一百"
    book.save(ledger)


def test_score_circular__passes_on_what_scoring_found(ledger: Path) -> None:
    event = {"serial": "1", "event_on": date(2026, 8, 1), "unit": "县水利局", "rule": "Z9", "status": "已确认"}
    event |= {"decided_by": "王某", "decided_on": date(2026, 8, 2)}
    enter(ledger.parent, _row("deductions", event))
    plan, files = written(ledger, SCORE_CIRCULAR, "2026Q3")
    assert files
    assert [code for code in codes(plan) if code.startswith("S")]


@pytest.mark.parametrize(
    ("kind", "period", "day"),
    [
        (SCORE_CIRCULAR, "2026Q3", date(2026, 9, 29)),
        (SCORE_CIRCULAR, "2027Q1", date(2026, 9, 29)),
        (CIRCULAR, "2026Q4", date(2026, 9, 30)),
    ],
)
def test_period_that_is_not_over__is_refused(ledger: Path, kind: str, period: str, day: date) -> None:
    assert refused(ledger, kind, period, run=replace(RUN, as_of=day)) == "D114"


def test_period_at_its_last_day__is_written(ledger: Path) -> None:
    run = replace(RUN, as_of=date(2026, 9, 30))
    _, (path,) = written(ledger, SCORE_CIRCULAR, "2026Q3", run=run)
    assert "数据截至2026年9月30日" in text_of(path)


@pytest.mark.parametrize("period", ["2026-09", "2026Q3", "2026H1", "2025"])
def test_circular__of_month_quarter_half_or_year(ledger: Path, period: str) -> None:
    _, (path,) = written(ledger, CIRCULAR, period)
    assert path.name.startswith(period)


@pytest.mark.parametrize(
    ("kind", "period"),
    [(CIRCULAR, "2026W36"), (CIRCULAR, "2026-09上"), (SCORE_CIRCULAR, "2026-09"), (SCORE_CIRCULAR, "2025")],
)
def test_circular__of_no_other_period(ledger: Path, kind: str, period: str) -> None:
    assert refused(ledger, kind, period) == "C017"


# How it reads


def test_circular__begins_with_one_plain_sentence(ledger: Path) -> None:
    _, (path,) = written(ledger, CIRCULAR, "2026Q3")
    opening = next(p.text for p in docx.Document(str(path)).paragraphs if p.text.endswith("如下："))
    assert opening == (
        "【待填：办公室名称】对2026年第三季度（2026年7月1日至2026年9月30日）各单位承办的督查事项落实情况进行了督查，"
        "数据截至2026年9月30日。现将有关情况通报如下："
    )


def test_empty_settings__blanks_in_the_draft_and_findings(ledger: Path) -> None:
    plan, (path,) = written(ledger, NOTICE, "D-1")
    assert [one.args["key"] for one in plan.findings if one.code == "D116"] == ["办公室名称", "机关代字"]
    assert "【待填：机关代字】〔2026〕 号" in text_of(path)


def test_score_circular__no_annex_but_its_own(ledger: Path) -> None:
    event = {"serial": "1", "event_on": date(2026, 8, 1), "unit": "县水利局", "rule": "A8a", "status": "已确认"}
    event |= {"decided_by": "王某", "decided_on": date(2026, 8, 2), "document": "云委发〔2026〕3号"}
    enter(ledger.parent, _row("deductions", event))
    _, (path,) = written(ledger, SCORE_CIRCULAR, "2026Q3")
    text = text_of(path)
    assert "依据《日常工作督查考核办法》第八条和云委发〔2026〕3号，扣3分" in text
    assert "附件第" not in text
    assert "考核年度为1月1日至12月31日。" in text


def test_register__the_plan_names_the_template_and_its_digest(ledger: Path) -> None:
    [row] = plan_write(ledger, NOTICE, ["D-1"], RUN).planned.changes.appends
    digest = sha256((TEMPLATES / "督查通知书.docx").read_bytes()).hexdigest()
    assert row.because.text == f"起草文书（模板 督查通知书.docx，校验码 {digest[:12]}）"


def test_unit_that_nobody_knows__is_told(ledger: Path) -> None:
    strange = {
        "number": "D-9",
        "title": "桥梁",
        "lead_unit": "县桥梁局",
        "supporting_units": "县隧道局",
        "category": "县领导批示",
        **ASSIGNED,
    }
    enter(ledger.parent, _row("matters", strange))
    plan = plan_write(ledger, NOTICE, ["D-9"], RUN)
    assert [one.args["unit"] for one in plan.findings if one.code == "D146"] == ["县桥梁局", "县隧道局"]


def test_document_of_another_category__is_told(ledger: Path) -> None:
    plan = plan_write(ledger, "督促查办事项通知单", ["D-1"], RUN)
    assert "D187" in codes(plan)
    assert "D187" not in codes(plan_write(ledger, NOTICE, ["D-1"], RUN))
