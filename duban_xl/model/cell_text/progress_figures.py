"""A clause about progress (占年度计划64%, 下月计划30%) → its figures, each with what it is a figure of."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from duban_xl.model.text import chinese_integer


class Role(Enum):
    """What a figure says."""

    DONE = "a share of what is to be done"
    OF_PLAN = "a share of the year's plan"
    OTHER_BASE = "a share of another whole"
    PLAN = "what is intended or due"
    GROWTH = "a change"
    REMAINING = "what is not done"
    OTHER = "a share of something else"
    SCHEDULE = "a share of the schedule"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One percentage. `is_sure`: every word around it is understood."""

    value: Decimal
    role: Role
    upper: Decimal | None = None
    relation: str = "="
    approximate: bool = False
    ratio: tuple[int, int] | None = None
    sign: str = ""
    of: str = ""  # the words before it
    is_sure: bool = True


# --- spelling --------------------------------------------------------------------------------------------------------

_DIGITS = "零〇○一二两三四五六七八九"
_SPELT = f"[{_DIGITS}十百千]+"
_SPELT_PERCENT = re.compile(rf"百分之((?:{_SPELT}|\d+)(?:[点.](?:[{_DIGITS}]+|\d+))?)(?!点)")
_SPELT_RANGE = re.compile(rf"百分之({_SPELT})[-~—–至到](?:百分之)?({_SPELT})")
_SPELT_BEFORE_SIGN = re.compile(rf"{_SPELT}(?=%)")
_SPELT_SHARE = re.compile(rf"({_SPELT}|\d+)分之({_SPELT}|\d+)")
_TWO_TENTHS = re.compile(r"([一二三四五六七八九])([一二三四五六七八九])成")
_TENTHS = re.compile(rf"([{_DIGITS}]|\d(?:\.\d)?)成(半|[一二三四五六七八九])?(?![果立效员功品本就绩交套为都长])")
_TENTHS_RANGE = re.compile(r"([一二三四五六七八九]|\d)成?[-~—–至到]([一二三四五六七八九]|\d)成")
TENTH = "‱"
"""Marks a percentage that was written in tenths; (no such sign is typed: one that is gets taken out beforehand)."""


def spelt_out(text: str) -> str:
    """`text` with 百分之八十五, 三分之二 and 八成 as figures: 85%, 2/3, 80‱."""
    text = text.replace(TENTH, "").replace("百分百", "100%")
    text = _SPELT_RANGE.sub(lambda found: f"{_integer(found[1])}%~{_integer(found[2])}%", text)
    text = _SPELT_BEFORE_SIGN.sub(lambda found: str(_integer(found[0])), text)
    text = _SPELT_PERCENT.sub(lambda found: f"{_spelt_number(found[1])}%", text)
    text = _SPELT_SHARE.sub(lambda found: f"{_integer(found[2])}/{_integer(found[1])}", text)
    text = _TWO_TENTHS.sub(_two_tenths, text)
    text = _TENTHS_RANGE.sub(lambda found: f"{_integer(found[1])}0~{_integer(found[2])}0{TENTH}", text)
    return _TENTHS.sub(_tenths, text)


def _two_tenths(found: re.Match[str]) -> str:
    first, second = _integer(found[1]), _integer(found[2])
    return f"{first}0~{second}0{TENTH}" if second == first + 1 else found[0]


def _tenths(found: re.Match[str]) -> str:
    tenths = Decimal(found[1]) if found[1][0].isascii() else Decimal(_integer(found[1]))
    more = 5 if found[2] == "半" else _integer(found[2] or "零")
    return f"{(tenths * 10 + more).normalize():f}{TENTH}"


def _spelt_number(text: str) -> str:
    whole, _, part = text.replace("点", ".").partition(".")
    if not whole.isdigit() and chinese_integer(whole) is None:
        return text  # 百分之三五 is no single number
    places = "".join(str(_integer(sign)) for sign in part)
    return f"{_integer(whole)}" + (f".{places}" if places else "")


