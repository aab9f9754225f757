"""Every rule of the five methods stands in one place, acts somewhere, and is exercised by a test that names it."""

import re
from collections import Counter
from pathlib import Path

import pytest

from duban_xl.model.columns.method import GRADES
from duban_xl.model.source import shown
from duban_xl.packs import load_pack, pack_names
from duban_xl.workflows.rule_tests import rules_exercised

ROOT = Path(__file__).resolve().parent.parent
IDS = dict(line.split() for line in (ROOT / "tests" / "rule_ids.txt").read_text(encoding="utf-8").splitlines())
"""Every rule with its grade (E exact, C convention, P shown only), written down apart from the packs."""

TESTS = rules_exercised(ROOT / "tests")
CITED = re.compile(r"\b(?:shiwei|weinan|xiayi|jiangsu|cangnan)-[A-Z]?\d[\w.]*(?:-[a-z0-9]+)+\b")


def test_rules__all_of_them_and_each_in_one_place() -> None:
    listed = Counter(shown(row["rule"]) for name in pack_names() for row in load_pack(name).rows["rules"])
    assert set(listed) == set(IDS)
    assert {rule: count for rule, count in listed.items() if count > 1} == {}
    assert len(IDS) == 299


def test_rules__graded_as_the_methods_are() -> None:
    words = dict(zip("ECP", GRADES, strict=True))
    graded = {shown(row["rule"]): row["grade"] for name in pack_names() for row in load_pack(name).rows["rules"]}
    assert {rule: grade for rule, grade in graded.items() if grade != words[IDS[rule]]} == {}


@pytest.mark.parametrize("rule", [rule for rule, grade in IDS.items() if grade in "EC"])
def test_rule_that_acts__is_exercised(rule: str) -> None:
    assert TESTS.get(rule), f"no test names {rule}"


def test_rules_cited_anywhere__exist() -> None:
    files = [*(ROOT / "duban_xl").rglob("*.py"), *(ROOT / "duban_xl").rglob("*.toml"), *(ROOT / "tests").glob("*.py")]
    cited = {(path.name, rule) for path in files for rule in CITED.findall(path.read_text(encoding="utf-8"))}
    assert {(name, rule) for name, rule in cited if rule not in IDS and "-amb-" not in rule} == set()


def test_rule_that_nobody_exercises__would_be_found(tmp_path: Path) -> None:
    (tmp_path / "test_x.py").write_text(
        'def test_a():\n    """weinan-02-scope"""\n    # weinan-01-basis\n    x = "weinan-21-validity"\n'
    )
    assert dict(rules_exercised(tmp_path)) == {"weinan-21-validity": ("test_x.py::test_a",)}
