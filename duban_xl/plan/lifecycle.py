"""A matter and what its lead unit newly reported → the state that it is in then (state machine of rules §2.3)."""

from duban_xl.model.lifecycle import ASSIGNED, AWAITING_REVIEW, IN_HAND, SENT_BACK
from duban_xl.model.matter import Matter
from duban_xl.plan.answers import SENT_BACK_REVIEW

REPORTABLE = (ASSIGNED, IN_HAND, SENT_BACK)
"""The states in which a 办结报告 leads to 已反馈待审 (T10). To 办结 leads nothing but a person's review."""


def status_after_returns(matter: Matter, *, final_report: bool, withdrawn: bool) -> str:
    """The state after the lead unit sent at least one new return.

    `final_report`: among what is new is a 办结报告 that counts and awaits review (T10). `withdrawn`: the 办结报告 that
    awaited review was replaced by a version that is none, so there is nothing to review and the state goes back. A
    progress report moves 已交办 to 承办中 once the receipt is on record (T7). Other states are a person's to change.
    """
    if final_report and matter.status in REPORTABLE:
        return AWAITING_REVIEW
    if withdrawn and matter.status == AWAITING_REVIEW:
        return _before_review(matter)
    if matter.status == ASSIGNED and matter.received_on is not None:
        return IN_HAND
    return matter.status


def _before_review(matter: Matter) -> str:
    """The state that the row itself tells of: sent back by the last review, received by the unit, or only assigned."""
    if matter.review == SENT_BACK_REVIEW:
        return SENT_BACK
    return IN_HAND if matter.received_on is not None else ASSIGNED
