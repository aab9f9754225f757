"""Edge: `duban write` (文书)."""

from functools import partial
from pathlib import Path

import click

from duban_xl.catalogue import cannot_run, texts
from duban_xl.cli import options
from duban_xl.cli.as_json import emit, findings_json
from duban_xl.cli.pictures import Wanted, picture_options, with_pictures
from duban_xl.cli.plans import Consent
from duban_xl.cli.show import Screen
from duban_xl.model.finding import has_errors
from duban_xl.workflows.ledger_file import write_plan
from duban_xl.workflows.office import Run
from duban_xl.workflows.write import WritePlan, known_kinds, plan_write, write_drafts


@options.command("write")
@click.argument("kind", required=False, metavar="文种")
@click.argument("about", nargs=-1, metavar="报送期或事项编号…")
@click.option("--list", "list_kinds", is_flag=True, help="列出可以起草的文书。")
@options.ledger_option
@options.as_of_option
@options.writing_options
@picture_options
@options.output_options
def command(
    kind: str | None,
    about: tuple[str, ...],
    *,
    list_kinds: bool,
    ledger: Path | None,
    as_of: str | None,
    yes: bool,
    dry_run: bool,
    pdf: bool,
    preview: bool,
    as_json: bool,
    quiet: bool,
) -> int:
    """起草文书（Word 送审稿），并在“文书登记”里登记草稿。

    例：duban write 督查通报 2026Q3

        duban write 督查通知书 2026-001 2026-002 --pdf
    """
    screen = Screen(quiet=quiet, silent=as_json)
    if list_kinds:
        return _listed(screen, as_json=as_json)
    if kind is None:
        raise cannot_run("C022", kinds="、".join(known.name for known in known_kinds()))
    path = options.chosen_ledger(ledger)
    with screen.progress(kind) as told:
        run = options.new_run(as_of, progress=told)
        plan = plan_write(path, kind, about, run)
    screen.findings(plan.findings)
    files = _written(screen, plan, run, Consent(yes=yes, dry_run=dry_run))
    pictures = with_pictures(screen, files, Wanted(pdf=pdf, preview=preview))
    findings = (*plan.findings, *pictures.findings)
    if as_json:
        emit({"files": files, "pictures": pictures.files, **_numbered(plan), "findings": findings_json(findings)})
    elif files:
        screen.panel(texts.NEXT_AFTER_WRITE)
    return 1 if has_errors(findings) else 0


def _listed(screen: Screen, *, as_json: bool) -> int:
    """Show the kinds that can be written."""
    screen.table(texts.KINDS_TITLE, texts.KINDS_HEADERS, ((k.name, k.about, k.example) for k in known_kinds()))
    if as_json:
        emit({"kinds": [known.name for known in known_kinds()]})
    return 0


def _numbered(plan: WritePlan) -> dict[str, str | None]:
    """Number and status of the document; both null when there is none."""
    first = plan.drafts[0] if plan.drafts else None
    return {"number": (first.number or None) if first else None, "status": first.status if first else None}


def _written(screen: Screen, plan: WritePlan, run: Run, consent: Consent) -> tuple[Path, ...]:
    """Register and write the drafts if the person agrees; their paths.

    Who has agreed beforehand reads what was written, and nothing of it where something keeps it from being written.
    """
    rows = [(draft.name, draft.title, str(draft.path)) for draft in plan.drafts]
    show = partial(screen.table, texts.WRITE_TITLE.format(count=len(rows)), texts.WRITE_HEADERS, rows)
    if consent.dry_run or not consent.yes:
        show()
    agreed = rows and options.may_write(
        yes=consent.yes, dry_run=consent.dry_run, question=lambda: screen.ask(texts.ASK_DOCUMENTS)
    )
    if not agreed:
        return ()
    write_plan(plan.planned, run, command="write")
    files = write_drafts(plan)
    if consent.yes:
        show()
    return files
