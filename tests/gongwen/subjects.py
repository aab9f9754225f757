"""The documents that are judged: every kind of the registry with its sample, written as draft and as signed.

The only module of this package that knows how documents are written.
"""

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Literal

from duban_xl.documents.papers.document import render
from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.registry import KINDS
from duban_xl.documents.papers.sample import OFFICE
from duban_xl.documents.word.layout import MarginProfile
from tests import layouts

TEMPLATES = Path(__file__).resolve().parents[2] / "workbook_templates" / "word"
NAMES = tuple(kind.name for kind in KINDS)
STATES: tuple[Literal["草稿", "已签发"], ...] = ("草稿", "已签发")
PROFILES = tuple(MarginProfile)


@cache
def written(name: str, *, state: str = "已签发", profile: str = "常用", sealed: bool = True) -> bytes:
    """The sample of the kind `name`, finished."""
    kind = next(kind for kind in KINDS if kind.name == name)
    office = replace(OFFICE, margins=MarginProfile(profile), sealed=sealed)
    facts = kind.sample()
    status = STATES[STATES.index(state)] if state in STATES else STATES[0]
    number = _number(kind, facts.dated_on.year) if status == "已签发" else None
    return render(name, facts, office, template=TEMPLATES / kind.file, status=status, number=number)


def _number(kind: DocumentKind, year: int) -> str | None:
    """A number of the sort the kind is counted by; none for working papers and forms."""
    return {"文号": f"{OFFICE.code}〔{year}〕7号", "期号": f"{year}年第7期（总第41期）"}.get(kind.numbering.value)


@cache
def good(base: str) -> bytes:
    """What `Broken.base` names: a kind, a layout, or the draft of a notice."""
    if base == "草稿":
        return written("督查通知书", state="草稿")
    return written(base) if base in NAMES else example(base)


# ---- layouts --------------------------------------------------------------------------------------------------------

EXAMPLES = ("公文", "上行文", "信函", "简报", "表单", "联合", "套打", "套打信函", "三个签发人")
"""One document per layout with a landscape annex, and what an office may ask for besides."""
_OPEN = {"简报": "2026年第　期"}


@cache
def example(name: str, *, state: str = "已签发", profile: str = "常用", sealed: bool = True) -> bytes:
    """A made-up document of a layout or a variant of one, finished."""
    variants = {"联合": "公文", "套打": "公文", "套打信函": "信函", "三个签发人": "上行文"}
    layout = layouts.Layout(variants.get(name, name))
    is_draft = state == "草稿"
    values = layouts.context(layout)
    if is_draft:
        values["number_line"] = _OPEN.get(layout, "清委督〔2026〕 号")
    if name == "三个签发人":
        values["signer"] = "张三、李四、王五六"
    wide = name == layout and layout is not layouts.Layout.FORM
    source = layouts.made(layout, annexes=layouts.wide_annex("任务完成情况表") if wide else "")
    return layouts.finished(
        source,
        values,
        preprinted=name.startswith("套打"),
        margins=MarginProfile(profile),
        is_draft=is_draft,
        sealed=sealed,
        partners=("清源县人民政府督查室", "清源县监察委员会") if name == "联合" else (),
    )
