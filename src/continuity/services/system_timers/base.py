"""Common parts of timer backends: the hourly command and its quoting.
The command itself makes up for missed hours, so no backend needs to know when a report is due.
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
    """The machine and user of a timer; `platform` is as `sys.platform`: linux, darwin, win32."""

    platform: str
    environment: Mapping[str, str]
    home: Path

    def find_program(self, program: str) -> str | None:
        """Find the path of a program, if any."""
        return shutil.which(program, path=self.environment.get("PATH"))


@dataclass(frozen=True, slots=True)
class TimerText:
    """A file, line or script of a timer; only files have a name."""

    name: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstallResult:
    """The result of an installation: sentences on what was done, and commands that the user has to run."""

    actions: tuple[str, ...]
    remaining_commands: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TimerBackend:
    """One kind of timer: how to build its texts from the command and install them, where they are, how to remove it."""

    build_texts: Callable[[Sequence[str]], tuple[TimerText, ...]]
    install: Callable[[tuple[TimerText, ...], HostSystem], InstallResult]
    location: str
    notes: tuple[str, ...]
    removal_hint: str


def resolve_program(argv0: str, python: str, host: HostSystem) -> tuple[str, ...]:
    """Resolve how to start this program: as called (`argv0` is the first word), else as a module.
    A link is not followed, so that the command outlives upgrades.
    """
    if Path(argv0).stem == "continuity":
        for name in (argv0, f"{argv0}.exe"):
            if found := host.find_program(name):
                return (str(Path(found).absolute()),)
    return (str(Path(python).absolute()), "-m", "continuity")


def build_command(program_words: Sequence[str], address: str) -> tuple[str, ...]:
    """Build the hourly command for one database, from `resolve_program`'s words.
    Raise UsageError for a password in the address, or a character that no timer accepts.
    """
    if _URL_SECRET.search(address):
        message = "the address of the database holds a password, and schedulers keep no secrets"
        raise UsageError(message, "leave it out; use ~/.pgpass")
    database = address if "://" in address else str(Path(address).expanduser().absolute())
    words = (*program_words, "--db", database, "schedule", "run", "--quiet")
    if any(_UNWRITABLE_CHARACTERS.search(word) for word in words):
        message = "a path holds a line break or a control character, which no scheduler can be told"
        raise UsageError(message, "rename the folder or the file")
    return words


def run_program(words: Sequence[str], host: HostSystem, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run a system program with English messages. Raise ContinuityError if it does not start or does not end."""
    environment = {**host.environment, "LC_ALL": "C"}
    try:
        # The words are ours, and no shell reads them.
        return subprocess.run(  # noqa: S603
            words, input=stdin, capture_output=True, env=environment, timeout=_TIMEOUT_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise ContinuityError(f"{words[0]} cannot be run: {error}", "leave out --write and install by hand") from None


def format_failure(process: subprocess.CompletedProcess[bytes]) -> str:
    """Format the messages of a failed program in one line."""
    output_lines = (process.stderr or process.stdout).decode(errors="replace").split("\n")
    return next((line.strip() for line in output_lines if line.strip()), f"it ended with {process.returncode}")
