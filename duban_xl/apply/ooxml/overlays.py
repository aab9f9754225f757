"""Marked cells on which a conditional format lies → a conditional format of our own above it, so that the mark is seen."""

from collections.abc import Iterable, Mapping

from duban_xl.apply.ooxml.area import areas
from duban_xl.apply.ooxml.looks import Looks
from duban_xl.apply.ooxml.markup import Node, escaped, text_of
from duban_xl.apply.ooxml.parts import Parts
from duban_xl.apply.ooxml.sheet import Sheet
from duban_xl.model.finding import Level
from duban_xl.model.source import cell_name

ALWAYS = '"退回"="退回"'
"""The condition of our rules, always true, by which they are known again."""


def put_overlays(parts: Parts, sheet: Sheet, levels: Mapping[tuple[int, int], Level], looks: Looks) -> None:
    """Let the colours of the marked cells (column, row) lie above the sheet's conditional formats; older ones of ours go."""
    nodes = [node for node in sheet.root.children if node.name == "conditionalFormatting"]
    ours = [node for node in nodes if any(text_of(sheet.data, f) == ALWAYS for f in node.every("formula"))]
    others = [node for node in nodes if node not in ours]
    rules = _rules(sheet, _covered(others, levels), looks)
    if not rules and not ours:
        return
    splices = parts.splices(sheet.part)
    for node in ours:
        splices.replace(node.start, node.end, b"")
    if rules:
        splices.replace(others[0].start, others[0].start, rules)
        for rule in (rule for node in others for rule in node.every("cfRule") if not ours):
            if (priority := rule.get("priority") or "").isdigit():
                splices.set_attributes(rule, priority=str(int(priority) + len(Level)))


def _covered(nodes: Iterable[Node], levels: Mapping[tuple[int, int], Level]) -> dict[tuple[int, int], Level]:
    """The marked cells on which a conditional format lies."""
    covered = [area for node in nodes for area in areas(node.get("sqref"))]
    return {place: level for place, level in levels.items() if any(area.holds(*place) for area in covered)}


def _rules(sheet: Sheet, levels: Mapping[tuple[int, int], Level], looks: Looks) -> bytes:
    p = sheet.root.prefix
    found = b""
    for priority, level in enumerate(Level, 1):
        cells = sorted((row, column) for (column, row), own in levels.items() if own is level)
        if cells and (number := looks.overlay(level)) is not None:
            names = " ".join(cell_name(column, row) for row, column in cells).encode()
            rule = b'<%bcfRule type="expression" dxfId="%d" priority="%d"><%bformula>%b</%bformula></%bcfRule>'
            inside = rule % (p, number, priority, p, escaped(ALWAYS), p, p)
            found += b'<%bconditionalFormatting sqref="%b">%b</%bconditionalFormatting>' % (p, names, inside, p)
    return found
