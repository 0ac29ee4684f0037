"""SMTP: STARTTLS, TLS, or plain to this machine itself; password or token; every answer of the server understood."""

from __future__ import annotations

import os
import re
import shlex
import smtplib
import socket
import ssl
import subprocess
from base64 import b64encode
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from kesu_xl.mail.config import MailConfig
from kesu_xl.mail.delivery import Delivered, Envelope, Permanent, Setup, Silent, Temporary, Uncertain
from kesu_xl.wording import Ref, Said

__all__ = ["Smtp", "greeting"]

_TEMPORARY: Final = range(400, 500)
_MACHINE: Final = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9-]*[A-Za-z0-9]")
#: Seconds for the command that prints a token.
_TOKEN_PATIENCE: Final = 30


@dataclass(frozen=True, slots=True)
class Smtp:
    """A server as kesu.toml names it.

    Attributes:
        config: Host, port, security, user.
        password: Returns the password when the server asks for one; "" where there is none.
        timeout: Seconds that the server may be silent.
    """

    config: MailConfig
    password: Callable[[], str]
    timeout: float = 60

    def send(self, mail: bytes, envelope: Envelope, handing: Callable[[], None]) -> Delivered:
        """Send one mail; see `Transport.send`."""
        server = self._connected()
        try:
            limit = server.esmtp_features.get("size", "")
            if limit.isdigit() and 0 < int(limit) < len(mail):
                raise Permanent(Ref("mail.too_large", size=_megabytes(len(mail)), limit=_megabytes(int(limit))))
            return _handed_over(server, self.config.host, mail, envelope, handing)
        finally:
            # the mail's fate is known: whatever the server does with the farewell changes nothing
            with suppress(smtplib.SMTPException, OSError):
                server.quit()
            server.close()

    def try_out(self) -> str:
        """Log in and out again, and return what the server calls itself.

        Raises:
            NotSent: It cannot be reached, or does not let us in.
        """
        server = self._connected()
        said = (server.ehlo_resp or server.helo_resp or b"").decode("utf-8", "replace").splitlines()
        with suppress(smtplib.SMTPException, OSError):
            server.quit()
        return said[0] if said else self.config.host

    def _connected(self) -> smtplib.SMTP:
        config, context = self.config, ssl.create_default_context()
        own = greeting(socket.getfqdn())
        server: smtplib.SMTP | None = None
        try:
            if config.security == "tls":
                server = smtplib.SMTP_SSL(config.host, config.port, own, timeout=self.timeout, context=context)
            else:
                server = smtplib.SMTP(config.host, config.port, own, timeout=self.timeout)
            server.ehlo_or_helo_if_needed()
            if config.security == "starttls":
                if not server.has_extn("starttls"):
                    raise Setup(Ref("mail.no_starttls", host=config.host))
                server.starttls(context=context)
                server.ehlo()
            self._log_in(server)
        except BaseException as error:
            if server is not None:
                server.close()
            if isinstance(error, UnicodeError):  # what is written there can be the name of no machine
                raise Setup(Ref("mail.no_such_host", host=config.host)) from error
            if isinstance(error, smtplib.SMTPException | OSError):
                raise self._unreachable(error) from error
            raise
        return server

    def _log_in(self, server: smtplib.SMTP) -> None:
        config = self.config
        if not config.user:
            return
        if config.token_command:
            token = _token(config.token_command)
            code, words = server.docmd("AUTH", "XOAUTH2 " + b64encode(
                f"user={config.user}\x01auth=Bearer {token}\x01\x01".encode()).decode("ascii"))  # fmt: skip
            if code == 334:  # the server's reasons; it wants an empty line before it says no
                code, words = server.docmd("")
            if code != 235:
                raise Setup(Ref("mail.wrong_token", host=config.host, reply=_reply(code, words)))
            return
        password = self.password()
        if not password:
            raise Setup(Ref("mail.no_password", user=config.user, host=config.host))
        if not (config.user + password).isascii():
            # smtplib says it in an error that quotes the password
            raise Setup(Ref("mail.login_not_ascii", user=config.user, host=config.host))
        server.login(config.user, password)

    def _unreachable(self, error: smtplib.SMTPException | OSError) -> Setup | Temporary:
        config = self.config
        where = f"{config.host}:{config.port}"
        if isinstance(error, ssl.SSLCertVerificationError):
            return Setup(Ref("mail.bad_certificate", host=config.host, detail=error.verify_message))
        if isinstance(error, ssl.SSLError):
            return Setup(Ref("mail.no_tls", host=where, security=config.security, detail=error.reason or str(error)))
        if isinstance(error, smtplib.SMTPAuthenticationError):
            reply = _reply(error.smtp_code, error.smtp_error)
            if error.smtp_code in _TEMPORARY:
                return Temporary(Ref("mail.replied", host=config.host, reply=reply))
            return Setup(Ref("mail.wrong_password", user=config.user, host=config.host, reply=reply))
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return Setup(Ref("mail.no_login", host=config.host))
        if isinstance(error, smtplib.SMTPResponseException):
            return Temporary(Ref("mail.replied", host=config.host, reply=_reply(error.smtp_code, error.smtp_error)))
        if isinstance(error, socket.gaierror):
            return Temporary(Ref("mail.no_such_host", host=config.host))
        # smtplib turns silence after the connection into another error
        if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
            return Silent(Ref("mail.silent", host=where, seconds=f"{self.timeout:g}"))
        return Temporary(Ref("mail.no_server", host=where, detail=getattr(error, "strerror", None) or str(error)))


