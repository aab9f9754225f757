"""Edge: `duban collect` (收件)."""

from contextlib import ExitStack
from pathlib import Path

import click

from duban_xl.catalogue import mail as words
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, emit, findings_json
from duban_xl.cli.show import Screen
from duban_xl.model.finding import Finding, has_errors
from duban_xl.model.mailbox import Mailbox
from duban_xl.model.receipt import Entry
from duban_xl.model.source import shown
from duban_xl.plan.collect import NEW
from duban_xl.workflows.collect import (
    Collected,
    Collection,
    is_mailbox,
    look_through,
    mailbox_at,
    mailbox_of_settings,
    store,
)


@options.command("collect")
@click.argument("sources", nargs=-1, metavar="来件…")
@click.option("--imap", "from_settings", is_flag=True, help="收“参数”里填写的邮箱。")
@click.option("--since", "since_text", metavar="日期", help="只收邮箱里这一天及以后到的邮件。")
@click.option("--no-tls", is_flag=True, help="不加密连接邮箱；密码会明文传送，只用于单位内网。")
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(
    sources: tuple[str, ...],
    *,
    from_settings: bool,
    since_text: str | None,
    no_tls: bool,
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """把收到的文件夹、压缩包、邮件（.eml、.msg、.mbox）或邮箱里的来件原样存入“收件”，并逐件登记；重复收不会重复存。

    例：duban collect 来件文件夹
    例：duban collect imap://账号@服务器/INBOX --since 2026-09-20
    """
    path = options.chosen_ledger(ledger)
    screen = Screen(quiet=quiet, silent=as_json)
    mailboxes = _mailboxes(path, sources, from_settings=from_settings, encrypted=not no_tls)
    paths = [Path(text) for text in sources if not is_mailbox(text)]
    since = options.day(since_text) if since_text else None
    with ExitStack() as stack:
        with screen.progress(words.READING_SOURCES) as told:
            run = options.new_run(as_of, progress=told)
            found = stack.enter_context(look_through(path, paths, mailboxes, run, since=since))
        _show(screen, found)
        collected = _stored(screen, found, as_of, yes=yes, dry_run=dry_run)
    findings = (*found.findings, *(collected.findings if collected else ()))
    if as_json:
        emit(_answer(found, collected, findings))
    elif collected:
        _close(screen, found, collected)
    return 1 if has_errors(findings) else 0


def _mailboxes(path: Path, sources: tuple[str, ...], *, from_settings: bool, encrypted: bool) -> list[Mailbox]:
    typed = [mailbox_at(text, encrypted=encrypted) for text in sources if is_mailbox(text)]
    return [*typed, *([mailbox_of_settings(path, encrypted=encrypted)] if from_settings else [])]


def _show(screen: Screen, found: Collection) -> None:
    files = found.plan.files
    new = sum(1 for entry in files if entry.state == NEW)
    title = words.COLLECT_TITLE.format(
        deliveries=len(found.plan.steps), new=new, again=len(files) - new, known=found.plan.known
    )
    if files:
        screen.table(title, words.COLLECT_HEADERS, map(_row, files))
    else:
        screen.say(title)
    screen.findings(found.findings)


def _row(entry: Entry) -> tuple[str, ...]:
    receipt = entry.receipt
    sender = receipt.sender or receipt.sender_name
    return shown(receipt.received_at), entry.unit, entry.period, entry.path, sender, words.STATES[entry.state]


def _stored(screen: Screen, found: Collection, as_of: str | None, *, yes: bool, dry_run: bool) -> Collected | None:
    if not found.plan.steps:
        return None
    if not options.may_write(yes=yes, dry_run=dry_run, question=lambda: screen.ask(words.ASK_COLLECT)):
        return None
    with screen.progress(words.STORING) as told:
        return store(found, options.new_run(as_of, progress=told))


def _close(screen: Screen, found: Collection, collected: Collected) -> None:
    screen.findings(collected.findings)
    screen.say(words.COLLECTED.format(count=collected.new, path=collected.book))
    folders = " ".join(str(folder) for folder in found.folders)
    if folders:
        screen.panel(words.NEXT_AFTER_COLLECT.format(folder=folders))


def _answer(found: Collection, collected: Collected | None, findings: tuple[Finding, ...]) -> Json:
    entries = collected.entries if collected else found.plan.entries
    return {
        "applied": collected is not None,
        "register": str(collected.book) if collected else None,
        "known": found.plan.known,
        "deliveries": len(found.plan.steps),
        "files": [_entry_json(found.inbox, entry) for entry in entries],
        "findings": findings_json(findings),
    }


def _entry_json(inbox: Path, entry: Entry) -> Json:
    receipt = entry.receipt
    return {
        "file": str(inbox / entry.path),
        "kind": entry.kind.value,
        "state": entry.state,
        "sha256": entry.sha256,
        "size": entry.size,
        "unit": entry.unit or None,
        "period": entry.period or None,
        "received_at": shown(receipt.received_at) or None,
        "original": receipt.original_name,
        "via": receipt.via,
        "sender": receipt.sender or None,
        "subject": receipt.subject or None,
    }
