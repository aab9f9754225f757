"""`sign`: who must agree before a document is signed, numbers in one block, the signed file, and withdrawal."""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import docx
import pytest

from duban_xl.documents.papers.document import is_draft_copy
from duban_xl.documents.papers.registry import kind_named
from duban_xl.documents.word.xml import read_package, write_package
from duban_xl.model.approval import Approval, read_approvals
from duban_xl.model.changeset import Reason, RowAppend
from duban_xl.model.ledger import Ledger
from duban_xl.model.office import DocumentEntry
from duban_xl.model.source import Value
from duban_xl.plan.sign_off import SignOff, Word, document_chain, plan_approval, plan_signature, plan_withdrawal
from duban_xl.workflows.follow_up import follow_up
from duban_xl.workflows.init import create_office
from duban_xl.workflows.ledger_file import read_ledger, write_plan
from duban_xl.workflows.office import LEDGER_NAME, Run
from duban_xl.workflows.write import plan_write, write_drafts
from tests.cli import ASSIGNED, UNITS, copy_office, enter, run_duban
from tests.packs import ledger_of_pack
from tests.tables import ledger_from

NOTICE = "督查通知书"
Capture = pytest.CaptureFixture[str]
TODAY = date(2026, 10, 12)
CHAINS = """
    | 规则编号 | 用途 | 类别 | 步骤                               | 可选步骤       | 文种       |
    | x-1      | 下达 | M1   | 督查室起草→副主任→主任审定→督查室下发 |                | 督查通知单 |
    | x-2      | 通报 | M1   | 副主任审阅→主任审阅→县长审定        | 县长审定       | 督查通报   |
    | x-3      | 通报 | M2   | 副主任审阅→主任审阅→县长审定        |                | 督查通报   |
    | x-4      | 上报 | M1   | 督查室审核汇总→县政府领导审定       |                |            |
"""
TERMS = "| 规则编号 | 种类 | 用语 | 对应 |\n| x-1 | 文种 | 督查通知单 | 督查通知书 |"
REGISTER = "| 文种 | 文号 | 标题 | 事项编号 | 拟稿日期 | 状态 | 审批记录 |"


def ledger(*rows: str, code: str = "云督", chains: str = CHAINS) -> Ledger:
    return ledger_from(
        documents="\n".join([REGISTER, *(f"| {row} |" for row in rows)]),
        matters="| 事项编号 | 类别 | 事项名称 |\n| D-1 | M1 | 桥梁 |\n| D-2 | M9 | 道路 |",
        categories="| 类别代码 | 类别 |\n| M1 | 批示 |\n| M9 | 其他 |",
        procedures=chains,
        terms=TERMS,
        settings=f"| 参数 | 值 |\n| 机关代字 | {code} |",
    )


NOTICE_ROW = "督查通知书 | | 通知甲 | D-1 | 2026-10-08 | 草稿 | {}"
AGREED = "副主任 王某 2026-10-09 同意"


def word(step: str = "", *, opinion: str = "同意", on: date = TODAY) -> Word:
    return Word(by="李某", on=on, as_of=TODAY, step=step, opinion=opinion)


def signed(one: Ledger, *, on: date = TODAY, purpose: str = "下达") -> SignOff:
    return plan_signature(one, one.documents, word(on=on), purpose)


def told(made: SignOff) -> list[tuple[str, str]]:
    assert not (made.findings and made.changes)
    return [(found.code, found.source.cell if found.sources else "") for found in made.findings]


def values(made: SignOff, row: int = 3) -> Mapping[str, Value]:
    return {edit.field: edit.after for edit in made.changes.edits if edit.row == row}


def steps(one: Ledger, purpose: str) -> tuple[str, ...]:
    chain = document_chain(one, one.documents[0], purpose)
    return chain.steps if chain else ()


# Who must agree


