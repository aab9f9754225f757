"""Mails and archives as units send them: every way to write a name, every thing that may be wrong with what is inside."""

import sys
import tracemalloc
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duban_xl.model.file_name import numbered, safe_name
from duban_xl.model.receipt import Delivery, Receipt, Via
from duban_xl.read.delivery import delivery_of
from duban_xl.read.mail import mail_of
from duban_xl.read.mail_text import parameter
from duban_xl.read.mbox import messages_in
from tests.mails import CAME, MAILERS, attached, eml, msg, part, zipped

NOW = datetime.fromisoformat("2026-10-12 09:00")
CAME_HERE = CAME.astimezone().replace(tzinfo=None)
NAME = "2026年第三季度县水利局督查事项填报表（最终版）.xlsx"
NOTHING = Receipt(received_at=None)


def opened(data: bytes, name: str = "来信.eml", receipt: Receipt = NOTHING) -> Delivery:
    return delivery_of(name, data, receipt, now=NOW)


def names(delivery: Delivery) -> list[str]:
    return [one.name for one in delivery.files]


def codes(delivery: Delivery) -> list[str]:
    return [found.code for found in delivery.findings]


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mailer", MAILERS)
def test_attachment_name__is_read_however_it_was_written(mailer: str) -> None:
    delivery = opened(eml(part(MAILERS[mailer](NAME), b"abc")))
    assert [(one.name, one.data) for one in delivery.files] == [(NAME, b"abc")]
    assert codes(delivery) == []


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("attachment; filename=plain.xlsx", "plain.xlsx"),
        ("attachment; filename=县.xlsx; size=3", "县.xlsx"),
        ('attachment; filename="a \\"b\\".xlsx"', 'a "b".xlsx'),
        ('attachment; filename="café.xlsx"', "café.xlsx"),
        ('attachment; filename="100%25.xlsx"', "100%25.xlsx"),
        ('attachment; filename="not closed.xlsx', "not closed.xlsx"),
        ("attachment; filename*=UTF-8'zh-CN'%E5%8E%BF.xlsx", "县.xlsx"),
        ("attachment; filename*=''%E5%8E%BF.xlsx", "县.xlsx"),
        ("attachment; filename*=nonsense''%E5%8E%BF.xlsx", "县.xlsx"),
        ("attachment; filename*1*=%BF.xlsx; filename*0*=UTF-8''%E5%8E", "县.xlsx"),
        ('attachment; filename="=?gb2312?B?broken"', "=?gb2312?B?broken"),
        ("attachment; filename*0*=; filename=", ""),
        ("attachment", ""),
    ],
)
def test_parameter__odd_ones_are_read_too(raw: str, name: str) -> None:
    assert parameter(raw, "filename") == name


@given(st.text(max_size=60), st.sampled_from(("filename", "name")))
def test_parameter__of_any_text_never_fails(raw: str, name: str) -> None:
    parameter(f"attachment; {name}{raw}", name)


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("../../x.xlsx", "x.xlsx"),
        ("..\\..\\CON.xlsx", "_CON.xlsx"),
        ("nul", "_nul"),
        ("表.xlsx. . ", "表.xlsx"),
        ("a\u202excod.xlsx", "axcod.xlsx"),
        ("县\x00水\x1f利\n局.xlsx", "县水利局.xlsx"),
        ("a:b?c*|.xlsx", "a_b_c__.xlsx"),
        ("~$表.xlsx", "表.xlsx"),
        (".xlsx", "xlsx"),
        ("", "_"),
        ("/", "_"),
        ("1#楼 50%.xlsx", "1＃楼 50％.xlsx"),
        ("e\u0301.xlsx", "é.xlsx"),
    ],
)
def test_safe_name__keeps_what_can_be_kept(written: str, stored: str) -> None:
    assert safe_name(written) == stored


