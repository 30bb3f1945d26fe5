"""`init`, `status` and `db`: the database itself."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from continuity.cli.commands.schedule import format_local_time
from continuity.cli.context import (
    AsOfOption,
    build_clock,
    format_command,
    resolve_address,
    resolve_as_of,
    resolve_horizon,
)
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import Format, FormatOption, print_note, print_result, print_rows, print_table
from continuity.cli.text import (
    format_cancelled_row,
    format_holder_gaps,
    format_most_missing,
    format_provenance,
    format_transition_row,
)
from continuity.config import create_config_file, find_config_file
from continuity.reports.listings.provenance import build_dated_provenance

if TYPE_CHECKING:
    from datetime import date

    from continuity.services.database import DatabaseStatus

_INIT_EXAMPLES = format_example_block("continuity init", "continuity --db prevention.db init")
_STATUS_EXAMPLES = format_example_block("continuity status", "continuity status --as-of 2026-11-23 --format json")


def build(name: str) -> typer.Typer:
    """Build the command or group of this name."""
    app = typer.Typer(rich_markup_mode=None)
    if name == "db":
        app.info.help = "The database itself."
        app.info.no_args_is_help = True
        for verb, command in (("status", db_status), ("upgrade", upgrade), ("path", path)):
            examples = format_example_block(f"continuity db {verb}", f"continuity --db prevention.db db {verb}")
            app.command(verb, epilog=examples)(command)
    elif name == "init":
        app.command(name, epilog=_INIT_EXAMPLES)(init)
    else:
        app.command(name, epilog=_STATUS_EXAMPLES)(status)
    return app


def init(ctx: typer.Context) -> None:
    """Make a new, empty database, and a file for settings where there is none."""
    from continuity.services.database import create_database

    database = resolve_address(ctx)
    print_result(f"{create_database(database)}\n")
    file = find_config_file(os.environ)
    create_config_file(file)
    if ctx.obj is not None:
        print_note(f"To use it without --db, write its address behind db in {file}, or set CONTINUITY_DB.")
    template_command = format_command(ctx, "import template starter -o programmes.xlsx")
    print_note(f"Next: {template_command}, fill it in, and {format_command(ctx, 'import programmes.xlsx')}.")


def status(ctx: typer.Context, as_of: AsOfOption = None, output_format: FormatOption = Format.TABLE) -> None:
    """What is recorded, what comes next, and what to do next."""
    from continuity.services import database

    day = resolve_as_of(as_of)
    database_status = database.load_status(resolve_address(ctx), day, resolve_horizon(ctx, None), build_clock(as_of))
    if output_format is not Format.TABLE:
        _print_counts(database_status, day, output_format)
        return
    print_result(f"{database_status.address} (revision {database_status.revision})\n\n")
    print_table(("table", "records"), [(name, str(number)) for name, number in database_status.counts.items()])
    if database_status.next_transitions:
        print_result("\nNext transition of each office:\n")
        columns = ("polling day", "office", "kind", "quiet from", "handover", "state", "from")
        print_table(columns, map(format_transition_row, database_status.next_transitions))
    if database_status.cancelled_elections:
        rows = database_status.cancelled_elections.items()
        print_result("\n" + "".join(format_cancelled_row(*row) for row in rows))
    print_result(format_holder_gaps(database_status.unknown_holders, database_status.overdue_holders))
    if database_status.completeness:
        print_result("\nHow much of what the rule reads is recorded:\n")
        print_table(
            ("city", "programmes", "recorded", "most often missing"),
            (
                (city.city, str(city.programmes), f"{city.recorded} of {city.of}", format_most_missing(city))
                for city in database_status.completeness
            ),
        )
    _print_schedules(ctx, database_status)
    print_result(f"\n{format_provenance(day, database_status.settings)}\n")
    print_note(f"Next: {_format_next_step(ctx, database_status.counts)}")


def _print_schedules(ctx: typer.Context, database_status: "DatabaseStatus") -> None:
    if not database_status.schedules:
        return
    print_result("\nScheduled reports:\n")
    rows = (
        (
            schedule.schedule,
            format_local_time(schedule.next_due, schedule.timezone) if schedule.next_due else "not due",
            schedule.last_run.as_of.isoformat() if schedule.last_run else "none yet",
            str(schedule.failing or ""),
            f"{schedule.undecided} wait" if schedule.undecided else "",
        )
        for schedule in database_status.schedules
    )
    print_table(("schedule", "due next", "last report", "to be tried again", "undecided"), rows)
    if any(schedule.undecided for schedule in database_status.schedules):
        retry_command = format_command(ctx, "schedule retry")
        print_note(f"Some deliveries failed, or nobody knows whether they arrived: {retry_command}.")


def _print_counts(database_status: "DatabaseStatus", day: "date", output_format: Format) -> None:
    """Print the counts of records; CSV and lines have provenance beside them."""
    rows = [{"table": name, "records": number} for name, number in database_status.counts.items()]
    provenance = build_dated_provenance(day, database_status.settings) if output_format is Format.JSON else None
    print_rows("status/1", ("table", "records"), rows, output_format, provenance)
    if provenance is None:
        print_note(format_provenance(day, database_status.settings))


def db_status(ctx: typer.Context) -> None:
    """Where the database is, and whether this program fits it."""
    from continuity.services import database

    location, current, needed = database.load_revision(resolve_address(ctx))
    print_result(f"{location}\nrevision {current}, this program needs {needed}\n")


def upgrade(ctx: typer.Context) -> None:
    """Bring the database up to this version of the program; a file is copied first."""
    from continuity.services import database

    before, after = database.upgrade_database(resolve_address(ctx))
    print_result(f"revision {before} -> {after}\n" if before != after else f"revision {after}: up to date\n")


def path(ctx: typer.Context) -> None:
    """The address of the database in use."""
    print_result(f"{resolve_address(ctx)}\n")


def _format_next_step(ctx: typer.Context, counts: Mapping[str, int]) -> str:
    steps = (
        ("cities", "import template starter -o programmes.xlsx", "then fill it in and import it"),
        ("offices", "office add", "the post that decides on your programmes"),
        ("rules", "rule add", "so that elections ahead are known"),
        ("programmes", "programme add", "what is to be carried over"),
        ("partners", "partner add", "whoever delivers the programmes"),
        ("agreements", "partner empower", "what lets a partner carry a programme"),
    )
    needed = (f"{format_command(ctx, words)}, {purpose}" for table, words, purpose in steps if not counts[table])
    return next(needed, None) or format_command(ctx, "risk")
