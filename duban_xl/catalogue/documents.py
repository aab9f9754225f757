"""Codes D…: documents and templates."""

from duban_xl.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
