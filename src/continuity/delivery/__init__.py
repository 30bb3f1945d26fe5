"""Delivery of reports: one module a channel, loaded at first use."""

from pkgutil import resolve_name

from continuity.delivery.model import Channel, MailChannel
from continuity.errors import BadValue
from continuity.mail_settings import MailSettings

CHANNELS = {
    "file": "continuity.delivery.folder:FolderChannel",
    "mail": "continuity.delivery.smtp:SMTPChannel",
    "eml": "continuity.delivery.outbox:OutboxChannel",
}
"""The class of each channel by the name that deliveries are stored with; destinations are listed in this order."""


def load_channel_type(name: str) -> type[Channel]:
    """Load a channel class by name. Raise BadValue for an unknown channel."""
    if name not in CHANNELS:
        raise BadValue(f'"{name}" is no way to deliver', f"it is one of {', '.join(CHANNELS)}")
    channel_type: type[Channel] = resolve_name(CHANNELS[name])
    return channel_type


def load_channel(name: str, mail_settings: MailSettings) -> Channel:
    """Load a channel by name, ready for use."""
    channel_type = load_channel_type(name)
    return channel_type(mail_settings) if issubclass(channel_type, MailChannel) else channel_type()


def find_channel_names(destination: str) -> list[str]:
    """Return the channels for a destination, the preferred one first. Raise BadValue without any."""
    schemes = {name: load_channel_type(name).scheme for name in CHANNELS}
    names = [name for name, scheme in schemes.items() if destination.startswith(scheme)]
    if not names:
        choice = " or ".join(dict.fromkeys(schemes.values()))
        raise BadValue(f'"{destination}" is no destination', f"begin it with {choice}")
    return names


def find_channel_type(destination: str) -> type[Channel]:
    """Load the preferred channel class for a destination."""
    return load_channel_type(find_channel_names(destination)[0])


def choose_channel(destination: str, mail_settings: MailSettings) -> str:
    """Return the name of the first ready channel for a destination."""
    return next(name for name in find_channel_names(destination) if load_channel(name, mail_settings).is_ready)


def sort_destinations(destinations: list[str]) -> list[str]:
    """Sort destinations by channel."""
    names = list(CHANNELS)
    return sorted(destinations, key=lambda destination: names.index(find_channel_names(destination)[0]))


def list_options() -> list[str]:
    """List the schedule options for destinations."""
    options = (load_channel_type(name).option for name in CHANNELS)
    return list(dict.fromkeys(filter(None, options)))
