"""`risk`: which programmes are at risk at which transition, and why."""

from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli import options
from continuity.cli.context import AsOfOption, HorizonOption, resolve_address, resolve_as_of, resolve_horizon
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import Format, FormatOption, print_note, print_result, print_table
from continuity.cli.text import (
    format_completeness,
    format_concentrations,
    format_counts,
    format_finding_row,
    format_footer,
    format_gap_codes,
)
from continuity.domain.vocabulary import RiskLevel
from continuity.errors import EXIT_FOUND
from continuity.reports.registry import render_listing

if TYPE_CHECKING:
    from continuity.services.listings import RiskListing

EXAMPLES = format_example_block(
    "continuity risk --as-of 2026-11-23 --all", "continuity risk --city london --horizon 36m --format csv"
)
RISK_TABLE_COLUMNS = ("status", "programme", "at", "why", "next", "by")


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(risk)
    return app


def risk(
    ctx: typer.Context,
    city: options.CityOption = None,
    region: options.RegionOption = None,
    country: options.CountryOption = None,
    office: options.OfficeOption = None,
    partner: options.PartnerOption = None,
    funder: options.FunderOption = None,
    level: options.LevelOption = None,
    code: Annotated[
        str | None,
        typer.Option(
            "--code",
            parser=options.parse_code_option,
            metavar="CODE",
            help="Only findings with this reason or watch point.",
        ),
    ] = None,
    fail_on: Annotated[
        RiskLevel | None,
        typer.Option("--fail-on", help="End with exit code 3 if a finding is at this level or above it."),
    ] = None,
    include_all: Annotated[bool, typer.Option("--all", help="Also what is covered or not exposed.")] = False,
    excel: options.ExcelOption = False,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
    output_format: FormatOption = Format.TABLE,
) -> None:
    """Which programmes are at risk at which transition, why, and what would clear it by when.

    Unknown exposure counts as high. Covered is not safe: it says that one partner is empowered to carry the programme
    over the handover. With --level or --code the counts and --fail-on are about those findings alone; how much is
    recorded is told of the whole scope.
    """
    from continuity.services.assessment import Scope
    from continuity.services.listings import Selection, list_risk

    scope = Scope(city=city, region=region, country=country, office=office, partner=partner, funder=funder)
    selection = Selection(level=level, code=code, include_all=include_all)
    listing = list_risk(resolve_address(ctx), resolve_as_of(as_of), resolve_horizon(ctx, horizon), scope, selection)
    if output_format is Format.TABLE:
        _print_tables(listing, "Of those asked for: " if level or code else "", any((office, partner, funder)))
    else:
        print_result(render_listing(f"risk-{output_format}", listing.figures, listing.shown, excel=excel))
    if fail_on is not None and listing.has_level(fail_on):
        raise typer.Exit(EXIT_FOUND)


def _print_tables(listing: "RiskListing", prefix: str, is_filtered: bool) -> None:
    figures, assessment = listing.figures, listing.figures.assessment
    print_table(RISK_TABLE_COLUMNS, (format_finding_row(assessment, finding) for finding in listing.shown))
    notes = "".join(format_gap_codes(assessment, role) for role in listing.gaps)
    notes += format_concentrations(assessment, figures.concentrations, is_filtered=is_filtered)
    print_result(f"\n{notes}" if notes else "")
    counts = f"{prefix}{format_counts(listing.selected)}."
    print_result(f"\n{counts}\n{format_completeness(figures)}{format_footer(assessment)}\n")
    if not figures.findings:
        print_note("No programme is recorded in this scope. `continuity status` says what is recorded.")
