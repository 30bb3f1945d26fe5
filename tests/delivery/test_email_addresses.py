"""What can be a mail address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from continuity.delivery.email_message import validate_address
from continuity.errors import BadValue


@pytest.mark.parametrize(
    "address",
    [
        "ann@example.org",
        "ann.o'hara+risk@mail.city-hall.example",
        "a@b.co",
        "root@localhost",
        "ann@xn--mnchen-3ya.example",
        f"{'a' * 64}@example.org",
    ],
)
def test_an_address_that_can_be_one_is_left_as_it_is(address: str) -> None:
    assert validate_address(f" {address} ") == address


@pytest.mark.parametrize(
    ("address", "hint"),
    [
        ("", "name@example.org"),
        ("ann", "name@example.org"),
        ("ann@", "name@example.org"),
        ("@example.org", "name@example.org"),
        ("ann@example", "name@example.org"),
        ("ann@example.org.", "name@example.org"),
        ("ann@-example.org", "name@example.org"),
        ("ann@192.0.2.1", "name@example.org"),
        ("ann@[192.0.2.1]", "name@example.org"),
        ("ann..lee@example.org", "name@example.org"),
        (".ann@example.org", "name@example.org"),
        ('"ann lee"@example.org', "name@example.org"),
        ("ann lee@example.org", "name@example.org"),
        ("ann@example.org\n", "name@example.org"),
        ("ann@eve.example@example.org", "name@example.org"),
        (f"{'a' * 65}@example.org", "name@example.org"),
        (f"ann@{'a' * 60}.{'b' * 60}.{'c' * 60}.{'d' * 60}.example", "name@example.org"),
        ("ann@example.org,bob@example.org", "one address at a time"),
        ("ann@example.org bob@example.org", "one address at a time"),
        ("ann@example.org\r\nBcc: bob@example.org", "one address at a time"),
        ("Ann <ann@example.org>", "without the name"),
        ("eve@example.org <ann@example.org>", "one address at a time"),
        ("änn@example.org", "plain letters"),
        ("ann@straße.example", "plain letters"),
    ],
)
def test_what_is_none_is_refused_with_what_to_do(address: str, hint: str) -> None:
    with pytest.raises(BadValue) as refused:
        validate_address(address)
    assert hint in refused.value.hint
    assert refused.value.message.isprintable()


@given(st.text() | st.text("ab@.-<>,; \r\n\"'\\[]()é", max_size=30))
def test_nothing_else_gets_through(text: str) -> None:
    try:
        address = validate_address(text)
    except BadValue:
        return
    assert address.isascii()
    assert address.isprintable()
    assert address.count("@") == 1
    assert not set(' ,;<>()"\\') & set(address)
