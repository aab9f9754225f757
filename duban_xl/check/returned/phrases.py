"""A text about a period's work → what it claims: plans only, all done, not begun, a percentage, papers, more time, as of when."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from duban_xl.model.period import month_end
from duban_xl.model.text import arabic_counts, one_width

_SENTENCE = re.compile(r"[。;!?\n]")
_CLAUSE = re.compile(r"[,，。;；:：!！?？、\n]")

# plans

_WILL = (
    r"将(?=[于在]|继续|进一步|加快|加大|全力|抓紧|尽快|组织|开展|完成|召开|启动|实施|推进|会同|按[照期]?|力争|争取|根据|结合|陆续"
    r"|逐步|积极|及时|持续|适时|督促|协调|定期|严格|全面|认真|着力|重点|同步|配合|联合|抓好|做好|切实)"
)
"""Will; in 将“某事”纳入例会 the word means something else."""
_OPENS_A_PLAN = re.compile(
    r"(?:接下来|下一?步|下一?阶段|下[个一]?(?:季度|月|周|旬|半年)|后续|近期|明年|(?:\d+|本|年)[月年底内]*前?)?,?"
    r"(?:我[局镇乡县办委单位]{1,2}|本单位)?"
    rf"(?:{_WILL}|拟(?![定订稿合])|计划(?=[于在下明今年本\d]|[^,]{{0,6}}(?:完成|开展|启动|实施|组织|召开))|打算|准备(?!工作|就绪|充分)|预计|力争|争取(?!上级|到|专项|资金)|待[^,]{{2,20}}后)"
)
_NEXT_STEPS = re.compile(r"(?:接下来|下一?步|下一?阶段|下[个一]?(?:季度|月|周|旬|半年)|明年)")
_IS_PAST = re.compile(
    r"已(?!确定计划)|目前|现有|截[至止]|累计|共[计]?\d|正在|过程中|了(?=[,\d]|$)|完成了|召开了|通过了|取得|形成了|报送了|落实到位"
)


def is_plan_only(text: str) -> bool:
    """Whether every sentence tells of what is to come, and none of what was done: "计划下季度完成招标，力争年内开工"."""
    sentences = [part for part in _SENTENCE.split(one_width(text).replace("，", ",")) if part]
    return bool(sentences) and all(map(_is_plan, sentences))


def _is_plan(sentence: str) -> bool:
    opens = _OPENS_A_PLAN.match(sentence) or _NEXT_STEPS.match(sentence)
    return bool(opens) and not _IS_PAST.search(sentence)


# claims about the matter as a whole

_MATTER = r"(?:目前|现|截至目前|至此)?,?(?:本|该|此|我(?:单位|局|镇|乡|办|委)承担的)?(?:各?项)?(?:督[办查])?(?:事项|任务|项目|工程|工作)?(?:目前|现)?"
_ALL_DONE = re.compile(
    rf"{_MATTER}(?:已|均已|业已)(?:经)?(?:(?:全部|全面|圆满|按期|如期|提前|按时)+(?:办结|完成|办理完毕)|办结|办理完毕|销号)了?"
)
_NOT_BEGUN = re.compile(rf"{_MATTER}(?:尚|还|暂|仍)?未(?:正式|实质性?)?(?:启动|开展|实施|组织实施)(?:工作)?")
_NOT_BUILT = re.compile(rf"{_MATTER}(?:尚|还|暂|仍)?未(?:正式|实质性?)?(?:开工|动工)(?:建设)?")
_UNFINISHED = re.compile(
    r"阶段性(?:成果|成效|完成|进展|目标|任务)|仍在(?:推进|办理|整改|施工|建设|进行)|尚未(?:全部|全面)?(?:完成|竣工|办结|整改到位)"
    r"|(?:剩余|其余|余下)[^,。;]{0,15}(?:未完成|继续推进|正在(?:推进|整改|施工|建设|办理))"
)
_OVERALL = re.compile(
    rf"{_MATTER}(?:总体|整体|综合)?(?:完成率|(?:总体|整体|综合|总)(?:工作|形象|任务)?进度|完成总(?:任务|工程)量的?|完成(?:任务|工程量)的?)"
    r"(?:已|为|是|约|达到?|至|完成)*(\d{1,3}(?:\.\d+)?)%(?:左右|以上)?"
)


def claims_all_done(text: str) -> str:
    """The clause that says the whole matter is done ("任务已全部完成"), or ""."""
    return _clause(_ALL_DONE, text)


def claims_not_begun(text: str) -> str:
    """The clause that says nothing has begun ("该项目尚未启动"), or ""."""
    return _clause(_NOT_BEGUN, text)


def claims_not_built(text: str) -> str:
    """The clause that says building has not begun ("项目尚未开工"), or ""."""
    return _clause(_NOT_BUILT, text)


def unfinished(text: str) -> str:
    """Words that belong into no final report ("取得阶段性成果", "仍在整改"), or ""."""
    found = _UNFINISHED.search(one_width(text))
    return found[0] if found else ""


def percent_claimed(text: str) -> Decimal | None:
    """The one percentage that the text gives for the matter as a whole, None if there is none or several."""
    clauses = (_OVERALL.fullmatch(one_width(clause)) for clause in _CLAUSE.split(text))
    percents = {Decimal(found[1]) for found in clauses if found}
    return percents.pop() if len(percents) == 1 else None


def _clause(pattern: re.Pattern[str], text: str) -> str:
    return next((clause.strip() for clause in _CLAUSE.split(text) if pattern.fullmatch(one_width(clause))), "")


# what the text sends the reader elsewhere for

_MORE_TIME = re.compile(
    r"(?:申请|请求|恳请|建议|要求)(?:予以|给予|适当|将?(?:办结|完成|办理)?时限)?(?:延期(?!举办|交付|开学)|延长(?:办理|办结|完成)?(?:时限|期限|时间)|顺延)"
    r"|(?:时限|期限|办结时间|完成时间)(?:需要?|拟|须)?(?:延期|顺延|推迟|延长|调整)(?:至|到)"
)
_ALREADY_GRANTED = re.compile(
    r"(?:已|经)[^,。;]{0,12}(?:批准|批复|同意)[^,。;]{0,6}(?:延|顺)|批准延期|同意延期|批复延期"
)
_ENCLOSED = re.compile(
    r"[(（]附件\d{0,2}[)）]|(?:详?见|参见|具体见)附[件表图]\d{0,2}|(?:材料|清单|名单|明细|情况|照片|表)附后|随[文表]?附[送上]?(?=[,。;)]|$)"
)
_HELP = re.compile(
    r"(?:恳?请|建议|需要?|希望|提请)(?:县|市|区|上级|督查室|领导|政府|主管部门)[^,。;]{0,14}(?:协调|统筹|解决|支持|明确)"
)
HELP_WITHOUT_WORDS = frozenset({"是", "有", "需要", "需", "需协调", "有需要", "√", "要"})


def asks_for_more_time(text: str) -> str:
    """The words that ask for an extension ("申请延期"), or ""; an extension that was granted is not asked for."""
    folded = one_width(text)
    found = _MORE_TIME.search(folded)
    return found[0] if found and not _ALREADY_GRANTED.search(folded) else ""


def encloses(text: str) -> str:
    """The words that point to an enclosure ("详见附件"), or ""."""
    found = _ENCLOSED.search(one_width(text))
    return found[0] if found else ""


def asks_for_help(text: str) -> str:
    """The words that ask the county to coordinate ("请县里协调解决"), or ""."""
    found = _HELP.search(one_width(text))
    return found[0] if found else ""


# figures and days

_UNFILLED = re.compile(
    r"(?<![A-Za-z])(?:[Xx×＊*○〇]{2,}|_{2,}|＿{2,})(?=公里|平方|米|亩|万|亿|元|个|项|户|人|次|家|处|座|吨|%|月|日|年|份|件|批)"
    r"|20[Xx×＊*]{2}(?=年)|[(（](?:此处|请)(?:填写?|补充)[^)）]{0,12}[)）]"
)
_ODD_FIGURE = re.compile(
    r"\d+(?:\.\d+)?(?:亿万|万万|亿亿|千千|百百)元?|\d+(?:\.\d+)?[亿万]?元(?:万元|元|亿元)|\d{1,2},\d{1,2}(?!\d)(?=[万亿元])|\d+\.\d+\.\d+(?=[万亿%元亩公])"
    r"|\d%%|\d(?:公里米|米公里|亩公顷|平方公里亩|个个|户户|家家)"
)
_AS_OF = re.compile(r"截[至止](?:到)?(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日|底|末|份)?")


def unfilled(text: str) -> str:
    """A blank of a pattern that nobody filled in ("完成XX公里", "（此处填写）"), or ""."""
    found = _UNFILLED.search(text)
    return found[0] + text[found.end() : found.end() + 2] if found else ""


def odd_figure(text: str) -> str:
    """A figure whose unit or commas can't be right ("3.2亿万元", "1,2万元"), or ""."""
    found = _ODD_FIGURE.search(one_width(text))
    return found[0] if found else ""


