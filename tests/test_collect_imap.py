"""Collecting from a real IMAP server: every mail once, nothing on the server changed, no password anywhere but in memory."""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from duban_xl.mail.address import parse_mailbox
from duban_xl.mail.credentials import password_of
from duban_xl.model.receipt import Kind
from duban_xl.workflows import deliveries, register, returns
from duban_xl.workflows.office import LEDGER_NAME
from tests.cli import Said, build_office, contents, copy_office, enter, fill, row_of, run_duban
from tests.dovecot import HOST, PASSWORD, USER, Dovecot, dovecot
from tests.mails import attached, eml, msg, zipped
from tests.test_collect import CHECKING

FIRST = datetime(2026, 9, 21, 8, 0, tzinfo=UTC)
UNITS = {"水利局": "slj@water.example", "丙镇": "bz@town.example"}


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with dovecot() as running:
        yield running


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """An office, and the forms that two units filled in."""
    folder = build_office(tmp_path_factory.mktemp("office") / "办公室")
    filled: dict[str, bytes] = {}
    for name in UNITS:
        sent = [path for path in (folder / "下发" / "2026Q3").iterdir() if name in path.name]
        if sent:
            filled[name] = fill(sent[0], folder.parent / f"{name}.xlsx").read_bytes()
    return folder, filled


