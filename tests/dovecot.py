"""A real IMAP server on loopback: Dovecot as a plain process with a folder of its own; every password but one is refused."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from imaplib import IMAP4, Time2Internaldate
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

HOST, USER, PASSWORD = "127.0.0.1", "dcs@office.example", "s3cret-word"
_PROGRAM = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
_CONFIG = """
base_dir = {base}/run
state_dir = {base}/state
log_path = {base}/log
protocols = imap
listen = {host}
ssl = yes
ssl_cert = <{base}/certificate
ssl_key = <{base}/key
disable_plaintext_auth = no
default_internal_user = {internal}
default_login_user = {login}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{base}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={base}/mail
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {secure}
    ssl = yes
  }}
}}
"""


@dataclass(frozen=True, slots=True)
class Dovecot:
    """A running server: its port without and with encryption, and the certificate to be trusted."""

    port: int
    secure: int
    certificate: Path

    def deliver(self, mail: bytes, came_at: datetime, folder: str = "INBOX") -> None:
        """Put a mail into a folder, which is made if need be, as the post would at `came_at`."""
        self.deliver_all({came_at: mail}, folder)

    def deliver_all(self, mails: Mapping[datetime, bytes], folder: str = "INBOX") -> None:
        """Put mails into a folder in their order; the moments are those at which they come."""
        with self._client() as client:
            client.create(folder)
            for came_at, mail in mails.items():
                client.append(folder, "", Time2Internaldate(came_at), mail)

    def flags(self, folder: str = "INBOX") -> list[bytes]:
        """What the server says of the flags of every mail."""
        with self._client() as client:
            client.select(folder, readonly=True)
            return [part for part in client.fetch("1:*", "(FLAGS)")[1] if isinstance(part, bytes)]

    @contextmanager
    def _client(self) -> Generator[IMAP4]:
        with IMAP4(HOST, self.port) as client:
            client.login(USER, PASSWORD)
            yield client


@contextmanager
def dovecot() -> Generator[Dovecot]:
    """The server while it is needed; without the program a test is skipped, and failed where it is required."""
    if _PROGRAM is None:
        (pytest.fail if os.environ.get("DUBAN_REQUIRE_OFFICE") else pytest.skip)("missing: dovecot")
    base = Path(tempfile.mkdtemp(prefix="dovecot-"))
    base.chmod(0o755)  # the server works as other users
    port, secure = _free_ports()
    try:
        _lay_out(base, port=port, secure=secure)
        server = subprocess.Popen([_PROGRAM, "-F", "-c", base / "conf"], stderr=subprocess.DEVNULL)
        try:
            _wait_for(port, server)
            yield Dovecot(port, secure, base / "certificate")
        finally:
            server.terminate()
            server.wait(timeout=20)
    finally:
        shutil.rmtree(base, ignore_errors=True)


def _lay_out(base: Path, *, port: int, secure: int) -> None:
    own = pwd.getpwuid(os.getuid())
    is_root = own.pw_uid == 0
    mail = pwd.getpwnam("daemon") if is_root else own
    for name in ("run", "state", "mail"):
        (base / name).mkdir()
    if is_root:
        os.chown(base / "mail", mail.pw_uid, mail.pw_gid)
    _certify(base)
    group = subprocess.run(["id", "-gn"], capture_output=True, text=True, check=True).stdout.strip()
    config = _CONFIG.format(
        base=base, host=HOST, port=port, secure=secure, password=PASSWORD, uid=mail.pw_uid, gid=mail.pw_gid,
        internal="dovecot" if is_root else own.pw_name, login="dovenull" if is_root else own.pw_name,
        group="dovecot" if is_root else group,
    )  # fmt: skip
    (base / "conf").write_text(config)


def _certify(base: Path) -> None:
    """A certificate that nobody trusts unless he is told to."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, HOST)])
    now = datetime.now(tz=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (base / "key").write_bytes(private)
    (base / "certificate").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as two:
        for each in (one, two):
            each.bind((HOST, 0))
        return one.getsockname()[1], two.getsockname()[1]


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            socket.create_connection((HOST, port), timeout=5).close()
        except ConnectionRefusedError:
            threading.Event().wait(0.02)
        else:
            return
    raise RuntimeError("dovecot did not start")
