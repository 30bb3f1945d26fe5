"""Names of time zones, and what is said of those that are none."""

import pytest

from continuity.errors import BadValue
from continuity.services.offices.timezones import parse_timezone


@pytest.mark.parametrize("text", ["Europe/London", " America/Argentina/Buenos_Aires ", "UTC"])
def test_a_zone_is_known(text: str) -> None:
    assert parse_timezone(text) == text.strip()


@pytest.mark.parametrize(
    ("text", "near"),
    [
        ("Europe/Lodnon", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("Berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
    ],
)
def test_near_misses_are_suggested(text: str, near: str) -> None:
    with pytest.raises(BadValue, match="is not a time zone") as caught:
        parse_timezone(text)
    assert caught.value.hint.startswith(f"did you mean {near}")


@pytest.mark.parametrize("text", ["", " ", "☃", "+02:00"])
def test_what_is_like_none_is_refused_with_what_to_write(text: str) -> None:
    with pytest.raises(BadValue, match="time zone") as caught:
        parse_timezone(text)
    assert "Europe/Berlin" in caught.value.hint


def test_control_characters_are_refused() -> None:
    with pytest.raises(BadValue, match="control character"):
        parse_timezone("Europe/London\x00")
