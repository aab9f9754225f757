"""Returned forms with a password: told without it, read with it, a wrong one said, and nobody kept waiting by a hostile file."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from msoffcrypto.format import ooxml

from duban_xl.cli import options
from duban_xl.cli.commands import check
from duban_xl.read import encrypted
from duban_xl.read.returns import read_return
from tests.fuzz_seeds import ods, xls, zipped
from tests.old_formats import ole_file
from tests.rc4_xls import encrypted_xls
from tests.test_read_returns import FORM, NAME
from tests.test_return_shapes import parts

PASSWORD = "督查2026"


def sealed(password: str = PASSWORD) -> bytes:
    out = BytesIO()
    ooxml.OOXMLFile(BytesIO(FORM)).encrypt(password, out)
    return out.getvalue()


def read(data: bytes, password: str | None = None) -> list[str]:
    """The codes and the numbers of the matters."""
    returned = read_return(Path("nowhere") / NAME, data, password=password)
    return [one.code for one in returned.findings] + [line.number for line in returned.lines or ()]


@pytest.fixture(scope="module", params=["xlsx", "xls"])
def locked(request: pytest.FixtureRequest) -> bytes:
    return sealed() if request.param == "xlsx" else encrypted_xls(xls(), PASSWORD)


def test_without_password__says_which_file_and_what_to_ask(locked: bytes) -> None:
    assert read(locked) == ["L103"]


def test_with_its_password__read_as_if_it_had_none(locked: bytes) -> None:
    assert read(locked, PASSWORD)[-2:] == ["YX-001", "YX-002"]


def test_wrong_password__said(locked: bytes) -> None:
    assert read(locked, "123456") == ["L108"]


def test_password_that_excel_itself_puts_on__opened_without_asking() -> None:
    assert read(sealed(encrypted.NO_REAL_PASSWORD)) == ["YX-001", "YX-002"]


def test_file_without_password__read_whatever_password_is_given() -> None:
    assert read(FORM, PASSWORD) == ["YX-001", "YX-002"]


def test_fingerprint__is_that_of_the_file_as_it_came() -> None:
    data = sealed()
    with_password = read_return(Path("nowhere") / NAME, data, password=PASSWORD)
    assert with_password.sha256 == read_return(Path("nowhere") / NAME, data).sha256


@pytest.mark.parametrize(
    "info",
    [
        b'\x04\x00\x04\x00\x40\x00\x00\x00<encryption spinCount="4294967295"/>',
        b"\x04\x00\x04\x00\x40\x00\x00\x00<encryption/>",
        b"",
    ],
    ids=["rounds of hashing without end", "no key", "nothing"],
)
def test_encryption_that_is_not_understood__said_at_once(info: bytes) -> None:
    data = ole_file({"EncryptedPackage": b"\0" * 64, "EncryptionInfo": info})
    assert read(data, PASSWORD) == ["L109"]


@pytest.mark.parametrize(("password", "code"), [(None, "L103"), (PASSWORD, "L109")])
def test_open_document_with_password__said(password: str | None, code: str) -> None:
    manifest = (
        b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
    )
    data = zipped(parts(ods()) | {"META-INF/manifest.xml": manifest, "content.xml": b"\x01\x02"})
    assert read(data, password) == [code]


# --- the command line -------------------------------------------------------------------------------------------------


def test_password__from_the_environment_where_nobody_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUBAN_PASSWORD", PASSWORD)
    monkeypatch.setattr("sys.stdin", BytesIO())
    assert options.password_of(ask=False) == PASSWORD
    monkeypatch.delenv("DUBAN_PASSWORD")
    assert options.password_of(ask=False) is None


def test_password__typed_unseen_by_the_person_at_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def prompt(text: str, **how: Any) -> str:
        asked.append((text, how["hide_input"], how["err"]))
        return PASSWORD

    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", prompt)
    assert options.password_of(ask=True) == PASSWORD
    assert asked == [("填报表的打开密码", True, True)]


def test_run__never_shows_its_password() -> None:
    assert PASSWORD not in repr(options.new_run("2026-10-12", password=PASSWORD))


def test_help__names_the_option() -> None:
    assert "--password" in CliRunner().invoke(check.command, ["--help"]).output
