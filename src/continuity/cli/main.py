"""The root of the command line and the table of its commands."""

import errno
import sys
from typing import Annotated

import typer

from continuity import __version__
from continuity.cli.lazy_group import Entry, LazyGroup, complain
from continuity.errors import FAILED, INTERRUPTED

WORK, RECORDS, UPKEEP = "Work", "Records (each with add, list, show, edit, remove)", "The record and its database"

COMMANDS = {
    "demo": Entry("demo", WORK, "the fourteen cities in a database of their own, with every output"),
    "risk": Entry("risk", WORK, "which programmes are at risk at which transition, and why"),
    "explain": Entry("explain", WORK, "every step behind one finding, and what would clear or lower it"),
    "plan": Entry("plan", WORK, "what to do by when, one row an action"),
    "calendar": Entry("calendar", WORK, "when leadership may change"),
    "what-if": Entry("what_if", WORK, "what a change would do to the findings, without recording it"),
    "report": Entry("report", WORK, "the findings as a document: html, xlsx, csv, markdown, text"),
    "timeline": Entry("timeline", WORK, "one city over the years: leaders, programmes, agreements, money"),
    "handover": Entry("handover", WORK, "what whoever takes over an office finds: a brief without levels or advice"),
    "schedule": Entry("schedule", WORK, "reports that are made and delivered by themselves"),
    "check": Entry("check", WORK, "what in the record needs another look"),
    "city": Entry("records", RECORDS, "a city"),
    "office": Entry("records", RECORDS, "a post, apart from whoever holds it"),
    "rule": Entry("records", RECORDS, "the dated electoral rule of an office"),
    "person": Entry("records", RECORDS, "somebody who holds or held an office"),
    "party": Entry("records", RECORDS, "a party, an alliance or a list"),
    "term": Entry("records", RECORDS, "one mandate of one person in one office"),
    "affiliation": Entry("records", RECORDS, "a dated party of a term"),
    "coalition": Entry("records", RECORDS, "a dated party behind an office"),
    "election": Entry("records", RECORDS, "one polling day for an office"),
    "programme": Entry("records", RECORDS, "a prevention programme launched under a term"),
    "partner": Entry("records", RECORDS, "an organisation that delivers or funds programmes; also `empower`"),
    "agreement": Entry("records", RECORDS, "what empowers a partner to carry a programme"),
    "funding": Entry("records", RECORDS, "money for a programme over a period"),
    "evidence": Entry("records", RECORDS, "a dated document about a programme or a partner"),
    "outcome": Entry("records", RECORDS, "what became of a programme after a handover"),
    "treatment": Entry("records", RECORDS, "what a named person decided to do about a finding"),
    "identifier": Entry("records", RECORDS, "a record's name in another register"),
    "setting": Entry("records", RECORDS, "a number of the risk rule that this database has changed"),
    "init": Entry("database", UPKEEP, "make a new, empty database"),
    "status": Entry("database", UPKEEP, "what is recorded, what comes next, what to do next"),
    "import": Entry("import_export", UPKEEP, "read a workbook, a sheet or a pack into the record; make templates"),
    "export": Entry("import_export", UPKEEP, "write the full record as a workbook or a CSV pack"),
    "log": Entry("history", UPKEEP, "what was changed, by whom and when"),
    "undo": Entry("history", UPKEEP, "take back a change whole"),
    "db": Entry("database", UPKEEP, "the database itself: status, upgrade, path"),
}


class Root(LazyGroup):
    """The root group with its table."""

    entries = COMMANDS


app = typer.Typer(
    cls=Root,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    help="Which prevention programmes a change of leadership puts at risk, and what carries them over.",
    epilog="Begin with `continuity demo`. Every command has --help with examples.",
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
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
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Keep the address for the command that follows."""
    ctx.obj = db


def main() -> None:
    """Run the command line; what cannot be printed, at the very end too, is an error like any other."""
    try:
        try:
            app(prog_name="continuity")
        finally:
            if sys.stdout is not None:
                sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        # The buffer cannot be written out any more, and Python would try again on its way out.
        sys.stdout = None
        if error.errno != errno.EPIPE:
            complain(f"error: the result cannot be printed: {(error.strerror or str(error)).lower()}")
            complain("hint: if the command was to record something, `continuity log` shows whether it did")
        sys.exit(FAILED)
