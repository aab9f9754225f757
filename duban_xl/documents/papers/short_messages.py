"""短信稿 (DT23, cangnan-5.2-sms, jiangsu-3.4-public): how far the work has come, in short messages ready to be copied.

The works are those of the public copy. A message holds whole works only; what does not fit goes into the next one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated

from duban_xl.catalogue import finding
from duban_xl.catalogue import papers_publicity as words
from duban_xl.documents.chinese import normal_text
from duban_xl.documents.papers.checking import Shown, lacks, meaning, sum_of, wrong
from duban_xl.documents.papers.facts import PaperFacts
from duban_xl.documents.papers.kind import DocumentKind, Request, Subject
from duban_xl.documents.papers.office import blank, office_facts
from duban_xl.documents.papers.release import PERIODS
from duban_xl.documents.papers.selection import not_over, periods_of
from duban_xl.documents.word.frame import SERIAL, Column, body, list_table, signature, template
from duban_xl.documents.word.layout import Layout
from duban_xl.model.conventions import conventions_of
from duban_xl.model.document_number import Numbering
from duban_xl.model.finding import Finding
from duban_xl.model.ledger import Ledger
from duban_xl.model.matter import Matter
from duban_xl.model.source import plain
from duban_xl.plan.publicity import releases

EXAMPLE = "duban write 短信稿 2026-10"
DONE = Decimal(100)
_ENDS = "。；，、 "


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message, as it is sent."""

    text: Annotated[str, "短信全文"]
    length: Annotated[int, "字数，标点和序号在内"]
    works: Annotated[int, "写了几项工作"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesFacts(PaperFacts):
    """短信稿: the messages of a period."""

    period_name: Annotated[str, "期间，如“2026年9月”"]
    as_of: Annotated[date, "数据截止日期"]
    audience: Annotated[str, "收件范围，由人定"]
    limit: Annotated[int, "每条最多几个字"]
    total: Annotated[int, "写了几项工作"]
    count: Annotated[int, "短信条数"]
    messages: Annotated[tuple[Message, ...], "短信；按发送的顺序"] = ()


def messages() -> bytes:
    """短信稿: a sheet with one row a message."""
    text = (
        body("收件范围：{{ audience }}。")
        + body(
            "{{ period_name }}重点工作进展短信共{{ count }}条，写了{{ total }}项工作，数据截至{{ as_of }}；"
            "每条不超过{{ limit }}个字，按序号发送。"
        )
        + list_table(
            (
                SERIAL,
                Column("短信内容", 30, "{{ message.text }}"),
                Column("工作项数", 4, "{{ message.works }}", align="center"),
                Column("字数", 4, "{{ message.length }}", align="center"),
            ),
            ("message in messages",),
        )
    )
    return template(layout=Layout.FORM, text=text + signature())


def compose(request: Request) -> Iterator[Subject]:
    """The messages of every period asked for; raises CannotRun (C004, C017, D114)."""
    ledger, limit = request.ledger, conventions_of(request.ledger).message_limit
    for period in periods_of(request, PERIODS, example=EXAMPLE):
        if request.as_of < period.start:
            raise not_over(request, period)
        last = min(period.end, request.as_of)
        found = releases(ledger, period.start, last, kind=request.name)
        head = words.MESSAGE_HEAD.format(office=office_facts(ledger).short_name, month=last.month, day=last.day)
        said = {matter.number: _said(ledger, matter) for matter in found.matters}
        packed, long = pack(head, tuple(said.values()), limit)
        facts = MessagesFacts(
            title=words.MESSAGES_TITLE.format(period=period.name, name=request.name),
            dated_on=request.as_of,
            period_name=period.name,
            as_of=last,
            audience=blank(words.AUDIENCE),
            limit=limit,
            total=sum(one.works for one in packed),
            count=len(packed),
            messages=packed,
        )
        too_long = (
            finding("D163", matter.source("title"), number=matter.number, length=n, most=limit, over=n - limit)
            for matter in found.matters
            if (n := long.get(said[matter.number]))
        )
        yield Subject(facts=facts, label=period.text, findings=(*found.findings, *too_long))


def _said(ledger: Ledger, matter: Matter) -> str:
    """The part of a message on one work, on one line; the unit by its short name."""
    unit = ledger.units.find(matter.lead_unit)
    percent = matter.percent_done or Decimal(0)
    state = words.MESSAGE_DONE if percent >= DONE else words.MESSAGE_REACHED.format(percent=plain(percent))
    title, target = (normal_text(text).strip(_ENDS) for text in (matter.title, matter.target))
    return words.MESSAGE_ITEM.format(
        title=title, unit=(unit.short_name or unit.name) if unit else matter.lead_unit, state=state, target=target
    )


def pack(head: str, items: Sequence[str], limit: int) -> tuple[tuple[Message, ...], Mapping[str, int]]:
    """The messages that say `items`, each after `head`, none longer than `limit`; and the items too long for any, with the
    length that such a message would have. Several messages are numbered: （1/3）.
    """
    if not items or len(_text(head, items)) <= limit:
        return (_messages(head, [items]) if items else ()), {}
    most = serial = 0
    groups: list[list[str]] = [[]]
    while len(groups) > most:
        most = 10 * most + 9
        serial = len(words.MESSAGE_SERIAL.format(serial=most, count=most))
        groups = _groups(head, [item for item in items if len(_text(head, [item])) + serial <= limit], limit - serial)
    lengths = {item: len(_text(head, [item])) + serial for item in items}
    return _messages(head, groups), {item: length for item, length in lengths.items() if length > limit}


def _groups(head: str, items: Sequence[str], limit: int) -> list[list[str]]:
    """`items` in order, as many together as one message holds."""
    groups: list[list[str]] = []
    for item in items:
        if groups and len(_text(head, [*groups[-1], item])) <= limit:
            groups[-1].append(item)
        else:
            groups.append([item])
    return groups


def _messages(head: str, groups: Sequence[Sequence[str]]) -> tuple[Message, ...]:
    made: list[Message] = []
    for place, items in enumerate(groups, start=1):
        serial = words.MESSAGE_SERIAL.format(serial=place, count=len(groups)) if len(groups) > 1 else ""
        text = _text(head, items) + serial
        made.append(Message(text=text, length=len(text), works=len(items)))
    return tuple(made)


def _text(head: str, items: Sequence[str]) -> str:
    return head + words.MESSAGE_BREAK.join(items) + words.MESSAGE_END


def is_empty(facts: MessagesFacts) -> Iterator[Finding]:
    """Nothing that may be published, or nothing short enough: no document (D128)."""
    if not facts.messages:
        yield lacks(facts, MessagesFacts, "messages")


def disagrees(facts: MessagesFacts) -> Iterator[Finding]:
    """Counts that are not those of the messages, a length that is not that of its text or more than allowed."""
    if facts.total != sum(one.works for one in facts.messages):
        yield wrong(facts, sum_of(meaning(MessagesFacts, "total"), facts.total, *(m.works for m in facts.messages)))
    if facts.count != len(facts.messages):
        yield wrong(facts, f"写{facts.count}条短信，列出{len(facts.messages)}条")
    for place, one in enumerate(facts.messages, start=1):
        if one.length != len(one.text) or one.length > facts.limit:
            yield wrong(facts, f"第{place}条短信{len(one.text)}个字，写作{one.length}个字，上限{facts.limit}个字")


def shows(facts: MessagesFacts) -> Iterator[Shown]:
    """Counts, and every message with its length."""
    yield "title", facts.title
    for name in ("audience", "limit", "total", "count"):
        yield name, getattr(facts, name)
    for one in facts.messages:
        yield "messages.text", one.text
        yield "messages.length", one.length


def sample() -> MessagesFacts:
    """Made-up works in two messages."""
    items = (
        "新建学校（县教育局）已完成，目标新增学位3200个",
        "农村公路贯通（县交通运输局）完成62.5%，目标贯通断头路6条",
        "污水管网改造（青溪镇）完成60%，目标新增接管1260户",
    )
    made, _ = pack("县委督查室：截至10月31日，", items, 70)
    return MessagesFacts(
        title=words.MESSAGES_TITLE.format(period="2026年10月", name="短信稿"),
        dated_on=date(2026, 11, 3),
        period_name="2026年10月",
        as_of=date(2026, 10, 31),
        audience="全县副科级以上领导干部",
        limit=70,
        total=len(items),
        count=len(made),
        messages=made,
    )


SHORT_MESSAGES = DocumentKind(
    name="短信稿",
    code="DT23",
    names=("短信", "短信文本"),
    facts=MessagesFacts,
    template=messages,
    sample=sample,
    compose=compose,
    about="月份、季度、半年或年度",
    example=EXAMPLE,
    purpose="公开",
    layout=Layout.FORM,
    numbering=Numbering.NONE,
    shows=shows,
    checks=(is_empty, disagrees),
)