@given(st.text(max_size=400))
def test_safe_name__is_one_part_that_every_system_takes(text: str) -> None:
    for name in (safe_name(text), numbered(safe_name(text), 12)):
        assert name and not set(name) & set('\\/:*?"<>|\x00') and name == name.strip(" ") and not name.endswith(".")
        assert len(name.encode("utf-8", "surrogatepass")) <= 240 and name not in (".", "..") and name[0] not in ".~"
        assert safe_name(name) == name


def test_name_of_300_characters__keeps_its_suffix() -> None:
    assert safe_name("县" * 300 + ".xlsx").endswith("县.xlsx")


def test_attachment_without_a_name__gets_one() -> None:
    delivery = opened(
        eml(part("Content-Type: application/pdf", b"%PDF-1.4"), part("Content-Disposition: attachment", b"x"))
    )
    assert names(delivery) == ["附件1.pdf", "附件2"]


# --- what a mail tells ------------------------------------------------------------------------------------------------


def test_mail__tells_sender_subject_and_the_last_servers_time() -> None:
    delivery = opened(eml(attached("表.xlsx", b"x")))
    receipt = delivery.receipt
    assert (receipt.sender, receipt.sender_name, receipt.subject) == ("slj@water.example", "县水利局", "三季度填报表")
    assert (delivery.kind, receipt.received_at) == (Via.MAIL, CAME_HERE)


@pytest.mark.parametrize("data", [msg("三季度填报表", "水利局", {NAME: b"abc"}), msg("三季度填报表", "水利局", {})])
def test_msg__tells_the_same(data: bytes) -> None:
    delivery = opened(data, "来信.msg", Receipt(received_at=CAME_HERE))
    receipt = delivery.receipt
    assert (receipt.sender, receipt.sender_name, receipt.subject) == ("slj@water.example", "水利局", "三季度填报表")
    assert (receipt.received_at, codes(delivery)) == (CAME_HERE, [] if delivery.files else ["M101"])
    assert [(one.name, one.data) for one in delivery.files] in ([(NAME, b"abc")], [])


def test_msg_with_the_servers_headers__takes_time_and_sender_from_them() -> None:
    headers = "Received: from a by b; Fri, 25 Sep 2026 10:05:00 +0800\r\nFrom: <jtj@road.example>\r\n"
    receipt = opened(msg("表", "交通局", {}, headers=headers), "来信.msg").receipt
    assert (receipt.sender, receipt.received_at) == ("jtj@road.example", CAME_HERE)


@pytest.mark.parametrize(("kept", "told"), [(6_656, "M124"), (1_500, "M109"), (600, "M109")])
def test_msg_cut_short__is_told_and_no_half_attachment_is_taken(kept: int, told: str) -> None:
    delivery = opened(msg("表", "交通局", {NAME: b"abc" * 3000})[:kept], "来信.msg")
    assert (delivery.kind, names(delivery), codes(delivery)) == (Via.MAIL, [], [told])


def test_msg_without_the_library__is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "extract_msg", None)
    assert codes(opened(msg("表", "交通局", {}), "来信.msg")) == ["M115"]


@pytest.mark.parametrize(
    ("received", "dated", "moment", "told"),
    [
        ("", "Fri, 25 Sep 2026 10:05:00 +0800", CAME_HERE, []),
        ("nonsense", "Fri, 25 Sep 2026 10:05:00 +0800", CAME_HERE, []),
        ("Fri, 25 Sep 2099 10:05:00 +0800", "Fri, 25 Sep 2026 10:05:00 +0800", CAME_HERE, ["M117"]),
        ("Thu, 1 Jan 1970 00:00:00 +0000", "", NOW - timedelta(days=1), ["M117"]),
        ("", "", NOW - timedelta(days=1), []),
        ("Fri, 99 Sep 2026 10:05:00 +9999", "31 Feb", NOW - timedelta(days=1), []),
    ],
)
def test_time_of_receipt__is_the_first_that_can_be_believed(
    received: str, dated: str, moment: datetime, told: list[str]
) -> None:
    mail = eml(attached("表.xlsx", b"x"), received=received, dated=dated)
    delivery = opened(mail, receipt=Receipt(received_at=NOW - timedelta(days=1)))
    assert (delivery.receipt.received_at, codes(delivery)) == (moment, told)


