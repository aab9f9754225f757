"""Ranked units → with their bands, the consequences that hold for them and what these do to the score (steps 17 and 18).

Every condition looks at the figures before any effect; ranks are given once and not again (no loop).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from duban_xl.catalogue import finding
from duban_xl.catalogue.outcomes import AND, BECAUSE, EFFECT_ON_SCORE
from duban_xl.model.columns.scoring import CONSEQUENCE_KINDS
from duban_xl.model.finding import Finding, distinct
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.office import UnitDirectory
from duban_xl.model.period import Period
from duban_xl.model.rulebook import ConsequenceRule
from duban_xl.model.score import Held, UnitScore
from duban_xl.model.source import chinese_day, plain
from duban_xl.plan.escalation import StepDue, escalation
from duban_xl.plan.ground import Ground
from duban_xl.score.bands import band_figure, band_step, band_table, lowered
from duban_xl.score.conditions import CODE_COUNT, Conditions, Reason, by_events, counted
from duban_xl.score.effects import NOT_RANKED, ONE_DOWN, PROPOSED, SET_BAND, Effect, effect_of, with_effects
from duban_xl.score.exact import as_fraction
from duban_xl.score.measures.data import Scores, data_of
from duban_xl.score.measures.words import listed, number
from duban_xl.score.method import Method
from duban_xl.score.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The units with `band`, `held`, `ranked` and what effects change; and what was found on the way."""

    units: tuple[UnitScore, ...]
    findings: tuple[Finding, ...]


def with_consequences(units: Sequence[UnitScore], ledger: Ledger, method: Method, span: Span) -> Judgement:
    """Bands, consequences and effects for all units, in their order (K14, K24).

    A code holds with an event that counts, or a step that a unit falls into, unless 计分后果 states other conditions for
    it; then if all rows of one 条件组 hold. 后果数 is looked at after all others.
    """
    banded = tuple(replace(unit, band=_band(unit, method)) for unit in units)
    found: list[Finding] = []
    conditions = Conditions(units=banded, method=method, span=span, data=data_of(method, ledger, span, _scores(units)))
    codes = _codes_by_number(method)
    effects = {code: tuple(_effects(code, rows, method)) for code, rows in codes.items()}
    found += _unusable(codes, effects)
    judged: list[UnitScore] = []
    for unit in banded:
        held = tuple(_held(unit, codes, conditions, method))
        own = tuple(e for one in held for e in effects.get(one.code, ()) if e.usable)
        judged.append(_judged(replace(unit, held=held), own, method) if held else unit)
    found += _without_band(judged, ledger.units, method)
    for (code, name), without in conditions.missed.items():
        row = next(row for row in codes[code] if name in split_names(row.subject))
        found.append(
            finding("S282", row.source("subject"), code=code, name=name, units=listed(list(dict.fromkeys(without))))
        )
    return Judgement(units=tuple(judged), findings=distinct(found))


def ladder_held(ground: Ground, as_of: date) -> Mapping[str, tuple[Held, ...]]:
    """Unit → the steps of 问责阶梯 that it has reached and nobody has taken yet: proposals as `escalation` counts them."""
    found: dict[str, tuple[Held, ...]] = {}
    for due in escalation(ground, as_of):
        if due.is_open:
            found[due.unit] = (*found.get(due.unit, ()), _of_ladder(due))
    return found


def _of_ladder(due: StepDue) -> Held:
    step = due.step
    first, last = due.window
    words = {"first": chinese_day(first), "last": chinese_day(last), "day": chinese_day(due.reached_on)}
    times = plain(step.times) if step.times is not None else ""
    because = BECAUSE["ladder"].format(**words, trigger=step.trigger, count=due.count, times=times)
    kind = next((kind for kind in CONSEQUENCE_KINDS if kind in step.measure), "")
    return Held(code=step.rule, name=step.measure, effect=PROPOSED, type=kind, clause=step.rule, because=because)


def _band(unit: UnitScore, method: Method) -> str:
    step = band_step(unit.score, method)
    return step.name if step else ""


def _without_band(units: Sequence[UnitScore], directory: UnitDirectory, method: Method) -> Iterator[Finding]:
    """Units whose score is in no band, and which no consequence puts in one."""
    ladder = band_table(method)
    for unit in units:
        if ladder and unit.score is not None and not unit.band:
            named = directory.find(unit.unit)
            places = (ladder.steps[0].source("table"), *((named.source("name"),) if named else ()))
            yield finding("S280", *places, unit=unit.unit, value=number(band_figure(unit.score, method)))


def _scores(units: Sequence[UnitScore]) -> Scores:
    scores: dict[tuple[str, Period | None], dict[str, Fraction]] = {}
    for unit in units:
        for section in unit.sections:
            if section.score is not None and section.applies:
                scores.setdefault((section.section, None), {})[unit.unit] = as_fraction(section.score)
    return scores


def _codes_by_number(method: Method) -> dict[str, list[ConsequenceRule]]:
    codes: dict[str, list[ConsequenceRule]] = {}
    for row in method.consequences:
        if row.code:
            codes.setdefault(row.code, []).append(row)
    return codes


