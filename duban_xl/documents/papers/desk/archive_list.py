"""归档目录: every paper of a matter, or of all matters closed in a period, for the binding (DT26; weinan 七(八), xiayi 二(六)3)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_account as words
from duban_xl.documents.chinese import percent_of
from duban_xl.documents.papers.checking import Shown, lacks, wrong
from duban_xl.documents.papers.desk.closing import final_report
from duban_xl.documents.papers.desk.shared import rule_of, signed_documents
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Numbering, Request, Subject
from duban_xl.documents.papers.office import office_facts
from duban_xl.documents.papers.selection import matters_of, not_over
from duban_xl.documents.word.frame import (
    LANDSCAPE_WIDTH,
    SERIAL,
    Column,
    annex,
    body,
    list_table,
    only_if,
    template,
)
from duban_xl.documents.word.layout import Layout
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import CourseStep, Matter
from duban_xl.model.period import Period, parse_period
from duban_xl.plan.ground import Ground, ground_of
from duban_xl.plan.send_back import period_of_form

MOVE = "T19"
USUAL_REPORT = "进展报告"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedMatter:
    """A matter whose papers are bound."""

    number: Annotated[str, "事项编号"]
    title: Annotated[str, "事项名称"]
    unit: Annotated[str, "主办单位"]
    archive_number: Annotated[str, "归档卷号；还没有立卷时为空"]
    closed_on: Annotated[date | None, "销号日期；没有登记时为办结或收到办结报告的日期"]
    closed_by: Annotated[str, "销号人"]
    files: Annotated[int, "文件份数"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedFile:
    """One paper of a binding."""

    archive_number: Annotated[str, "归档卷号"]
    matter_number: Annotated[str, "事项编号"]
    name: Annotated[str, "文件题名"]
    responsible: Annotated[str, "责任者"]
    document_number: Annotated[str, "文号"]
    dated_on: Annotated[date | None, "日期"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchiveFacts(PaperFacts):
    """归档目录: the matters and all their papers."""

    period_name: Annotated[str, "归档的年度或期；只列某件事时为空"] = ""
    basis: Annotated[str, "依据条款；没有写明时为空"] = ""
    matter_count: Annotated[int, "事项件数"]
    file_count: Annotated[int, "文件份数"]
    bound_count: Annotated[int, "已有卷号的事项件数"]
    unbound_count: Annotated[int, "没有卷号的事项件数"]
    reported_count: Annotated[int, "已收到办结报告（答复件）的事项件数"]
    reported_percent: Annotated[Decimal | None, "收齐率（%）；没有事项时为空"]
    matters: Annotated[tuple[ArchivedMatter, ...], "归档事项"]
    files: Annotated[tuple[ArchivedFile, ...], "附件：文件目录"]


def archive_list() -> bytes:
    """归档目录."""
    opening = body(
        "{% if basis %}根据{{ basis|clause }}，{% endif %}{% if period_name %}{{ period_name }}{% endif %}"
        "应立卷的督查事项共{{ matter_count }}件，其中已有卷号{{ bound_count }}件；"
        "文件{{ file_count }}份，已收到办结报告（答复件）{{ reported_count }}件"
        "{% if reported_percent %}，收齐率{{ reported_percent|percent }}{% endif %}。"
        "{% if unbound_count %}还没有卷号的{{ unbound_count }}件，立卷后补登。{% endif %}"
    )
    matters = list_table(
        (
            SERIAL,
            Column("归档卷号", 6, "{{ row.archive_number }}"),
            Column("事项编号", 6, "{{ row.number }}"),
            Column("事项名称", 11, "{{ row.title }}"),
            Column("主办单位", 7, "{{ row.unit }}"),
            Column("销号日期", 6.2, "{{ row.closed_on }}", align="center"),
            Column("销号人", 4, "{{ row.closed_by }}", align="center"),
            Column("份数", 2.9, "{{ row.files }}", align="center"),
        ),
        ("row in matters",),
    )
    files = list_table(
        (
            SERIAL,
            Column("归档卷号", 8, "{{ row.archive_number }}"),
            Column("事项编号", 8, "{{ row.matter_number }}"),
            Column("文件题名", 20, "{{ row.name }}"),
            Column("责任者", 10, "{{ row.responsible }}"),
            Column("文号", 10, "{{ row.document_number }}"),
            Column("日期", 8.7, "{{ row.dated_on }}", align="center"),
            Column("页数", 4, ""),
            Column("备注", 5, ""),
        ),
        ("row in files",),
        width=LANDSCAPE_WIDTH,
    )
    signed = body("立卷人：　　　　　　检查人：　　　　　　{{ dated_on }}")
    annexes = only_if("files", annex("文件目录", files, landscape=True))
    return template(layout=Layout.FORM, text=opening + only_if("matters", matters) + signed, annexes=annexes)


def compose(request: Request) -> Iterator[Subject]:
    """A list for every matter, or for all matters closed in a period; D174 and D175 for what is lacking.

    Raises CannotRun (C009, D114).
    """
    ground = ground_of(request.ledger, request.workdays)
    for text in request.about:
        period = None if request.ledger.matter(text) else parse_period(text)
        if period is None:
            for matter in matters_of(replace(request, about=(text,))):
                yield _subject(request, ground, (matter,), label=matter.number, matter=matter.number)
            continue
        if request.as_of < period.start:
            raise not_over(request, period)
        yield _subject(request, ground, _closed_in(request.ledger, period), label=period.text, period=period)


def _closed_in(ledger: Ledger, period: Period) -> tuple[Matter, ...]:
    """The matters that ended in the period, by 归档卷号."""
    found = [m for m in ledger.matters if m.is_ended and (day := _closed_on(ledger, m)) and period.contains(day)]
    return tuple(sorted(found, key=lambda m: (not m.archive_number, m.archive_number, m.number)))


def _closed_on(ledger: Ledger, matter: Matter) -> date | None:
    """销号日期, else 办结日期, else the day on which the final report came."""
    report = final_report(ledger, matter)
    reported = report.received_at.date() if report and report.received_at else None
    return matter.closed_out_on or matter.completed_on or reported


def _subject(
    request: Request,
    ground: Ground,
    matters: Sequence[Matter],
    *,
    label: str,
    period: Period | None = None,
    matter: str = "",
) -> Subject:
    facts = archive_facts(ground, matters, period=period, dated_on=request.as_of, name=request.name)
    return Subject(facts=facts, label=label, findings=tuple(_lacking(matters, facts)), matter=matter)


def archive_facts(
    ground: Ground, matters: Sequence[Matter], *, period: Period | None, dated_on: date, name: str
) -> ArchiveFacts:
    """The papers of `matters` in the order of their days."""
    by_matter = {matter.number: files_of(ground.ledger, matter) for matter in matters}
    reported = sum(final_report(ground.ledger, matter) is not None for matter in matters)
    return ArchiveFacts(
        title=words.ARCHIVE_TITLE.format(period=period.name if period else "", name=name),
        dated_on=dated_on,
        period_name=period.name if period else "",
        basis=rule_of(ground, matters[0] if len(matters) == 1 else None, MOVE),
        matter_count=len(matters),
        file_count=sum(map(len, by_matter.values())),
        bound_count=sum(bool(matter.archive_number) for matter in matters),
        unbound_count=sum(not matter.archive_number for matter in matters),
        reported_count=reported,
        reported_percent=percent_of(reported, len(matters)),
        matters=tuple(_matter(ground.ledger, one, len(by_matter[one.number])) for one in matters),
        files=tuple(file for files in by_matter.values() for file in files),
    )


def _matter(ledger: Ledger, matter: Matter, files: int) -> ArchivedMatter:
    return ArchivedMatter(
        number=matter.number,
        title=matter.title,
        unit=ledger.units.official_name(matter.lead_unit),
        archive_number=matter.archive_number,
        closed_on=_closed_on(ledger, matter),
        closed_by=matter.closed_out_by,
        files=files,
    )


def files_of(ledger: Ledger, matter: Matter) -> tuple[ArchivedFile, ...]:
    """Signed documents, valid returns and material of 流转记录 on the matter, by day; undated ones last."""
    issuer = office_facts(ledger).issuer
    found = [
        _file(matter, one.title or one.kind, issuer, one.document_number, one.signed_on)
        for one in signed_documents(ledger, matter.number)
    ]
    for entry in ledger.returns:
        if entry.number == matter.number and not entry.superseded:
            unit = ledger.units.official_name(entry.unit)
            name = words.REPORT_NAME.format(unit=unit, kind=entry.report_type or USUAL_REPORT)
            day = entry.received_at.date() if entry.received_at else None
            found.append(_file(matter, name, unit, entry.report_number, day))
    for step in ledger.steps:
        if step.number == matter.number and step.material:
            who = ledger.units.official_name(step.unit) or step.by
            found.append(_file(matter, _material_name(step, who), who, "", step.taken_on))
    return tuple(sorted(found, key=lambda file: file.dated_on or date.max))


def _material_name(step: CourseStep, unit: str) -> str:
    """A paper as a person calls it; a return form that went back by what it is, without file name and check sum."""
    text = period_of_form(step)
    period = parse_period(text)
    return words.FORM_NAME.format(unit=unit, period=period.name if period else text) if text else step.material


def _file(matter: Matter, name: str, responsible: str, number: str, day: date | None) -> ArchivedFile:
    return ArchivedFile(
        archive_number=matter.archive_number,
        matter_number=matter.number,
        name=name,
        responsible=responsible,
        document_number=number,
        dated_on=day,
    )


def _lacking(matters: Sequence[Matter], facts: ArchiveFacts) -> Iterator[Finding]:
    for matter, told in zip(matters, facts.matters, strict=True):
        if not matter.archive_number:
            yield finding("D174", matter.source("archive_number"), number=matter.number)
        if not told.files:
            yield finding("D175", matter.source("number"), number=matter.number)


def nothing_is_listed(facts: ArchiveFacts) -> Iterator[Finding]:
    """A list without matters, or without a single paper."""
    for name in ("matters", "files"):
        if not getattr(facts, name):
            yield lacks(facts, ArchiveFacts, name)


def counts_disagree(facts: ArchiveFacts) -> Iterator[Finding]:
    """Counts that are not those of the tables."""
    if facts.matter_count != len(facts.matters):
        yield wrong(facts, f"事项写{facts.matter_count}件，表中{len(facts.matters)}件")
    if facts.file_count != len(facts.files) or facts.file_count != sum(one.files for one in facts.matters):
        yield wrong(facts, f"文件写{facts.file_count}份，目录中{len(facts.files)}份")
    if facts.unbound_count != sum(not one.archive_number for one in facts.matters):
        yield wrong(facts, f"没有卷号的写{facts.unbound_count}件，与表不符")


def archive_shows(facts: ArchiveFacts) -> Iterator[Shown]:
    """The counts, every matter and every paper."""
    yield "title", facts.title
    yield from (("matter_count", facts.matter_count), ("file_count", facts.file_count))
    for one in facts.matters:
        yield "matters.archive_number", one.archive_number
        yield "matters.number", one.number
    for file in facts.files:
        yield "files.name", file.name
        yield "files.document_number", file.document_number


def sample() -> ArchiveFacts:
    """归档目录."""
    matters = (
        _sample_matter("D-2026-041", "农村公路“最后一公里”贯通", "县交通运输局", "2026-督-041", files=2),
        _sample_matter("D-2026-027", "山塘除险加固", "青溪镇", "", files=1),
    )
    road, pond = matters
    return ArchiveFacts(
        title="2026年归档目录",
        dated_on=date(2026, 12, 31),
        period_name="2026年",
        basis="督查工作制度七（八）",
        matter_count=2,
        file_count=3,
        bound_count=1,
        unbound_count=1,
        reported_count=1,
        reported_percent=Decimal("50.0"),
        matters=matters,
        files=(
            _sample_file(
                road, "关于办理“农村公路贯通”事项的督查通知书", "中共清源县委督查室", "清委督〔2026〕21号", month=5
            ),
            _sample_file(road, "县交通运输局办结报告", "县交通运输局", "清交〔2026〕65号", month=10),
            _sample_file(pond, "蓄水验收意见", "县水利局", "", month=11),
        ),
    )


def _sample_matter(number: str, title: str, unit: str, archive_number: str, *, files: int) -> ArchivedMatter:
    return ArchivedMatter(
        number=number,
        title=title,
        unit=unit,
        archive_number=archive_number,
        closed_on=date(2026, 11, 9),
        closed_by="林晓",
        files=files,
    )


def _sample_file(matter: ArchivedMatter, name: str, responsible: str, number: str, *, month: int) -> ArchivedFile:
    return ArchivedFile(
        archive_number=matter.archive_number,
        matter_number=matter.number,
        name=name,
        responsible=responsible,
        document_number=number,
        dated_on=date(2026, month, 8),
    )


ARCHIVE_LIST = DocumentKind(
    name="归档目录",
    code="DT26",
    names=("卷内目录",),
    facts=ArchiveFacts,
    template=archive_list,
    sample=sample,
    compose=compose,
    about="事项编号、报送期或年度",
    example="duban write 归档目录 2026",
    purpose="归档",
    layout=Layout.FORM,
    numbering=Numbering.NONE,
    shows=archive_shows,
    checks=(nothing_is_listed, counts_disagree),
)
