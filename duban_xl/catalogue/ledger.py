"""Codes L…: the ledger (sheets, columns, cells, relations between rows)."""

from duban_xl.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
