"""The families of codes, joined: a code that two families claim is a programming error."""

from duban_xl.catalogue import (
    answers,
    apply,
    calendar,
    commands,
    course,
    deadlines,
    decisions,
    documents,
    ledger,
    ledger_hands,
    ledger_method,
    live,
    mail,
    mailing,
    return_checks,
    returns,
    returns_reading,
    scoring,
    values,
    workbooks,
)
from duban_xl.catalogue.entry import Entry

FAMILIES: tuple[dict[str, Entry], ...] = (
    commands.ENTRIES,
    apply.ENTRIES,
    live.ENTRIES,
    ledger.ENTRIES,
    ledger_hands.ENTRIES,
    course.ENTRIES,
    ledger_method.ENTRIES,
    returns.ENTRIES,
    return_checks.ENTRIES,
    returns_reading.ENTRIES,
    mail.ENTRIES,
    deadlines.ENTRIES,
    calendar.ENTRIES,
    values.ENTRIES,
    scoring.ENTRIES,
    decisions.ENTRIES,
    documents.ENTRIES,
    workbooks.ENTRIES,
    mailing.ENTRIES,
    answers.ENTRIES,
)

CATALOGUE: dict[str, Entry] = {code: entry for family in FAMILIES for code, entry in family.items()}
