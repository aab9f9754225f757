"""Raw header text of a mail → what its writer meant: encoded words, RFC 2231 parameters, bytes of any Chinese encoding.

Mail programs write attachment names in every way but the standard one. The text comes in as Python's parser keeps it:
bytes beyond ASCII are surrogates.
"""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from quopri import decodestring
from urllib.parse import unquote_to_bytes

LOST = "\ufffd"
_WORD = re.compile(rb"=\?([\w.:+-]{1,40})(?:\*[\w-]*)?\?([bBqQ])\?([^?\s]*(?: [^?\s]*)*)\?=")
_BETWEEN_WORDS = re.compile(rb"(\?=)\s+(?==\?)")
_PARAMETER = re.compile(rb""";\s*([^\s=;*]+)(\*\d+)?(\*)?\s*=\s*("(?:[^"\\]|\\.)*"?|[^;]*)""", re.DOTALL)
_QUOTED = re.compile(rb"\\(.)", re.DOTALL)
_FOLD = re.compile(rb"\r?\n([ \t])")
_ESCAPED = re.compile(rb"%[0-9A-Fa-f]{2}")
_CHARSET = re.compile(rb"([\w.:+-]*)'[\w-]*'(.*)", re.DOTALL)
_OF_GB = frozenset(("gb2312", "gbk", "gb18030", "cp936", "ms936", "936", "xgbk", "gb23121980", "windows936", "euccn"))
_CHINESE = re.compile("[\u3400-\u9fff\u3000-\u303f\uff00-\uffef“”‘’—…·]+")
_MISREAD_AS = ("cp437", "latin-1", "cp1252")


def header_text(raw: str) -> str:
    """A header's value with its encoded words decoded, on one line."""
    return " ".join(_decoded(_bytes(raw)).split())


def parameter(raw: str, name: str) -> str:
    """The parameter `name` of a header's value, "" if it has none: RFC 2231 with or without parts, encoded words, bytes."""
    parts = sorted((part, value, coded) for key, part, value, coded in _parameters(raw) if key == name)
    if not parts:
        return ""
    numbered = [one for one in parts if one[0] >= 0]
    chosen = numbered if numbered and numbered[0][0] == 0 else parts[:1]
    charset = b""
    joined = b""
    for place, (_part, value, coded) in enumerate(chosen):
        if coded and place == 0 and (found := _CHARSET.fullmatch(value)):
            charset, value = found[1], found[2]
        joined += unquote_to_bytes(value) if coded else value
    if charset:
        return guessed(joined, charset.decode("ascii", "replace"))
    text = _decoded(joined)
    return _unescaped(text)


def guessed(data: bytes, charset: str = "") -> str:
    """`data` as text: in its `charset` if that fits, else in UTF-8 or GB18030, whichever fits first."""
    named = _name_of(charset)
    for encoding in filter(None, (named, "utf-8", "gb18030")):
        try:
            return mended(data.decode(encoding))
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return data.decode("gb18030" if named in ("", "gb18030") else "utf-8", "replace")


def mended(text: str) -> str:
    """`text`; Chinese that a program took for a western encoding is read again: "ÏØ½»Í¨¾Ö" → 县交通局."""
    if text.isascii() or _CHINESE.search(text):
        return text
    for misread in _MISREAD_AS:
        for encoding in ("utf-8", "gb18030"):
            try:
                again = text.encode(misread).decode(encoding)
            except UnicodeError:
                continue
            foreign = "".join(letter for letter in again if not letter.isascii())
            if _CHINESE.fullmatch(foreign) and len(foreign) > 1:
                return again
    return text


def _parameters(raw: str) -> Iterator[tuple[str, int, bytes, bool]]:
    """Name, number of the part (-1 if it is whole), value and whether it is percent-encoded, of each parameter."""
    for found in _PARAMETER.finditer(b";" + _bytes(raw).partition(b";")[2]):
        value = found[4].strip()
        if value.startswith(b'"'):
            value = _QUOTED.sub(rb"\1", value[1:].removesuffix(b'"')) if b'\\"' in value else value.strip(b'"')
        part = int(found[2][1:6]) if found[2] else -1
        yield found[1].decode("ascii", "replace").lower(), part, value, bool(found[3])


def _decoded(value: bytes) -> str:
    """Bytes with encoded words. Words of one encoding that follow each other are joined first: some break a letter."""
    value = _BETWEEN_WORDS.sub(rb"\1", value)
    pieces: list[tuple[str, bytes]] = []
    at = 0
    for found in _WORD.finditer(value):
        if found.start() > at:
            pieces.append(("", value[at : found.start()]))
        pieces.append((found[1].decode("ascii").lower(), _word(found[2], found[3])))
        at = found.end()
    if at < len(value):
        pieces.append(("", value[at:]))
    joined: list[tuple[str, bytes]] = []
    for charset, data in pieces:
        if joined and charset and joined[-1][0] == charset:
            joined[-1] = (charset, joined[-1][1] + data)
        else:
            joined.append((charset, data))
    return "".join(guessed(data, charset) for charset, data in joined)


def _word(coding: bytes, text: bytes) -> bytes:
    if coding in b"qQ":
        return decodestring(text.replace(b"_", b" "))
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", text)
    try:
        return b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + b"===")
    except NotBase64:
        return text


def _unescaped(text: str) -> str:
    """A name that was written as in an address: "%E5%8E%BF.xlsx"; left as it is if that gives no Chinese."""
    raw = text.encode("utf-8", "surrogateescape")
    if not _ESCAPED.search(raw):
        return text
    again = guessed(unquote_to_bytes(raw))
    return again if LOST not in again and _CHINESE.search(again) and not _CHINESE.search(text) else text


def _name_of(charset: str) -> str:
    """The Python name of a charset; GB 2312 is always written in its larger forms, "" for one that says nothing."""
    plain = re.sub(r"[^a-z0-9]", "", charset.lower())
    if plain in _OF_GB:
        return "gb18030"
    return "" if plain in ("", "unknown8bit", "default", "ascii", "usascii", "8bit") else charset


def _bytes(raw: str) -> bytes:
    """The header's bytes, its folded lines joined."""
    return _FOLD.sub(rb"\1", raw.encode("utf-8", "surrogateescape"))
