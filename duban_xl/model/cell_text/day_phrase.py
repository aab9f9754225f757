"""Words around a point in time (务必于…前完成, …17:30前, …（周五）) → the point itself and what the words change about it."""

import re
from dataclasses import dataclass, replace

from duban_xl.model.deadline import WEEKDAYS
from duban_xl.model.deadline_words import TAIL

_FIRM = (
    r"(?:办理|办结|完成|整改|反馈|报送|落实|上报)?(?:时限|期限|时间|日期)(?:要求)?(?:为|是|:)*"
    r"|(?:最迟|最晚)?不超过|截止(?:日期|时间)?(?:至|到|于|为|:)*|截至|不迟于|不晚于|不得?(?:晚|迟)于|最迟|最晚|务必|必须|须|需|应当?|请|要求?|确保|保证|力保|限|在|于|到|至"
)
_SOFT = r"原则上|预计|预期|计划|拟|大约|大概|约|暂定|初定|初步|一般(?:应)?|建议|争取|力争"
_LEAD = re.compile(rf"(?:(?:(?P<soft>{_SOFT})|{_FIRM}),?)+")
_DONE = (
    r"(?:全部|全面|完成|办结|办毕|办理|整改|落实|报送|上报|报告|反馈|提交|送达|上交|到位|见效|必须|务必|须|要|应|并"
    r"|报|交|送|回复|答复|印发|出台|执行|毕|完毕)"
)
_TAIL = re.compile(rf"(?:{_DONE}|{TAIL})+$")
_FINISHED = re.compile(
    r"(?:必须|务必|须|要|应|全部|全面)*(?:完成|办结|办毕|报送|上报|反馈|提交|整改|落实|报)+(?:任务|工作|结果)?"
)
_VERB = re.compile(
    r"完成|办|报|反馈|提交|提出|整改|落实|送|交|到位|见效|印发|出台|执行|答复|回复|制[定订]|形成|实施|必须|务必|完毕"
)
_STATE = re.compile(r"(?:完成|落实|办理|整改|工作|进展|计划|方案|意见)*(?:情况|进展|计划|方案|意见|报告)")
_ABOUT = re.compile(r"(?:左右|前后|上下)$")
_INCLUDED = re.compile(r"(?:\(含[^()不]{0,9}\)?|含)$")
_EXCLUDED = re.compile(r"\(?不[含包]括?[^()]{0,9}\)?$")
_BEFORE = re.compile(r"(之前|以前|前|为止|截止|止)$")
_TIME = re.compile(
    r"(?P<part>上午|中午|下午|晚上|傍晚|早上|凌晨|早|晚)?"
    r"(?:(?P<hour>(?<![\d.])\d{1,2})(?::(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?|[时点](?:(?P<minutes>\d{1,2})分?|半|整|钟)?))?"
    r"(?P<office>下班|上班)?$"
)
_WEEKDAY = re.compile(r"(?<![本这下])(?<!下个),?\(?(?:周|星期|礼拜)([一二三四五六日天])\)?$")
LAST_HOUR, LAST_MINUTE = 24, 59


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A point in time without the words around it. `core` is "" where one of the words makes no sense (25:00)."""

    core: str
    has_end: bool = False  # 前, 之前, 止 stood behind it: it is meant as a limit
    is_soft: bool = False  # 原则上, 预计, 左右: not a firm limit
    is_excluded: bool = False  # 不含, 零时: the day itself is not included
    weekday: int | None = None  # the day of the week that stood behind the day
    is_text: bool = False  # a weekday, time or (含) stood behind it: it was never a number that lost its last zero
    is_limit: bool = False  # the words say that something is to be done by then


def phrase_of(text: str, *, with_tail: bool = True) -> Phrase:
    """What is left of folded `text` when the usual words before and behind a point in time are taken away.

    Without `with_tail`, 完成 and the like are not among these words.
    """
    rest = without_lead(text)
    is_lead = rest != text
    found = Phrase(core=rest, is_soft=is_lead and is_soft(text), is_limit=is_lead)
    found = _without_tail(found) if with_tail else found
    found = _without_inclusion(found)
    if end := _BEFORE.search(found.core):
        found = replace(
            found,
            core=found.core[: end.start()].rstrip(".") or found.core,
            has_end=end[1].endswith("前"),
            is_limit=True,
        )
    return _without_weekday(_without_time(_without_inclusion(found))) if found.core else found


def is_soft(text: str) -> bool:
    """Whether folded `text` begins with words that make it no firm limit: 预计, 原则上, 约."""
    lead = _LEAD.match(text)
    return bool(lead and lead["soft"])


def without_lead(text: str) -> str:
    """Folded `text` without 截至, 务必于, 预计 and the like at its beginning."""
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead and lead.end() < len(text) else text


def _without_tail(found: Phrase) -> Phrase:
    """Without 完成, 报送结果; behind 前 any of them, elsewhere only a verb of finishing: "3月5日报告" is a paper."""
    core = found.core
    if about := _ABOUT.search(core):
        return replace(found, core=core[: about.start()], is_soft=True)
    if not (tail := _TAIL.search(core)) or tail.start() == 0:
        return found
    before = core[: tail.start()]
    if not (
        _FINISHED.fullmatch(tail[0]) or (_BEFORE.search(before) and _VERB.search(tail[0]) and not _is_state(tail[0]))
    ):
        return found
    return replace(found, core=before.rstrip(","), is_limit=True)


def _is_state(tail: str) -> bool:
    """完成情况, 工作计划: papers and states, nothing that is to be done."""
    return tail != "报告" and _STATE.fullmatch(tail) is not None


def _without_inclusion(found: Phrase) -> Phrase:
    if excluded := _EXCLUDED.search(found.core):
        return replace(found, core=found.core[: excluded.start()], is_excluded=True)
    if included := _INCLUDED.search(found.core):
        return replace(found, core=found.core[: included.start()], is_text=True)
    return found


def _without_time(found: Phrase) -> Phrase:
    """Without 下午5点, 17:30, 下班; an hour that no clock shows leaves nothing to read."""
    time = _TIME.search(found.core)
    if not time or not time[0] or time.start() == 0:
        return found
    hour, minute = time["hour"], int(time["minute"] or time["minutes"] or 0)
    if hour and (int(hour) > LAST_HOUR or minute > LAST_MINUTE or (int(hour) == LAST_HOUR and minute)):
        return replace(found, core="")
    at_midnight = bool(hour) and int(hour) == 0 and minute == 0
    unusual = time["office"] == "上班" or time["part"] == "凌晨"
    return replace(
        found,
        core=found.core[: time.start()],
        is_excluded=found.is_excluded or at_midnight,
        is_soft=found.is_soft or unusual,
        is_text=True,
    )


def _without_weekday(found: Phrase) -> Phrase:
    """Without the weekday behind a day of the calendar; 本周五 keeps its own."""
    if not (day := _WEEKDAY.search(found.core)) or day.start() == 0 or not re.search(r"\d", found.core[: day.start()]):
        return found
    weekday = WEEKDAYS.index(day[1].replace("天", "日"))
    return replace(found, core=found.core[: day.start()], weekday=weekday, is_text=True)