def _effects(code: str, rows: Sequence[ConsequenceRule], method: Method) -> Iterator[Effect]:
    """The effects of a code, each once, whichever of its rows states them."""
    for kind, written in dict.fromkeys((row.effect, row.band) for row in rows if row.effect):
        yield effect_of(code, kind, written, method)


def _unusable(
    codes: Mapping[str, Sequence[ConsequenceRule]], effects: Mapping[str, Sequence[Effect]]
) -> Iterator[Finding]:
    for code, of_code in effects.items():
        for effect in of_code:
            if not effect.usable:
                yield finding("S281", codes[code][0].source("band"), code=code, what=effect.kind, value=effect.written)


def _held(
    unit: UnitScore, codes: Mapping[str, Sequence[ConsequenceRule]], conditions: Conditions, method: Method
) -> Iterator[Held]:
    """What the unit holds, in the order of 计分后果; codes without rows after them."""
    brought = _brought(unit, method)
    reasons: dict[str, Reason] = {}
    late = [code for code, rows in codes.items() if any(row.trigger == CODE_COUNT for row in rows)]
    for code in (*(code for code in codes if code not in late), *late):
        known = frozenset(reasons) | (frozenset(brought) - frozenset(codes))
        if reason := _reason(codes[code], unit, known, conditions, brought.get(code)):
            reasons[code] = reason
    for code in (*codes, *(code for code in brought if code not in codes)):
        reason = reasons.get(code) if code in codes else brought[code]
        if reason:
            yield _told(code, codes.get(code, ()), reason)


def _brought(unit: UnitScore, method: Method) -> dict[str, Reason]:
    """Code → what brings it by itself: events that count, steps of measured parts, the step of the band."""
    found: dict[str, Reason] = {}
    bringing = [event for event in counted(unit) if event.consequences]
    for code in dict.fromkeys(code for event in bringing for code in event.consequences):
        found[code] = by_events([event for event in bringing if code in event.consequences])
    for part in unit.parts:
        for code in part.consequences:
            found.setdefault(code, Reason(BECAUSE["step"].format(rules=part.rule)))
    step = band_step(unit.score, method)
    for code in split_names(step.consequence) if step else ():
        found.setdefault(code, Reason(BECAUSE["band_step"].format(band=unit.band)))
    return found


def _reason(
    rows: Sequence[ConsequenceRule],
    unit: UnitScore,
    codes: frozenset[str],
    conditions: Conditions,
    brought: Reason | None,
) -> Reason | None:
    """Why a code holds: the first 条件组 all rows of which hold."""
    alternatives: dict[str, list[ConsequenceRule]] = {}
    for row in rows:
        alternatives.setdefault(row.alternative, []).append(row)
    for together in alternatives.values():
        reasons = [_of_row(row, unit, codes, conditions, brought) for row in together]
        met = [reason for reason in reasons if reason]
        if len(met) == len(reasons):
            serials = tuple(dict.fromkeys(serial for reason in met for serial in reason.serials))
            return Reason(AND.join(reason.because for reason in met), serials)
    return None


def _of_row(
    row: ConsequenceRule, unit: UnitScore, codes: frozenset[str], conditions: Conditions, brought: Reason | None
) -> Reason | None:
    """A row 事件 without 对象 and number holds with whatever brings the code, a step or band included."""
    if row.trigger == "事件" and brought and not row.subject and row.number is None:
        return brought
    return conditions.holds(row, unit, codes)


def _told(code: str, rows: Sequence[ConsequenceRule], reason: Reason) -> Held:
    def first(column: str) -> str:
        return next((text for row in rows if (text := row.record.text(column))), "")

    effects = dict.fromkeys(row.effect for row in rows if row.effect)
    return Held(
        code=code,
        name=first("name") or code,
        effect="、".join(effects) or PROPOSED,
        type=first("type"),
        clause=first("clause"),
        because=reason.because,
        serials=reason.serials,
    )


def _judged(unit: UnitScore, effects: tuple[Effect, ...], method: Method) -> UnitScore:
    """The unit after the effects: score, then band by it, then bands set or lowered, then the ranking."""
    changed = with_effects(unit, effects, method)
    band = unit.band if changed.score == unit.score else _band(changed, method)
    for effect in effects:
        band = effect.written if effect.kind == SET_BAND else band
    band = lowered(band, method, sum(effect.kind == ONE_DOWN for effect in effects))
    out = any(effect.kind == NOT_RANKED for effect in effects)
    ranks = (None, None) if out else (changed.rank, changed.overall_rank)
    return replace(
        changed,
        band=band,
        rank=ranks[0],
        overall_rank=ranks[1],
        ranked=changed.ranked and not out,
        trace=_traced(unit, changed),
    )


def _traced(unit: UnitScore, changed: UnitScore) -> str:
    if changed.score == unit.score or unit.score is None or changed.score is None:
        return unit.trace
    names = "、".join(held.name for held in unit.held if held.effect != PROPOSED)
    before, after = number(Fraction(unit.score)), number(Fraction(changed.score))
    told = EFFECT_ON_SCORE.format(name=names, before=before, after=after)
    return "；".join(filter(None, (unit.trace, told)))
