"""Golden files: texts as they were last looked at; CONTINUITY_UPDATE_GOLDEN=1 writes them anew."""

import os
from itertools import zip_longest
from pathlib import Path

UPDATING = os.environ.get("CONTINUITY_UPDATE_GOLDEN") == "1"


def same_as(path: Path, text: str) -> None:
    data = text.encode()
    if UPDATING:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    expected = path.read_bytes().decode() if path.exists() else ""
    # Compared by hand: pytest takes minutes to explain how two long texts differ.
    changed = first_difference(expected, data.decode())
    assert not changed, f"{path.name} has changed; CONTINUITY_UPDATE_GOLDEN=1 accepts it\n{changed}"


def first_difference(expected: str, found: str) -> str:
    """Return the first line in which two texts differ, from both of them; nothing where they are the same."""
    pairs = zip_longest(expected.splitlines(keepends=True), found.splitlines(keepends=True))
    for number, (before, after) in enumerate(pairs, start=1):
        if before != after:
            return f"line {number}\n- {before!r}\n+ {after!r}"
    return ""
