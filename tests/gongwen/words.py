"""Numbers, dates, punctuation in everything that is read (7.3.5.4, GB/T 15834, GB/T 15835)."""

import re
from collections.abc import Iterator

from tests.gongwen.items import item
from tests.gongwen.reader import Docx

HAN = "\u3400-\u9fff"
PAIRS = ("“”", "‘’", "《》", "〈〉", "（）", "〔〕", "【】")
CITED = re.compile(rf"[{HAN}][\[［【（(〔]\s*(?:19|20)\d\d\s*[\]］】）)〕]\s*(?:第\s*)?\d+\s*号")
RIGHT_CITED = re.compile(rf"[{HAN}]〔\d{{4}}〕[1-9]\d*号")


def texts(document: Docx) -> Iterator[str]:
    """What is read in body, headers and footers, paragraph by paragraph."""
    yield from (p.text for p in (*document.paragraphs, *document.edges) if p.text.strip())


def _search(document: Docx, pattern: str) -> Iterator[str]:
    for text in texts(document):
        for found in re.finditer(pattern, text):
            yield text[max(0, found.start() - 6) : found.end() + 6]


@item("G71", "GB/T 15834")
def quotes_are_straight(document: Docx) -> Iterator[str]:
    """“” and ‘’, never " or '."""
    yield from _search(document, "[\"'＂＇]")


@item("G72", "GB/T 15834")
def brackets_are_half_width(document: Docx) -> Iterator[str]:
    """（） at Chinese letters."""
    yield from _search(document, rf"[{HAN}][(\[]|[)\]][{HAN}]|[(\[][{HAN}]|[{HAN}][)\]]")


@item("G73", "GB/T 15834")
def punctuation_is_half_width(document: Docx) -> Iterator[str]:
    """，。；：？！ after a Chinese letter."""
    yield from _search(document, rf"[{HAN}”》）][,;:?!]|[{HAN}][.](?!\d)")


@item("G74", "GB/T 15834")
def dash_or_ellipsis_is_not_of_two(document: Docx) -> Iterator[str]:
    """……and ——; one — only stands for a range, an empty cell or beside a page number."""
    yield from _search(document, rf"(?<!…)…(?!…)|[{HAN}]—(?!—)(?=[{HAN}])|\.\.\.|。。|--|[{HAN}]-[{HAN}]")


@item("G75", "GB/T 15834")
def marks_are_not_paired(document: Docx) -> Iterator[str]:
    """Every quote, bracket and title mark is closed in its paragraph."""
    for text in texts(document):
        for opening, closing in PAIRS:
            if text.count(opening) != text.count(closing):
                yield f"{opening}{closing}: {text[:30]}"


@item("G76", "GB/T 15834")
def punctuation_is_doubled(document: Docx) -> Iterator[str]:
    """No two stops in a row, none after an opening mark."""
    yield from _search(document, "[，。；：、？！][，。；：、]|[“‘（《][，。；：、]|“”|（）|《》")


@item("G77", "GB/T 15834")
def sentence_does_not_end(document: Docx) -> Iterator[str]:
    """A paragraph of the text ends in a stop; a line to be filled in has wide blanks."""
    for p in document.named("公文正文", "三级标题", "四级标题"):
        is_line = bool(p.text.strip()) and not p.in_table and "\u3000\u3000" not in p.text
        if is_line and not re.search("[。；：？！…][”’）》]?$", p.text.rstrip()):
            yield p.name


@item("G78", "GB/T 15834")
def blank_between_chinese_letters(document: Docx) -> Iterator[str]:
    """Chinese words are not parted by blanks; an open number and forms to fill in have wide ones."""
    yield from _search(document, rf"(?<=[{HAN}，。；：、]) +(?=[{HAN}])|\xa0|[ ]{{2,}}")


@item("G79", "7.3.5.4")
def date_is_padded(document: Docx) -> Iterator[str]:
    """2025年4月8日, not 04月08日."""
    yield from _search(document, r"年0\d月|月0\d日")


@item("G80", "GB/T 15835")
def date_says_number_for_day(document: Docx) -> Iterator[str]:
    """日, not 号."""
    yield from _search(document, r"\d月\d{1,2}号")


@item("G81", "GB/T 15835")
def year_is_cut_short(document: Docx) -> Iterator[str]:
    """2025年, not 25年 (a span of years is said in other words)."""
    yield from _search(document, r"(?<![\d.])\d{2}年(?=\d{1,2}月|[上下]半年|第[一二三四]季度)")


@item("G82", "GB/T 15835")
def date_is_not_in_words(document: Docx) -> Iterator[str]:
    """年月日, not 2025-04-08, 2025/4/8 or 2025.4.8; not 二〇二五年 either."""
    yield from _search(document, r"(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}|[一二三四五六七八九〇零○]{4}年")


@item("G83", "GB/T 15835")
def value_of_a_program(document: Docx) -> Iterator[str]:
    """None, nan, True, times and objects as a program says them."""
    words = "None|nan|NaN|NaT|NULL|null|inf|True|False|Decimal|datetime|Timestamp"
    yield from _search(document, rf"(?<![A-Za-z])({words})(?![A-Za-z])|\d\d:\d\d:\d\d|#(REF!|N/A|DIV/0!|VALUE!)")


@item("G84", "GB/T 15835")
def number_has_idle_decimals(document: Docx) -> Iterator[str]:
    """95, not 95.0; no 0.30000000000000004 and no 1e-05."""
    yield from _search(document, r"(?<![\d.])\d+\.0+(?![\d.])|\d\.\d{7,}|\d[eE][+-]\d\d")


@item("G85", "GB/T 15835")
def range_has_one_percent_sign(document: Docx) -> Iterator[str]:
    """63%～68%: on both ends."""
    yield from _search(document, r"(?<![\d.%])\d+(?:\.\d+)?[～—~至-]+\d+(?:\.\d+)?%")


@item("G86", "GB/T 15835")
def range_has_a_hyphen(document: Docx) -> Iterator[str]:
    """～ or —, not - or ~ between numbers and dates."""
    yield from _search(document, r"\d%?~\d|\d[年月日%]-\d")


@item("G87", "GB/T 15835")
def digits_are_full_width(document: Docx) -> Iterator[str]:
    """Arabic digits and Latin letters are half-width."""
    yield from _search(document, "[０-９Ａ-Ｚａ-ｚ％]")


@item("G88", "7.2.5")
def cited_number_is_misspelt(document: Docx) -> Iterator[str]:
    """×政办发〔2025〕3号 wherever a number is cited."""
    for text in texts(document):
        for found in CITED.finditer(text):
            if not RIGHT_CITED.fullmatch(found[0]):
                yield found[0]


@item("G89", "条例 42")
def repealed_rule_is_cited(document: Docx) -> Iterator[str]:
    """《国家行政机关公文处理办法》 and the edition of 1999 are repealed."""
    yield from _search(document, "国家行政机关公文处理办法|GB/T 9704-1999|中国共产党机关公文处理条例")


@item("G90", "7.3.3")
def tag_of_the_template_is_left(document: Docx) -> Iterator[str]:
    """No {{ }}, {% %}, ｛｛ ｝｝, no paragraph of a template's own."""
    yield from _search(document, r"\{\{.*?\}\}|\{%.*?%\}|｛｛.*?｝｝")
    yield from (p.name for p in document.named("模板标记"))


@item("G91", "7.3.5.5")
def page_says_it_has_no_text(document: Docx) -> Iterator[str]:
    """此页无正文 is no remedy of this standard."""
    yield from _search(document, "此页无正文")
