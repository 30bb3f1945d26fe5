"""What is delivered, what became of it, and what every channel says of itself."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from continuity.mail_settings import MailSettings


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
        target: the destination without its scheme: a mail address, or a folder.
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


class Channel(ABC):
    """One way by which reports leave; each says here what is special about it.

    Attributes:
        scheme: what its destinations begin with; of the channels of one scheme the first that is ready delivers.
        option: by which a schedule is given such a destination, with its metavar; empty where there is none.
        is_repeatable: whether delivering again is harmless, so that a run goes on with what a crash broke off.
        is_external: whether its readers are outsiders, so that reports are made for funders unless told otherwise.
        needs_document: whether it gets the HTML report at least where no format is asked for.
        needs_forwarding: whether somebody has to take on what it delivered, so that each run says where it is.
        location_note: where the whole report is, in a sentence for the readers of letters; empty where in no place.
    """

    scheme: ClassVar[str]
    option: ClassVar[str] = ""
    is_repeatable: ClassVar[bool] = False
    is_external: ClassVar[bool] = True
    needs_document: ClassVar[bool] = False
    needs_forwarding: ClassVar[bool] = False
    location_note: ClassVar[str] = ""

    @property
    def is_ready(self) -> bool:
        """Whether it can deliver as things are set."""
        return True

    @classmethod
    def get_target(cls, destination: str) -> str:
        """Return what the channel is given of a destination, and what lists of deliveries show."""
        return destination.removeprefix(cls.scheme)

    def describe(self) -> str:
        """Say in a sentence where reports go for now, if not to their readers; empty where they do."""
        return ""

    @abstractmethod
    def check(self, target: str) -> None:
        """Find what can be known beforehand, without sending anything.

        Raises:
            BadValue: the channel reaches no such target.
            FileError: the folder cannot be written.
            UsageError: a setting is missing, or has no value it can have.
        """

    @abstractmethod
    def deliver(self, request: DeliveryRequest) -> DeliveryResult:
        """Deliver and return what became of it: errors of the world are in the result and not raised."""


class MailChannel(Channel):
    """A channel for letters; only these are handed the settings of mail."""

    scheme = "mailto:"
    option = "--to-mail ADDRESS"

    def __init__(self, mail_settings: MailSettings) -> None:
        self.mail_settings = mail_settings
