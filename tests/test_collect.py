"""Collecting: whatever arrives is stored untouched, once, under a safe name, and entered; checks and merges know when it came."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duban_xl.apply.lock import write_lock
from duban_xl.check.returned.moment import with_plausible_time
from duban_xl.model.changeset import CellEdit, Reason
from duban_xl.model.form import ReturnedFile
from duban_xl.model.receipt import Arrival, Entry, Kind, Parcel, Receipt, Register, Via, days_late
from duban_xl.model.source import shown
from duban_xl.plan.collect import CollectPlan, plan_collect
from duban_xl.workflows import collect, register, returns
from duban_xl.workflows.office import LEDGER_NAME, Run
from tests.cli import AS_OF, Said, build_office, contents, copy_office, enter, fill, row_of, run_duban
from tests.mails import CAME, attached, eml, msg, word, zipped
from tests.returned import GOOD_LINES, SAVED, UNITS, applied, checked, form, merge_all, merged, office
from tests.test_merge import EMPTY, files, outcome, split

CAME_HERE = CAME.astimezone().replace(tzinfo=None)
NOW = datetime.fromisoformat("2026-10-12 09:00")
Q3 = "收件/2026Q3"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """An office, and the form that 水利局 filled in."""
    folder = build_office(tmp_path_factory.mktemp("office") / "办公室")
    sent = next((folder / "下发" / "2026Q3").glob("*水利局*"))
    return folder, fill(sent, folder.parent / "表.xlsx").read_bytes()


@pytest.fixture
def own(built: tuple[Path, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the office, as the current folder; beside it an empty folder 来件."""
    folder = copy_office(built[0], tmp_path / "办公室")
    (tmp_path / "来件").mkdir()
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def water(built: tuple[Path, bytes]) -> bytes:
    """The form of 水利局."""
    return built[1]


def came(own: Path, **files: bytes) -> Path:
    """The folder 来件 with these files (name without suffix → bytes; _ stands before the suffix)."""
    for name, data in files.items():
        (own.parent / "来件" / name.replace("_", ".")).write_bytes(data)
    return own.parent / "来件"


def gather(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, object]:
    """The answer of `duban collect … --yes --json`."""
    said = run_duban(capsys, "collect", *map(str, arguments), "--yes", "--json")
    assert said.code in (0, 1), said.err
    return json.loads(said.out)


def entries(own: Path) -> tuple[Entry, ...]:
    return register.read_register(own / "收件").entries


def lying(own: Path) -> list[str]:
    """What lies below 收件, but the register itself."""
    return sorted(name for name in contents(own / "收件") if "收件登记" not in name)


def codes(answer: dict[str, object]) -> list[str]:
    found = answer["findings"]
    assert isinstance(found, list)
    return sorted(one["code"] for one in found)


# --- what is stored ---------------------------------------------------------------------------------------------------


