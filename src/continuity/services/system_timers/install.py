"""`schedule install`: let the system call `continuity schedule run` once an hour."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from continuity.errors import UsageError
from continuity.services.system_timers.base import HostSystem, InstallResult, TimerBackend, TimerText
from continuity.services.system_timers.cron import CRON
from continuity.services.system_timers.systemd import SYSTEMD
from continuity.services.system_timers.windows import WINDOWS

TIMER_BACKENDS = {"systemd": SYSTEMD, "cron": CRON, "windows": WINDOWS}
"""The registry: one file a scheduler, one line here."""

_SYSTEMD_FOLDER = Path("/run/systemd/system")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """What a scheduler is given, and what became of it.

    Attributes:
        texts: the files, the line or the script.
        result: what was installed; None where it was only asked for.
    """

    kind: str
    backend: TimerBackend
    texts: tuple[TimerText, ...]
    result: InstallResult | None = None


def install_timer(kind: str | None, command: Sequence[str], host: HostSystem, *, write: bool) -> Installation:
    """Build what makes the system call a command hourly, and install it if asked.

    Args:
        kind: a key of `SCHEDULERS`; None takes the one that this machine has.
        command: its words, as from `timers.command`.
        host: the machine and the user.
        write: whether to install it.

    Raises:
        UsageError: there is no such scheduler, it is not one of this machine, or cannot be told the command.
        FileError: a file cannot be written, or is there and not ours.
        ContinuityError: a program of the system refuses.
    """
    chosen_kind = find_default_kind(host) if kind is None else kind
    if chosen_kind not in TIMER_BACKENDS:
        raise UsageError(f'"{chosen_kind}" is no scheduler', f"write one of {', '.join(TIMER_BACKENDS)}")
    backend = TIMER_BACKENDS[chosen_kind]
    texts = backend.build_texts(command)
    result = backend.install(texts, host) if write else None
    return Installation(kind=chosen_kind, backend=backend, texts=texts, result=result)


def find_default_kind(host: HostSystem) -> str:
    """Find the scheduler a machine has: Windows' own, systemd, else cron."""
    if host.platform == "win32":
        return "windows"
    return "systemd" if host.platform == "linux" and _SYSTEMD_FOLDER.is_dir() else "cron"
