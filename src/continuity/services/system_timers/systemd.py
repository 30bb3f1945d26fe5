"""A systemd timer of the user: two unit files, and the commands that start it."""

from collections.abc import Sequence
from pathlib import Path

from continuity.errors import FileTrouble
from continuity.io.atomic_write import writing_files
from continuity.services.system_timers.base import (
    DESCRIPTION,
    MARK,
    Scheduler,
    Surroundings,
    Text,
    Written,
    complaint,
    ran,
)

TIMER = "continuity-reports.timer"
_SERVICE = "continuity-reports.service"
_START = (("daemon-reload",), ("enable", "--now", TIMER))

_ODD = frozenset("\"'\\$")
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


def unit_texts(command: Sequence[str]) -> tuple[Text, ...]:
    """The service and its timer, which makes up for a run that was missed."""
    words = [_quoted(word) for word in command]
    if _ODD & set(command[0]):
        words = ["/bin/sh", "-c", _quoted('exec "$0" "$@"'), *words]
    return (
        Text(_SERVICE, _SERVICE_TEXT.format(mark=MARK, description=DESCRIPTION, command=" ".join(words))),
        Text(TIMER, _TIMER_TEXT.format(mark=MARK, description=DESCRIPTION)),
    )


def write_units(texts: tuple[Text, ...], around: Surroundings) -> Written:
    """Put the unit files into their place, both or neither, and start the timer where systemd lets us.

    Raises:
        FileTrouble: a file of that name is not ours, or there is no right or no room to write.
    """
    config = around.environment.get("XDG_CONFIG_HOME") or around.home / ".config"
    folder = Path(config) / "systemd" / "user"
    there = [_there(folder / text.name) for text in texts]
    if there == [text.content for text in texts]:
        return _started((f"The unit files are in {folder} as they should be.",), around)
    with writing_files(folder) as files:
        for text in texts:
            files.write(text.name, [text.content.encode()])
    return _started(tuple(f"Wrote {folder / text.name}." for text in texts), around)


def _there(path: Path) -> str | None:
    """The text of a unit file of ours; None where there is none."""
    try:
        found = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError) as error:
        raise FileTrouble(f"{path} cannot be read: {error}", "move it away") from None
    if MARK not in found.partition("\n")[0]:
        raise FileTrouble(f"{path} is there and was not made by continuity", "move it away, or install by hand")
    return found


def _started(done: tuple[str, ...], around: Surroundings) -> Written:
    program = around.find("systemctl")
    if program is None:
        return Written(done=(*done, "There is no systemctl here to start the timer."), left=_commands(_START))
    for number, words in enumerate(_START):
        answer = ran([program, "--user", *words], around)
        if answer.returncode:
            told = f"systemctl could not start the timer: {complaint(answer)}"
            return Written(done=(*done, told), left=_commands(_START[number:]))
    return Written(done=(*done, "The timer is started."))


def _commands(several: Sequence[Sequence[str]]) -> tuple[str, ...]:
    return tuple(f"systemctl --user {' '.join(words)}" for words in several)


def _quoted(word: str) -> str:
    """One word of a command line, read neither as a specifier nor as a variable. Source: systemd.service(5)."""
    for special, spelled in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(special, spelled)
    return f'"{word}"'


SYSTEMD = Scheduler(
    texts=unit_texts,
    write=write_units,
    place="~/.config/systemd/user",
    notes=(
        "It runs while you are logged in; `loginctl enable-linger` keeps it running afterwards.",
        "`journalctl --user -u continuity-reports` shows what it printed.",
    ),
    undo=f"systemctl --user disable --now {TIMER}, and delete the two files",
)
