"""What held consequences do to a score: sections and totals set to nothing, limited or cut (step 17, once and last)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from duban_xl.catalogue.score_traces import TOLD
from duban_xl.model.columns.assessment import EFFECTS, RESCALED
from duban_xl.model.score import SectionScore, UnitScore
from duban_xl.score import words as w
from duban_xl.score.exact import decimal_of, rounded
from duban_xl.score.measures.words import number
from duban_xl.score.method import Method
from duban_xl.score.weights import top_weights

(
    PROPOSED, NO_AWARD, ONE_DOWN, SET_BAND, SECTION_ZERO, TOTAL_ZERO, NOT_RANKED, TOTAL_AT_MOST, TOTAL_SHARE, SECTION_AT_MOST,
    SECTION_SHARE,
) = EFFECTS  # fmt: skip
ON_SECTIONS = (SECTION_ZERO, SECTION_AT_MOST, SECTION_SHARE)
ON_TOTAL = (TOTAL_ZERO, TOTAL_AT_MOST, TOTAL_SHARE)
_FIGURE = re.compile(r"(\d+(?:\.\d+)?)\s*([%％]?)")
_OF_SECTION = re.compile(r"(.+?)\s*[=＝]\s*(\d+(?:\.\d+)?)\s*([%％]?)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """One effect of a code, read: on which section, to which figure (a share is a fraction)."""

    code: str
    kind: str
    written: str
    section: str = ""
    figure: Fraction = Fraction(0)
    usable: bool = True


def effect_of(code: str, kind: str, written: str, method: Method) -> Effect:
    """效果 with what stands in 等次或分项; not `usable` if that does not say what the effect needs."""
    section, text = "", written.strip()
    if kind in (SECTION_AT_MOST, SECTION_SHARE) and (of := _OF_SECTION.fullmatch(text)):
        section, text = of[1], of[2] + of[3]
    elif kind == SECTION_ZERO:
        section, text = text, "0"
    if kind in ON_SECTIONS:
        section = next((n for n, s in method.sections.items() if section and section in (n, s.name)), "")
    if kind in (PROPOSED, NO_AWARD, ONE_DOWN, NOT_RANKED, TOTAL_ZERO, ""):
        return Effect(code=code, kind=kind, written=written)
    if kind == SET_BAND:
        return Effect(code=code, kind=kind, written=written.strip(), usable=bool(written.strip()))
    found = _FIGURE.fullmatch(text)
    is_share = kind in (TOTAL_SHARE, SECTION_SHARE)
    figure = Fraction(found[1]) / (100 if is_share and found[2] else 1) if found else Fraction(0)
    usable = found is not None and (kind not in ON_SECTIONS or bool(section)) and not (is_share and figure > 1)
    return Effect(code=code, kind=kind, written=written, section=section, figure=figure, usable=usable)


def with_effects(unit: UnitScore, effects: tuple[Effect, ...], method: Method) -> UnitScore:
    """The unit with its score changed: sections first, then the total; as it is where nothing changes it."""
    if unit.score is None or not any(effect.kind in (*ON_SECTIONS, *ON_TOTAL) for effect in effects):
        return unit
    sections, total = _in_sections(unit, [e for e in effects if e.kind in ON_SECTIONS], method)
    for effect in effects:
        total = _cut(total, effect, ON_TOTAL)
    score = decimal_of(total)
    weighted = total if unit.weight is None else total * Fraction(unit.weight)
    counted = None if unit.counted is None else rounded(weighted, method.places, method.says(w.ROUNDING))
    return replace(unit, score=score, own_score=score, remaining=score, counted=counted, sections=sections)


def _in_sections(unit: UnitScore, effects: list[Effect], method: Method) -> tuple[tuple[SectionScore, ...], Fraction]:
    """The sections and the total once effects on sections have gone up the tree."""
    known = {section.section: section for section in unit.sections}
    total = Fraction(unit.score or 0)
    for effect in effects:
        section = known.get(effect.section)
        if section is None or section.score is None:
            continue
        after = _cut(Fraction(section.score), effect, ON_SECTIONS)  # whatever floor the section has
        change = (after - Fraction(section.score)) * _share(section, known, unit.group, method)
        known[section.section] = replace(section, score=decimal_of(after))
        while section := known.get(section.parent):
            known[section.section], change = _changed(section, change, method)
            change *= _share(section, known, unit.group, method)
        total += change
    return tuple(_told(before, known[before.section]) for before in unit.sections), _limited(total, method)


def _told(before: SectionScore, after: SectionScore) -> SectionScore:
    """The section after the effects, its trace going on with the change."""
    if before.score == after.score or before.score is None or after.score is None:
        return after
    words = {"before": number(Fraction(before.score)), "after": number(Fraction(after.score))}
    return replace(after, trace=f"{after.trace}；{TOLD['after'].format(**words)}")


def _share(section: SectionScore, known: Mapping[str, SectionScore], group: str, method: Method) -> Fraction:
    """By how much a change of the section changes what stands above it: its weight, and what marks are rescaled to."""
    together = [other for other in known.values() if other.parent == section.parent]
    weights = {other.section: other.weight for other in together if other.weight is not None}
    above = known.get(section.parent)
    weights = weights if above else top_weights(method, group, known)
    if weights and section.section not in weights:
        return Fraction(1)
    parts = {o.section: Fraction(o.full or 0) for o in together}
    parts = {number: Fraction(weight) for number, weight in weights.items()} if weights else parts
    out = (o.section for o in together if not o.applies and o.treatment == RESCALED)
    gone, whole = sum((parts.get(number, Fraction(0)) for number in out), Fraction(0)), sum(parts.values(), Fraction(0))
    share = parts[section.section] if weights else Fraction(1)
    if gone:
        share *= whole / (whole - gone) if whole > gone else 0
    if above and above.full and whole and not weights and method.says(w.UNEQUAL_MARKS) == w.TO_TOTAL:
        share *= Fraction(above.full) / whole
    return share


def _changed(section: SectionScore, change: Fraction, method: Method) -> tuple[SectionScore, Fraction]:
    """The section with `change` in its score, within its floor and ceiling, and what changes in its parent."""
    row = method.sections[section.section]
    before = Fraction(section.score or 0)
    after, ceiling = before + change, method.ceiling_of(row)
    if ceiling is not None:
        after = min(after, max(Fraction(ceiling), before))
    if row.floor is not None:
        after = max(after, min(Fraction(row.floor), before))
    return replace(section, score=decimal_of(after)), after - before


def _cut(figure: Fraction, effect: Effect, kinds: tuple[str, ...]) -> Fraction:
    """`figure` after an effect of one of `kinds` (nothing, at most, share of)."""
    by_kind: Mapping[str, Fraction] = {
        kinds[0]: min(figure, Fraction(0)),
        kinds[1]: min(figure, effect.figure),
        kinds[2]: figure * effect.figure,
    }
    return by_kind.get(effect.kind, figure)


def _limited(total: Fraction, method: Method) -> Fraction:
    floored = total if method.floor is None else max(total, Fraction(method.floor))
    return floored if method.ceiling is None else min(floored, Fraction(method.ceiling))
