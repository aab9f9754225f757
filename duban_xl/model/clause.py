"""A 条款 cell cites articles and rule ids together ("四（一） cangnan-4.1-halfmonth") → the one or the other."""


def rule_ids(clause: str) -> str | None:
    """The rule ids that a clause cites, for explanations: "cangnan-4.1-halfmonth"; None if it cites none."""
    return " ".join(word for word in clause.split() if _is_rule_id(word)) or None


def articles(clause: str) -> str:
    """The articles that a clause cites, for official documents: "四（一）"."""
    return " ".join(word for word in clause.split() if not _is_rule_id(word))


def _is_rule_id(word: str) -> bool:
    return word.isascii() and "-" in word
