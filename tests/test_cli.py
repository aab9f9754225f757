"""The command line: what it refuses and how it says so, what it writes and what it never touches, in one language."""

import errno
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click
import openpyxl
import pytest

from duban_xl.apply.lock import write_lock
from duban_xl.cli.commands.bench import AREAS
from duban_xl.cli.group import ALIASES, COMMANDS, main_group
from duban_xl.model.changeset import RowAppend
from duban_xl.packs import pack_names
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import AS_OF, BECAUSE, Said, build_office, contents, copy_office, enter, fill, run_duban

Duban = Callable[..., Said]
RETURNS = "收件/2026Q3"
SENTENCE = re.compile(r"[A-Z]\d{3}  .*[\u4e00-\u9fff].*[。？]")


class Terminal(io.StringIO):
    """A keyboard on which a text was typed."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office as it is built once; no test works in it."""
    return build_office(tmp_path_factory.mktemp("office") / "督查室")


@pytest.fixture
def office(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An office of the test's own, and the current folder."""
    folder = copy_office(prepared, tmp_path / "督查室")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DUBAN_OPERATOR", "李四")
    return folder


@pytest.fixture
def duban(office: Path, capsys: pytest.CaptureFixture[str]) -> Duban:  # noqa: ARG001 (it runs in the office)
    """Runs a command in the office."""
    return lambda *arguments: run_duban(capsys, *arguments)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Somebody sits at the terminal and types this."""

    return lambda typed: monkeypatch.setattr(sys, "stdin", Terminal(typed))


# Refusing: one sentence, exit code 2, nothing changed

REFUSED = {
    "no command of that name": ("C020", "合井"),
    "an unknown option": ("C020", "merge", RETURNS, "--force"),
    "an option without its value": ("C020", "status", "--as-of"),
    "too many arguments": ("C020", "status", "现在"),
    "no file named": ("C020", "merge"),
    "no period named": ("C020", "dispatch"),
    "no start of the time limit": ("C020", "due", "7个工作日"),
    "a ledger that is not there": ("C003", "status", "--ledger", "没有.xlsx"),
    "a folder without a ledger": ("C001", "status", "--ledger", RETURNS),
    "a Word file as ledger": ("L104", "status", "--ledger", "模板/督查通报.docx"),
    "a return form as ledger": ("L132", "refresh", "--yes", "--ledger", f"{RETURNS}/2026Q3_县交通局.xlsx"),
    "a pack that is not there": ("P101", "init", "新的", "--pack", "没有"),
    "an office that is there already": ("C006", "init", "."),
    "a demo in another office": ("C019", "demo", "."),
    "a quarter that is not there": ("C004", "dispatch", "--period", "2026Q5", "--yes"),
    "a period in words": ("C004", "score", "--period", "上半截", "--yes"),
    "a period that can't be scored": ("C014", "score", "--period", "2026-09", "--yes"),
    "a period without matters": ("C016", "dispatch", "--period", "2025Q1", "--yes"),
    "a unit that is not there": ("W101", "dispatch", "--period", "2026Q3", "--unit", "火星局", "--yes"),
    "a unit without matters": ("W102", "dispatch", "--period", "2026Q3", "--unit", "丙镇", "--yes"),
    "a day that is not there": ("C013", "status", "--as-of", "2026-02-30"),
    "forms on a matter that is not there": ("W110", "dispatch", "--period", "2026Q3", "--matter", "D-999", "--yes"),
    "a matter that was assigned later": ("W111", "dispatch", "--period", "2025Q4", "--matter", "D-002", "--yes"),
    "a due day in words": ("C013", "dispatch", "--period", "2026Q3", "--due", "尽快", "--yes"),
    "returns that are not there": ("C003", "merge", "没有", "--yes"),
    "a folder without returns": ("C005", "merge", "文书", "--yes"),
    "a check without returns": ("C005", "check", "计分"),
    "no kind of document": ("C022", "write", "--yes"),
    "a kind that is not there": ("C008", "write", "打油诗", "2026Q3", "--yes"),
    "a circular about nothing": ("C023", "write", "督查通报", "--yes"),
    "a score circular of a year": ("C017", "write", "扣分情况季度通报", "2026", "--yes"),
    "a matter that is not there": ("C009", "write", "督查通知书", "X-404", "--yes"),
    "a time limit in riddles": ("C018", "due", "下回分解", "--from", "2026-09-01"),
    "a code that is not there": ("C011", "explain", "Z999"),
    "a batch that is not there": ("A146", "undo", "没有", "--yes"),
    "merging with nobody to ask": ("C007", "merge", RETURNS),
    "refreshing with nobody to ask": ("C007", "refresh"),
    "dispatching with nobody to ask": ("C007", "dispatch", "--period", "2026-09"),
    "scoring with nobody to ask": ("C007", "score", "--period", "2026Q3"),
    "writing with nobody to ask": ("C007", "write", "督查通报", "2026Q3"),
    "undoing with nobody to ask": ("C007", "undo"),
}
"""What is wrong → the code of the refusal, and the arguments."""


@pytest.mark.parametrize(("code", "arguments"), [(r[0], r[1:]) for r in REFUSED.values()], ids=REFUSED)
def test_bad_input__is_refused_in_one_sentence(
    office: Path, duban: Duban, code: str, arguments: tuple[str, ...]
) -> None:
    before = contents(office)
    said = duban(*arguments)
    assert (said.code, said.finding) == (2, code)
    assert SENTENCE.fullmatch(said.err.strip())
    as_json = duban(arguments[0], "--json", *arguments[1:])
    assert (as_json.code, as_json.err) == (2, said.err)
    assert json.loads(as_json.out)["error"].keys() == {"code", "message", "hint"}
    assert contents(office) == before


@pytest.mark.parametrize("arguments", [("status",), ("merge", RETURNS, "--yes"), ("undo", "--yes"), ("log",)])
def test_folder_without_ledger__is_named(
    office: Path, duban: Duban, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(office / "计分")
    said = duban(*arguments)
    assert (said.code, said.finding) == (2, "C001")
    assert str(office / "计分") in said.err
    assert contents(office / "计分") == {}


def test_two_ledgers__are_both_named(office: Path, duban: Duban) -> None:
    for name in ("台账甲.xlsx", "台账乙.xlsx"):
        (office / RETURNS / name).write_bytes((office / LEDGER_NAME).read_bytes())
    said = duban("status", "--ledger", RETURNS)
    assert (said.code, said.finding) == (2, "C002")
    assert "台账甲.xlsx" in said.err and "台账乙.xlsx" in said.err


def test_ledger_that_is_no_ledger__is_refused(office: Path, duban: Duban) -> None:
    (office / "空白.xlsx").touch()
    book = openpyxl.Workbook()
    book.active.append(["姓名", "电话"])
    book.save(office / "通讯录.xlsx")
    (office / "半个.xlsx").write_bytes((office / LEDGER_NAME).read_bytes()[:5000])
    before = contents(office)
    for name, code in (("空白.xlsx", "L101"), ("通讯录.xlsx", "L131"), ("半个.xlsx", "L102")):
        for arguments in (
            ("status",),
            ("refresh", "--yes"),
            ("merge", RETURNS, "--yes"),
            ("score", "--period", "2026Q3"),
        ):
            said = duban(*arguments, "--ledger", name)
            assert (said.code, said.finding) == (2, code)
    assert contents(office) == before


WRITING = (
    ("merge", RETURNS),
    ("refresh", "--as-of", AS_OF),
    ("dispatch", "--period", "2026Q4", "--as-of", "2026-12-20"),
    ("score", "--period", "2026Q3", "--as-of", AS_OF),
    ("write", "督查通报", "2026Q3", "--as-of", AS_OF),
    ("undo",),
)
"""Every command that writes, with something to write."""

ON_LEDGER = tuple(arguments for arguments in WRITING if arguments[0] != "dispatch")


@pytest.mark.parametrize("arguments", ON_LEDGER, ids=lambda w: w[0])
def test_ledger_open_in_excel__is_left_alone(office: Path, duban: Duban, arguments: tuple[str, ...]) -> None:
    (office / f"~${LEDGER_NAME}").write_bytes(b"\x04" + "王五".encode("gbk"))
    before = contents(office)
    said = duban(*arguments, "--yes")
    assert (said.code, said.finding) == (2, "A104")
    assert "王五" in said.err
    assert contents(office) == before


def test_ledger_being_written_by_another_command__is_left_alone(
    office: Path, duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duban_xl.apply.closed_file.PATIENCE", 0.05)
    before = contents(office)
    with write_lock(office / LEDGER_NAME):
        said = duban("merge", RETURNS, "--yes")
    assert (said.code, said.finding) == (2, "A103")
    assert contents(office) == before


@pytest.mark.parametrize("arguments", ON_LEDGER, ids=lambda w: w[0])
def test_read_only_ledger__is_left_alone(
    office: Path, duban: Duban, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    before = contents(office)
    with monkeypatch.context() as read_only:
        forbid_writing(read_only)
        said = duban(*arguments, "--yes")
    assert (said.code, said.finding) == (2, "A105")
    assert contents(office) == before


def forbid_writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system does in a read-only folder (the tests may run as a user who may do everything)."""
    opened = os.open

    def refuse(path: Any, flags: int, *arguments: Any, **options: Any) -> int:
        if flags & os.O_CREAT and not str(path).endswith(".lock"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return opened(path, flags, *arguments, **options)

    def refuse_bytes(path: Path, *_arguments: Any) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))

    monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(Path, "write_bytes", refuse_bytes)


