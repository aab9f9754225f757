"""A form that goes back → the sentences that its page and its letter share."""

from duban_xl.catalogue import answers as words
from duban_xl.catalogue.workbooks import chinese_day
from duban_xl.model.answer import SIGNS, Copy, Fault, Letterhead, Mark, SendBack
from duban_xl.model.finding import Level
from duban_xl.model.source import Source

MOST_NUMBERS = 12  # matters named one by one


def opening(back: SendBack, head: Letterhead, *, on_page: bool) -> str:
    """What came, how much is wrong with it, and by when and where the unit is to answer."""
    where = words.SEND_TO.format(where=head.return_to) if head.return_to else words.SEND_REPLY
    said = {"times": back.times, "how": _how(back, on_page=on_page), "day": chinese_day(head.reply_by), "where": where}
    if back.copy in (Copy.BLANK, Copy.NONE):
        period = words.FOR_PERIOD.format(period=back.period) if back.period else ""
        return words.OPENING_UNREAD.format(file=back.file, period=period, **said)
    must, may = (sum(f.level is level for f in back.faults) for level in (Level.ERROR, Level.NOTICE))
    counts = "、".join(part.format(count=count) for part, count in ((words.MUST, must), (words.MAY, may)) if count)
    return words.OPENING.format(period=back.period, counts=counts, **said)


def all_good(back: SendBack) -> str:
    """Which matters need nothing; "" if there are none."""
    if not back.good:
        return ""
    numbers = "、".join(back.good[:MOST_NUMBERS]) + ("等" if len(back.good) > MOST_NUMBERS else "")
    return words.ALL_GOOD.format(count=len(back.good), numbers=numbers)


def where(fault: Fault) -> str:
    """Sheet, cell and matter of a fault in one phrase."""
    place = " ".join(part for part in (fault.place.sheet, fault.place.cell) if part) or words.WHOLE_FILE
    return f"{place}（{fault.number}）" if fault.number else place


def marks_of(faults: tuple[Fault, ...]) -> dict[Source, Mark]:
    """Cell → its colour and the lines of its note; faults about no cell have none."""
    found: dict[Source, Mark] = {}
    for fault in faults:
        for place in (fault.place, *fault.others):
            if place.cell:
                line = f"{SIGNS[fault.level]}{fault.code} {fault.problem}{stop(fault.problem)}{fault.cure}"
                before = found.get(place, Mark(fault.level, ()))
                level = Level.ERROR if Level.ERROR in (before.level, fault.level) else fault.level
                found[place] = Mark(level, tuple(dict.fromkeys((*before.lines, line))))
    return found


def stop(sentence: str) -> str:
    """The full stop that a sentence needs."""
    return "" if sentence.endswith(("。", "？", "！")) else "。"


def contact(head: Letterhead) -> str:
    """Whom to ask; "" if nobody is named."""
    return words.CONTACT_LINE.format(contact=head.contact) if head.contact else ""


def _how(back: SendBack, *, on_page: bool) -> str:
    if back.copy is Copy.BLANK:
        return words.IN_THIS_NEW if on_page else words.IN_NEW
    if back.copy is Copy.NONE:
        return words.HOW_WITHOUT_COPY
    return words.IN_COPY if on_page else words.IN_ATTACHED