@pytest.mark.parametrize(
    ("row", "purpose", "expected"),
    [
        (NOTICE_ROW.format(""), "下达", ("副主任", "主任审定")),  # drafting and sending out are no approvals
        ("督查通知书 | | 通知乙 | D-2 | 2026-10-08 | 草稿 | ", "下达", ()),  # no chain for that category
        ("督查通报 | | 通报 | | 2026-10-08 | 草稿 | ", "通报", ("副主任审阅", "主任审阅", "县长审定")),  # the longest
        ("季度通报 | | 通报 | | 2026-10-08 | 草稿 | ", "通报", ("副主任审阅", "主任审阅", "县长审定")),  # as its like
        ("任务分解表 | | 分解 | D-1 | 2026-10-08 | 草稿 | ", "下达", ("副主任", "主任审定")),
        ("督查反馈意见 | | 反馈 | D-1 | 2026-10-08 | 草稿 | ", "上报", ("督查室审核汇总", "县政府领导审定")),
        ("督查专报 | | 专报 | | 2026-10-08 | 草稿 | ", "呈阅", ()),
    ],
)
def test_chain__from_the_method(row: str, purpose: str, expected: tuple[str, ...]) -> None:
    assert steps(ledger(row), purpose) == expected


@pytest.mark.parametrize(
    ("pack", "kinds", "expected"),
    [
        (
            "xiayi",
            ("督查通报", "季度通报", "十件实事通报", "通报批评"),
            ("副主任审阅", "主任审阅", "县委或县政府领导审定"),
        ),
        ("xiayi", ("督查方案", "任务分解表"), ("副主任", "主任审定")),
        ("xiayi", ("年度督查结果",), ("督查室审核汇总", "副主任审阅", "主任审阅")),
        ("weinan", ("督查通报", "季度通报"), ("主要领导同意",)),
        (
            "weinan",
            ("问责建议",),
            ("主要领导审定",),
        ),  # who proposes it does not approve it, and it is passed on afterwards
        ("weinan", ("延期审批表",), ("区督查室同意",)),
        ("cangnan", ("督查通报",), ()),
    ],
)
def test_chain__of_every_kind_with_that_purpose(pack: str, kinds: tuple[str, ...], expected: tuple[str, ...]) -> None:
    method, entry = ledger_of_pack(pack), ledger("督查通报 | | 通报 | | 2026-10-08 | 草稿 | ").documents[0]
    chains = [document_chain(method, replace(entry, kind=kind), kind_named(kind).purpose) for kind in kinds]
    assert [chain.steps if chain else () for chain in chains] == [expected] * len(kinds)


@pytest.mark.parametrize(
    ("record", "codes"),
    [
        ("", ["D135"]),
        ("副主任 王某 2026-10-09 不同意，数字不对", ["D136"]),
        ("副主任王某同意", ["D134", "D135"]),
        ("副主任 王某 2026-13-09 同意", ["D134", "D135"]),
        ("副主任 王某 2026-10-13 同意", ["D137"]),
        (AGREED, []),
    ],
)
def test_signature__waits_for_every_step_before_it(record: str, codes: list[str]) -> None:
    made = signed(ledger(NOTICE_ROW.format(record)))
    assert [code for code, _ in told(made)] == codes
    assert bool(made.changes) is not bool(codes)


@pytest.mark.parametrize(
    ("last", "codes"),
    [("", []), ("主任审定 李某 2026-10-10 同意", []), ("主任审定 王某 2026-10-10 同意", ["D199"]),
     ("主任审定 李某 2026-10-10 退回", ["D136"])],
)  # fmt: skip
def test_last_step__is_the_word_of_who_signs(last: str, codes: list[str]) -> None:
    lines = tuple(filter(None, (AGREED, last)))
    made = signed(_with_record(lines))
    assert [code for code, _ in told(made)] == codes
    if not codes:
        expected = None if last else f"{AGREED}\n主任审定 李某 2026-10-12 同意"
        assert values(made).get("approvals") == expected


def test_last_word_of_a_step__decides() -> None:
    both = ("副主任 王某 2026-10-09 不同意", "副主任 王某 2026-10-10 同意")
    assert [line.agreed for line in read_approvals("\n".join(both))[0]] == [False, True]
    assert told(signed(_with_record(both))) == []
    assert [code for code, _ in told(signed(_with_record(both[::-1])))] == ["D136"]


def _with_record(lines: tuple[str, ...]) -> Ledger:
    one = ledger(NOTICE_ROW.format("记录"))
    (entry,) = one.documents
    return _replaced(one, entry, "\n".join(lines))


def _replaced(one: Ledger, entry: DocumentEntry, record: str) -> Ledger:
    return replace(one, documents=(replace(entry, approvals=record),))


