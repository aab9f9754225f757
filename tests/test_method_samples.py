"""The examples of every kind of rule: the engine gives exactly the figures that were worked out by hand."""

import re
from pathlib import Path

import pytest

from duban_xl.model.finding import has_errors
from duban_xl.read.ledger import read_ledger
from duban_xl.score.checks.settings import KNOWN
from duban_xl.score.words import CHOICES
from samples.generator.method_books import write_method_books
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


def test_workbooks__are_those_that_the_pages_give_and_open_as_ledgers(tmp_path: Path) -> None:
    """If this fails: `python -m samples.generator methods`."""
    made = {path.name: path.read_bytes() for path in write_method_books(tmp_path)}
    kept = sorted((METHODS / "xlsx").glob("*.xlsx"))
    assert {path.name: path.read_bytes() for path in kept} == made
    assert [path.name for path in kept if has_errors(read_ledger(path).findings)] == []
    assert sum(map(len, made.values())) < 500_000


def test_manual__leads_to_every_kind_from_at_least_sixty_wordings() -> None:
    page = (METHODS.parent.parent / "docs" / "methods.md").read_text(encoding="utf-8")
    linked = re.findall(r"^\|.*\| \[(K\d\d)\]\(\.\./samples/methods/\1\.md\) \|$", page, re.MULTILINE)
    assert len(linked) >= 60
    assert set(linked) == set(KINDS)


def test_manual__lists_every_setting_with_its_choices_the_default_first() -> None:
    page = (METHODS.parent.parent / "docs" / "methods.md").read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| ([^|]+) \| ([^|]+) \| [^|]+ \|$", page.split("## 计分口径有哪些")[1].split("\n## ")[0], re.MULTILINE
    )
    told = {name: choices for names, choices in rows[1:] for name in names.split("、")}
    assert set(told) == KNOWN
    for name, choices in CHOICES.items():
        assert " / ".join(choices) in told[name], name
