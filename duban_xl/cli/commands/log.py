"""Edge: `duban log` (日志)."""

from dataclasses import asdict
from pathlib import Path

import click

from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import emit, findings_json
from duban_xl.cli.plans import show_changes
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.history import Asked, History, PastBatch, history, verified


@options.command("log")
@options.ledger_option
@click.option("--matter", default="", metavar="编号", help="只看改过这个事项的批次，逐处列出。")
@click.option("--unit", default="", metavar="单位", help="只看改过这个单位的批次，逐处列出。")
@click.option("--batch", default="", metavar="批次", help="只看这个批次，逐处列出。")
@click.option("--from", "first", metavar="日期", help="从哪一天起。")
@click.option("--to", "last", metavar="日期", help="到哪一天止。")
@click.option("--verify", is_flag=True, help="核对写入日志：有没有被改动、缺行，备份是否完好。")
@options.output_options
def command(
    *,
    ledger: Path | None,
    matter: str,
    unit: str,
    batch: str,
    first: str | None,
    last: str | None,
    verify: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """列出写入台账的每一批改动；可按事项、单位、批次、日期查，可核对日志有没有被改动。

    例：duban log --matter D-003
    """
    path = options.chosen_ledger(ledger)
    days = [options.day(text) if text else None for text in (first, last)]
    told = history(path, Asked(matter=matter, unit=unit, batch=batch, first=days[0], last=days[1]))
    findings = verified(path) if verify else told.findings
    if as_json:
        emit(_json(told) | {"verified": verify and not has_errors(findings), "findings": findings_json(findings)})
    else:
        screen = Screen(quiet=quiet)
        _show(screen, told, is_all=not (matter or unit or batch or first or last))
        screen.findings(findings)
        if verify and not has_errors(findings):
            screen.say(texts.LOG_VERIFIED, style="green")
    return 1 if has_errors(findings) else 0


def _json(told: History) -> dict[str, object]:
    return {
        "batches": [asdict(batch) for batch in told.batches],
        "changes": [asdict(change) for change in told.changes],
        "backups": {"count": told.backups, "bytes": told.backup_bytes},
    }


def _show(screen: Screen, told: History, *, is_all: bool) -> None:
    rows = [(b.at, b.batch, b.command, b.operator, b.backup, _state(b)) for b in told.batches]
    screen.table(texts.LOG_TITLE, texts.LOG_HEADERS, rows)
    show_changes(screen, told.changes)
    if not rows:
        screen.say(texts.LOG_EMPTY if is_all else texts.LOG_NOTHING_ASKED)
    if told.backups:
        screen.say(texts.LOG_BACKUPS.format(count=told.backups, size=_size(told.backup_bytes)))


def _state(batch: PastBatch) -> str:
    if batch.undone_at:
        return texts.LOG_UNDONE.format(at=batch.undone_at, by=batch.undone_by)
    return texts.LOG_STATES[batch.state]


def _size(count: int) -> str:
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{max(count // 1000, 1)} KB"
