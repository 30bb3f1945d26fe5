"""Sessions at the command line, replayed from a list of commands: what each printed, and the files it left.

A line of a session is a command as it is typed, settings of the environment before it included, or one of:

    put NAME [AS]         an input comes into the folder, under another name if one is given
    remove NAME           a file leaves it
    at 2026-12-01 07:00   the clock goes to a moment in UTC

`$PWD` stands for the folder the session runs in. A line that begins with # is a remark.
"""

import os
import re
import shlex
import shutil
import sys
from pathlib import Path

import pytest

from support.cli import Cli
from support.frozen_clock import FrozenClock
from support.golden_inputs import put
from support.readable import readable

WIDTH = 160
"""Characters of the path of a session's folder, wherever it is, so that tables around it are the same everywhere."""
FOLDER = "/folder-of-the-session".ljust(WIDTH, "-")
PYTHON = "/usr/bin/python3"
_REVISION = re.compile(r"\b(revision |needs |-> )\d{4}\b")
_DATABASES = (".db", ".db-journal", ".db-wal", ".db-shm")


class Session:
    """Runs the commands of a session in a folder of its own."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, address: str = "continuity.db") -> None:
        self.folder = folder
        self._cli = Cli(address)
        self._address = address
        self._clock = FrozenClock(monkeypatch)
        self._given: dict[str, bytes] = {}
        _surroundings(folder, monkeypatch)

    def replay(self, lines: list[str]) -> str:
        """Return the lines, each with what it printed on both outputs and its exit code."""
        return "\n".join(self._step(line) for line in lines if line.strip() and not line.startswith("#"))

    def files(self) -> dict[str, str]:
        """Return every file that the session made or changed, but no database, as text; a CSV pack is one text."""
        found: dict[str, str] = {}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and path.suffix not in _DATABASES and self._given.get(name) != path.read_bytes():
                text = self._masked(readable(path))
                if (path.parent / "cities.csv").exists():
                    pack = f"{path.parent.relative_to(self.folder).as_posix()}.txt"
                    found[pack] = f"{found.get(pack, '')}== {path.name} ==\n{text}"
                else:
                    found[f"{name}.txt" if path.suffix == ".xlsx" else name] = text
        return found

    def _step(self, line: str) -> str:
        words = shlex.split(line.replace("$PWD", str(self.folder)))
        if words[0] == "put":
            self._put(*words[1:])
        elif words[0] == "remove":
            self._remove(words[1])
        elif words[0] == "at":
            self._clock.set(" ".join(words[1:]))
        else:
            return f"$ {line}\n{self._run(words)}"
        return f"$ {line}\n"

    def _run(self, words: list[str]) -> str:
        place = words.index("continuity")
        settings = dict(word.split("=", 1) for word in words[:place])
        result = self._cli.run(words[place + 1 :], settings)
        assert result.exception is None or isinstance(result.exception, SystemExit), (words, result.exception)
        out, err = (self._masked(data.decode()) for data in (result.stdout_bytes, result.stderr_bytes))
        parts = [_whole(out), f"[stderr]\n{_whole(err)}" if err else ""]
        return "".join(parts) + (f"[exit {result.exit_code}]\n" if result.exit_code else "")

    def _put(self, name: str, target: str = "") -> None:
        for path in put(name, self.folder / (target or name)):
            self._given[path.relative_to(self.folder).as_posix()] = path.read_bytes()

    def _remove(self, name: str) -> None:
        path = self.folder / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()

    def _masked(self, text: str) -> str:
        text = text.replace(str(self.folder), FOLDER).replace(self._address, "continuity.db")
        # A migration may come while everything else stays as it is.
        return _REVISION.sub(r"\1NNNN", text)


def session_folder(tmp_path: Path) -> Path:
    """Make a folder whose path has a fixed length."""
    start = str(tmp_path.resolve())
    missing = WIDTH - len(start) - 1
    assert missing > 0, f"{start} is too long for a session: give a shorter --basetemp"
    folder = Path(start) / ("f" * missing)
    folder.mkdir()
    return folder


def _surroundings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away everything by which one machine, user or terminal differs from another."""
    for name in [name for name in os.environ if name.startswith(("CONTINUITY_", "XDG_", "TERMINAL_", "_TYPER"))]:
        monkeypatch.delenv(name)
    for name in ("FORCE_COLOR", "NO_COLOR", "PY_COLORS", "LINES", "PAGER", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setattr(sys, "executable", PYTHON)
    monkeypatch.setattr(sys, "argv", ["pytest"])
    monkeypatch.chdir(folder)


def _whole(text: str) -> str:
    return text if not text or text.endswith("\n") else f"{text}\n[no end of line]\n"
