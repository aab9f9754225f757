"""Board and ledger → what all sheets of the score workbook ask: which columns it needs, how sections and caps are called."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from duban_xl.catalogue import score_book as words
from duban_xl.model.columns.assessment import SIGNS
from duban_xl.model.ledger import Ledger
from duban_xl.model.rulebook import ScoringRule
from duban_xl.model.score import ONE, ZERO, Outcome, Scoreboard, ScoredEvent
from duban_xl.model.source import plain
from duban_xl.score import words as w
from duban_xl.score.method import Method, method_of
from duban_xl.score.span import cycle_of
from duban_xl.score.words import Words

MINUS, PLUS = SIGNS
COUNTING = (Outcome.COUNTED, Outcome.REFUND)
_WILD = str.maketrans({"*": "＊", "?": "？", "~": "～"})
_MOST_TOLD = 6  # sections whose marks a subtitle names
_LONGEST_LABEL = 60  # characters; a criterion of SUMIFS may not be long


@dataclass(frozen=True)
class Basis:
    """One board with the method it was scored by."""

    board: Scoreboard
    ledger: Ledger

    @cached_property
    def method(self) -> Method | None:
        """The method; None if the ledger's sheets hold none that can be applied."""
        return method_of(self.ledger.rulebook)[0]

    @cached_property
    def words(self) -> Words:
        """The settings of 计分口径."""
        return self.method.words if self.method else Words(self.ledger.rulebook.settings)

    def says(self, key: str) -> str:
        """The chosen value of a setting."""
        return self.words.choice(key)

    @cached_property
    def rules(self) -> dict[str, ScoringRule]:
        """The rules by number."""
        return {rule.rule: rule for rule in reversed(self.ledger.rulebook.rules) if rule.rule}

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The sections that any unit has, as 计分分项 lists them."""
        used = {part.section for unit in self.board.units for part in unit.sections}
        listed = [row.section for row in self.ledger.rulebook.sections]
        return tuple(dict.fromkeys(section for section in (*listed, *sorted(used)) if section in used))

    @cached_property
    def parents(self) -> frozenset[str]:
        """The sections that have sections below them."""
        return frozenset(part.parent for unit in self.board.units for part in unit.sections)

    @cached_property
    def tops(self) -> tuple[str, ...]:
        """The sections that make up the total."""
        parent = {part.section: part.parent for unit in self.board.units for part in unit.sections}
        return tuple(section for section in self.sections if parent[section] not in self.sections)

    @cached_property
    def base(self) -> Decimal | None:
        """基本分; None where the total is put together of weighted sections and the method states no figure for it."""
        weighted = any(
            p.weight is not None for unit in self.board.units for p in unit.sections if p.section in self.tops
        )
        needed = self.words.text(w.BASE) or self.says(w.NOT_INSPECTED) == w.BASE_SCORE
        return None if weighted and len(self.tops) > 1 and not needed else self.board.base

    @cached_property
    def start_said(self) -> str:
        """What a unit starts from, in words: 基本分, or the marks of the sections that are weighted."""
        if self.base is not None:
            return words.BASE_IS.format(base=plain(self.base))
        marks = {
            part.section: part.full for unit in self.board.units for part in unit.sections if part.section in self.tops
        }
        told = [f"{self.label(top)} {plain(full)}" for top in self.tops if (full := marks[top]) is not None]
        return (
            words.SECTIONS_ARE.format(sections="、".join(told)) if len(told) <= _MOST_TOLD else words.SECTIONS_WEIGHTED
        )

    @cached_property
    def has_sections(self) -> bool:
        """Whether the sections need a sheet of their own: several, or one that is more than base minus points."""
        units = self.board.units
        return len(self.sections) > 1 or any(u.parts or any(s.periods for s in u.sections) for u in units)

    @cached_property
    def has_inspections(self) -> bool:
        """Whether it matters which units were inspected."""
        return bool(self.words.text(w.NOT_INSPECTED)) or any(not unit.inspected for unit in self.board.units)

    @property
    def title(self) -> str:
        """The method's name in title marks; what it is, where the office gave it no name."""
        name = self.board.title.strip("《》")
        return f"《{name}》" if name else words.UNNAMED_METHOD

    @property
    def period_header(self) -> str:
        """What the column of the period's own points is called."""
        plain, net = words.PERIOD_HEADERS.get(self.board.period.kind, words.OTHER_PERIOD)
        return net if self.has_bonuses else plain

    @property
    def to_date_header(self) -> str:
        """What the column of the year's points is called."""
        return words.TO_DATE_NET if self.has_bonuses else words.TO_DATE

    @property
    def raw_header(self) -> str:
        """The column before any limit: base minus points, or the sections' total."""
        return words.COMPOSED if self.has_sections else words.RAW

    @cached_property
    def has_parts(self) -> bool:
        """Whether anything was measured."""
        return any(unit.parts for unit in self.board.units)

    @cached_property
    def has_cycles(self) -> bool:
        """Whether a section is reckoned period by period."""
        return any(part.periods for unit in self.board.units for part in unit.sections)

    @cached_property
    def has_bonuses(self) -> bool:
        """Whether anything can add points."""
        return any(rule.sign == PLUS for rule in self.rules.values())

    @cached_property
    def has_steps(self) -> bool:
        """Whether the how-maniest matters to any event."""
        return any(rule.count_scope or rule.factor_condition for rule in self._used)

    @cached_property
    def has_factors(self) -> bool:
        """Whether any event was multiplied."""
        return any(event.factor != ONE for event in self.board.events)

    @cached_property
    def has_raw(self) -> bool:
        """Whether an event's value is another than the rule's own."""
        return any(event.raw not in (None, event.value) for event in self.board.events)

    @cached_property
    def has_caps(self) -> bool:
        """Whether caps can hold back points, or something else did."""
        capped = any(rule.rule_cap is not None or rule.count_cap or rule.cap_group for rule in self._used)
        return capped or any(e.outcome in COUNTING and e.value != e.points for e in self.board.events)

    @cached_property
    def _used(self) -> tuple[ScoringRule, ...]:
        used = {event.rule for event in self.board.events}
        return tuple(rule for number, rule in self.rules.items() if number in used)

    def sign(self, event: ScoredEvent) -> str:
        """扣 or 加: of the rule, else of the points."""
        rule = self.rules.get(event.rule)
        return rule.sign if rule and rule.sign in SIGNS else (PLUS if event.points < ZERO else MINUS)

    def label(self, section: str) -> str:
        """How a section is called in every sheet: number and name. Formulas look it up, so it is never a bare number."""
        if not section:
            return words.WHOLE
        named = next((row.name for row in self.ledger.rulebook.sections if row.section == section), "")
        text = f"{section} {named}" if named else words.SECTION_NUMBER.format(section=section)
        return text.translate(_WILD)[:_LONGEST_LABEL]

    def cap_scope(self, event: ScoredEvent) -> tuple[str, Decimal] | None:
        """Which events share a cap with this one, and the cap, where a formula can reckon it: a rule's own cap, or that of
        a group without groups around it whose rules have none."""
        rule = self.rules.get(event.rule)
        if rule is None or rule.count_cap:
            return None
        if not rule.cap_group:
            return (words.RULE_SCOPE.format(rule=rule.rule), rule.rule_cap) if rule.rule_cap is not None else None
        group = self.method.cap_groups.get(rule.cap_group) if self.method else None
        if group is None or group.parent or any(r.rule_cap is not None for r in self._grouped(rule.cap_group)):
            return None
        sign = self.sign(event)
        cap = group.bonus_cap if sign == PLUS else group.deduction_cap
        if cap is None:
            return None
        period = cycle_of(group.period, event.event_on) if event.event_on else None
        return words.GROUP_SCOPE.format(group=group.group, sign=sign, period=period.name if period else ""), cap

    def _grouped(self, group: str) -> list[ScoringRule]:
        return [rule for rule in self.rules.values() if rule.cap_group == group]

    @cached_property
    def rounding(self) -> str:
        """舍入方式."""
        return self.says(w.ROUNDING)
