"""`init`, `status` and `db`: the database itself."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

import typer

from continuity.cli.context import AsOf, address, again, clock, looking, today
from continuity.cli.help_examples import block
from continuity.cli.output import Format, FormatOption, note, show_rows, show_table, write
from continuity.config import begin_file, config_file

if TYPE_CHECKING:
    from datetime import date

    from continuity.services.database import Status

_INIT = block("continuity init", "continuity --db prevention.db init")
_STATUS = block("continuity status", "continuity status --as-of 2026-11-23 --format json")


def build(name: str) -> typer.Typer:
    """The command or group of this name."""
    app = typer.Typer(rich_markup_mode=None)
    if name == "db":
        app.info.help = "The database itself."
        app.info.no_args_is_help = True
        app.command("status", epilog=block("continuity db status", "continuity --db prevention.db db status"))(revision)
        app.command("upgrade", epilog=block("continuity db upgrade", "continuity --db prevention.db db upgrade"))(
            upgrade
        )
        app.command("path", epilog=block("continuity db path", "continuity --db prevention.db db path"))(path)
    else:
        app.command(name, epilog=_INIT if name == "init" else _STATUS)(init if name == "init" else status)
    return app


def init(ctx: typer.Context) -> None:
    """Make a new, empty database, and a file for settings where there is none."""
    from continuity.services.database import create

    db = address(ctx)
    write(f"{create(db)}\n")
    file = config_file(os.environ)
    begin_file(file)
    if ctx.obj is not None:
        note(f"To use it without --db, write its address behind db in {file}, or set CONTINUITY_DB.")
    sheet = again(ctx, "import template starter -o programmes.xlsx")
    note(f"Next: {sheet}, fill it in, and {again(ctx, 'import programmes.xlsx')}.")


def status(ctx: typer.Context, as_of: AsOf = None, form: FormatOption = Format.TABLE) -> None:
    """What is recorded, what comes next, and what to do next."""
    from continuity.cli.text import missing_most, rests_on, transition_row
    from continuity.services import database

    day = today(as_of)
    found = database.status(address(ctx), day, looking(ctx, None), clock(as_of))
    if form is not Format.TABLE:
        _counted(found, day, form)
        return
    write(f"{found.where} (revision {found.revision})\n\n")
    show_table(("table", "records"), [(name, str(number)) for name, number in found.counts.items()])
    if found.ahead:
        write("\nNext transition of each office:\n")
        show_table(
            ("polling day", "office", "kind", "quiet from", "handover", "state", "from"),
            [transition_row(transition) for transition in found.ahead],
        )
    if found.completeness:
        write("\nHow much of what the rule reads is recorded:\n")
        show_table(
            ("city", "programmes", "recorded", "most often missing"),
            (
                (one.city, str(one.programmes), f"{one.recorded} of {one.of}", missing_most(one))
                for one in found.completeness
            ),
        )
    _show_schedules(ctx, found)
    write(f"\n{rests_on(day, found.settings)}\n")
    note(f"Next: {_advice(ctx, found.counts)}")


def _show_schedules(ctx: typer.Context, found: "Status") -> None:
    """How scheduled reports stand, where there are any."""
    from continuity.cli.commands.schedule import local

    if not found.schedules:
        return
    write("\nScheduled reports:\n")
    rows = (
        (
            one.schedule,
            local(one.due, one.timezone) if one.due else "not due",
            one.last.as_of.isoformat() if one.last else "none yet",
            str(one.failing or ""),
            f"{one.undecided} wait" if one.undecided else "",
        )
        for one in found.schedules
    )
    show_table(("schedule", "due next", "last report", "to be tried again", "undecided"), rows)
    if any(one.undecided for one in found.schedules):
        note(f"Some deliveries failed, or nobody knows whether they arrived: {again(ctx, 'schedule retry')}.")


def _counted(found: "Status", day: "date", form: Format) -> None:
    """How many records, for a program; rows of CSV and lines are counts alone, so that the rest is said beside them."""
    from continuity.cli.text import rests_on
    from continuity.reports.listings.provenance import judged_on

    rows = [{"table": name, "records": number} for name, number in found.counts.items()]
    judged = judged_on(day, found.settings) if form is Format.JSON else None
    show_rows("status/1", ("table", "records"), rows, form, judged)
    if judged is None:
        note(rests_on(day, found.settings))


def revision(ctx: typer.Context) -> None:
    """Where the database is, and whether this program fits it."""
    from continuity.services import database

    where, found, needed = database.revision(address(ctx))
    write(f"{where}\nrevision {found}, this program needs {needed}\n")


def upgrade(ctx: typer.Context) -> None:
    """Bring the database up to this version of the program; a file is copied first."""
    from continuity.services import database

    before, after = database.upgrade(address(ctx))
    write(f"revision {before} -> {after}\n" if before != after else f"revision {after}: up to date\n")


def path(ctx: typer.Context) -> None:
    """The address of the database in use."""
    write(f"{address(ctx)}\n")


def _advice(ctx: typer.Context, counts: Mapping[str, int]) -> str:
    steps = (
        ("cities", "import template starter -o programmes.xlsx", "then fill it in and import it"),
        ("offices", "office add", "the post that decides on your programmes"),
        ("rules", "rule add", "so that elections ahead are known"),
        ("programmes", "programme add", "what is to be carried over"),
        ("partners", "partner add", "whoever delivers the programmes"),
        ("agreements", "partner empower", "what lets a partner carry a programme"),
    )
    found = next((f"{again(ctx, words)}, {why}" for table, words, why in steps if not counts[table]), None)
    return found or again(ctx, "risk")
