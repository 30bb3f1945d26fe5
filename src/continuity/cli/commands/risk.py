"""`risk`: which programmes are at risk at which transition, and why."""

from enum import StrEnum
from typing import Annotated

import typer

from continuity.cli.context import AsOf, Horizon, address, looking, today
from continuity.cli.help_examples import block
from continuity.cli.options import City, Country, Funder, Office, Partner, Region, as_code
from continuity.cli.output import Format, FormatOption, note, show_table, write
from continuity.errors import FOUND


class Level(StrEnum):
    """How much is at stake, worst first."""

    CRITICAL = "critical"
    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


EXAMPLES = block(
    "continuity risk --as-of 2026-11-23 --all",
    "continuity risk --city london --horizon 36m --format csv",
)
COLUMNS = ("status", "programme", "at", "why", "next", "by")


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(risk)
    return app


def risk(
    ctx: typer.Context,
    city: City = None,
    region: Region = None,
    country: Country = None,
    office: Office = None,
    partner: Partner = None,
    funder: Funder = None,
    level: Annotated[Level | None, typer.Option("--level", help="Only findings at this level or above it.")] = None,
    code: Annotated[
        str | None,
        typer.Option("--code", parser=as_code, metavar="CODE", help="Only findings with this reason or watch point."),
    ] = None,
    fail_on: Annotated[
        Level | None,
        typer.Option("--fail-on", help="End with exit code 3 if a finding is at this level or above it."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what is covered or not exposed.")] = False,
    excel: Annotated[
        bool, typer.Option("--excel", help="With --format csv: begin with the mark by which Excel knows UTF-8.")
    ] = False,
    as_of: AsOf = None,
    horizon: Horizon = None,
    form: FormatOption = Format.TABLE,
) -> None:
    """Which programmes are at risk at which transition, why, and what would clear it by when.

    Unknown exposure counts as high. Covered is not safe: it says that one partner is empowered to carry the programme
    over the handover. With --level or --code the counts and --fail-on are about those findings alone; how much is
    recorded is told of the whole scope.
    """
    from continuity.domain.risk.findings import COVERED, NOT_EXPOSED, says
    from continuity.services.assessment import Scope, assessment, at_least

    scope = Scope(city=city, region=region, country=country, office=office, partner=partner, funder=funder)
    found = assessment(address(ctx), today(as_of), looking(ctx, horizon), scope)
    asked = [one for one in found.findings if at_least(one, level) and says(one, code)]
    listed = [one for one in asked if everything or one.status not in (COVERED, NOT_EXPOSED)]
    if form is Format.TABLE:
        from continuity.cli.commands.partner_show import beneath
        from continuity.cli.text import completeness, counts, footing, table_row

        show_table(COLUMNS, (table_row(found, finding) for finding in listed))
        write(beneath(address(ctx), found, listed, scope))
        of = "Of those asked for: " if level or code else ""
        write(f"\n{of}{counts(asked)}.\n{completeness(found)}{footing(found)}\n")
        if not found.findings:
            note("No programme is recorded in this scope. `continuity status` says what is recorded.")
    else:
        from continuity.reports import render

        write(render(f"risk-{form}", found, listed, excel=excel))
    if fail_on is not None and any(at_least(finding, fail_on) for finding in asked):
        raise typer.Exit(FOUND)
