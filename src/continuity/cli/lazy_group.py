"""The root group: it imports a command's module only when that command runs, and turns errors into exit codes.
Building all ninety commands of the eighteen kinds of record would more than double the time of `continuity --help`.
"""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from continuity.errors import EXIT_FAILURE, ContinuityError, ImportRejected

ARGUMENTS_KEY = "continuity.arguments"
"""Where the words of the command line are kept for the journal."""

_MAX_PROBLEMS = 50


@dataclass(frozen=True, slots=True)
class CommandEntry:
    """A command that is not imported yet: its module in cli.commands, its section and line in the help."""

    module: str
    section: str
    help: str


class LazyGroup(TyperGroup):
    """The root of the command line over a table of entries. Typer keeps its types to itself, hence `Any`."""

    entries: Mapping[str, CommandEntry] = {}

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        # The names alone: what Typer reads them for is the list of commands and "did you mean".
        self.commands = dict.fromkeys(self.entries, TyperCommand(None))

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Import the command of this name; None where there is none."""
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module = import_module(f"continuity.cli.commands.{entry.module}")
        command = typer.main.get_command(module.build(cmd_name))
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Format the commands by section, from the table alone."""
        for section in dict.fromkeys(entry.section for entry in self.entries.values()):
            with formatter.section(section):
                entries = ((name, entry) for name, entry in self.entries.items() if entry.section == section)
                formatter.write_dl([(name, entry.help) for name, entry in entries])

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Make the context, and store the words of the command line in it."""
        arguments = list(args)
        context = super().make_context(info_name, args, parent, **extra)
        context.meta[ARGUMENTS_KEY] = arguments
        return context

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error becomes one line, its hint and an exit code."""
        try:
            return super().invoke(ctx)
        except ContinuityError as error:
            print_error(error)
            raise typer.Exit(error.exit_code) from None
        except (BrokenPipeError, KeyboardInterrupt):
            raise
        except OSError as error:
            if error.filename is None:
                raise  # of standard output: see main
            where = f" {error.filename}" if error.filename else ""
            print_to_stderr(f"the system refused{where}: {(error.strerror or str(error)).lower()}")
            raise typer.Exit(EXIT_FAILURE) from None
        except Exception as error:
            if isinstance(error, (typer.Exit, typer.Abort, RuntimeError)) or os.environ.get("CONTINUITY_DEBUG"):
                raise
            if hasattr(error, "exit_code"):
                _strip_library_prefix(error)
                raise
            print_to_stderr(f"this is a fault of continuity: {type(error).__name__}")
            print_to_stderr("set CONTINUITY_DEBUG=1, run it again and report what it prints")
            raise typer.Exit(EXIT_FAILURE) from None


def _strip_library_prefix(error: Any) -> None:
    """Strip the prefix of the library that reads options, which keeps its types to itself: hence `Any`."""
    if isinstance(getattr(error, "message", None), str):
        error.message = error.message.removeprefix("Value error, ")


def print_error(error: ContinuityError) -> None:
    """Print what is wrong, every problem of a file, and what to do next."""
    print_to_stderr(f"error: {error.message}")
    if isinstance(error, ImportRejected):
        for problem in error.problems[:_MAX_PROBLEMS]:
            print_to_stderr(f"  {problem}")
        if len(error.problems) > _MAX_PROBLEMS:
            print_to_stderr(f"  … and {len(error.problems) - _MAX_PROBLEMS} more")
    if error.hint:
        print_to_stderr(f"hint: {error.hint}")


def print_to_stderr(line: str) -> None:
    """Print one line on standard error."""
    typer.echo(line, file=sys.stderr)
