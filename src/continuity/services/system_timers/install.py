"""`schedule install`: let the system call `continuity schedule run` once an hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from continuity.errors import UsageError
from continuity.services.system_timers.base import Scheduler, Surroundings, Text, Written
from continuity.services.system_timers.cron import CRON
from continuity.services.system_timers.systemd import SYSTEMD
from continuity.services.system_timers.windows import WINDOWS

SCHEDULERS = {"systemd": SYSTEMD, "cron": CRON, "windows": WINDOWS}
"""The registry: one file a scheduler, one line here."""

_RUNS_SYSTEMD = Path("/run/systemd/system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What a scheduler is given, and what became of it.

    Attributes:
        texts: the files, the line or the script.
        written: what was installed; None where it was only asked for.
    """

    kind: str
    scheduler: Scheduler
    texts: tuple[Text, ...]
    written: Written | None = None


def install(kind: str | None, command: Sequence[str], around: Surroundings, *, write: bool) -> Installation:
    """What lets the system call a command once an hour; installed where that is wanted.

    Args:
        kind: a key of `SCHEDULERS`; None takes the one that this machine has.
        command: its words, as from `timers.command`.
        around: the machine and the user.
        write: whether to install it.

    Raises:
        UsageError: there is no such scheduler, it is not one of this machine, or cannot be told the command.
        FileTrouble: a file cannot be written, or is there and not ours.
        ContinuityError: a program of the system refuses.
    """
    chosen = default_kind(around) if kind is None else kind
    if chosen not in SCHEDULERS:
        raise UsageError(f'"{chosen}" is no scheduler', f"write one of {', '.join(SCHEDULERS)}")
    scheduler = SCHEDULERS[chosen]
    texts = scheduler.texts(command)
    written = scheduler.write(texts, around) if write else None
    return Installation(kind=chosen, scheduler=scheduler, texts=texts, written=written)


def default_kind(around: Surroundings) -> str:
    """The scheduler a machine has: that of Windows, systemd where it runs the system, else cron."""
    if around.platform == "win32":
        return "windows"
    return "systemd" if around.platform == "linux" and _RUNS_SYSTEMD.is_dir() else "cron"
