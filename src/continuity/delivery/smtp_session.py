"""The talk with a mail server up to the letter: connection, encryption, login, and what trouble in it means."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from continuity.delivery.email_message import line
from continuity.errors import UsageError
from continuity.io.atomic_write import reason
from continuity.mail_settings import Post

# The whole talk is over after so many times the wait for one answer.
WHOLE = 10
LOGIN = "the login"
_SHOWN = 200
_AGAIN = "nothing was sent, and the next run tries again"
_THEN = {
    LOGIN: "see smtp_user and the password",
    "the sender": "see smtp_from",
    "the recipient": "correct the address, or ask who runs the server",
    "the letter": "ask who runs the server",
}


class Trouble(Exception):
    """The letter certainly did not go.

    Attributes:
        told: why, in a sentence for the user.
        permanent: whether trying again would not help.
    """

    def __init__(self, told: str, *, permanent: bool = False) -> None:
        super().__init__(told)
        self.told = told
        self.permanent = permanent


class Server(smtplib.SMTP):
    """A mail server that is given a bounded time in all, for one that answers drop by drop is never late."""

    _watch: threading.Timer | None = None

    def getreply(self) -> tuple[int, bytes]:
        """The next answer; the time begins with the first."""
        if self._watch is None:
            self._watch = threading.Timer(WHOLE * self.timeout, self._cut)
            self._watch.daemon = True
            self._watch.start()
        return super().getreply()

    def close(self) -> None:
        """End the connection and the watch over it."""
        if self._watch is not None:
            self._watch.cancel()
        super().close()

    def _cut(self) -> None:
        """Wake up whoever waits; an encrypted socket's own way would leave a plain one for a moment."""
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class ServerOverTls(Server, smtplib.SMTP_SSL):
    """One that is spoken to over TLS from the first byte."""


def trusted(post: Post) -> ssl.SSLContext:
    """Whom to believe: the certificate and the name are always verified.

    Raises:
        UsageError: the file of the authority cannot be read.
    """
    try:
        return ssl.create_default_context(cafile=post.ca_file or None)
    except OSError as error:
        raise UsageError(f"smtp_ca: {post.ca_file} holds no certificates: {reason(error)}", "correct it") from None


@contextmanager
def talking(post: Post, name: str) -> Iterator[Server]:
    """A server that is ready for the sender of a letter.

    Args:
        post: which server, and how it is spoken to.
        name: by which this machine calls itself; its own might take long to find, and tells too much.

    Raises:
        Trouble: it is not reached, not to be trusted or does not let us in.
        UsageError: a file that a setting names cannot be read.
    """
    context = trusted(post)
    with during("the connection", post):
        server = _connected(post, name, context)
    with closing(server):
        try:
            _secure(server, post, context)
            _log_in(server, post)
            yield server
        except Trouble:
            _say_goodbye(server, post)
            raise
        _say_goodbye(server, post)


@contextmanager
def during(step: str, post: Post) -> Iterator[None]:
    """What goes wrong meanwhile is trouble at this step.

    Raises:
        Trouble: instead of what the library raises.
    """
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise refusal(error.smtp_code, error.smtp_error, step, post) from None
    except (smtplib.SMTPException, OSError) as error:
        raise Trouble(f"{broken(error, post, post.timeout)}; {_AGAIN}") from None


def refusal(code: int, answer: bytes | str, step: str, post: Post) -> Trouble:
    """What an answer of the server means that is not the one hoped for: 5xx stays so, the rest may pass."""
    permanent = 500 <= code < 600  # noqa: PLR2004 - RFC 5321
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    # What a server says of a login may hold the login, so it is not repeated.
    words = "" if step == LOGIN else f' ("{line(text)[:_SHOWN]}")'
    then = _THEN.get(step, "see smtp_host, smtp_port and smtp_security") if permanent else _AGAIN
    return Trouble(f"{_where(post)} refused {step} with {code}{words}; {then}", permanent=permanent)


def broken(error: Exception, post: Post, waited: float) -> str:
    """What happened to a connection, in words.

    Args:
        error: what the library raised.
        post: which server it was.
        waited: seconds that an answer was given.
    """
    where = _where(post)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of {where} is not trusted: {error.verify_message}; see smtp_host and smtp_ca"
    if isinstance(error, ssl.SSLError):
        return f"{where} speaks no TLS that is understood here ({error.reason}); see smtp_port and smtp_security"
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return f"{where} did not answer within {waited:g} seconds"
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return f"{where} cannot be reached: {reason(error)}"
    return f"{where} broke off the connection"


def _connected(post: Post, name: str, context: ssl.SSLContext) -> Server:
    if post.security == "tls":
        return ServerOverTls(post.host, post.port, name, timeout=post.timeout, context=context)
    return Server(post.host, post.port, name, timeout=post.timeout)


def _secure(server: Server, post: Post, context: ssl.SSLContext) -> None:
    """Go over to TLS where that was asked for; never go on without it."""
    with during("the greeting", post):
        server.ehlo_or_helo_if_needed()
    if post.security != "starttls":
        return
    if not server.has_extn("starttls"):
        told = f"{_where(post)} offers no STARTTLS, and nothing is sent in the clear; see smtp_port and smtp_security"
        raise Trouble(told, permanent=True)
    with during("STARTTLS", post):
        server.starttls(context=context)
        server.ehlo_or_helo_if_needed()


def _log_in(server: Server, post: Post) -> None:
    """One attempt by one method: a wrong password tried by all of them may lock the account."""
    if not post.user:
        return
    offered = server.esmtp_features.get("auth", "").upper().split()
    methods = {"PLAIN": server.auth_plain, "LOGIN": server.auth_login}
    method = next((one for one in methods if one in offered), None)
    if method is None:
        told = f"{_where(post)} takes no password ({line(' '.join(offered))[:_SHOWN] or 'no login'} is offered)"
        raise Trouble(f"{told}; ask who runs the server for a relay", permanent=True)
    server.user, server.password = post.user, post.password.reveal()
    with during(LOGIN, post):
        server.auth(method, methods[method])


def _say_goodbye(server: Server, post: Post) -> None:
    """Whatever comes back changes nothing about the letter."""
    with suppress(smtplib.SMTPException, OSError):
        if server.sock is not None:
            server.sock.settimeout(post.timeout)
        server.quit()


def _where(post: Post) -> str:
    return f"{post.host}:{post.port}"
