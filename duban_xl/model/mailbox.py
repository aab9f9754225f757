"""A mailbox: one folder of a mail server, as a person names it."""

from dataclasses import dataclass

PORT = 993
INBOX = "INBOX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """One folder of a mail server. `encrypted` by default; nobody sends a password openly without saying so."""

    host: str
    user: str
    folder: str = INBOX
    port: int = PORT
    encrypted: bool = True

    @property
    def account(self) -> str:
        """How the account is called in the key ring and in messages."""
        return f"{self.user}@{self.host}"

    @property
    def name(self) -> str:
        """The mailbox in one line, without any secret."""
        return f"imap://{self.user}@{self.host}:{self.port}/{self.folder}"
