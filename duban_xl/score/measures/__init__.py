"""Measured parts (K16 to K18): marks that follow from an indicator, a rank or ratings, not from events."""

from duban_xl.score.measures.parts import Measured, absent, measured, needs_sections

__all__ = ["Measured", "absent", "measured", "needs_sections"]
