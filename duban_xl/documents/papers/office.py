"""参数 → what every document says about the office, and what is missing there."""

from collections.abc import Iterator

from duban_xl.catalogue import finding, wording
from duban_xl.documents.papers.facts import OfficeFacts
from duban_xl.documents.word.layout import MarginProfile
from duban_xl.model import settings
from duban_xl.model.columns import SHEETS
from duban_xl.model.columns.matters import ROLES
from duban_xl.model.fields import YES_NO
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.noun import split_names
from duban_xl.model.source import Source
from duban_xl.plan.numbering import SIGNED

OFFICE_BLANKS = (settings.ISSUER, settings.OFFICE_NAME, settings.DOCUMENT_CODE)
"""The rows of 参数 without which a document has a blank."""
YES, NO = YES_NO
ROLE = "角色"
LEAD, SUPPORT = ROLES
LEAD_WORDS = ("主办单位", "牵头单位", "责任单位")
SUPPORT_WORDS = ("协办单位", "责任单位")
"""What a method may call the two; the first is ours."""
CHOICES = {settings.SEALED: (YES, NO), settings.PREPRINTED: (NO, YES), settings.MARGINS: tuple(MarginProfile)}
"""Row of 参数 → what it may say, the usual first."""


def office_facts(ledger: Ledger) -> OfficeFacts:
    """What 参数 says about the office; what it does not say is a visible blank, never a made-up name."""
    issuer = ledger.setting(settings.ISSUER, ledger.setting(settings.OFFICE_NAME, blank(settings.ISSUER)))
    office = ledger.setting(settings.OFFICE_NAME, ledger.setting(settings.ISSUER, blank(settings.OFFICE_NAME)))
    lead, support = role_words(ledger)
    return OfficeFacts(
        issuer=issuer,
        short_name=ledger.setting(settings.SELF_NAME, office),
        masthead=ledger.setting(settings.MASTHEAD, issuer),
        code=ledger.setting(settings.DOCUMENT_CODE, blank(settings.DOCUMENT_CODE)),
        recipients=ledger.setting(settings.RECIPIENTS, "各有关单位"),
        copied_to=split_names(ledger.setting(settings.COPIED_TO)),
        printed_by=ledger.setting(settings.PRINTED_BY, office),
        contact=ledger.setting(settings.CONTACT),
        phone=ledger.setting(settings.PHONE),
        address=ledger.setting(settings.ADDRESS),
        partners=split_names(ledger.setting(settings.PARTNERS)),
        sealed=_chosen(ledger, settings.SEALED) == YES,
        preprinted=_chosen(ledger, settings.PREPRINTED) == YES,
        margins=MarginProfile(_chosen(ledger, settings.MARGINS)),
        lead_word=lead,
        support_word=support,
    )


def role_words(ledger: Ledger) -> tuple[str, str]:
    """How the method calls the unit that leads and those that support it: 角色 of 制度用语 (rules §2.2)."""
    roles = {(term.name, term.means) for term in ledger.terms if term.kind == ROLE}
    lead = next((word for word in LEAD_WORDS if (word, LEAD) in roles), LEAD_WORDS[0])
    return lead, next((word for word in SUPPORT_WORDS if (word, SUPPORT) in roles), SUPPORT_WORDS[0])


def office_findings(ledger: Ledger) -> tuple[Finding, ...]:
    """The rows of 参数 that a document needs and that are empty (D116), and those that say what can't be chosen (D142)."""
    missing = [] if ledger.setting(settings.ISSUER) or ledger.setting(settings.OFFICE_NAME) else [settings.OFFICE_NAME]
    missing += [] if ledger.setting(settings.DOCUMENT_CODE) else [settings.DOCUMENT_CODE]
    empty = (finding("D116", setting_cell(ledger, key), key=key, text=blank(key)) for key in missing)
    return (*empty, *_not_to_choose(ledger))


def _chosen(ledger: Ledger, key: str) -> str:
    """What 参数 `key` says, if it can be chosen; else the first choice, which every office starts with."""
    value = ledger.setting(key)
    return value if value in CHOICES[key] else CHOICES[key][0]


def _not_to_choose(ledger: Ledger) -> Iterator[Finding]:
    for key, choices in CHOICES.items():
        value = ledger.setting(key)
        if value and value not in choices:
            yield finding(
                "D142", setting_cell(ledger, key), key=key, value=value, choices="、".join(choices), default=choices[0]
            )


def signatory_of(ledger: Ledger, name: str, title: str) -> str:
    """Who signed the document `name` with that title, once 文书登记 says so; "" before."""
    signed = (one for one in ledger.documents if one.kind == name and one.status == SIGNED)
    return next((one.signatory for one in signed if one.title == title), "")


def setting_cell(ledger: Ledger, key: str) -> Source:
    """Where 参数 says `key`, or the sheet if it has no such row."""
    row = next((row for row in ledger.settings if row.key == key), None)
    return row.source("value") if row else Source("", SHEETS["settings"].tab)


def lead_unit_of(ledger: Ledger, matter: Matter) -> str:
    """The official name of the lead unit; a visible blank where nobody has entered one."""
    return ledger.units.official_name(matter.lead_unit) or blank(SHEETS["matters"]["lead_unit"].header)


def blank(key: str) -> str:
    """What stands where something is missing that a person must fill in."""
    return wording.BLANK.format(key=key)
