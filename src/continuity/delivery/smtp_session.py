"""SMTP sessions up to the letter: connection, encryption, login and error messages."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress

from continuity.delivery.email_message import format_line
from continuity.errors import UsageError
from continuity.io.atomic_write import format_os_error
from continuity.mail_settings import MailSettings

# The whole talk is over after so many times the wait for one answer.
SESSION_TIMEOUTS = 10
LOGIN_STEP = "the login"
_MAX_QUOTED = 200
_RETRY_HINT = "nothing was sent, and the next run tries again"
_HINTS_BY_STEP = {
    LOGIN_STEP: "see smtp_user and the password",
    "the sender": "see smtp_from",
    "the recipient": "correct the address, or ask who runs the server",
    "the letter": "ask who runs the server",
}


class SMTPError(Exception):
    """The letter certainly did not go; no retry helps if `permanent`. `detail` is a sentence for the user."""

    def __init__(self, detail: str, *, permanent: bool = False) -> None:
        super().__init__(detail)
        self.detail = detail
        self.permanent = permanent


class SMTPConnection(smtplib.SMTP):
    """An SMTP connection with a limit on total time, against servers that answer in drips."""

    _deadline: threading.Timer | None = None

    def getreply(self) -> tuple[int, bytes]:
        """Return the next answer; the time limit begins with the first."""
        if self._deadline is None:
            self._deadline = threading.Timer(SESSION_TIMEOUTS * self.timeout, self._abort)
            self._deadline.daemon = True
            self._deadline.start()
        return super().getreply()

    def close(self) -> None:
        """End the connection and its timer."""
        if self._deadline is not None:
            self._deadline.cancel()
        super().close()

    def _abort(self) -> None:
        """Wake the reader; the shutdown of a TLS socket would leave it plain for a moment."""
        if self.sock is not None:
            with suppress(OSError):
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


class TLSConnection(SMTPConnection, smtplib.SMTP_SSL):
    """An SMTP connection with TLS from the first byte."""


def load_tls_context(mail_settings: MailSettings) -> ssl.SSLContext:
    """Load a TLS context that always verifies certificate and host name. Raise UsageError for an unreadable CA file."""
    try:
        return ssl.create_default_context(cafile=mail_settings.ca_file or None)
    except OSError as error:
        message = f"smtp_ca: {mail_settings.ca_file} holds no certificates: {format_os_error(error)}"
        raise UsageError(message, "correct it") from None


@contextmanager
def open_session(mail_settings: MailSettings, local_name: str) -> Iterator[SMTPConnection]:
    """Open an SMTP session, ready for the sender of a letter.
    Raise SMTPError if the server is unreachable, untrusted or refuses, UsageError if a file in a setting is unreadable.
    `local_name` is this machine's name to the server: looking up the real one may be slow and reveals too much.
    """
    context = load_tls_context(mail_settings)
    with translate_errors("the connection", mail_settings):
        server = _connect(mail_settings, local_name, context)
    with closing(server):
        try:
            _start_tls(server, mail_settings, context)
            _log_in(server, mail_settings)
            yield server
        except SMTPError:
            _quit(server, mail_settings)
            raise
        _quit(server, mail_settings)


@contextmanager
def translate_errors(step: str, mail_settings: MailSettings) -> Iterator[None]:
    """Translate the library's errors in a step to `SMTPError`."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise build_refusal_error(error.smtp_code, error.smtp_error, step, mail_settings) from None
    except (smtplib.SMTPException, OSError) as error:
        raise SMTPError(f"{describe_failure(error, mail_settings, mail_settings.timeout)}; {_RETRY_HINT}") from None


def build_refusal_error(code: int, reply: bytes | str, step: str, mail_settings: MailSettings) -> SMTPError:
    """Build the error for a refusal: 5xx is permanent, the rest is temporary."""
    permanent = 500 <= code < 600  # noqa: PLR2004 - RFC 5321
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    # What a server says of a login may hold the login, so it is not repeated.
    quoted_reply = "" if step == LOGIN_STEP else f' ("{format_line(text)[:_MAX_QUOTED]}")'
    hint = _HINTS_BY_STEP.get(step, "see smtp_host, smtp_port and smtp_security") if permanent else _RETRY_HINT
    detail = f"{_format_server(mail_settings)} refused {step} with {code}{quoted_reply}; {hint}"
    return SMTPError(detail, permanent=permanent)


def describe_failure(error: Exception, mail_settings: MailSettings, timeout: float) -> str:
    """Describe a connection error in words; `timeout` is in seconds."""
    server_name = _format_server(mail_settings)
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the certificate of {server_name} is not trusted: {error.verify_message}; see smtp_host and smtp_ca"
    if isinstance(error, ssl.SSLError):
        return f"{server_name} speaks no TLS that is understood here ({error.reason}); see smtp_port and smtp_security"
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):
        return f"{server_name} did not answer within {timeout:g} seconds"
    if isinstance(error, OSError) and not isinstance(error, smtplib.SMTPException):
        return f"{server_name} cannot be reached: {format_os_error(error)}"
    return f"{server_name} broke off the connection"


def _connect(mail_settings: MailSettings, local_name: str, context: ssl.SSLContext) -> SMTPConnection:
    host, port, timeout = mail_settings.host, mail_settings.port, mail_settings.timeout
    if mail_settings.security == "tls":
        return TLSConnection(host, port, local_name, timeout=timeout, context=context)
    return SMTPConnection(host, port, local_name, timeout=timeout)


def _start_tls(server: SMTPConnection, mail_settings: MailSettings, context: ssl.SSLContext) -> None:
    """Start TLS where set; never continue without it."""
    with translate_errors("the greeting", mail_settings):
        server.ehlo_or_helo_if_needed()
    if mail_settings.security != "starttls":
        return
    if not server.has_extn("starttls"):
        detail = f"{_format_server(mail_settings)} offers no STARTTLS, and nothing is sent in the clear"
        raise SMTPError(f"{detail}; see smtp_port and smtp_security", permanent=True)
    with translate_errors("STARTTLS", mail_settings):
        server.starttls(context=context)
        server.ehlo_or_helo_if_needed()


def _log_in(server: SMTPConnection, mail_settings: MailSettings) -> None:
    """Log in with one attempt: one per method might lock the account."""
    if not mail_settings.user:
        return
    offered = server.esmtp_features.get("auth", "").upper().split()
    methods = {"PLAIN": server.auth_plain, "LOGIN": server.auth_login}
    method = next((method_name for method_name in methods if method_name in offered), None)
    if method is None:
        quoted_methods = format_line(" ".join(offered))[:_MAX_QUOTED] or "no login"
        detail = f"{_format_server(mail_settings)} takes no password ({quoted_methods} is offered)"
        raise SMTPError(f"{detail}; ask who runs the server for a relay", permanent=True)
    server.user, server.password = mail_settings.user, mail_settings.password.reveal()
    with translate_errors(LOGIN_STEP, mail_settings):
        server.auth(method, methods[method])


def _quit(server: SMTPConnection, mail_settings: MailSettings) -> None:
    """End the session; errors no longer concern the letter."""
    with suppress(smtplib.SMTPException, OSError):
        if server.sock is not None:
            server.sock.settimeout(mail_settings.timeout)
        server.quit()


def _format_server(mail_settings: MailSettings) -> str:
    return f"{mail_settings.host}:{mail_settings.port}"
