"""What a unit is reminded of → subject and text of the letter, in the tone that the day and the count call for."""

from datetime import date

from duban_xl.catalogue import mailing as words
from duban_xl.model import settings
from duban_xl.model.ledger import Ledger
from duban_xl.model.source import chinese_day
from duban_xl.plan.ground import Ground
from duban_xl.plan.reminders import Reminder, Tone, UnitReminders

SUBJECTS = {
    Tone.BEFORE: words.SUBJECT_BEFORE,
    Tone.TODAY: words.SUBJECT_TODAY,
    Tone.FIRST: words.SUBJECT_FIRST,
    Tone.SECOND: words.SUBJECT_AGAIN,
    Tone.MORE: words.SUBJECT_AGAIN,
}
LEADS = {Tone.BEFORE: words.LEAD_BEFORE, Tone.TODAY: words.LEAD_TODAY}
CLOSES = {
    Tone.BEFORE: words.CLOSE_BEFORE,
    Tone.TODAY: words.CLOSE_TODAY,
    Tone.FIRST: words.CLOSE_FIRST,
    Tone.SECOND: words.CLOSE_SECOND,
    Tone.MORE: words.CLOSE_MORE,
}
LATENESS = ("催办", "未按时", "不按时", "未按期", "逾期")
"""What the trigger of a step of 问责阶梯 says if being late leads to it."""


def subject_of(of_unit: UnitReminders) -> str:
    """The subject of the unit's letter."""
    return SUBJECTS[of_unit.tone].format(count=len(of_unit.told), nth=of_unit.count)


def letter_text(ground: Ground, of_unit: UnitReminders, as_of: date, *, reply_by: date | None) -> str:
    """The letter of the unit; "" if it is reminded of nothing. From the second time on it says what the rules provide."""
    told, tone, ledger = of_unit.told, of_unit.tone, ground.ledger
    if not told:
        return ""
    office = office_name(ledger)
    reply = words.REPLY_BY.format(day=chinese_day(reply_by)) if reply_by else ""
    close = CLOSES[tone].format(office=office, reply=reply, before=of_unit.count - 1)
    return words.LETTER.format(
        unit=of_unit.unit,
        as_of=chinese_day(as_of),
        lead=LEADS.get(tone, words.LEAD_LATE),
        lines="\n".join(_line(ledger, place, one) for place, one in enumerate(told, 1)),
        close=close + (consequence_of(ground, of_unit.count) if tone >= Tone.SECOND else ""),
        contact=where_to(ledger),
        office=office,
    )


def office_name(ledger: Ledger) -> str:
    """What the office calls itself."""
    return ledger.setting(settings.OFFICE_NAME, "督查室")


def where_to(ledger: Ledger) -> str:
    """Where to send things back to and whom to ask, as far as the ledger says."""
    address = ledger.setting(settings.RETURN_TO)
    contact = " ".join(part for part in (ledger.setting(settings.CONTACT), ledger.setting(settings.PHONE)) if part)
    back = words.RETURN_TO.format(address=address) if address else ""
    return back + (words.ASK_WHOM.format(contact=contact) if contact else "")


def state_of(one: Reminder) -> str:
    """How late it is, or how much time is left, in words."""
    if one.owed.due is None:
        return words.AT_ONCE
    if one.days > 0:
        return words.OVERDUE.format(days=one.days, workdays=one.workdays)
    return words.SOON.format(days=-one.days) if one.days else words.TODAY


def consequence_of(ground: Ground, count: int) -> str:
    """What `count` reminders lead to: the first step of the ladder that lateness reaches; "" if the rules have none."""
    for step in ground.ledger.ladder:
        if step.measure and (step.times or 1) <= count and any(word in step.trigger for word in LATENESS):
            rule = ground.rules.by_id(step.rule)
            article = rule.article if rule else ""
            return words.CONSEQUENCE.format(article=article, trigger=step.trigger, measure=step.measure)
    return ""


def _line(ledger: Ledger, place: int, one: Reminder) -> str:
    owed, count = one.owed, words.LINE_COUNT.format(count=one.count) if one.count else ""
    said = {"place": place, "what": owed.what, "state": state_of(one), "count": count}
    if one.period and owed.due:
        return words.LINE_FORM.format(**said, due=chinese_day(owed.due), matters="、".join(one.numbers))
    matter = ledger.matter(owed.matter or "")
    said |= {"matter": owed.matter or "", "title": f"“{matter.title}”" if matter else ""}
    if owed.due is None:
        return words.LINE_AT_ONCE.format(**said)
    return words.LINE.format(**said, due=chinese_day(owed.due))
