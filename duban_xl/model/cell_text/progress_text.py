"""What people write into a progress or percent cell (约80%, 5个完成3个, 主体完工，下月计划30%) → a `Progress`, nothing invented."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from duban_xl.model.cell_text.amount_text import read_amount
from duban_xl.model.cell_text.progress import Progress
from duban_xl.model.cell_text.progress_figures import Figure, Role, figures, has_figure, share, spelt_out
from duban_xl.model.cell_text.progress_sum import Part, summed
from duban_xl.model.cell_text.reading import BLANK_SIGNS, MAX_LENGTH, Reading
from duban_xl.model.cell_text.scale import FRACTION_LIMIT, Scale, plain_number
from duban_xl.model.cell_text.status_text import AHEAD, BEHIND, ON_COURSE, SIGNS, StatusWords, read_status
from duban_xl.model.source import Value, plain, shown
from duban_xl.model.text import in_digits, one_width, squeeze

HUNDRED = Decimal(100)
SENSIBLE = 1_000_000  # percent; beyond it nothing is tidied


def read_progress(
    value: Value, *, scale: Scale | None = None, above: str = "", words: StatusWords | None = None
) -> Progress:
    """How far a cell says that something is.

    A bare number is read by the `scale` of its column; without one by its size, to be confirmed if it may be either.
    `above` is the reading of the previous period, for 同上月; `words` the dictionary of states. Notes: see the T13x
    and T14x codes of the catalogue.
    """
    if isinstance(value, bool):
        return Progress(written=shown(value), is_done=value)
    if isinstance(value, date):
        return _from_day(value.month, value.day, shown(value))
    number = plain_number(value)
    if number is not None:
        return _from_number(number, shown(value).strip(), scale)
    written = shown(value).strip()
    if squeeze(written) in BLANK_SIGNS:
        return Progress()
    if found := _DAY.fullmatch(one_width(written)):
        return _from_day(int(found[1] or found[3]), int(found[2] or found[4]), written)
    if len(written) >= MAX_LENGTH:
        return Progress(written=written, confirm=True, note="T132")
    money = read_amount(written)
    if money.value is not None:
        return Progress(written=written, sum_of_money=money.reading, confirm=money.value < 0, note=money.note)
    parts = tuple(_parts(written, words))
    return summed(parts, written=written, above=above)


def read_percent(value: Value, *, fraction: bool = False) -> Reading[Decimal]:
    """The percentage (0–100, never clipped) that a cell of a column of percentages means; `fraction`: it writes 0.8 for 80%.

    No number where the cell speaks of a plan, a growth or another whole, names several, or contradicts itself.
    """
    return read_progress(value, scale=Scale.FRACTION if fraction else Scale.PERCENT).as_percent()


_DAY = re.compile(r"(?:(?:19|20)\d\d[-/.年])(\d{1,2})[-/.月](\d{1,2})日?|(\d{1,2})月(\d{1,2})日")


def _from_day(month: int, day: int, written: str) -> Progress:
    """A fraction that the spreadsheet turned into a day: 3/5 → 5 March."""
    if not 0 < month <= day:
        return Progress(written=written, confirm=True, note="T132")
    percent = share(month, day)
    return Progress(written=written, ratio=(month, day), percent=percent, suggestion=percent, confirm=True, note="T134")


def _from_number(number: Decimal, written: str, scale: Scale | None) -> Progress:
    if not number.is_finite() or number < 0:
        return Progress(written=written, confirm=True, note="T132")
    is_fraction = (scale or Scale.MOSTLY_PERCENTS).is_fraction(number)
    percent = number * HUNDRED if is_fraction else number
    if percent < SENSIBLE:
        percent = Decimal(plain(round(percent, 10)))
    guessed = scale is None and bool(number) and (number <= FRACTION_LIMIT or number > 2 * HUNDRED)
    odd = scale is not None and scale.is_odd(number)
    return Progress(written=written, percent=percent, confirm=guessed or odd, note="T144" if guessed or odd else "")


# --- text → parts ----------------------------------------------------------------------------------------------------

_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_BRACKETS = re.compile(r"\(([^()]*)\)?|\[([^\[\]]*)\]?")
_OTHER_SIGNS = str.maketrans("【】〔〕∕⁄", "()()//")
_HALF_AND_HALF = re.compile("时间已?过半(?=任务)")
_CLAUSE_ENDS = re.compile(r"[,;。、!]|\.(?!\d)")
_OVERDONE = re.compile(r"(?:已经?)?(?:全面)?超额完成(?:年度|全年)?(?:任务|计划|目标|目标任务)?")
_MEASURE = "个件项条处户家次座批宗户栋公里"
_COUNTED = re.compile(f"[零〇一二两三四五六七八九十百千]+(?=[{_MEASURE}])")
_DONE_WORD = r"(?:全部)?(?:整改完成|整改到位|完成整改|完成|办结|完工|竣工|建成|销号|落实到位|落实|整改)(?:了|有)?"
_SO_FAR = r"(?:其中|目前|现|截至目前|累计|已经?|均已?)*"
_NOUN = r"[^\d,;。、()未没不剩差]{0,8}?"
_DONE_OF = (
    re.compile(
        rf"(?:共有?|总共)?(?P<all>\d{{1,6}})[{_MEASURE}]+{_NOUN}(?:中|里)?的?[,、]?{_SO_FAR}(?P<done>\d{{1,6}})[{_MEASURE}]+{_NOUN}"
        rf"{_SO_FAR}{_DONE_WORD}(?=$|[,;。、(])"
    ),
    re.compile(
        rf"(?P<done>\d{{1,6}})[{_MEASURE}]+{_NOUN}{_SO_FAR}{_DONE_WORD}[,;、(]?(?:共有?|总共|总数|一共|合计)(?P<all>\d{{1,6}})[{_MEASURE}]*"
        rf"{_NOUN}(?=$|[,;。、)])"
    ),
    re.compile(
        rf"(?:共有?|总共|合计|全部|计划|年度|全年|任务|应(?:完成|办|办结)|{_NOUN})?(?P<all>\d{{1,6}})[{_MEASURE}]+{_NOUN}[,;、:]?"
        rf"{_SO_FAR}{_DONE_WORD}(?P<done>\d{{1,6}})[{_MEASURE}]*{_NOUN}(?=$|[,;。、(])"
    ),
    re.compile(
        rf"{_SO_FAR}{_DONE_WORD}(?P<all>\d{{1,6}})[{_MEASURE}]+{_NOUN}(?:中|当中|里)的?(?P<done>\d{{1,6}})[{_MEASURE}]+{_NOUN}(?=$|[,;。、(])"
    ),
    re.compile(
        rf"{_SO_FAR}{_DONE_WORD}(?P<done>\d{{1,6}})[{_MEASURE}]*{_NOUN}[,;、/(]?(?:其中)?(?:共有?|总共|总数|一共|合计|应(?:完成|办|办结))"
        rf"(?P<all>\d{{1,6}})[{_MEASURE}]*{_NOUN}(?=$|[,;。、)])"
    ),
)


def _parts(written: str, words: StatusWords | None) -> Iterator[Part]:
    """Everything that the text says, piece by piece; a piece that is not understood comes out as such."""
    text = _THOUSANDS.sub("", one_width(re.sub(r"(?<=\d) (?=\d)", ",", squeeze(written)))).replace(
        "时序", "序时"
    )  # "80 90%" is not 8090 %
    text = _HALF_AND_HALF.sub(r"\g<0>,", text.translate(_OTHER_SIGNS))
    text = _COUNTED.sub(in_digits, text)
    if text in SIGNS:
        yield Part(is_done=SIGNS[text])
        return
    if _OVERDONE.fullmatch(text):
        yield Part(figures=(Figure(value=HUNDRED, role=Role.DONE, relation=">="),))
        return
    state = read_status(text, words)
    is_state = bool(state.state) or state.is_done is not None
    if is_state and not _MILESTONE.fullmatch(text) and not has_figure(spelt_out(text)):
        yield Part(status=state)
        return
    for pattern in _DONE_OF:
        if (found := pattern.search(text)) and 0 < int(found["all"]) >= int(found["done"]):
            done, whole = int(found["done"]), int(found["all"])
            yield Part(figures=(Figure(value=share(done, whole), role=Role.DONE, ratio=(done, whole)),))
            text = f"{text[: found.start()]},{text[found.end() :]}"
            break
    yield from _of_text(spelt_out(text), words)


def _of_text(text: str, words: StatusWords | None) -> Iterator[Part]:
    main = _BRACKETS.sub(",", text).replace(")", "")
    inner = [found[1] or found[2] or "" for found in _BRACKETS.finditer(text)]
    outside = [clause for clause in _CLAUSE_ENDS.split(main) if clause.strip(":")]
    for clause in outside:
        yield _clause(clause.strip(":"), words)
    for remark in inner:
        for clause in filter(None, _CLAUSE_ENDS.split(remark)):
            part = _clause(clause, words)
            says_more = part.figures or part.amount or part.total or part.points
            yield part if says_more or not outside else replace(part, remark=clause, milestone="")


# --- one clause ------------------------------------------------------------------------------------------------------

_IDLE = re.compile(
    r"(?:截至|截止|到)?(?:目前|现在|(?:\d{4}年)?\d{1,2}月(?:\d{1,2}[日号]|[底末份])?|本月底?|本期|今年以来)?(?:为止|止)?|时间(?:已)?(?:过半|一半)|其中"
)
_SAME = re.compile(
    r"(?:工作|项目)?(?:进度|进展|完成率)(?:基本)?(?:无变化|没有变化|不变)|同上|同前|如上|同左|〃|(?:同|与|和|较|比)?(?:上|前)(?:一)?(?:个)?(?:期|次|月|周|季度?|半月|年)(?:进度|情况)?(?:相同|一致|一样|持平|无变化|没有变化|不变)?|"
    r"(?:基本)?(?:持平|不变|维持不变|保持不变)|(?:暂)?(?:无|没有)(?:新的?|任何|明显)?(?:变化|进展|更新)|本(?:月|期|周)(?:暂)?(?:无|没有)(?:新的?)?(?:变化|进展)"
)
_POINTS = r"(\d{1,3}(?:\.\d{1,4})?)(个?百分点|%)"
_AHEAD = r"超过?|超前于?|超出|快于|高于|领先于?|提前于?|优于|早于"
_BEHIND = r"欠|落后于?|滞后于?|慢于|低于|差|未达到?|不及|落后|少于"
_BEFORE_SCHEDULE = re.compile(
    rf"(.*?)(?:(?P<ahead>{_AHEAD})|(?P<behind>{_BEHIND}))序时(?:进度)?(?:目标|要求|任务)?(?P<about>大?约|近)?{_POINTS}"
)
_AFTER_SCHEDULE = re.compile(
    rf"(.*?)(?:比|较|与)?序时(?:进度)?(?:目标|要求|任务)?(?:相比)?(?:(?P<ahead>超前?|快|高|领先|提前)|(?P<behind>欠|慢|低|落后|滞后|差))了?(?P<about>大?约|近)?{_POINTS}"
)
_SHARE_AND_STATE = re.compile(r"(.*\d%)([\u4e00-\u9fff]{2,8})")
_COURSES = (ON_COURSE, AHEAD, BEHIND)
_ANY_POINTS = re.compile(r"\d(?:个)?百分点")
_MONEY = re.compile(
    r"(?<![\d.])(?:大?约|近|超过?)?\d{1,12}(?:\.\d{1,4})?(?:余|多)?(?:万亿|百万|千万|亿|万|千|百)?(?:余|多)?元"
)
_TOTAL = re.compile(r"(?:项目|工程)?(?:总投资|概算|预算|计划(?:总)?投资|年度(?:计划)?投资|总额)(?:额|为|约|:)*$")
_SPENT = re.compile(
    r"(?:截至目前|目前|现|已经?|累计|共|实际)*(?:完成|(?<=[已计际]))(?:固定资产)?(?:投资|资金|产值|工程款)?(?:额|为|达到?|:)*$"
)
_THINGS = (
    r"主体(?:工程|结构)?|基础|地基|桩基|地下室|土建|路基|路面|桥梁|隧道|设计|招标|招投标|前期(?:工作|手续)?|征地|拆迁|征拆|可研|初设|施工图|方案|选址|"
    r"审批|环评|立项|图纸|装修|装饰|安装|绿化|[一二三四五]期|清表|场平|围挡|管网|厂房|验收|规划|编制|勘察|勘探"
)
_INTENDED = re.compile("计划|预计|力争|争取|拟|下[月周季半步]|明年|目标|需|未|没|缺|差|剩")
_MILESTONE = re.compile(
    r"(?:[\u4e00-\u9fff]{0,12}?)(?:完工|竣工|封顶|开工建设|开工|动工|贯通|合龙|合拢|通车|投产|投用|投入使用|交付使用|交付|通过验收|验收|中标|开标|挂网|进场|"
    r"获批|批复|立项|通水|通电|试运行|前期工作|前期手续办理|收尾|扫尾|桩基施工|主体施工)(?:阶段|工作)?"
    rf"|(?:已|全面)?(?:{_THINGS})(?:已|全部|全面)?完成|(?:已|全面)?完成(?:{_THINGS})|基本过半"
)
_NOT_REACHED = re.compile(
    r"未|没|不|无|尚|待|拟|计划|预计|力争|争取|准备|即将|将|下[个月周季步]|下一|明年|确保|要求|目标|申请|争|暂|停|缓|正在|推进|部分|逾期|超期"
)


def _clause(text: str, words: StatusWords | None) -> Part:
    """What one clause says."""
    if _IDLE.fullmatch(text):
        return Part(is_idle=True)
    if _SAME.fullmatch(text):
        return Part(same_as_last=True)
    if _MILESTONE.fullmatch(text) and not _NOT_REACHED.search(text):
        return Part(milestone=text)
    if part := _against_schedule(text):
        return part
    if _ANY_POINTS.search(text):
        return _points(text)
    if has_figure(text):
        return _share_and_state(text, words) or Part(figures=tuple(figures(text)))
    if found := _MONEY.search(text):
        return _money(text, found)
    status = read_status(text, words)
    if status.state or status.is_done is not None:
        return Part(status=status)
    return Part(unknown=text)


def _share_and_state(text: str, words: StatusWords | None) -> Part | None:
    """80%滞后, 72%正常推进: a percentage and how it goes; 80%完成 is one thing."""
    found = _SHARE_AND_STATE.fullmatch(text)
    status = read_status(found[2], words) if found else None
    if found is None or status is None or status.confirm or status.state not in _COURSES:
        return None
    return Part(figures=tuple(figures(found[1])), status=status)


def _against_schedule(text: str) -> Part | None:
    """超序时进度7.3个百分点, 比序时进度慢3个百分点."""
    found = _BEFORE_SCHEDULE.fullmatch(text) or _AFTER_SCHEDULE.fullmatch(text)
    if found is None:
        return None
    sign = "+" if found["ahead"] else "-"
    *_, number, unit = found.groups()
    is_sure = not found["about"] and unit != "%" and not re.sub("进度|总体|整体|目前|现|完成|任务|,", "", found[1])
    return Part(vs_schedule=f"{sign}{number}", unsure=not is_sure)


def _points(text: str) -> Part:
    """较上月提高5个百分点: a change; anything else in percentage points is not understood."""
    [figure, *more] = figures(re.sub("个?百分点", "%", text))
    if figure.role is not Role.GROWTH or more:
        return Part(unknown=text)
    return Part(figures=(figure,), points=True)


def _money(text: str, found: re.Match[str]) -> Part:
    lead, rest = text[: found.start()], text[found.end() :]
    if _TOTAL.fullmatch(lead) and not rest:
        return Part(total=found[0])
    if _INTENDED.search(lead):
        return Part(unknown=text)
    return Part(amount=found[0], unknown="" if _SPENT.fullmatch(lead) and not rest else text)
