"""The rows of 制度条款 → which rule says what: looked up by the place where it acts and the category it is limited to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from duban_xl.model.deadline import Capped, Expression, FirstOf
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.method import Rule

LIMIT, CAP, CYCLE, ROLLING = "事项类别.办理时限", "事项类别.上限", "事项类别.报送周期", "事项类别.滚动"
MILESTONES, OWN_CYCLE = "节点计划.计划日期", "督办事项.报送周期"
COURSE = "流转."


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """The method's rules, found by what they decide."""

    rules: tuple[Rule, ...]
    _by_place: dict[str, list[Rule]] = field(init=False, repr=False, compare=False)
    _kinds: dict[tuple[str, str], Mapping[str, str]] = field(init=False, repr=False, compare=False)
    _found: dict[tuple[str, str], tuple[Rule, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[str, list[Rule]] = {}
        for rule in self.rules:
            for place in rule.places:
                found.setdefault(place, []).append(rule)
        object.__setattr__(self, "_by_place", found)
        object.__setattr__(self, "_kinds", {})
        object.__setattr__(self, "_found", {})

    def by_id(self, rule: str) -> Rule | None:
        """The rule with that 规则编号, or None."""
        return next((one for one in self.rules if one.rule == rule), None)

    def at(self, place: str, code: str = "") -> tuple[Rule, ...]:
        """The rules that act at `place` for the category `code`, those that name the category first."""
        if (place, code) not in self._found:
            covering = (rule for rule in self._by_place.get(place, ()) if rule.covers(code))
            self._found[place, code] = tuple(sorted(covering, key=lambda rule: not rule.categories))
        return self._found[place, code]

    def first(self, place: str, code: str = "") -> str:
        """The 规则编号 of the first of them; "" if there is none."""
        found = self.at(place, code)
        return found[0].rule if found else ""

    def by_kind(self, place: str, code: str) -> Mapping[str, str]:
        """Kind of limit ("GIVEN", "WD" …) → the rule that gives it, as the rules' 读法 tell."""
        if (place, code) not in self._kinds:
            found: dict[str, str] = {}
            for rule in sorted(self.at(place, code), key=lambda rule: len(_kinds_of(rule.reading))):
                for kind in _kinds_of(rule.reading):
                    found.setdefault(kind, rule.rule)
            self._kinds[place, code] = found
        return self._kinds[place, code]


def index_of(rules: Iterable[Rule]) -> RuleIndex:
    """The index over `rules`."""
    return RuleIndex(tuple(rules))


def _kinds_of(reading: str) -> tuple[str, ...]:
    """The kinds of limits that a 读法 names: "GIVEN > WD(7)@receipt" → GIVEN, WD."""
    return _kinds(parse_expression(reading)) if reading else ()


def _kinds(expression: Expression | None) -> tuple[str, ...]:
    match expression:
        case None:
            return ()
        case Capped(limit, _):
            return _kinds(limit)
        case FirstOf(options):
            return tuple(option.kind for option in options)
        case _:
            return (expression.kind,)
