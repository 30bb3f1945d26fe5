"""`schedule install`: an hourly system timer for `continuity schedule run`."""

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
    """The texts of a timer, and the result if installed."""

    kind: str
    backend: TimerBackend
    texts: tuple[TimerText, ...]
    result: InstallResult | None = None


def install_timer(kind: str | None, command: Sequence[str], host: HostSystem, *, write: bool) -> Installation:
    """Build an hourly timer for a command, and install it if `write`; `kind` is None for the machine's own.
    Raise UsageError for an unknown or unavailable kind or an unsuitable command, FileError for a file that is not ours
    or cannot be written, ContinuityError if a system program refuses.
    """
    chosen_kind = find_default_kind(host) if kind is None else kind
    if chosen_kind not in TIMER_BACKENDS:
        raise UsageError(f'"{chosen_kind}" is no scheduler', f"write one of {', '.join(TIMER_BACKENDS)}")
    backend = TIMER_BACKENDS[chosen_kind]
    texts = backend.build_texts(command)
    result = backend.install(texts, host) if write else None
    return Installation(kind=chosen_kind, backend=backend, texts=texts, result=result)


def find_default_kind(host: HostSystem) -> str:
    """Return the machine's own kind: Windows tasks, systemd, else cron."""
    if host.platform == "win32":
        return "windows"
    return "systemd" if host.platform == "linux" and _SYSTEMD_FOLDER.is_dir() else "cron"
