"""A 条款 cell of the ledger → the article with the name of its document, as an official document quotes it."""

import re

from duban_xl.catalogue import wording
from duban_xl.model.clause import articles, first_rule_id
from duban_xl.model.ledger import Ledger
from duban_xl.model.rule_index import index_of
from duban_xl.score.words import TITLE, Words

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


def cited(ledger: Ledger, clause: str) -> str:
    """What a cell cites, articles or only the number of a rule, in words: "weinan-16-1-yuetan" → 督查工作制度十六（一）.

    The name of the method stands only before its own articles (第…条); "" where neither cell nor rule names an article.
    """
    rule = index_of(ledger.rules).by_id(first_rule_id(clause) or "")
    said = articles(clause) or (articles(rule.article) if rule else "")
    method = method_title(Words(ledger.rulebook.settings).text(TITLE)) or wording.OWN_METHOD
    parts = (_named(part, method) or f"{wording.OWN_METHOD}{part}" for part in _parts(said))
    return "、".join(dict.fromkeys(parts))


def _named(part: str, method: str) -> str:
    if "《" in part:
        return part
    article = part.removeprefix(_ANNEX)
    return f"{method}{article}" if method and _ARTICLE.match(article) else ""


def _parts(clause: str) -> list[str]:
    """The articles of a cell; a remark on our own conventions is no article."""
    return [part.strip() for part in _CONVENTION.sub("", clause).split("、") if part.strip()]
