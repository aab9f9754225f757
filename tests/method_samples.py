"""An example of samples/methods → its ledger, scored; and every figure of its 应得 against what the engine found."""

from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_DOWN, Decimal

from duban_xl.model.columns import SHEETS
from duban_xl.model.fields import Kind
from duban_xl.model.finding import Level
from duban_xl.model.ledger import Ledger
from duban_xl.model.score import Outcome, PartScore, Scoreboard, ScoredEvent, SectionScore, UnitScore
from duban_xl.score.engine import score
from samples.generator.methods import Example, Expected, Rows
from tests.scoring import period_of
from tests.tables import ledger_from

NONE = "—"
_AS_TYPED = {Kind.TEXT, Kind.LONG, Kind.ID}


def ledger_of_example(example: Example, expected: Expected) -> Ledger:
    """The ledger that holds the example's sheets, with the cells changed that the 应得 changes."""
    sheets = example.changed(expected.changes)
    return ledger_from(
        **{key: as_markdown(key, sheets[sheet.tab]) for key, sheet in SHEETS.items() if sheet.tab in sheets}
    )


def as_markdown(key: str, rows: Rows) -> str:
    """The rows as tests write a sheet; texts are quoted, so that 30% and 2026 stay texts as in the ledger's text cells."""
    fields = {field.header: field for field in SHEETS[key].fields}
    headers = list(dict.fromkeys(header for row in rows for header in row))
    lines = [headers]
    for row in rows:
        cells = ((header, row.get(header, "")) for header in headers)
        lines.append([f"'{cell}'" if cell and fields[header].kind in _AS_TYPED else cell for header, cell in cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def differences(example: Example, expected: Expected) -> list[str]:
    """What does not come out as the example says, in words; empty if everything does."""
    ledger = ledger_of_example(example, expected)
    board = score(ledger, period_of(expected.period))
    return [*_findings(ledger, board, expected), *(said for rows in expected.tables for said in _table(rows, board))]


def _findings(ledger: Ledger, board: Scoreboard, expected: Expected) -> Iterator[str]:
    said = (*ledger.findings, *board.findings)
    found = {finding.code for finding in said}
    errors = {finding.code for finding in said if finding.level is Level.ERROR}
    if unexpected := errors - set(expected.codes):
        yield f"unexpected errors: {', '.join(sorted(unexpected))}"
    if missing := set(expected.codes) - found:
        yield f"missing findings: {', '.join(sorted(missing))}"


def _table(rows: Rows, board: Scoreboard) -> Iterator[str]:
    if "序号" in rows[0]:
        yield from _events(rows, board)
        return
    for row in rows:
        unit = board.unit(row["单位"])
        if unit is None:
            yield f"{row['单位']}: not on the board"
            continue
        for header, said in _figures(row):
            got = _figure(unit, header, row)
            if not same(said, got):
                yield f"{row['单位']} {header}: {said} expected, {got} found"


def _figures(row: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The columns that are figures; 分项号, 规则号 and 期 only say whose."""
    return ((header, cell) for header, cell in row.items() if header not in ("单位", "分项号", "规则号", "期"))


def _figure(unit: UnitScore, header: str, row: Mapping[str, str]) -> object:
    if "规则号" in row:
        return {"得分": (part := _part(unit, row)) and part.marks, "适用": "是" if part and part.applies else "否"}[
            header
        ]
    if "期" in row:
        section = _section(unit, row["分项号"])
        return next((p.score for p in section.periods if p.period.text == row["期"]), None) if section else None
    if header.startswith("分项 "):
        section = _section(unit, header.removeprefix("分项 "))
        return section and section.score
    return UNIT_FIGURES[header](unit)


UNIT_FIGURES: Mapping[str, Callable[[UnitScore], object]] = {
    "得分": lambda unit: unit.score,
    "折算分": lambda unit: unit.counted,
    "权重": lambda unit: unit.weight,
    "全年扣分": lambda unit: unit.year_points,
    "本期扣分": lambda unit: unit.period_points,
    "组内名次": lambda unit: unit.rank,
    "总名次": lambda unit: unit.overall_rank,
    "等次": lambda unit: unit.band or None,
    "后果": lambda unit: "、".join(held.code for held in unit.held) or None,
}


def _section(unit: UnitScore, number: str) -> SectionScore | None:
    return next((section for section in unit.sections if section.section == number), None)


def _part(unit: UnitScore, row: Mapping[str, str]) -> PartScore | None:
    period = row.get("期", "")
    parts = (part for part in unit.parts if part.rule == row["规则号"])
    return next((part for part in parts if (part.period.text if part.period else "") == period), None)


def _events(rows: Rows, board: Scoreboard) -> Iterator[str]:
    """Per 序号 the rows as given against the events found, in any order."""
    every = {id(event): event for event in (*board.events, *board.pending, *board.refused)}
    for serial in dict.fromkeys(row["序号"] for row in rows):
        said = [row for row in rows if row["序号"] == serial]
        got = [event for event in every.values() if event.serial == serial and event.outcome is not Outcome.REFUND]
        left = list(got)
        for row in said:
            fitting = next((event for event in left if not _unlike(row, event)), None)
            if fitting is None:
                yield f"event {row}: found {[_shown(row, event) for event in got]}"
            else:
                left.remove(fitting)
        if left:
            yield f"event {serial}: {len(left)} more than expected"


def _unlike(row: Mapping[str, str], event: ScoredEvent) -> list[str]:
    return [
        header
        for header, said in row.items()
        if header in EVENT_FIGURES and not same(said, EVENT_FIGURES[header](event))
    ]


def _shown(row: Mapping[str, str], event: ScoredEvent) -> dict[str, object]:
    return {header: EVENT_FIGURES[header](event) for header in row if header in EVENT_FIGURES}


EVENT_FIGURES: Mapping[str, Callable[[ScoredEvent], object]] = {
    "序号": lambda event: event.serial,
    "单位": lambda event: event.unit,
    "规则号": lambda event: event.rule,
    "结果": lambda event: event.outcome.value,
    "计入": lambda event: -event.points,
    "第几次": lambda event: event.nth,
    "倍数": lambda event: event.factor,
    "补记": lambda event: event.late_in.text if event.late_in else None,
}


def same(said: str, got: object) -> bool:
    """Whether a cell of 应得 says what was found: `—` for nothing, `86.83…` for a figure that goes on."""
    if said in (NONE, "") or got is None:
        return said in (NONE, "") and got is None
    if not isinstance(got, Decimal | int):
        return sorted(said.split("、")) == sorted(str(got).split("、"))
    number, figure = Decimal(got), Decimal(said.rstrip("…%"))
    if said.endswith("%"):
        figure /= 100
    if said.endswith("…"):
        exponent = figure.as_tuple().exponent
        return number.quantize(Decimal(1).scaleb(int(exponent)), ROUND_DOWN) == figure
    return number == figure
