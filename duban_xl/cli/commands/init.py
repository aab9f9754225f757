"""Edge: `duban init` (新建)."""

import secrets
from pathlib import Path

import click

from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.workflows.init import create_office


@options.command("init")
@click.argument("folder", type=click.Path(path_type=Path), metavar="文件夹")
@click.option("--pack", default="cangnan", metavar="名称", help="制度包，默认 cangnan。")
@options.output_options
def command(folder: Path, *, pack: str, as_json: bool, quiet: bool) -> int:
    """新建办公室文件夹：台账、制度包的规则表、文书模板。

    例：duban init 督查室 --pack cangnan
    """
    run = options.new_run(None)
    ledger_id = f"{run.as_of.year}-{secrets.token_hex(4).upper()}"
    made = create_office(folder, pack, run, ledger_id=ledger_id, form_key=secrets.token_hex(16))
    if as_json:
        from duban_xl.cli.as_json import emit

        emit({"ledger": str(made.ledger), "pack": made.pack, "templates": [str(path) for path in made.templates]})
        return 0
    from duban_xl.cli.show import Screen

    screen = Screen(quiet=quiet)
    rows = [(made.pack, str(made.ledger))]
    screen.made([*rows, *((path.stem, str(path)) for path in made.templates)])
    screen.panel(texts.NEXT_AFTER_INIT.format(ledger=made.ledger))
    return 0
