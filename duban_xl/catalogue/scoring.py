"""Codes S…: the assessment method and scoring events."""

from duban_xl.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