def test_mail_without_attachment__is_told_with_its_sender() -> None:
    (found,) = opened(eml()).findings
    assert (found.code, found.args) == ("M101", {"title": "三季度填报表", "sender": "slj@water.example"})


def test_pictures_of_the_text__are_counted_and_not_taken_out() -> None:
    inline = part('Content-Type: image/png; name="image001.png"\r\nContent-ID: <image001.png@01>', b"\x89PNG")
    delivery = opened(eml(inline, inline, attached("现场.png", b"\x89PNG", "image/png")))
    assert (delivery.pictures, names(delivery)) == (2, ["现场.png"])


def test_attachment_far_away__is_told() -> None:
    text = "从邮箱发来的超大附件：<a href='https://files.example.invalid/1'>填报表.xlsx</a>"
    assert codes(opened(eml(text=text))) == ["M103"]
    assert codes(opened(eml(attached("表.xlsx", b"x"), text=text))) == ["M119"]


@pytest.mark.parametrize("name", ["winmail.dat", "ATT00001.bin"])
def test_winmail_dat__is_refused_with_a_cure(name: str) -> None:
    delivery = opened(eml(attached(name, bytes.fromhex("789F3E22") + b"\0" * 40, "application/ms-tnef")))
    assert (names(delivery), codes(delivery)) == ([], ["M102"])


def test_mail_that_is_sealed__is_told() -> None:
    sealed = part('Content-Type: application/pkcs7-mime; name="smime.p7m"', b"0\x82")
    assert codes(opened(eml(sealed))) == ["M118"]


def test_forwarded_mails__are_opened_four_deep() -> None:
    inner = eml(attached("表.xlsx", b"x"))
    for _ in range(2):
        inner = eml(b"Content-Type: message/rfc822\r\n\r\n" + inner + b"\r\n")
    assert names(opened(inner)) == ["三季度填报表/三季度填报表/表.xlsx"]
    attached_as_file = eml(attached("原信.eml", inner))
    assert names(opened(attached_as_file)) == ["原信.eml/三季度填报表/三季度填报表/表.xlsx"]
    deeper = opened(eml(attached("再转.eml", attached_as_file)))
    assert (names(deeper), codes(deeper)) == ([], ["M107"])


def test_parts_without_end__are_told() -> None:
    deep = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3000))
    delivery = opened(b"From: a@b.example\r\nSubject: x\r\nMime-Version: 1.0\r\n" + deep)
    assert codes(delivery) in (["M109"], ["M101"])


@given(st.data())
def test_mail_mangled_anywhere__never_fails(data: st.DataObject) -> None:
    whole = bytearray(eml(attached(NAME, b"abc"), part(MAILERS["Thunderbird"](NAME), b"x")))
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    opened(bytes(whole))


# --- archives ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("charset", ["utf-8", "gbk"])
def test_zip__names_are_read_in_every_encoding(charset: str) -> None:
    delivery = opened(zipped({"县直/县水利局.xlsx": b"x", "__MACOSX/._x": b""}, charset=charset), "汇总.zip")
    assert (delivery.kind, names(delivery)) == (Via.ARCHIVE, ["县直/县水利局.xlsx"])


def test_zip__name_that_another_program_misread_is_mended() -> None:
    misread = "县水利局.xlsx".encode("gbk").decode("cp437")
    assert names(opened(zipped({misread: b"x", "café.txt": b"y"}), "汇总.zip")) == ["县水利局.xlsx", "café.txt"]


def test_zip_in_a_zip__is_opened_once() -> None:
    innermost = zipped({"表.xlsx": b"x"})
    inner = zipped({"第三层.zip": innermost, "甲.xlsx": b"y"})
    delivery = opened(zipped({"第二层.zip": inner}), "外.zip")
    assert names(delivery) == ["第二层.zip/第三层.zip", "第二层.zip/甲.xlsx"]
    assert codes(delivery) == ["M107"]
    assert names(opened(eml(attached("外.zip", zipped({"内.zip": innermost}))))) == ["外.zip/内.zip/表.xlsx"]


