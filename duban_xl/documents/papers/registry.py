"""The kinds of documents that can be written. A new kind is a module of its own and one entry here."""

from duban_xl.catalogue import cannot_run
from duban_xl.documents.papers.account.circulated import CRITICISM_CIRCULAR, PRAISE_CIRCULAR
from duban_xl.documents.papers.account.referral import REFERRAL
from duban_xl.documents.papers.account.talks import TALK_PROPOSAL, TALK_RECORD, TALK_SUMMONS
from duban_xl.documents.papers.brief import BRIEF
from duban_xl.documents.papers.circular import CIRCULAR
from duban_xl.documents.papers.desk.alert_slip import ALERT_SLIP
from duban_xl.documents.papers.desk.archive_list import ARCHIVE_LIST
from duban_xl.documents.papers.desk.closing import CLOSING_FORM
from duban_xl.documents.papers.desk.extension import EXTENSION_FORM
from duban_xl.documents.papers.exposure import EXPOSURE_COPY
from duban_xl.documents.papers.inspection_plan import INSPECTION_PLAN
from duban_xl.documents.papers.kind import DocumentKind
from duban_xl.documents.papers.notice import COPY_SLIP, HOTLINE_NOTICE, NOTICE, SUPERVISION_NOTICE
from duban_xl.documents.papers.quarter_circular import QUARTER_CIRCULAR
from duban_xl.documents.papers.release import RELEASE
from duban_xl.documents.papers.reminder_slip import REMINDER_SLIP
from duban_xl.documents.papers.reply_letter import REPLY_LETTER
from duban_xl.documents.papers.reports.annual import YEAR_RESULTS
from duban_xl.documents.papers.reports.feedback import FEEDBACK
from duban_xl.documents.papers.reports.inspection import ASSESSMENT, INSPECTION_REPORT, REVISIT, SURVEY
from duban_xl.documents.papers.reports.one_matter import HANDLING_REPORT, SPECIAL_REPORT
from duban_xl.documents.papers.reports.progress import CASE_REPORT, SUMMARY, UPWARD_REPORT
from duban_xl.documents.papers.score_circular import SCORE_CIRCULAR
from duban_xl.documents.papers.short_messages import SHORT_MESSAGES
from duban_xl.documents.papers.supervision_order import SUPERVISION_ORDER
from duban_xl.documents.papers.task_table import TASK_TABLE
from duban_xl.documents.papers.ten_things import TEN_THINGS

KINDS: tuple[DocumentKind, ...] = (
    SUPERVISION_NOTICE,
    NOTICE,
    HOTLINE_NOTICE,
    COPY_SLIP,
    SUPERVISION_ORDER,
    REMINDER_SLIP,
    INSPECTION_PLAN,
    TASK_TABLE,
    INSPECTION_REPORT,
    CASE_REPORT,
    SPECIAL_REPORT,
    BRIEF,
    HANDLING_REPORT,
    FEEDBACK,
    SUMMARY,
    UPWARD_REPORT,
    YEAR_RESULTS,
    CIRCULAR,
    QUARTER_CIRCULAR,
    TEN_THINGS,
    SCORE_CIRCULAR,
    PRAISE_CIRCULAR,
    CRITICISM_CIRCULAR,
    TALK_PROPOSAL,
    TALK_SUMMONS,
    TALK_RECORD,
    REFERRAL,
    RELEASE,
    SHORT_MESSAGES,
    EXPOSURE_COPY,
    SURVEY,
    REVISIT,
    ASSESSMENT,
    REPLY_LETTER,
    ARCHIVE_LIST,
    CLOSING_FORM,
    EXTENSION_FORM,
    ALERT_SLIP,
)


def kind_named(name: str) -> DocumentKind:
    """The kind called `name`; raises CannotRun (D112)."""
    for kind in KINDS:
        if kind.name == name:
            return kind
    raise cannot_run("D112", kind=name)


def kind_of(facts: object) -> DocumentKind:
    """The kind whose facts these are; raises CannotRun (D112)."""
    for kind in KINDS:
        if type(facts) is kind.facts:
            return kind
    raise cannot_run("D112", kind=type(facts).__name__)
