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

OWNERSHIP_MARK = "made by `continuity schedule install`"
"""By which a file, a line or a task is known to be ours, and may be replaced."""

DESCRIPTION = "Continuity: scheduled reports"

_TIMEOUT_SECONDS = 60
_URL_SECRET = re.compile(r"://[^/@\s]*:[^/@\s]+@|[?&]password=", re.IGNORECASE)
_UNWRITABLE_CHARACTERS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSystem:
    """The machine and the user for whom a scheduler is set up.

    Attributes:
        platform: as Python names it: linux, darwin, win32.
        environment: the environment variables.
        home: the user's folder.
    """

    platform: str
    environment: Mapping[str, str]
    home: Path

    def find_program(self, program: str) -> str | None:
        """Find the path of a program; None where there is none."""
        return shutil.which(program, path=self.environment.get("PATH"))


@dataclass(frozen=True, slots=True)
class TimerText:
    """A file, a line or a script for a scheduler; the name is that of the file, empty where it is none."""

    name: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallResult:
    """What was installed.

    Attributes:
        actions: sentences on what was done.
        remaining_commands: commands that the user still has to run.
    """

    actions: tuple[str, ...]
    remaining_commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerBackend:
    """One kind of scheduler.

    Attributes:
        build_texts: what it is given, from the command it has to call.
        install: install the texts; says what it did.
        location: where the texts belong, for the user.
        notes: what to know about it.
        removal_hint: how to be rid of it again.
    """

    build_texts: Callable[[Sequence[str]], tuple[TimerText, ...]]
    install: Callable[[tuple[TimerText, ...], HostSystem], InstallResult]
    location: str
    notes: tuple[str, ...]
    removal_hint: str


def resolve_program(argv0: str, python: str, host: HostSystem) -> tuple[str, ...]:
    """Resolve how to start this program: as it was called, else as a module.

    A link is not followed, so that the command outlives its next version.

    Args:
        argv0: the first word of the command line of this run.
        python: the interpreter.
        host: where the command is looked for.
    """
    if Path(argv0).stem == "continuity":
        for name in (argv0, f"{argv0}.exe"):
            if found := host.find_program(name):
                return (str(Path(found).absolute()),)
    return (str(Path(python).absolute()), "-m", "continuity")


def build_command(program_words: Sequence[str], address: str) -> tuple[str, ...]:
    """Build the words that send what is due in one database.

    Args:
        program_words: how the program is started, as from `program`.
        address: of the database, a path or a URL.

    Raises:
        UsageError: the address holds a password, or a word has a character that no scheduler can be told.
    """
    if _URL_SECRET.search(address):
        raise UsageError(
            "the address of the database holds a password, and schedulers keep no secrets",
            "leave it out; use ~/.pgpass",
        )
    database = address if "://" in address else str(Path(address).expanduser().absolute())
    words = (*program_words, "--db", database, "schedule", "run", "--quiet")
    if any(_UNWRITABLE_CHARACTERS.search(word) for word in words):
        raise UsageError(
            "a path holds a line break or a control character, which no scheduler can be told",
            "rename the folder or the file",
        )
    return words


def run_program(words: Sequence[str], host: HostSystem, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a program of the system with standard input; its messages are English.

    Raises:
        ContinuityError: it cannot be started, or does not come to an end.
    """
    environment = {**host.environment, "LC_ALL": "C"}
    try:
        # The words are ours, and no shell reads them.
        return subprocess.run(  # noqa: S603
            words, input=stdin, capture_output=True, env=environment, timeout=_TIMEOUT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ContinuityError(f"{words[0]} cannot be run: {error}", "leave out --write and install by hand") from None


def format_failure(process: subprocess.CompletedProcess[bytes]) -> str:
    """Format what a program said when it failed, in one line."""
    output_lines = (process.stderr or process.stdout).decode(errors="replace").split("\n")
    return next((line.strip() for line in output_lines if line.strip()), f"it ended with {process.returncode}")
