"""Edge: `duban rules` (制度)."""

from pathlib import Path

import click

from duban_xl.catalogue import cannot_run
from duban_xl.catalogue import method as words
from duban_xl.cli import options
from duban_xl.cli.as_json import Json, emit
from duban_xl.workflows.rules import RuleText, rules_of_ledger, rules_of_pack


@options.command("rules")
@click.option("--pack", metavar="制度包", help="看随程序提供的办法，如 weinan；默认看台账里现行的。")
@click.option("--article", metavar="条款", help="只看这一条，如 九。")
@options.ledger_option
@options.output_options
def command(*, pack: str | None, article: str | None, ledger: Path | None, as_json: bool, quiet: bool) -> int:
    """现行办法的各条规则：第几条、要求什么、是原文写明还是本系统约定。

    例：duban rules --pack weinan
    """
    found = rules_of_pack(pack) if pack else rules_of_ledger(options.chosen_ledger(ledger))
    rules = [one for one in found.rules if article is None or one.article.startswith(article)]
    if article is not None and not rules:
        raise cannot_run("C032", text=article)
    if as_json:
        emit({"title": found.title, "rules": [rule_json(one) for one in rules]})
        return 0
    from duban_xl.cli.show import Screen

    title = words.RULES_TITLE.format(title=found.title, count=len(rules))
    rows = [(one.article, one.rule, one.grade, one.content, one.reading) for one in rules]
    Screen(quiet=quiet).table(title, words.RULES_HEADERS, rows, most=len(rows))
    return 0


def rule_json(one: RuleText) -> Json:
    """A rule for other programs."""
    return {
        "rule": one.rule,
        "article": one.article,
        "content": one.content,
        "reading": one.reading,
        "grade": one.grade,
        "categories": list(one.categories),
        "acts": list(one.acts),
        "does": one.does,
        "settings": list(one.settings),
    }
