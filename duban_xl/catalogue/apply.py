"""Codes A…: changing a workbook (locks, stale cells, files that can't be changed safely)."""

from duban_xl.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
