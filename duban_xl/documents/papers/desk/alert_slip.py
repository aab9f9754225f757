"""三色督查单: a matter in danger or overdue gets a slip in the colour of its lamp, with criterion, days and history (documents.md §4).

The lamps are those of the ledger on the day (参数 临期天数); who signs, delivers and rectifies writes it into the boxes.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_account as words
from duban_xl.documents.chinese import quoted
from duban_xl.documents.papers.checking import Shown, lacks, wrong
from duban_xl.documents.papers.desk.shared import (
    LABEL,
    FormMatter,
    form_matter,
    matter_is_incomplete,
    matter_rows,
    signed_documents,
)
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.selection import matters_of
from duban_xl.documents.word.frame import Column, SigningBox, form_table, list_table, only_if, paragraph, template
from duban_xl.documents.word.layout import Layout, Style
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.noun import split_names
from duban_xl.plan.summary import alert, soon_days, waiting_since

FILLS = {"红色": "FF7C80", "黄色": "FFE699"}
"""Colour of the slip → the colour of its band, light enough for black letters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """When a slip has which colour."""

    colour: Annotated[str, "颜色"]
    text: Annotated[str, "发单标准"]
    is_met: Annotated[bool, "是否符合"]


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPaper:
    """A document signed or an inspection held on the matter before."""

    held_on: Annotated[date | None, "日期"]
    told: Annotated[str, "文书名称和文号，或督查方式和情况"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFacts(PaperFacts):
    """三色督查单: the matter, its colour and why, what is asked for, what went before."""

    matter: Annotated[FormMatter, "所涉事项"]
    colour: Annotated[str, "督查单颜色：红色、黄色"]
    as_of: Annotated[date, "按哪一天判断"]
    overdue_days: Annotated[int, "逾期天数，未逾期为0"]
    days_left: Annotated[int, "离办结时限的天数，已逾期为0"]
    criteria: Annotated[tuple[Criterion, ...], "发单标准"]
    requirement: Annotated[str, "任务要求"] = ""
    progress: Annotated[str, "最新进展"] = ""
    reported_on: Annotated[date | None, "最近一次反馈的日期"] = None
    history: Annotated[tuple[EarlierPaper, ...], "此前的文书和督查"] = ()


def alert_slip() -> bytes:
    """三色督查单."""
    bands = "".join(only_if(f"colour == '{colour}'", _band(fill)) for colour, fill in FILLS.items())
    head = form_table(matter_rows(), label_width=LABEL)
    return template(layout=Layout.FORM, text=bands + head + _criteria() + _demands() + _history_table() + _boxes())


def _criteria() -> str:
    return list_table(
        (
            Column("符合", 4, "{% if row.is_met %}■{% else %}□{% endif %}", align="center"),
            Column("颜色", 5, "{{ row.colour }}", align="center"),
            Column("发单标准", 32, "{{ row.text }}"),
        ),
        ("row in criteria",),
    )


def _demands() -> str:
    days = (
        "{% if overdue_days %}已逾期{{ overdue_days }}天{% elif days_left %}离时限{{ days_left }}天"
        "{% else %}今日到期{% endif %}（{{ as_of }}）"
    )
    rows = (
        ("发单原因", "符合{{ colour }}标准：" + days + "。"),
        ("任务要求", "{{ requirement }}"),
        ("最新进展", "{{ progress }}{% if reported_on %}（{{ reported_on }}反馈）{% endif %}"),
        ("督查要求", "收到后立即查明原因，制定措施，于新时限前办结，并书面报{{ office.short_name }}。"),
        ("新时限", "　　年　月　日", "发单日期", "{{ dated_on }}"),
    )
    return form_table(rows, label_width=LABEL)


def _history_table() -> str:
    columns = (
        Column("此前日期", 8.7, "{{ row.held_on }}", align="center"),
        Column("此前的文书和督查", 32, "{{ row.told }}"),
    )
    return only_if("history", list_table(columns, ("row in history",)))


def _boxes() -> str:
    delivered = "送达人：　　　　　　　　年　　月　　日　　时"
    boxes = (
        SigningBox("拟办", opinion="", height=600),
        SigningBox("签批", opinion="", height=600),
        SigningBox("送达", opinion="□直送　□机要　□传真　□其他：", signed=delivered, height=400),
        SigningBox("整改结果", opinion="", height=900),
        SigningBox("销单", opinion="□整改到位，予以销单　□未到位，升级督办", height=400),
    )
    return form_table(boxes, label_width=LABEL)


def _band(fill: str) -> str:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>'
    return paragraph(Style.TABLE_HEAD, "{{ colour }}督查单", size=32, more=shade)


def compose(request: Request) -> Iterator[Subject]:
    """A slip for every matter asked for whose lamp is red or yellow; D172 for the others. Raises CannotRun (C009)."""
    reported = waiting_since(request.ledger)
    for matter in matters_of(request):
        facts = alert_facts(
            request.ledger,
            matter,
            as_of=request.as_of,
            name=request.name,
            reported_on=reported.get(matter.number),
        )
        why_not = finding("D172", matter.source("alert"), number=matter.number, kind=request.name)
        yield Subject(
            facts=facts,
            label=matter.number,
            findings=() if facts.colour else (why_not,),
            matter=matter.number,
            unit=facts.matter.lead_unit,
            is_one_of_many=True,
        )


def alert_facts(
    ledger: Ledger, matter: Matter, *, as_of: date, name: str, reported_on: date | None = None
) -> AlertFacts:
    """The slip that `matter` gets on `as_of`; without colour where its lamp is neither red nor yellow.

    `reported_on`: the day of its 办结报告, if that is under review.
    """
    due, soon = matter.effective_due, soon_days(ledger)
    colour = words.COLOURS.get(alert(matter, as_of, due_date=due, soon=soon, reported_on=reported_on), "")
    return AlertFacts(
        title=words.COLOUR_TITLE.format(matter=quoted(matter.title), colour=colour, name=name.removeprefix("三色")),
        dated_on=as_of,
        matter=form_matter(ledger, matter),
        colour=colour,
        as_of=as_of,
        overdue_days=max((as_of - due).days, 0) if due else 0,
        days_left=max((due - as_of).days, 0) if due else 0,
        criteria=tuple(
            Criterion(colour=one, text=text.format(soon=soon), is_met=one == colour)
            for one, text in words.CRITERIA.items()
        ),
        requirement=matter.requirement,
        progress=matter.progress,
        reported_on=matter.last_return_on,
        history=_history(ledger, matter, as_of),
    )


def _history(ledger: Ledger, matter: Matter, as_of: date) -> tuple[EarlierPaper, ...]:
    """Signed documents and inspections on the matter up to the day, oldest first."""
    papers = [
        EarlierPaper(held_on=one.signed_on, told=words.DOCUMENT_TOLD.format(name=one.kind, number=one.document_number))
        for one in signed_documents(ledger, matter.number)
    ]
    papers += [
        EarlierPaper(held_on=row.held_on, told="：".join(filter(None, (row.method, row.situation))))
        for row in ledger.inspections
        if matter.number in split_names(row.number)
    ]
    known = [one for one in papers if one.held_on and one.held_on <= as_of]
    return tuple(sorted(known, key=lambda one: one.held_on or as_of))


def slip_has_no_colour(facts: AlertFacts) -> Iterator[Finding]:
    """A slip that no lamp asks for."""
    if not facts.colour:
        yield lacks(facts, AlertFacts, "colour")


def colour_disagrees(facts: AlertFacts) -> Iterator[Finding]:
    """A red slip that is not overdue, a yellow one that is, a criterion ticked that is not the colour's."""
    is_red = facts.colour == words.COLOURS["红"]
    if facts.colour and is_red != bool(facts.overdue_days):
        yield wrong(facts, f"{facts.colour}督查单，逾期{facts.overdue_days}天")
    if facts.colour and [one.colour for one in facts.criteria if one.is_met] != [facts.colour]:
        yield wrong(facts, f"勾选的发单标准与{facts.colour}不符")


def alert_shows(facts: AlertFacts) -> Iterator[Shown]:
    """Colour, matter, days, and everything that went before."""
    yield "title", facts.title
    yield from (("colour", facts.colour), ("matter.number", facts.matter.number))
    if facts.overdue_days or facts.days_left:
        yield ("overdue_days", facts.overdue_days) if facts.overdue_days else ("days_left", facts.days_left)
    for one in facts.history:
        yield "history.told", one.told


def sample() -> AlertFacts:
    """三色督查单."""
    return AlertFacts(
        title="关于“青溪镇镇区污水管网改造”的红色督查单",
        dated_on=date(2026, 10, 9),
        matter=FormMatter(
            number="D-2026-014",
            title="青溪镇镇区污水管网改造",
            lead_unit="青溪镇",
            supporting_units=("县住房和城乡建设局",),
            due_date=date(2026, 8, 31),
        ),
        colour="红色",
        as_of=date(2026, 10, 9),
        overdue_days=39,
        days_left=0,
        criteria=tuple(
            Criterion(colour=one, text=text.format(soon=7), is_met=one == "红色")
            for one, text in words.CRITERIA.items()
        ),
        requirement="完成主管网铺设和1260户入户接管",
        progress="主管网完成4.2公里，入户接管尚未启动",
        reported_on=date(2026, 9, 25),
        history=(
            EarlierPaper(held_on=date(2026, 3, 2), told="督查通知书（清委督〔2026〕3号）"),
            EarlierPaper(held_on=date(2026, 8, 25), told="三色督查单（清委督〔2026〕29号）"),
            EarlierPaper(held_on=date(2026, 9, 5), told="实地督查：现场无人施工"),
        ),
    )


ALERT_SLIP = DocumentKind(
    name="三色督查单",
    code="",
    names=("督查预警单", "预警单"),
    facts=AlertFacts,
    template=alert_slip,
    sample=sample,
    compose=compose,
    about="事项编号",
    example="duban write 三色督查单 2026-001",
    purpose="督办",
    layout=Layout.FORM,
    shows=alert_shows,
    checks=(matter_is_incomplete, slip_has_no_colour, colour_disagrees),
)
