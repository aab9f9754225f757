"""A 条款 cell of the ledger → the article with the name of its document, as an official document quotes it."""

import re

_ANNEX = "附件"
_ARTICLE = re.compile(r"第[〇零一二三四五六七八九十百\d]+条")
_CONVENTION = re.compile(r"（[^（）]*约定[^（）]*）")


def method_title(name: str) -> str:
    """The name of a method with its 书名号; "" stays empty."""
    return f"《{name.strip('《》')}》" if name else ""


def short_article(clause: str) -> str:
    """The article within its document: "附件第八条" → 第八条. The method is the annex of an opinion, not of the circular."""
    return "、".join(part.removeprefix(_ANNEX) for part in _parts(clause))


def full_articles(clause: str, method: str) -> str:
    """The articles of the method with its name: "二（三）、附件第七条", 《考核办法》 → 《考核办法》第七条.

    Articles of other documents stay out unless the cell names them: a bare 二（三） tells a reader nothing.
    """
    named = [_named(part, method) for part in _parts(clause)]
    return "、".join(part for part in named if part)


def _named(part: str, method: str) -> str:
    if "《" in part:
        return part
    article = part.removeprefix(_ANNEX)
    return f"{method}{article}" if method and _ARTICLE.match(article) else ""


def _parts(clause: str) -> list[str]:
    """The articles of a cell; a remark on our own conventions is no article."""
    return [part.strip() for part in _CONVENTION.sub("", clause).split("、") if part.strip()]
