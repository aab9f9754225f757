"""Ledger → the facts that every document of the office shares, and the facts of a 督查通知书."""

from datetime import date

from duban_xl.catalogue import finding, wording
from duban_xl.documents.chinese import quoted
from duban_xl.documents.compose.articles import full_articles, method_title
from duban_xl.documents.facts import NoticeFacts, OfficeFacts
from duban_xl.model import settings
from duban_xl.model.clause import articles
from duban_xl.model.columns import SHEETS
from duban_xl.model.conventions import conventions_of
from duban_xl.model.cycles import next_occurrence
from duban_xl.model.deadline import Before, Cycle, cycle_of
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.method import Category
from duban_xl.model.noun import split_names
from duban_xl.model.source import Source
from duban_xl.plan.deadlines import SUPERIOR
from duban_xl.score.words import TITLE, Words


def office_facts(ledger: Ledger) -> OfficeFacts:
    """What 参数 says about the office; what it does not say is a visible blank, never a made-up name."""
    issuer = ledger.setting(settings.ISSUER, ledger.setting(settings.OFFICE_NAME, _blank(settings.ISSUER)))
    office = ledger.setting(settings.OFFICE_NAME, ledger.setting(settings.ISSUER, _blank(settings.OFFICE_NAME)))
    return OfficeFacts(
        issuer=issuer,
        short_name=ledger.setting("文书自称", office),
        masthead=ledger.setting("机关标志", issuer),
        code=ledger.setting(settings.DOCUMENT_CODE, _blank(settings.DOCUMENT_CODE)),
        recipients=ledger.setting(settings.RECIPIENTS, "各有关单位"),
        copied_to=split_names(ledger.setting(settings.COPIED_TO)),
        printed_by=ledger.setting(settings.PRINTED_BY, office),
        contact=ledger.setting(settings.CONTACT),
        phone=ledger.setting(settings.PHONE),
    )


def office_blanks(ledger: Ledger) -> tuple[Finding, ...]:
    """The rows of 参数 that a document would need and that are empty (D116)."""
    missing = [] if ledger.setting(settings.ISSUER) or ledger.setting(settings.OFFICE_NAME) else [settings.OFFICE_NAME]
    missing += [] if ledger.setting(settings.DOCUMENT_CODE) else [settings.DOCUMENT_CODE]
    return tuple(finding("D116", _setting_cell(ledger, key), key=key, text=_blank(key)) for key in missing)


def _setting_cell(ledger: Ledger, key: str) -> Source:
    row = next((row for row in ledger.settings if row.key == key), None)
    return row.source("value") if row else Source("", SHEETS["settings"].tab)


def _blank(key: str) -> str:
    return wording.BLANK.format(key=key)


def notice_facts(ledger: Ledger, matter: Matter, *, dated_on: date) -> NoticeFacts:
    """The 督查通知书 that assigns `matter` (DT02): task, limit with its basis, reporting duty, return slip."""
    category = ledger.category(matter.category)
    cycle = parse_expression(matter.return_cycle or (category.return_cycle if category else ""))
    method = method_title(Words(ledger.rulebook.settings).text(TITLE))
    return NoticeFacts(
        title=wording.NOTICE_TITLE.format(matter=quoted(matter.title)),
        dated_on=matter.assigned_on or dated_on,
        urgency=matter.urgency if matter.urgency in ("特急", "加急") else "",
        matter_number=matter.number,
        matter_title=matter.title,
        lead_unit=ledger.units.official_name(matter.lead_unit),
        supporting_units=tuple(ledger.units.official_name(name) for name in matter.supporting),
        leading_official=matter.lead_leader,
        responsible_leader=matter.responsible_leader,
        origin=matter.origin,
        origin_number=matter.origin_number,
        instruction_by=matter.instructing_leader,
        instruction_on=matter.instructed_on,
        requirements=tuple(line for line in matter.requirement.splitlines() if line.strip()),
        target=matter.target,
        due_date=matter.due_date,
        due_text="" if _is_superiors(category) else matter.time_limit,
        due_basis=full_articles(articles(category.clause), method) if category else "",
        return_cycle=cycle.chinese() if cycle else "",
        next_return_on=_first_return(ledger, matter, cycle_of(cycle), dated_on=dated_on),
        return_to=category.return_to if category else "",
        extension_rule=wording.EXTENSION_RULE,
    )


def _is_superiors(category: Category | None) -> bool:
    """Whether 时限要求 tells the superior's date, which is not the units' own (xiayi-2.1-3-upward)."""
    return category is not None and parse_expression(category.time_limit) == Before(SUPERIOR)


def _first_return(ledger: Ledger, matter: Matter, cycle: Cycle | None, *, dated_on: date) -> date | None:
    """The first cycle date strictly after the assignment; a notice written later says the same day."""
    if cycle is None:
        return None
    assigned = matter.assigned_on or dated_on
    return next_occurrence(cycle, after=assigned, anchor=assigned, conventions=conventions_of(ledger))
