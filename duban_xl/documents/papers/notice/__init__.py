"""The documents that assign a matter to its handling units: 督办通知, 督查通知书, 督促查办事项通知单, 抄告单."""

from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.notice import check, compose, facts, sample, template

__all__ = ["COPY_SLIP", "HOTLINE_NOTICE", "NOTICE", "SUPERVISION_NOTICE"]

SUPERVISION_NOTICE = DocumentKind(
    name="督办通知",
    code="DT01",
    facts=facts.SupervisionNoticeFacts,
    template=template.supervision_notice,
    sample=sample.supervision_notice,
    compose=compose.compose_supervision_notices,
    about="事项编号、类别或“全部”",
    example="duban write 督办通知 2026-001",
    purpose="下达",
    shows=check.notice_shows,
    checks=(check.notice_is_incomplete,),
)
NOTICE = DocumentKind(
    name="督查通知书",
    code="DT02",
    names=("督查通知单", "督查通知", "办理通知", "督查交办通知", "督办通知单"),
    facts=facts.NoticeFacts,
    template=template.notice,
    sample=sample.notice,
    compose=compose.compose_notices,
    about="事项编号、类别或“全部”",
    example="duban write 督查通知书 2026-001 2026-002",
    purpose="下达",
    shows=check.notice_shows,
    checks=(check.notice_is_incomplete,),
)
HOTLINE_NOTICE = DocumentKind(
    name="督促查办事项通知单",
    code="DT03",
    facts=facts.HotlineNoticeFacts,
    template=template.hotline_notice,
    sample=sample.hotline_notice,
    compose=compose.compose_hotline_notices,
    about="事项编号、类别或“全部”",
    example="duban write 督促查办事项通知单 2026-001",
    purpose="下达",
    shows=check.hotline_notice_shows,
    checks=(check.notice_is_incomplete, check.hotline_has_no_number),
)
COPY_SLIP = DocumentKind(
    name="抄告单",
    code="DT04",
    facts=facts.CopySlipFacts,
    template=template.copy_slip,
    sample=sample.copy_slip,
    compose=compose.compose_copy_slips,
    about="事项编号、类别或“全部”",
    example="duban write 抄告单 2026-001",
    purpose="下达",
    per_unit=True,
    shows=check.copy_slip_shows,
    checks=(check.notice_is_incomplete, check.slip_has_no_task),
)
