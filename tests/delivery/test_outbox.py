"""Letters as files, where there is no server."""

from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from continuity.delivery import load_channel
from continuity.delivery.email_message import build_message, serialise_message
from continuity.delivery.model import DeliveryResult
from continuity.delivery.outbox import PLACEHOLDER_SENDER
from continuity.errors import BadValue, FileError, UsageError
from support.deliveries import SENDER, parcel, post


def test_a_letter_waits_in_the_outbox_and_repeating_changes_nothing(tmp_path: Path) -> None:
    way = post(host="", outbox=tmp_path / "outbox")
    assert load_channel("eml", way).deliver(parcel()) == DeliveryResult(
        state="sent", detail=f"No mail server is set: the letter lies in {way.outbox}."
    )
    (path,) = (tmp_path / "outbox").iterdir()
    assert path.name.startswith("2026-12-01-")
    assert path.suffix == ".eml"
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.read_bytes() == serialise_message(build_message(parcel(), SENDER))
    load_channel("eml", way).deliver(parcel())
    assert list((tmp_path / "outbox").iterdir()) == [path]
    load_channel("eml", way).deliver(parcel(key="another"))
    assert len(list((tmp_path / "outbox").iterdir())) == 2


def test_without_a_sender_a_letter_comes_from_nobody(tmp_path: Path) -> None:
    load_channel("eml", post(host="", sender="", outbox=tmp_path)).deliver(parcel())
    (path,) = tmp_path.iterdir()
    assert message_from_bytes(path.read_bytes(), policy=default)["From"] == PLACEHOLDER_SENDER


def test_trouble_with_the_outbox_is_told_beforehand_and_at_the_run(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    way = post(outbox=tmp_path / "file")
    with pytest.raises(FileError):
        load_channel("eml", way).check("ann@example.org")
    assert load_channel("eml", way).deliver(parcel()).permanent
    assert load_channel("eml", post(outbox=tmp_path)).deliver(parcel(target="ann")).permanent


@pytest.mark.parametrize("name", ["mail", "eml"])
def test_an_address_that_is_none_is_told_beforehand(name: str, tmp_path: Path) -> None:
    with pytest.raises(BadValue, match="no mail address"):
        load_channel(name, post(outbox=tmp_path)).check("ann")
    load_channel(name, post(outbox=tmp_path)).check("ann@example.org")


def test_settings_that_are_missing_are_told_beforehand(tmp_path: Path) -> None:
    for changes in ({"host": ""}, {"sender": ""}, {"sender": "reports"}, {"ca_file": str(tmp_path / "none")}):
        with pytest.raises(UsageError):
            load_channel("mail", post(**changes)).check("ann@example.org")
