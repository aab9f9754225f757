"""The definitions of columns, codes and commands → the pages of docs/reference as Markdown."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from duban_xl.catalogue import CATALOGUE, Entry
from duban_xl.catalogue import pages as words
from duban_xl.catalogue.blanks import spelled_out
from duban_xl.catalogue.examples import example_of
from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM, SHEETS
from duban_xl.model.fields import FieldDef, SheetDef

FORM_SHEETS = (RETURN_FORM, EXTENSION_FORM)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandHelp:
    """What the command line says of one command; `options` are pairs of form and effect."""

    name: str
    alias: str
    summary: str
    usage: str
    help: str
    examples: tuple[str, ...]
    options: tuple[tuple[str, str], ...]

    @property
    def heading(self) -> str:
        """merge（合并）."""
        return words.COMMAND_HEADING.format(name=self.name, alias=self.alias)


def columns_page() -> str:
    """Every sheet of the ledger and of the return form with every column."""
    return page(
        words.COLUMNS_TITLE,
        words.COLUMNS_ABOUT,
        bullets(words.COLUMNS_NOTES),
        heading(words.LEDGER_PART),
        *(part for sheet in SHEETS.values() for part in _sheet(sheet)),
        heading(words.FORM_PART),
        words.FORM_ABOUT,
        *(part for sheet in FORM_SHEETS for part in _sheet(sheet)),
    )


def findings_page() -> str:
    """Every code with its level, sentence, reason and cure, grouped; each code is a heading and so an anchor."""
    groups = [(group, tuple(codes_of(group))) for group in words.GROUPS]
    return page(
        words.FINDINGS_TITLE,
        words.FINDINGS_ABOUT,
        heading(words.CONTENTS),
        bullets(f"{link(group.title)} {'—'.join(dict.fromkeys((codes[0], codes[-1])))}" for group, codes in groups),
        *(part for group, codes in groups for part in (heading(group.title), group.about, *map(_code, codes))),
    )


def commands_page(commands: Sequence[CommandHelp]) -> str:
    """Every command with its Chinese name, options and examples."""
    listed = ((link(c.heading, c.name), c.alias, c.summary) for c in commands)
    return page(
        words.COMMANDS_TITLE,
        bullets(words.COMMANDS_ABOUT),
        table(words.COMMAND_LIST, listed),
        *(part for command in commands for part in _command(command)),
    )


def codes_of(group: words.Group) -> Iterator[str]:
    """The codes listed under `group`: those for which no other group's prefix fits better."""
    for code in sorted(CATALOGUE):
        fitting = [other for other in words.GROUPS if code.startswith(other.prefix)]
        if fitting and max(fitting, key=lambda other: len(other.prefix)) is group:
            yield code


# Markdown


def page(title: str, *parts: str) -> str:
    """A generated page: its title, the word that it is generated, its parts."""
    return "\n\n".join((f"# {title}", words.GENERATED, *parts)) + "\n"


def heading(text: str, *, level: int = 2) -> str:
    """A heading."""
    return f"{'#' * level} {text}"


def anchor(title: str) -> str:
    """The name under which browsers and GitHub find a heading: merge（合并） → merge合并."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def link(title: str, shown: str = "") -> str:
    """A link to a heading of the same page."""
    return f"[{shown or title}](#{anchor(title)})"


def bullets(items: Iterable[str]) -> str:
    """A list."""
    return "\n".join(f"- {item}" for item in items)


def table(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; what would end a cell or begin a tag is escaped."""
    lines = [headers, ["---"] * len(headers), *([_cell(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


def code_block(*lines: str) -> str:
    """Lines as they are typed."""
    return "\n".join(("```text", *lines, "```"))


# The parts of the pages


def _sheet(sheet: SheetDef) -> Iterator[str]:
    yield heading(sheet.tab, level=3)
    about = [sheet.help, words.TABLE_NAME.format(table=sheet.table)]
    if sheet.spellings:
        about.append(words.SPELLINGS_OF_TAB.format(names=words.JOINED.join(sheet.spellings)))
    yield "".join(about)
    yield table(words.COLUMN_HEADERS, map(_column, sheet.fields))


def _column(field: FieldDef) -> tuple[str, ...]:
    return (
        field.header,
        words.JOINED.join(field.spellings) or words.NONE,
        field.kind.value,
        _allowed(field) or words.NONE,
        field.editor.value,
        words.YES if field.required else words.NONE,
        str(field.width),
        f"`{field.number_format}`",
        field.help,
        f"`{field.key}`",
    )


def _allowed(field: FieldDef) -> str:
    """The closed list of values, or the column whose values are offered."""
    if field.choices:
        return words.JOINED.join(field.choices)
    if not field.lookup:
        return ""
    sheet, key = field.lookup.split(".")
    return words.LOOKED_UP.format(tab=SHEETS[sheet].tab, header=SHEETS[sheet][key].header)


def _code(code: str) -> str:
    entry: Entry = spelled_out(CATALOGUE[code])
    example = _shown(example_of(code, CATALOGUE[code]))
    lines = (f"{words.WHY}：{entry.why}", f"{words.TODO}：{entry.todo}", f"{words.EXAMPLE}：{example}")
    return "\n\n".join((heading(code, level=3), f"**{entry.level}** {entry.message}", bullets(lines)))


def _shown(example: str) -> str:
    """An example in one line; signs that Markdown would take for its own are escaped."""
    return re.sub(r"([*_`<\[\]|])", r"\\\1", " ".join(example.split()))


def _command(command: CommandHelp) -> Iterator[str]:
    yield heading(command.heading)
    yield command.help
    yield code_block(command.usage)
    yield table(words.OPTION_LIST, ((f"`{form}`", effect) for form, effect in command.options))
    yield words.EXAMPLES
    yield code_block(*command.examples)
