"""参数 → what every document says about the office, and what is missing there."""

from duban_xl.catalogue import finding, wording
from duban_xl.documents.papers.facts import OfficeFacts
from duban_xl.model import settings
from duban_xl.model.columns import SHEETS
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.noun import split_names
from duban_xl.model.source import Source


def office_facts(ledger: Ledger) -> OfficeFacts:
    """What 参数 says about the office; what it does not say is a visible blank, never a made-up name."""
    issuer = ledger.setting(settings.ISSUER, ledger.setting(settings.OFFICE_NAME, blank(settings.ISSUER)))
    office = ledger.setting(settings.OFFICE_NAME, ledger.setting(settings.ISSUER, blank(settings.OFFICE_NAME)))
    return OfficeFacts(
        issuer=issuer,
        short_name=ledger.setting("文书自称", office),
        masthead=ledger.setting("机关标志", issuer),
        code=ledger.setting(settings.DOCUMENT_CODE, blank(settings.DOCUMENT_CODE)),
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
    return tuple(finding("D116", setting_cell(ledger, key), key=key, text=blank(key)) for key in missing)


def setting_cell(ledger: Ledger, key: str) -> Source:
    """Where 参数 says `key`, or the sheet if it has no such row."""
    row = next((row for row in ledger.settings if row.key == key), None)
    return row.source("value") if row else Source("", SHEETS["settings"].tab)


def blank(key: str) -> str:
    """What stands where something is missing that a person must fill in."""
    return wording.BLANK.format(key=key)
