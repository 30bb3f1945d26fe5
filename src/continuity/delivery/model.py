"""Requests and results of deliveries, and the base class of channels."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from continuity.domain.vocabulary import DeliveryState
from continuity.mail_settings import MailSettings


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One document as a file."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRequest:
    """One report to one destination; `key` is unique, and the same again after a crash.
    The target is a mail address or folder without its scheme. The subject names no programme. `text` and `html` are the
    letter, and not for folders. `due` is also the date of a letter sent late.
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
    """The result of a delivery; `detail` is a sentence for the user, never with a password.
    A failed delivery certainly did not arrive, and no retry helps if `permanent`; an unknown one may have arrived.
    """

    state: DeliveryState
    permanent: bool = False
    detail: str = ""


class Channel(ABC):
    """One way to deliver reports, with its peculiarities as class attributes.

    Attributes:
        scheme: prefix of its destinations; the first ready channel of a scheme delivers.
        option: its schedule option with metavar; empty without one.
        is_repeatable: whether a repeated delivery is harmless, so that a run resumes after a crash.
        is_external: whether readers are outsiders, so that the default audience is funders.
        needs_document: whether the HTML report is the minimum without a format.
        needs_forwarding: whether somebody has to collect its deliveries, so that each run names the place.
        location_note: a sentence for letters on where the full report is; may be empty.
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
        """Return whether the settings allow delivery."""
        return True

    @classmethod
    def get_target(cls, destination: str) -> str:
        """Return a destination without its scheme, as lists of deliveries show it."""
        return destination.removeprefix(cls.scheme)

    def describe(self) -> str:
        """Describe a detour of reports in a sentence; empty without one."""
        return ""

    @abstractmethod
    def check(self, target: str) -> None:
        """Check a target without sending anything.
        Raise BadValue for an invalid target, FileError for an unwritable folder, UsageError for bad settings.
        """

    @abstractmethod
    def deliver(self, request: DeliveryRequest) -> DeliveryResult:
        """Deliver and return the result, failures included, without raising."""


class MailChannel(Channel):
    """Base of the channels with mail settings."""

    scheme = "mailto:"
    option = "--to-mail ADDRESS"

    def __init__(self, mail_settings: MailSettings) -> None:
        self.mail_settings = mail_settings
