"""`report`: the findings as a document for people who never see the command line."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.commands.risk import Level
from continuity.cli.context import AsOfOption, HorizonOption, resolve_address, resolve_as_of, resolve_horizon
from continuity.cli.help_examples import format_example_block
from continuity.cli.options import CityOption, CountryOption, FunderOption, OfficeOption, PartnerOption, RegionOption
from continuity.cli.output import print_note, print_result
from continuity.errors import UsageError

if TYPE_CHECKING:
    from continuity.reports.report.model import ReportData

EXAMPLES = format_example_block(
    "continuity report html -o report.html --as-of 2026-11-23",
    "continuity report xlsx -o report.xlsx --as-of 2026-11-23",
    "continuity report text --city luton --audience partner --as-of 2026-11-23",
    "continuity report csv --city luton --audience funder --as-of 2026-11-23",
)


class ReportFormat(StrEnum):
    """What kind of document."""

    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "markdown"
    TEXT = "text"


class AudienceName(StrEnum):
    """For whom a document is; a test holds these to the audiences of the reports."""

    INTERNAL = "internal"
    PARTNER = "partner"
    FUNDER = "funder"
    PUBLIC = "public"


class WithheldItem(StrEnum):
    """What leaves only where it is asked for by name."""

    SENSITIVE = "sensitive"
    CONTACTS = "contacts"
    NOTES = "notes"


AudienceOption = Annotated[AudienceName, typer.Option("--audience", help="For whom it is, which decides what leaves.")]
WithOption = Annotated[
    list[WithheldItem] | None,
    typer.Option("--with", help="For the city's own staff: put this in too. May be given more than once."),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; printed if not given.")
]


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(report)
    return app


def report(
    ctx: typer.Context,
    report_format: Annotated[ReportFormat, typer.Argument(metavar="FORMAT", help="html, xlsx, csv, markdown or text.")],
    output: OutputOption = None,
    audience: AudienceOption = AudienceName.INTERNAL,
    requested: WithOption = None,
    city: CityOption = None,
    region: RegionOption = None,
    country: CountryOption = None,
    office: OfficeOption = None,
    partner: PartnerOption = None,
    funder: FunderOption = None,
    level: Annotated[Level | None, typer.Option("--level", help="Only findings at this level or above it.")] = None,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
) -> None:
    """The findings as a document: what is at risk, what to decide by when, the timeline, the money, the gaps.

    What is marked sensitive, contacts and notes stay out unless --with asks for them. Every document says for whom it
    was made and how much was left out.
    """
    from continuity.reports.documents import BINARY_FORMATS, render_report
    from continuity.reports.page_forms import validate_output_suffix
    from continuity.services.assessment import Scope
    from continuity.services.reports import ReaderOptions as Readers
    from continuity.services.reports import build_report_data

    if report_format in BINARY_FORMATS and output is None:
        raise UsageError(f"a report as {report_format} goes into a file", f"give it a name: -o report.{report_format}")
    validate_output_suffix(output, report_format)
    scope = Scope(city=city, region=region, country=country, office=office, partner=partner, funder=funder)
    readers = Readers(audience=audience, included=tuple(requested or ()))
    report_data = build_report_data(
        resolve_address(ctx), resolve_as_of(as_of), resolve_horizon(ctx, horizon), scope, readers, level
    )
    write_document(render_report(report_format, report_data), output)
    _print_summary(report_data)


def write_document(content: bytes, output: Path | None) -> None:
    """A document into its file, whole or not at all, or onto standard output, which - stands for."""
    from continuity.io.atomic_write import write_file

    if output is None or str(output) == "-":
        print_result(content.decode())
    else:
        write_file(output, content)
        print_note(f"Wrote {output}.")


def _print_summary(report_data: "ReportData") -> None:
    """For whom it was made; a document in which nothing stands is said to be one."""
    print_note(report_data.audience_note)
    if not report_data.findings:
        print_note("No programme is recorded in this scope. `continuity status` says what is recorded.")
