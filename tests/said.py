"""The two ends of a pipe between a test and its child: lines of text in, JSON lines out. Nothing is buffered: forks share it."""

import json
import os
from typing import Any

_READ, _WRITE = os.read, os.write  # as they are before anybody watches them


def said(answer: dict[str, Any]) -> None:
    """One JSON line on stdout."""
    data = json.dumps(answer).encode() + b"\n"
    while data:
        data = data[_WRITE(1, data) :]


def heard() -> str:
    """The next line of stdin; "" at its end."""
    line = b""
    while not line.endswith(b"\n"):
        byte = _READ(0, 1)
        if not byte:
            return ""
        line += byte
    return line.decode().strip()
