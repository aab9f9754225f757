"""What stands in an 邮箱 cell → mail addresses, and what is none."""

import re
import unicodedata
from dataclasses import dataclass

from duban_xl.model.noun import SEPARATORS

LONGEST, LONGEST_LOCAL = 254, 64
_ADDRESS = re.compile(r"[^\s<>()（）【】《》“”\"'：:]*@[^\s<>()（）【】《》“”\"'：:]*")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?", re.I)
_AROUND_AT = re.compile(r"\s*@\s*")
_PARTS = re.compile(f"[{re.escape(SEPARATORS)}]+")


@dataclass(frozen=True, slots=True)
class Addresses:
    """The mail addresses of a cell, and the parts of it that name an address and are none."""

    good: tuple[str, ...]
    bad: tuple[str, ...]


def addresses(text: str) -> Addresses:
    """The addresses in a cell as people fill it: several, full-width signs, a name before or around an address."""
    good: list[str] = []
    bad: list[str] = []
    plain = _AROUND_AT.sub("@", unicodedata.normalize("NFKC", text)).replace("。", ".")
    for part in _PARTS.split(plain):
        found = _ADDRESS.search(part)
        address = valid_address(found[0]) if found else ""
        if address:
            good.append(address)
        elif found:
            bad.append(part)
    if text.strip() and not good and not bad:
        bad.append(text.strip())
    return Addresses(tuple(dict.fromkeys(good)), tuple(dict.fromkeys(bad)))


def valid_address(text: str) -> str:
    """The address as a mail carries it (a Chinese domain in its ASCII form); "" if it is none."""
    local, _, domain = text.strip().rpartition("@")
    try:
        plain = domain.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
    whole = f"{local}@{plain}"
    fits = len(local) <= LONGEST_LOCAL and len(whole) <= LONGEST
    return whole if fits and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(plain) else ""


def domain_of(address: str) -> str:
    """The part behind the @; "" if there is none."""
    return address.rpartition("@")[2] if "@" in address else ""
