"""A quarter by post from end to end: forms sent out, a hundred mails collected from a real server, merged, answered, reminded."""

import email
import json
import random
import smtplib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any, cast
from zipfile import ZipFile

import openpyxl
import pytest
from msoffcrypto.format import ooxml

from duban_xl.model.office import Unit
from duban_xl.model.period import Period, PeriodKind
from duban_xl.plan.summary import return_tallies
from duban_xl.resources import resource
from duban_xl.workflows.demo import open_sample_office
from duban_xl.workflows.ledger_file import read_ledger
from duban_xl.workflows.office import LEDGER_NAME, Run
from tests.cli import run_duban
from tests.dovecot import HOST, PASSWORD, USER, dovecot
from tests.mails import MAILERS, attached, eml, part, word, zipped
from tests.sink import ACCOUNT, Sink, sink

PERIOD = "2026Q1"
SENT_ON, MERGED_ON, REMINDED_ON = "2026-03-20", "2026-04-01", "2026-04-02"
FIRST = datetime(2026, 3, 26, 0, 30, tzinfo=UTC)
HUNDRED = 100
TABLES = (".xlsx", ".xls")
Capture = pytest.CaptureFixture[str]


@dataclass(frozen=True)
class Mails:
    """A hundred mails, by when they come; what is in them that can be counted."""

    by_time: Mapping[datetime, bytes]
    forms: frozenset[bytes]  # digests of the spreadsheets among their attachments, readable or not


def answered(capsys: Capture, *arguments: str) -> dict[str, Any]:
    said = run_duban(capsys, *arguments, "--json")
    assert said.err == "" and said.code in (0, 1), said
    return json.loads(said.out)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "督查室"
    opened = Run(as_of=date(2026, 1, 4), now=datetime.fromisoformat("2026-01-04 09:00"), operator="张三")
    open_sample_office(folder, opened)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DUBAN_IMAP_PASSWORD", PASSWORD)
    return folder


def with_server(folder: Path, port: int) -> None:
    """The clerk fills in 参数."""
    values = {
        "发件邮箱服务器": f"127.0.0.1:{port}",
        "发件邮箱账号": ACCOUNT,
        "发件邮箱加密": "无",
        "每分钟最多发信": "60000",
    }
    book = openpyxl.load_workbook(folder / LEDGER_NAME)
    rows = {row[0].value: row[1] for row in book["参数"].iter_rows()}
    for key, value in values.items():
        if key in rows:
            rows[key].value = value
        else:
            book["参数"].append((key, value))
    book.save(folder / LEDGER_NAME)


def hundred_mails(units: tuple[Unit, ...]) -> Mails:
    """What the sample's units sent for the quarter as mails of every make, with everything that comes in beside."""
    chance = random.Random(2026)
    sent = sorted(resource("samples", "returns", PERIOD).iterdir())
    forms = [path for path in sent if path.suffix in TABLES]
    mailers = list(MAILERS)
    made: list[bytes] = []
    for place, path in enumerate(sent):
        data, head = path.read_bytes(), MAILERS[mailers[place % len(mailers)]]
        piece = attached(
            f"汇总{place}.zip", zipped({f"报送/{path.name}": data}, charset="gbk" if place % 2 else "utf-8")
        )
        made.append(mail(place, sender_of(units, path.name), piece if place % 6 == 5 else part(head(path.name), data)))
    for path in chance.sample(forms, 20):  # the same form a second time, under another name
        made.append(mail(len(made), sender_of(units, path.name), attached(f"再次报送-{path.name}", path.read_bytes())))
    locked, macros = sealed(forms[0].read_bytes()), with_macros(forms[1].read_bytes())
    made.append(mail(len(made), units[0].email, attached("加密的填报表.xlsx", locked)))
    made.append(mail(len(made), units[1].email, attached("点我查看.xlsm", macros)))
    made.append(
        mail(len(made), units[2].email, attached("winmail.dat", b"\x78\x9f\x3e\x22" + bytes(40), "application/ms-tnef"))
    )
    while len(made) < HUNDRED:
        made.append(mail(len(made), chance.choice(units).email, text="本季度的填报表已请分管领导审阅，盖章后报送。"))
    chance.shuffle(made)
    by_time = {FIRST + timedelta(minutes=7 * place): one for place, one in enumerate(made)}
    contents = (*(path.read_bytes() for path in forms), locked, macros)
    return Mails(by_time, frozenset(sha256(data).digest() for data in contents))


def mail(number: int, sender: str, *parts: bytes, text: str = "请查收。") -> bytes:
    received = f"{FIRST + timedelta(hours=number):%a, %d %b %Y %H:%M:%S} +0000"
    return eml(*parts, sender=f'"{word("联络员")}" <{sender}>', number=str(number), received=received, text=text)


