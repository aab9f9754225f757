"""The rules of the house hold in every module, and each rule is seen to fail when it is broken."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import DOORS, breaches

PACKAGE = Path(__file__).resolve().parent.parent / "duban_xl"
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__") or "duban_xl"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_module__keeps_the_rules_of_the_house(path: Path) -> None:
    assert list(breaches(name_of(path), path.read_text(encoding="utf-8"))) == []


BROKEN_ON_PURPOSE = [
    ("stages import downwards only", "model.matter", '"""x"""\nfrom duban_xl.read.ledger import read_ledger\n'),
    ("stages import downwards only", "check.returns", '"""x"""\nfrom duban_xl import apply\n'),
    ("one library, one door", "documents.forms.form", '"""x"""\ndef f():\n    import xlsxwriter\n'),
    ("one library, one door", "score.engine", '"""x"""\nfrom docx.shared import Pt\n'),
    ("one library, one door", "workflows.merge", '"""x"""\nimport numpy\n'),
    ("one library, one door", "tidy.sheets", '"""x"""\ndef f():\n    import pandas\n'),
    ("imports name the whole path", "model.matter", '"""x"""\nfrom ..workflows import refresh\n'),
    ("every room belongs to a stage", "extra.tools", '"""x"""\nfrom duban_xl.cli import main\n'),
    ("pure stages do no I/O", "model.matter", '"""x"""\nimport importlib\n'),
    ("pure stages do no I/O", "model.matter", '"""x"""\nos = __import__("os")\n'),
    ("only the edge asks what day it is", "workflows.merge", '"""x"""\nfrom time import time\n'),
    ("pure stages do no I/O", "plan.merge", '"""x"""\nfrom pathlib import Path\n'),
    ("pure stages do no I/O", "score.engine", '"""x"""\nprint("x")\n'),
    ("pure stages never raise", "check.returns", '"""x"""\nraise ValueError\n'),
    ("only the edge asks what day it is", "workflows.merge", '"""x"""\nfrom datetime import date\nd = date.today()\n'),
    ("modules are short", "read.table", '"""x"""\n' + "x = 1\n" * 401),
    ("functions are short", "read.table", '"""x"""\ndef f():\n' + "    x = 1\n" * 41),
    ("nouns are frozen and slotted", "model.x", '"""x"""\n@dataclass(frozen=True)\nclass A:\n    a: int\n'),
    ("a module opens with one sentence", "read.table", "x = 1\n"),
]


@pytest.mark.parametrize(("rule", "module", "source"), BROKEN_ON_PURPOSE)
def test_rule_broken_on_purpose__is_reported(rule: str, module: str, source: str) -> None:
    assert [breach.rule for breach in breaches(module, source)] == [rule]


def test_doors__are_modules_that_exist() -> None:
    names = {name_of(path) for path in MODULES}
    assert {door for doors in DOORS.values() for door in doors} <= names


def test_help__imports_nothing_heavy() -> None:
    heavy = {"pandas", "numpy", "openpyxl", "xlsxwriter", "docx", "docxtpl", "jinja2", "lxml", "rich", "xlwings"}
    script = "import sys\nfrom duban_xl.cli.group import main_group\n"
    script += "main_group.main(['--help'], prog_name='duban', standalone_mode=False)\n"
    script += f"print(sorted({heavy!r} & set(sys.modules)), file=sys.stderr)\n"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True)
    assert run.stderr.strip() == "[]"
