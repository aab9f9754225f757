"""Sending by a real mail server on this machine: taken, refused, broken off, encrypted; never twice, never in the clear."""

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from duban_xl.catalogue import CannotRun, cannot_run
from duban_xl.catalogue.mailing import SENT_LOG
from duban_xl.mail.smtp import Fate, PostOffice, post_office
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.letter import Letter
from duban_xl.model.mail_server import MailServer, Security, is_this_machine
from duban_xl.plan.mail_out import Outgoing, receivers, sender_of, server_of
from duban_xl.workflows.mail_out import Posted, post
from duban_xl.workflows.office import Run
from tests.sink import ACCOUNT, PASSWORD, Sink, certificate, sink
from tests.tables import ledger_from

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH")

RUN = Run(as_of=date(2026, 10, 12), now=datetime.fromisoformat("2026-10-12 09:30"), operator="张三")


@pytest.fixture(autouse=True)
def no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test uses what the machine's key ring may hold."""
    monkeypatch.setattr("duban_xl.workflows.mail_out.password_of", lambda _account, _variable: None)


@pytest.fixture
def server() -> Iterator[Sink]:
    with sink() as kept:
        yield kept


def at(port: int, **parts: object) -> MailServer:
    given = {"host": "127.0.0.1", "port": port, "security": Security.NONE, "account": ACCOUNT, "name": "督查室"}
    return MailServer(**given | {"per_minute": 60} | parts)  # type: ignore[arg-type]


def letter(*to: str, subject: str = "催办", body: str = "请抓紧办理。") -> Letter:
    return Letter(to=to or ("jtj@county.example",), subject=subject, body=body, sender=ACCOUNT, sender_name="督查室")


def to_unit(code: str, *to: str, tells: tuple[str, ...] = ("D-001",), subject: str = "催办") -> Outgoing:
    unit = f"{code}局"
    one = letter(*(to or (f"{code}@county.example",)), subject=subject)
    return Outgoing(code=code, unit=unit, letter=one, file=f"{unit}.eml", tells=tells)


def ledger_at(port: int, **settings: str) -> Ledger:
    rows = {"发件邮箱服务器": f"127.0.0.1:{port}", "发件邮箱账号": ACCOUNT, "发件邮箱加密": "无"} | settings
    lines = "\n".join(f"| {key} | {value} |" for key, value in rows.items())
    return ledger_from(settings=f"| 参数 | 值 |\n{lines}")


def posted(folder: Path, letters: list[Outgoing], ledger: Ledger, waited: list[float] | None = None) -> Posted:
    return post(folder, letters, ledger, RUN, pause=([] if waited is None else waited).append)


def codes(found: tuple[Finding, ...]) -> list[str]:
    return [one.code for one in found]


def log_lines(folder: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((folder / SENT_LOG).read_text(encoding="utf-8-sig"))))


# one letter


def test_letter__arrives_as_it_was_written(server: Sink) -> None:
    with post_office(at(server.port), None) as office:
        sent = office.send(letter(body=".\n..两点\nFrom 甲\n" + "长" * 2000), written_at=RUN.now)
    ((to, mail),) = server.mails
    assert (sent.fate, to, mail["From"].addresses[0].display_name) == (Fate.TAKEN, ("jtj@county.example",), "督查室")
    assert mail.get_content().replace("\r\n", "\n") == ".\n..两点\nFrom 甲\n" + "长" * 2000 + "\n"
    assert mail["X-Unsent"] is None


def test_receiver_unknown__letter_refused_in_the_servers_words_and_the_next_one_goes(server: Sink) -> None:
    server.refuse.add("nobody@county.example")
    with post_office(at(server.port), None) as office:
        first = office.send(letter("nobody@county.example"), written_at=RUN.now)
        second = office.send(letter(), written_at=RUN.now)
    assert (first.fate, first.why) == (Fate.REFUSED, "服务器答复 550 邮箱不存在")
    assert (second.fate, len(server.mails)) == (Fate.TAKEN, 1)