def _integer(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else (chinese_integer(text) or 0)


# --- figures in a clause ---------------------------------------------------------------------------------------------

_NUMBER = r"\d{1,6}(?:\.\d{1,6})?"
_FIGURE = re.compile(
    rf"(?P<low>{_NUMBER})[%{TENTH}]?[-~—–至到](?P<high>{_NUMBER})(?P<sign>[%{TENTH}])"
    rf"|(?P<one>(?<![\d.]){_NUMBER})(?P<unit>[%{TENTH}])(?P<plus>\+)?"
    rf"|(?<![\d./])(?P<done>\d{{1,6}})/(?P<all>\d{{1,6}})(?![\d/])"
    rf"|(?P<half>(?:一|过|大|多)半数?|半数|对半|(?<=[近不超足到])半)(?![年月天])"
)
_BEFORE = re.compile(
    r"(?:(?P<over>超过|超|高于|大于|多于|突破|逾|>)|(?P<least>不低于|不少于|不小于|至少|起码|>=|≥|≧)"
    r"|(?P<under>不足|不到|不及|未达到?|未到|没有?达到|没到|尚未达到|达不到|低于|小于|少于|<)|(?P<most>未(?=$)|没(?=$)|不超过|未超过|不高于|不大于|至多|最多|<=|≤|≦)"
    r"|(?P<near>将近|接近|(?<!最)近|临近)|(?P<about>大约|大概|约|大致|差不多|估计))$"
)
_AFTER = re.compile(
    r"(?:(?P<about>左右|上下|前后)|(?P<least>及?以上|\+)|(?P<most>及?以下|以内)|(?P<more>多|余|强|出头)|(?P<near>弱)|(?P<under>不到|不足))"
)
_ROUGH = frozenset(("near", "about", "more", "half"))
_SIGNS = {"over": ">=", "more": ">", "half": ">", "least": ">=", "under": "<", "most": "<=", "near": "<"}
"""What a word makes of a figure; >90% is a lower bound like 90%以上, but 过半 says more than the half."""


def figures(clause: str) -> Iterator[Figure]:
    """Every percentage of `clause` (spelt out, in one width), from left to right."""
    found = [match for match in _FIGURE.finditer(clause) if _is_share(match)]
    start = 0
    for place, match in enumerate(found):
        tail_end = found[place + 1].start() if place + 1 < len(found) else len(clause)
        lead, tail = clause[start : match.start()], clause[match.end() : tail_end]
        after = _AFTER.match(tail)
        start = match.end() + (after.end() if after else 0)
        rest = tail[after.end() :] if after and place + 1 == len(found) else ("" if place + 1 < len(found) else tail)
        figure = _figure(match, lead, after, rest)
        yield replace(figure, is_sure=False) if place and not lead else figure


def has_figure(clause: str) -> bool:
    """Whether a percentage, a ratio or a half stands in `clause`."""
    return any(_is_share(match) for match in _FIGURE.finditer(clause))


def _is_share(match: re.Match[str]) -> bool:
    if match["done"]:
        return 0 < int(match["all"]) >= int(match["done"])
    return True


def _figure(match: re.Match[str], lead: str, after: re.Match[str] | None, rest: str) -> Figure:
    value, upper, ratio = _value(match)
    lead, words = _bounds(lead)
    if after and after.lastgroup:
        words.append(after.lastgroup)
    if match["plus"]:
        words.append("least")
    half = match["half"] or ""
    words += ["half"] if half[:1] in ("过", "大", "多") else []
    role, sign, is_sure = role_of(lead, rest)
    is_sure = is_sure or bool(half and _ONLY_A_THING.fullmatch(lead) and not rest)
    relation = next((_SIGNS[word] for word in words if word in _SIGNS), "=")
    is_rough = TENTH in (match["unit"], match["sign"]) or bool(half)
    is_rough = is_rough or bool(_ROUGHLY.search(lead))
    is_bound = any(word in ("over", "least", "under", "most") for word in words)
    return Figure(
        value=value,
        upper=upper,
        ratio=ratio,
        role=role,
        sign=sign,
        relation=relation,
        approximate=(is_rough and not is_bound) or (bool(set(words) & _ROUGH) and "most" not in words),
        of=lead,
        is_sure=is_sure,
    )


def _value(match: re.Match[str]) -> tuple[Decimal, Decimal | None, tuple[int, int] | None]:
    if match["low"]:
        low, high = sorted((Decimal(match["low"]), Decimal(match["high"])))
        return low, high, None
    if match["one"]:
        return Decimal(match["one"]), None, None
    if match["half"]:
        return Decimal(50), None, None
    done, whole = int(match["done"]), int(match["all"])
    return share(done, whole), None, (done, whole)


def share(done: int, whole: int) -> Decimal:
    """`done` of `whole` as a percentage with two decimals."""
    return (Decimal(done) * 100 / Decimal(whole)).quantize(Decimal("0.01")).normalize() + 0


def _bounds(lead: str) -> tuple[str, list[str]]:
    """`lead` without the words before a figure that make it a bound or a rough one, and their kinds."""
    words: list[str] = []
    while found := _BEFORE.search(lead) or _BEFORE.search(lead.rstrip("为是达到至了:")):
        lead = lead[: found.start()]
        words.append(found.lastgroup or "")
    return lead, words


_ROUGHLY = re.compile("约|大概|大致|估计|差不多")

# --- what a figure is a figure of ------------------------------------------------------------------------------------

_SCHEDULE = re.compile(r"序时(?:进度|目标|任务)?(?:要求)?的$")
_DUE = re.compile(r"序时")
_PLAN = re.compile(
    r"下(?:个?月|周|季度?|期|年|半年|旬|一?步|一?阶段)|预计|力争|争取|计划(?:完成(?!率|比例|度)|达到?|到|推进|进度|目标|$)|计划:|拟|确保|目标"
    r"(?:为|是|$|:|值)|要求(?:达到?|完成|为|$)|明年|后年|将(?!近)|(?:(?<!提)前|底|末)(?:完成|达到?|实现)|应(?:完成|达到?|为)|有望|打算|准备|考核目标"
)
_GROWTH_TO = re.compile(r"(?:提高|提升|上升|增长|增加|扩大|推进|进展|下降|降低|减少|降|增|升)(?:到|至|为)$")
_FALL = re.compile(r"下降|减少|降低|降幅|回落|跌|下滑|下跌|减|降")
_GROWTH = re.compile(r"同比|环比|增长|增加|增幅|上升|提高|提升|涨|增速|[较比](?:上|去|前|同|年初|期初)")
_REMAINING = re.compile(r"剩余|剩下|还剩|仅剩|尚余|尚有|还有|尚差|还差|相差|缺口|仍有")
_STILL_OPEN = re.compile(
    r"(?:的?(?:任务|工作量|工程量|工程|项目|事项))?(?:还|尚|仍)?(?:未|没有?)(?:全部)?(?:完成|办结|落实|完工|整改|开工|启动|动工).*"
)
_NEGATIVE = re.compile(r"未|没|无|不|非|尚|难|否|[-−+]$")
_PLAN_BASE = (
    r"(?:全年|年度|本年度?|今年|当年|总|全部|既定|承诺|本月|月度|季度|本季度|阶段性?)*"
    r"(?:工作|任务|目标|投资|建设|承诺|生产)?(?:计划|任务|目标|承诺任务)(?:任务|目标|投资|总量|总数|数|量|额)?的?"
)
_OF_PLAN = re.compile(rf"(?:占|完成|达到?|为|已|实现|{_PLAN_BASE}完成了?){_PLAN_BASE}$")
_OTHER_BASE = re.compile(r"占(?:项目)?(?:总|概算|预算)(?:投资|概算|预算|量|规模)(?:额|总额|总量)?的?$")
_OTHER = re.compile(
    r"占|比重|比例(?<!完成比例)|(?<!完成)(?<!完工)(?<!办结)(?<!整改)(?<!落实)(?<!销号)率|到位|拨付|支付|满意|合格|覆盖|达标|签约|征收|入库|利用|兑付|其中"
)
_DEVIATION = re.compile(r"滞后|落后|慢|欠|超前|超额|超计划|快(?!要)")
_ONLY_A_THING = re.compile(r"(?:任务|工作|项目|工程|事项|该项|本项|总量|总?工[程作]量|年度|全年|的)+")
_UNDERSTOOD = re.compile(
    r"\d{1,2}[-~—至到]\d{1,2}月份?|总工程量|总工作量|工程量|工作量|截至|截止|到目前|目前|现在|现已|为止|止|"
    r"\d{4}年(?!\d)|今年以来|今年|本月底?|本期|本季度?|"
    r"累计|总体|整体|全部|总进度|形象进度|工程进度|完成进度|完成比例|整体进度|总体进度|工作进度|当前进度|"
    r"项目|工程|任务|工作|事项|该项|本项|进度|完成率|完工率|办结率|整改率|落实率|销号率|完成度|总量|"
    r"已经|已|现|均|共|完成了|完成|办结|落实|实现|整改|推进到|推进至|进展到|达到|达|为|是|约|到|至|占|总|的|了|:|=|,|、|(?<!\d)年度|全年"
)
_TAIL = re.compile(
    r"的?(?:年度|全年|总)?(?:任务|工程量|工作量|总量|进度|目标|计划|工程|工作|任务量|工作任务|目标任务)?(?:量|进度)?(?:已经?)?(?:完成|办结)?(?:了)?"
)


_THIS_PERIOD = re.compile("本(?:月|期|季度?|周)(?![底末])")
_UP_TO = re.compile(r"(?:截至|截止到?)(?:目前|现在|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|[底末份])?)(?:为止)?")


def role_of(lead: str, rest: str) -> tuple[Role, str, bool]:
    """What the words before and behind a figure make of it: role, sign of a change, and whether all of them are understood."""
    lead = _UP_TO.sub("", lead)
    if re.search("[由从]$", lead):
        return Role.OTHER, "", False
    if _STILL_OPEN.fullmatch(rest) or _REMAINING.search(lead):
        return Role.REMAINING, "", False
    if _SCHEDULE.search(lead):
        return Role.SCHEDULE, "", False
    if _GROWTH_TO.search(lead):
        return Role.DONE, "", bool(re.search(r"(?:推进|进展)(?:到|至)$", lead)) and _is_known(lead, rest)
    if _GROWTH.search(lead) or _FALL.search(lead):
        return Role.GROWTH, "-" if _FALL.search(lead) else "+", False
    return _role_of_share(lead, rest)


def _role_of_share(lead: str, rest: str) -> tuple[Role, str, bool]:
    if _NEGATIVE.search(lead) or _NEGATIVE.search(rest):
        return Role.OTHER, "", False
    if _DEVIATION.search(lead):
        return Role.OTHER, "", False
    if _OTHER_BASE.search(lead):
        return Role.OTHER_BASE, "", False
    if _OF_PLAN.search(lead) and not re.search(r"(?:下|明|次|后)(?:个?月|周|季|年)|力争|预计|确保|争取|拟", lead):
        is_clear = not re.search(r"目标$|计划$", lead) or bool(re.search("占|完成|实现|达", lead))
        return Role.OF_PLAN, "", is_clear and _is_known(_OF_PLAN.sub("", lead), rest)
    if _PLAN.search(lead) or _DUE.search(lead):
        return Role.PLAN, "", bool(_DUE.search(lead) is None and re.search(r"下|明年|力争|预计|确保|争取|拟", lead))
    if _OTHER.search(lead):
        return Role.OTHER, "", False
    return Role.DONE, "", _is_known(lead, rest)


def _is_known(lead: str, rest: str) -> bool:
    """Whether every word around a figure is one that changes nothing; 本月完成30% may be the month's part alone."""
    if _THIS_PERIOD.search(lead) and not re.search("累计|截[至止]", lead):
        return False
    return not _UNDERSTOOD.sub("", lead) and not _ONLY_A_THING.fullmatch(lead) and bool(_TAIL.fullmatch(rest))
