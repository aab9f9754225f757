"""督查通知书: one matter assigned to its handling units, with limit, reporting duty and a return slip."""

from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.notice.check import notice_is_incomplete, notice_shows
from duban_xl.documents.papers.notice.compose import compose
from duban_xl.documents.papers.notice.facts import NoticeFacts
from duban_xl.documents.papers.notice.sample import notice as sample
from duban_xl.documents.papers.notice.template import notice as template

NOTICE = DocumentKind(
    name="督查通知书",
    code="DT02",
    names=("督查通知单", "督查通知", "办理通知", "督查交办通知", "督办通知单"),
    facts=NoticeFacts,
    template=template,
    sample=sample,
    compose=compose,
    about="事项编号",
    example="duban write 督查通知书 2026-001 2026-002",
    purpose="下达",
    shows=notice_shows,
    checks=(notice_is_incomplete,),
)
