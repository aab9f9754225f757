"""The door to keyring: an account → its password, from the environment or the system's key ring; never from a file."""

import os
from collections.abc import Mapping

SERVICE = "duban-xl"
IMAP_PASSWORD = "DUBAN_IMAP_PASSWORD"


def password_of(account: str, variable: str, environment: Mapping[str, str] = os.environ) -> str | None:
    """The password of `account`: the environment's `variable`, else what the key ring holds; None if neither knows it."""
    if given := environment.get(variable):
        return given
    try:
        import keyring
    except ImportError:
        return None
    try:
        return keyring.get_password(SERVICE, account) or None
    except Exception:  # no key ring, a locked one, or one that talks to a desktop that is not there
        return None