def test_mail__its_form_goes_to_the_period_and_the_mail_itself_is_kept(
    own: Path, water: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = eml(attached("填报表.xlsx", water), attached("现场.pdf", b"%PDF-1.4", "application/pdf"))
    said = run_duban(capsys, "collect", str(came(own, 来信_eml=mail)), "--yes")
    original = f"原件/{CAME_HERE:%Y-%m-%d}/{CAME_HERE:%H%M}_县水利局_三季度填报表.eml"
    assert lying(own) == ["2026Q3/2026Q3_县交通局.xlsx", "2026Q3/填报表.xlsx", original, "附件材料/2026Q3/现场.pdf"]
    assert (own / Q3 / "填报表.xlsx").read_bytes() == water
    assert (own / "收件" / original).read_bytes() == mail
    assert [(e.kind, e.unit, e.period, e.state) for e in entries(own)] == [
        (Kind.FORM, "县水利局", "2026Q3", "new"),
        (Kind.OTHER, "县水利局", "2026Q3", "new"),
        (Kind.ORIGINAL, "县水利局", "2026Q3", "mail"),
    ]
    assert said.code == 0 and "duban merge 收件/2026Q3" in said.out


def test_collecting_twice__does_nothing_twice(own: Path, water: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    source = came(
        own, 来信_eml=eml(attached("填报表.xlsx", water)), 汇总_zip=zipped({"甲/x.pdf": b"%PDF"}), 表_xlsx=water
    )
    first = gather(capsys, source)
    before = contents(own)
    again = gather(capsys, source)
    assert (first["known"], again["known"], again["files"], contents(own)) == (0, 3, [], before)


def test_same_attachment_many_times__is_stored_once_and_every_arrival_is_entered(
    own: Path, water: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    source = came(
        own,
        a_eml=eml(attached("填报表.xlsx", water), number="1"),
        b_eml=eml(attached("填报表(1).xlsx", water), number="2", received="Sat, 26 Sep 2026 08:00:00 +0800"),
        c_zip=zipped({"又一份.xlsx": water}),
    )
    answer = gather(capsys, source)
    assert codes(answer) == ["M111", "M111"]
    forms = [entry for entry in entries(own) if entry.kind is Kind.FORM]
    assert [(e.path, e.state) for e in forms] == [("2026Q3/填报表.xlsx", s) for s in ("new", "again", "again")]
    first = register.read_register(own / "收件").receipts[forms[0].sha256]
    assert first.received_at == CAME_HERE


def test_empty_attachments_of_two_units__are_not_taken_for_one_file(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = came(own, a_eml=eml(attached("甲.xlsx", b""), number="1"), b_eml=eml(attached("乙.xlsx", b""), number="2"))
    answer = gather(capsys, source)
    assert "M111" not in codes(answer)
    assert {one["file"].rsplit("/", 1)[-1] for one in answer["files"] if one["kind"] != "mail"} >= {
        "甲.xlsx",
        "乙.xlsx",
    }
    assert gather(capsys, source)["files"] == []


def test_same_mail_exported_with_other_line_ends__is_known(
    own: Path, water: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    mail, empty = eml(attached("表.xlsx", water)), eml(number="2")
    gather(capsys, came(own, a_eml=mail, b_eml=empty))
    answer = gather(capsys, came(own, a_eml=mail.replace(b"\r\n", b"\n"), b_eml=empty.replace(b"\r\n", b"\n")))
    assert (answer["known"], answer["files"]) == (2, [])


def test_names_that_differ_in_case_or_not_at_all__never_overwrite(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {f"{folder}/{name}": folder.encode() for folder in "甲乙" for name in ("Plan.PDF", "plan.pdf")}
    gather(capsys, came(own, 汇总_zip=zipped(files)))
    stored = [e for e in entries(own) if e.kind is Kind.OTHER]
    assert [e.path.rsplit("/", 1)[1] for e in stored] == ["Plan.PDF", "Plan.PDF", "Plan(2).PDF", "Plan(2).PDF"]
    assert len({e.path.casefold() for e in stored if e.state == "new"}) == sum(e.state == "new" for e in stored)
    assert {(own / "收件" / e.path).read_bytes() for e in stored} == {"甲".encode(), "乙".encode()}


def test_hostile_names__lie_in_the_inbox_under_safe_ones(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hostile = ("../../x.pdf", "CON.pdf", "表\u202efdp.exe", "县" * 300 + ".pdf", "=cmd|' /C calc'!A0.pdf")
    before = {path for path in own.parent.rglob("*") if own / "收件" not in path.parents}
    answer = gather(capsys, came(own, 来信_eml=eml(*(attached(name, name.encode()) for name in hostile))))
    assert codes(answer) == ["M110"] * 4
    stored = [e for e in entries(own) if e.kind is Kind.OTHER]
    assert [e.receipt.original_name for e in stored] == list(hostile)
    assert [Path(e.path).name for e in stored][:3] == ["x.pdf", "_CON.pdf", "表fdp.exe"]
    after = {path for path in own.parent.rglob("*") if own / "收件" not in path.parents}
    assert {path.name for path in after - before} <= {"来信.eml", ".duban.lock"}


def test_form_of_no_period__waits_to_be_sorted(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    book.save(own.parent / "来件" / "随手.xlsx")
    answer = gather(capsys, own.parent / "来件")
    assert (codes(answer), entries(own)[0].path) == (["M121"], "待分拣/随手.xlsx")


@pytest.mark.parametrize(("name", "stored"), [("填报表", "填报表.xlsx"), ("填报表.dat", "填报表.dat.xlsx")])
def test_workbook_called_something_else__is_stored_so_that_check_finds_it(
    own: Path, water: bytes, name: str, stored: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gather(capsys, came(own, 来信_eml=eml(attached(name, water))))
    assert f"2026Q3/{stored}" in lying(own)


def test_workbook_with_macros__is_stored_as_it_is_and_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with_macros = zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<w/>", "xl/vbaProject.bin": b"x"})
    answer = gather(capsys, came(own, 来信_eml=eml(attached("2026Q3_县水利局.xlsm", with_macros))))
    assert codes(answer) == ["M112"]
    assert (own / Q3 / "2026Q3_县水利局.xlsm").read_bytes() == with_macros


def test_text_only_mail__is_kept_with_a_notice(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = gather(capsys, came(own, 来信_eml=eml()))
    assert codes(answer) == ["M101"]
    assert [(e.kind, e.state) for e in entries(own)] == [(Kind.ORIGINAL, "mail_empty")]


def test_mbox_and_msg__are_collected_like_mails(own: Path, water: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    mails = (eml(attached("甲.pdf", b"1"), number="1"), eml(attached("乙.pdf", b"2"), number="2"))
    mbox = b"".join(b"From - Fri Sep 25 10:05:00 2026\n" + mail.replace(b"\r\n", b"\n") + b"\n" for mail in mails)
    answer = gather(capsys, came(own, 收件箱_=mbox, 存_msg=msg("三季度", "水利局", {"填报表.xlsx": water})))
    assert (answer["deliveries"], codes(answer)) == (3, [])
    assert [Path(e.path).suffix for e in entries(own) if e.kind is Kind.ORIGINAL] == [".msg", ".eml", ".eml"]


def test_file_that_a_person_put_into_the_inbox__is_entered_where_it_lies(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lying(own)
    first, again = gather(capsys, Q3), gather(capsys, Q3)
    assert (lying(own), [e.path for e in entries(own)]) == (before, ["2026Q3/2026Q3_县交通局.xlsx"])
    assert (codes(first), again["known"], again["files"]) == ([], 1, [])


def test_one_file_that_can_not_be_read__does_not_stop_the_others(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = came(own, a_pdf=b"1", b_pdf=b"2", c_zip=zipped({"x.pdf": b"3"})[:-30])
    real = Path.open

    def refusing(path: Path, *args: object, **options: object) -> object:
        if path.name == "a.pdf":
            raise PermissionError(13, "no")
        return real(path, *args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refusing)
    answer = gather(capsys, source)
    assert codes(answer) == ["M105", "M116"]
    assert "附件材料/" in "".join(lying(own))


# --- plan, agreement, crash -------------------------------------------------------------------------------------------


def test_dry_run__shows_everything_and_writes_nothing(
    own: Path, water: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    source = came(own, 来信_eml=eml(attached("填报表.xlsx", water)))
    before = contents(own)
    said = run_duban(capsys, "收件", str(source), "--dry-run")
    assert (said.code, contents(own)) == (0, before)
    assert "2026Q3/填报表.xlsx" in said.out and "县水利局" in said.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((), "C047"),
        (("没有的文件夹",), "C003"),
        ((".",), "C048"),
        (("..",), "C048"),
        (("imap://nobody",), "C040"),
        (("imap://a:secret@mail.example.invalid",), "C040"),
        (("imap://a@mail.example.invalid:99999",), "C040"),
        (("--imap",), "C046"),
    ],
)
def test_command_that_can_not_run__says_why(
    own: Path, arguments: Sequence[str], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said: Said = run_duban(capsys, "collect", *arguments, "--yes")
    assert (own.name, said.code, said.finding) == ("办公室", 2, code)


def test_without_anybody_to_ask__nothing_is_written(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(own)
    assert run_duban(capsys, "collect", str(came(own, a_pdf=b"1"))).finding == "C007"
    assert contents(own) == before


def test_another_command_that_writes__is_waited_for_and_then_told(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(collect, "write_lock", lambda path: write_lock(path, patience=0.05))
    source = came(own, a_pdf=b"1")
    with write_lock(own / LEDGER_NAME):
        assert run_duban(capsys, "collect", str(source), "--yes").finding == "A103"
    assert entries(own) == ()


@pytest.mark.parametrize("after", range(4))
def test_crash_between_any_two_steps__is_made_good_by_the_next_run(
    own: Path, water: bytes, after: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    source = came(
        own,
        a_eml=eml(attached("表.xlsx", water), attached("图.pdf", b"1"), number="1"),
        b_eml=eml(number="2", subject="另一封"),
    )
    steps = [0]

    def failing(real: object) -> object:
        def step(*args: object) -> object:
            steps[0] += 1
            if steps[0] > after:
                raise KeyboardInterrupt
            return real(*args)  # type: ignore[operator]

        return step

    with monkeypatch.context() as broken:
        broken.setattr(collect, "write_new", failing(collect.write_new))
        broken.setattr(collect, "append_entries", failing(collect.append_entries))
        assert run_duban(capsys, "collect", str(source), "--yes").code == 2
    gather(capsys, source)
    stored = contents(own / "收件")
    assert (stored["2026Q3/表.xlsx"], len(entries(own))) == (water, 4)
    assert not [name for name in stored if "tmp" in name or "(2)" in name]
    assert len(set(stored.values())) == len(stored)


def test_line_of_the_journal_that_was_torn__is_told_and_the_others_are_read(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = came(own, a_pdf=b"1", b_pdf=b"2")
    gather(capsys, source)
    journal = own / "收件" / "收件登记.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    journal.write_bytes(lines[0][:50] + b"\n" + lines[1])
    answer = gather(capsys, source)
    assert codes(answer) == ["M111", "M120"] and answer["known"] == 1


@pytest.mark.parametrize("path", ["../../etc/x", "/etc/x"])
def test_journal_that_leads_elsewhere__is_not_believed(
    own: Path, path: str, capsys: pytest.CaptureFixture[str]
) -> None:
    gather(capsys, came(own, a_pdf=b"1"))
    journal = own / "收件" / "收件登记.jsonl"
    line = json.loads(journal.read_text(encoding="utf-8"))
    line["entries"][0]["path"] = path
    journal.write_text(json.dumps(line) + "\n", encoding="utf-8")
    assert [found.code for found in register.read_register(own / "收件").findings] == ["M120"]


def test_register_book_that_can_not_be_written__loses_nothing(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (own / "收件" / "收件登记.xlsx").mkdir()
    answer = gather(capsys, came(own, a_pdf=b"1"))
    assert (codes(answer), len(entries(own))) == (["M122"], 1)


# --- the register -----------------------------------------------------------------------------------------------------


def test_register_book__has_a_row_with_a_link_for_every_arrival(
    own: Path, water: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    subject = '=HYPERLINK("https://x.example")'
    gather(capsys, came(own, 来信_eml=eml(attached("填报表.xlsx", water), subject=subject)))
    sheet = openpyxl.load_workbook(own / "收件" / "收件登记.xlsx").active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=3))
    assert [cell.value for cell in rows[0]] == [
        *("收到时间", "单位", "报送期", "文件", "原文件名", "来源", "发件人", "主题", "大小", "校验", "情况"),
    ]
    assert [str(row[3].value).split("/")[0] for row in rows[1:]] == ["2026Q3", "原件"]
    of_form = next(row for row in rows[1:] if row[3].value == "2026Q3/填报表.xlsx")
    assert (of_form[0].value, of_form[1].value, of_form[4].value) == (CAME_HERE, "县水利局", "填报表.xlsx")
    assert (of_form[7].value, of_form[7].data_type, of_form[6].value) == (subject, "s", "县水利局 <slj@water.example>")
    link = of_form[3].hyperlink
    assert link is not None and (own / "收件" / str(link.target).replace("\\", "/")).is_file()


# --- receipts in checks and merges ------------------------------------------------------------------------------------


TODAY = datetime.now(tz=UTC).astimezone().replace(tzinfo=None, microsecond=0)
CHECKING = Run(as_of=date.fromisoformat(AS_OF), now=TODAY, operator="张三")


def test_collected_form__is_merged_with_the_time_of_receipt(
    own: Path, water: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    gather(capsys, came(own, 来信_eml=eml(attached("填报表.xlsx", water))))
    result = returns.merge_paths(own / LEDGER_NAME, [own / Q3], CHECKING)
    times = {row.values["unit"]: row.values["received_at"] for row in result.plan.changes.appends}
    assert times["县水利局"] == CAME_HERE and times["县交通局"] != CAME_HERE
    assert "M123" in {found.code for found in result.findings}  # the form was saved today, which is after its receipt


def test_mail_named_directly__is_read_through_the_same_code(
    own: Path, water: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = eml(attached("填报表.xlsx", water), attached("说明.pdf", b"%PDF-1.4"))
    source = came(own, 来信_eml=mail, 汇总_zip=zipped({"甲/填报表.xlsx": water, "乙/填报表.xlsx": water}))
    result = returns.check_paths(own / LEDGER_NAME, [source], CHECKING)
    assert [path.as_posix().removeprefix(f"{source.as_posix()}/") for path in result.by_path] == [
        *("来信.eml/填报表.xlsx", "汇总.zip/甲/填报表.xlsx", "汇总.zip/乙/填报表.xlsx"),
    ]
    assert [found.code for found in result.findings if found.code[0] in "CM"] == ["C101"]
    receipt = result.files[0].receipt
    assert receipt and (receipt.sender, receipt.received_at) == ("slj@water.example", CAME_HERE)
    said = run_duban(capsys, "check", str(source / "来信.eml"))
    assert said.code == 0 and "县水利局" in said.out and not (own / "收件" / "收件登记.jsonl").exists()


def test_mail_with_two_attachments_of_one_name__both_are_checked(own: Path, water: bytes) -> None:
    source = came(own, 来信_eml=eml(attached("填报表.xlsx", water), attached("填报表.xlsx", water + b"\n")))
    result = returns.check_paths(own / LEDGER_NAME, [source / "来信.eml"], CHECKING)
    assert [path.name for path in result.by_path] == ["填报表.xlsx", "填报表(2).xlsx"]


def test_folder_without_any_form_but_mails__says_so(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_duban(capsys, "check", str(came(own, a_eml=eml()))).finding == "C005"


def test_originals__are_not_checked_again(own: Path, water: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    gather(capsys, came(own, 来信_eml=eml(attached("填报表.xlsx", water), attached("说明.pdf", b"%PDF-1.4"))))
    result = returns.check_paths(own / LEDGER_NAME, [own / "收件"], CHECKING)
    assert sorted(path.name for path in result.by_path) == ["2026Q3_县交通局.xlsx", "填报表.xlsx"]
    assert [found.code for found in result.findings if found.code == "C101"] == []


def test_sender_of_another_unit__is_told_by_check(own: Path, water: bytes, capsys: pytest.CaptureFixture[str]) -> None:
    unit = {"code": "U09", "name": "县林业局", "email": "a@x.example、SLJ@water.example", "active": True}
    enter(own, row_of("units", "U09", unit))
    gather(capsys, came(own, 来信_eml=eml(attached("2026Q3.xlsx", water))))
    result = returns.check_paths(own / LEDGER_NAME, [own / Q3 / "2026Q3.xlsx"], CHECKING)
    assert [f.args["owner"] for f in result.files[0].findings if f.code == "M113"] == ["县林业局"]


MAILBOXES = UNITS.replace("| 启用 |", "| 启用 | 邮箱 |")
ADDRESSES = {"U01": "jtj@road.example；@road2.example", "U02": "czj@money.example", "U03": "", "U04": ""}


def with_mailboxes() -> str:
    head, *rows = MAILBOXES.strip().splitlines()
    return "\n".join((head, *(f"{row} {ADDRESSES[row.split('|')[1].strip()]} |" for row in rows)))


@pytest.mark.parametrize(
    ("sender", "told"),
    [
        ("jtj@road.example", []),
        ("JTJ@Road.Example", []),
        ("jtj+duban@road.example", []),
        ("anybody@road2.example", []),
        ("other@road.example", ["M114"]),
        ("czj@money.example", ["M113"]),
        ("", []),
    ],
)
def test_sender__is_compared_with_the_units_addresses(sender: str, told: list[str]) -> None:
    ledger = office(**EMPTY, units=with_mailboxes())
    returned = replace(form(GOOD_LINES), receipt=Receipt(received_at=SAVED, sender=sender))
    found = [f.code for f in checked(ledger, [returned])[0].findings if f.code[0] == "M"]
    assert (found, checked(ledger, [returned])[0].verdict) == (told, "accepted-with-warnings" if told else "accepted")


def test_sender__of_a_unit_without_address_is_not_compared() -> None:
    ledger = office(**EMPTY)
    returned = replace(form(GOOD_LINES), receipt=Receipt(received_at=SAVED, sender="x@y.example"))
    assert checked(ledger, [returned])[0].findings == ()


# --- receipts and versions --------------------------------------------------------------------------------------------


def received(returned: ReturnedFile, minutes: int) -> ReturnedFile:
    return replace(returned, receipt=Receipt(received_at=SAVED + timedelta(minutes=minutes)))


def test_version_received_last__counts_whenever_it_was_saved() -> None:
    old = received(
        form(GOOD_LINES.replace("12公里", "15公里"), saved_at=SAVED + timedelta(minutes=30), file="先到.xlsx"), 60
    )
    new = received(form(GOOD_LINES, file="后到.xlsx"), 90)
    for batches in ([[old], [new]], [[new], [old]], [[old, new]]):
        ledger = merge_all(office(**EMPTY), batches)
        matter = ledger.matter("D-001")
        assert matter and matter.progress == "已完成路面改造12公里"
        assert not merged(ledger, old, new).changes


@settings(max_examples=20)
@given(files(ties=False), st.data())
def test_order_and_batches_of_collected_files__never_matter(batch: list[ReturnedFile], data: st.DataObject) -> None:
    minutes = data.draw(st.lists(st.integers(100, 600), min_size=len(batch), max_size=len(batch), unique=True))
    some = [received(one, minute) if minute % 3 else one for one, minute in zip(batch, minutes, strict=True)]
    after = merge_all(office(**EMPTY), [some])
    order = data.draw(st.permutations(some))
    cuts = data.draw(st.lists(st.integers(0, 6), max_size=4))
    assert outcome(merge_all(office(**EMPTY), split(order, cuts))) == outcome(after)
    assert not merged(after, *order).changes


@settings(max_examples=20)
@given(files(ties=False), st.data())
def test_files_collected_after_they_were_merged__change_nothing(batch: list[ReturnedFile], data: st.DataObject) -> None:
    minutes = data.draw(st.lists(st.integers(100, 600), min_size=len(batch), max_size=len(batch)))
    after = merge_all(office(**EMPTY), [batch])
    assert not merged(after, *(received(one, minute) for one, minute in zip(batch, minutes, strict=True))).changes


def test_form_merged_before_it_was_collected__is_no_new_version() -> None:
    ledger = merge_all(office(**EMPTY), [[form(GOOD_LINES)]])
    assert not merged(ledger, received(form(GOOD_LINES), 60)).changes


def test_row_that_the_office_changed__stays_when_the_form_is_collected_later() -> None:
    ledger = merge_all(office(**EMPTY), [[form(GOOD_LINES)]])
    row = next(r for r in ledger.returns if r.number == "D-001")
    changed = applied(
        ledger, replace(merged(ledger).changes, edits=(edit_of(row.record.row, row.progress, "督查室核实为11公里"),))
    )
    plan = merged(changed, received(form(GOOD_LINES), 60))
    assert (bool(plan.changes), [f.code for f in plan.findings if f.code == "R423"]) == (False, ["R423"])


def edit_of(row: int, before: str, after: str) -> CellEdit:
    return CellEdit(
        sheet="returns", row=row, key="D-001", field="progress", before=before, after=after, because=Reason("手工修改")
    )


def test_form_saved_after_its_receipt__is_told_and_counts_from_its_receipt() -> None:
    late = received(form(GOOD_LINES, saved_at=SAVED + timedelta(days=3)), 0)
    checked_time = with_plausible_time(late, now=SAVED + timedelta(days=9))
    assert ([f.code for f in checked_time.findings], checked_time.saved_at) == (["M123"], SAVED)


@pytest.mark.parametrize(
    ("moment", "due", "days"),
    [
        (datetime.fromisoformat("2026-09-28 23:59"), date(2026, 9, 28), 0),
        (datetime.fromisoformat("2026-09-29 00:00"), date(2026, 9, 28), 1),
        (date(2026, 10, 8), date(2026, 9, 28), 10),
        (None, date(2026, 9, 28), 0),
        (date(2026, 10, 8), None, 0),
    ],
)
def test_days_late__count_from_the_day_after(moment: date | None, due: date | None, days: int) -> None:
    assert days_late(moment, due) == days


# --- what always holds ------------------------------------------------------------------------------------------------

NAMES = ("表.xlsx", "表.XLSX", "表(2).xlsx", "a.pdf")


@st.composite
def parcels(draw: st.DrawFn) -> list[Parcel]:
    """Deliveries with a few contents under a few names, some of them found twice."""
    made: list[Parcel] = []
    for number in range(draw(st.integers(1, 6))):
        arrivals = tuple(
            Arrival(
                name=draw(st.sampled_from(NAMES)),
                kind=draw(st.sampled_from((Kind.FORM, Kind.OTHER))),
                sha256=draw(st.sampled_from("abcd")),
                size=1,
                receipt=Receipt(received_at=SAVED + timedelta(minutes=draw(st.integers(0, 3)))),
                period=draw(st.sampled_from(("", "2026Q3"))),
            )
            for _ in range(draw(st.integers(1, 3)))
        )
        key = str(draw(st.integers(0, number)))
        made.append(Parcel(key=key, kind=Via.MAIL, receipt=arrivals[0].receipt, arrivals=arrivals))
    return made


def done(plan: CollectPlan, before: Register, lying: dict[str, str]) -> tuple[Register, dict[str, str]]:
    """Register and folder after the plan was carried out."""
    stored = {store.path: store.sha256 for step in plan.steps for store in step.stores}
    assert not {path.casefold() for path in stored} & {path.casefold() for path in lying}
    assert len({path.casefold() for path in stored}) == sum(len(step.stores) for step in plan.steps)
    return Register(entries=(*before.entries, *plan.entries)), {**lying, **stored}


@given(parcels(), st.integers(0, 6))
def test_collecting__in_one_or_two_runs_stores_every_content_once(found: list[Parcel], cut: int) -> None:
    register_after, lying_after = Register(), dict[str, str]()
    for batch in (found[:cut], found[cut:]):
        plan = plan_collect(batch, register_after, lying_after, now=NOW)
        register_after, lying_after = done(plan, register_after, lying_after)
    again = plan_collect(found, register_after, lying_after, now=NOW)
    assert (again.steps, again.findings, again.known) == ((), (), len(found))
    kept = {p.key: p for p in reversed(found)}
    contents_found = {arrival.sha256 for p in kept.values() for arrival in p.arrivals}
    assert sorted(lying_after.values()) == sorted(contents_found)
    assert all(lying_after[entry.path] == entry.sha256 for entry in register_after.entries)


@given(parcels(), st.randoms())
def test_first_receipt__does_not_depend_on_the_order(found: list[Parcel], chance: Random) -> None:
    every = {p.key: p for p in found}.values()
    orders = [list(every), list(every)]
    chance.shuffle(orders[1])
    receipts = [
        {
            k: shown(v.received_at)
            for k, v in done(plan_collect(o, Register(), {}, now=NOW), Register(), {})[0].receipts.items()
        }
        for o in orders
    ]
    assert receipts[0] == receipts[1]


def test_stored_file__bears_the_time_of_its_receipt(
    own: Path, water: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    gather(capsys, came(own, 来信_eml=eml(attached("填报表.xlsx", water), subject=word("x"))))
    assert (own / Q3 / "填报表.xlsx").stat().st_mtime == CAME.timestamp()
