"""A real mail server in a thread of this process, which misbehaves where a test asks for it."""

import asyncio
import contextlib
import functools
import socket
import ssl
import threading
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

DROP, HANG = "drop", "hang"
USER, PASSWORD = "reports", "kormoran-7-nebel"


@dataclass
class Inbox:
    """What the server took, and where it listens."""

    port: int = 0
    letters: list[Envelope] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)

    def content(self) -> bytes:
        """The one letter that came."""
        (letter,) = self.letters
        assert isinstance(letter.content, bytes)
        return letter.content


class _Server(SMTP):
    """Answers as planned, by command; END is the answer to the letter itself."""

    def __init__(self, inbox: Inbox, plan: Mapping[str, str], **settings: Any) -> None:
        super().__init__(self, hostname="mail.test", **settings)
        self.inbox = inbox
        self.plan = plan

    async def as_planned(self, command: str, arg: str = "") -> bool:
        """Whether the plan says what becomes of the command."""
        self.inbox.calls.append(f"{command} {arg}".strip())
        answer = self.plan.get(command) or self.plan.get(f"{command} {arg}")
        if answer is None:
            return False
        if answer in {DROP, HANG}:
            if answer == DROP and self.transport is not None:
                self.transport.close()
            await asyncio.Event().wait()
        await self.push(answer)
        return True

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802 - aiosmtpd's
        self.inbox.letters.append(envelope)
        answer = self.plan.get("END", "250 taken")
        if answer in {DROP, HANG}:
            await self.as_planned("END")
        return answer


def _first_as_planned(command: str) -> Callable[[_Server, str], Awaitable[None]]:
    usual = getattr(SMTP, f"smtp_{command}")

    @functools.wraps(usual)
    async def answer(server: _Server, arg: str) -> None:
        if not await server.as_planned(command, arg or ""):
            await usual(server, arg)

    return answer


for _command in ("EHLO", "STARTTLS", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"):
    setattr(_Server, f"smtp_{_command}", _first_as_planned(_command))


def _known(server: Any, session: Any, envelope: Any, mechanism: str, login: Any) -> AuthResult:  # noqa: ARG001 - aiosmtpd's
    known = isinstance(login, LoginPassword) and login == LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=known, handled=False)


def taken_place() -> socket.socket:
    """A port that nobody else gets, and that refuses everybody until a server listens there."""
    place = socket.socket()
    place.bind(("127.0.0.1", 0))
    return place


@contextlib.contextmanager
def mail_server(
    plan: Mapping[str, str] | None = None,
    *,
    starttls: ssl.SSLContext | None = None,
    tls: ssl.SSLContext | None = None,
    place: socket.socket | None = None,
    **settings: Any,
) -> Iterator[Inbox]:
    """A server on this machine.

    Args:
        plan: answers by command (`RCPT`, or `RCPT TO:<ann@example.org>`); DROP breaks off, HANG says nothing.
        starttls: the certificate that is offered once asked for.
        tls: the certificate that is used from the first byte.
        place: what it listens at, see `taken_place`; any free one.
        settings: of aiosmtpd's.
    """
    inbox = Inbox()
    listening, stopping = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        loops.append(loop)

        def one() -> _Server:
            return _Server(inbox, plan or {}, tls_context=starttls, authenticator=_known, loop=loop, **settings)

        listener = await loop.create_server(one, sock=place or taken_place(), ssl=tls)
        inbox.port = listener.sockets[0].getsockname()[1]
        listening.set()
        await stopping.wait()
        listener.close()

    thread = threading.Thread(target=asyncio.run, args=(serve(),))
    thread.start()
    assert listening.wait(30)
    try:
        yield inbox
    finally:
        loops[0].call_soon_threadsafe(stopping.set)
        thread.join()
