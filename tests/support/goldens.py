"""Golden files: texts as they were last looked at; CONTINUITY_UPDATE_GOLDEN=1 writes them anew."""

import os
from pathlib import Path


def same_as(path: Path, text: str) -> None:
    data = text.encode()
    if os.environ.get("CONTINUITY_UPDATE_GOLDEN") == "1":
        path.write_bytes(data)
    assert data.decode() == path.read_bytes().decode(), (
        f"{path.name} has changed; CONTINUITY_UPDATE_GOLDEN=1 accepts it"
    )
