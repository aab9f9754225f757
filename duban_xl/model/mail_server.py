"""The server that mails leave by, as 参数 names it."""

from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address


class Security(StrEnum):
    """How the connection is encrypted."""

    SSL = "SSL"
    STARTTLS = "STARTTLS"
    NONE = "无"


USUAL_PORTS = {Security.SSL: 465, Security.STARTTLS: 587, Security.NONE: 25}


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Where and as whom to send, and how many mails a minute."""

    host: str
    port: int
    security: Security
    account: str  # the address that mails come from, and the name to log in with
    name: str  # what the reader sees
    per_minute: int

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def is_this_machine(host: str) -> bool:
    """Whether what is sent to `host` never leaves the machine."""
    if host.casefold() == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
