"""Every code that the check of a returned form can raise is decided: said to the unit, in words that it understands, or to the office alone.

golden/said_to_units.txt has what a unit reads, one code a line, as it was looked through; a code that is not there is the
office's.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from duban_xl.catalogue import CATALOGUE, finding
from duban_xl.catalogue.answers import FOR_UNITS, OFFICE_ONLY, SAID_TO_UNITS
from duban_xl.catalogue.blanks import blanks
from duban_xl.catalogue.examples import example_values
from duban_xl.check.returns import Checked
from duban_xl.check.switches import OF_THE_MERGE, is_of_returns
from duban_xl.documents.answers.wording import stop
from duban_xl.model.finding import Finding
from duban_xl.model.source import Source
from duban_xl.plan.send_back import faults_of
from tests.tables import RETURN_FILE
from tests.test_fault_matrix import ELSEWHERE, FAULTS

SENTENCES = Path(__file__).parent / "golden" / "said_to_units.txt"
SAID = dict(line.split(" ", 1) for line in SENTENCES.read_text(encoding="utf-8").splitlines())
"""Code → what a unit reads in the letter and in its marked copy."""

OF_THE_LEDGER = frozenset(("R540", "R541", "R542"))
"""Faults of 参数, which the check of the ledger tells."""
UNREADABLE = tuple(code for code in CATALOGUE if re.fullmatch(r"L10\d|L140", code))
"""Why a file can't be read at all."""
CODES = frozenset(
    {*(code for code in CATALOGUE if is_of_returns(code)), *OF_THE_MERGE, *UNREADABLE} - OF_THE_LEDGER - ELSEWHERE
)
FOR_THE_OFFICE = re.compile(
    r"请督查室|督查室请|由督查室|(?<!与)督查室核对|督查室在|向.*核实|请单位|请填表单位|单位名录|参数|校验码|_meta|命令|台账中|反馈记录|模板|伪造|--"
)
"""Words for the office: what it is to do, where it keeps its things, what it suspects."""


def in_matrix() -> Iterable[Finding]:
    """A finding of every code: those of the matrix as they come about, others with the values of their examples."""
    for fault in FAULTS:
        yield next(found for found in fault.findings() if found.code == fault.code)
    for code in UNREADABLE:
        entry = CATALOGUE[code]
        used = blanks(entry.message) | blanks(entry.todo)
        values = {name: value for name, value in example_values(code).items() if name in used}
        yield finding(code, Source(RETURN_FILE), **{**values, "name": RETURN_FILE})


FOUND = {found.code: found for found in in_matrix() if found.code not in OF_THE_LEDGER}


def said_to_unit(found: Finding) -> str:
    """What the unit reads about `found`; "" if it hears nothing."""
    checked = Checked(file=found.source.file, sha256="", verdict="returned", findings=(found,))
    return "".join(f"{fault.problem}{stop(fault.problem)}{fault.cure}" for fault in faults_of(checked))


def test_every_code_of_returned_forms__is_said_to_the_unit_or_is_the_offices() -> None:
    assert set(FOUND) == CODES
    assert set(SAID) | (OFFICE_ONLY & CODES) == CODES
    assert not set(SAID) & OFFICE_ONLY
    assert OFFICE_ONLY | FOR_UNITS.keys() | SAID_TO_UNITS.keys() <= CODES


@pytest.mark.parametrize("code", sorted(CODES))
def test_unit__reads_what_was_looked_through_and_nothing_meant_for_the_office(code: str) -> None:
    said = said_to_unit(FOUND[code])
    assert said == SAID.get(code, "")
    assert not FOR_THE_OFFICE.search(said)
