"""What a clerk types in a limit or cycle cell (`WD(7)@receipt`, `接通知5个工作日`) → a typed expression, or None."""

import re
from collections.abc import Callable
from functools import lru_cache

from duban_xl.model.deadline import (
    CYCLES,
    LAST_DAY,
    SOFT_WORDS,
    Anniversary,
    Before,
    Capped,
    Event,
    Every,
    Expression,
    ExternalRule,
    FirstOf,
    Given,
    HalfMonthly,
    Milestones,
    Now,
    Phases,
    QuarterDay,
    Simple,
    Soft,
    Span,
    Unit,
    UntilDone,
    Validity,
    Weekly,
    Window,
    YearEnd,
)
from duban_xl.model.deadline_parts import (
    LONGEST,
    annual_days,
    given,
    is_number,
    month_days,
    phases,
    quarter_day,
    weekly,
)
from duban_xl.model.deadline_words import BY, LONG_WORK, OFTEN, ONCE, ONE_EACH, TAIL, USUALLY, WORK
from duban_xl.model.text import arabic_counts, one_width

_LONGEST_TEXT = 200  # a cell that holds more is prose

_ORGAN = "[省市县区镇乡]|委|府|两办|党组|常委会|党工委|管委会|机关|部门"  # how the name of one ends
_HIGHER = "上级|中央|国务院|会议|领导"  # their arrangements are none of this level
_PAPER = "通知[书单]?|批示件|批示|批件|来文|文件|任务书?|件|单|函|文"
_EVENT_WORDS: tuple[tuple[str, Event], ...] = (
    (r"(?:本级|本市|本县|本区)?(?:作出|做出)?(?:工作)?(?:安排|部署)", Event.ARRANGEMENT),
    (
        rf"(?!.*(?:{_HIGHER}))[\u4e00-\u9fff、]{{0,18}}(?:{_ORGAN})(?:作出|做出)(?:工作)?(?:安排|部署)",
        Event.ARRANGEMENT,
    ),
    (r"(?:会议)?纪要印发", Event.MINUTES),
    (r"(?:本|该)?(?:文件|方案|意见|办法|通知)?(?:发布|印发|公布)|发文", Event.PUBLISH),
    (r"(?:督查|督办)?(?:通知|文件)?(?:签发|下发|发出)", Event.ISSUE),
    (rf"(?:接到?|收到?)(?:本|该|此)?(?:督查|督办|交办|办理|转办|批办)?(?:{_PAPER})?|(?:承办单位)?签收", Event.RECEIPT),
    (r"会议?(?:召开|结束)?", Event.MEETING),
    (r"(?:建议|提案)(?:建议|提案|和|、)*交办|交办(?:给)?(?:承办)?单位", Event.HANDOVER),
    (r"(?:领导)?(?:交办|批示|签批|批办|转办)", Event.ASSIGN),
    (r"各单位报送(?:期满|截止)", Event.UNITS_DUE),
)
_SINCE = re.compile(r"(?:自|从)?(.+?)(?:之日起|之日|日起|起|之后|以后|后|的)?")
_SPAN = re.compile(
    r"(.*?)(?<!\d)(\d{1,4})(个?工作日|个?自然日|日|天|个月|个?星期|周|个季度|年)(之内|以内|内)?"
    rf"(,?{TAIL})?"
)
_PADDED = re.compile(rf"{USUALLY}(.*?),?{USUALLY}")
_DATE_UNITS = frozenset(
    {"日", "年"}
)  # "10日" may be a day of the month, "3年" a year: only 内 or an event makes them spans
_PER_MONTHS = {"月": 1, "季": 3, "半年": 6, "年": 12}
_EVERY = r"每(?:(\d{1,4})个月|(月|季|半年|年)度?|个(月|季)度?)" + OFTEN


@lru_cache(maxsize=4096)
def parse_expression(text: str) -> Expression | None:
    """The limit or cycle that `text` states, in the notation or in Chinese; None if it is not understood.

    `parse_expression(x.notation()) == x` and `parse_expression(x.chinese()) == x` for every expression x.
    """
    folded = arabic_counts(one_width(text)).strip(".。;")
    if len(folded) > _LONGEST_TEXT:
        return None
    limit, cap = _without_cap(folded)
    if cap is not None:
        span = _span(cap, bare=True)
        inner = _first_of(limit) if limit else None
        return Capped(inner, span) if span and (inner or not limit) else None
    return _first_of(folded)


