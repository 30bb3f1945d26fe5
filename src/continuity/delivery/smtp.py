"""Delivery by mail: one recipient a letter, over TLS, and exact about whether it left."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from continuity.delivery.email_message import checked, composed, domain, in_bytes
from continuity.delivery.model import Parcel, Receipt
from continuity.domain.scheduling.runs import FAILED, SENT, UNKNOWN
from continuity.errors import BadValue, UsageError
from continuity.mail_settings import PASSWORD_FILE, Post

if TYPE_CHECKING:
    from continuity.delivery.smtp_session import Server

# The answer to the letter may take so many times longer: giving up on it leaves nobody knowing.
PATIENT = 4
_DOTS = re.compile(rb"(?m)^\.")


def check(to: str, post: Post) -> None:
    """See whether the address can be one, and whether the settings are complete; asks no server.

    Raises:
        BadValue: the address cannot be one.
        UsageError: there is no server or no sender, or a file that a setting names cannot be read.
    """
    checked(to)
    _see_to(post)


def trial(post: Post) -> str:
    """Call the server and log in, without sending anything.

    Returns:
        What is wrong, in a sentence; empty where nothing is.
    """
    from continuity.delivery.smtp_session import Trouble, talking

    try:
        _see_to(post)
        with talking(post, domain(post.sender)):
            return ""
    except UsageError as error:
        return f"{error.message}; {error.hint}"
    except Trouble as trouble:
        return trouble.told


def deliver(parcel: Parcel, post: Post) -> Receipt:
    """Send one letter.

    Whatever happens before the letter itself is on its way is `failed`; from then on until the server has answered, it
    is `unknown`.
    """
    from continuity.delivery.smtp_session import Trouble, talking

    try:
        _see_to(post)
        letter = in_bytes(composed(parcel, post.sender))
        with talking(post, domain(post.sender)) as server:
            _address(server, post, checked(parcel.to), len(letter))
            return _hand_over(server, post, letter)
    except (BadValue, UsageError) as error:
        return Receipt(state=FAILED, permanent=isinstance(error, BadValue), told=f"{error.message}; {error.hint}")
    except Trouble as trouble:
        return Receipt(state=FAILED, permanent=trouble.permanent, told=trouble.told)


def _see_to(post: Post) -> None:
    """See whether everything is there that a letter needs of the settings."""
    from continuity.delivery.smtp_session import trusted

    if post.trouble:
        raise UsageError(post.trouble, "correct the setting")
    if not post.host:
        raise UsageError("no mail server is set", "set smtp_host, or have letters written as files: eml")
    try:
        checked(post.sender)
    except BadValue as error:
        raise UsageError(f"smtp_from: {error.message}", error.hint) from None
    if post.user and post.security == "none":
        raise UsageError("smtp_security none would send a password that anybody can read", "take starttls or tls")
    if not (post.user + post.password.reveal()).isascii():
        raise UsageError("smtp_user and the password can hold plain letters only", f"change them; see {PASSWORD_FILE}")
    trusted(post)


def _address(server: "Server", post: Post, to: str, size: int) -> None:
    """Name sender and recipient and ask leave to send the letter.

    Raises:
        Trouble: the server refuses one of them, or is gone.
    """
    from continuity.delivery.smtp_session import during, refusal

    sized = [f"SIZE={size}"] if server.has_extn("size") else []
    steps: tuple[tuple[str, tuple[int, ...], Callable[[], tuple[int, bytes]]], ...] = (
        ("the sender", (250,), lambda: server.mail(post.sender, sized)),
        ("the recipient", (250, 251), lambda: server.rcpt(to)),
        ("the letter", (354,), lambda: server.docmd("DATA")),
    )
    for step, good, ask in steps:
        with during(step, post):
            code, answer = ask()
        if code not in good:
            raise refusal(code, answer, step, post)


def _hand_over(server: "Server", post: Post, letter: bytes) -> Receipt:
    """Send the letter and wait for the word that it was taken."""
    import smtplib

    from continuity.delivery.smtp_session import broken, refusal

    try:
        if server.sock is not None:
            server.sock.settimeout(PATIENT * post.timeout)
        server.send(_DOTS.sub(b"..", letter) + b".\r\n")
        code, answer = server.getreply()
    except (smtplib.SMTPException, OSError) as error:
        return _open(broken(error, post, PATIENT * post.timeout))
    if 200 <= code < 300:  # noqa: PLR2004 - RFC 5321
        return Receipt(state=SENT)
    if 400 <= code < 600:  # noqa: PLR2004 - RFC 5321
        trouble = refusal(code, answer, "the letter", post)
        return Receipt(state=FAILED, permanent=trouble.permanent, told=trouble.told)
    return _open(f"{post.host}:{post.port} gave an answer that cannot be understood")


def _open(happened: str) -> Receipt:
    told = (
        f"{happened} after the letter was on its way, so it may have arrived; ask the recipient before sending it again"
    )
    return Receipt(state=UNKNOWN, told=told)
