"""Golden files: the documents as they were last looked at; CONTINUITY_UPDATE_GOLDEN=1 writes them anew."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def same_as_golden(name: str, text: str) -> None:
    path, data = FOLDER / name, text.encode()
    if os.environ.get("CONTINUITY_UPDATE_GOLDEN") == "1":
        path.write_bytes(data)
    assert data.decode() == path.read_bytes().decode(), f"{name} has changed; CONTINUITY_UPDATE_GOLDEN=1 accepts it"
