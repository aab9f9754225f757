"""Changes one workbook file without touching what no edit names: bytes and edits → new bytes (`patch`)."""

from duban_xl.apply.ooxml.edits import CellValue, Formula, Patched, SheetEdits
from duban_xl.apply.ooxml.patching import Patcher, patch
from duban_xl.apply.ooxml.refusal import Refused

__all__ = ["CellValue", "Formula", "Patched", "Patcher", "Refused", "SheetEdits", "patch"]