def test_approval__is_a_line_that_can_be_read_again() -> None:
    approval = Approval(step="主任 审定", by="王 某", on=TODAY, opinion="同意\n尽快印发")
    assert approval.line == "主任审定 王某 2026-10-12 同意 尽快印发"
    assert read_approvals(approval.line)[0][0].line == approval.line


def test_approval_of_a_step__is_added_to_those_before() -> None:
    one = ledger(NOTICE_ROW.format(AGREED))
    made = plan_approval(one, one.documents, word("主任审定"), "下达")
    assert values(made) == {"approvals": f"{AGREED}\n主任审定 李某 2026-10-12 同意", "status": "送审"}
    wrong = plan_approval(one, one.documents, word("县长"), "下达")
    assert [(code, cell) for code, cell in told(wrong)] == [("D133", "G3")]


# Numbers


def test_several__signed_together_with_one_block_of_numbers() -> None:
    rows = (
        "督查通报 | 云督〔2026〕7号 | 旧 | | 2026-01-08 | 作废 | ",
        *(f"督查通知书 | | 通知{n} | D-2 | 2026-10-08 | 草稿 | " for n in range(3)),
    )
    one = ledger(*rows)
    made = plan_signature(one, one.documents[1:], word(), "下达")
    assert made.numbers == ("云督〔2026〕8号", "云督〔2026〕9号", "云督〔2026〕10号")
    assert values(made, 5) == {
        "document_number": "云督〔2026〕9号",
        "year": 2026,
        "serial": 9,
        "signatory": "李某",
        "signed_on": TODAY,
        "status": "已签发",
    }


@pytest.mark.parametrize(
    ("number", "refused", "noticed"),
    [
        ("云督[2026]009号", ["L290"], []),
        ("云督〔2026〕第9号", ["L290"], []),
        ("云督[2025]009号", [], ["L290"]),
        ("云委办[2026]009号", [], ["L290"]),
        ("云督〔2026〕9号", [], []),
    ],
)
def test_number_that_can_not_be_read__keeps_the_next_from_being_given(
    number: str, refused: list[str], noticed: list[str]
) -> None:
    one = ledger(
        f"督查通报 | {number} | 旧 | | 2026-01-08 | 已签发 | ", "督查通知书 | | 通知 | D-2 | 2026-10-08 | 草稿 | "
    )
    made = plan_signature(one, one.documents[1:], word(), "下达")
    assert [code for code, _ in told(made)] == refused
    assert [found.code for found in made.noticed] == noticed
    assert bool(made.numbers) is not bool(refused)


def test_one_that_may_not_be_signed__keeps_all_from_it() -> None:
    one = ledger(NOTICE_ROW.format(AGREED), "督查通知书 | | 通知乙 | D-1 | 2026-10-08 | 草稿 | ")
    made = plan_signature(one, one.documents, word(), "下达")
    assert (told(made), made.numbers) == ([("D135", "G4")], ())


@pytest.mark.parametrize("status", ["已签发", "作废"])
def test_signed_or_withdrawn__not_signed_again(status: str) -> None:
    row = NOTICE_ROW.format(AGREED).replace("草稿", status)
    assert [code for code, _ in told(signed(ledger(row)))] == ["D132"]


@pytest.mark.parametrize(
    ("on", "code"), [(date(2026, 10, 7), "D137"), (date(2026, 10, 13), "D137"), (date(2026, 10, 9), None)]
)
def test_day__between_draft_and_today(on: date, code: str | None) -> None:
    assert [c for c, _ in told(signed(ledger(NOTICE_ROW.format("")), on=on, purpose="无"))] == ([code] if code else [])


def test_office_without_code__no_number() -> None:
    assert [code for code, _ in told(signed(ledger(NOTICE_ROW.format(AGREED), code="")))] == ["D131"]


def test_withdrawn__row_and_number_stay() -> None:
    one = ledger("督查通知书 | 云督〔2026〕1号 | 通知甲 | D-1 | 2026-10-08 | 已签发 | ")
    made = plan_withdrawal(one, one.documents, word(opinion="依据有误"))
    assert values(made) == {"status": "作废", "approvals": "作废 李某 2026-10-12 依据有误"}
    gone = ledger("督查通知书 | 云督〔2026〕1号 | 通知甲 | D-1 | 2026-10-08 | 作废 | ")
    assert [code for code, _ in told(plan_withdrawal(gone, gone.documents, word()))] == ["D132"]


