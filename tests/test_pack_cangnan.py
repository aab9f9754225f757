"""The pack cangnan says what the method says, and a pack with a fault does not load."""

import re
from decimal import Decimal

import pytest

from duban_xl.catalogue import CannotRun
from duban_xl.model.deadline_text import parse_event, parse_expression
from duban_xl.model.noun import split_names
from duban_xl.model.source import shown
from duban_xl.packs import Pack, load_pack, pack_from, pack_names
from duban_xl.score.method import method_of
from duban_xl.score.occasions import key_findings
from duban_xl.score.values import rule_findings
from duban_xl.score.words import CHOICES
from tests.scoring import as_markdown
from tests.tables import ledger_from

CATEGORIES = """
    MC03 上级公文和部署; MC04 县委县政府重要文件; MC05 县委全会部署; MC06 常委会议定事项; MC07 政府常务会议定事项;
    MC08 主要领导会议议定事项; MC10 全县性会议部署; MC13 上级领导批示; MC14 县委主要领导批示; MC15 县领导批示;
    MC19 领导交办事项; MC21 年度重点工作; MC26 专项工作和重点项目; MC29 重大问题和热点问题; MC30 人代会决议决定;
    MC31 两办通知事项
"""
POINTS = "A6 3; A7a 2; A7b 3; A8a 3; A8b 5; A9 3; A10a 3; A10b 3; A11a 2; A11b 3; A12a 3; A12b 5; A12c 5"
RULE_ID = re.compile(r"cangnan-[A-Za-z0-9.]+(?:-[a-z0-9]+)*")
CITING = {
    "categories": "clause",
    "duties": "rule",
    "scoring_settings": "clause",
    "scoring_sections": "name",
    "scoring_rules": "clause",
    "ladder": "rule",
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("cangnan")


def pairs(text: str) -> list[list[str]]:
    return [part.split() for part in text.split(";")]


def test_categories__named_as_the_method_names_them(pack: Pack) -> None:
    assert [[row["code"], row["name"]] for row in pack.rows["categories"]] == pairs(CATEGORIES)


def test_rules__thirteen_codes_with_their_points(pack: Pack) -> None:
    assert [[row["rule"], shown(row["lead_value"])] for row in pack.rows["scoring_rules"]] == pairs(POINTS)


def test_rules__only_overdue_instructions_can_be_exempt(pack: Pack) -> None:
    assert [row["rule"] for row in pack.rows["scoring_rules"] if row["exemptible"]] == ["A7a"]


def test_rules__only_media_and_neican_need_verification(pack: Pack) -> None:
    assert [row["rule"] for row in pack.rows["scoring_rules"] if row["needs_verification"]] == ["A12b", "A12c"]


def test_rules__proposed_from_overdue(pack: Pack) -> None:
    proposed = {row["rule"]: row["categories"] for row in pack.rows["scoring_rules"] if row.get("proposed_from")}
    assert proposed == {"A7a": "MC13、MC14、MC15、MC19", "A11a": "MC31"}


def test_limits__given_everywhere_and_no_number_invented(pack: Pack) -> None:
    assert {row["time_limit"] for row in pack.rows["categories"]} == {"GIVEN"}


def test_cycles__weekly_for_instructions_half_monthly_for_key_work(pack: Pack) -> None:
    cycles = {row["code"]: row["return_cycle"] for row in pack.rows["categories"] if "return_cycle" in row}
    assert cycles == dict.fromkeys(("MC13", "MC14", "MC15", "MC19"), "WK(五)") | dict.fromkeys(
        ("MC05", "MC21", "MC26", "MC29"), "HM"
    )


@pytest.mark.parametrize("key", CITING)
def test_every_row__cites_its_rule(pack: Pack, key: str) -> None:
    assert [row for row in pack.rows[key] if not RULE_ID.search(str(row[CITING[key]]))] == []


def test_cells_of_time__understood(pack: Pack) -> None:
    rows = [*pack.rows["categories"], *pack.rows["duties"]]
    cells = [row.get(key) for row in rows for key in ("time_limit", "return_cycle", "inspection_cycle", "cycle")]
    assert [cell for cell in cells if cell and parse_expression(str(cell)) is None] == []
    assert {parse_event(str(row["anchor"])) for row in pack.rows["categories"]} != {None}


def test_conventions__marked(pack: Pack) -> None:
    open_in_the_text = {"得分下限", "保留小数", "舍入方式", "归属日期", "同一事项多条规则", "通报计次", "季度通报截止"}
    marked = {row["key"] for row in pack.rows["scoring_settings"] if "本系统约定" in str(row["note"])}
    assert open_in_the_text <= marked


def test_settings__choices_are_those_the_engine_knows(pack: Pack) -> None:
    written = {
        row["key"]: split_names(str(row["choices"])) for row in pack.rows["scoring_settings"] if row.get("choices")
    }
    assert written == dict(CHOICES)


def test_method__read_from_the_sheets_without_a_fault(pack: Pack) -> None:
    keys = ("scoring_settings", "scoring_sections", "scoring_rules", "categories", "duties", "ladder", "settings")
    ledger = ledger_from(**{key: as_markdown(pack, key) for key in keys})
    method, faults = method_of(ledger.rulebook)
    assert (ledger.findings, faults) == ((), ())
    assert method is not None
    assert (rule_findings(method), key_findings(method)) == ((), ())
    assert method.weights == {"乡镇": Decimal("0.02"), "县直部门": Decimal("0.04")}
    assert (method.base, method.floor, method.places, method.own_circulars) == (100, 0, 2, ("扣分情况季度通报",))


def test_names__all_load() -> None:
    assert "cangnan" in pack_names()
    assert [load_pack(name).name for name in pack_names()] == list(pack_names())


FAULTS = [
    ("P102", "name = "),
    ("P103", "[[rules]]\nrule = 'A1'\n"),
    ("P103", "categories = 'MC01'\n"),
    ("P104", "[[categories]]\ncode = 'MC01'\ncolour = '红'\n"),
    ("P104", "[defaults.categories]\ncolour = '红'\n[[categories]]\ncode = 'MC01'\n"),
    ("P105", "[[categories]]\ncode = 1\n"),
    ("P105", "[[categories]]\nrolling = '是'\n"),
    ("P105", "[[scoring_rules]]\nrule = 'A1'\nlead_value = '三分'\n"),
    ("P105", "[[scoring_rules]]\nrule = 'A1'\nsign = '减'\n"),
    ("P106", "[[categories]]\ncode = 'MC01'\n[[scoring_rules]]\nrule = 'A1'\ncategories = 'MC01、MC99'\n"),
]


@pytest.mark.parametrize(("code", "text"), FAULTS)
def test_pack_with_a_fault__does_not_load(code: str, text: str) -> None:
    with pytest.raises(CannotRun) as refused:
        pack_from(text, file="mine.toml")
    assert refused.value.finding.code == code


def test_fault__names_the_row() -> None:
    with pytest.raises(CannotRun) as refused:
        pack_from("[[categories]]\ncode = 'MC01'\n[[categories]]\ncode = 2\n", file="mine.toml")
    source = refused.value.finding.source
    assert (source.file, source.sheet, source.cell) == ("mine.toml", "事项类别", "第2行")


def test_unknown_pack__named_with_those_there_are() -> None:
    with pytest.raises(CannotRun) as refused:
        load_pack("nowhere")
    assert refused.value.finding.code == "P101"
    assert "cangnan" in refused.value.finding.args["names"]
