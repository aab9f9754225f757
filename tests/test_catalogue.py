"""The catalogue is honest: every sentence can be filled where its code is raised, and every code is raised and tested."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from duban_xl.catalogue import CATALOGUE, finding, hint, message, told
from duban_xl.catalogue.blanks import BLANKS, blanks, spelled_out
from duban_xl.catalogue.examples import OWN, USUAL, example_of, example_values
from duban_xl.catalogue.families import FAMILIES
from duban_xl.catalogue.pages import GROUPS
from duban_xl.cli.group import ALIASES
from duban_xl.documents.reference import codes_of
from duban_xl.model.cell_text.deadline_cell import read_deadline
from duban_xl.model.cell_text.progress import Progress
from duban_xl.model.cell_text.progress_text import read_progress
from duban_xl.model.cell_text.reading import Reading
from duban_xl.model.cell_text.status_text import Status, read_status
from duban_xl.model.cell_text.time_limit import TimeLimit
from duban_xl.read.holidays import official_workdays
from tests.raised import CODE, Raised, codes_written, raised

RAISED = tuple(raised())
CHINESE = re.compile(r"[\u4e00-\u9fff]")
COMMAND_NAMED = re.compile(r"“([^”]+)”命令")
SENTENCES = [(code, text) for code, entry in CATALOGUE.items() for text in (entry.message, entry.why, entry.todo)]
LATIN = re.compile(r"[A-Za-z]{3,}")
LATIN_ALLOWED = re.compile(
    "Excel|WPS|LibreOffice|Word|PDF|TOML|UTF|Ctrl|xlsx?|docx"  # products and kinds of files
    "|zip|rar|eml|msg|winmail|dat|Outlook|HTML|RTF|IMAP|imap"  # mails and archives
    "|pip|install|analysis|mail|keyring|set|DUBAN_IMAP_PASSWORD|DUBAN|PASSWORD|collect"  # commands of collecting
    "|SMTP|SSL|STARTTLS|name|unit|example|with|form|period"  # sending
    "|duban|ledger|yes|dry|run|help|list|rules|password|void"  # commands and options
    "|meta|for|endfor|endif|units|commas|clause|sentence|quoted|percent|chinese"  # the form's hidden sheet, templates
)
"""Anything else would be English."""

THROUGH_A_MAPPING = frozenset({"S128", "S130", "S136", "S137", "S138", "S152", "S268", "S272", "S276"})
"""Raised with `**values`: the names are seen only when it happens, in the tests of scoring."""

OF_READINGS = frozenset(code for code in CATALOGUE if re.match(r"T1([2346789]|01)", code)) - {"T197"}
"""Notes of `Reading`, `TimeLimit` and of the other readings of cells, raised with `**reading.quoted`."""

THROUGH_A_TABLE = frozenset(
    {
        *("A160", "A161", "A162"),  # what a cell lies in
        *("D102", "D104", "D105", "D113", "D127"),  # faults of the template engine; sentences that must be there
        *(
            "L121",
            "L122",
            "L123",
            "L126",
            "L127",
            "R131",
            "R132",
            "R133",
            "R136",
            "R137",
            "R150",
            "R151",
            "R152",
        ),  # how a cell was read
        *("T103", "T104", "T108", "T109", "T115"),  # marks of a due date
    }
)
"""Codes that reach the raiser in a variable which was filled elsewhere."""


def needed(code: str) -> frozenset[str]:
    """The blanks that a finding must fill."""
    return blanks(CATALOGUE[code].message) | blanks(CATALOGUE[code].todo)


@pytest.mark.parametrize("code", sorted({call.code for call in RAISED}))
def test_calls__give_every_value_that_the_sentence_quotes(code: str) -> None:
    lacking = {call.place: needed(code) - call.names for call in RAISED if call.code == code and not call.open}
    assert {place: names for place, names in lacking.items() if names} == {}


def test_calls_with_names_unseen__are_the_ones_listed() -> None:
    assert {call.code for call in RAISED if call.open} == THROUGH_A_MAPPING
    assert set(CATALOGUE) - {call.code for call in RAISED} == THROUGH_A_TABLE | OF_READINGS


def test_notes_of_readings__quote_what_a_reading_gives() -> None:
    given = set(Reading().quoted)
    assert {code: needed(code) - given for code in OF_READINGS if needed(code) - given} == {}


def test_call_that_lacks_a_value__would_be_found() -> None:
    call = Raised(code="L203", names=frozenset({"due"}), open=False, place="check/ledger.py:1")
    assert needed(call.code) - call.names == {"assigned"}


def test_every_code__is_written_somewhere_in_the_package_and_no_other() -> None:
    assert codes_written() == set(CATALOGUE)


def test_every_code__is_named_in_a_test() -> None:
    tests = "\n".join(path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py"))
    assert set(CATALOGUE) - set(re.findall(rf"\b{CODE.pattern}\b", tests)) == set()


def test_codes__belong_to_one_family_and_one_group_of_the_reference() -> None:
    assert [code for code, count in Counter(c for family in FAMILIES for c in family).items() if count > 1] == []
    assert sorted(code for group in GROUPS for code in codes_of(group)) == sorted(CATALOGUE)


def test_sentences__are_chinese() -> None:
    said = [(code, re.sub(r"\{\w*\}", "", text)) for code, text in SENTENCES]
    assert [code for code, text in said if text and not CHINESE.search(text)] == []
    assert [(c, w) for c, text in said for w in LATIN.findall(text) if not LATIN_ALLOWED.fullmatch(w)] == []


def test_message__has_no_full_stop_and_the_rest_has_one() -> None:
    entries = CATALOGUE.items()
    assert [code for code, entry in entries if entry.message.endswith(("。", "！"))] == []
    assert [c for c, entry in entries for text in (entry.why, entry.todo) if not text.endswith(("。", "}"))] == []


@pytest.mark.parametrize("code", CATALOGUE)
def test_entry__can_be_filled_and_explained(code: str) -> None:
    found = finding(code, **dict.fromkeys(needed(code), "甲"))
    said = told(found)
    assert said.startswith(message(found)) and said.endswith(hint(found))
    assert not re.search(r"\{\w|\w\}|。。|？。", said + "".join(spelled_out(CATALOGUE[code])[1:]))


def test_examples__have_a_value_for_every_blank_and_no_other() -> None:
    assert set(USUAL) == set(BLANKS)
    for code, values in (pair for table in OWN for pair in table.items()):
        used = needed(code)
        assert set(values) <= used, code
        assert all(value and value != USUAL[name] for name, value in values.items()), code
    assert sum(map(len, OWN)) == len({code for table in OWN for code in table})


@pytest.mark.parametrize("code", CATALOGUE)
def test_example__is_a_sentence_that_a_person_may_meet(code: str) -> None:
    said = example_of(code, CATALOGUE[code])
    assert not re.search(r"\{\w+\}|[〈〉]|。。|？。|/tmp", said)


def test_names_of_blanks__are_all_used() -> None:
    assert set(BLANKS) == {name for _code, text in SENTENCES for name in blanks(text)}


def test_commands_that_sentences_name__exist() -> None:
    assert {name for _code, text in SENTENCES for name in COMMAND_NAMED.findall(text)} <= set(ALIASES)


OF_TIME_LIMITS = [code for code in CATALOGUE if re.match(r"T1[67]", code)]
OF_PROGRESS = ["T135", "T136", "T137", "T138", "T139", "T142", "T143"]
OF_STATES = ["T190", "T191", "T192", "T193", "T194", "T195"]


@pytest.mark.parametrize("code", [*OF_TIME_LIMITS, *OF_PROGRESS, *OF_STATES])
def test_example_of_a_reading__is_what_the_reader_says(code: str) -> None:
    values = example_values(code)
    read: TimeLimit | Progress | Status
    if code in OF_TIME_LIMITS:
        read = read_deadline(values["text"], on=date(2026, 3, 10), workdays=official_workdays())
    else:
        read = read_progress(values["text"]) if code in OF_PROGRESS else read_status(values["text"])
    assert (read.note, message(finding(code, **read.quoted))) == (code, message(finding(code, **values)))
