"""`schedule install`: print what a scheduler of the system is given, or install it."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.output import note, write
from continuity.cli.state import address

if TYPE_CHECKING:
    from continuity.services.system_timers.install import Installation

Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="SCHEDULER", help="systemd, cron or windows; what this machine has if not given."),
]
Write = Annotated[bool, typer.Option("--write", help="Install it instead of printing it.")]


def install(ctx: typer.Context, kind: Kind = None, write_it: Write = False) -> None:
    """Let this machine send what is due: a systemd timer, a crontab line or a scheduled task of Windows."""
    from continuity.services.system_timers import install
    from continuity.services.system_timers.base import Surroundings, command, program

    around = Surroundings(platform=sys.platform, environment=os.environ, home=Path.home())
    words = command(program(sys.argv[0], sys.executable, around), address(ctx))
    found = install.install(kind, words, around, write=write_it)
    if found.written is None:
        _print(found)
    for line in found.written.done if found.written else ():
        note(line)
    for line in found.written.left if found.written else ():
        note(f"Run: {line}")
    _explain(found)


def _print(found: "Installation") -> None:
    """The texts on standard output, so that a line or a script can be piped to where it belongs."""
    for text in found.texts:
        write(f"# {found.scheduler.place}/{text.name}\n" if text.name else "")
        write(text.content)
    note(f"Nothing is installed yet: it belongs into {found.scheduler.place}; --write puts it there.")


def _explain(found: "Installation") -> None:
    note("It looks once an hour, so that a report comes up to an hour after its time; what was missed is made up for.")
    for line in found.scheduler.notes:
        note(line)
    note(f"To undo it: {found.scheduler.undo}.")