def sender_of(units: tuple[Unit, ...], name: str) -> str:
    """The unit that the file's name tells of; any other where it tells of none."""
    return next((one.email for one in units if any(word_ in name for word_ in one.names)), units[-1].email)


def sealed(data: bytes) -> bytes:
    out = BytesIO()
    ooxml.OOXMLFile(BytesIO(data)).encrypt("密码", out)
    return out.getvalue()


def with_macros(data: bytes) -> bytes:
    out = BytesIO(data)
    with ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + bytes(600))
    return out.getvalue()


def post_drafts(drafts: list[Path], port: int) -> None:
    """What the clerk does with drafts: opened in the mail program, sent."""
    with smtplib.SMTP("127.0.0.1", port) as program:
        for path in drafts:
            program.send_message(email.message_from_bytes(path.read_bytes(), policy=default), from_addr=ACCOUNT)


def test_a_quarter_by_post(office: Path, capsys: Capture) -> None:
    with sink() as out, dovecot() as box:
        with_server(office, out.port)
        units = read_ledger(office / LEDGER_NAME).units.units
        address_of = {unit.name: unit.email for unit in units}

        sent = answered(capsys, "dispatch", "--period", PERIOD, "--as-of", SENT_ON, "--send", "--yes")
        asked = sent["mail"]["sent"]
        assert len(asked) == len(sent["files"]) == len(sent["drafts"]) > 50
        assert out.receivers() == [address_of[name] for name in asked]
        assert attachments(out) == {Path(path).name: Path(path).read_bytes() for path in sent["files"]}

        mails = hundred_mails(units)
        box.deliver_all(mails.by_time)
        mailbox = f"imap://{USER}@{HOST}:{box.port}/INBOX"
        got = answered(capsys, "collect", mailbox, "--no-tls", "--as-of", MERGED_ON, "--yes")
        stored = [Path(one["file"]) for one in got["files"] if (one["kind"], one["state"]) == ("form", "new")]
        originals = [one for one in got["files"] if one["kind"] == "original"]
        assert (got["deliveries"], len(originals)) == (HUNDRED, HUNDRED)
        assert {sha256(path.read_bytes()).digest() for path in stored} == mails.forms
        with_content = [path for path in stored if path.stat().st_size]  # an empty file is nobody's repetition
        assert len(with_content) == len(mails.forms - {sha256(b"").digest()})
        again = answered(capsys, "collect", mailbox, "--no-tls", "--as-of", MERGED_ON, "--yes")
        assert (again["deliveries"], again["files"]) == (0, [])

        checked = answered(capsys, "check", "收件", "--period", PERIOD, "--as-of", MERGED_ON, "--annotate", "退回")
        came = {one["unit"] for one in checked["files"] if one["unit"] and one["verdict"] != "unreadable"}
        assert len(checked["files"]) == len(stored)
        assert set(checked["missing"]) == set(asked) - came != set()
        verdicts = Counter(one["verdict"] for one in checked["files"])
        assert all(verdicts[one] for one in ("accepted", "accepted-with-warnings", "returned", "unreadable"))

        merged = answered(capsys, "merge", "收件", "--as-of", MERGED_ON, "--yes")
        assert Counter(one["verdict"] for one in merged["files"]) == verdicts
        tallies = return_tallies(read_ledger(office / LEDGER_NAME), Period(PeriodKind.QUARTER, 2026, 1))
        rows = Counter(one["sheet"] for one in merged["appended"])
        assert rows["反馈记录"] >= sum(one.on_time + one.late for one in tallies) > 100

        out.mails.clear()
        letters = sorted((office / "退回").rglob("*.eml"))
        post_drafts(letters, out.port)
        answered_to = {one["unit"] for one in checked["files"] if one["verdict"] == "returned" and one["unit"]}
        assert {address_of[name] for name in answered_to} <= set(out.receivers())
        assert len(set(out.receivers())) == len(letters) >= len(answered_to) > 5

        out.mails.clear()
        told = answered(capsys, "remind", "--period", PERIOD, "--with-form", "--as-of", REMINDED_ON, "--send", "--yes")
        lacking = [one.unit.name for one in tallies if one.missing]
        assert (told["mail"]["sent"], told["mail"]["failed"]) == (lacking, [])
        assert set(checked["missing"]) <= set(lacking) <= set(checked["missing"]) | came
        assert out.receivers() == [address_of[name] for name in lacking]
        assert set(attachments(out)) == {f"{PERIOD}_{name}.xlsx" for name in lacking}
        assert len(told["appended"]) == len(lacking)


def attachments(kept: Sink) -> dict[str, bytes]:
    """Name → bytes of every file that was sent."""
    parts = (part_ for _to, one in kept.mails for part_ in one.iter_attachments())
    return {str(one.get_filename()): cast(EmailMessage, one).get_content() for one in parts}
