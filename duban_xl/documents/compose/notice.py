"""Ledger → the facts that every document of the office shares, and the facts of a 督查通知书."""

from datetime import date

from duban_xl.catalogue import wording
from duban_xl.documents.facts import NoticeFacts, OfficeFacts
from duban_xl.model import settings
from duban_xl.model.clause import articles
from duban_xl.model.deadline_text import parse_expression
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.noun import split_names


def office_facts(ledger: Ledger) -> OfficeFacts:
    """What 参数 says about the office."""
    office = ledger.setting(settings.OFFICE_NAME, "督查室")
    return OfficeFacts(
        issuer=ledger.setting(settings.ISSUER, office),
        short_name=ledger.setting("文书自称", office),
        masthead=ledger.setting("机关标志", ledger.setting(settings.ISSUER, office)),
        code=ledger.setting(settings.DOCUMENT_CODE, "督"),
        recipients=ledger.setting(settings.RECIPIENTS, "各有关单位"),
        copied_to=split_names(ledger.setting(settings.COPIED_TO)),
        printed_by=ledger.setting(settings.PRINTED_BY, office),
        contact=ledger.setting(settings.CONTACT),
        phone=ledger.setting(settings.PHONE),
    )


def notice_facts(ledger: Ledger, matter: Matter, *, dated_on: date) -> NoticeFacts:
    """The 督查通知书 that assigns `matter` (DT02): task, limit with its basis, reporting duty, return slip."""
    category = ledger.category(matter.category)
    cycle = parse_expression(matter.return_cycle or (category.return_cycle if category else ""))
    return NoticeFacts(
        title=wording.NOTICE_TITLE.format(matter=matter.title),
        dated_on=matter.assigned_on or dated_on,
        urgency=matter.urgency if matter.urgency in ("特急", "加急") else "",
        matter_number=matter.number,
        matter_title=matter.title,
        lead_unit=ledger.units.official_name(matter.lead_unit),
        supporting_units=tuple(ledger.units.official_name(name) for name in matter.supporting),
        leading_official=matter.lead_leader,
        responsible_leader=matter.responsible_leader,
        origin=matter.origin or wording.ORIGIN_UNKNOWN,
        origin_number=matter.origin_number,
        instruction_by=matter.instructing_leader,
        instruction_on=matter.instructed_on,
        requirements=tuple(line for line in matter.requirement.splitlines() if line.strip()) or (matter.title,),
        target=matter.target,
        due_date=matter.due_date,
        due_text=matter.time_limit,
        due_basis=articles(category.clause) if category else "",
        return_cycle=cycle.chinese() if cycle else "",
        next_return_on=matter.next_return_on,
        return_to=category.return_to if category else "",
        extension_rule=wording.EXTENSION_RULE,
    )
