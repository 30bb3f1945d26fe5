"""The letter: a parcel as one mail message, the same bytes for the same parcel."""

import hashlib
import re
from typing import TYPE_CHECKING

from continuity.delivery.model import Attachment, Parcel
from continuity.errors import BadValue

if TYPE_CHECKING:
    from email.message import EmailMessage


_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029]+")


def composed(parcel: Parcel, sender: str) -> "EmailMessage":
    """The message, to one recipient.

    Args:
        parcel: what it says.
        sender: the address it comes from.

    Raises:
        BadValue: the sender or the recipient is no mail address.
    """
    message = _headed(parcel, checked(sender))
    message.set_content(_whole(parcel.text), cte="quoted-printable")
    if parcel.html:
        message.add_alternative(_whole(parcel.html), subtype="html", cte="quoted-printable")
    for document in parcel.documents:
        _attach(message, document)
    _bound(message, parcel.key)
    return message


def in_bytes(message: "EmailMessage") -> bytes:
    """The message as it travels: every line ended as mail ends them, none longer than mail allows."""
    from email.policy import SMTP

    return message.as_bytes(policy=SMTP)


def digest(key: str) -> str:
    """A short name for a delivery, the same at every attempt."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def line(text: str) -> str:
    """The text in one line, without what could end a header or move a cursor."""
    return _UNSEEN.sub(" ", _whole(text)).strip()


def _headed(parcel: Parcel, sender: str) -> "EmailMessage":
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    message["From"] = sender
    message["To"] = checked(parcel.to)
    message["Subject"] = line(parcel.subject)
    message["Date"] = parcel.due
    message["Message-ID"] = f"<{digest(parcel.key)}@{domain(sender)}>"
    # Keeps machines that answer for the absent from answering.
    message["Auto-Submitted"] = "auto-generated"
    return message


def _attach(message: "EmailMessage", document: Attachment) -> None:
    main, _, sub = document.media_type.partition("/")
    message.add_attachment(document.content, maintype=main, subtype=sub, filename=line(document.name))


def _bound(message: "EmailMessage", key: str) -> None:
    """Set what parts the parts, which is drawn by lot otherwise; `=_` stands in no part, encoded as they are."""
    parts = [part for part in message.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{number}_{digest(key)}")


def _whole(text: str) -> str:
    """The text without the halves of letters that no encoding can write."""
    return text.encode("utf-8", "replace").decode("utf-8")


LONGEST = 254


LONGEST_LOCAL = 64


_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"


_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"


_ADDRESS = re.compile(rf"({_ATOM}(?:\.{_ATOM})*)@((?:{_LABEL}\.)+(?!\d+\Z){_LABEL}|localhost)")


_SEVERAL = re.compile(r"@[^@]*[,;\s][^@]*@")


def checked(address: str) -> str:
    """One mail address that can be one, without the spaces around it.

    Letters beyond ASCII are refused, not converted: not every server passes them on, and converting the name of a
    domain by the wrong one of two standards reaches somebody else.

    Raises:
        BadValue: it cannot be one; the hint says what is wrong.
    """
    bare = address.strip(" ")
    found = _ADDRESS.fullmatch(bare)
    if found is None or len(bare) > LONGEST or len(found[1]) > LONGEST_LOCAL:
        raise BadValue(f'"{_shown(address)}" is no mail address', _hint(bare))
    return bare


def domain(address: str) -> str:
    """What stands behind the @ of a checked address."""
    return address.rpartition("@")[2].lower()


def _hint(text: str) -> str:
    if _SEVERAL.search(text):
        return "give one address at a time"
    if "<" in text:
        return "give the address alone, without the name before it"
    if not text.isascii():
        return (
            "only plain letters travel everywhere: ask for such an address; a domain also has a form that begins xn--"
        )
    return "write it as name@example.org"


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text[: LONGEST + 1])
