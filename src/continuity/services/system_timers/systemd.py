"""A systemd user timer: two unit files and their start."""

from collections.abc import Sequence
from pathlib import Path

from continuity.errors import FileError
from continuity.io.atomic_write import write_files
from continuity.services.system_timers.base import (
    DESCRIPTION,
    OWNERSHIP_MARK,
    HostSystem,
    InstallResult,
    TimerBackend,
    TimerText,
    format_failure,
    run_program,
)

TIMER = "continuity-reports.timer"
_SERVICE = "continuity-reports.service"
_START_COMMANDS = (("daemon-reload",), ("enable", "--now", TIMER))

_SPECIAL_CHARACTERS = frozenset("\"'\\$")
"""What systemd takes in no path of a program, or would take for a variable in its first word."""

_SERVICE_TEXT = """\
# {mark}
[Unit]
Description={description}

[Service]
Type=oneshot
ExecStart={command}
UMask=0077
NoNewPrivileges=true
# No password stands here. One that the program reads from the environment belongs into this file, one NAME=VALUE a
# line, readable by its owner alone; one that it reads from a file can be a credential instead.
EnvironmentFile=-%h/.config/continuity/schedule.env
#LoadCredential=smtp:%h/.config/continuity/smtp-password
"""
_TIMER_TEXT = """\
# {mark}
[Unit]
Description={description}

[Timer]
OnCalendar=hourly
RandomizedDelaySec=2min
Persistent=true

[Install]
WantedBy=timers.target
"""


def build_unit_texts(command: Sequence[str]) -> tuple[TimerText, ...]:
    """Build the service and its timer, which makes up for missed runs."""
    words = [_quote_word(word) for word in command]
    if _SPECIAL_CHARACTERS & set(command[0]):
        words = ["/bin/sh", "-c", _quote_word('exec "$0" "$@"'), *words]
    service = _SERVICE_TEXT.format(mark=OWNERSHIP_MARK, description=DESCRIPTION, command=" ".join(words))
    timer = _TIMER_TEXT.format(mark=OWNERSHIP_MARK, description=DESCRIPTION)
    return TimerText(_SERVICE, service), TimerText(TIMER, timer)


def install_units(texts: tuple[TimerText, ...], host: HostSystem) -> InstallResult:
    """Write both unit files or neither, and start the timer if possible. Raise FileError if a file is not ours."""
    config = host.environment.get("XDG_CONFIG_HOME") or host.home / ".config"
    folder = Path(config) / "systemd" / "user"
    existing_texts = [_read_own_unit(folder / text.name) for text in texts]
    if existing_texts == [text.content for text in texts]:
        return _start_timer((f"The unit files are in {folder} as they should be.",), host)
    with write_files(folder) as files:
        for text in texts:
            files.write(text.name, [text.content.encode()])
    return _start_timer(tuple(f"Wrote {folder / text.name}." for text in texts), host)


def _read_own_unit(path: Path) -> str | None:
    try:
        found = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(f"{path} cannot be read: {error}", "move it away") from None
    if OWNERSHIP_MARK not in found.partition("\n")[0]:
        raise FileError(f"{path} is there and was not made by continuity", "move it away, or install by hand")
    return found


def _start_timer(actions: tuple[str, ...], host: HostSystem) -> InstallResult:
    program = host.find_program("systemctl")
    if program is None:
        failure = "There is no systemctl here to start the timer."
        return InstallResult(actions=(*actions, failure), remaining_commands=_format_commands(_START_COMMANDS))
    for number, words in enumerate(_START_COMMANDS):
        process = run_program([program, "--user", *words], host)
        if process.returncode:
            failure = f"systemctl could not start the timer: {format_failure(process)}"
            remaining = _format_commands(_START_COMMANDS[number:])
            return InstallResult(actions=(*actions, failure), remaining_commands=remaining)
    return InstallResult(actions=(*actions, "The timer is started."))


def _format_commands(commands: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(f"systemctl --user {' '.join(words)}" for words in commands)


def _quote_word(word: str) -> str:
    """Quote a word against specifiers and variables (see systemd.service(5))."""
    for special, spelled in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(special, spelled)
    return f'"{word}"'


SYSTEMD = TimerBackend(
    build_texts=build_unit_texts,
    install=install_units,
    location="~/.config/systemd/user",
    notes=(
        "It runs while you are logged in; `loginctl enable-linger` keeps it running afterwards.",
        "`journalctl --user -u continuity-reports` shows what it printed.",
    ),
    removal_hint=f"systemctl --user disable --now {TIMER}, and delete the two files",
)
