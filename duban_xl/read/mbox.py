"""A mailbox file (mbox) of any size → its messages one after the other; never more than one of them is in memory."""

import re
from collections.abc import Iterator
from pathlib import Path

from duban_xl.read.mail import MOST_MAIL

_BEGINS = re.compile(rb"From [^\r\n]*\d{4}\s*$")
_MARKED = re.compile(rb">+From ")
_LONGEST_LINE = 1 << 20


def is_mbox(head: bytes) -> bool:
    """Whether a file that begins with `head` is a mailbox."""
    return bool(_BEGINS.match(head.split(b"\n", 1)[0]))


def messages_in(path: Path) -> Iterator[bytes | None]:
    """Each message of the mailbox; None for one that is absurdly large. Raises OSError."""
    lines: list[bytes] = []
    size, is_first, after_blank = 0, True, True
    with path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            if after_blank and _BEGINS.match(line):
                if not is_first:
                    yield _message(lines, size)
                lines, size, is_first = [], 0, False
            else:
                size += len(line)
                if size <= MOST_MAIL:
                    lines.append(line[1:] if _MARKED.match(line) else line)
                else:
                    lines.clear()
            after_blank = not line.strip()
    if not is_first:
        yield _message(lines, size)


def _message(lines: list[bytes], size: int) -> bytes | None:
    return b"".join(lines) if size <= MOST_MAIL else None
