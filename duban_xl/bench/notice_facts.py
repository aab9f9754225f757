"""A seed → the facts of so many 督查通知书, composed from a ledger of as many matters."""

import random
from collections.abc import Iterator
from datetime import date, timedelta

from duban_xl.bench.tables import FILE, Row, table
from duban_xl.documents.papers.facts import OfficeFacts
from duban_xl.documents.papers.kind import Request
from duban_xl.documents.papers.notice.compose import compose_notices
from duban_xl.documents.papers.notice.facts import NoticeFacts
from duban_xl.documents.papers.office import office_facts
from duban_xl.documents.papers.selection import ALL
from duban_xl.model import settings
from duban_xl.model.ledger import Ledger
from duban_xl.packs import load_pack
from duban_xl.plan.ground import ledger_workdays
from duban_xl.read.holidays import official_workdays
from duban_xl.read.ledger import ledger_of

PACK, KIND, NOTICE = "weinan", "督查通知书", "督查通知书.docx"
AS_OF, FIRST, UNITS = date(2026, 10, 12), date(2026, 3, 2), 80
OFFICE = {
    settings.OFFICE_NAME: "某县委督查室",
    settings.DOCUMENT_CODE: "某督字",
    settings.COPIED_TO: "县委办、县政府办",
}
PLACES = (
    "城区雨污管网改造",
    "农村饮水安全巩固",
    "老旧小区改造",
    "高标准农田建设",
    "中小学校舍加固",
    "园区污水处理厂扩建",
)
DUTIES = (
    "查清底数，按村列出清单，逐户登记造册", "制定实施方案，明确责任人和完成时限", "按月报送进展情况并附现场照片",
    "会同财政部门落实资金，专款专用", "对未开工的标段逐一说明原因和整改措施", "完工后组织验收，报送办理报告",
)  # fmt: skip


def make_ledger(matters: int, *, seed: int) -> Ledger:
    """A ledger of the pack with so many matters, each with requirements, target and limit."""
    dice = random.Random(seed)
    rows = dict(load_pack(PACK).rows)
    codes = [str(row["code"]) for row in rows["categories"]]
    rows["settings"] = (*rows["settings"], *({"key": key, "value": value} for key, value in OFFICE.items()))
    rows["units"] = tuple({"code": f"{n:03d}", "name": _unit(n), "active": True} for n in range(UNITS))
    rows["matters"] = tuple(_matter(number, dice, codes) for number in range(matters))
    return ledger_of({key: table(key, of_sheet) for key, of_sheet in rows.items()}, file=FILE)


def make_facts(documents: int, *, seed: int) -> tuple[OfficeFacts, tuple[NoticeFacts, ...]]:
    """What the office and the notices about every matter of the ledger say."""
    ledger = make_ledger(documents, seed=seed)
    return office_facts(ledger), tuple(_facts(ledger))


def _facts(ledger: Ledger) -> Iterator[NoticeFacts]:
    workdays = ledger_workdays(ledger, official_workdays())
    everything = Request(ledger=ledger, about=(ALL,), name=KIND, as_of=AS_OF, workdays=workdays)
    return (subject.facts for subject in compose_notices(everything) if isinstance(subject.facts, NoticeFacts))


def _unit(number: int) -> str:
    return f"第{number}单位"


def _matter(number: int, dice: random.Random, codes: list[str]) -> Row:
    assigned = FIRST + timedelta(days=dice.randrange(180))
    lead, *helpers = dice.sample(range(UNITS), dice.randrange(1, 5))
    return {
        "number": f"B-{number:05d}",
        "category": dice.choice(codes),
        "title": f"{dice.choice(PLACES)}（第{number}批）",
        "lead_unit": _unit(lead),
        "supporting_units": "、".join(_unit(one) for one in helpers),
        "lead_leader": dice.choice(("", "王某", "李某")),
        "origin": f"县委常委会第{dice.randrange(1, 30)}次会议",
        "requirement": "\n".join(dice.sample(DUTIES, dice.randrange(2, 6))),
        "target": f"完成{dice.randrange(10, 900)}户",
        "assigned_on": assigned,
        "due_date": assigned + timedelta(days=dice.randrange(20, 120)),
        "return_cycle": dice.choice(("每月25日前", "每周五前", "")),
        "status": "承办中",
    }