def test_mail_in_a_zip__is_opened() -> None:
    assert names(opened(zipped({"来信.eml": eml(attached("表.xlsx", b"x"))}), "邮件.zip")) == ["来信.eml/表.xlsx"]


def test_zip_with_a_password__is_told_once() -> None:
    locked = opened(zipped({"甲.xlsx": b"x", "乙.xlsx": b"y"}, locked=True), "汇总.zip")
    assert (names(locked), codes(locked)) == ([], ["M104"])


@pytest.mark.parametrize("cut", [30, 60, 1])
def test_zip_cut_short__is_told(cut: int) -> None:
    whole = zipped({"甲.xlsx": b"x" * 100})
    delivery = opened(eml(attached("汇总.zip", whole[:-cut])))
    assert (names(delivery), codes(delivery)) == ([], ["M105"])


def test_zip_with_one_damaged_file__gives_the_others() -> None:
    whole = bytearray(zipped({"甲.xlsx": b"x" * 100, "乙.xlsx": b"y"}))
    whole[30 + len("甲.xlsx".encode()) + 2] ^= 0xFF
    delivery = opened(bytes(whole), "汇总.zip")
    assert (names(delivery), codes(delivery)) == (["乙.xlsx"], ["M105"])


def test_zip_bomb__is_not_unpacked() -> None:
    tracemalloc.start()
    delivery = opened(zipped({"表.bin": bytes(120_000_000)}), "汇总.zip")
    tracemalloc.stop()
    assert (names(delivery), codes(delivery)) == ([], ["M106"])


@pytest.mark.parametrize("magic", [b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c"])
def test_other_archives__are_kept_and_told(magic: bytes) -> None:
    delivery = opened(eml(attached("汇总.rar", magic + b"x" * 40)))
    assert (names(delivery), codes(delivery)) == (["汇总.rar"], ["M108"])


@given(st.data())
def test_zip_mangled_anywhere__never_fails(data: st.DataObject) -> None:
    whole = bytearray(zipped({"县/甲.xlsx": b"x" * 50, "乙.txt": b"y"}, charset="gbk"))
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(whole) - 1))
        whole[at] = data.draw(st.integers(0, 255))
    opened(bytes(whole), "汇总.zip")


# --- mailbox files ----------------------------------------------------------------------------------------------------


def mbox_of(*mails: bytes) -> bytes:
    return b"".join(b"From - Fri Sep 25 10:05:00 2026\n" + mail.replace(b"\r\n", b"\n") + b"\n" for mail in mails)


def test_mbox__gives_its_messages_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "收件箱"
    path.write_bytes(
        mbox_of(eml(attached("甲.xlsx", b"x")), eml(subject="二", text="x"), eml(attached("乙.xlsx", b"y")))
    )
    mails = [mail_of(data) for data in messages_in(path) if data]
    assert [[one.name for one in mail.files] for mail in mails] == [["甲.xlsx"], [], ["乙.xlsx"]]


def test_mbox__line_that_was_marked_is_given_back(tmp_path: Path) -> None:
    path = tmp_path / "收件箱"
    path.write_bytes(b"From a Fri Sep 25 10:05:00 2026\nSubject: x\n\n>From here\n\nFrom nowhere\n")
    assert list(messages_in(path)) == [b"Subject: x\n\nFrom here\n\nFrom nowhere\n"]


def test_mbox_of_any_size__is_never_in_memory_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "收件箱"
    one = mbox_of(eml(attached("甲.xlsx", b"x" * 300_000)))
    with path.open("wb") as file:
        for _ in range(20):
            file.write(one)
    tracemalloc.start()
    assert sum(1 for _ in messages_in(path)) == 20
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_message_larger_than_any_server_takes__is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duban_xl.read.mbox.MOST_MAIL", 5_000)
    path = tmp_path / "收件箱"
    path.write_bytes(mbox_of(eml(attached("甲.xlsx", b"x" * 9_000)), eml()))
    assert [data is None for data in messages_in(path)] == [True, False]
