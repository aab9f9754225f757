"""What the forms of the desk share: the matter, its rule, the approvals of 审批程序, the boxes, the papers on record."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Protocol

from duban_xl.documents.papers.articles import cited
from duban_xl.documents.papers.checking import lacks
from duban_xl.documents.word.blocks import FormRow
from duban_xl.documents.word.frame import SigningBox, for_each, form_table
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.noun import split_names
from duban_xl.model.office import DocumentEntry
from duban_xl.model.rule_index import COURSE
from duban_xl.plan.ground import Ground

SIGNED = "已签发"
LABEL = 1900
"""The width of a label in all tables of a form, in twips: they lie one below the other."""
BY_WHEN = "{% if matter.due_date %}{{ matter.due_date }}{% else %}{{ matter.due_text }}{% endif %}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMatter:
    """What a form says of its matter."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    lead_unit: Annotated[str, "主办单位"]
    supporting_units: Annotated[tuple[str, ...], "协办单位"] = ()
    due_date: Annotated[date | None, "办结时限（含已批准的延期）；没有日期时为空"] = None
    due_text: Annotated[str, "时限要求原文"] = ""


def form_matter(ledger: Ledger, matter: Matter) -> FormMatter:
    """`matter` with the official names of its units."""
    return FormMatter(
        number=matter.number,
        title=matter.title,
        lead_unit=ledger.units.official_name(matter.lead_unit),
        supporting_units=tuple(ledger.units.official_name(name) for name in matter.supporting),
        due_date=matter.effective_due,
        due_text=matter.time_limit,
    )


class AboutMatter(Protocol):
    """Facts of a form on one matter."""

    @property
    def title(self) -> str: ...
    @property
    def matter(self) -> FormMatter: ...


def matter_is_incomplete(facts: AboutMatter) -> Iterator[Finding]:
    """A form without the matter's name or its unit (D128)."""
    for name in ("title", "lead_unit"):
        if not getattr(facts.matter, name).strip():
            yield lacks(facts, FormMatter, name)


def matter_rows() -> tuple[FormRow, ...]:
    """The rows of a form that say which matter it is about."""
    return (
        ("事项编号", "{{ matter.number }}", "办结时限", BY_WHEN),
        ("事项名称", "{{ matter.title }}"),
        ("主办单位", "{{ matter.lead_unit }}", "协办单位", "{{ matter.supporting_units|units }}"),
    )


def opinion_boxes() -> str:
    """A box for every step of `opinions`."""
    return for_each("step in opinions", form_table((SigningBox("{{ step }}"),), label_width=LABEL))


def opinions_of(ledger: Ledger, purposes: Sequence[str], code: str, usual: tuple[str, ...]) -> tuple[str, ...]:
    """The steps of 审批程序 for one of `purposes`, one that names the category first; `usual` where there is none."""
    fitting = [p for p in ledger.procedures if p.purpose in purposes and p.covers(code)]
    best = min(fitting, key=lambda procedure: not procedure.categories, default=None)
    return best.sequence if best else usual


def rule_of(ground: Ground, matter: Matter | None, move: str) -> str:
    """The article under which the method knows that move of 流转 ("T15"); "" where it has none."""
    category = ground.category(matter) if matter else None
    return cited(ground.ledger, ground.rules.first(f"{COURSE}{move}", category.code if category else ""))


def signed_documents(ledger: Ledger, number: str) -> tuple[DocumentEntry, ...]:
    """The signed documents of 文书登记 about that matter, in the order of days."""
    found = [one for one in ledger.documents if one.status == SIGNED and number in split_names(one.number)]
    return tuple(sorted(found, key=lambda one: one.signed_on or date.max))