def test_old_register__has_no_column_for_approvals() -> None:
    one = ledger_from(
        documents="| 文种 | 标题 | 状态 |\n| 督查通报 | 甲 | 草稿 |", settings="| 参数 | 值 |\n| 机关代字 | 云督 |"
    )
    assert [code for code, _ in told(plan_signature(one, one.documents, word(), "通报"))] == ["D138"]


# Files and command

RUN = Run(as_of=TODAY, now=datetime.fromisoformat("2026-10-12 09:00"), operator="张三")
MATTERS = [
    {"number": f"D-{n}", "title": f"桥梁{n}", "lead_unit": "县交通局", "category": "县领导批示", **ASSIGNED}
    for n in (1, 2)
]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "督查室"
    create_office(folder, "cangnan", RUN, ledger_id="L-1", form_key="k")
    named = [("units", unit) for unit in UNITS] + [("matters", matter) for matter in MATTERS]
    rows = [RowAppend(sheet=s, key=str(v.get("number", "")), values=v, because=Reason("登记")) for s, v in named]
    enter(folder, *rows)
    for key, value in (("机关代字", "云督"), ("发文机关", "中共云岭县委督查室")):
        _fill_setting(folder, read_ledger(folder / LEDGER_NAME), key, value)
    return folder


def _fill_setting(folder: Path, one: Ledger, key: str, value: str) -> None:
    from duban_xl.model.changeset import CellEdit, ChangeSet
    from duban_xl.workflows.ledger_file import Planned

    row = next(row for row in one.settings if row.key == key)
    edit = CellEdit(
        sheet="settings", row=row.record.row, key=key, field="value", before=None, after=value, because=Reason("登记")
    )
    write_plan(Planned(folder / LEDGER_NAME, one, ChangeSet((edit,))), RUN, command="refresh")