def parse_span(text: str) -> Span | None:
    """The span that a cell states which holds nothing else: "30日", "20个工作日", "2个月"; None if it is none."""
    return _span(arabic_counts(one_width(text)), bare=True)


@lru_cache(maxsize=1024)
def parse_event(text: str) -> Event | None:
    """The event that a cell 起算事件 names: "receipt", "@receipt", "签收", "自签收之日起" → RECEIPT."""
    folded = one_width(text).removeprefix("@")
    if folded.lower() in set(Event):
        return Event(folded.lower())
    if not (found := _SINCE.fullmatch(folded)):
        return None
    return next((event for words, event in _EVENT_WORDS if re.fullmatch(words, found[1])), None)


_UNUSUAL = r"(?:特殊情况|情况特殊|情况复杂)(?:下|的)?,?"
_CAP = re.compile(
    rf"(.*?)[;,]?(?:[Cc][Aa][Pp]=|(?:{_UNUSUAL})?(?:最长|最多|最迟|总计)?不(?:得|能|应)?超过|上限)(.+?)(?:\(含延期\))?"
)


def _without_cap(folded: str) -> tuple[str, str | None]:
    found = _CAP.fullmatch(folded)
    return (found[1], found[2]) if found else (folded, None)


def _first_of(folded: str) -> Simple | FirstOf | None:
    parts = re.split(r">|,否则", folded)
    options = tuple(option for part in parts if (option := _simple(part)))
    if len(options) < len(parts):
        return None
    return options[0] if len(options) == 1 else FirstOf(options)


def _simple(folded: str) -> Simple | None:
    if found := _NOTATION.fullmatch(folded):
        build = _BUILDERS.get((found[1].lower(), found[2] is not None))
        event = parse_event(found[3]) if found[3] else None
        return build(found[2] or "", event) if build and bool(event) == bool(found[3]) else None
    for form, read in _CHINESE:
        if (match := form.fullmatch(folded)) and (found := read(match)):
            return found
    if span := _span(folded):
        return span
    day = _WITH_TAIL.fullmatch(folded)
    return _simple(day[1]) if day else None


def _span(folded: str, *, bare: bool = False) -> Span | None:
    """A span in either spelling; `bare`: nothing but a span can stand here, so 日 needs no 内 behind it."""
    if found := _NOTATION.fullmatch(folded):
        built = _simple(folded) if found[1].lower() in ("cd", "wd", "m") else None
        return built if isinstance(built, Span) else None
    if not (found := _SPAN.fullmatch(re.sub(r"(?<!\d)半年", "6个月", folded))):
        return None
    padded = _PADDED.fullmatch(found[1])
    said = padded[1] if padded else found[1]
    event = parse_event(said) if said else None
    if (said and event is None) or not (found[4] or event or bare or _stands_alone(found)):
        return None
    unit, factor = _unit(found[3])
    return _counted(unit, int(found[2]) * factor, event)


def _stands_alone(found: re.Match[str]) -> bool:
    """Whether a length without 内 and without an event can only be a limit: not a day, a year, or a cycle of reports."""
    unit, tail = found[3], found[5] or ""
    return unit not in _DATE_UNITS and (not tail or "工作日" in unit or re.match(ONCE, tail) is not None)


def _unit(word: str) -> tuple[Unit, int]:
    """Which way of counting `word` means, and how many of its units one of them is."""
    if "工作日" in word:
        return Unit.WORKDAYS, 1
    if word.endswith(("周", "星期")):
        return Unit.CALENDAR_DAYS, 7
    months = {"月": 1, "季度": 3, "年": 12}.get(word.removeprefix("个"))
    return (Unit.MONTHS, months) if months else (Unit.CALENDAR_DAYS, 1)


def _counted(unit: Unit, count: int, event: Event | None) -> Span | None:
    return Span(unit, count, event) if 1 <= count <= LONGEST else None


# --- the notation ---------------------------------------------------------------------------------------------------

_NOTATION = re.compile(r"([A-Za-z_]+)(?:\((.*)\))?(?:@([A-Za-z_]+))?")
_Builder = Callable[[str, Event | None], Simple | None]


