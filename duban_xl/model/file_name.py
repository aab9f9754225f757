"""A text from anywhere → a file name that Windows, macOS and Linux accept and that leads nowhere else."""

import re
import unicodedata

_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]')
_DEVICE_NAMES = frozenset({"CON", "PRN", "AUX", "NUL"} | {f"{port}{n}" for port in ("COM", "LPT") for n in range(10)})
_LETTERS = 80  # Chinese characters that fit both a 255-byte name and a Windows path
_BYTES = 235  # file systems take 255; the name of a file half written is longer by 20
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}$")
_OF_LINKS = str.maketrans("#%", "＃％")
"""In a hyperlink these begin something else than a name."""


def fitted(stem: str, suffix: str) -> str:
    """`stem` and `suffix` as a name: forbidden characters replaced, at most 80 letters, never the name of a device."""
    stem = _FORBIDDEN.sub("_", stem)[: _LETTERS - len(suffix)]
    while len((stem + suffix).encode()) > _BYTES:
        stem = stem[:-1]
    stem = stem.rstrip(" .") or "_"
    if stem.split(".")[0].rstrip().upper() in _DEVICE_NAMES:
        stem = f"_{stem}"
    return stem + suffix


def safe_name(text: str) -> str:
    """The name to store a file under that somebody else named `text`, a path of any system included.

    Only its last part is kept; unseen and turning characters go; it is neither hidden nor a lock file of Excel.
    """
    seen = "".join(letter for letter in unicodedata.normalize("NFC", text) if not is_unseen(letter))
    last = next((part for part in reversed(re.split(r"[\\/]", seen)) if part.strip(" .")), "")
    plain = last.translate(_OF_LINKS).strip().lstrip(".~$ ").rstrip(" .")
    found = _SUFFIX.search(plain)
    suffix = found[0] if found else ""
    return fitted(plain.removesuffix(suffix).strip(), suffix)


def numbered(name: str, number: int) -> str:
    """`name` as the `number`-th of its kind: 表.xlsx → 表(2).xlsx."""
    found = _SUFFIX.search(name)
    suffix = f"({number}){found[0] if found else ''}"
    return fitted(name.removesuffix(found[0] if found else ""), suffix)


def is_unseen(letter: str) -> bool:
    """Controls, formats (zero width, bidi), halves of surrogate pairs, and code points that are never characters."""
    number = ord(letter)
    never = 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE
    return never or unicodedata.category(letter) in {"Cc", "Cf", "Cs"}