def test_one_of_two_receivers_unknown__the_other_gets_it(server: Sink) -> None:
    server.refuse.add("nobody@county.example")
    with post_office(at(server.port), None) as office:
        sent = office.send(letter("nobody@county.example", "jtj@county.example"), written_at=RUN.now)
    assert (sent.fate, sent.refused) == (Fate.TAKEN, (("nobody@county.example", "服务器答复 550 邮箱不存在"),))
    assert server.receivers() == ["jtj@county.example"]


def test_text_refused__said_without_the_servers_control_signs(server: Sink) -> None:
    server.refuse_text = "催办"
    with post_office(at(server.port), None) as office:
        sent = office.send(letter(), written_at=RUN.now)
    assert sent.fate is Fate.REFUSED
    assert sent.why.startswith("服务器答复 554 5.7.1 message") and "\x1b" not in sent.why


def test_connection_breaks_after_the_text__nobody_knows(server: Sink) -> None:
    server.drop_after.add("jtj@county.example")
    with post_office(at(server.port), None) as office:
        first = office.send(letter(), written_at=RUN.now)
        second = office.send(letter("slj@county.example"), written_at=RUN.now)
    assert (first.fate, second.fate) == (Fate.UNSURE, Fate.TAKEN)


# connection, login, encryption


def test_nobody_listens__c064() -> None:
    with sink() as kept:
        port = kept.port
    with pytest.raises(CannotRun) as stopped:
        PostOffice(at(port), None)
    assert stopped.value.finding.code == "C064"


def test_login__only_with_the_right_password() -> None:
    with sink(login=True) as kept:
        for password, code in ((None, "C063"), ("wrong", "C065"), ("授权码", "C065")):
            with pytest.raises(CannotRun) as stopped:
                PostOffice(at(kept.port), password)
            assert stopped.value.finding.code == code
        with post_office(at(kept.port), PASSWORD) as office:
            assert office.send(letter(), written_at=RUN.now).fate is Fate.TAKEN


@pytest.mark.parametrize("security", [Security.SSL, Security.STARTTLS])
def test_encrypted__only_to_a_server_that_can_be_trusted(
    security: Security, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context, trusted = certificate(tmp_path)
    how = {"at_once" if security is Security.SSL else "starttls": context}
    with sink(login=True, **how) as kept:
        with pytest.raises(CannotRun) as stopped:
            PostOffice(at(kept.port, security=security), PASSWORD)
        assert stopped.value.finding.code == "C066"
        monkeypatch.setenv("SSL_CERT_FILE", str(trusted))
        with post_office(at(kept.port, security=security), PASSWORD) as office:
            assert office.send(letter(), written_at=RUN.now).fate is Fate.TAKEN


def test_server_without_starttls__nothing_goes_out_in_the_clear(server: Sink) -> None:
    with pytest.raises(CannotRun) as stopped:
        PostOffice(at(server.port, security=Security.STARTTLS), None)
    assert (stopped.value.finding.code, server.mails) == ("C066", [])


# settings


def test_settings__as_people_write_them() -> None:
    found, findings = server_of(
        ledger_at(0, 发件邮箱服务器="ｓｍｔｐ.county.example：465", 发件邮箱加密="ssl", 发件人显示名="县委督查室")
    )
    expected = at(465, host="smtp.county.example", security=Security.SSL, name="县委督查室", per_minute=30)
    assert (found, findings) == (expected, ())


def test_settings__port_left_out_is_the_usual_one() -> None:
    ports = {}
    for security in ("SSL", "STARTTLS"):
        found, _ = server_of(ledger_at(0, 发件邮箱服务器="smtp.county.example", 发件邮箱加密=security))
        ports[security] = found.port if found else 0
    assert ports == {"SSL": 465, "STARTTLS": 587}


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"发件邮箱服务器": ""}, "C060"),
        ({"发件邮箱账号": ""}, "C060"),
        ({"发件邮箱服务器": "smtp county example:99999"}, "C061"),
        ({"发件邮箱账号": "督查室"}, "C061"),
        ({"发件邮箱加密": "加密"}, "C061"),
        ({"每分钟最多发信": "0"}, "C061"),
        ({"发件邮箱服务器": "smtp.county.example:25"}, "C062"),
    ],
)
def test_settings_that_do_not_do__say_which_and_nothing_is_sent(
    settings: dict[str, str], code: str, tmp_path: Path
) -> None:
    result = posted(tmp_path, [to_unit("U01")], ledger_at(25, **settings))
    assert (codes(result.findings), len(result.failed), list(tmp_path.iterdir())) == ([code], 1, [])