def _notation_span(unit: Unit) -> _Builder:
    return lambda inside, event: _counted(unit, int(inside), event) if is_number(inside) else None


def _notation_months(build: Callable[[int, Event | None], Simple]) -> _Builder:
    def read(inside: str, event: Event | None) -> Simple | None:
        found = re.fullmatch(r"(\d{1,3})([MYmy])", inside)
        months = int(found[1]) * (12 if found[2] in "Yy" else 1) if found else 0
        return build(months, event) if months else None

    return read


def _until_done(inside: str, _: Event | None = None) -> UntilDone | None:
    inside = inside.removeprefix("interval=")
    if inside in ("cfg", "定期", ""):
        return UntilDone()
    interval = _simple(inside)
    return UntilDone(interval) if isinstance(interval, CYCLES) else None


def _soft(inside: str, _: Event | None = None) -> Soft | None:
    return Soft(inside) if inside in SOFT_WORDS else None


def _external(inside: str, _: Event | None = None) -> ExternalRule | None:
    return ExternalRule(inside) if inside else None


_BUILDERS: dict[tuple[str, bool], _Builder] = {
    ("cd", True): _notation_span(Unit.CALENDAR_DAYS),
    ("wd", True): _notation_span(Unit.WORKDAYS),
    ("m", True): _notation_span(Unit.MONTHS),
    ("md", True): month_days,
    ("qmd", True): quarter_day,
    ("ad", True): annual_days,
    ("anniv", True): _notation_months(Anniversary),
    ("wk", True): weekly,
    ("wk", False): lambda _inside, _event: Weekly(),
    ("hm", False): lambda _inside, _event: HalfMonthly(),
    ("every", True): _notation_months(lambda months, _event: Every(months)),
    ("ye", False): lambda _inside, _event: YearEnd(),
    ("phase", True): phases,
    ("given", False): lambda _inside, _event: Given(),
    ("given", True): given,
    ("milestone", False): lambda _inside, _event: Milestones(),
    ("now", False): lambda _inside, _event: Now(),
    ("until_done", False): lambda _inside, _event: UntilDone(),
    ("until_done", True): _until_done,
    ("soft", True): _soft,
    ("before", True): lambda inside, _event: Before(inside) if inside else None,
    ("window", True): _notation_months(lambda months, _event: Window(months)),
    ("valid", True): _notation_months(Validity),
    ("extref", True): _external,
}


# --- Chinese --------------------------------------------------------------------------------------------------------


def _chinese_months(found: re.Match[str]) -> int:
    number, unit, short = found.groups()[-3:]
    return int(number) if number else _PER_MONTHS[unit or short]


def _chinese_anniversary(found: re.Match[str]) -> Anniversary | None:
    event = parse_event(found[1])
    months = _chinese_months(found)
    return Anniversary(months, event) if months and (event or found[1] == "起算日") else None


def _chinese_every(found: re.Match[str]) -> Every | None:
    months = _chinese_months(found)
    return Every(months) if months else None


def _chinese_phases(found: re.Match[str]) -> Phases | None:
    parts = [re.fullmatch(r"(.+?)\((.+?)前\)", part) for part in found[0].split("、")]
    return phases(",".join(f"{part[1]}={part[2]}" for part in parts if part))


def _chinese_validity(found: re.Match[str]) -> Validity | None:
    months = int(found[2]) * (12 if found[3] == "年" else 1)
    event = parse_event(found[1]) if found[1] else None
    return Validity(months, event) if months and (event or found[1] in (None, "起算日")) else None


def _chinese_window(found: re.Match[str]) -> Window | None:
    months = int(found[1]) * (12 if found[2] == "年" else 1)
    return Window(months) if months else None


def _listed(days: str, each: str) -> str:
    """Days as a list: "10日前、每月15日前" → "10日、15日"."""
    return re.sub(rf"(?<=[,、和及]){each}", "", re.sub(r"前(?=[,、和及]|$)", "", days))


_NO_NAME = re.compile("(?:有关|相关|国家|上级|通知|批示|文件|领导|法律|法规|政策|制度|上述|以上|该|本|、|和|的)*")


def _chinese_document(found: re.Match[str]) -> ExternalRule | None:
    """The document that is named; 有关规定 names none."""
    return None if _NO_NAME.fullmatch(found[1]) else _external(found[1])


