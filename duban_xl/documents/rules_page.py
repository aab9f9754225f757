"""The methods' rules and the tests that name them → the page that traces every rule: what it asks, where it acts, what tests it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from duban_xl.catalogue import pages as words
from duban_xl.documents.reference import bullets, heading, link, page, table


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedRule:
    """One rule as the page tells it."""

    rule: str
    article: str
    content: str
    reading: str
    grade: str
    acts: tuple[str, ...]
    does: str


@dataclass(frozen=True, slots=True)
class TracedMethod:
    """One pack: its name, the title of its method, its rules in the order of the articles."""

    name: str
    title: str
    rules: tuple[TracedRule, ...]

    @property
    def heading(self) -> str:
        """weinan：督促检查工作实施办法（试行）."""
        return words.METHOD_HEADING.format(name=self.name, title=self.title)


def rules_page(methods: Sequence[TracedMethod], tests: Mapping[str, tuple[str, ...]]) -> str:
    """Every rule of every method; `tests` are those that name it."""
    return page(
        words.RULES_TITLE,
        words.RULES_ABOUT,
        bullets(f"{link(one.heading)}：{words.COUNT_RULES.format(count=len(one.rules))}" for one in methods),
        *(part for one in methods for part in _method(one, tests)),
    )


def _method(method: TracedMethod, tests: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield heading(method.heading)
    yield table(words.RULE_HEADERS, (_row(rule, tests.get(rule.rule, ())) for rule in method.rules))


def _row(rule: TracedRule, tests: Sequence[str]) -> tuple[str, ...]:
    reading = f"`{rule.reading}`" if rule.reading else words.NONE
    named = words.JOINED.join(f"`{test}`" for test in tests[: words.MOST_TESTS]) or words.NONE
    more = words.MORE_TESTS.format(count=len(tests)) if len(tests) > words.MOST_TESTS else ""
    acts = words.JOINED.join(rule.acts)
    return f"`{rule.rule}`", rule.article, rule.content, reading, rule.grade, acts, rule.does, named + more
