"""Edge: `duban log` (日志)."""

from dataclasses import asdict
from pathlib import Path

from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import emit, findings_json
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.history import history


@options.command("log")
@options.ledger_option
@options.output_options
def command(*, ledger: Path | None, as_json: bool, quiet: bool) -> int:
    """列出写入台账的每一批改动；每一处改动见台账的“变更日志”。

    例：duban log
    """
    told = history(options.chosen_ledger(ledger))
    if as_json:
        emit({"batches": [asdict(batch) for batch in told.batches], "findings": findings_json(told.findings)})
    else:
        screen = Screen(quiet=quiet)
        rows = [(b.at, b.batch, b.command, b.operator, b.backup, texts.LOG_STATES[b.state]) for b in told.batches]
        screen.table(texts.LOG_TITLE, texts.LOG_HEADERS, rows)
        if not rows:
            screen.say(texts.LOG_EMPTY)
        screen.findings(told.findings)
    return 1 if has_errors(told.findings) else 0
