"""A delivery request as an e-mail: the same bytes for the same request."""

import hashlib
import re
from typing import TYPE_CHECKING

from continuity.delivery.model import Attachment, DeliveryRequest
from continuity.errors import BadValue

if TYPE_CHECKING:
    from email.message import EmailMessage


_INVISIBLE_CHARACTERS = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")


def build_message(request: DeliveryRequest, sender: str) -> "EmailMessage":
    """Build the message to the one recipient of a request. Raise BadValue for an invalid address."""
    message = _build_headed_message(request, validate_address(sender))
    message.set_content(_replace_surrogates(request.text), cte="quoted-printable")
    if request.html:
        message.add_alternative(_replace_surrogates(request.html), subtype="html", cte="quoted-printable")
    for document in request.documents:
        _attach(message, document)
    _set_boundaries(message, request.key)
    return message


def serialise_message(message: "EmailMessage") -> bytes:
    """Serialise a message with the line ends and line lengths of RFC 5322."""
    from email.policy import SMTP

    return message.as_bytes(policy=SMTP)


def hash_key(key: str) -> str:
    """Shorten a delivery key to the same id at every attempt."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def format_line(text: str) -> str:
    """Format a text in one line without control characters."""
    return _INVISIBLE_CHARACTERS.sub(" ", _replace_surrogates(text)).strip()


def _build_headed_message(request: DeliveryRequest, sender: str) -> "EmailMessage":
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = validate_address(request.target)
    message["Subject"] = format_line(request.subject)
    message["Date"] = request.due
    message["Message-ID"] = f"<{hash_key(request.key)}@{get_domain(sender)}>"
    # Keeps machines that answer for the absent from answering.
    message["Auto-Submitted"] = "auto-generated"
    return message


def _attach(message: "EmailMessage", document: Attachment) -> None:
    main, _, sub = document.media_type.partition("/")
    message.add_attachment(document.content, maintype=main, subtype=sub, filename=format_line(document.name))


def _set_boundaries(message: "EmailMessage", key: str) -> None:
    """Replace random boundaries by stable ones; `=_` never occurs in an encoded part."""
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{number}_{hash_key(key)}")


def _replace_surrogates(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


MAX_ADDRESS_LENGTH = 254
MAX_LOCAL_PART_LENGTH = 64
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS_PATTERN = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@((?:{_LABEL}\.)+(?!\d+\Z){_LABEL}|localhost)")
_SEVERAL_PATTERN = re.compile(r"@[^@]*[,;\s][^@]*@")


def validate_address(address: str) -> str:
    """Return one valid mail address without surrounding spaces. Raise BadValue with the reason in the hint.
    Non-ASCII addresses are refused: not every server accepts them, and a wrong IDNA standard reaches another domain.
    """
    stripped = address.strip(" ")
    found = _ADDRESS_PATTERN.fullmatch(stripped)
    if found is None or len(stripped) > MAX_ADDRESS_LENGTH or len(found[1]) > MAX_LOCAL_PART_LENGTH:
        raise BadValue(f'"{_to_printable(address)}" is no mail address', _suggest_correction(stripped))
    return stripped


def get_domain(address: str) -> str:
    """Return the domain of a valid address."""
    return address.rpartition("@")[2].lower()


def _suggest_correction(text: str) -> str:
    if _SEVERAL_PATTERN.search(text):
        return "give one address at a time"
    if "<" in text:
        return "give the address alone, without the name before it"
    if not text.isascii():
        return (
            "only plain letters travel everywhere: ask for such an address; a domain also has a form that begins xn--"
        )
    return "write it as name@example.org"


def _to_printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text[: MAX_ADDRESS_LENGTH + 1])
