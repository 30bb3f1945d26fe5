"""`demo`: everything the program does, on the fourteen cities, in a database of its own."""

from pathlib import Path
from typing import Annotated

import typer

from continuity.cli.context import AsOf, Horizon, looking, stamp, today
from continuity.cli.help_examples import block
from continuity.cli.output import note, show_table, write

EXAMPLES = block("continuity demo", "continuity demo trial --as-of 2026-11-23")


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(demo)
    return app


def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put the database and the files.")] = Path(
        "demo"
    ),
    as_of: AsOf = None,
    horizon: Horizon = None,
) -> None:
    """The fourteen cities, and one marked INVENTED that shows every verdict, in a database of their own.

    Prints the calendar and the risk table, and writes report.html, risk.csv and the CSV pack. Your own database is
    left alone.
    """
    from continuity.cli.commands import calendar, risk
    from continuity.cli.text import counts, footing, table_row, transition_row
    from continuity.services.demo import demo as make

    found = make(folder, stamp(ctx), today(as_of), looking(ctx, horizon), progress=note)
    write("Transitions\n\n")
    show_table(calendar.COLUMNS, (transition_row(transition) for transition in found.transitions))
    write("\nFindings\n\n")
    show_table(risk.COLUMNS, (table_row(found, finding) for finding in found.findings if finding.reasons))
    write(f"\n{counts(found.findings)}.\n{footing(found)}\n")
    note(f"Wrote {folder}: continuity.db, report.html, risk.csv and pack.")
    note(f"Next: open {folder / 'report.html'}, then try `continuity --db {folder / 'continuity.db'} risk --all`.")