@pytest.fixture
def office(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_office(prepared, tmp_path / "督查室")
    monkeypatch.chdir(folder)
    return folder


def drafted(office: Path, *about: str) -> list[Path]:
    plan = plan_write(office / LEDGER_NAME, NOTICE, about, RUN)
    write_plan(plan.planned, RUN, command="write")
    return list(write_drafts(plan))


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


SIGN = ("--by", "李某", "--as-of", "2026-10-12", "--yes")


def test_command__numbers_dates_and_files(office: Path, capsys: Capture) -> None:
    files = drafted(office, "D-1", "D-2")
    assert all(is_draft_copy(file.read_bytes()) for file in files)
    said = json.loads(run_duban(capsys, "sign", NOTICE, "D-1", "D-2", *SIGN, "--json").out)
    assert (said["applied"], said["numbers"]) == (True, ["云督〔2026〕1号", "云督〔2026〕2号"])
    assert [Path(name).name for name in said["files"]] == [file.name for file in files]
    for number, file in zip(said["numbers"], files, strict=True):
        assert not is_draft_copy(file.read_bytes())
        assert number in text_of(file)
        assert not re.search(r"〔2026〕\s+号", text_of(file))
    again = run_duban(capsys, "sign", NOTICE, "D-1", *SIGN)
    assert (again.code, "D132" in again.out) == (1, True)


def test_edited_draft__keeps_every_word_and_gets_its_number(office: Path, capsys: Capture) -> None:
    (file,) = drafted(office, "D-1")
    document = docx.Document(str(file))
    document.paragraphs[6].add_run("领导批改：措辞再斟酌。")
    saved = io.BytesIO()
    document.save(saved)
    file.write_bytes(saved.getvalue())
    before = text_of(file)
    run_duban(capsys, "sign", NOTICE, "D-1", *SIGN, "--on", "2026-10-12")
    after = text_of(file)
    assert "领导批改：措辞再斟酌。" in after
    assert "云督〔2026〕1号" in after
    assert not is_draft_copy(file.read_bytes())
    expected = re.sub(r"〔2026〕\s*号", "〔2026〕1号", before).replace("\n2026年3月2日\n", "\n2026年10月12日\n")
    assert expected.split() == after.split()  # the number and the date of signing; nothing else
    assert [path.name for path in file.parent.glob("*.docx")] == [file.name]


@pytest.mark.usefixtures("office")
def test_without_draft__nothing_to_sign(capsys: Capture) -> None:
    said = run_duban(capsys, "签发", NOTICE, "D-1", *SIGN)
    assert (said.code, "D139" in said.out) == (1, True)


def test_dry_run_and_misuse__write_nothing(office: Path, capsys: Capture) -> None:
    drafted(office, "D-1")
    before = (office / LEDGER_NAME).read_bytes()
    assert run_duban(capsys, "sign", NOTICE, "D-1", "--by", "李某", "--as-of", "2026-10-12", "--dry-run").code == 0
    for wrong in (
        ("--by", " "),
        ("--by", "李某", "--void"),
        ("--by", "李某", "--void", "--opinion", "误", "--step", "主任"),
    ):
        assert run_duban(capsys, "sign", NOTICE, "D-1", *wrong, "--yes").finding == "C020"
    assert (office / LEDGER_NAME).read_bytes() == before


def test_withdrawn__the_next_document_gets_another_number(office: Path, capsys: Capture) -> None:
    drafted(office, "D-1", "D-2")
    run_duban(capsys, "sign", NOTICE, "D-1", *SIGN)
    assert run_duban(capsys, "sign", NOTICE, "D-1", *SIGN, "--void", "--opinion", "依据有误").code == 0
    said = json.loads(run_duban(capsys, "sign", NOTICE, "D-2", *SIGN, "--json").out)
    assert said["numbers"] == ["云督〔2026〕2号"]
    statuses = {entry.number: entry.status for entry in read_ledger(office / LEDGER_NAME).documents}
    assert statuses == {"D-1": "作废", "D-2": "已签发"}


def test_signature__is_not_undone(office: Path, capsys: Capture) -> None:
    files = drafted(office, "D-1", "D-2")
    run_duban(capsys, "sign", NOTICE, "D-1", *SIGN)
    before = (office / LEDGER_NAME).read_bytes()
    assert run_duban(capsys, "undo", "--yes").finding == "D130"
    assert (office / LEDGER_NAME).read_bytes() == before
    run_duban(capsys, "sign", NOTICE, "D-2", *SIGN)
    assert [f"云督〔2026〕{n}号" in text_of(file) for n, file in enumerate(files, 1)] == [True, True]


def edit(path: Path, old: str, new: str) -> None:
    """What a person does in Word."""
    parts = read_package(path.read_bytes())
    text = parts["word/document.xml"].decode("utf-8")
    assert old in text
    path.write_bytes(write_package(parts | {"word/document.xml": text.replace(old, new).encode("utf-8")}))


def test_blank__keeps_the_document_from_being_signed(office: Path, capsys: Capture) -> None:
    [path] = drafted(office, "D-1")
    edit(path, "请按要求抓好落实", "请于【待填：完成时间】前办结")
    said = json.loads(run_duban(capsys, "sign", NOTICE, "D-1", *SIGN, "--json").out)
    assert (said["applied"], [one["code"] for one in said["findings"]]) == (False, ["D141"])
    assert "完成时间" in said["findings"][0]["message"]
    edit(path, "【待填：完成时间】", "2026年11月2日")
    said = json.loads(run_duban(capsys, "sign", NOTICE, "D-1", *SIGN, "--json").out)
    assert said["applied"] is True


# What follows a signed circular

CRITICISED = {
    "held_on": date(2026, 9, 20),
    "type": "通报批评",
    "unit": "县交通局",
    "facts": "桥梁1逾期未办结",
    "approved_by": "王某",
    "approved_on": date(2026, 9, 21),
}


@pytest.fixture
def criticised(office: Path) -> Path:
    enter(office, RowAppend(sheet="consequences", key="县交通局", values=CRITICISED, because=Reason("登记")))
    plan = plan_write(office / LEDGER_NAME, "督查通报", ["2026Q3"], RUN)
    write_plan(plan.planned, RUN, command="write")
    write_drafts(plan)
    return office


def test_signed_circular__proposes_the_deduction_and_numbers_the_criticism(criticised: Path, capsys: Capture) -> None:
    said = json.loads(run_duban(capsys, "sign", "督查通报", "2026Q3", *SIGN, "--json").out)
    assert (said["applied"], said["numbers"]) == (True, ["云督〔2026〕1号"])
    assert {one["code"] for one in said["findings"]} == {"D143"}
    after = read_ledger(criticised / LEDGER_NAME)
    assert [row.document_number for row in after.consequences] == ["云督〔2026〕1号"]
    [candidate] = after.deductions
    assert (candidate.unit, candidate.rule, candidate.document) == ("县交通局", "A12a", "云督〔2026〕1号")
    assert candidate.status == "候选"  # nothing counts before a person confirms it


def test_circular_named_twice__is_one_document_with_one_number(criticised: Path, capsys: Capture) -> None:
    said = json.loads(run_duban(capsys, "sign", "督查通报", "2026Q3", "2026年第三季度", "2026Q3", *SIGN, "--json").out)
    assert said["numbers"] == ["云督〔2026〕1号"]
    [row] = read_ledger(criticised / LEDGER_NAME).documents
    assert row.document_number == "云督〔2026〕1号"


@pytest.mark.usefixtures("office")
def test_nothing_to_write_about__is_said(capsys: Capture) -> None:
    for command in (("write",), ("sign", "--by", "李某")):
        said = run_duban(
            capsys, command[0], "问责建议", "全部", *command[1:], "--as-of", "2026-10-12", "--yes", "--json"
        )
        assert [one["code"] for one in json.loads(said.out)["findings"]] == ["D145"]


TALK = CRITICISED | {"type": "约谈", "facts": "通报后仍无进展"}


def test_records_of_two_talks__are_two_documents(office: Path, capsys: Capture) -> None:
    units = [str(unit["name"]) for unit in UNITS][:2]
    for unit in units:
        enter(office, RowAppend(sheet="consequences", key=unit, values=TALK | {"unit": unit}, because=Reason("登记")))
    for _ in range(2):
        run_duban(capsys, "write", "约谈记录", *units, "--as-of", "2026-10-12", "--yes")
    rows = read_ledger(office / LEDGER_NAME).documents
    assert sorted(row.unit for row in rows) == sorted(units)
    run_duban(capsys, "sign", "约谈记录", *units, *SIGN)
    assert {row.status for row in read_ledger(office / LEDGER_NAME).documents} == {"已签发"}


def test_circular_signed_on_trial__enters_nothing(criticised: Path, capsys: Capture) -> None:
    dry = (*SIGN[:-1], "--dry-run", "--json")
    said = json.loads(run_duban(capsys, "sign", "督查通报", "2026Q3", *dry).out)
    assert said["applied"] is False
    touched = {one["sheet"] for one in (*said["changes"], *said["appended"])}
    assert touched == {"文书登记", "通报问责", "扣分登记"}
    assert read_ledger(criticised / LEDGER_NAME).deductions == ()


LADDER = "| 规则编号 | 触发 | 次数 | 窗口 | 措施 |\n| w-16-2 | 通报批评 | 2 | WINDOW(1Y) | 主要领导约谈 |"
TWICE = """
| 日期 | 类型 | 单位 | 事实 | 文号 | 同意人 |
| 2026-03-10 | 通报批评 | 县交通局 | 甲 | 云督〔2026〕1号 | 王某 |
| 2026-09-20 | 通报批评 | 县交通局 | 乙 | | 王某 |
"""


def test_signed_circular__tells_the_step_of_the_ladder() -> None:
    one = ledger_from(
        documents=ROW_OF_CIRCULAR, consequences=TWICE, ladder=LADDER, units="| 单位代码 | 单位名称 |\n| 01 | 县交通局 |"
    )
    published = {one.documents[0].record.row: one.consequences}
    further = follow_up(one, one.documents, ["云督〔2026〕2号"], word(), published)
    assert [edit.after for edit in further.changes.edits] == ["云督〔2026〕2号"]  # the first keeps its own number
    [found] = further.findings
    assert (found.code, found.args["count"], found.args["measure"]) == ("D144", "2", "主要领导约谈")


ROW_OF_CIRCULAR = "| 文种 | 文号 | 标题 | 状态 |\n| 督查通报 | | 关于三季度情况的通报 | 草稿 |"
