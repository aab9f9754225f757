"""A letter as a mail: whatever stands in it, mail programs read the same letter back."""

import email
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from duban_xl.mail.message import body_of, eml_of, is_draft_of, message_of, name_of, subject_of
from duban_xl.model.address import addresses, valid_address
from duban_xl.model.letter import Attachment, Letter

AT = datetime.fromisoformat("2026-10-12T09:30:00+08:00")
HEADERS = {"From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type", "X-Unsent"}
NAME = "2026Q3_县住房和城乡建设局（县人民防空办公室）.xlsx"


def letter(**parts: object) -> Letter:
    given_parts = {"to": ("jtj@county.example",), "subject": "报送填报表", "body": "请按时报送。"} | parts
    return Letter(**given_parts)  # type: ignore[arg-type]


def read_back(data: bytes) -> EmailMessage:
    return cast(EmailMessage, email.message_from_bytes(data, policy=default))


def text_of(message: EmailMessage) -> str:
    body = message.get_body(("plain",))
    assert body is not None
    return cast(str, body.get_content()).replace("\r\n", "\n")


ANY = st.text(max_size=120)


@given(subject=ANY, body=ANY, name=ANY, shown=ANY, data=st.binary(max_size=200))
@example(subject="=?utf-8?q?x?=", body="", name='a"b\\c;d.xlsx', shown='张三" <x@y.example>', data=b"")
@example(
    subject="甲\r\nBcc: x@y.example", body=".\n..\nFrom x", name="甲\r\nX: y.xlsx", shown="室\nTo: a", data=b"\r\n.\r\n"
)
@example(subject="督" * 300, body="督" * 3000, name="督" * 300 + ".xlsx", shown="督" * 100, data=b"x" * 100)
def test_any_letter__is_read_back_as_it_was(subject: str, body: str, name: str, shown: str, data: bytes) -> None:
    written = letter(
        subject=subject,
        body=body,
        sender="dcs@county.example",
        sender_name=shown,
        attachments=(Attachment(name, data),),
    )
    message = read_back(eml_of(written, written_at=AT))
    (attached,) = message.iter_attachments()
    assert text_of(message) == body_of(written)
    assert (attached.get_content(), attached.get_filename()) == (data, name_of(written.attachments[0]))
    assert (message["Subject"], message["To"]) == (subject_of(written), "jtj@county.example")
    assert [one.addr_spec for one in message["From"].addresses] == ["dcs@county.example"]
    assert set(message) == HEADERS
    assert [str(defect) for part in message.walk() for defect in part.defects] == []


@given(subject=ANY, body=ANY, name=ANY)
def test_any_letter__is_seven_bit_with_short_lines(subject: str, body: str, name: str) -> None:
    data = eml_of(letter(subject=subject, body=body, attachments=(Attachment(name, b"x" * 999),)), written_at=AT)
    assert data.isascii()
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 78
    assert not any(b"\r" in line or b"\n" in line for line in lines)


def test_subject_and_text__of_an_ordinary_letter__are_what_was_written() -> None:
    message = read_back(eml_of(letter(subject="关于报送2026年第三季度进展情况的通知"), written_at=AT))
    assert message["Subject"] == "关于报送2026年第三季度进展情况的通知"
    assert text_of(message) == "请按时报送。\n"
    assert message["X-Unsent"] == "1"
    assert message["Date"].datetime == AT


def test_same_letter__same_bytes_and_no_other_letter_has_its_identity() -> None:
    one = letter(attachments=(Attachment(NAME, b"PK"),))
    assert eml_of(one, written_at=AT) == eml_of(one, written_at=AT)
    other = letter(attachments=(Attachment(NAME, b"PL"),))
    assert message_of(one, written_at=AT)["Message-ID"] != message_of(other, written_at=AT)["Message-ID"]


def test_draft__is_known_again_whenever_it_was_written() -> None:
    one = letter(attachments=(Attachment(NAME, b"PK"),))
    for moment in (AT, datetime.fromisoformat("2026-10-13T00:00:00")):
        assert is_draft_of(eml_of(one, written_at=moment), one)
    assert not is_draft_of(eml_of(one, written_at=AT), letter())
    assert not is_draft_of(b"", one)
    assert not is_draft_of(b"Date: yesterday\r\n\r\n", one)


def test_name_of_an_attachment__stands_twice_so_that_old_programs_read_it_too() -> None:
    data = eml_of(letter(attachments=(Attachment(NAME, b"PK"),)), written_at=AT)
    kind, said = b'spreadsheetml.sheet;\r\n name="=?utf-8?B?', b"attachment;\r\n filename*0*=UTF-8''2026Q3_%E5%8E%BF"
    assert kind in data and said in data
    (attached,) = read_back(data).iter_attachments()
    assert attached.get_filename() == NAME
    del attached["Content-Disposition"]  # a program that knows the older form only
    assert email.message_from_bytes(attached.as_bytes(), policy=default).get_filename() == NAME


def test_name_that_is_a_path_or_turns_the_reading__is_a_plain_name() -> None:
    assert name_of(Attachment("../../etc/甲局.xlsx", b"")) == "甲局.xlsx"
    assert name_of(Attachment("C:\\收件\\甲局.xlsx", b"")) == "甲局.xlsx"
    assert name_of(Attachment("甲局\u202excod.exe", b"")) == "甲局 xcod.exe"
    assert name_of(Attachment(" / ", b"")) == "octet-stream"


def test_letter_without_addresses__is_a_draft_without_them() -> None:
    message = read_back(eml_of(letter(to=()), written_at=AT))
    assert (message["To"], message["From"]) == (None, None)


def test_several_receivers__are_all_named() -> None:
    message = read_back(eml_of(letter(to=("a@county.example", "b@county.example")), written_at=AT))
    assert [one.addr_spec for one in message["To"].addresses] == ["a@county.example", "b@county.example"]


@pytest.mark.parametrize(
    ("cell", "good", "bad"),
    [
        ("jtj@county.example", ["jtj@county.example"], []),
        ("ｊｔｊ＠county．example", ["jtj@county.example"], []),
        ("a@county.example、b@county.example；c@county.example", ["a@county.example", "b@county.example", "c@county.example"], []),
        ("a@county.example\na@county.example", ["a@county.example"], []),
        ("张三 <a@county.example>", ["a@county.example"], []),
        ("张三（a@county.example）", ["a@county.example"], []),
        ("邮箱：a@county.example", ["a@county.example"], []),
        ("a @ county.example", ["a@county.example"], []),
        ("a@政务.example", ["a@xn--zfr164b.example"], []),
        ("a@county..example", [], ["a@county..example"]),
        ("张三@county.example", [], ["张三@county.example"]),
        ("a@county.example，b@", ["a@county.example"], ["b@"]),
        ("见通讯录", [], ["见通讯录"]),
        (f"{'a' * 65}@county.example", [], [f"{'a' * 65}@county.example"]),
        ("", [], []),
    ],
)  # fmt: skip
def test_cell_with_addresses__is_read_as_people_fill_it(cell: str, good: list[str], bad: list[str]) -> None:
    found = addresses(cell)
    assert (list(found.good), list(found.bad)) == (good, bad)


@given(st.text(max_size=80))
def test_address__has_no_sign_that_could_end_a_header(text: str) -> None:
    found = valid_address(text)
    assert not found or (found.isascii() and found.isprintable() and " " not in found and "," not in found)
