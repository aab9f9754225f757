"""Every noun's fields are its sheet's columns, with the types that the columns hold."""

import types
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest

from duban_xl.model.columns import EXTENSION_FORM, RETURN_FORM, SHEETS
from duban_xl.model.fields import YES_NO, Editor, Kind, SheetDef
from duban_xl.model.form import LOCKED, FormExtension, FormLine, FormRow
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, ExtensionRequest, Matter, Milestone, UnitReturn
from duban_xl.model.method import Category, Duty, LadderStep, Procedure, RequiredItem, Requirement, Rule, Term
from duban_xl.model.noun import Noun, split_names
from duban_xl.model.office import (
    CalendarDay,
    Consequence,
    DocumentEntry,
    Inspection,
    Setting,
    Unit,
)
from duban_xl.model.rulebook import (
    Ballot,
    CapGroup,
    ConsequenceRule,
    Indicator,
    Measure,
    Objection,
    PublishedScore,
    ScoringEvent,
    ScoringRule,
    ScoringSetting,
    Section,
    Step,
)
from tests.tables import ledger_from, returned_from

NOUNS: dict[str, type[Noun]] = {
    "matters": Matter,
    "milestones": Milestone,
    "returns": UnitReturn,
    "extensions": ExtensionRequest,
    "steps": CourseStep,
    "inspections": Inspection,
    "deductions": ScoringEvent,
    "consequences": Consequence,
    "units": Unit,
    "categories": Category,
    "requirements": Requirement,
    "duties": Duty,
    "procedures": Procedure,
    "required_items": RequiredItem,
    "terms": Term,
    "rules": Rule,
    "scoring_settings": ScoringSetting,
    "scoring_sections": Section,
    "scoring_rules": ScoringRule,
    "scoring_steps": Step,
    "cap_groups": CapGroup,
    "scoring_measures": Measure,
    "scoring_consequences": ConsequenceRule,
    "indicators": Indicator,
    "ratings": Ballot,
    "published_scores": PublishedScore,
    "objections": Objection,
    "ladder": LadderStep,
    "calendar": CalendarDay,
    "settings": Setting,
    "documents": DocumentEntry,
}
WITHOUT_NOUN = {"log"}  # written by the program, read by nobody

PAIRS: list[tuple[type[Noun], SheetDef]] = [
    *((noun, SHEETS[key]) for key, noun in NOUNS.items()),
    (FormLine, RETURN_FORM),
    (FormExtension, EXTENSION_FORM),
]

TYPES: dict[Kind, Any] = {
    Kind.TEXT: str,
    Kind.LONG: str,
    Kind.ID: str,
    Kind.DATE: date | None,
    Kind.DATETIME: datetime | None,
    Kind.INTEGER: Decimal | None,
    Kind.NUMBER: Decimal | None,
    Kind.POINTS: Decimal | None,
    Kind.PERCENT: Decimal | None,
    Kind.YES_NO: bool | None,
}


def test_sheets__every_one_has_its_noun() -> None:
    assert set(NOUNS) | WITHOUT_NOUN == set(SHEETS)


@pytest.mark.parametrize(("noun", "sheet"), PAIRS, ids=lambda value: getattr(value, "key", ""))
def test_noun__has_exactly_its_sheets_columns(noun: type[Noun], sheet: SheetDef) -> None:
    assert sorted(f.name for f in fields(noun) if f.name != "record") == sorted(f.key for f in sheet.fields)


@pytest.mark.parametrize(("noun", "sheet"), PAIRS, ids=lambda value: getattr(value, "key", ""))
def test_noun__types_fit_the_kinds_of_its_columns(noun: type[Noun], sheet: SheetDef) -> None:
    hints = get_type_hints(noun)
    assert {f.key: _plain(hints[f.key]) for f in sheet.fields} == {f.key: _plain(TYPES[f.kind]) for f in sheet.fields}


def _plain(hint: Any) -> Any:
    """A union as a set of its members, so that the order in which it was written does not matter."""
    return frozenset(get_args(hint)) if isinstance(hint, types.UnionType) else hint


def test_form_row__is_the_locked_columns() -> None:
    locked = [f.key for f in RETURN_FORM.fields if f.editor is not Editor.UNIT]
    assert [f.name for f in fields(FormRow)] == list(LOCKED) == locked


@pytest.mark.parametrize("sheet", [*SHEETS.values(), RETURN_FORM, EXTENSION_FORM], ids=lambda sheet: sheet.key)
def test_sheet__keys_and_headers_are_unique(sheet: SheetDef) -> None:
    keys = [f.key for f in sheet.fields]
    assert len(set(keys)) == len(keys)
    assert len(set(sheet.headers)) == len(sheet.headers)


@pytest.mark.parametrize("sheet", [*SHEETS.values(), RETURN_FORM, EXTENSION_FORM], ids=lambda sheet: sheet.key)
def test_sheet__yes_no_columns_offer_both_words_and_lookups_exist(sheet: SheetDef) -> None:
    for field in sheet.fields:
        assert (field.kind is Kind.YES_NO) == (field.choices == YES_NO)
        if field.lookup:
            key, _, column = field.lookup.partition(".")
            assert SHEETS[key][column].header


def test_tabs__names_are_unique_and_short_enough_for_excel() -> None:
    tabs = [sheet.tab for sheet in SHEETS.values()]
    assert len(set(tabs)) == len(tabs)
    assert all(len(tab) <= 31 for tab in tabs)


def test_ledger__holds_every_noun_of_the_sheets_that_were_read() -> None:
    ledger = ledger_from(
        matters="| 事项编号 | 事项名称 | 协办单位 | 延期至 | 办结时限 | 状态 |\n| D-1 | 修路 | 甲局、 乙局 | | 2026-03-31 | 办结 |",
        units="| 单位代码 | 单位名称 | 别名 |\n| 001 | 甲 局 | 老甲局 |",
        scoring_rules="| 规则号 | 情形 | 主办值 |\n| 1 | 逾期 | 0.5 |",
        settings="| 参数 | 值 |\n| 年度 | 2026 |",
    )
    [matter] = ledger.matters
    assert (matter.supporting, matter.effective_due, matter.is_ended) == (("甲局", "乙局"), date(2026, 3, 31), True)
    assert matter.source("title").cell == "B3"
    assert matter.source("remark").cell == "A3"  # a column that is missing: the row
    unit = ledger.units.find("老甲局")
    assert unit is not None
    assert (unit.code, ledger.units.official_name("甲局")) == ("001", "甲 局")
    assert ledger.rulebook.rules[0].lead_value == Decimal("0.5")
    assert ledger.setting("年度") == "2026"
    assert (ledger.setting("台账编号", "无"), Ledger(file="").matters) == ("无", ())


def test_returned_form__lines_and_extension_requests() -> None:
    returned = returned_from(
        "| 事项编号 | 进展状态 | 完成率 | 已盖公章 |\n| D-1 | 正常推进 | 80% | 是 |",
        extensions="| 事项编号 | 申请延至 | 延期原因 |\n| D-1 | 2026-12-31 | 汛期 |",
    )
    assert returned.lines is not None
    assert (returned.lines[0].percent_done, returned.lines[0].sealed) == (Decimal(80), True)
    assert returned.extensions[0].requested_to == date(2026, 12, 31)


@pytest.mark.parametrize("text", ["甲局、乙局", "甲局，乙局", "甲局;乙局", "甲局\n乙局", "甲局 乙局、", "甲局/乙局"])
def test_several_names_in_a_cell__split_at_any_usual_separator(text: str) -> None:
    assert split_names(text) == ("甲局", "乙局")
