"""`report`: the findings as a document for people who never see the command line."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.commands.risk import Level
from continuity.cli.context import AsOf, Horizon, address, looking, today
from continuity.cli.help_examples import block
from continuity.cli.options import City, Country, Funder, Office, Partner, Region
from continuity.cli.output import note, write
from continuity.errors import UsageError

if TYPE_CHECKING:
    from continuity.reports.report.model import Dossier

EXAMPLES = block(
    "continuity report html -o report.html --as-of 2026-11-23",
    "continuity report xlsx -o report.xlsx --as-of 2026-11-23",
    "continuity report text --city luton --audience partner --as-of 2026-11-23",
    "continuity report csv --city luton --audience funder --as-of 2026-11-23",
)


class Form(StrEnum):
    """What kind of document."""

    HTML = "html"
    XLSX = "xlsx"
    CSV = "csv"
    MARKDOWN = "markdown"
    TEXT = "text"


class Readers(StrEnum):
    """For whom a document is; a test holds these to the audiences of the reports."""

    INTERNAL = "internal"
    PARTNER = "partner"
    FUNDER = "funder"
    PUBLIC = "public"


class Asked(StrEnum):
    """What leaves only where it is asked for by name."""

    SENSITIVE = "sensitive"
    CONTACTS = "contacts"
    NOTES = "notes"


AudienceOption = Annotated[Readers, typer.Option("--audience", help="For whom it is, which decides what leaves.")]
With = Annotated[
    list[Asked] | None,
    typer.Option("--with", help="For the city's own staff: put this in too. May be given more than once."),
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Where to write it; printed if not given.")
]


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(report)
    return app


def report(
    ctx: typer.Context,
    form: Annotated[Form, typer.Argument(metavar="FORMAT", help="html, xlsx, csv, markdown or text.")],
    output: Output = None,
    audience: AudienceOption = Readers.INTERNAL,
    asked: With = None,
    city: City = None,
    region: Region = None,
    country: Country = None,
    office: Office = None,
    partner: Partner = None,
    funder: Funder = None,
    level: Annotated[Level | None, typer.Option("--level", help="Only findings at this level or above it.")] = None,
    as_of: AsOf = None,
    horizon: Horizon = None,
) -> None:
    """The findings as a document: what is at risk, what to decide by when, the timeline, the money, the gaps.

    What is marked sensitive, contacts and notes stay out unless --with asks for them. Every document says for whom it
    was made and how much was left out.
    """
    from continuity.reports.documents import BINARY, document
    from continuity.reports.page_forms import check_ending
    from continuity.services.assessment import Scope
    from continuity.services.reports import Readers as For
    from continuity.services.reports import dossier

    if form in BINARY and output is None:
        raise UsageError(f"a report as {form} goes into a file", f"give it a name: -o report.{form}")
    check_ending(output, form)
    scope = Scope(city=city, region=region, country=country, office=office, partner=partner, funder=funder)
    readers = For(audience=audience, asked=tuple(asked or ()))
    made = dossier(address(ctx), today(as_of), looking(ctx, horizon), scope, readers, level)
    deliver(document(form, made), output)
    _tell(made)


def deliver(content: bytes, output: Path | None) -> None:
    """A document into its file, whole or not at all, or onto standard output, which - stands for."""
    from continuity.io.atomic_write import write_file

    if output is None or str(output) == "-":
        write(content.decode())
    else:
        write_file(output, content)
        note(f"Wrote {output}.")


def _tell(made: "Dossier") -> None:
    """For whom it was made; a document in which nothing stands is said to be one."""
    note(made.made_for)
    if not made.findings:
        note("No programme is recorded in this scope. `continuity status` says what is recorded.")
