"""The registry of channels: which one serves a destination, and what each says of itself."""

from pathlib import Path

import pytest

from continuity.delivery import (
    CHANNELS,
    choose_channel,
    find_channel_type,
    list_options,
    load_channel,
    load_channel_type,
    sort_destinations,
)
from continuity.delivery.model import Channel, MailChannel
from continuity.errors import BadValue
from support.deliveries import post


def test_every_registered_channel_loads_and_no_other() -> None:
    assert all(isinstance(load_channel(name, post()), Channel) for name in CHANNELS)
    with pytest.raises(BadValue) as refused:
        load_channel("fax", post())
    assert refused.value.hint == f"it is one of {', '.join(CHANNELS)}"


def test_mail_settings_are_handed_to_mail_channels_only() -> None:
    assert [name for name in CHANNELS if issubclass(load_channel_type(name), MailChannel)] == ["mail", "eml"]
    assert not hasattr(load_channel("file", post()), "mail_settings")


def test_mail_goes_to_the_outbox_where_no_server_is_set() -> None:
    assert choose_channel("mailto:ann@example.org", post()) == "mail"
    assert choose_channel("mailto:ann@example.org", post(host="")) == "eml"
    assert choose_channel("folder:/srv/reports", post()) == "file"


def test_destination_without_a_known_scheme_is_refused() -> None:
    for destination in ("fax:+44", "/srv/reports", ""):
        with pytest.raises(BadValue, match="is no destination") as refused:
            choose_channel(destination, post())
        assert refused.value.hint.startswith("begin it with folder: or mailto:")


def test_destinations_are_sorted_by_channel() -> None:
    given = ["mailto:b@x.org", "folder:/b", "mailto:a@x.org", "folder:/a"]
    assert sort_destinations(given) == ["folder:/b", "folder:/a", "mailto:b@x.org", "mailto:a@x.org"]


def test_channels_say_what_a_schedule_must_know_of_them(tmp_path: Path) -> None:
    folder, mail, outbox = (load_channel_type(name) for name in ("file", "mail", "eml"))
    assert list_options() == ["--to-dir FOLDER", "--to-mail ADDRESS"]
    assert (folder.is_repeatable, mail.is_repeatable, outbox.is_repeatable) == (True, False, True)
    assert (folder.needs_document, mail.needs_document, outbox.needs_document) == (True, False, False)
    assert (folder.is_external, mail.is_external, outbox.is_external) == (False, True, True)
    assert find_channel_type("folder:/srv/a b").get_target("folder:/srv/a b") == "/srv/a b"
    assert load_channel("file", post()).describe() == ""
    assert str(tmp_path) in load_channel("eml", post(outbox=tmp_path)).describe()
