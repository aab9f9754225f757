"""Forms of every format, mutated: whatever is done to a file, it becomes a finding or a form, in bounded time and memory.

The same files every time. `python -m tests.fuzz` goes on for as long as one likes, with other files.
"""

from itertools import islice

import pytest

from tests.fuzz import Judge, cases, failure
from tests.fuzz_seeds import seeds

FILES_OF_EACH = 120


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge()


@pytest.mark.parametrize("name", seeds())
def test_mutated_form__is_a_finding_or_a_form_within_500_megabytes_and_ten_seconds(name: str, judge: Judge) -> None:
    wrong = [
        (number, failure(said))
        for number, (_, data) in enumerate(islice(cases({name: seeds()[name]}, seed=2026), FILES_OF_EACH))
        if failure(said := judge.judged(data))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", seeds())
def test_sound_form__is_read_in_every_format(name: str, judge: Judge) -> None:
    said = judge.judged(seeds()[name])
    assert said.get("lines", 0) > 0
