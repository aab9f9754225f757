"""Several dates in one deadline cell, each with what is due on it (4月底完成设计，8月底开工) → the stages, in order."""

import re
from dataclasses import dataclass
from datetime import date

from duban_xl.model.cell_text.festivals import NAMES
from duban_xl.model.cell_text.time_point import Moment, TimePoint, time_point

_STRONG, _COMMA, _ANY = r"[;。\n]", r"[,;。]", r"[,;。、]"
_NUMBERS = (r"\(?{}[.、)]\.?", r"{}[.、)]", r"第{}[,:、.]")
_SPELT_NUMBERS = r"(?:[一二三四五六七八九]是|\([一二三四五六七八九]\)|[一二三四五六七八九]、)"
_LONGEST, _LONGEST_DATE = 60, 30
_BEGINS = frozenset("0123456789本当这下次明来今后去上年月季周星礼全岁元春五端中国清七八六教十")
_DONE = (
    "完成|完工|开工|动工|竣工|启动|投用|投产|投运|交付|验收|封顶|建成|落地|报送|上报|提交|提出|拿出|印发|出台|制定|编制|签约|签订|招标|设计"
    "|施工|试运行|运营|通车|通水|办结|落实|整改|达到|实现|全面|全部|见效|形成|取得|进场|公示|开展|组织|拆除|供地|审批|立项|可研|评审|备案|销号|移交|报"
)
_DUE = re.compile(rf"(?:{_DONE})")
_PART = re.compile(r"第?[一二三四五六七八九十\d]+(?:批|期|阶段|步|轮|标段)")
_SUBJECT = re.compile(r"[^\d年月日底末初旬季前后内号上下本半多约近超左右起若如停延()]{1,12}")
_UNSURE = re.compile("取消|暂缓|开始|可|以来|以外|或|若|(?:前|后|左右)$")
_TURNED_BY = re.compile(r"[、和及与的夕]|后|起|以后|之后|内|以内|之内|或|不|未|非|除|至|到|-|左右|前后|\d|[/+*.]")
_TURNED_FROM = re.compile(
    r"(?:[、和及与上]|除|非|不是|自|从|至|到|至少|早于|或|原|根据|依据|按照?|约|农历|-|\d|[/+*.])$"
)
_CITED = re.compile("会议|[公务题]会|纪要|议定|批示|召开|来文|文件|号文|讲话|部署|通知|同上|规定|要求")
_TURNED = re.compile(rf"[每非未不无没除否]|农历|阴历|民国|{NAMES}")
_OTHER_DATE = re.compile(r"\d[月日号年]|季度|[年月]底|[年月]末|旬|节前|\d[./-]\d")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A date and what is due on it. `is_sure`: the words beside the date can only say what is due on it."""

    point: TimePoint
    day: date
    label: str
    is_sure: bool


def time_stages(text: str, moment: Moment) -> tuple[Stage, ...]:
    """The stages that folded `text` lists; () unless every part of it is one and there are at least two.

    A stage without year has that of the stage before it and does not lie before it.
    """
    for signs in (_STRONG, _COMMA, _ANY):
        parts = [part for part in re.split(signs, text) if part]
        if len(parts) > 1 and (stages := _in_turn(_without_numbers(parts), moment)):
            return stages
    return ()


def time_stage(text: str, moment: Moment) -> Stage | None:
    """One date in folded `text`, at its beginning, its end or in between, as long as possible; the rest is its label."""
    size = len(text)
    if size > _LONGEST:
        return None
    begins = [place for place, sign in enumerate(text) if sign in _BEGINS]
    for length in range(min(size, _LONGEST_DATE), 1, -1):
        for start in dict.fromkeys((0, size - length, *(place for place in begins if place + length <= size))):
            point = time_point(text[start : start + length], moment, with_tail=False)
            if point and point.day:
                return _staged(point, point.day, text[:start], text[start + length :])
    return None


def _staged(point: TimePoint, day: date, before: str, after: str) -> Stage | None:
    """The stage of the longest date in a text; None if the words beside it may turn its meaning (或, 除) or only cite a paper."""
    if _TURNED_BY.match(after) or _TURNED_FROM.search(before):
        return None
    label = (before.strip(":,") + after.strip(":,")).strip("()")
    if _CITED.search(label) or _TURNED.search(label):
        return None
    subject = before.strip(":,")
    said = after.strip(":,")
    is_told = not subject or _PART.match(subject) or _SUBJECT.fullmatch(subject)
    is_sure = (
        bool(label and is_told and (not said or _DUE.match(said) or _PART.fullmatch(said)))
        and not _OTHER_DATE.search(label)
        and not _UNSURE.search(label)
    )
    return Stage(point=point, day=day, label=label, is_sure=is_sure)


def _in_turn(parts: list[str], moment: Moment) -> tuple[Stage, ...]:
    stages: list[Stage] = []
    for part in parts:
        stage = time_stage(part, moment)
        if stage is None:
            return ()
        stages.append(stage)
        moment = moment.following(stage.point)
    return tuple(stages)


def _without_numbers(parts: list[str]) -> list[str]:
    """The parts without 1. 2., (1) (2), 一是 二是, if every one of them has its number."""
    for form in _NUMBERS:
        numbered = [re.match(form.format(count), part) for count, part in enumerate(parts, start=1)]
        if all(numbered):
            return [part[found.end() :] for part, found in zip(parts, numbered, strict=True) if found]
    spelt = [re.match(_SPELT_NUMBERS, part) for part in parts]
    return [part[found.end() :] for part, found in zip(parts, spelt, strict=True) if found] if all(spelt) else parts
