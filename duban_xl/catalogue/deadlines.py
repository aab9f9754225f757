"""Codes T…: deadline expressions and calendars."""

from duban_xl.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
