"""Delivery by SMTP: one recipient a letter, over TLS, with an exact result."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from continuity.delivery.email_message import build_message, get_domain, serialise_message, validate_address
from continuity.delivery.model import DeliveryRequest, DeliveryResult, MailChannel
from continuity.domain.vocabulary import DeliveryState
from continuity.errors import BadValue, UsageError
from continuity.mail_settings import PASSWORD_FILE_VARIABLE, MailSettings

if TYPE_CHECKING:
    from continuity.delivery.smtp_session import SMTPConnection

# The answer to the letter may take so many times longer: giving up on it leaves nobody knowing.
DATA_TIMEOUTS = 4
_LEADING_DOTS = re.compile(rb"(?m)^\.")


class SMTPChannel(MailChannel):
    """Letters by way of a mail server."""

    @property
    def is_ready(self) -> bool:
        """Return whether a server is set."""
        return bool(self.mail_settings.host)

    def describe(self) -> str:
        """Probe the server and return its problem, if any."""
        problem = probe_server(self.mail_settings)
        return f"The mail server does not take letters now: {problem}" if problem else ""

    def check(self, target: str) -> None:
        """Check the address and the settings without a connection."""
        validate_address(target)
        _validate_settings(self.mail_settings)

    def deliver(self, request: DeliveryRequest) -> DeliveryResult:
        """Send one letter. An error before the content is `failed`; one before the server's answer is `unknown`."""
        from continuity.delivery.smtp_session import SMTPError, open_session

        mail_settings = self.mail_settings
        try:
            _validate_settings(mail_settings)
            content = serialise_message(build_message(request, mail_settings.sender))
            with open_session(mail_settings, get_domain(mail_settings.sender)) as server:
                _send_envelope(server, mail_settings, validate_address(request.target), len(content))
                return _send_content(server, mail_settings, content)
        except (BadValue, UsageError) as error:
            detail, permanent = f"{error.message}; {error.hint}", isinstance(error, BadValue)
            return DeliveryResult(state=DeliveryState.FAILED, permanent=permanent, detail=detail)
        except SMTPError as error:
            return DeliveryResult(state=DeliveryState.FAILED, permanent=error.permanent, detail=error.detail)


def probe_server(mail_settings: MailSettings) -> str:
    """Connect and log in without sending; return the problem, or an empty text."""
    from continuity.delivery.smtp_session import SMTPError, open_session

    try:
        _validate_settings(mail_settings)
        with open_session(mail_settings, get_domain(mail_settings.sender)):
            return ""
    except UsageError as error:
        return f"{error.message}; {error.hint}"
    except SMTPError as error:
        return error.detail


def _validate_settings(mail_settings: MailSettings) -> None:
    from continuity.delivery.smtp_session import load_tls_context

    if mail_settings.problem:
        raise UsageError(mail_settings.problem, "correct the setting")
    if not mail_settings.host:
        raise UsageError("no mail server is set", "set smtp_host, or have letters written as files: eml")
    try:
        validate_address(mail_settings.sender)
    except BadValue as error:
        raise UsageError(f"smtp_from: {error.message}", error.hint) from None
    if mail_settings.user and mail_settings.security == "none":
        raise UsageError("smtp_security none would send a password that anybody can read", "take starttls or tls")
    if not (mail_settings.user + mail_settings.password.reveal()).isascii():
        hint = f"change them; see {PASSWORD_FILE_VARIABLE}"
        raise UsageError("smtp_user and the password can hold plain letters only", hint)
    load_tls_context(mail_settings)


def _send_envelope(server: "SMTPConnection", mail_settings: MailSettings, target: str, size: int) -> None:
    """Send sender, recipient and DATA."""
    from continuity.delivery.smtp_session import build_refusal_error, translate_errors

    mail_options = [f"SIZE={size}"] if server.has_extn("size") else []
    steps: tuple[tuple[str, tuple[int, ...], Callable[[], tuple[int, bytes]]], ...] = (
        ("the sender", (250,), lambda: server.mail(mail_settings.sender, mail_options)),
        ("the recipient", (250, 251), lambda: server.rcpt(target)),
        ("the letter", (354,), lambda: server.docmd("DATA")),
    )
    for step, expected_codes, send_command in steps:
        with translate_errors(step, mail_settings):
            code, reply = send_command()
        if code not in expected_codes:
            raise build_refusal_error(code, reply, step, mail_settings)


def _send_content(server: "SMTPConnection", mail_settings: MailSettings, content: bytes) -> DeliveryResult:
    import smtplib

    from continuity.delivery.smtp_session import build_refusal_error, describe_failure

    try:
        if server.sock is not None:
            server.sock.settimeout(DATA_TIMEOUTS * mail_settings.timeout)
        server.send(_LEADING_DOTS.sub(b"..", content) + b".\r\n")
        code, reply = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        return _build_unknown_result(describe_failure(error, mail_settings, DATA_TIMEOUTS * mail_settings.timeout))
    if 200 <= code < 300:  # noqa: PLR2004 - RFC 5321
        return DeliveryResult(state=DeliveryState.SENT)
    if 400 <= code < 600:  # noqa: PLR2004 - RFC 5321
        refusal = build_refusal_error(code, reply, "the letter", mail_settings)
        return DeliveryResult(state=DeliveryState.FAILED, permanent=refusal.permanent, detail=refusal.detail)
    return _build_unknown_result(f"{mail_settings.host}:{mail_settings.port} gave an answer that cannot be understood")


def _build_unknown_result(failure: str) -> DeliveryResult:
    advice = "so it may have arrived; ask the recipient before sending it again"
    detail = f"{failure} after the letter was on its way, {advice}"
    return DeliveryResult(state=DeliveryState.UNKNOWN, detail=detail)
