"""The door to msoffcrypto: a file's bytes → whether a password keeps it closed."""

from io import BytesIO

OLE_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")


def is_encrypted(data: bytes) -> bool:
    """Whether `data` is an Office file that needs a password to be read; False for anything that can't be told."""
    if not data.startswith(OLE_MAGIC):
        return False
    import msoffcrypto  # slow to load, and only old or encrypted files come here
    from msoffcrypto.exceptions import FileFormatError

    try:
        return bool(msoffcrypto.OfficeFile(BytesIO(data)).is_encrypted())
    except (FileFormatError, OSError, ValueError, KeyError, IndexError):
        return False
