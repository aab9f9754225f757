"""A matter → what 条件 of 办理要素 may ask about it, as far as its row tells."""

from duban_xl.model.ledger import Ledger
from duban_xl.model.lifecycle import TRACKED
from duban_xl.model.matter import Matter
from duban_xl.model.method import RequiredItem


def situation_of(matter: Matter) -> frozenset[str]:
    """The conditions that the matter fulfils. What only a person can tell (重大, 查处 …) is never among them."""
    told = (
        ("多单位", bool(matter.supporting)),
        ("重点督办", matter.is_key is True),
        ("紧急", matter.is_urgent),
        ("滚动", matter.status == TRACKED),
    )
    return frozenset(condition for condition, fulfilled in told if fulfilled)


def code_of(ledger: Ledger, matter: Matter | None) -> str:
    """The code of the matter's category; "" if nobody knows it."""
    category = ledger.category(matter.category) if matter else None
    return category.code if category else ""


def applies(item: RequiredItem, code: str, situation: frozenset[str]) -> bool:
    """Whether the item is demanded of a matter with that category in that situation."""
    return item.covers(code) and (not item.condition or item.condition in situation)
