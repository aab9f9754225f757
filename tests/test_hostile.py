"""Files that mean harm, at every door: bounded memory and time, a sentence with a cure, nothing written, nothing run.

Every file goes through reading, the patcher on its own, a whole write and `duban refresh`, each in a process that may
take one gigabyte and twenty seconds: what grows without bounds is ended by the system and fails here.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from duban_xl.apply.ooxml import Refused, SheetEdits, patch
from duban_xl.read.workbook import Unreadable, read_workbook
from tests.apply_books import values
from tests.cli import AS_OF, build_office, copy_office, run_duban
from tests.hostile import CASES, base

ROOT = Path(__file__).resolve().parent.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")
SKIPPED = "."  # at this door the file only takes long, within the limits

TOLD = """
    | file | read | patch | write |
 | flat bomb in the sheet | L106 | A190 | L106 |
 | flat bomb in the strings | L106 | A190 | L106 |
 | flat bomb in a part that nobody reads | L106 | A190 | L106 |
 | flat bomb of half the limit in the strings | L106 | A190 | L106 |
 | flat bomb in the relations | L106 | A190 | L106 |
 | flat bomb in the types | L106 | A190 | L106 |
 | bomb that declares little | L102 | A151 | L102 |
 | bomb that declares little in a part that nobody reads | L102 | A151 | L102 |
 | zip in a zip in a zip | L104 | A155 | L104 |
 | zip bomb embedded | - | - | - |
 | entries that share their bytes | L106 | A190 | L106 |
 | small entries that share their bytes | L106 | A190 | L106 |
 | flat bomb below every limit but one | L106 | A190 | L106 |
 | 25,000 entries | L106 | A190 | L106 |
 | two directories | L102 | A151 | L102 |
 | a part said to be 10 GB | L106 | A190 | L106 |
 | a part said to be 4 GB less one | L106 | A190 | L106 |
 | the local header says otherwise | L102 | A151 | L102 |
 | the local header has another name | L102 | A151 | L102 |
 | an encrypted entry | L102 | A151 | L102 |
 | an unknown method | L102 | A151 | L102 |
 | a name that climbs | L140 | A191 | L140 |
 | a name that climbs with back slashes | L140 | A191 | L140 |
 | a name with a drive | L140 | A191 | L140 |
 | a name that is absolute | - | - | - |
 | a name with a NUL | L140 | A191 | L140 |
 | a name of 60,000 letters | L140 | A191 | L140 |
 | an empty name | L140 | A191 | L140 |
 | two parts of one name | L140 | A152 | L140 |
 | two parts that differ in case | L140 | A152 | L140 |
 | cut in the middle | L102 | A151 | L102 |
 | cut at the end | L102 | A151 | L102 |
 | only the end record | L104 | A155 | L104 |
 | billion laughs in the sheet | L140 | A191 | L140 |
 | billion laughs in the strings | L140 | A191 | L140 |
 | quadratic blow-up | L140 | A191 | L140 |
 | external entity | L140 | A191 | L140 |
 | external DTD | L140 | A191 | L140 |
 | DTD in the relations | L140 | A191 | L140 |
 | DTD in the styles | L140 | A191 | L140 |
 | a million levels in the sheet | - | A191 | A191 |
 | 100,000 levels in a cell | - | - | - |
 | 100,000 levels in the workbook | - | A191 | A191 |
 | 100,000 levels in the relations | - | A191 | A191 |
 | 100,000 levels in the table | - | A191 | A191 |
 | comments without an end | L102 | A155 | L102 |
 | CDATA without an end | L102 | A155 | L102 |
 | instructions without an end | L102 | A155 | L102 |
 | a tag without an end | - | A155 | A155 |
 | an attribute name of 5 MB | - | - | - |
 | an attribute name of 5 MB in the workbook | - | - | - |
 | 5 MB of blanks in a tag | - | - | - |
 | quotes without an end | - | A155 | A155 |
 | equals signs | L102 | - | L102 |
 | tags that are not closed | L102 | A155 | L102 |
 | cells that are not closed | L140 | A155 | L140 |
 | UTF-16 | L140 | A154 | L140 |
 | GBK | - | - | - |
 | GBK told late | - | - | - |
 | GBK strings | L102 | - | L102 |
 | a byte-order mark | - | - | - |
 | bytes that are no UTF-8 | L102 | - | L102 |
 | a sheet that is empty | L140 | A155 | L140 |
 | a sheet that is no sheet | L140 | A155 | L140 |
 | a sheet cut short | L102 | A155 | L102 |
 | two million formatted rows | - | - | . |
 | formatted rows beyond the last | - | - | - |
 | a row far below the last | L140 | - | L140 |
 | a row number of 20 digits | L140 | A155 | L140 |
 | a row number of 5,000 digits | L140 | A155 | L140 |
 | a row number below zero | L140 | A155 | L140 |
 | a row number that is none | L140 | A155 | L140 |
 | a cell name of a million letters | L140 | A155 | L140 |
 | a column beyond the last | L140 | - | L140 |
 | two cells far apart | L106 | - | L106 |
 | two cells far apart, one without a name | L106 | - | L106 |
 | two cells far apart, names balanced | L106 | - | L106 |
 | two cells far apart, of another prefix | L106 | - | L106 |
 | two cells far apart, one as if it were blank | L106 | - | L106 |
 | 17,000 cells without names in a row | L140 | A171 | L140 |
 | a styled cell in the last corner | - | - | - |
 | rows of 16,384 cells | - | - | . |
 | rows out of order | L140 | A155 | L140 |
 | a cell twice | - | A155 | A155 |
 | a cell in another row | - | A155 | A155 |
 | columns listed 100,000 times | - | - | - |
 | columns up to a billion | - | - | - |
 | columns that are no numbers | - | - | - |
 | dimension A1:A1 | - | - | - |
 | dimension of a million rows | - | - | - |
 | dimension beyond every sheet | - | - | - |
 | dimension that is none | L102 | - | L102 |
 | a million merged ranges | . | A190 | . |
 | 100,000 names | - | - | - |
 | 12,000 relations of the workbook | L106 | - | L106 |
 | 6,000 sheets | L106 | A190 | L106 |
 | a thousand sheets of one part | L140 | A191 | L140 |
 | a relation to itself | - | - | - |
 | relations in a ring | - | - | - |
 | a relation out of the archive | L102 | A158 | L102 |
 | a relation to another machine | L102 | A158 | L102 |
 | a style below zero | - | - | A191 |
 | a style that is not there | - | - | - |
 | a style that is no number | - | - | A191 |
 | a style of 5,000 digits | - | - | A191 |
 | a format that is no number | - | A191 | A191 |
 | a row height that is no number | - | - | - |
 | a row height of 1e999 | - | - | - |
 | table rows that are no numbers | - | A191 | A191 |
 | a table larger than the sheet | - | A168 | A168 |
 | a number of 1e999 | - | - | - |
 | a number that is none | - | - | - |
 | a number of 5,000 digits | - | - | - |
 | a day of 1e15 | - | - | - |
 | a day below zero | - | - | - |
 | a string that is not there | L102 | - | L102 |
 | a string below zero | - | - | - |
 | strings said to be 4 billion | L140 | - | L140 |
 | a cell type that is none | L102 | - | L102 |
 | a text of 32,767 characters | - | - | - |
 | a text of 40,000 characters | - | - | - |
 | a text of 5 MB | - | - | - |
 | lone surrogate as a reference | L102 | - | L102 |
 | lone surrogate as bytes | L102 | - | L102 |
 | lone surrogate escaped | - | - | - |
 | control character as a reference | - | - | - |
 | a reference beyond Unicode | L102 | - | L102 |
 | a reference of 10,000 digits | L102 | - | L102 |
 | an unknown entity | L102 | - | L102 |
 | lone surrogate in a formula | - | - | - |
 | lone surrogate in a table's name | - | - | - |
 | a formula of 3 MB | - | - | - |
 | a formula of brackets | - | - | - |
 | a formula of quotes | - | - | - |
 | a formula of letters | - | - | - |
 | an array formula over the whole sheet | - | - | - |
 | a shared formula without its master | - | - | - |
 | a formula outside of a cell | - | A155 | A155 |
 | a tab without a name | - | - | A157 |
 | two tabs of one name | L140 | A191 | L140 |
