"""Codes C…: a command that cannot run (missing ledger, unknown pack, no returns)."""

from duban_xl.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