_Reader = Callable[[re.Match[str]], Simple | None]

_WITH_TAIL = re.compile(rf"(.+前|每月.*\d[日号]){TAIL}")
_FORMS: tuple[tuple[str, _Reader], ...] = (
    (rf"(?:每个?)?季度?(?:末月?|最后1个?月|第3个?月)的?(\d+[日号]){BY}", lambda found: quarter_day(found[1])),
    (rf"每个?季度?(?:(?:末月|最后1个月)的?月?)?[末底]{BY}", lambda _: QuarterDay(LAST_DAY)),
    (rf"每年的?(?:年?[底末]|年终){BY}", lambda _: annual_days("12月31日")),
    (rf"每个?月的?((?:\d|月?[底末]|最后1).*?){BY}", lambda found: month_days(_listed(found[1], "每月"))),
    (rf"每年的?(\d+月.*?){BY}", lambda found: annual_days(_listed(found[1], "每年"))),
    (rf"(\d+月\d+[日号]前?(?:[,、和及]\d+月\d+[日号]前?)+){BY}", lambda found: annual_days(_listed(found[1], "每年"))),
    (rf"(?:自|从)?(.+?)(?:之日)?(?:起|后|以后),?{_EVERY}", _chinese_anniversary),
    (rf"每(?:个?周|个?星期){OFTEN}|1周{ONE_EACH}", lambda _: Weekly()),  # 每周一反馈 may be every Monday: neither
    (rf"每逢?(?:周的?)?(?:周|星期)([一二三四五六日天1-7]){BY}", lambda found: weekly(found[1])),
    (rf"每(?:周|星期)([二三四五六日天2-7]){BY}{LONG_WORK}", lambda found: weekly(found[1])),
    (rf"每半个?月{OFTEN}|每?半个?月{ONE_EACH}", lambda _: HalfMonthly()),
    (_EVERY, _chinese_every),
    (
        rf"(?:1(?!季度)|每)(月|季|半年|年)度?{ONE_EACH}|半年{ONE_EACH}",
        lambda found: Every(_PER_MONTHS[found[1] or "半年"]),
    ),
    (rf"(?:当年|本年|今年)?(?:年底|年末|年内|年终){BY}", lambda _: YearEnd()),
    (rf"(?:当年|本年度?|今年|年底|年内)内?{ONCE}", lambda _: YearEnd()),
    (r".+?\(\d+月\d+日前\)(?:、.+?\(\d+月\d+日前\))*", _chinese_phases),
    (rf"(\d{{4}})[-年./](\d\d?)[-月./](\d\d?)日?{BY}", lambda found: given("-".join(found.groups()))),
    (r"按(?:照)?(?:通知|批示|文件|领导|规定)?(?:的)?(?:要求|规定|明确)?的?(?:时限|时间|要求)", lambda _: Given()),
    (r"按(?:照)?(?:序时|时序|节点)(?:进度|计划)?(?:报送|推进)?|按节点", lambda _: Milestones()),
    (rf"(?:随到随办|随时|立即|立行立改|急件)(?:办理|{WORK})?(?:[、,]?及时{WORK})?", lambda _: Now()),
    ("|".join(SOFT_WORDS), lambda found: Soft(found[0])),
    (r"须在(.+)前", lambda found: Before("due" if found[1] == "时限届满" else found[1])),
    (r"(\d{1,4})(年|个月)内累计", _chinese_window),
    (r"(?:(?:自|从)(.+?)(?:之日)?起,?)?试行(?:期)?(\d{1,3})(年|个月)", _chinese_validity),
    (r"(?:未)?办结前(.+?)报告进展", lambda found: _until_done(found[1])),
    (r"滚动(?:式)?(?:跟踪)?(?:督办)?|定期报告(?:进展)?", lambda _: UntilDone()),
    (r"按(?:照(?!明))?(.+)的规定", lambda found: _external(found[1])),
    (r"按(?:照(?!明))?(.{2,80}?)(?:文件|文)?的?规定(?:执行|办理)", _chinese_document),
    (r"按(?:照(?!明))?(.{2,80}?(?:号|》|条例|办法|细则))(?:文件|文)?(?:执行|办理)", _chinese_document),
)
_CHINESE = tuple((re.compile(form), read) for form, read in _FORMS)
