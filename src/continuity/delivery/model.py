"""What is delivered, and what became of it: the same for every channel."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One document, as a file."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRequest:
    """One report to one place.

    Attributes:
        key: what tells this delivery from every other, now and after a crash.
        target: a mail address, or a folder.
        subject: without the name of a programme.
        text, html: the letter; a folder gets the documents alone.
        documents: attached to the letter, or the files themselves.
        due: the moment it was due, which dates it whenever it is sent.
    """

    key: str
    target: str
    subject: str
    text: str
    html: str
    documents: tuple[Attachment, ...] = ()
    due: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryResult:
    """What became of a delivery.

    Attributes:
        state: sent; failed, so that it certainly did not arrive; unknown, where it may have.
        permanent: of one that failed, whether trying again would not help.
        detail: why, in a sentence for the user; never a password.
    """

    state: str
    permanent: bool = False
    detail: str = ""
