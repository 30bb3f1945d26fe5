"""A Windows task of the user, registered by PowerShell without administrator rights."""

import re
import subprocess
from collections.abc import Sequence

from continuity.errors import ContinuityError, UsageError
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

_TASK_NAME = "Continuity scheduled reports"
_CHARACTER_RUNS = re.compile(r"[ -~]+|[^ -~]")

_SCRIPT = """\
# {mark}
$ErrorActionPreference = 'Stop'
$name = {name}
$mark = {quoted_mark}
$found = Get-ScheduledTask -TaskPath '\\' -TaskName $name -ErrorAction SilentlyContinue
if ($found -and -not ([string]$found.Description).Contains($mark)) {{
    throw "The task '$name' is there and was not made by continuity; delete or rename it."
}}
$action = New-ScheduledTaskAction -Execute {program} -Argument {arguments}
$trigger = New-ScheduledTaskTrigger -Once -At '00:00' -RepetitionInterval (New-TimeSpan -Hours 1)
$settings = New-ScheduledTaskSettingsSet -StartWhenAvailable -AllowStartIfOnBatteries -DontStopIfGoingOnBatteries `
    -MultipleInstances IgnoreNew -ExecutionTimeLimit (New-TimeSpan -Hours 1)
Register-ScheduledTask -TaskPath '\\' -TaskName $name -Description ({description} + ', ' + $mark) `
    -Action $action -Trigger $trigger -Settings $settings -Force | Out-Null
"""


def build_task_script(command: Sequence[str]) -> tuple[TimerText, ...]:
    """Build the script; a missed run starts when the machine is on again."""
    script = _SCRIPT.format(
        mark=OWNERSHIP_MARK,
        name=_quote_text(_TASK_NAME),
        quoted_mark=_quote_text(OWNERSHIP_MARK),
        program=_quote_text(command[0]),
        arguments=_quote_text(subprocess.list2cmdline(command[1:])),
        description=_quote_text(DESCRIPTION),
    )
    return (TimerText("", script),)


def install_task(texts: tuple[TimerText, ...], host: HostSystem) -> InstallResult:
    """Register the task. Raise UsageError off Windows, ContinuityError if PowerShell is missing or refuses."""
    if host.platform != "win32":
        raise UsageError("a scheduled task can be installed on Windows only", "leave out --write to see the script")
    program = host.find_program("powershell") or host.find_program("pwsh")
    if program is None:
        raise ContinuityError("there is no PowerShell here", "leave out --write and run the script by hand")
    process = run_program([program, "-NoProfile", "-NonInteractive", "-Command", texts[0].content], host)
    if process.returncode:
        raise ContinuityError(f"the task was not registered: {format_failure(process)}", "nothing was changed")
    return InstallResult(actions=(f"Registered the task '{_TASK_NAME}'.",))


def _quote_text(text: str) -> str:
    """Quote a text without expansion (see about_Quoting_Rules).
    Non-ASCII letters become numbers: PowerShell 5 reads scripts in the machine's code page and takes typographic
    quotation marks for its own.
    """
    runs = _CHARACTER_RUNS.findall(text)
    pieces = ["'" + run.replace("'", "''") + "'" if run.isascii() else _format_character(run) for run in runs]
    return pieces[0] if len(pieces) == 1 and text.isascii() else f"('' + {' + '.join(pieces)})"


def _format_character(character: str) -> str:
    units = character.encode("utf-16-be").hex(" ", 2).upper().split()
    return " + ".join(f"[char]0x{unit}" for unit in units)


WINDOWS = TimerBackend(
    build_texts=build_task_script,
    install=install_task,
    location="PowerShell, as a script of yours",
    notes=(
        "It runs while you are logged on, and opens a window for a moment.",
        "No password stands here. One that the program reads from the environment is one of your user's variables.",
    ),
    removal_hint=f"Unregister-ScheduledTask -TaskName '{_TASK_NAME}'",
)
