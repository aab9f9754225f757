"""Every item at the level of the file: a .docx → what it gets wrong, with item, clause, place and value."""

from tests.gongwen import body, ending, foot, head, letter, package, page, tables, title, words
from tests.gongwen.items import Failure, Item, item
from tests.gongwen.reader import Docx

__all__ = ["MODULES", "XML_ITEMS", "Failure", "Item", "failures"]

MODULES = (page, head, title, body, words, ending, tables, foot, letter, package)
XML_ITEMS = tuple(sorted(item.items, key=lambda one: int(one.code[1:])))


def failures(data: bytes) -> tuple[Failure, ...]:
    """What the .docx `data` gets wrong; raises zipfile.BadZipFile or KeyError if it is none."""
    document = Docx(data)
    return tuple(found for one in XML_ITEMS for found in one.failures(document))
