"""`report`: the findings as a document for people who never see the command line."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli import options
from continuity.cli.context import AsOfOption, HorizonOption, resolve_address, resolve_as_of, resolve_horizon
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import print_note, write_document
from continuity.domain.vocabulary import AudienceName, ReportFormat
from continuity.errors import UsageError
from continuity.reports.registry import BINARY_FORMATS, render_report, validate_output_suffix

if TYPE_CHECKING:
    from continuity.reports.report.model import ReportData

EXAMPLES = format_example_block(
    "continuity report html -o report.html --as-of 2026-11-23",
    "continuity report xlsx -o report.xlsx --as-of 2026-11-23",
    "continuity report text --city luton --audience partner --as-of 2026-11-23",
    "continuity report csv --city luton --audience funder --as-of 2026-11-23",
)

OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; printed if not given.")
]


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(report)
    return app


def report(
    ctx: typer.Context,
    report_format: Annotated[ReportFormat, typer.Argument(metavar="FORMAT", help="html, xlsx, csv, markdown or text.")],
    output: OutputOption = None,
    audience: options.AudienceOption = AudienceName.INTERNAL,
    requested: options.WithOption = None,
    city: options.CityOption = None,
    region: options.RegionOption = None,
    country: options.CountryOption = None,
    office: options.OfficeOption = None,
    partner: options.PartnerOption = None,
    funder: options.FunderOption = None,
    level: options.LevelOption = None,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
) -> None:
    """The findings as a document: what is at risk, what to decide by when, the timeline, the money, the gaps.

    What is marked sensitive, contacts and notes stay out unless --with asks for them. Every document says for whom it
    was made and how much was left out.
    """
    from continuity.services.assessment import Scope
    from continuity.services.reports import ReaderOptions as Readers
    from continuity.services.reports import build_report_data

    if report_format in BINARY_FORMATS and output is None:
        raise UsageError(f"a report as {report_format} goes into a file", f"give it a name: -o report.{report_format}")
    validate_output_suffix(output, report_format)
    scope = Scope(city=city, region=region, country=country, office=office, partner=partner, funder=funder)
    readers = Readers(audience=audience, included=tuple(requested or ()))
    address, day = resolve_address(ctx), resolve_as_of(as_of)
    report_data = build_report_data(address, day, resolve_horizon(ctx, horizon), scope, readers, level)
    write_document(render_report(report_format, report_data), output)
    _print_summary(report_data)


def _print_summary(report_data: "ReportData") -> None:
    print_note(report_data.audience_note)
    if not report_data.findings:
        print_note("No programme is recorded in this scope. `continuity status` says what is recorded.")