@pytest.fixture
def own(built: tuple[Path, dict[str, bytes]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = copy_office(built[0], tmp_path / "办公室")
    monkeypatch.chdir(folder)
    monkeypatch.setenv("DUBAN_IMAP_PASSWORD", PASSWORD)
    return folder


def address(server: Dovecot, folder: str, *, port: int = 0) -> str:
    return f"imap://{USER}@{HOST}:{port or server.port}/{folder}"


def hundred_mails(form: bytes) -> list[bytes]:
    """A hundred mails as they come in before a due day: forms, papers, zips, forwarded ones, repeats, and mere words."""
    made: list[bytes] = []
    for number in range(100):
        paper = b"%PDF-1.4 paper " + str(number).encode()
        parts = {
            0: (attached(f"2026Q3_县水利局第{number}次.xlsx", form),),
            1: (attached(f"佐证{number}.pdf", paper),),
            2: (attached(f"汇总{number}.zip", zipped({f"材料/图{number}.pdf": paper}, charset="gbk")),),
            3: (),
            4: (
                attached("来信.msg", msg("转", "水利局", {f"件{number}.pdf": paper})),
                attached("同一份.pdf", b"%PDF-1.4 same"),
            ),
        }[number % 5]
        received = f"{FIRST + timedelta(hours=number):%a, %d %b %Y %H:%M:%S} +0000"
        made.append(eml(*parts, number=str(number), subject=f"来件{number}", received=received))
    return made


def gather(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, list[dict[str, str]]]:
    said = run_duban(capsys, "collect", *arguments, "--yes", "--json")
    assert said.code in (0, 1), said.err
    return json.loads(said.out)


def test_hundred_mails__are_collected_once_and_merged(
    own: Path, built: tuple[Path, dict[str, bytes]], server: Dovecot, capsys: pytest.CaptureFixture[str]
) -> None:
    came = {FIRST + timedelta(hours=number): mail for number, mail in enumerate(hundred_mails(built[1]["水利局"]))}
    server.deliver_all(came)
    before = server.flags()
    first = gather(capsys, address(server, "INBOX"), "--no-tls")
    entries = register.read_register(own / "收件").entries
    kinds = {kind: sum(entry.kind is kind for entry in entries) for kind in Kind}
    assert kinds == {Kind.FORM: 20, Kind.OTHER: 80, Kind.ORIGINAL: 100}
    assert sum(entry.state == "new" for entry in entries) == 1 + 20 + 20 + 20 + 1
    assert {found["code"] for found in first["findings"]} == {"M101", "M111"}
    assert sum(found["code"] == "M101" for found in first["findings"]) == 20
    stored = contents(own)
    again = gather(capsys, address(server, "INBOX"), "--no-tls")
    assert (again["files"], again["known"], contents(own)) == ([], 0, stored)  # not even fetched again
    assert server.flags() == before and not any(b"Seen" in flags for flags in before)
    server.deliver(eml(attached("迟到.pdf", b"%PDF late"), number="late"), FIRST + timedelta(days=9), "INBOX")
    late = gather(capsys, address(server, "INBOX"), "--no-tls")
    assert [Path(one["file"]).name for one in late["files"] if one["kind"] == "other"] == ["迟到.pdf"]
    result = returns.merge_paths(own / LEDGER_NAME, [own / "收件" / "2026Q3"], CHECKING)
    times = {row.values["unit"]: row.values["received_at"] for row in result.plan.changes.appends}
    assert times["县水利局"] == FIRST.astimezone().replace(tzinfo=None)


def test_since__leaves_out_what_came_before(own: Path, server: Dovecot, capsys: pytest.CaptureFixture[str]) -> None:
    for number, day in enumerate((20, 25)):
        mail = eml(attached(f"{day}日.pdf", b"%PDF" + bytes([day])), number=f"since{number}")
        server.deliver(mail, datetime(2026, 9, day, 12, tzinfo=UTC), "Since")
    answer = gather(capsys, address(server, "Since"), "--no-tls", "--since", "2026-09-23")
    assert (own.name, [Path(one["file"]).name for one in answer["files"] if one["kind"] == "other"]) == (
        "办公室",
        ["25日.pdf"],
    )


def test_mailbox_of_the_settings__is_read_over_an_encrypted_line(
    own: Path, server: Dovecot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = {"收件邮箱服务器": f"{HOST}:{server.secure}", "收件邮箱账号": USER, "收件文件夹": "填报表"}
    _set(own, settings)
    server.deliver(eml(attached("甲.pdf", b"%PDF")), FIRST, _utf7("填报表"))
    refused: Said = run_duban(capsys, "collect", "--imap", "--yes")
    assert (refused.code, refused.finding) == (2, "C044")  # nobody vouches for the certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(server.certificate))
    answer = gather(capsys, "--imap")
    assert [Path(one["file"]).name for one in answer["files"] if one["kind"] == "other"] == ["甲.pdf"]
    assert PASSWORD.encode() not in b"".join(contents(own).values())


def _set(own: Path, settings: dict[str, str]) -> None:
    """The settings typed into 参数, as new rows or over the empty ones."""
    import openpyxl

    book = openpyxl.load_workbook(own / LEDGER_NAME)
    sheet = book["参数"]
    for row in sheet.iter_rows(min_row=3):
        if row[0].value in settings:
            row[1].value = settings.pop(row[0].value)
    book.save(own / LEDGER_NAME)
    enter(own, *(row_of("settings", key, {"key": key, "value": value}) for key, value in settings.items()))


def _utf7(folder: str) -> str:
    from imap_tools.imap_utf7 import utf7_encode

    return utf7_encode(folder).decode("ascii")


@pytest.mark.parametrize(
    ("folder", "options", "password", "code"),
    [
        ("INBOX", ["--no-tls"], "wrong", "C043"),
        ("INBOX", [], PASSWORD, "C044"),  # the port speaks openly, the program does not
        ("没有的", ["--no-tls"], PASSWORD, "C045"),
        ("INBOX", ["--no-tls"], "", "C042"),
    ],
)
def test_mailbox_that_can_not_be_read__is_told_and_nothing_is_written(
    own: Path,
    server: Dovecot,
    folder: str,
    options: list[str],
    password: str,
    code: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DUBAN_IMAP_PASSWORD", password)
    monkeypatch.setattr("keyring.get_password", lambda *_: None)
    before = contents(own)
    said = run_duban(capsys, "collect", address(server, folder), *options, "--yes")
    assert (said.code, said.finding, contents(own)) == (2, code, before)


def test_server_that_is_not_there__is_told(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = run_duban(capsys, "collect", f"imap://{USER}@{HOST}:1/INBOX", "--no-tls", "--yes")
    assert (own.name, said.finding) == ("办公室", "C044")


def test_without_the_library__the_cure_is_told(
    own: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "imap_tools", None)
    assert (own.name, run_duban(capsys, "collect", f"imap://{USER}@{HOST}/", "--yes").finding) == ("办公室", "C041")


def test_mail_that_the_server_does_not_give__is_told_and_asked_for_again(
    own: Path, server: Dovecot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(3):
        server.deliver(eml(attached(f"{number}.pdf", bytes([number])), number=f"gone{number}"), FIRST, "Gone")
    real = deliveries.OpenMailbox.fetch
    with monkeypatch.context() as failing:
        failing.setattr("duban_xl.mail.imap.MOST_BYTES", 1)
        large = gather(capsys, address(server, "Gone"), "--no-tls")
    assert [found["code"] for found in large["findings"]] == ["M106"] * 3
    with monkeypatch.context() as failing:
        failing.setattr(deliveries.OpenMailbox, "fetch", lambda self, uid: real(self, "99" if uid == "2" else uid))
        first = gather(capsys, address(server, "Gone"), "--no-tls")
    assert [found["code"] for found in first["findings"]] == ["M125"]
    second = gather(capsys, address(server, "Gone"), "--no-tls")
    assert [Path(one["file"]).name for one in second["files"] if one["kind"] == "other"] == ["1.pdf"]
    assert own.name == "办公室"


class Ring(KeyringBackend):
    """A key ring that holds one password."""

    priority = 1  # type: ignore[assignment]

    def get_password(self, service: str, username: str) -> str | None:
        return {("duban-xl", "a@mail.example.invalid"): "from the ring"}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


def test_password__comes_from_the_environment_then_from_the_key_ring(monkeypatch: pytest.MonkeyPatch) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(Ring())
    try:
        account = "a@mail.example.invalid"
        assert password_of(account, "X", {"X": "given"}) == "given"
        assert password_of(account, "X", {}) == "from the ring"
        assert password_of("b@mail.example.invalid", "X", {}) is None
        monkeypatch.setattr(Ring, "get_password", lambda *_: 1 / 0)
        assert password_of(account, "X", {}) is None
    finally:
        keyring.set_keyring(before)
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert password_of("a@mail.example.invalid", "X", {}) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("imap://dcs@mail.example.invalid", ("dcs", "mail.example.invalid", 993, "INBOX")),
        (
            "imaps://dcs@office.example@mail.example.invalid:1993/a/b",
            ("dcs@office.example", "mail.example.invalid", 1993, "a/b"),
        ),
        (
            "IMAP://dcs%40office.example@mail.example.invalid/%E5%A1%AB",
            ("dcs@office.example", "mail.example.invalid", 993, "填"),
        ),
        ("imap://dcs@mail.example.invalid/填报表", ("dcs", "mail.example.invalid", 993, "填报表")),
    ],
)
def test_address__tells_account_server_port_and_folder(text: str, parts: tuple[str, str, int, str]) -> None:
    found = parse_mailbox(text)
    assert found and (found.user, found.host, found.port, found.folder) == parts and found.encrypted
