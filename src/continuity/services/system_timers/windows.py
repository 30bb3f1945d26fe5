"""A scheduled task of Windows, registered by a PowerShell script for the user alone, without administrator rights."""

import re
import subprocess
from collections.abc import Sequence

from continuity.errors import ContinuityError, UsageError
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

_TASK = "Continuity scheduled reports"
_RUNS = re.compile(r"[ -~]+|[^ -~]")

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


def task_script(command: Sequence[str]) -> tuple[Text, ...]:
    """The script; a run that was missed is started as soon as the machine is on again."""
    found = _SCRIPT.format(
        mark=MARK,
        name=_quoted(_TASK),
        quoted_mark=_quoted(MARK),
        program=_quoted(command[0]),
        arguments=_quoted(subprocess.list2cmdline(command[1:])),
        description=_quoted(DESCRIPTION),
    )
    return (Text("", found),)


def write_task(texts: tuple[Text, ...], around: Surroundings) -> Written:
    """Register the task.

    Raises:
        UsageError: this is not Windows.
        ContinuityError: there is no PowerShell, or it refuses.
    """
    if around.platform != "win32":
        raise UsageError("a scheduled task can be installed on Windows only", "leave out --write to see the script")
    program = around.find("powershell") or around.find("pwsh")
    if program is None:
        raise ContinuityError("there is no PowerShell here", "leave out --write and run the script by hand")
    answer = ran([program, "-NoProfile", "-NonInteractive", "-Command", texts[0].content], around)
    if answer.returncode:
        raise ContinuityError(f"the task was not registered: {complaint(answer)}", "nothing was changed")
    return Written(done=(f"Registered the task '{_TASK}'.",))


def _quoted(text: str) -> str:
    """A text of PowerShell in which nothing is expanded. Source: about_Quoting_Rules.

    Letters beyond ASCII are written as numbers: PowerShell 5 reads a script in the code page of the machine, and takes
    typographic quotation marks for its own.
    """
    pieces = [_letter(run) if not run.isascii() else "'" + run.replace("'", "''") + "'" for run in _RUNS.findall(text)]
    return pieces[0] if len(pieces) == 1 and text.isascii() else f"('' + {' + '.join(pieces)})"


def _letter(letter: str) -> str:
    units = letter.encode("utf-16-be").hex(" ", 2).upper().split()
    return " + ".join(f"[char]0x{unit}" for unit in units)


WINDOWS = Scheduler(
    texts=task_script,
    write=write_task,
    place="PowerShell, as a script of yours",
    notes=(
        "It runs while you are logged on, and opens a window for a moment.",
        "No password stands here. One that the program reads from the environment is one of your user's variables.",
    ),
    undo=f"Unregister-ScheduledTask -TaskName '{_TASK}'",
)
