"""The last step to a disk: all of the bytes, on the disk itself."""

import os
from collections.abc import Iterable


def fill(descriptor: int, pieces: Iterable[bytes]) -> None:
    """Write all pieces, and wait until the disk holds them.

    Raises:
        OSError: there is no room, or no right.
    """
    for piece in pieces:
        pour(descriptor, piece)
    os.fsync(descriptor)


def pour(descriptor: int, content: bytes) -> None:
    """Write all of it: a pipe or a device may take less at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return (error.strerror or str(error)).lower()
