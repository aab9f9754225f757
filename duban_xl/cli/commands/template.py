"""Edge: `duban template` (模板)."""

from pathlib import Path

import click

from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import emit, findings_json
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.templates import fields_of, lint_template

LINT, FIELDS = "lint", "fields"
DEEDS = {LINT: LINT, FIELDS: FIELDS, "检查": LINT, "填空项": FIELDS}


@options.command("template")
@click.argument("deed", metavar="做什么", type=click.Choice(list(DEEDS)))
@click.argument("what", metavar="模板文件或文种")
@click.option("--kind", default="", metavar="文种", help="模板是哪一种文书的；默认看文件名。")
@options.output_options
def command(deed: str, what: str, *, kind: str, as_json: bool, quiet: bool) -> int:
    """检查改过的公文模板（检查），或列出一种文书的模板可用的填空项（填空项）。不改动任何文件。

    例：duban template lint 模板/督查通报.docx

        duban template fields 督查通报
    """
    screen = Screen(quiet=quiet, silent=as_json)
    return (
        _lint(screen, Path(what), kind, as_json=as_json)
        if DEEDS[deed] == LINT
        else _fields(screen, what, as_json=as_json)
    )


def _lint(screen: Screen, file: Path, kind: str, *, as_json: bool) -> int:
    linted = lint_template(file, kind)
    if as_json:
        emit({"kind": linted.kind, "file": str(linted.file), "findings": findings_json(linted.findings)})
    screen.findings(linted.findings)
    if not has_errors(linted.findings):
        screen.say(texts.TEMPLATE_FINE.format(file=file.name, kind=linted.kind), style="green")
    return 1 if has_errors(linted.findings) else 0


def _fields(screen: Screen, kind: str, *, as_json: bool) -> int:
    fields = fields_of(kind)
    if as_json:
        emit({"kind": kind, "fields": [{"path": path, "meaning": meaning} for path, meaning in fields]})
    screen.table(texts.TEMPLATE_FIELDS_TITLE.format(kind=kind), texts.TEMPLATE_FIELDS_HEADERS, fields, most=len(fields))
    return 0