def test_read_only_folder__holds_no_new_forms_and_no_office(
    office: Path, duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(office)
    with monkeypatch.context() as read_only:
        forbid_writing(read_only)
        for arguments in (("dispatch", "--period", "2026Q4", "--as-of", "2026-12-20", "--yes"), ("init", "新的")):
            said = duban(*arguments)
            assert (said.code, said.finding) == (2, "C012")
    assert contents(office) == before


def test_template_gone__is_named(office: Path, duban: Duban, monkeypatch: pytest.MonkeyPatch) -> None:
    (office / "模板" / "督查通报.docx").unlink()
    monkeypatch.setattr("duban_xl.resources._PLACES", (office,))
    said = duban("write", "督查通报", "2026Q3", "--yes")
    assert (said.code, said.finding) == (2, "C015")
    assert "督查通报.docx" in said.err


def test_fault_of_the_program__is_a_sentence_with_a_log(
    office: Path, duban: Duban, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise ZeroDivisionError("内情")

    monkeypatch.setattr("duban_xl.cli.options.find_ledger", fail)
    monkeypatch.setattr(tempfile, "tempdir", str(office))
    said = duban("status")
    assert (said.code, said.finding) == (2, "C900")
    assert "内情" not in said.err
    assert "内情" in (office / "duban-错误.log").read_text(encoding="utf-8")
    monkeypatch.setattr(tempfile, "tempdir", str(office / LEDGER_NAME))
    assert duban("status").finding == "C900"


# Asking


@pytest.mark.parametrize("arguments", WRITING, ids=lambda w: w[0])
@pytest.mark.parametrize("answer", ["n\n", "\n", "yes please\n"])
def test_answer_that_is_no_yes__writes_nothing(
    office: Path, duban: Duban, terminal: Callable[[str], None], arguments: tuple[str, ...], answer: str
) -> None:
    before = contents(office)
    terminal(answer)
    said = duban(*arguments)
    assert said.code in (0, 1)
    assert "（输入 y 或“是”，其他为否）" in said.out
    assert contents(office) == before


@pytest.mark.parametrize("arguments", WRITING, ids=lambda w: w[0])
@pytest.mark.parametrize("answer", ["y\n", " 是\n"])
def test_yes_at_the_terminal__writes(
    office: Path, duban: Duban, terminal: Callable[[str], None], arguments: tuple[str, ...], answer: str
) -> None:
    before = contents(office)
    terminal(answer)
    assert duban(*arguments).code in (0, 1)
    assert contents(office) != before


def test_end_of_input_at_the_question__is_an_interruption(
    office: Path, duban: Duban, terminal: Callable[[str], None]
) -> None:
    before = contents(office)
    terminal("")
    said = duban("merge", RETURNS)
    assert (said.code, said.err.split()[0]) == (2, "C024")
    assert contents(office) == before


def test_json_at_the_terminal__asks_nobody(duban: Duban, terminal: Callable[[str], None]) -> None:
    terminal("y\n")
    said = duban("merge", RETURNS, "--json")
    assert (said.code, said.finding) == (2, "C007")


@pytest.mark.parametrize("arguments", WRITING, ids=lambda w: w[0])
@pytest.mark.parametrize("more", [(), ("--json",), ("--quiet",)])
def test_dry_run__never_writes(office: Path, duban: Duban, arguments: tuple[str, ...], more: tuple[str, ...]) -> None:
    before = contents(office)
    assert duban(*arguments, "--dry-run", *more).code in (0, 1)
    assert duban(*arguments, "--dry-run", "--yes", *more).code in (0, 1)
    assert contents(office) == before


# The round


def test_round__merges_once_is_logged_and_taken_back(office: Path, duban: Duban) -> None:
    before = (office / LEDGER_NAME).read_bytes()
    first = json.loads(duban("merge", RETURNS, "--yes", "--json").out)
    assert first["applied"] and len(first["appended"]) == 2
    merged = (office / LEDGER_NAME).read_bytes()
    again = json.loads(duban("merge", RETURNS, "--yes", "--json").out)
    assert (again["applied"], again["changes"], again["appended"]) == (False, [], [])
    assert (office / LEDGER_NAME).read_bytes() == merged
    batches = json.loads(duban("log", "--json").out)["batches"]
    assert [(b["command"], b["operator"], b["state"]) for b in batches] == [
        ("导入", "张三", "done"),
        ("合并", "李四", "done"),
    ]
    undone = json.loads(duban("undo", "--yes", "--json").out)
    assert undone["undone"] == first["batch"] == batches[-1]["batch"]
    assert (office / LEDGER_NAME).read_bytes() == before
    assert json.loads(duban("log", "--json").out)["batches"][-1]["state"] == "undone"


def test_log__names_commands_in_chinese(duban: Duban) -> None:
    duban("merge", RETURNS, "--yes")
    said = duban("log").out
    assert "合并" in said and "导入" in said and " merge " not in said


def test_everything_taken_back__nothing_is_left_to_undo(duban: Duban) -> None:
    assert duban("undo", "--yes").code == 0
    said = duban("undo", "--yes")
    assert (said.code, said.finding) == (2, "A140")


def test_returns_with_errors__exit_with_1(office: Path, duban: Duban) -> None:
    form = office / "下发/2026Q3/2026Q3_县水利局.xlsx"
    fill(form, office / RETURNS / form.name, percent_done="接近完工", progress="按计划推进")
    said = duban("check", RETURNS, "--json")
    files = {Path(f["file"]).name: f["verdict"] for f in json.loads(said.out)["files"]}
    assert said.code == 1
    assert files == {"2026Q3_县交通局.xlsx": "accepted", "2026Q3_县水利局.xlsx": "returned"}
    assert duban("merge", RETURNS, "--yes").code == 1


def test_file_that_is_no_spreadsheet__is_passed_over_with_a_word(office: Path, duban: Duban) -> None:
    (office / RETURNS / "说明.txt").write_text("见附件", encoding="utf-8")
    said = duban("check", RETURNS, "--json")
    assert said.code == 0
    assert [f["code"] for f in json.loads(said.out)["findings"]] == ["C101"]


SIGNED = {
    "kind": "督查通知书",
    "number": "D-001",
    "title": "关于办理“农村公路”事项的督查通知书",
    "document_number": "督〔2026〕1号",
    "signed_on": date(2026, 3, 2),
    "status": "已签发",
}
"""The notice about D-001 as 文书登记 has it after it was signed."""


def test_signed_document__is_not_written_anew(office: Path, duban: Duban) -> None:
    first = json.loads(duban("write", "督查通知书", "D-001", "--yes", "--json").out)
    (draft,) = (office / path for path in first["files"])
    assert duban("undo", "--yes").code == 0
    enter(office, RowAppend(sheet="documents", key="D-001", values=SIGNED, because=BECAUSE))
    numbered = json.loads(duban("write", "督查通知书", "D-001", "--yes", "--json").out)
    assert (numbered["status"], numbered["number"]) == ("已签发", SIGNED["document_number"])
    kept = draft.read_bytes()
    again = json.loads(duban("write", "督查通知书", "D-001", "--yes", "--json").out)
    assert (again["files"], [f["code"] for f in again["findings"]]) == ([], ["C102"])
    assert draft.read_bytes() == kept
    draft.unlink()
    copy = json.loads(duban("write", "督查通知书", "D-001", "--yes", "--json").out)
    assert "C103" in [f["code"] for f in copy["findings"]]
    assert [Path(path).name for path in copy["files"]] == [draft.name]


# JSON

F_KEYS = {"code", "level", "file", "sheet", "cell", "message", "hint", "value"}
FILE_KEYS = {"file", "sha256", "unit", "period", "verdict", "findings"}
ANSWERS = {
    "demo": (("演示",), set()),
    "init": (("新的",), {"ledger", "pack"}),
    "dispatch": (("--period", "2026Q4", "--yes"), {"files", "findings"}),
    "collect": ((RETURNS, "--yes"), {"applied", "register", "known", "deliveries", "files", "findings"}),
    "check": ((RETURNS,), {"files", "missing", "summary"}),
    "merge": ((RETURNS, "--yes"), {"applied", "batch", "backup", "changes", "appended", "findings", "files"}),
    "refresh": (("--yes",), {"applied", "batch", "changes", "findings"}),
    "calendar": ((), {"years", "findings"}),
    "due": (
        ("7个工作日", "--from", "2026-09-24"),
        {"due", "remind_on", "cap", "provisional", "kind", "counted", "rule", "basis"},
    ),
    "read": (("progress", "约80%", "--on", "2026-03-10"), {"reading", "confirm", "note"}),
    "close-out": (("D-001", "--dry-run"), {"applied", "batch", "closed", "refused"}),
    "obligations": (("--from", "2026-09-01", "--to", "2026-09-30"), {"obligations", "undated", "units", "findings"}),
    "remind": (("--as-of", "2026-10-12", "--yes"), {"applied", "units", "letters", "appended", "findings"}),
    "rules": ((), {"title", "rules"}),
    "doctor": ((), {"examined", "findings"}),
    "bench": (("--size", "20", "--runs", "1"), {"area", "size", "measured"}),
    "score": (("--period", "2026Q3", "--yes"), {"period", "pack", "units", "pending", "findings", "workbook"}),
    "decide": (("1", "--confirm", "--by", "王某", "--dry-run"), {"applied", "batch", "decided", "refused", "changes"}),
    "write": (("督查通报", "2026Q3", "--yes"), {"files", "pictures", "number", "status", "findings"}),
    "sign": (
        ("督查通知书", "D-001", "--by", "李某", "--dry-run"),
        {"applied", "batch", "numbers", "files", "pictures", "changes", "findings"},
    ),
    "template": (("fields", "督查通报"), {"kind", "fields"}),
    "status": ((), {"as_of", "matters", "lamps", "overdue", "due_soon", "unreported"}),
    "log": ((), {"batches", "findings"}),
    "undo": (("--yes",), {"undone"}),
    "explain": (("R301",), {"code"}),
}
"""Command → arguments with which it does something, and the keys that other programs rely on."""


def test_every_command__has_a_json_answer_here() -> None:
    assert set(ANSWERS) == set(COMMANDS)


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "demo"])
def test_json__is_one_object_with_its_keys_and_nothing_else(duban: Duban, command: str) -> None:
    arguments, keys = ANSWERS[command]
    for quiet in ((), ("--quiet",)):
        said = duban(command, *arguments, "--json", *quiet)
        answer = json.loads(said.out)
        assert (said.err, answer.keys() >= keys) == ("", True)
        assert all(finding.keys() == F_KEYS for finding in answer.get("findings", ()))
        if command == "init" or command == "undo":
            break


