"""The root group: it imports a command's module only when that command runs, and turns errors into exit codes.

Eighteen kinds of record with five verbs each are ninety commands; building them all would more than double the
time of `continuity --help`.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from continuity.errors import FAILED, ContinuityError, PackRefused

ARGUMENTS = "continuity.arguments"
"""Where the words of the command line are kept for the journal."""

_PROBLEMS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """A command that is not imported yet: its module in cli.commands, its section and line in the help."""

    module: str
    section: str
    help: str


class LazyGroup(TyperGroup):
    """The root of the command line over a table of entries.

    Typer keeps the types of contexts and formatters to itself, hence `Any`.
    """

    entries: Mapping[str, Entry] = {}

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # The names alone: what Typer reads them for is the list of commands and "did you mean".
        self.commands = dict.fromkeys(self.entries, TyperCommand(None))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of this name, imported now; None where there is none."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module = import_module(f"continuity.cli.commands.{entry.module}")
        command = typer.main.get_command(module.build(cmd_name))
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The commands by section, from the table and not from the commands."""
        for section in dict.fromkeys(entry.section for entry in self.entries.values()):
            with formatter.section(section):
                lines = [(name, one.help) for name, one in self.entries.items() if one.section == section]
                formatter.write_dl(lines)

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """The context, with the words of the command line kept aside."""
        words = list(args)
        context = super().make_context(info_name, args, parent, **extra)
        context.meta[ARGUMENTS] = words
        return context

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error becomes one line, its hint and an exit code."""
        try:
            return super().invoke(ctx)
        except ContinuityError as error:
            report(error)
            raise typer.Exit(error.exit_code) from None
        except (BrokenPipeError, KeyboardInterrupt):
            raise
        except OSError as error:
            if error.filename is None:
                raise  # of standard output: see main
            where = f" {error.filename}" if error.filename else ""
            complain(f"the system refused{where}: {(error.strerror or str(error)).lower()}")
            raise typer.Exit(FAILED) from None
        except Exception as error:
            if isinstance(error, (typer.Exit, typer.Abort, RuntimeError)) or os.environ.get("CONTINUITY_DEBUG"):
                raise
            if hasattr(error, "exit_code"):
                _told_plainly(error)
                raise
            complain(f"this is a fault of continuity: {type(error).__name__}")
            complain("set CONTINUITY_DEBUG=1, run it again and report what it prints")
            raise typer.Exit(FAILED) from None


def _told_plainly(error: Any) -> None:
    """Leave out how the library that reads the options begins its sentence.

    It keeps the types of its errors to itself, hence `Any`.
    """
    if isinstance(getattr(error, "message", None), str):
        error.message = error.message.removeprefix("Value error, ")


def report(error: ContinuityError) -> None:
    """Print an error for a person: what is wrong, every problem of a file, what to do next."""
    complain(f"error: {error.message}")
    if isinstance(error, PackRefused):
        for problem in error.problems[:_PROBLEMS_SHOWN]:
            complain(f"  {problem}")
        if len(error.problems) > _PROBLEMS_SHOWN:
            complain(f"  … and {len(error.problems) - _PROBLEMS_SHOWN} more")
    if error.hint:
        complain(f"hint: {error.hint}")


def complain(line: str) -> None:
    """One line on standard error."""
    typer.echo(line, file=sys.stderr)