def test_this_machine__is_told_from_every_other() -> None:
    hosts = ("localhost", "127.0.0.2", "::1", "10.0.0.1", "localhost.example")
    assert [is_this_machine(host) for host in hosts] == [True, True, True, False, False]


def test_draft_without_settings__has_no_sender_but_the_offices_name() -> None:
    assert sender_of(ledger_from(settings="| 参数 | 值 |\n| 办公室名称 | 县委督查室 |")) == ("", "县委督查室")


def test_unit_without_a_usable_address__told() -> None:
    units = ledger_from(
        units="| 单位代码 | 单位名称 | 邮箱 |\n| U01 | 甲局 | |\n| U02 | 乙局 | 见名单 |\n| U03 | 丙局 | c@county.example、d@ |"
    ).units.units
    told = [(receivers(unit)[0], codes(receivers(unit)[1])) for unit in units]
    assert told == [((), ["W140"]), ((), ["W141"]), (("c@county.example",), ["W141"])]


# many letters


def test_letters__one_refused_does_not_stop_the_others_and_each_is_on_record(server: Sink, tmp_path: Path) -> None:
    server.refuse.add("U02@county.example")
    result = posted(tmp_path, [to_unit("U01"), to_unit("U02"), to_unit("U03")], ledger_at(server.port))
    assert server.receivers() == ["U01@county.example", "U03@county.example"]
    assert ([one.code for one in result.sent], codes(result.findings)) == (["U01", "U03"], ["W142"])
    told = [(line["单位代码"], line["结果"]) for line in log_lines(tmp_path)]
    assert told == [(code, said) for code, end in (("U01", "已发"), ("U02", "没有发出"), ("U03", "已发")) for said in ("正在发", end)]  # fmt: skip


def test_again__sends_only_what_was_not_sent(server: Sink, tmp_path: Path) -> None:
    server.refuse.add("U02@county.example")
    letters = [to_unit("U01"), to_unit("U02")]
    posted(tmp_path, letters, ledger_at(server.port))
    server.refuse.clear()
    result = posted(tmp_path, letters, ledger_at(server.port))
    assert server.receivers() == ["U01@county.example", "U02@county.example"]
    assert ([one.code for one in result.before], codes(result.findings)) == (["U01"], ["W149"])
    assert posted(tmp_path, letters, ledger_at(server.port)).sent == ()
    assert len(server.mails) == 2


def test_letter_with_something_new__is_sent_though_the_rest_was_told(server: Sink, tmp_path: Path) -> None:
    posted(tmp_path, [to_unit("U01")], ledger_at(server.port))
    more = [to_unit("U01", tells=("D-001", "D-002"))]
    assert len(posted(tmp_path, more, ledger_at(server.port)).sent) == 1
    assert posted(tmp_path, more, ledger_at(server.port)).sent == ()


def test_end_unknown__told_and_never_sent_again(server: Sink, tmp_path: Path) -> None:
    server.drop_after.add("U01@county.example")
    letters = [to_unit("U01"), to_unit("U02")]
    first = posted(tmp_path, letters, ledger_at(server.port))
    assert (codes(first.findings), [one.code for one in first.sent]) == (["W144"], ["U02"])
    second = posted(tmp_path, letters, ledger_at(server.port))
    assert (codes(second.findings), [one.code for one in second.failed]) == (["W144", "W149"], ["U01"])
    assert server.receivers() == ["U01@county.example", "U02@county.example"]


