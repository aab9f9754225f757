"""One row of a form and the matter's course → what the unit fills in."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from samples.generator.days import WORKDAYS
from samples.generator.people import SampleUnit
from samples.generator.returns_course import QUARTERS, Course, quarter
from samples.generator.returns_text import Voice, difficulties, document_code, evidence, next_steps, progress

Answer = dict[str, object]
"""Field key of 事项反馈 → what is typed into the cell."""

BEHIND, AHEAD = 18, 6  # percentage points beside the share of time gone


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the form says about one matter, as far as the answer depends on it."""

    number: str
    title: str
    due: date | None
    last_progress: str


def answer(course: Course, asked: Asked, unit: SampleUnit, *, text: str, saved: date) -> Answer:
    """The open cells of one row for the quarter `text`, filled in on `saved`."""
    period = quarter(text)
    percent = course.percent(unit, text, asked.due)
    voice = Voice(course=course, unit=unit, period=period, percent=percent)
    state, report = _state(voice, asked, saved)
    held_up = state == "滞后"
    rng = voice.rng("answer")
    values: Answer = {
        "progress_state": state,
        "percent_done": percent / 100,
        "progress": progress(voice),
        "difficulties": difficulties(voice) if held_up else _nothing(voice, rng),
        "report_type": report,
        "contact": unit.contact,
        "phone": unit.phone,
    }
    if percent == 100:
        ended: Answer = {
            "difficulties": rng.choice(("无", None)),
            "attachments": evidence(voice) if voice.leads else None,
        }
        return values | _final(voice) | ended
    expected = _expected(asked, saved, held_up=held_up)
    values["next_steps"] = next_steps(voice, expected)
    if voice.leads or not held_up:
        values["expected_on"] = expected
    if voice.leads and rng.random() < 0.5:
        values["attachments"] = evidence(voice)
    if voice.leads and held_up and course.supporting and rng.random() < 0.4:
        values["help_needed"] = f"请{rng.choice(course.supporting).short}加快办理相关手续。"
    return values


def _state(voice: Voice, asked: Asked, saved: date) -> tuple[str, str]:
    """进展状态 and 报告类型."""
    percent, course = voice.percent, voice.course
    if percent == 100:
        return "办结待审", "办结报告"
    if percent == 0:
        return "未启动", "进展报告"
    if asked.due is None:
        return "长期推进", "进展报告"
    planned = course.planned_percent(min(saved, voice.period.end), asked.due)
    if asked.due < saved or percent < planned - BEHIND:
        return "滞后", "进展报告"
    if course.reached_in(voice.period) and voice.leads and voice.rng("state").random() < 0.4:
        return "阶段性完成", "阶段性报告"
    return ("超序时" if percent > planned + AHEAD else "正常推进"), "进展报告"


def _nothing(voice: Voice, rng: Random) -> str | None:
    """Most units have no difficulties to tell."""
    drawn = rng.random()
    if drawn < (0.3 if voice.leads else 0.1):
        return difficulties(voice)
    return "无" if drawn < 0.75 else None


def _expected(asked: Asked, saved: date, *, held_up: bool) -> date | None:
    """A day shortly before the due day; a matter that is held up past it needs some weeks more."""
    if asked.due is None:
        return None
    if asked.due <= saved:
        return WORKDAYS.on_or_before(saved + timedelta(days=30))
    early = asked.due if held_up else asked.due - timedelta(days=sum(map(ord, asked.number)) % 6)
    return max(early, saved)


def _final(voice: Voice) -> Answer:
    """What a 办结报告 must have: its number, who signed it, the seal."""
    unit = voice.unit
    base = 9 + 24 * QUARTERS.index(voice.period.text) + unit.order % 7
    number = base + Random(f"{unit.code}/{voice.course.number}").randint(0, 20)
    return {
        "report_number": f"{document_code(unit)}〔2026〕{number}号",
        "signatory": unit.principal,
        "sealed": "是",
    }
