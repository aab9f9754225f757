"""Title and 主送机关 (7.3.1, 7.3.2)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from tests.gongwen.items import EVERY, OFFICIAL, item
from tests.gongwen.page import FANGSONG, XIAOBIAOSONG
from tests.gongwen.reader import Docx, Paragraph, ems
from tests.gongwen.spacing import blank_above, is_blank_lines

# Words that a title must not be broken in; what official titles are made of.
WORDS = (
    "关于", "督查", "督办", "通报", "通知", "情况", "落实", "工作", "事项", "重点", "季度", "年度", "办理", "整改", "整治", "推进",
    "进展", "扣分", "考核", "任务", "问题", "反馈", "贯彻", "开展", "加快", "项目", "建设", "改造", "污水", "管网", "报告", "请示",
    "批示", "交办", "提醒", "催办", "约谈", "延期", "审批", "销号", "回执", "名单", "专项", "实施", "方案", "要点", "意见", "民生",
    "县委", "县政府", "市委", "市政府", "办公室", "督查室", "中共", "人民政府",
)  # fmt: skip
KINDS = re.compile(
    r"(决议|决定|令|公报|公告|通告|意见|通知|通知书|通知单|通报|报告|请示|批复|议案|函|纪要|专报|建议书?|单|书|方案|要点|计划|清单|表|预警)$"
)


def titles(document: Docx) -> list[Paragraph]:
    """The title; one for a document."""
    return document.named("公文标题")


@item("G43", "7.3.1")
def title_is_not_2_xiaobiaosong(document: Docx) -> Iterator[str]:
    """2号 小标宋, and it is there."""
    if not titles(document):
        yield "no title"
    for paragraph in titles(document):
        for run in paragraph.runs:
            if run.points != 22 or run.east not in XIAOBIAOSONG:
                yield f"{run.points} pt {run.east}"


@item("G44", "7.3.1")
def title_is_not_centred(document: Docx) -> Iterator[str]:
    """In the middle, without indents or blanks that would move it."""
    for p in titles(document):
        if p.align != "center" or p.left or p.right or p.first or any(s != s.strip() for s in p.text.split("\n")):
            yield f"{p.align}, {p.left}/{p.right}/{p.first}: {p.name}"


@item("G45", "7.3.1", OFFICIAL)
def title_is_not_two_lines_below(document: Docx) -> Iterator[str]:
    """2 blank lines below the red rule, in a letter below the element above."""
    for paragraph in titles(document)[:1]:
        lines = blank_above(document, paragraph)
        if not is_blank_lines(lines, 2):
            yield f"{lines:.1f} lines"


@item("G46", "7.3.1")
def title_line_is_too_long(document: Docx) -> Iterator[str]:
    """A line of 22 pt letters has room for 20; a longer one breaks where the program likes."""
    for paragraph in titles(document):
        yield from (line for line in paragraph.text.split("\n") if ems(line) > 20.1)


@item("G47", "7.3.1")
def title_leaves_one_letter_alone(document: Docx) -> Iterator[str]:
    """No line of one or two letters."""
    for paragraph in titles(document):
        lines = paragraph.text.split("\n")
        yield from (line for line in lines if len(lines) > 1 and ems(line) < 3)


@item("G48", "7.3.1")
def title_is_an_hourglass(document: Docx) -> Iterator[str]:
    """Trapezoid or diamond: no line shorter than both neighbours."""
    for paragraph in titles(document):
        wide = [ems(line) for line in paragraph.text.split("\n")]
        for place in range(1, len(wide) - 1):
            if wide[place] + 1 < min(wide[place - 1], wide[place + 1]):
                yield f"{wide}"


@item("G49", "7.3.1")
def title_splits_a_word(document: Docx) -> Iterator[str]:
    """词意完整: no break inside a word, a number, before 的 or a closing mark, after an opening one."""
    for paragraph in titles(document):
        lines = paragraph.text.split("\n")
        for before, after in pairwise(lines):
            cut = "" if _may_break(before, after) else "|"
            if cut := cut or next((word for word in WORDS if _is_cut(word, before, after)), ""):
                yield f"{before}|{after}: {cut}"


def _may_break(before: str, after: str) -> bool:
    number = re.search("[0-9A-Za-z.]$", before) and re.match("[0-9A-Za-z.%年月日]", after)
    return after[:1] not in "的》”）〕】、，。；：" and before[-1:] not in "《“（〔【第" and not number


def _is_cut(word: str, before: str, after: str) -> bool:
    return any(before.endswith(word[:k]) and after.startswith(word[k:]) for k in range(1, len(word)))


@item("G50", "条例 9-7", OFFICIAL)
def title_does_not_end_in_a_kind(document: Docx) -> Iterator[str]:
    """发文机关 + 事由 + 文种."""
    for paragraph in titles(document):
        text = paragraph.text.replace("\n", "")
        if not KINDS.search(text.removesuffix("）").split("（")[0]):
            yield text


@item("G51", "7.3.1")
def title_has_punctuation(document: Docx) -> Iterator[str]:
    """None but 《》, “”, （）, 、 and the like within; none at the end."""
    for paragraph in titles(document):
        if re.search("[，。；：！？,.;:!?]", re.sub(r"\d[.:]\d", "", paragraph.text)):
            yield paragraph.text


# ---- 主送机关 -------------------------------------------------------------------------------------------------------


@item("G52", "7.3.2", OFFICIAL)
def recipients_do_not_end_in_a_colon(document: Docx) -> Iterator[str]:
    """One full-width colon, after the last; without 主送机关 it stands in 版记."""
    found = document.named("主送机关")
    if not found and not any(p.text.startswith("主送：") for p in document.named("抄送")):
        yield "no 主送机关"
    for paragraph in found:
        if not paragraph.text.endswith("：") or paragraph.text.count("：") != 1 or len(paragraph.text) < 2:
            yield paragraph.text


@item("G53", "7.3.2", OFFICIAL)
def recipients_are_not_3_fangsong_flush_left(document: Docx) -> Iterator[str]:
    """3号 仿宋, at the left edge, on further lines too."""
    for p in document.named("主送机关"):
        if p.left or p.first or p.right or p.align not in ("left", "both"):
            yield f"{p.align}, {p.left}/{p.first}"
        yield from (f"{r.points} pt {r.east}" for r in p.runs if r.points != 16 or r.east not in FANGSONG)


@item("G54", "7.3.2", OFFICIAL)
def recipients_are_not_one_line_below_the_title(document: Docx) -> Iterator[str]:
    """1 blank line."""
    for paragraph in document.named("主送机关"):
        lines = blank_above(document, paragraph)
        if not is_blank_lines(lines, 1):
            yield f"{lines:.1f} lines"


@item("G55", "7.3.3", EVERY)
def text_is_missing(document: Docx) -> Iterator[str]:
    """There is a text, or in a form a table; an official document without one is none."""
    style = "表文" if document.layout == "表单" else "公文正文"
    if not any(p.text.strip() for p in document.named(style)):
        yield f"no {style}"
