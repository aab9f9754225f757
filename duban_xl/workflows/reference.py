"""Edge: what the command line says of its commands, the packs, the tests → all pages of the reference in a folder."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from duban_xl.documents.reference import CommandHelp, columns_page, commands_page, findings_page
from duban_xl.documents.rules_page import TracedMethod, TracedRule, rules_page
from duban_xl.model.noun import split_names
from duban_xl.model.source import shown
from duban_xl.packs import load_pack, pack_names
from duban_xl.workflows.office import write_file
from duban_xl.workflows.rule_tests import rules_exercised

__all__ = ["CommandHelp", "reference_pages", "write_reference"]


def reference_pages(commands: Sequence[CommandHelp], tests: Path) -> Mapping[str, str]:
    """File name → text of every generated page; `tests` is the folder of the tests, which the rules are traced to."""
    return {
        "columns.md": columns_page(),
        "findings.md": findings_page(),
        "commands.md": commands_page(commands),
        "rules.md": rules_page(tuple(_methods()), rules_exercised(tests)),
    }


def write_reference(folder: Path, commands: Sequence[CommandHelp], tests: Path) -> tuple[Path, ...]:
    """Write every page into `folder`. Raises CannotRun C012."""
    pages = reference_pages(commands, tests)
    return tuple(write_file(folder / name, text.encode("utf-8")) for name, text in pages.items())


def _methods() -> Iterator[TracedMethod]:
    for name in pack_names():
        pack = load_pack(name)
        texts = ({key: shown(value) for key, value in row.items()} for row in pack.rows["rules"])
        yield TracedMethod(name, pack.title, tuple(_traced(text) for text in texts))


def _traced(text: Mapping[str, str]) -> TracedRule:
    return TracedRule(
        rule=text["rule"],
        article=text["article"],
        content=text["content"],
        reading=text.get("reading", ""),
        grade=text["grade"],
        acts=split_names(text["acts"]),
        does=text["does"],
    )
