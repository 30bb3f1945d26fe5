"""The documents as they were last looked at."""

from pathlib import Path

from support.goldens import same_as

FOLDER = Path(__file__).parents[1] / "reports" / "golden"


def same_as_golden(name: str, text: str) -> None:
    same_as(FOLDER / name, text)
