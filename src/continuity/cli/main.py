"""The root of the command line and the table of its commands."""

import errno
import sys
from typing import Annotated

import typer

from continuity import __version__
from continuity.cli.lazy_group import CommandEntry, LazyGroup, print_to_stderr
from continuity.errors import EXIT_FAILURE, EXIT_INTERRUPTED

WORK, UPKEEP = "Work", "The record and its database"
RECORDS = "Records (each with add, list, show, edit, remove)"

COMMANDS = {
    "demo": CommandEntry("demo", WORK, "the fourteen cities in a database of their own, with every output"),
    "risk": CommandEntry("risk", WORK, "which programmes are at risk at which transition, and why"),
    "explain": CommandEntry("explain", WORK, "every step behind one finding, and what would clear or lower it"),
    "plan": CommandEntry("plan", WORK, "what to do by when, one row an action"),
    "calendar": CommandEntry("calendar", WORK, "when leadership may change"),
    "what-if": CommandEntry("what_if", WORK, "what a change would do to the findings, without recording it"),
    "report": CommandEntry("report", WORK, "the findings as a document: html, xlsx, csv, markdown, text"),
    "timeline": CommandEntry("timeline", WORK, "one city over the years: leaders, programmes, agreements, money"),
    "handover": CommandEntry(
        "handover", WORK, "what whoever takes over an office finds: a brief without levels or advice"
    ),
    "schedule": CommandEntry("schedule", WORK, "reports that are made and delivered by themselves"),
    "check": CommandEntry("check", WORK, "what in the record needs another look"),
    "city": CommandEntry("records", RECORDS, "a city"),
    "office": CommandEntry("records", RECORDS, "a post, apart from whoever holds it"),
    "rule": CommandEntry("records", RECORDS, "the dated electoral rule of an office"),
    "person": CommandEntry("records", RECORDS, "somebody who holds or held an office"),
    "party": CommandEntry("records", RECORDS, "a party, an alliance or a list"),
    "term": CommandEntry("records", RECORDS, "one mandate of one person in one office"),
    "affiliation": CommandEntry("records", RECORDS, "a dated party of a term"),
    "coalition": CommandEntry("records", RECORDS, "a dated party behind an office"),
    "election": CommandEntry("records", RECORDS, "one polling day for an office"),
    "programme": CommandEntry("records", RECORDS, "a prevention programme launched under a term"),
    "partner": CommandEntry("records", RECORDS, "an organisation that delivers or funds programmes; also `empower`"),
    "agreement": CommandEntry("records", RECORDS, "what empowers a partner to carry a programme"),
    "funding": CommandEntry("records", RECORDS, "money for a programme over a period"),
    "evidence": CommandEntry("records", RECORDS, "a dated document about a programme or a partner"),
    "outcome": CommandEntry("records", RECORDS, "what became of a programme after a handover"),
    "treatment": CommandEntry("records", RECORDS, "what a named person decided to do about a finding"),
    "identifier": CommandEntry("records", RECORDS, "a record's name in another register"),
    "setting": CommandEntry("records", RECORDS, "a number of the risk rule that this database has changed"),
    "init": CommandEntry("database", UPKEEP, "make a new, empty database"),
    "status": CommandEntry("database", UPKEEP, "what is recorded, what comes next, what to do next"),
    "import": CommandEntry(
        "import_export", UPKEEP, "read a workbook, a sheet or a pack into the record; make templates"
    ),
    "export": CommandEntry("import_export", UPKEEP, "write the full record as a workbook or a CSV pack"),
    "log": CommandEntry("history", UPKEEP, "what was changed, by whom and when"),
    "undo": CommandEntry("history", UPKEEP, "take back a change whole"),
    "db": CommandEntry("database", UPKEEP, "the database itself: status, upgrade, path"),
}


class RootGroup(LazyGroup):
    """The root group with its table."""

    entries = COMMANDS


app = typer.Typer(
    cls=RootGroup,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Which prevention programmes a change of leadership puts at risk, and what carries them over.",
    epilog="Begin with `continuity demo`. Every command has --help with examples.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _print_version(is_given: bool) -> None:
    if is_given:
        typer.echo(f"continuity {__version__}")
        raise typer.Exit


@app.callback()
def root(
    ctx: typer.Context,
    db: Annotated[
        str | None,
        typer.Option("--db", metavar="ADDRESS", help="The database: a file, or a postgresql:// URL without password."),
    ] = None,
    version: Annotated[  # noqa: ARG001 - served by its callback
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Keep the address for the command that follows."""
    ctx.obj = db


def main() -> None:
    """Run the command line, and report what cannot be printed at the very end."""
    try:
        try:
            app(prog_name="continuity")
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(EXIT_INTERRUPTED)
    except OSError as error:
        # The buffer cannot be written out any more, and Python would try again on its way out.
        sys.stdout = None
        if error.errno != errno.EPIPE:
            print_to_stderr(f"error: the result cannot be printed: {(error.strerror or str(error)).lower()}")
            print_to_stderr("hint: if the command was to record something, `continuity log` shows whether it did")
        sys.exit(EXIT_FAILURE)
