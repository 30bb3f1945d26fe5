"""`handover`: the brief for whoever takes over an office."""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.context import AsOfOption, parse_day_option, resolve_address, resolve_as_of
from continuity.cli.help_examples import format_example_block
from continuity.cli.options import WithOption
from continuity.cli.output import print_note, write_document
from continuity.reports.handover_brief.document import build_handover_document
from continuity.reports.registry import render_document, resolve_document_format
from continuity.reports.wording.labels import format_transition_day

if TYPE_CHECKING:
    from continuity.reports.handover_brief.model import HandoverBrief

_CITY = "invented-harbour-city"
EXAMPLES = format_example_block(
    f"continuity handover {_CITY} --office {_CITY}/mayor --as-of 2026-11-23",
    "continuity handover luton -o luton.html --as-of 2026-11-23",
    "continuity handover london --transition 2028-05-04 --format markdown --as-of 2026-11-23",
)


class DocumentFormat(StrEnum):
    """The formats of the brief; a test holds these to the forms of pages."""

    HTML = "html"
    MARKDOWN = "markdown"
    TEXT = "text"


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(handover)
    return app


def handover(
    ctx: typer.Context,
    city: Annotated[str, typer.Argument(metavar="CITY", help="Its key, its exact name or the beginning of its key.")],
    office: Annotated[
        str | None, typer.Option("--office", metavar="KEY", help="Which office, where the city has several.")
    ] = None,
    transition: Annotated[
        str | None,
        typer.Option(
            "--transition",
            parser=parse_day_option,
            metavar="DAY",
            help="Polling day or first day of the change; the one still open, else the next, if not given.",
        ),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Where to write it: .html, .md or .txt; printed as text if not given.",
        ),
    ] = None,
    document_format: Annotated[
        DocumentFormat | None, typer.Option("--format", help="How to write it, whatever the file is called.")
    ] = None,
    requested: WithOption = None,
    as_of: AsOfOption = None,
) -> None:
    """What an incoming administration takes over, a page a programme: facts, without levels of risk or advice.

    What runs and who carries it, what lapses if nothing is decided, what falls due in the first hundred days, when
    agreements may be ended, what is a duty by law, whom to ask. The HTML opens in a word processor too.
    """
    from continuity.services.handover_brief import build_handover_brief

    day = date.fromisoformat(transition) if transition else None
    brief = build_handover_brief(resolve_address(ctx), resolve_as_of(as_of), city, office, day, tuple(requested or ()))
    chosen_format = document_format or resolve_document_format(output)
    write_document(render_document(chosen_format, build_handover_document(brief)), output)
    _print_summary(brief)


def _print_summary(brief: "HandoverBrief") -> None:
    day = format_transition_day(brief.transition, None)
    print_note(f"The change of {day} of {brief.office}. {brief.report.audience_note}")
    if not brief.handover.handed_over:
        print_note("No programme is recorded that runs and that this office decides on.")
