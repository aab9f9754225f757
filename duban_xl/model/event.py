"""What a time limit is counted from: the eight events of the rules, and the end of the units' own limit."""

from enum import StrEnum


class Event(StrEnum):
    """What a limit is counted from."""

    ARRANGEMENT = "arrangement"
    PUBLISH = "publish"
    ISSUE = "issue"
    RECEIPT = "receipt"
    MEETING = "meeting"
    ASSIGN = "assign"
    HANDOVER = "handover"
    MINUTES = "minutes"
    UNITS_DUE = "units_due"

    @property
    def chinese(self) -> str:
        """What a clerk calls it."""
        return EVENT_NAMES[self]


EVENT_NAMES = {
    Event.ARRANGEMENT: "本级作出安排",
    Event.PUBLISH: "文件发布",
    Event.ISSUE: "通知签发",
    Event.RECEIPT: "签收",
    Event.MEETING: "会议召开",
    Event.ASSIGN: "交办",
    Event.HANDOVER: "交办承办单位",
    Event.MINUTES: "纪要印发",
    Event.UNITS_DUE: "各单位报送期满",
}
