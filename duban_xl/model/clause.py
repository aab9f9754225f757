"""A 条款 cell cites articles and rule ids together ("四（一） cangnan-4.1-halfmonth") → the articles alone."""


def articles(clause: str) -> str:
    """The articles that a clause cites, for official documents: "四（一）"."""
    return " ".join(word for word in clause.split() if not _is_rule_id(word))


def _is_rule_id(word: str) -> bool:
    return word.isascii() and "-" in word
