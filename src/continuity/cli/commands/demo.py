"""`demo`: everything the program does, on the fourteen cities, in a database of its own."""

from pathlib import Path
from typing import Annotated

import typer

from continuity.cli.commands import calendar, risk
from continuity.cli.context import AsOfOption, HorizonOption, build_stamp, resolve_as_of, resolve_horizon
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import print_note, print_result, print_table
from continuity.cli.text import format_counts, format_finding_row, format_footer, format_transition_row

EXAMPLES = format_example_block("continuity demo", "continuity demo trial --as-of 2026-11-23")


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(demo)
    return app


def demo(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put the database and the files.")] = Path(
        "demo"
    ),
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
) -> None:
    """The fourteen cities, and one marked INVENTED that shows every verdict, in a database of their own.

    Prints the calendar and the risk table, and writes report.html, risk.csv and the CSV pack. Your own database is
    left alone.
    """
    from continuity.services.demo import build_demo

    day, lookahead = resolve_as_of(as_of), resolve_horizon(ctx, horizon)
    assessment = build_demo(folder, build_stamp(ctx), day, lookahead, progress=print_note)
    print_result("Transitions\n\n")
    print_table(calendar.CALENDAR_COLUMNS, (format_transition_row(transition) for transition in assessment.transitions))
    print_result("\nFindings\n\n")
    rows = (format_finding_row(assessment, finding) for finding in assessment.findings if finding.reasons)
    print_table(risk.RISK_TABLE_COLUMNS, rows)
    print_result(f"\n{format_counts(assessment.findings)}.\n{format_footer(assessment)}\n")
    print_note(f"Wrote {folder}: continuity.db, report.html, risk.csv and pack.")
    database = folder / "continuity.db"
    print_note(f"Next: open {folder / 'report.html'}, then try `continuity --db {database} risk --all`.")
