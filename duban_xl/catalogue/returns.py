"""Codes R…: returned workbooks (file, structure, values, relation to the ledger)."""

from duban_xl.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
