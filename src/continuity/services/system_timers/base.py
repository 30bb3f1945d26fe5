"""What the schedulers of the systems have in common: the command they call, once an hour, and how it is spelled.

Whatever was missed while a machine was off is made up for by the command itself, so that none of them has to know when
a report is due.
"""

import re
import shutil
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from continuity.errors import ContinuityError, UsageError

MARK = "made by `continuity schedule install`"
"""By which a file, a line or a task is known to be ours, and may be replaced."""

DESCRIPTION = "Continuity: scheduled reports"

_PATIENCE_SECONDS = 60
_SECRET = re.compile(r"://[^/@\s]*:[^/@\s]+@|[?&]password=", re.IGNORECASE)
_UNSPEAKABLE = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The machine and the user for whom a scheduler is set up.

    Attributes:
        platform: as Python names it: linux, darwin, win32.
        environment: the environment variables.
        home: the user's folder.
    """

    platform: str
    environment: Mapping[str, str]
    home: Path

    def find(self, program: str) -> str | None:
        """The path of a program; None where there is none."""
        return shutil.which(program, path=self.environment.get("PATH"))


@dataclass(frozen=True, slots=True)
class Text:
    """A file, a line or a script for a scheduler; the name is that of the file, empty where it is none."""

    name: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was installed.

    Attributes:
        done: sentences on what was done.
        left: commands that the user still has to run.
    """

    done: tuple[str, ...]
    left: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheduler:
    """One kind of scheduler.

    Attributes:
        texts: what it is given, from the command it has to call.
        write: install the texts; says what it did.
        place: where the texts belong, for the user.
        notes: what to know about it.
        undo: how to be rid of it again.
    """

    texts: Callable[[Sequence[str]], tuple[Text, ...]]
    write: Callable[[tuple[Text, ...], Surroundings], Written]
    place: str
    notes: tuple[str, ...]
    undo: str


def program(argv0: str, python: str, around: Surroundings) -> tuple[str, ...]:
    """How to start this program from anywhere: the command as it was called, else as a module of Python.

    A link is not followed, so that the command outlives its next version.

    Args:
        argv0: the first word of the command line of this run.
        python: the interpreter.
        around: where the command is looked for.
    """
    if Path(argv0).stem == "continuity":
        for name in (argv0, f"{argv0}.exe"):
            if found := around.find(name):
                return (str(Path(found).absolute()),)
    return (str(Path(python).absolute()), "-m", "continuity")


def command(start: Sequence[str], address: str) -> tuple[str, ...]:
    """The words that send what is due in one database.

    Args:
        start: how the program is started, as from `program`.
        address: of the database, a path or a URL.

    Raises:
        UsageError: the address holds a password, or a word has a character that no scheduler can be told.
    """
    if _SECRET.search(address):
        raise UsageError(
            "the address of the database holds a password, and schedulers keep no secrets",
            "leave it out; use ~/.pgpass",
        )
    where = address if "://" in address else str(Path(address).expanduser().absolute())
    words = (*start, "--db", where, "schedule", "run", "--quiet")
    if any(_UNSPEAKABLE.search(word) for word in words):
        raise UsageError(
            "a path holds a line break or a control character, which no scheduler can be told",
            "rename the folder or the file",
        )
    return words


def ran(words: Sequence[str], around: Surroundings, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a program of the system with what it is given on standard input; its messages are in English.

    Raises:
        ContinuityError: it cannot be started, or does not come to an end.
    """
    environment = {**around.environment, "LC_ALL": "C"}
    try:
        # The words are ours, and no shell reads them.
        return subprocess.run(  # noqa: S603
            words, input=given, capture_output=True, env=environment, timeout=_PATIENCE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ContinuityError(f"{words[0]} cannot be run: {error}", "leave out --write and install by hand") from None


def complaint(done: subprocess.CompletedProcess[bytes]) -> str:
    """What a program said when it failed, in one line."""
    said = (done.stderr or done.stdout).decode(errors="replace").split("\n")
    return next((line.strip() for line in said if line.strip()), f"it ended with {done.returncode}")