def test_program_died_while_sending__the_letter_counts_as_unknown(server: Sink, tmp_path: Path) -> None:
    posted(tmp_path, [to_unit("U01")], ledger_at(server.port))
    lines = (tmp_path / SENT_LOG).read_bytes().splitlines(keepends=True)
    (tmp_path / SENT_LOG).write_bytes(b"".join(lines[:-1]))
    result = posted(tmp_path, [to_unit("U01")], ledger_at(server.port))
    assert (codes(result.findings), len(server.mails)) == (["W144"], 1)


def test_connection_lost_for_good__the_rest_is_named_and_sent_the_next_time(
    server: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    letters = [to_unit("U01"), to_unit("U02"), to_unit("U03")]
    with monkeypatch.context() as broken:
        broken.setattr("duban_xl.mail.smtp.PATIENCE", 1.0)
        with sink() as first:
            first.drop_after.add("U01@county.example")
            ledger = ledger_at(first.port)

            def stop(_seconds: float) -> None:
                broken.setattr("duban_xl.mail.smtp._opened", _unreachable)

            result = post(tmp_path, letters, ledger, RUN, pause=stop)
    assert codes(result.findings) == ["W144", "W145"]
    assert result.findings[1].args["units"] == "U02局、U03局"
    again = posted(tmp_path, letters, ledger_at(server.port))
    assert server.receivers() == ["U02@county.example", "U03@county.example"]
    assert codes(again.findings) == ["W144"]


def _unreachable(_server: MailServer) -> None:
    raise cannot_run("C064", value="127.0.0.1:25", why="没有回应")


def test_no_password__said_once_and_nothing_is_on_record(tmp_path: Path) -> None:
    with sink(login=True) as kept:
        result = posted(tmp_path, [to_unit("U01"), to_unit("U02")], ledger_at(kept.port))
    assert (codes(result.findings), len(result.failed)) == (["C063"], 2)
    assert not (tmp_path / SENT_LOG).exists()


def test_partly_refused_and_without_receiver__told_by_unit(server: Sink, tmp_path: Path) -> None:
    server.refuse.add("x@county.example")
    nobody = Outgoing(
        code="U02", unit="U02局", letter=Letter(to=(), subject="a", body="b"), file="U02局.eml", tells=("x",)
    )
    result = posted(tmp_path, [to_unit("U01", "x@county.example", "y@county.example"), nobody], ledger_at(server.port))
    assert codes(result.findings) == ["W148", "W143"]


def test_record_that_cannot_be_written__nothing_is_sent(
    server: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / SENT_LOG).mkdir()
    with pytest.raises(CannotRun) as stopped:
        posted(tmp_path, [to_unit("U01")], ledger_at(server.port))
    (tmp_path / SENT_LOG).rmdir()
    full = OSError(28, "No space left on device")
    monkeypatch.setattr("duban_xl.workflows.mail_out.os.fsync", lambda _file: (_ for _ in ()).throw(full))
    result = posted(tmp_path, [to_unit("U01")], ledger_at(server.port))
    assert (stopped.value.finding.code, codes(result.findings), server.mails) == ("C068", ["C068"], [])


def test_rate__so_many_letters_a_minute(server: Sink, tmp_path: Path) -> None:
    waited: list[float] = []
    letters = [to_unit(f"U{n:02}") for n in range(4)]
    posted(tmp_path, letters, ledger_at(server.port, 每分钟最多发信="20"), waited)
    assert waited == [3.0, 3.0, 3.0]


def test_record__shows_what_begins_like_a_formula_as_text(server: Sink, tmp_path: Path) -> None:
    posted(tmp_path, [to_unit("U01", subject="=1+1")], ledger_at(server.port))
    assert {line["主题"] for line in log_lines(tmp_path)} == {"'=1+1"}


def test_record_saved_by_excel_in_gbk__still_known(server: Sink, tmp_path: Path) -> None:
    posted(tmp_path, [to_unit("U01")], ledger_at(server.port))
    path = tmp_path / SENT_LOG
    path.write_bytes(path.read_text(encoding="utf-8-sig").encode("gbk"))
    assert posted(tmp_path, [to_unit("U01")], ledger_at(server.port)).sent == ()
