"""Sentences and codes D180–D189 of circulars, briefs, public copies and plans."""

from duban_xl.catalogue.entry import Entry

NO_CATEGORY = "未分类"
FOUND_PROBLEM = "{unit}：{problem}{limit}"
RECTIFY_BY = "（{day}前整改到位）"

ENTRIES: dict[str, Entry] = {}