def test_dispatch_of_a_single_matter__is_a_file_of_its_own_and_written_once(office: Path, duban: Duban) -> None:
    before = contents(office)
    arguments = ("dispatch", "--period", "2026Q3", "--matter", "D-002", "--yes", "--json", "--as-of")
    first = json.loads(duban(*arguments, "2026-09-20").out)
    assert [Path(file).name for file in first["files"]] == ["2026Q3_县交通局_D-002.xlsx"]
    assert before.items() <= contents(office).items()  # the quarter's own form stays
    again = json.loads(duban(*arguments, "2026-09-21").out)
    assert ([], first["files"]) == (again["files"], again["unchanged"])


def test_json_of_check__names_files_findings_and_counts(office: Path, duban: Duban) -> None:
    form = office / "下发/2026Q3/2026Q3_县水利局.xlsx"
    fill(form, office / RETURNS / form.name, percent_done="接近完工")
    answer = json.loads(duban("check", RETURNS, "--json").out)
    assert [set(file) for file in answer["files"]] == [FILE_KEYS] * 2
    (found,) = (f for file in answer["files"] for f in file["findings"] if f["level"] == "错误")
    assert (set(found), found["sheet"], found["cell"]) == (F_KEYS, "事项反馈", "K4")
    assert (answer["summary"]["files"], answer["summary"]["returned"]) == (2, 1)


