"""Data that grew downwards → conditional formats, validations, filters and names that ended with it reach down too."""

import re
from collections.abc import Iterable

from duban_xl.apply.ooxml.area import Area, Growth, area, areas
from duban_xl.apply.ooxml.markup import Node, Splices, escaped, text_of
from duban_xl.apply.ooxml.sheet import Sheet

LISTED = ("conditionalFormatting", "dataValidation", "ignoredError")  # elements with a list of areas, `sqref`
QUALIFIED = re.compile(r"((?:'(?:[^']|'')+'|[^\s'!,()+\-*/:=<>&^]+)!)(\$?[A-Za-z]{1,3}\$?\d+:\$?[A-Za-z]{1,3}\$?\d+)")


def grow_sheet(sheet: Sheet, splices: Splices, growth: Growth) -> None:
    """Let the ranges around the data of `sheet` follow it (attributes `sqref` and `ref`, and `sqref` elements in extLst)."""
    for name in LISTED:
        nodes = tuple(sheet.root.every(name))
        taken = tuple(place for node in nodes for place in _listed(sheet.data, node))
        for node in nodes:
            _grow_list(sheet, splices, growth, node=node, taken=taken if name == "dataValidation" else ())
    own_filter = sheet.root.first("autoFilter")
    if own_filter and (ref := own_filter.get("ref")):
        splices.set_attributes(own_filter, ref=growth.grown(ref))


def grow_names(names: Iterable[Node], splices: Splices, *, tab: str, growth: Growth) -> None:
    """Let defined names (print area, filter range, the clerk's own) that ended with the data of `tab` follow it."""

    def follow(found: re.Match[str]) -> str:
        sheet = found[1][:-1].strip("'").replace("''", "'")
        return found[1] + growth.grown(found[2]) if sheet.casefold() == tab.casefold() else found[0]

    for node in names:
        text = text_of(splices.data, node)
        if (grown := QUALIFIED.sub(follow, text)) != text:
            splices.replace(node.inner, node.close, escaped(grown))


def reach(sheet: Sheet, splices: Splices, touched: Area) -> None:
    """Widen the stored dimension, if there is one, so that it takes in `touched`."""
    node = sheet.root.first("dimension")
    stored = area(node.get("ref")) if node else None
    if node and stored:
        wide = Area(
            min(stored.left, touched.left),
            min(stored.top, touched.top),
            max(stored.right, touched.right),
            max(stored.bottom, touched.bottom),
        )
        if wide != stored:
            splices.set_attributes(node, ref=str(wide))


def _listed(data: bytes, node: Node) -> tuple[Area, ...]:
    return areas(node.get("sqref")) + tuple(
        place for child in node.every("sqref") for place in areas(text_of(data, child))
    )


def _grow_list(sheet: Sheet, splices: Splices, growth: Growth, *, node: Node, taken: tuple[Area, ...]) -> None:
    """Grow the areas listed by `node`, in its attribute or in the element that the 2010 extensions use instead.

    Areas in `taken` are not run over: a cell may have one validation only.
    """

    def follow(words: str) -> str:
        return " ".join(
            word
            if (place := area(word)) and any(growth.added(place).meets(other) for other in taken)
            else growth.grown(word)
            for word in words.split()
        )

    written = node.get("sqref")
    if written and (grown := follow(written)) != " ".join(written.split()):
        splices.set_attributes(node, sqref=grown)
    for child in node.every("sqref"):
        text = text_of(sheet.data, child)
        if (grown := follow(text)) != " ".join(text.split()):
            splices.replace(child.inner, child.close, grown.encode())
