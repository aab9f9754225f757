"""A document's number as parts: 云督〔2026〕12号 is the twelfth of 云督 in 2026 (GB/T 9704-2012 7.2.5)."""

import re
from dataclasses import dataclass

_NUMBER = re.compile(r"([^〔〕\s]+)〔(\d{4})〕([1-9]\d*)号")


@dataclass(frozen=True, slots=True, order=True)
class DocumentNumber:
    """代字, year and serial; every 代字 counts each calendar year from 1."""

    code: str
    year: int
    serial: int

    @property
    def text(self) -> str:
        """The number as it is printed."""
        return f"{self.code}〔{self.year}〕{self.serial}号"


def parse_document_number(text: str) -> DocumentNumber | None:
    """The parts of a number that is written as the standard prints it; None for any other spelling."""
    found = _NUMBER.fullmatch(text.strip())
    return DocumentNumber(found[1], int(found[2]), int(found[3])) if found else None