def test_json_of_merge__tells_every_change_with_its_reason(duban: Duban) -> None:
    answer = json.loads(duban("merge", RETURNS, "--dry-run", "--json").out)
    keys = {"sheet", "cell", "matter", "field", "before", "after", "because"}
    assert {frozenset(change) for change in answer["changes"]} == {frozenset(keys)}
    assert all({"sheet", "key", "事项编号", "because"} <= set(row) for row in answer["appended"])
    assert (answer["applied"], answer["batch"], answer["backup"]) == (False, None, None)


def test_json_of_score__writes_points_as_texts(duban: Duban) -> None:
    answer = json.loads(duban("score", "--period", "2026Q3", "--yes", "--json", "--as-of", AS_OF).out)
    keys = "unit group inspected raw score weight counted period_points year_points remaining rank consequences events"
    more = "overall_rank band held trace sections"
    assert {frozenset(unit) for unit in answer["units"]} == {frozenset([*keys.split(), *more.split()])}
    assert all(unit["trace"] and section["trace"] for unit in answer["units"] for section in unit["sections"])
    assert all(isinstance(unit["remaining"], str) for unit in answer["units"])
    event_keys = {"unit", "date", "rule", "points", "matter", "document", "status", "trace"}
    assert [(set(event), event["unit"], event["matter"]) for event in answer["pending"]] == [
        (event_keys, "县交通局", "D-002")
    ]
    assert Path(answer["workbook"]).exists()


