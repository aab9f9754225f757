"""A document's number as parts: 云督〔2026〕12号 is the twelfth of 云督 in 2026 (GB/T 9704-2012 7.2.5); 2026年第5期 an issue."""

import re
from dataclasses import dataclass
from enum import StrEnum

_NUMBER = re.compile(r"([^〔〕\s]+)〔(\d{4})〕([1-9]\d*)号")
_ISSUE = re.compile(r"(\d{4})年第([1-9]\d*)期(?:（总第([1-9]\d*)期）)?")


class Numbering(StrEnum):
    """How documents of a kind are counted."""

    DOCUMENT = "文号"  # 代字〔2026〕7号: per 代字 and year
    ISSUE = "期号"  # 2026年第7期（总第41期）: per series and year, and over all years
    NONE = ""  # not at all: forms and working papers


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """代字, year and serial; every 代字 counts each calendar year from 1."""

    code: str
    year: int
    serial: int

    @property
    def stem(self) -> str:
        """What all numbers of the 代字 and year begin with."""
        return f"{self.code}〔{self.year}〕"

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return f"{self.stem}{self.serial}号"

    @property
    def room(self) -> str:
        """The number line of a draft."""
        return f"{self.stem} 号"


@dataclass(frozen=True, slots=True, order=True)
class IssueNumber:
    """The issue of a brief: its place in the year, and among all issues ever; 0 where nobody counts these."""

    year: int
    serial: int
    total: int = 0

    @property
    def stem(self) -> str:
        """What all issues of the year begin with."""
        return f"{self.year}年"

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return f"{self.stem}第{self.serial}期" + (f"（总第{self.total}期）" if self.total else "")

    @property
    def room(self) -> str:
        """The number line of a draft."""
        return f"{self.stem}第　期"


Number = DocumentNumber | IssueNumber


def parse_number(text: str) -> Number | None:
    """The parts of a number that is written as it is printed; None for any other spelling."""
    text = text.strip()
    if found := _NUMBER.fullmatch(text):
        return DocumentNumber(found[1], int(found[2]), int(found[3]))
    if found := _ISSUE.fullmatch(text):
        return IssueNumber(int(found[1]), int(found[2]), int(found[3] or 0))
    return None
