"""The forms of one unit that go back, or were accepted → subject and text of its letter, plain text."""

from collections.abc import Iterator, Sequence
from datetime import date

from duban_xl.catalogue import answers as words
from duban_xl.catalogue.workbooks import chinese_day
from duban_xl.documents.answers.wording import all_good, contact, opening, stop, where
from duban_xl.model.answer import Copy, Fault, Letterhead, SendBack
from duban_xl.model.finding import Level

GROUPS = ((Level.ERROR, words.LETTER_ERRORS), (Level.NOTICE, words.LETTER_NOTICES))


def send_back_subject(backs: Sequence[SendBack]) -> str:
    """“关于2026年第三季度填报表的退回说明（甲局，第2次）”."""
    last = backs[-1]
    periods = "、".join(dict.fromkeys(back.period for back in backs if back.period))
    subject = words.SUBJECT_AGAIN if last.times > 1 else words.SUBJECT
    return subject.format(period=periods, unit=last.unit, times=last.times)


def send_back_text(backs: Sequence[SendBack], head: Letterhead, attached: Sequence[str]) -> str:
    """One letter about all forms of a unit that go back; `attached` are the names of their copies."""
    parts = [words.TO_UNIT.format(unit=backs[0].unit)]
    for back in backs:
        if len(backs) > 1:
            parts.append(words.LETTER_FILE.format(file=back.file))
        parts += [opening(back, head, on_page=False), *_faults(back.faults)]
        parts += [good] if (good := all_good(back)) else []
    if attached:
        is_new = all(back.copy is Copy.BLANK for back in backs)
        parts.append((words.LETTER_NEW_FORM if is_new else words.LETTER_ATTACHED).format(names="、".join(attached)))
    return _closed(parts, head)


def receipt_subject(unit: str, periods: Sequence[str]) -> str:
    """“2026年第三季度填报表已收到（甲局）”."""
    return words.RECEIPT_SUBJECT.format(period="、".join(dict.fromkeys(periods)), unit=unit)


def receipt_text(accepted: Sequence[tuple[SendBack, date | None]], head: Letterhead) -> str:
    """A confirmation of a unit's accepted forms, each with the day on which it came."""
    parts = [words.TO_UNIT.format(unit=accepted[0][0].unit)]
    for form, day in accepted:
        came = chinese_day(day) if day else words.RECEIPT_DAY_UNKNOWN
        parts.append(words.RECEIPT.format(period=form.period, file=form.file, day=came, count=len(form.good)))
        if form.faults:
            parts.append(words.RECEIPT_NOTICES.format(count=len(form.faults)))
            parts += _listed(form.faults)
    return _closed(parts, head)


def _faults(faults: tuple[Fault, ...]) -> Iterator[str]:
    for level, heading in GROUPS:
        some = tuple(fault for fault in faults if fault.level is level)
        if some:
            yield f"{heading}\n" + "\n".join(_listed(some))


def _listed(faults: tuple[Fault, ...]) -> Iterator[str]:
    for place, fault in enumerate(faults[: words.LETTER_MOST], 1):
        said = {"where": where(fault), "problem": fault.problem, "stop": stop(fault.problem), "cure": fault.cure}
        yield words.LETTER_LINE.format(place=place, **said)
    if len(faults) > words.LETTER_MOST:
        yield words.LETTER_MORE.format(count=len(faults) - words.LETTER_MOST)


def _closed(parts: Sequence[str], head: Letterhead) -> str:
    told = contact(head)
    every = (*parts, *((told,) if told else ()), f"{head.office}\n{chinese_day(head.day)}")
    return "\n\n".join(every) + "\n"
