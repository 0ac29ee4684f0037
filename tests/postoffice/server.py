"""A real SMTP server (aiosmtpd) on the loopback that does what a test asks of it, and keeps what it was given."""

from __future__ import annotations

import asyncio
import ssl
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass
class Post:
    """What the server does, and what it got.

    Attributes:
        rcpt: Reply to an address, by address; 250 where left out.
        mail: Reply to MAIL; "" for 250.
        data: Reply to a mail; "" for 250.
        vanish: "in data": the connection is closed at the command DATA; "after dot": after the mail was taken.
        hang: Seconds until the reply to a mail.
        after: What is said after a mail was taken; "" for 250.
        token: The access token that lets ``kesu`` in.
        tokens: What was said with AUTH XOAUTH2.
        got: Every mail that was taken: recipients and bytes.
    """

    rcpt: dict[str, str] = field(default_factory=dict)
    mail: str = ""
    data: str = ""
    vanish: str = ""
    hang: float = 0
    after: str = ""
    token: str = ""
    tokens: list[str] = field(default_factory=list)
    got: list[tuple[tuple[str, ...], bytes]] = field(default_factory=list)

    async def handle_MAIL(  # noqa: N802  # aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if not self.mail:
            envelope.mail_from = address
        return self.mail or "250 OK"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802  # aiosmtpd's name
        self.tokens.append(b64decode(args[1]).decode())
        if self.tokens[-1] == f"user=kesu\x01auth=Bearer {self.token}\x01\x01":
            return AuthResult(success=True)
        # as the large providers do: the reasons first, and no only when they were read
        await server.push("334 eyJzdGF0dXMiOiI0MDAifQ==")
        await server._reader.readline()
        return AuthResult(success=False, handled=False)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        reply = self.rcpt.get(address, "")
        if not reply:
            envelope.rcpt_tos.append(address)
        return reply or "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.data:
            return self.data
        content = envelope.content
        assert isinstance(content, bytes)
        self.got.append((tuple(envelope.rcpt_tos), content))
        if self.hang:
            await asyncio.sleep(self.hang)
        if self.vanish == "after dot":
            _cut(server)
        return self.after or "250 taken"


def _cut(server: SMTP) -> None:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()


class _Smtp(SMTP):
    """aiosmtpd's server; it can close the connection at DATA."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.event_handler.vanish == "in data":
            _cut(self)
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _Smtp(self.handler, **self.SMTP_kwargs)

    def _trigger_server(self) -> None:
        # it tries its own port, and the number of a free one is known only now
        assert isinstance(self.server, asyncio.Server)
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]  # aiosmtpd's


@contextmanager
def serving(
    post: Post, *, tls: ssl.SSLContext | None = None, at_once: bool = False, password: str = "", size: int = 0
) -> Iterator[int]:
    """Serve on a free port of the loopback, and give its number.

    Args:
        post: What it does.
        tls: Certificate; STARTTLS is then required, or TLS from the start.
        at_once: TLS from the start.
        password: What the user ``kesu`` must log in with.
        size: Largest mail.
    """

    def authenticate(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any) -> AuthResult:
        right = isinstance(data, LoginPassword) and data.login == b"kesu" and data.password == password.encode()
        return AuthResult(success=right, handled=False)

    options: dict[str, Any] = {"data_size_limit": size or None}
    if password or post.token:
        # aiosmtpd does not see TLS that was there from the start
        options |= {"authenticator": authenticate, "auth_required": True, "auth_require_tls": not at_once}
    if tls is not None and not at_once:
        options |= {"tls_context": tls, "require_starttls": True}
    controller = _Controller(
        post, hostname="127.0.0.1", port=0, ssl_context=tls if at_once else None, decode_data=False, **options
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()
