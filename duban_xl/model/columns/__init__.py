"""All sheets of the ledger and of the return form, in the order of their tabs."""

from collections.abc import Mapping
from types import MappingProxyType

from duban_xl.model.columns.assessment import (
    CAP_GROUPS,
    INDICATORS,
    OBJECTIONS,
    PUBLISHED_SCORES,
    RATINGS,
    SCORING_CONSEQUENCES,
    SCORING_MEASURES,
    SCORING_RULES,
    SCORING_SECTIONS,
    SCORING_SETTINGS,
    SCORING_STEPS,
)
from duban_xl.model.columns.form import EXTENSION_FORM, RETURN_FORM
from duban_xl.model.columns.matters import EXTENSIONS, MATTERS, MILESTONES, RETURNS, STEPS
from duban_xl.model.columns.method import (
    CATEGORIES,
    DUTIES,
    LADDER,
    PROCEDURES,
    REQUIRED_ITEMS,
    REQUIREMENTS,
    RULES,
    TERMS,
)
from duban_xl.model.columns.office import CALENDAR, DOCUMENTS, LOG, SETTINGS, UNITS
from duban_xl.model.columns.scoring import CONSEQUENCES, DEDUCTIONS, INSPECTIONS
from duban_xl.model.fields import SheetDef

__all__ = ["DASHBOARD_TAB", "EXTENSION_FORM", "RETURN_FORM", "SHEETS"]

DASHBOARD_TAB = "看板"

_IN_TAB_ORDER = (
    MATTERS,
    MILESTONES,
    RETURNS,
    EXTENSIONS,
    STEPS,
    INSPECTIONS,
    DEDUCTIONS,
    CONSEQUENCES,
    INDICATORS,
    RATINGS,
    PUBLISHED_SCORES,
    OBJECTIONS,
    UNITS,
    CATEGORIES,
    REQUIREMENTS,
    DUTIES,
    PROCEDURES,
    REQUIRED_ITEMS,
    TERMS,
    RULES,
    SCORING_SETTINGS,
    SCORING_SECTIONS,
    SCORING_RULES,
    SCORING_MEASURES,
    SCORING_STEPS,
    CAP_GROUPS,
    SCORING_CONSEQUENCES,
    LADDER,
    CALENDAR,
    SETTINGS,
    DOCUMENTS,
    LOG,
)

SHEETS: Mapping[str, SheetDef] = MappingProxyType({sheet.key: sheet for sheet in _IN_TAB_ORDER})
"""The data sheets of the ledger by key, in the order of the tabs (看板 stands before them and holds no rows)."""
