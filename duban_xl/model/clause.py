"""A 条款 cell cites articles and rule ids together ("四（一） cangnan-4.1-halfmonth") → the one or the other."""

from functools import lru_cache


def first_rule_id(clause: str) -> str | None:
    """The first rule id that a clause cites: "cangnan-4.1-halfmonth"; None if it cites none."""
    return next((word for word in clause.split() if _is_rule_id(word)), None)


@lru_cache(maxsize=1024)
def articles(clause: str) -> str:
    """The articles that a clause cites, for official documents: "四（一）"."""
    return " ".join(word for word in clause.split() if not _is_rule_id(word))


def _is_rule_id(word: str) -> bool:
    return word.isascii() and "-" in word