def test_json_of_due__counts_the_days(duban: Duban) -> None:
    answer = json.loads(duban("时限", "WD(7)", "--from", "2026-09-21", "--json").out)
    assert (answer["due"], answer["kind"], len(answer["counted"])) == ("2026-10-08", "WD", 7)


# Names, help, real runs


def test_aliases__run_the_same_commands(duban: Duban) -> None:
    context = click.Context(main_group)
    assert {name: main_group.get_command(context, alias) for alias, name in ALIASES.items()} == {
        name: main_group.get_command(context, name) for name in COMMANDS
    }
    assert duban("看板", "--as-of", AS_OF) == duban("status", "--as-of", AS_OF)


def test_misspelt_command__is_guessed_at(duban: Duban) -> None:
    assert "“merge”" in duban("mrege").err


def test_no_arguments__show_the_help(duban: Duban) -> None:
    assert duban() == duban("--help")


ENGLISH = re.compile(r"(?<![-\w./])[A-Za-z]{2,}(?![\w./])")
NOT_ENGLISH = {
    "duban",
    "lint",
    "fields",
    "JSON",
    "PDF",
    "LibreOffice",
    "Word",
    "Excel",
    "UTF",
    "GBK",
    "imap",
    *pack_names(),
    *COMMANDS,
    *AREAS,
}


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help__holds_no_english(duban: Duban, command: str) -> None:
    said = duban(*filter(None, (command, "--help")))
    assert (said.code, said.err) == (0, "")
    assert set(ENGLISH.findall(re.sub(r"\S*-\S*", "", said.out))) - NOT_ENGLISH == set()
    assert "例：" in said.out


def real_run(folder: Path, *arguments: str, encoding: str) -> subprocess.CompletedProcess[bytes]:
    script = "from duban_xl.cli import main; main()"
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, stdin=subprocess.DEVNULL, check=False
    )


def test_real_run_in_another_encoding__json_is_utf8(office: Path) -> None:
    run = real_run(office, "检查", RETURNS, "--json", encoding="ascii")
    assert (run.returncode, run.stderr) == (0, b"")
    assert json.loads(run.stdout.decode("utf-8"))["missing"] == ["县水利局"]


def test_real_run_refused__speaks_in_the_encoding_of_the_terminal(office: Path) -> None:
    run = real_run(office, "merge", RETURNS, encoding="gbk")
    assert run.returncode == 2
    assert run.stderr.decode("gbk").startswith("C007  ")
    assert "计划改动" in run.stdout.decode("gbk")
