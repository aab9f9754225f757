"""Matters → the register of documents (文书登记): one running number for all of the year, without gaps."""

from dataclasses import dataclass
from datetime import date

from samples.generator.content_units import LEADERS, OFFICE_HEAD
from samples.generator.days import WORKDAYS, YEAR, month_of
from samples.generator.matters import SampleMatter
from samples.generator.people import Directory

CODE = "云督"
CIRCULAR, WARNING, PRAISE, COPY, NOTICE = "督查通报", "扣分情况季度通报", "通报表扬", "抄告单", "督查通知书"
QUARTERS = {1: (date(YEAR, 4, 9), "一"), 2: (date(YEAR, 7, 9), "二")}
COPIED = ("县城内涝积水点系统治理", "重大项目净地交付滞后攻坚")  # 影响面大、涉及多个部门的批示
PRAISED = {
    date(YEAR, 4, 24): ("2026年春季项目攻坚成效明显单位", "石桥镇、县住建局"),
    date(YEAR, 7, 16): ("防汛抢险和群众转移工作表现突出单位", "沙埠镇、大岙乡、县应急管理局"),
}


@dataclass(slots=True, kw_only=True)
class SampleDocument:
    """One document of the register."""

    kind: str
    title: str
    signed: date
    signatory: str
    matter: SampleMatter | None = None
    units: str = ""
    status: str = "已签发"
    number: str = ""
    serial: int = 0


def all_documents(matters: list[SampleMatter], units: Directory) -> list[SampleDocument]:
    """Every document by date, numbered; sets 交办文号 of the matters."""
    documents = [*_notices(matters), *_copies(matters), *_circulars(), *_praise(units)]
    documents.sort(key=lambda d: (d.signed, d.kind == NOTICE, d.matter.number if d.matter else ""))
    for serial, document in enumerate(documents, 1):
        document.serial, document.number = serial, f"{CODE}〔{YEAR}〕{serial}号"
        if document.matter and document.kind == NOTICE:
            document.matter.row["assignment_number"] = document.number
    return documents


def _notices(matters: list[SampleMatter]) -> list[SampleDocument]:
    return [
        SampleDocument(
            kind=NOTICE,
            title=f"关于办理“{matter.title}”事项的督查通知书",
            signed=matter.assigned,
            signatory=OFFICE_HEAD,
            matter=matter,
            units=matter.lead.name,
        )
        for matter in matters
        if matter.assigned and not matter.marked("个人批示")
    ]


def _copies(matters: list[SampleMatter]) -> list[SampleDocument]:
    return [
        SampleDocument(
            kind=COPY,
            title=f"关于“{matter.title}”批示精神的抄告单",
            signed=matter.assigned,
            signatory=OFFICE_HEAD,
            matter=matter,
            units=matter.row["supporting_units"],
        )
        for matter in matters
        if matter.title in COPIED and matter.assigned
    ]


def _circulars() -> list[SampleDocument]:
    leader = LEADERS["县委办公室主任"]
    monthly = [
        SampleDocument(
            kind=CIRCULAR,
            title=f"关于{month}月份重点工作集中督查情况的通报",
            signed=WORKDAYS.on_or_before(date(YEAR, 9, 29) if month == 9 else month_of(month)[1]),
            signatory=leader,
        )
        for month in range(1, 10)
    ]
    quarterly = [
        SampleDocument(kind=WARNING, title=f"关于2026年第{name}季度督查扣分情况的通报", signed=day, signatory=leader)
        for day, name in QUARTERS.values()
    ]
    return monthly + quarterly


def _praise(units: Directory) -> list[SampleDocument]:
    return [
        SampleDocument(
            kind=PRAISE,
            title=f"关于表扬{title}的通报",
            signed=day,
            signatory=LEADERS["县委副书记"],
            units="、".join(units.find(name).name for name in names.split("、")),
        )
        for day, (title, names) in PRAISED.items()
    ]


def circular_of(documents: list[SampleDocument], month: int) -> SampleDocument:
    """The 督查通报 of `month`."""
    return next(d for d in documents if d.kind == CIRCULAR and d.title.startswith(f"关于{month}月份"))


def document_rows(documents: list[SampleDocument]) -> list[dict[str, str]]:
    """The rows of 文书登记, and one draft that has no number yet."""
    rows = [
        {
            "kind": document.kind,
            "document_number": document.number,
            "year": str(YEAR),
            "serial": str(document.serial),
            "title": document.title,
            "number": document.matter.number if document.matter else "",
            "unit": document.units,
            "drafted_on": WORKDAYS.subtract(document.signed, 1).isoformat(),
            "signatory": document.signatory,
            "signed_on": document.signed.isoformat(),
            "status": document.status,
        }
        for document in documents
    ]
    draft = {
        "kind": WARNING,
        "year": str(YEAR),
        "title": "关于2026年第三季度督查扣分情况的通报",
        "drafted_on": date(YEAR, 9, 30).isoformat(),
        "status": "草稿",
    }
    return [*rows, draft]
