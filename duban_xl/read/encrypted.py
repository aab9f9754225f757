"""The door to msoffcrypto: an encrypted file and its password → the workbook inside it. The password is kept nowhere."""

import re
from io import BytesIO
from typing import Any

from duban_xl.read.ole import streams

OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
NO_REAL_PASSWORD = "VelvetSweatshop"  # Excel's own, for books that it opens without asking
MOST_SPINS = 2_000_000  # rounds of hashing; Excel does 100,000, a hostile file may ask for four billion
SEALED, INFO = "EncryptedPackage", "EncryptionInfo"
_SPINS = re.compile(rb"""spinCount\s*+=\s*+["'](\d++)["']""")


class WrongPassword(Exception):
    """The password does not open the file."""


class CannotDecrypt(Exception):
    """The way in which the file is encrypted is not understood, or it is damaged."""


def decrypted(data: bytes, password: str) -> bytes:
    """The workbook inside of `data`. Raises WrongPassword or CannotDecrypt."""
    import msoffcrypto  # slow to load, and few files are encrypted
    from msoffcrypto.exceptions import InvalidKeyError

    _refuse_endless(data)
    out = BytesIO()
    try:
        sealed: Any = msoffcrypto.OfficeFile(BytesIO(data))
        if sealed.format == "ooxml":
            sealed.load_key(password=password, verify_password=True)
        else:
            sealed.load_key(password=password)
        sealed.decrypt(out)
    except InvalidKeyError as error:
        raise WrongPassword from error
    except Exception as error:  # a damaged file breaks the library in many ways
        raise CannotDecrypt from error
    return out.getvalue()


def _refuse_endless(data: bytes) -> None:
    """Raises CannotDecrypt for a file that would keep the program busy for hours."""
    info = streams(data, INFO).get(INFO, b"")
    if any(len(rounds) > 9 or int(rounds) > MOST_SPINS for rounds in _SPINS.findall(info)):
        raise CannotDecrypt