def greeting(machine: str) -> str:
    """Return what this machine calls itself at a server: its name, where SMTP knows such names.

    Names in Chinese are none, nor are those with an underscore, which Windows allows and servers refuse.
    """
    return machine if _MACHINE.fullmatch(machine) else "[127.0.0.1]"


def _handed_over(
    server: smtplib.SMTP, host: str, mail: bytes, envelope: Envelope, handing: Callable[[], None]
) -> Delivered:
    try:
        options = ["BODY=8BITMIME"] if server.has_extn("8bitmime") else []
        if server.has_extn("size"):
            options.append(f"SIZE={len(mail)}")
        _accepted(host, *server.mail(envelope.sender, options))
        later: dict[str, Said] = {}
        refused: dict[str, Said] = {}
        for address in envelope.to:
            code, words = server.rcpt(address)
            if code not in (250, 251):
                group = later if code in _TEMPORARY else refused
                group[address] = Ref("mail.replied", host=host, reply=_reply(code, words))
        if len(later) + len(refused) == len(envelope.to):
            reason = Ref("mail.nobody", reasons=[Ref("mail.of_address", address=address, reason=said)
                                                 for address, said in {**later, **refused}.items()])  # fmt: skip
            raise Temporary(reason) if later else Permanent(reason)
        # not smtplib's own `data`: it would not tell on which side of the final dot the connection broke
        code, words = server.docmd("data")
        if code != 354:
            _accepted(host, code if code >= 300 else 500, words)
        server.send(_dotted(mail))
        handing()
    except (smtplib.SMTPException, OSError) as error:
        raise Temporary(Ref("mail.broken_off", host=host, detail=str(error))) from error
    try:
        code, words = server.docmd(".")
    except (smtplib.SMTPException, OSError) as error:
        raise Uncertain(Ref("mail.no_answer", host=host, detail=str(error) or type(error).__name__)) from error
    if not 200 <= code < 600:  # what came is no answer of SMTP
        raise Uncertain(Ref("mail.no_answer", host=host, detail=_reply(code, words)))
    _accepted(host, code, words)
    return Delivered(_reply(code, words), later, refused)


def _dotted(mail: bytes) -> bytes:
    """Return a message as DATA wants it: CRLF at every end of line, no line that is a dot alone."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", mail)
    lines = re.sub(rb"(?m)^\.", b"..", lines)
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _accepted(host: str, code: int, words: bytes | str) -> None:
    if 200 <= code < 300:
        return
    reason = Ref("mail.replied", host=host, reply=_reply(code, words))
    if code == 552 or (code == 554 and b"size" in (words if isinstance(words, bytes) else words.encode())):
        reason = Ref("mail.too_large_said", reason=reason)
    raise Temporary(reason) if code in _TEMPORARY or code < 200 else Permanent(reason)


def _token(command: str) -> str:
    # Windows takes a command line as it is written, backslashes included
    words = command if os.name == "nt" else shlex.split(command)
    name = command.split()[0]
    try:
        # nobody is there to answer its questions
        done = subprocess.run(
            words, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_TOKEN_PATIENCE, check=True
        )
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        # what the command printed may be a secret
        raise Setup(Ref("mail.no_token", command=name, kind=type(error).__name__)) from None
    token = done.stdout.strip()
    if not token or any(letter.isspace() or not letter.isprintable() for letter in token):
        raise Setup(Ref("mail.no_token", command=name, kind="?"))
    return token


def _reply(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {' '.join(text.split())}"[:300]


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"
