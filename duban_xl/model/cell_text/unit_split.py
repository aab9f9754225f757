"""A cell of units → its pieces with their roles: who leads, who assists, what the words around the names say."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from duban_xl.model.cell_text.unit_names import looks_like_a_person, looks_like_a_unit
from duban_xl.model.text import chinese_integer

Known = Callable[[str], bool]
"""Whether a directory knows a name."""


class Part(Enum):
    """The role under which a name stands."""

    UNIT = "units"
    LEAD = "lead"
    ASSIST = "assist"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One name as written, with its role; `others` counts the units that 等N部门 does not name (-1: not said how many)."""

    name: str
    part: Part = Part.UNIT
    others: int = 0
    is_sure: bool = True


_BLANK = re.compile(r"[\s\u3000]+")
_SEPARATORS = "、，,；;/|。"
_NUMBERING = re.compile(r"(?<![\d等])(?:[（(]?\d{1,2}[)）]|\d{1,2}[.．、]|[①-⑳])[ \u3000]*(?=[\u4e00-\u9fff])")
ROUND = str.maketrans("【】[]［］〔〕()", "（）（）（）（）（）")
_OPENING, _CLOSING = "（(［[", "）)］]"
_AND = re.compile(r"[和与及]|以及")
_LEAD_WORDS = r"(?:牵头|主办|承办|主责|总牵头)(?:责任)?(?:单位|部门)?|(?:责任|主要责任|汇总)(?:单位|部门)|责任(?=[:：])"
_ASSIST_WORDS = r"(?:配合|协办|协助|参与|参加|协同)(?:责任)?(?:单位|部门)?"
_LABEL = re.compile(rf"(?P<lead>{_LEAD_WORDS})[:：]|(?P<assist>{_ASSIST_WORDS})[:：]")
_UNMARKED = re.compile(
    r"(?<![^，,；;。\s])(?:牵头|主办|配合|协办)(?:责任)?(?:单位|部门)(?=[\u4e00-\u9fff]{2})(?![为是由等和及与按])"
)
_SAYS_WHO_LEADS = re.compile(r"(?:牵头|主办|总牵头)(?:单位|部门)?[:：]")
_RESPONSIBLE = re.compile(r"责任(?:单位|部门)?")
_IN_BRACKETS = re.compile(
    r"[（(](?:(?P<lead>牵头|主办|牵头单位|主办单位|主责)|(?P<assist>配合|协办|协助|参与|配合单位|协办单位))[）)]"
)
_LEADS = re.compile(
    r"(?:由|以)?(?P<lead>[^，,；;。]+?)(?:(?:负责|共同|联合)?(?:牵头|主办|总牵头)(?:负责|落实|组织|抓总|组织实施|办理)?|为主(?:要责任单位)?|(?:总)?负责)"
    r"(?:[，,；;。、]|(?=会同|商))\s*(?P<rest>.+)"
)
_LEADS_ALONE = re.compile(
    r"(?:由)?(?P<lead>(?:(?!牵头|配合|主办|协办)[^；;。])+?)(?:(?:负责|共同|联合)?(?:牵头|主办)(?:负责|落实|组织|组织实施|办理)?"
    r"|(?<!分工)(?<!共同)(?<!分别)(?:总)?负责(?:落实|办理|组织实施)?)[。.]?"
)
_TOGETHER = re.compile(
    r"(?:由)?(?P<lead>[^，,；;。]+?)(?:牵头|负责)?(?:会同|会商)(?P<rest>[^，,；;。]+?)(?:等)?(?:负责|落实|办理|组织实施)?[。.]?"
)
_ASSISTING = re.compile(
    r"(?:由)?(?P<names>.+?)(?:按(?:照)?(?:各自)?职责(?:分工)?(?:分别|各自|抓好)?(?:负责|落实|配合|协同)?|(?:分别|共同|积极|予以|协同|密切)?(?:配合|协办|协助|参与|落实|负责)(?:工作|办理)?)[。.]?"
)
_AND_OTHERS = re.compile(
    r"(?P<named>.*?)(?:等|(?=[\d一二三四五六七八九十]+[个家](?:部门|单位)$))(?P<count>\d{1,3}|[一二三四五六七八九十]{1,3}|[NnXx若干多几数]{1,2})?(?:[个家])?(?:有关|相关|县直|区直|市直)*(?:部门|单位|局委|科局|成员单位)?"
)
_RESPECTIVE = re.compile(r"会同(?P<names>.+?)(?:等)?(?:负责|落实|办理)?[。.]?")


