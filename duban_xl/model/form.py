"""The return form (填报表): what is sent to a unit, what came back, and the keyed digest that shows tampering."""

import hashlib
import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from duban_xl.model.finding import Finding
from duban_xl.model.noun import Noun
from duban_xl.model.receipt import Receipt
from duban_xl.model.source import Value, shown

FORM_VERSION = "2"
FIRST_VERSION = "1"
"""Forms of this version are still out there: their digest tells nothing of the day on which they are due."""
LOCKED = ("number", "title", "role", "requirement", "assigned_on", "due_date", "last_progress")
"""Keys of the form's columns that belong to the office."""

META_KEYS = {
    "version": "表单版本",
    "ledger_id": "台账编号",
    "unit_code": "单位代码",
    "unit_name": "单位名称",
    "period": "报送期",
    "due_on": "应报日期",
    "issued_at": "下发时间",
    "digest": "校验码",
}
"""Rows of the hidden sheet `_meta`: key → words in column A; the value stands in column B."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRow:
    """One matter as it is printed into a form; the names are the form's locked columns."""

    number: str
    title: str
    role: str
    requirement: str
    assigned_on: date | None
    due_date: date | None
    last_progress: str

    def locked(self) -> tuple[Value, ...]:
        """The values of the locked cells, in the order of `LOCKED`."""
        return tuple(getattr(self, key) for key in LOCKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMeta:
    """The form's identity, from the hidden sheet. All parts are text as written there."""

    version: str
    ledger_id: str
    unit_code: str
    unit_name: str
    period: str
    due_on: str
    issued_at: str
    digest: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowDemands:
    """What is asked of one row beside the cells that every row must fill."""

    final: tuple[str, ...] = ("report_number", "signatory", "sealed")  # keys of the columns that a 办结报告 must fill
    signatory: str = ""  # who has to sign a 办结报告, where the method wants the head of the unit
    due_on: date | None = None  # when the row is due, where that is not the form's day


@dataclass(frozen=True, slots=True, kw_only=True)
class FormContent:
    """One form to be written: whose it is, for which period, and its rows; `demands` by 事项编号, the usual ones if absent."""

    meta: FormMeta
    office: str  # who sends it, e.g. 中共云溪县委督查室
    contact: str  # whom to ask, with telephone
    return_to: str  # where to send it back
    period_name: str  # 2026年第三季度
    due_on: date
    rows: tuple[FormRow, ...]
    demands: Mapping[str, RowDemands] = field(default_factory=dict[str, RowDemands])

    def demands_of(self, row: FormRow) -> RowDemands:
        """What is asked of `row`."""
        return self.demands.get(row.number, RowDemands())


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine(Noun):
    """One row of a returned 事项反馈 sheet, after reading."""

    number: str
    title: str
    role: str
    requirement: str
    assigned_on: date | None
    due_date: date | None
    last_progress: str
    progress_state: str
    percent_done: Decimal | None
    progress: str
    difficulties: str
    next_steps: str
    expected_on: date | None
    help_needed: str
    report_type: str
    report_number: str
    signatory: str
    sealed: bool | None
    attachments: str
    contact: str
    phone: str

    def locked(self) -> tuple[Value, ...]:
        """The values of the locked cells, in the order of `LOCKED`."""
        return tuple(getattr(self, key) for key in LOCKED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormExtension(Noun):
    """One row of a returned 延期申请 sheet, after reading."""

    number: str
    requested_on: date | None
    requested_to: date | None
    reason: str
    progress: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedFile:
    """One file that came back. `findings` holds what reading itself saw; without lines the file was unreadable."""

    file: str
    sha256: str
    saved_at: datetime | None = None  # when its author last saved it, as the workbook says; else the file's own time
    receipt: Receipt | None = None  # how it came, if it was collected or taken from a mail
    meta: FormMeta | None = None
    lines: tuple[FormLine, ...] | None = None
    extensions: tuple[FormExtension, ...] = ()
    findings: tuple[Finding, ...] = field(default=())


def form_digest(key: str, meta: FormMeta, rows: Sequence[tuple[Value, ...]]) -> str:
    """The digest of a form with this identity and these locked cells, as its version wants it."""
    return locked_digest(key, identity_of(meta), rows)


def identity_of(meta: FormMeta) -> tuple[str, ...]:
    """What the digest proves beside the locked cells: every part of `_meta` but the digest, and less in old forms."""
    if meta.version == FIRST_VERSION:
        return meta.ledger_id, meta.unit_code, meta.period
    return tuple(getattr(meta, key) for key in META_KEYS if key != "digest")


def locked_digest(key: str, identity: Sequence[str], rows: Sequence[tuple[Value, ...]]) -> str:
    """HMAC-SHA-256 (hex) over the form's identity and its locked cells; `key` is the ledger's 表单密钥."""
    content = json.dumps([list(identity), [[shown(v) for v in row] for row in rows]], ensure_ascii=False)
    return hmac.new(key.encode(), content.encode(), hashlib.sha256).hexdigest()
