"""Edge: `duban decide` (认定)."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click

from duban_xl.catalogue import cannot_run, told
from duban_xl.catalogue import decisions as said
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, changes_json, emit, findings_json
from duban_xl.cli.plans import Consent, show_plan, write_if_agreed
from duban_xl.cli.show import Screen
from duban_xl.workflows.decide import (
    CONFIRMED,
    EXEMPT,
    REVOKED,
    Agreement,
    ConsequencePlan,
    DecidePlan,
    Decision,
    agree,
    decide,
)
from duban_xl.workflows.ledger_file import Applied
from duban_xl.workflows.office import Run, period_of

STATUSES = {"confirm": CONFIRMED, "exempt": EXEMPT, "revoke": REVOKED}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What stands on the command line about the decision itself."""

    serials: tuple[str, ...]
    status: str
    value: Decimal | None
    consequence: str
    unit: str
    period: str
    by: str
    on: str | None
    reason: str


@options.command("decide")
@click.argument("serials", nargs=-1, metavar="[序号…]")
@click.option("--confirm", "status", flag_value="confirm", help="认定：计分。")
@click.option("--exempt", "status", flag_value="exempt", help="免扣；须写正当理由，办法须有免扣的规定。")
@click.option("--revoke", "status", flag_value="revoke", help="撤销；须写理由。")
@click.option("--value", metavar="分值", help="区间分值中酌定的值；须写理由，可以与 --confirm 同写。")
@click.option("--by", required=True, metavar="姓名", help="认定人或同意人。")
@click.option("--on", metavar="日期", help="认定日期，默认今天。")
@click.option("--reason", default="", metavar="理由", help="免扣、撤销、酌定和更改已有认定的理由。")
@click.option(
    "--consequence", default="", metavar="代码", help="同意一项后果，记入通报问责；代码见计分后果或问责阶梯。"
)
@click.option("--unit", default="", metavar="单位", help="后果所涉的单位。")
@click.option("--period", default="", metavar="季度或年度", help="后果所属的期，如 2026Q3。")
@options.ledger_option
@options.as_of_option
@options.writing_options
@options.output_options
def command(
    *,
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    as_json: bool,
    quiet: bool,
    **asked: str,
) -> int:
    """认定扣分登记中的候选：确认、免扣、撤销或酌定分值；或者登记一项经人同意的后果。原来的认定保留在“理由”里。

    例：duban decide 12 13 15-20 --confirm --by 王某
    """
    wanted = _read(**asked)
    path, run = options.chosen_ledger(ledger), options.new_run(as_of)
    screen, consent = Screen(quiet=quiet, silent=as_json), Consent(yes=yes, dry_run=dry_run)
    plan = _planned(path, wanted, run)
    _show(screen, plan)
    applied = write_if_agreed(screen, plan.planned, run, command="decide", consent=consent)
    if as_json:
        emit(_answer(plan, applied))
    elif applied:
        screen.panel(said.NEXT_AFTER_DECIDE)
    refused = plan.findings if isinstance(plan, ConsequencePlan) else plan.outcome.refused
    return 1 if refused else 0


def _read(*, status: str | None = None, value: str | None = None, **asked: str) -> _Asked:
    """The decision as written; raises CannotRun (C020) for one that can't be meant."""
    serials = tuple(asked["serials"])
    by, unit, consequence = asked["by"].strip(), asked["unit"].strip(), asked["consequence"].strip()
    if not by:
        raise cannot_run("C020", what=said.NO_NAME)
    chosen = sum((bool(status), value is not None and status != "confirm", bool(consequence)))
    if chosen != 1:
        raise cannot_run("C020", what=said.ONE_DECISION)
    if consequence and (serials or not unit or value is not None):
        raise cannot_run("C020", what=said.CONSEQUENCE_NEEDS)
    if not consequence and not serials:
        raise cannot_run("C020", what=said.SERIALS_NEEDED)
    return _Asked(
        serials=serials,
        status=STATUSES.get(status or "", ""),
        value=_number(value) if value is not None else None,
        consequence=consequence,
        unit=unit,
        period=asked["period"],
        by=by,
        on=asked["on"],
        reason=asked["reason"].strip(),
    )


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal(0)
    if not number.is_finite() or number <= 0:
        raise cannot_run("C020", what=said.BAD_VALUE)
    return number


def _planned(path: Path, wanted: _Asked, run: Run) -> DecidePlan | ConsequencePlan:
    on = options.day(wanted.on) if wanted.on else run.as_of
    if not wanted.consequence:
        decision = Decision(
            by=wanted.by, on=on, as_of=run.as_of, status=wanted.status, reason=wanted.reason, value=wanted.value
        )
        return decide(path, wanted.serials, decision)
    agreement = Agreement(code=wanted.consequence, unit=wanted.unit, by=wanted.by, on=on, operator=run.operator)
    plan = agree(path, agreement, period_of(wanted.period) if wanted.period else None)
    if plan is None:
        raise cannot_run("C020", what=said.CONSEQUENCE_NEEDS)
    return plan


def _show(screen: Screen, plan: DecidePlan | ConsequencePlan) -> None:
    """Which entries are not decided and why, then the plan for the others."""
    if isinstance(plan, ConsequencePlan):
        screen.findings(plan.findings)
    else:
        refused = plan.outcome.refused
        rows = ((one.serial, found.code, found.source.cell, told(found)) for one in refused for found in one.findings)
        screen.table(said.REFUSED_TITLE.format(count=len(refused)), said.REFUSED_HEADERS, rows)
    show_plan(screen, plan.planned)


def _answer(plan: DecidePlan | ConsequencePlan, applied: Applied | None) -> Json:
    answer: Json = {"applied": applied is not None, "batch": applied.batch if applied else None}
    if isinstance(plan, ConsequencePlan):
        answer |= {"decided": [], "refused": [], "findings": findings_json(plan.findings)}
    else:
        refused = [{"serial": one.serial, "findings": findings_json(one.findings)} for one in plan.outcome.refused]
        answer |= {"decided": list(plan.outcome.decided), "refused": refused}
    return answer | changes_json(plan.planned.changes, plan.planned.ledger)
