"""Edge: checked returns shown to a person."""

from duban_xl.catalogue import CATALOGUE, texts
from duban_xl.check.switches import switches_of
from duban_xl.cli.show import Screen
from duban_xl.model.finding import Level
from duban_xl.workflows.returns import CheckResult


def show_checked(screen: Screen, result: CheckResult) -> None:
    """A line per file, then every finding, then who is missing."""
    rows: list[tuple[str, ...]] = []
    for checked in result.files:
        errors = sum(1 for f in checked.findings if f.level is Level.ERROR)
        unit = checked.unit.name if checked.unit else ""
        name = checked.file.replace("\\", "/").rsplit("/", 1)[-1]
        notices = len(checked.findings) - errors
        rows.append((name, unit, checked.period or "", texts.VERDICTS[checked.verdict], str(errors), str(notices)))
    screen.table(texts.CHECK_TITLE, texts.CHECK_HEADERS, rows)
    screen.findings(result.all_findings)
    if changed := switches_of(result.ledger).changed:
        told = (
            texts.ONE_SWITCH.format(code=one.code, level=one.said, usual=CATALOGUE[one.code].level) for one in changed
        )
        screen.say(texts.SWITCHED_CHECKS.format(names="、".join(told)))
    if result.missing:
        names = "、".join(unit.short_name or unit.name for unit in result.missing)
        screen.say(texts.MISSING_UNITS.format(count=len(result.missing), names=names), style="yellow")
