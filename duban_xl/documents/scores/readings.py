"""A method → the sentences of 计分口径说明: how every setting, section, cap, rule and band is read."""

from collections.abc import Iterator

from duban_xl.catalogue import score_readings as said
from duban_xl.documents.scores.bands import Bands
from duban_xl.documents.scores.basis import Basis
from duban_xl.model.columns.assessment import SPILLS
from duban_xl.model.rulebook import ScoringRule, Section
from duban_xl.model.score import ZERO
from duban_xl.model.source import Value, shown
from duban_xl.score import words as w
from duban_xl.score.ladder import Rung


def readings(basis: Basis) -> tuple[str, ...]:
    """The sentences, numbered; those that the method does not state itself say so."""
    sentences = (
        *_sections(basis),
        *_settings(basis),
        *_caps(basis),
        *filter(None, map(_rule, basis.rules.values())),
        *_bands(basis),
    )
    return tuple(said.NUMBERED.format(number=number, text=text) for number, text in enumerate(sentences, 1))


def _settings(basis: Basis) -> Iterator[str]:
    ties = basis.words.text(w.TIE_BREAK) or w.TIE_BREAK
    for key, meanings in said.READINGS.items():
        meaning = meanings.get(basis.says(key))
        if meaning and (basis.words.text(key) or key not in (w.NOT_INSPECTED, w.RANK_NOT_INSPECTED)):
            assumed = "" if basis.words.text(key) else said.ASSUMED
            yield meaning.format(places=basis.board.places, ties=ties).rstrip("。") + assumed + "。"


def _sections(basis: Basis) -> Iterator[str]:
    for row in basis.ledger.rulebook.sections:
        if row.section:
            yield said.SECTION.format(name=row.name or row.section, facts="，".join(_facts(row)))


def _facts(row: Section) -> Iterator[str]:
    stated: dict[str, Value] = {
        "full": row.full_marks,
        "mode": said.MODES.get(row.mode, row.mode),
        "start": row.start,
        _floor(row): row.floor if row.floor is not None else "",
        "spills": row.below_floor if row.below_floor == SPILLS else "",
        "ceiling": row.ceiling,
        "cycle": row.cycle,
        "combined": row.combined if row.cycle else "",
        "cycle_weights": row.cycle_weights,
        "not_applicable": said.NOT_APPLICABLE.get(row.not_applicable, row.not_applicable),
        "groups": row.groups,
        "weights": row.weights,
        "places": row.places,
    }
    for key, value in stated.items():
        if shown(value) or key == "no_floor":
            yield said.SECTION_FACTS[key].format(value=shown(value))


def _floor(row: Section) -> str:
    if row.floor is None:
        return "no_floor"
    return "floor_zero" if row.floor == ZERO else "floor"


def _caps(basis: Basis) -> Iterator[str]:
    for group in basis.ledger.rulebook.cap_groups:
        rules = [rule.rule for rule in basis.rules.values() if rule.cap_group == group.group]
        figures = {"bonus_cap": group.bonus_cap, "deduction_cap": group.deduction_cap}
        caps = [said.CAPS[key].format(value=shown(cap)) for key, cap in figures.items() if cap is not None]
        if rules and caps:
            cycle = said.CAP_CYCLE.get(group.period, group.period)
            yield said.CAP_GROUP.format(rules="、".join(rules), cycle=cycle, caps="，".join(caps))


def _rule(rule: ScoringRule) -> str:
    """What limits, repeats and refunds of one rule mean; "" if it has none."""
    stated = {"rule_cap": shown(rule.rule_cap), "count_cap": rule.count_cap, "refund_share": shown(rule.refund_share)}
    facts = [said.RULE_FACTS[key].format(value=value) for key, value in stated.items() if value]
    if rule.dedupe_key and rule.dedupe_mode in said.DEDUPES:
        mode = said.DEDUPES[rule.dedupe_mode]
        facts.append(said.RULE_FACTS["dedupe"].format(key=rule.dedupe_key.replace("+", "、"), mode=mode))
    return said.RULE.format(rule=rule.rule, facts="；".join(facts)) if facts else ""


def _bands(basis: Basis) -> Iterator[str]:
    bands = [said.BAND.format(name=rung.step.name, edges=_edges(rung)) for rung in Bands(basis).rungs]
    if bands:
        yield said.BANDS.format(bands="；".join(bands))


def _edges(rung: Rung) -> str:
    edges = {"from": (rung.start, rung.step.start, rung.holds_start), "to": (rung.end, rung.step.end, rung.holds_end)}
    words = said.BAND_EDGES
    return "，".join(
        words[key].format(value=text, held=words["held"] if held else words["open"])
        for key, (edge, text, held) in edges.items()
        if edge is not None
    )
