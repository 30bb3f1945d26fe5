"""Ways by which a report leaves: one module a channel, loaded when it is first used."""

from importlib import import_module
from typing import Protocol, cast

from continuity.delivery.model import DeliveryRequest, DeliveryResult
from continuity.errors import BadValue
from continuity.mail_settings import MailSettings

CHANNELS = {
    "file": "continuity.delivery.folder",
    "mail": "continuity.delivery.smtp",
    "eml": "continuity.delivery.outbox",
}


class Channel(Protocol):
    """One way by which a report leaves."""

    def check(self, target: str, mail_settings: MailSettings) -> None:
        """Find what can be known beforehand, without sending anything.

        Raises:
            BadValue: the place is none that this channel reaches.
            FileTrouble: the folder cannot be written.
            UsageError: a setting is missing, or has no value it can have.
        """

    def deliver(self, request: DeliveryRequest, mail_settings: MailSettings) -> DeliveryResult:
        """Deliver, and say what became of it: trouble with the world is told in the receipt and not raised."""


def load_channel(name: str) -> Channel:
    """The channel of this name.

    Raises:
        BadValue: there is none.
    """
    if name not in CHANNELS:
        raise BadValue(f'"{name}" is no way to deliver', f"it is one of {', '.join(CHANNELS)}")
    return cast("Channel", import_module(CHANNELS[name]))
