"""A mail server on this machine that keeps what it is sent, and misbehaves as a test asks."""

import asyncio
import email
import ipaddress
import ssl
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from threading import Thread
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

PASSWORD = "abc-123"
ACCOUNT = "dcs@county.example"


@dataclass
class Sink:
    """What came: each mail with its receivers; `refuse` and the other lists say what the server does not want."""

    refuse: set[str] = field(default_factory=set)  # receivers
    refuse_text: str = ""  # of subjects that are refused after the text
    drop_after: set[str] = field(default_factory=set)  # receivers after whose text the connection breaks
    mails: list[tuple[tuple[str, ...], EmailMessage]] = field(default_factory=list)
    port: int = 0

    def receivers(self) -> list[str]:
        """Everybody who got a mail, in the order of sending."""
        return [address for to, _mail in self.mails for address in to]

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuse:
            return "550 邮箱不存在"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        mail = cast(EmailMessage, email.message_from_bytes(cast(bytes, envelope.content), policy=default))
        if self.refuse_text and self.refuse_text in str(mail["Subject"]):
            return "554 5.7.1 message\x1b[31m rejected"
        self.mails.append((tuple(envelope.rcpt_tos), mail))
        if self.drop_after & set(envelope.rcpt_tos):
            assert server.transport is not None
            server.transport.abort()
        return "250 OK"


@contextmanager
def sink(
    *, login: bool = False, starttls: ssl.SSLContext | None = None, at_once: ssl.SSLContext | None = None
) -> Generator[Sink]:
    """A server on a free port of this machine for the length of the block."""

    def knows(_server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: object) -> AuthResult:
        good = isinstance(data, LoginPassword) and data == LoginPassword(ACCOUNT.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)

    kept = Sink()
    options: dict[str, Any] = {"tls_context": starttls, "require_starttls": bool(starttls), "enable_SMTPUTF8": True}
    if login:
        options |= {"authenticator": knows, "auth_required": True, "auth_require_tls": False}
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()

    async def listen() -> asyncio.Server:
        made = lambda: SMTP(kept, hostname="localhost", loop=loop, **options)  # noqa: E731
        return await loop.create_server(made, "127.0.0.1", 0, ssl=at_once)

    server = asyncio.run_coroutine_threadsafe(listen(), loop).result()
    kept.port = server.sockets[0].getsockname()[1]
    try:
        yield kept
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def certificate(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's certificate for this machine, and the file that a client must trust."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(names, critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "server.pem", folder / "server.key"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public
