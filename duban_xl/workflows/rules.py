"""Edge: a pack or a ledger → the rules in force, and everything that can be said of one of them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from duban_xl.catalogue import cannot_run, method
from duban_xl.model import settings
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.method import CONVENTION
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.source import Value, shown
from duban_xl.packs import Pack, load_pack, pack_names
from duban_xl.workflows.ledger_file import read_ledger

METHOD_SHEETS = (
    "categories", "requirements", "duties", "procedures", "required_items", "terms", "rules", "ladder", "settings",
    "scoring_settings", "scoring_sections", "scoring_rules", "scoring_steps", "cap_groups",
)  # fmt: skip
"""The sheets that hold the method."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleText:
    """One rule as it is told: every part a text."""

    rule: str
    article: str
    content: str
    reading: str
    grade: str
    categories: tuple[str, ...]  # names
    acts: tuple[str, ...]
    does: str
    settings: tuple[str, ...]  # what the office may change: "周报送日：五（…）"


@dataclass(frozen=True, slots=True)
class Method:
    """A method: its name and its rules in the order of their articles."""

    title: str
    rules: tuple[RuleText, ...]


def rules_of_pack(name: str) -> Method:
    """The rules of a pack. Raises CannotRun P101 and what a faulty pack brings."""
    return _of_pack(load_pack(name))


def rules_of_ledger(path: Path) -> Method:
    """The rules of the ledger, as its office changed them. Raises CannotRun C030 if it lists none."""
    ledger = read_ledger(path)
    if not ledger.rules:
        raise cannot_run("C030", tab=SHEETS["rules"].tab)
    return _of_pack(_as_pack(ledger))


def method_rows(code: str, *, ledger: Path | None = None) -> Iterator[tuple[str, str, Mapping[str, Value]]]:
    """Title, sheet key and values of every row of the method sheets: of the ledger, else of the packs that may cite `code`."""
    named = (name for name in pack_names() if "-" not in code or code.startswith(f"{name}-"))
    packs = (_as_pack(read_ledger(ledger)),) if ledger else tuple(load_pack(name) for name in named)
    for pack in packs:
        for key in METHOD_SHEETS:
            yield from ((pack.title, key, row) for row in pack.rows.get(key, ()))


def _as_pack(ledger: Ledger) -> Pack:
    rows = {key: tuple(record.values for record in table.rows) for key, table in ledger.tables.items()}
    return Pack(name="", title=ledger.setting(settings.PACK), rows=rows, meta={})


def rule_named(rule: str, *, ledger: Path | None = None) -> tuple[Method, RuleText] | None:
    """The rule with that id, of the ledger if there is one, else of the pack that its name begins with; None if there is none."""
    packs = [name for name in pack_names() if rule.startswith(f"{name}-")]
    methods = [rules_of_ledger(ledger)] if ledger else [rules_of_pack(name) for name in packs]
    found = ((method, one) for method in methods for one in method.rules if one.rule == rule)
    return next(found, None)


def _of_pack(pack: Pack) -> Method:
    names = {shown(row.get("code")): shown(row.get("name")) for row in pack.rows.get("categories", ())}
    return Method(pack.title, tuple(_told(dict(row), pack, names) for row in pack.rows.get("rules", ())))


def _told(row: dict[str, Value], pack: Pack, names: dict[str, str]) -> RuleText:
    text = {key: shown(value) for key, value in row.items()}
    acts = split_names(text.get("acts", ""))
    codes = split_names(text.get("categories", ""))
    return RuleText(
        rule=text["rule"],
        article=text.get("article", ""),
        content=text.get("content", ""),
        reading=_reading(text.get("reading", "")),
        grade=text.get("grade", ""),
        categories=tuple(names.get(code, code) for code in codes),
        acts=acts,
        does=text.get("does", ""),
        settings=_settings(acts, pack) if text.get("grade") == CONVENTION else (),
    )


def _reading(notation: str) -> str:
    """The notation with its plain Chinese behind it."""
    expression = parse_expression(notation) if notation else None
    return method.READING.format(notation=notation, chinese=expression.chinese()) if expression else notation


def _settings(acts: tuple[str, ...], pack: Pack) -> tuple[str, ...]:
    """The settings among the places where a rule acts, with their values."""
    known = {one.key: (one.value, one.note) for one in settings.KNOWN_SETTINGS}
    for key in ("settings", "scoring_settings"):
        for row in pack.rows.get(key, ()):
            known[shown(row.get("key"))] = shown(row.get("value")), shown(row.get("note"))
    named = [place.partition(".")[2] for place in acts if place.startswith(("参数.", "计分口径."))]
    told = ((key, *known[key]) for key in named if key in known)
    return tuple(method.OF_SETTING.format(key=key, value=value, note=note) for key, value, note in told)