def days_told(text: str, *, year: int) -> Iterator[date]:
    """Every day up to which the text reports ("截至6月底"); `year` is that of days without one."""
    for found in _AS_OF.finditer(arabic_counts(one_width(text))):
        told, month = int(found[1] or year), int(found[2])
        if 1 <= month <= 12 and date.min.year < told < date.max.year:
            last = month_end(told, month)
            day = int(found[3] or last.day)
            if 1 <= day <= last.day:
                yield date(told, month, day)


def tells_of_now(text: str, months: range) -> bool:
    """Whether the text speaks of the period itself: 本期, 本季度, or one of its months."""
    folded = arabic_counts(one_width(text))
    return bool(_NOW.search(folded)) or any(int(found[1]) in months for found in _MONTH.finditer(folded))


_NOW = re.compile(r"本(?:期|季度?|月|周|旬|半年|年度)|目前|现已|现正")
_MONTH = re.compile(r"(?<!\d)(\d{1,2})月")


# how alike two texts are

_FIGURE = re.compile(r"\d+(?:\.\d+)?")


def alike(one: str, other: str) -> int:
    """How much of two texts is the same, in percent: pairs of neighbouring signs that both have. 0 if their figures differ."""
    first, second = _letters(one), _letters(other)
    if _FIGURE.findall(one_width(one)) != _FIGURE.findall(one_width(other)) or min(len(first), len(second)) < len(
        "两字"
    ):
        return 0
    pairs, others = _pairs(first), _pairs(second)
    shared = sum(min(count, others.get(pair, 0)) for pair, count in pairs.items())
    return 200 * shared // (len(first) + len(second) - 2)


def _letters(text: str) -> str:
    return "".join(sign for sign in one_width(text) if sign.isalnum())


def _pairs(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for place in range(len(text) - 1):
        pair = text[place : place + 2]
        found[pair] = found.get(pair, 0) + 1
    return found
