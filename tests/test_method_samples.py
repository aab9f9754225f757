"""The examples of every kind of rule: the engine gives exactly the figures that were worked out by hand."""

import re

import pytest

from samples.generator.methods import METHODS, Example, Expected, examples
from tests.method_samples import differences

EXAMPLES = examples()
CASES = [(example, expected) for example in EXAMPLES for expected in example.expected]
KINDS = [f"K{number:02d}" for number in range(1, 27)]
CHECKS = [f"T{number}" for number in range(1, 19)]


def case_name(value: object) -> str:
    if isinstance(value, Example):
        return value.name
    assert isinstance(value, Expected)
    return "，".join((value.period, *(f"{change.header}={change.value}" for change in value.changes)))


@pytest.mark.parametrize(("example", "expected"), CASES, ids=case_name)
def test_example__gives_the_figures_worked_out_by_hand(example: Example, expected: Expected) -> None:
    assert differences(example, expected) == []


def test_examples__show_every_kind_and_every_check() -> None:
    assert sorted({example.kind for example in EXAMPLES}) == KINDS
    titles = " ".join(example.title for example in EXAMPLES)
    assert set(re.findall(r"\bT\d+\b", titles)) == set(CHECKS)


@pytest.mark.parametrize("example", EXAMPLES, ids=case_name)
def test_example__expects_figures_and_says_how_they_come_about(example: Example) -> None:
    assert example.expected
    assert all(expected.tables and re.search(r"[=＝]", expected.text) for expected in example.expected)


@pytest.mark.parametrize("kind", KINDS)
def test_page__says_what_texts_say_and_how_it_is_written(kind: str) -> None:
    head = (METHODS / f"{kind}.md").read_text(encoding="utf-8").split("\n## ")[0]
    assert re.match(rf"# {kind} \S", head)
    assert len(head.split("\n", 1)[1].strip()) > 60