"""
"""What is said of each file at each door; "-" where it is harmless and the work is done."""


def rows() -> dict[str, tuple[str, str, str]]:
    """File → what is said when it is read, patched and written."""
    cells = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in TOLD.strip().splitlines()[1:]]
    return {name: (read, patched, written) for name, read, patched, written in cells}


@pytest.fixture(scope="module")
def doors() -> Iterator[subprocess.Popen[str]]:
    """The process that opens files."""
    command = [sys.executable, "-m", "tests.hostile_child"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        yield child
        assert child.stdin
        child.stdin.close()


def asked(doors: subprocess.Popen[str], *words: str) -> Any:
    """The answer of the process to one line."""
    assert doors.stdin and doors.stdout
    doors.stdin.write("\t".join(words) + "\n")
    doors.stdin.flush()
    return json.loads(doors.stdout.readline())


def test_files__are_all_told_of() -> None:
    assert set(rows()) == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_hostile_file__is_refused_with_a_sentence_or_harmless(
    name: str, doors: subprocess.Popen[str], tmp_path: Path
) -> None:
    data = CASES[name]()
    read, patched, written = rows()[name]
    refreshed = SKIPPED if SKIPPED in rows()[name] else read
    told = {"read": read, "patch": patched, "write": written, "refresh": refreshed}
    for door, wanted in told.items():
        if wanted == SKIPPED:
            continue
        path = tmp_path / door / "督查台账.xlsx"
        path.parent.mkdir()
        path.write_bytes(data)
        said = asked(doors, door, str(path))
        assert "crash" not in said, (door, said)
        assert said.get("code", "") == wanted.replace("-", ""), (door, said)
        if wanted != "-":
            assert CHINESE.search(said["words"])
            assert CHINESE.search(said["cure"])
            assert path.read_bytes() == data
            assert {found.name for found in path.parent.iterdir() if found.suffix != ".lock"} == {path.name}
        elif door == "patch" and read == "-":
            assert values((path.parent / "out.xlsx").read_bytes())[3][1] == "新"


@pytest.mark.parametrize("seed", range(2))
def test_ledger_damaged_anywhere__is_a_finding_or_reads_as_before(seed: int, doors: subprocess.Popen[str]) -> None:
    assert asked(doors, "damage", str(seed)) == {"failures": []}


@pytest.mark.parametrize("step", [1, 0])
def test_ledger_cut_at_any_byte__is_refused(step: int) -> None:
    data = base()
    for end in range(0, len(data), 67 + step):
        with pytest.raises(Unreadable) as unread:
            read_workbook(Path("督查台账.xlsx"), data[:end])
        assert unread.value.finding.code in ("L101", "L102", "L104")
        with pytest.raises(Refused) as refused:
            patch(data[:end], [SheetEdits(tab="督办事项", cells={(2, 4): "新"})])
        assert refused.value.finding.code in ("A151", "A155")


def test_folder_and_unreadable_file_and_encrypted_file__are_told(tmp_path: Path) -> None:
    def code_of(path: Path) -> str:
        with pytest.raises(Unreadable) as unread:
            read_workbook(path)
        return unread.value.finding.code

    folder, huge = tmp_path / "文件夹.xlsx", tmp_path / "大.xlsx"
    folder.mkdir()
    with huge.open("wb") as file:
        file.truncate(10_000_000_000)  # takes no room on the disk
    assert [code_of(folder), code_of(tmp_path / "没有.xlsx"), code_of(huge)] == ["L100", "L100", "L106"]


# --- what a person may have done to the ledger ------------------------------------------------------------------------


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_office(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize(
    ("cell", "value", "code"),
    [
        ("header", "事项名称", "L160"),
        ("number", "D-001", "L202"),
        ("formula", "=TODAY()", "C025"),
        ("far", 1, "L106"),
    ],
)
def test_ledger_with_a_fault_of_the_hand__is_told_with_its_place_and_nothing_wrong_is_written(
    cell: str, value: str, code: str, office: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = copy_office(office, tmp_path / "office")
    ledger = folder / "督查台账.xlsx"
    book = openpyxl.load_workbook(ledger)
    sheet: Any = book["督办事项"]
    heads = {head.value: head for row in sheet.iter_rows(max_row=5) for head in row if head.value}
    number = heads["事项编号"]
    places = {
        "header": (number.row, sheet.max_column + 1),
        "number": (number.row + 2, number.column),
        "formula": (number.row + 1, heads["交办日期"].column),
        "far": (1_048_576, 16_384),
    }
    row, column = places[cell]
    sheet.cell(row, column).value = value
    book.save(ledger)
    before = ledger.read_bytes()
    for command in (["refresh"], ["merge", str(folder / "收件")]):
        said = run_duban(capsys, *command, "--ledger", str(ledger), "--as-of", AS_OF, "--dry-run")
        assert code in said.out + said.err, command
        assert sheet.cell(row, column).coordinate in said.out + said.err or code == "L106"
        assert said.code in (1, 2)
        assert ledger.read_bytes() == before
