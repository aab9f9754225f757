"""An address like imap://account@server:port/folder → the mailbox meant, None if it is none."""

from urllib.parse import unquote, urlsplit

from duban_xl.model.mailbox import INBOX, PORT, Mailbox

SCHEMES = frozenset(("imap", "imaps"))


def is_mailbox(text: str) -> bool:
    """Whether `text` is meant to be the address of a mailbox."""
    return text.partition("://")[0].lower() in SCHEMES and "://" in text


def parse_mailbox(text: str, *, encrypted: bool = True) -> Mailbox | None:
    """The mailbox at `text`; None without account, server or a possible port. A password in it is not accepted."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return None
    user, at, _server = parts.netloc.rpartition("@")
    if parts.scheme.lower() not in SCHEMES or not at or not user or not parts.hostname or ":" in user:
        return None
    return Mailbox(
        host=parts.hostname,
        user=unquote(user),
        folder=unquote(parts.path.strip("/")) or INBOX,
        port=port or PORT,
        encrypted=encrypted,
    )
