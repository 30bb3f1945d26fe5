"""A clock that stands still: whichever module of the package asks what time it is gets the same answer."""

from datetime import UTC, datetime, tzinfo
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import continuity

ROOT = Path(continuity.__file__).parent
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class FrozenClock:
    """The moment that the package takes for now."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.moment = START
        for name in asking_modules():
            monkeypatch.setattr(import_module(name), "datetime", self._frozen())

    def set(self, text: str) -> None:
        """Set it to a moment in UTC: `2026-12-01 07:00`."""
        self.moment = datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)

    def _frozen(self) -> type[datetime]:
        clock = self

        class Frozen(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> Any:
                # Without a time zone the clock on the wall shows UTC, so that the day is the same on every machine.
                return clock.moment.astimezone(tz) if tz else clock.moment.replace(tzinfo=None)

        return Frozen


@cache
def asking_modules() -> tuple[str, ...]:
    """Return the modules of the package that ask what time it is, wherever they stand."""
    found = [_module_of(path) for path in sorted(ROOT.rglob("*.py")) if "datetime.now(" in path.read_text("utf-8")]
    assert found, "no module of the package calls datetime.now: freeze the clock where it is read now"
    return tuple(found)


def _module_of(path: Path) -> str:
    parts = path.relative_to(ROOT.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
