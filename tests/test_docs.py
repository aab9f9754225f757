"""The documentation is honest: generated pages are those of the code, examples run, links lead somewhere, nothing is local."""

import ast
import io
import re
import shlex
import subprocess
import tokenize
import zipfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from duban_xl.catalogue import CATALOGUE, texts
from duban_xl.cli.group import COMMANDS, described, main_group
from duban_xl.cli.reference import command_help
from duban_xl.documents.papers.registry import KINDS
from duban_xl.documents.reference import FORM_SHEETS, anchor
from duban_xl.model.columns import SHEETS
from duban_xl.workflows.reference import reference_pages, write_reference

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
PAGES = dict(reference_pages(command_help(), ROOT / "tests"))
SET_UP = "python3 -m venv .venv && .venv/bin/pip install -e . && .venv/bin/duban demo"
TESTS = "python3 -m venv .venv && .venv/bin/pip install -e '.[test]' && .venv/bin/pytest"


def tracked() -> tuple[Path, ...]:
    """Every file of the repository; of an unpacked source distribution, every file but hidden and built ones."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        names = filter(None, listed.stdout.decode("utf-8").split("\0"))
        return tuple(path for name in names if (path := ROOT / name).is_file())
    every = (path for path in ROOT.rglob("*") if path.is_file())
    return tuple(p for p in every if not any(part[0] in "._" for part in p.relative_to(ROOT).parts))


FILES = tracked()
MARKDOWN = tuple(path for path in FILES if path.suffix == ".md")


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


# The generated pages


@pytest.mark.parametrize("name", PAGES)
def test_page__is_as_generated(name: str) -> None:
    """If this fails: `python -m duban_xl.cli.reference docs/reference`."""
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name]


def test_pages__are_written_by_the_edge(tmp_path: Path) -> None:
    assert {
        path.name: path.read_text(encoding="utf-8")
        for path in write_reference(tmp_path, command_help(), ROOT / "tests")
    } == PAGES


def test_columns_page__has_every_column_of_every_sheet() -> None:
    parts = PAGES["columns.md"].split("\n### ")[1:]
    listed = {part.split("\n", 1)[0]: re.findall(r"^\| ([^|]+) \|.*`(\w+)` \|$", part, re.MULTILINE) for part in parts}
    assert listed == {
        sheet.tab: [(field.header, field.key) for field in sheet.fields] for sheet in (*SHEETS.values(), *FORM_SHEETS)
    }


def test_findings_page__has_a_heading_for_every_code() -> None:
    assert sorted(re.findall(r"^### (\w+)$", PAGES["findings.md"], re.MULTILINE)) == sorted(CATALOGUE)


def test_commands_page__has_every_command_alias_and_option() -> None:
    sections = dict(zip(COMMANDS, PAGES["commands.md"].split("\n## ")[1:], strict=True))
    for name, section in sections.items():
        assert section.startswith(f"{name}（{COMMANDS[name][0]}）\n")
        assert all(f"| `{form}` | {effect} |" in section for form, effect in map(described, options_of(name)))
    assert all(command.examples and command.help for command in command_help())


def options_of(name: str) -> Iterator[click.Option]:
    command = main_group.get_command(click.Context(main_group), name)
    assert command
    return (param for param in command.get_params(click.Context(command)) if isinstance(param, click.Option))


def test_options__say_what_they_do() -> None:
    assert [
        (name, o.name) for name in COMMANDS for o in options_of(name) if not o.help or not o.help.endswith("。")
    ] == []


def test_kinds_of_documents__are_all_named_and_counted() -> None:
    named = (ROOT / "docs" / "documents.md").read_text(encoding="utf-8")
    assert [kind.name for kind in KINDS if kind.name not in named] == []
    assert f"{len(KINDS)} 种" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"{len(KINDS)} kinds" in (ROOT / "README.en.md").read_text(encoding="utf-8")


# What a reader is told to type


@pytest.mark.parametrize("readme", ["README.md", "README.en.md"])
def test_readme__starts_with_the_two_commands(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)[:2] == [f"{SET_UP}\n", f"{TESTS}\n"]
    assert not re.search(r"^## ", text.split(TESTS)[0], re.MULTILINE)


def typed_lines() -> Iterator[tuple[str, str]]:
    """Every `duban …` that a page tells somebody to type."""
    for path in MARKDOWN:
        for line in re.findall(r"(?:^|`)(duban [^`\n]+)", path.read_text(encoding="utf-8"), re.MULTILINE):
            yield name_of(path), line


WORDS_FOR_ANY = re.compile(r"duban (?:命令|COMMAND|demo?$)|\[选项\]|…")
"""A command line that shows a form, not an example."""


def test_examples__are_commands_with_options_that_exist() -> None:
    lines = [(place, line) for place, line in typed_lines() if not WORDS_FOR_ANY.search(line)]
    assert len(lines) > 30
    assert [(place, line, fault) for place, line in lines if (fault := misuse(line))] == []


def misuse(line: str) -> str:
    """What click says against a command line, "" if nothing."""
    _duban, name, *arguments = shlex.split(re.split(r"[，；。|]| 和 ", line)[0])
    command = main_group.get_command(click.Context(main_group), name)
    if command is None:
        return "no such command"
    if not arguments:
        return ""  # only named
    try:
        command.make_context(name, arguments)
    except click.UsageError as error:
        return error.format_message()
    except click.exceptions.Exit:
        pass  # --help
    return ""


def test_misused_example__would_be_found() -> None:
    assert misuse("duban merge --force x") and misuse("duban nothing") and misuse("duban dispatch --yes")


def test_closing_remarks__name_commands_with_options_that_exist() -> None:
    remarks = [value for value in vars(texts).values() if isinstance(value, str) and "duban " in value]
    named = [(name, rest) for remark in remarks for name, rest in re.findall(r"duban (\w+)([^，。；]*)", remark)]
    assert len(named) > 5
    for name, rest in named:
        assert set(re.findall(r"--[\w-]+", rest)) <= {form for option in options_of(name) for form in option.opts}


# Links


def test_links__lead_to_files_and_headings_that_exist() -> None:
    assert [(name_of(path), target) for path in MARKDOWN for target in links(path) if not leads(path, target)] == []


def links(path: Path) -> list[str]:
    """The relative targets of a page's links and pictures."""
    text = re.sub(r"^```.*?^```", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    found = re.findall(r"\]\(<?([^)>\s]+)>?\)", re.sub(r"`[^`\n]*`", "", text))
    return [target for target in found if not re.match(r"\w+:", target)]


def leads(path: Path, target: str) -> bool:
    file, _, heading = target.partition("#")
    page = path.parent / file if file else path
    if not page.exists() or not heading:
        return page.exists()
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return heading in map(anchor, headings)


# Nothing of the place where it was made


def whole(*pieces: str) -> str:
    """The alternatives of a pattern; they stand in two pieces lest this file be found by its own search."""
    return "|".join(pieces).replace("~", "")


PATHS = re.compile(rf"(?<![\w.])/(?:{whole('wo~rk', 'ro~ot', 'ho~me', 'Us~ers')})/\w")
HOSTS = re.compile(whole(r"py~pi\.org", "python~hosted", "npm~js", "go~proxy", r"crates~\.io"))
SPEECH = re.compile(
    rf"(?<![-\w])(?:{whole('sess~ions?', 'help~ers?', 'sub-?ag~ents?', 'work~place')})(?![-\w])"
    r"|\b(?:issue|ticket|pull request)s? ?#?\d|(?<![\w&(])#\d{1,5}\b(?!;)",
    re.IGNORECASE,
)
"""Words about how the project came about, and numbers of discussions that a reader can't look up."""


def readable(path: Path) -> str:
    """The text of a file; "" of one that is no text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def prose(path: Path) -> str:
    """What a file says to people: all of a Markdown page, the comments and docstrings of a module."""
    if path.suffix == ".md":
        return readable(path)
    if path.suffix != ".py":
        return ""
    source = readable(path)
    comments = (t.string for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type == tokenize.COMMENT)
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = (node for node in ast.walk(ast.parse(source)) if isinstance(node, documented))
    return "\n".join((*comments, *(ast.get_docstring(node) or "" for node in nodes)))


def test_files__name_no_folder_of_a_machine_and_no_registry() -> None:
    texts_of = {path: readable(path) for path in FILES}
    assert [name_of(path) for path, text in texts_of.items() if PATHS.search(text) or HOSTS.search(text)] == []


def test_templates__name_no_folder_of_a_machine() -> None:
    books = [path for path in FILES if path.suffix in {".xlsx", ".docx"} and "workbook_templates" in path.parts]
    assert books
    for path in books:
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name).decode("utf-8", "ignore") for name in package.namelist()}
        assert [name for name, text in parts.items() if PATHS.search(text)] == []


def test_pages_and_comments__speak_of_the_project_only() -> None:
    said = [(name_of(path), found[0]) for path in FILES for found in SPEECH.finditer(prose(path))]
    assert said == []


@pytest.mark.parametrize("text", ["see #12", "in this sess~ion", "the help~er", "issue 7", "Work~place"])
def test_words_of_the_making__would_be_found(text: str) -> None:
    assert SPEECH.search(whole(text))


@pytest.mark.parametrize("text", ["cd /wo~rk/x", "file:///ro~ot/x", "'/ho~me/me'"])
def test_folders_of_a_machine__would_be_found(text: str) -> None:
    assert PATHS.search(whole(text))


# The glossary


def test_glossary__names_identifiers_that_exist() -> None:
    added = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").split("## Added by the project")[1]
    rows = [line.split("|")[3] for line in added.splitlines() if line.startswith("|")][2:]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    sources = "\n".join(readable(path) for path in FILES if path.is_relative_to(ROOT / "duban_xl"))
    assert len(named) > 40
    assert {name for name in named if not re.search(rf"\b{name}\b", sources)} == set()