def pieces(text: str, known: Known) -> Iterator[Piece]:
    """Every name of a cell with its role, as far as the words tell."""
    text = _tidy(text)
    if _LABEL.search(text):
        yield from _labelled(text, known)
    elif (found := _LEADS.fullmatch(text)) and not _says_both(found["lead"]):
        yield from _named(found["lead"], Part.LEAD, known)
        yield from _rest(found["rest"], known)
    elif (found := _TOGETHER.fullmatch(text)) and not known(text):
        yield from _named(found["lead"], Part.LEAD, known)
        yield from _named(found["rest"], Part.ASSIST, known)
    elif (found := _LEADS_ALONE.fullmatch(text)) and not known(text):
        yield from _named(found["lead"], Part.LEAD, known)
    elif (found := _ASSISTING.fullmatch(text)) and not known(text):
        assists = bool(re.search(r"配合|协办|协助|参与", text[found.end("names") :]))
        before, mark, last = found["names"].rpartition("，")
        if assists and mark:  # 发改局、财政局，教育局配合
            yield from _named(before, Part.UNIT, known)
        yield from _named(last if assists else found["names"], Part.ASSIST if assists else Part.UNIT, known)
    else:
        yield from _named(text, Part.UNIT, known)


def _says_both(lead: str) -> bool:
    return any(sign in lead for sign in "：:")


def _tidy(text: str) -> str:
    marked = _UNMARKED.sub(r"\g<0>：", _NUMBERING.sub("、", text))
    return marked.translate(ROUND).strip(_SEPARATORS + " \u3000\n\r\t")


def _labelled(text: str, known: Known) -> Iterator[Piece]:
    """牵头：财政局；配合：发改局、教育局. Beside 牵头单位, 责任单位 means everyone else."""
    leads = bool(_SAYS_WHO_LEADS.search(text))
    labels = list(_LABEL.finditer(text))
    if before := _tidy(text[: labels[0].start()]):
        yield from _named(before, Part.UNIT, known)
    for place, label in enumerate(labels):
        end = labels[place + 1].start() if place + 1 < len(labels) else len(text)
        assists = bool(label["assist"]) or (leads and bool(_RESPONSIBLE.match(label[0])))
        yield from _named(_tidy(text[label.end() : end]), Part.ASSIST if assists else Part.LEAD, known)


def _rest(text: str, known: Known) -> Iterator[Piece]:
    """What follows the leading unit: 财政局、审计局按职责分工负责; 会同财政局; 各单位配合."""
    if found := _LEADS_ALONE.fullmatch(text):
        yield from _named(found["lead"], Part.LEAD, known)
        return
    if (found := _RESPECTIVE.fullmatch(text)) or (found := _ASSISTING.fullmatch(text)):
        text = found["names"]
    yield from _named(text, Part.ASSIST, known)


def _named(text: str, part: Part, known: Known) -> Iterator[Piece]:
    for name in _split(text, known):
        yield from _piece(name, part, known)


def _piece(name: str, part: Part, known: Known) -> Iterator[Piece]:
    if found := _IN_BRACKETS.search(name):
        part = Part.LEAD if found["lead"] else Part.ASSIST
        name = name[: found.start()] + name[found.end() :]
    if (found := _AND_OTHERS.fullmatch(name)) and not known(name):
        if found["named"]:
            yield Piece(name=found["named"], part=part)
        yield Piece(name="", part=part, others=_count(found["count"]))
    elif name:
        yield Piece(name=name, part=part)


def _count(text: str | None) -> int:
    if not text:
        return -1
    return int(text) if text.isdigit() else (chinese_integer(text) or -1)


# --- splitting -------------------------------------------------------------------------------------------------------


def _split(text: str, known: Known) -> Iterator[str]:
    """The names of a list: by marks outside brackets, by blanks and 和 where a name ends before them."""
    for chunk in _outside_brackets(text):
        for name in _by_blanks(chunk, known):
            yield from _by_and(name, known)


def _outside_brackets(text: str) -> Iterator[str]:
    depth, start = 0, 0
    for place, sign in enumerate(text):
        depth += (sign in _OPENING) - (sign in _CLOSING and depth > 0)
        if sign in _SEPARATORS and (depth == 0 or not any(s in _CLOSING for s in text[place:])):
            yield text[start:place]
            start = place + 1
    yield text[start:]


def _by_blanks(text: str, known: Known) -> Iterator[str]:
    """财政局 发改局 are two, 财 政 局 and 人力资源和社会\\n保障局 are one: a name ends where it is complete."""
    held = ""
    for word in filter(None, _BLANK.split(text)):
        if (
            held
            and len(word) > 1  # letters set apart: 财 政 局
            and (known(held) or looks_like_a_unit(_without_brackets(held)) or looks_like_a_person(held))
            and len(held) > 1
            and word[0] not in _OPENING
        ):
            yield held
            held = word
        else:
            held += word
    if held:
        yield held


def _without_brackets(name: str) -> str:
    return re.sub(r"[（(][^（()）]*[）)]?", "", name)


def _by_and(name: str, known: Known) -> Iterator[str]:
    """财政局和发改局 are two; 人力资源和社会保障局 is one: both sides must be whole names."""
    if known(name):
        yield name
        return
    for found in _AND.finditer(name):
        left, right = name[: found.start()], name[found.end() :]
        if _is_whole(left, known) and _is_whole(right, known):
            yield left
            yield from _by_and(right, known)
            return
    yield name


def _is_whole(name: str, known: Known) -> bool:
    bare = _without_brackets(name)
    return (
        known(name)
        or (len(bare) > 1 and looks_like_a_unit(bare))
        or bool(re.fullmatch(r"(?:各|相关|有关|其他).*", bare))
    )
