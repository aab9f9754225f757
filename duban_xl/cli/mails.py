"""Edge: mails shown before they are sent, and told of afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

import click

from duban_xl.catalogue import mailing as words
from duban_xl.catalogue import texts
from duban_xl.cli import options
from duban_xl.cli.as_json import Json
from duban_xl.cli.plans import Consent
from duban_xl.cli.show import Screen
from duban_xl.model.finding import Finding
from duban_xl.plan.mail_out import Outgoing
from duban_xl.workflows.dispatch import DispatchPlan
from duban_xl.workflows.dispatch_mail import MAILS, form_letters
from duban_xl.workflows.mail_out import Posted, post, write_eml
from duban_xl.workflows.office import Run

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Mailed:
    """What a command did with its mails, as data; and what was found while doing it."""

    answer: Json = field(default_factory=dict[str, Any])
    findings: tuple[Finding, ...] = ()


def mail_options(function: F) -> F:
    """`--mail` and `--send`."""
    function = click.option("--send", is_flag=True, help="写好邮件后直接发出，每个单位一封。")(function)
    return click.option("--mail", is_flag=True, help="每个单位写一封附有填报表的邮件草稿，双击 .eml 发出。")(function)


def mail_forms(screen: Screen, plan: DispatchPlan, run: Run, consent: Consent, *, mail: bool, send: bool) -> Mailed:
    """Write the drafts that bring the units their forms, and send them if that was asked for; nothing without options."""
    if not mail and not send:
        return Mailed()
    letters, findings = form_letters(plan, run)
    show_mails(screen, letters)
    if not letters or not agreed(screen, consent, words.ASK_SEND if send else words.ASK_DRAFTS):
        screen.findings(findings)
        return Mailed({"drafts": []}, findings)
    folder = plan.folder / MAILS
    drafts = write_eml(folder, letters, run)
    screen.panel(words.DRAFTS_MADE.format(folder=folder, count=len(drafts)))
    answer: Json = {"drafts": [str(path) for path in drafts]}
    if send:
        with screen.progress(words.SENDING) as told:
            watched = options.watched_run(run, told)
            posted = post(folder, letters, plan.ledger, watched, pause=options.pause)
        answer |= {"mail": posted_json(posted)}
        findings = (*findings, *posted.findings)
        show_posted(screen, posted)
    screen.findings(findings)
    return Mailed(answer, findings)


def show_mails(screen: Screen, letters: Sequence[Outgoing]) -> None:
    """The table of what would be sent to whom."""
    rows = [
        (
            one.unit,
            "、".join(one.letter.to),
            one.letter.subject,
            "、".join(part.name for part in one.letter.attachments),
        )
        for one in letters
    ]
    screen.table(words.MAIL_TITLE.format(count=len(rows)), words.MAIL_HEADERS, rows)


def agreed(screen: Screen, consent: Consent, question: str) -> bool:
    """Whether the person agrees to it."""
    if options.may_write(yes=consent.yes, dry_run=consent.dry_run, question=lambda: screen.ask(question)):
        return True
    screen.say(texts.DRY_RUN if consent.dry_run else texts.NOT_WRITTEN, style="yellow")
    return False


def show_posted(screen: Screen, posted: Posted) -> None:
    """How many went out, and how many did not."""
    counts = {"sent": len(posted.sent), "failed": len(posted.failed), "before": len(posted.before)}
    screen.say(words.SENT_TITLE.format(**counts), style="yellow" if posted.failed else "green")


def posted_json(posted: Posted) -> Json:
    """The units whose letter went out now, had gone out before, and did not go out."""
    parts = {"sent": posted.sent, "before": posted.before, "failed": posted.failed}
    return {name: [one.unit for one in letters] for name, letters in parts.items()}
