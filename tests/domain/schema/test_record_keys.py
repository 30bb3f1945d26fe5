"""The last record in a line of successors."""

import pytest

from continuity.domain.schema.record_keys import resolve_successor

SUCCESSORS = {"red": "rose", "rose": "pink", "left": "right", "right": "left"}


@pytest.mark.parametrize(("key", "expected"), [("red", "pink"), ("rose", "pink"), ("pink", "pink"), ("blue", "blue")])
def test_successor_is_the_last_of_the_line(key: str, expected: str) -> None:
    assert resolve_successor(key, SUCCESSORS) == expected


def test_successors_in_a_circle_end_the_search() -> None:
    assert resolve_successor("left", SUCCESSORS) == "right"
