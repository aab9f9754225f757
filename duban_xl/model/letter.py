"""A mail to be sent: to whom, its subject and text, and what is attached."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Attachment:
    """One attached file: the name that the reader sees, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail. `to` may be empty: the clerk then types the address before sending the draft."""

    to: tuple[str, ...]
    subject: str
    body: str  # plain text, lines ended by \n
    sender: str = ""  # address of the office, "" to let the mail program fill it in
    sender_name: str = ""  # what the reader sees instead of the address
    attachments: tuple[Attachment, ...] = ()
