"""Edge: `duban doctor` (自检)."""

from pathlib import Path

from duban_xl.catalogue import CannotRun
from duban_xl.catalogue import method as words
from duban_xl.cli import options
from duban_xl.cli.as_json import emit, findings_json
from duban_xl.cli.show import Screen
from duban_xl.workflows.doctor import diagnose

NO_LEDGER_HERE = "C001"


@options.command("doctor")
@options.ledger_option
@options.as_of_option
@options.output_options
def command(*, ledger: Path | None, as_of: str | None, as_json: bool, quiet: bool) -> int:
    """自检：安装、台账、制度、工作日历、模板、写入记录和文件夹是否正常。

    例：duban doctor
    """
    found = diagnose(_ledger_if_any(ledger), options.new_run(as_of))
    if as_json:
        rows = [{"name": one.name, "result": one.result, "detail": one.detail} for one in found.examined]
        emit({"examined": rows, "findings": findings_json(found.findings)})
    else:
        screen = Screen(quiet=quiet)
        screen.findings(found.findings)
        rows = ((one.name, one.result, one.detail) for one in found.examined)
        screen.table(words.DOCTOR_TITLE, words.DOCTOR_HEADERS, rows)
    return 0 if found.is_sound else 1


def _ledger_if_any(ledger: Path | None) -> Path | None:
    """The ledger meant, None if none was named and none lies here: the installation can be looked at all the same."""
    try:
        return options.chosen_ledger(ledger)
    except CannotRun as stopped:
        if ledger is None and stopped.finding.code == NO_LEDGER_HERE:
            return None
        raise
