"""Hand-written events, matters and documents → rows of 扣分登记, 延期登记 and 通报问责."""

from samples.generator.blocks import Entry, parse
from samples.generator.content_events import CONSEQUENCES, DEDUCTIONS, EXTENSIONS
from samples.generator.content_units import LEADERS, OFFICE_HEAD
from samples.generator.documents import PRAISE, SampleDocument, circular_of
from samples.generator.matters import SampleMatter
from samples.generator.people import Directory

POINTS = dict.fromkeys(("A6", "A7b", "A8a", "A9", "A10a", "A10b", "A11b", "A12a"), "3")
POINTS |= {"A7a": "2", "A11a": "2", "A8b": "5", "A12b": "5", "A12c": "5"}
DECIDED_BY = LEADERS["县委副书记"]  # 县日常工作督查组组长
Row = dict[str, str]


class Register:
    """Where events look up matters, documents and units."""

    def __init__(self, matters: list[SampleMatter], documents: list[SampleDocument], units: Directory) -> None:
        self._matters = {matter.title: matter for matter in matters}
        self._documents = documents
        self._units = units

    def unit(self, name: str) -> str:
        """The full name of a unit."""
        return self._units.find(name).name

    def matter(self, title: str) -> SampleMatter:
        """The matter with that title. Raises KeyError for an unknown one."""
        return self._matters[title]

    def document(self, reference: str) -> SampleDocument:
        """The document meant by 通报5 (circular of May) or 表扬7 (commendation of July)."""
        month = int(reference[2:])
        if reference.startswith("通报"):
            return circular_of(self._documents, month)
        return next(d for d in self._documents if d.kind == PRAISE and d.signed.month == month)

    def day(self, reference: str, matter: SampleMatter | None) -> str:
        """The day meant by an ISO date, 到期, 批示 or the name of a document."""
        if reference[:4].isdigit():
            return reference
        if reference.startswith(("通报", "表扬")):
            return self.document(reference).signed.isoformat()
        if not matter:
            raise ValueError(f"“{reference}”要有事项")
        return matter.row["due_date"] if reference == "到期" else matter.row["instructed_on"]

    def text(self, text: str, matter: SampleMatter | None) -> str:
        """`text` with {通报5}, {交办文号} and {来源文号} filled in."""
        if text.startswith("{通报"):
            return self.document(text.strip("{}")).number
        if matter:
            text = text.replace("{交办文号}", matter.row.get("assignment_number", ""))
            text = text.replace("{来源文号}", matter.row["origin_number"])
        return text


def deduction_rows(register: Register) -> list[Row]:
    """The rows of 扣分登记 in the order in which the clerk typed them."""
    rows: list[Row] = []
    for entry in parse(DEDUCTIONS):
        row = _deduction(entry, register)
        if entry.one("关联"):
            row["related"] = str(len(rows))
        rows.append(row | {"serial": str(len(rows) + 1)})
    return rows


def _deduction(entry: Entry, register: Register) -> Row:
    rule, unit, day = entry.title.split(" ")
    matter = register.matter(entry.one("事项")) if entry.one("事项") else None
    document, issuer = entry.one("依据").split("｜")
    status, decided_on = entry.one("状态").split("｜")
    return {
        "event_on": register.day(day, matter),
        "unit": register.unit(unit),
        "number": matter.number if matter else "",
        "rule": rule,
        "role": "主办" if matter else "",
        "count": "1",
        "tier": entry.one("层级"),
        "points": POINTS[rule],
        "document": register.text(document, matter),
        "issuer": issuer,
        "verification": entry.one("核实"),
        "justification": entry.one("正当理由"),
        "decided_by": DECIDED_BY if decided_on else "",
        "decided_on": decided_on,
        "status": status,
        "reason": entry.one("理由"),
    }


def extension_rows(register: Register) -> list[Row]:
    """The rows of 延期登记; a granted request sets 延期至 of its matter, an open one its status."""
    rows: list[Row] = []
    for entry in parse(EXTENSIONS):
        matter = register.matter(entry.title)
        asked_on, asked_to = entry.one("申请").split("｜")
        by, on, to, outcome = entry.one("批复").split("｜")
        if to:
            matter.row["extended_to"] = to
        if outcome == "待批":
            matter.row["status"] = "延期待批"
        rows.append(
            {
                "number": matter.number,
                "unit": matter.lead.name,
                "requested_on": asked_on,
                "original_due": matter.row["due_date"],
                "requested_to": asked_to,
                "reason": entry.one("原因"),
                "progress": entry.one("进展"),
                "approved_by": by,
                "approved_on": on,
                "granted_to": to,
                "outcome": outcome,
            }
        )
    return rows


def consequence_rows(register: Register) -> list[Row]:
    """The rows of 通报问责 by day."""
    rows = [_consequence(entry, register) for entry in parse(CONSEQUENCES)]
    return sorted(rows, key=lambda row: row["held_on"])


def _consequence(entry: Entry, register: Register) -> Row:
    kind, unit, reference = entry.title.split(" ")
    held_on = register.day(reference, None)
    documented = not reference[:4].isdigit()
    return {
        "held_on": held_on,
        "type": kind,
        "unit": register.unit(unit),
        "person": "主要负责人" if kind == "约谈" else "单位",
        "facts": entry.one("事由"),
        "clause": "《实施意见》四（四）" if kind != "公开曝光" else "《实施意见》五（二）",
        "document_number": register.document(reference).number if documented else "",
        "proposed_by": OFFICE_HEAD,
        "approved_by": LEADERS["县委书记"],
        "approved_on": held_on,
        "follow_up": entry.one("落实"),
    }
