"""Data that grew downwards → conditional formats, validations, filters and names that ended with it reach down too."""

from collections.abc import Iterable, Sequence

from duban_xl.apply.ooxml.area import Area, Growth, area, areas
from duban_xl.apply.ooxml.markup import Data, Node, Splices, escaped, text_of
from duban_xl.apply.ooxml.references import Grown, follow
from duban_xl.apply.ooxml.sheet import Sheet

LISTED = ("conditionalFormatting", "dataValidation", "ignoredError")  # elements with a list of areas, `sqref`
FORMULAS = ("formula", "formula1", "formula2", "f")  # of conditional formats and validations, old and new


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


def grow_names(names: Iterable[Node], splices: Splices, grown: Sequence[Grown]) -> None:
    """Let defined names (print area, filter range, the clerk's own) that ended with the data follow it."""
    for node in names:
        _follow(node, splices, grown, is_list=True)


def grow_formulas(
    sheet: Sheet, splices: Splices, grown: Sequence[Grown], *, tab: str, besides: frozenset[int]
) -> frozenset[int]:
    """Let the formulas of `sheet`, also those of formats and validations, follow the data of other places.

    Left alone: formulas among the data themselves, shared ones, and cells that start at one of the positions `besides`.
    The positions of the cells whose formula changed come back.
    """
    followed: set[int] = set()
    data = [one.growth.data for one in grown if one.tab == tab]
    ends = [str(end).encode() for one in grown for end in one.growth.ends]
    for cell in sheet.formula_cells():
        may_end = any(end in sheet.data[cell.inner : cell.close] for end in ends)
        node = sheet.formula(cell) if may_end and cell.start not in besides else None
        if node is None or node.get("t") == "shared" or any(place.holds(cell.column, cell.row) for place in data):
            continue
        if _follow(node, splices, grown, own=tab):
            followed.add(cell.start)
    sparks = {
        node.start for spark in sheet.root.every("sparkline") for node in spark.children
    }  # one cell's own picture
    for node in sheet.root.every(*FORMULAS):
        if not node.children and node.start not in sparks:
            _follow(node, splices, grown, own=tab, fixed=True)
    return frozenset(followed)


def grow_chart(root: Node, splices: Splices, grown: Sequence[Grown]) -> None:
    """Let the series of a chart follow the data they show."""
    for node in root.every("f"):
        _follow(node, splices, grown)


def _follow(
    node: Node, splices: Splices, grown: Sequence[Grown], *, own: str = "", is_list: bool = False, fixed: bool = False
) -> bool:
    """Whether the formula in `node` had something to follow."""
    if b":" not in splices.data[node.inner : node.close]:
        return False
    text = text_of(splices.data, node)
    new = follow(text, grown, own=own, is_list=is_list, fixed=fixed)
    if new != text:
        splices.replace(node.inner, node.close, escaped(new))
    return new != text


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


def _listed(data: Data, node: Node) -> tuple[Area, ...]:
    return areas(node.get("sqref")) + tuple(
        place for child in node.every("sqref") for place in areas(text_of(data, child))
    )


def _grow_list(sheet: Sheet, splices: Splices, growth: Growth, *, node: Node, taken: tuple[Area, ...]) -> None:
    """Grow the areas listed by `node`, in its attribute or in the element that the 2010 extensions use instead.

    Areas in `taken` are not run over: a cell may have one validation only.
    """

    def grow(words: str) -> str:
        return " ".join(
            word
            if (place := area(word)) and any(growth.added(place).meets(other) for other in taken)
            else growth.grown(word)
            for word in words.split()
        )

    written = node.get("sqref")
    if written and (grown := grow(written)) != " ".join(written.split()):
        splices.set_attributes(node, sqref=grown)
    for child in node.every("sqref"):
        text = text_of(sheet.data, child)
        if (grown := grow(text)) != " ".join(text.split()):
            splices.replace(child.inner, child.close, grown.encode())
