"""`partner show`: a partner's record, the programmes it has a part in, and what it lacks to carry each.

With --statement, instead of all that, the page on which the partner itself reads and confirms what is recorded of it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli.context import (
    AsOfOption,
    HorizonOption,
    format_command,
    resolve_address,
    resolve_as_of,
    resolve_horizon,
)
from continuity.cli.options import WithheldItem
from continuity.cli.output import (
    Format,
    FormatOption,
    print_note,
    print_record,
    print_result,
    print_table,
    write_document,
)
from continuity.cli.text import format_concentrations, format_footer, format_gaps, format_part_row
from continuity.domain.schema.tables import PARTNERS
from continuity.errors import UsageError
from continuity.reports.listings.findings import build_reason_entries
from continuity.reports.listings.provenance import build_dated_provenance
from continuity.reports.partner_statement.document import build_statement_document
from continuity.reports.registry import render_document, resolve_document_format
from continuity.reports.wording.names import programme_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from continuity.domain.risk.findings import Assessment
    from continuity.domain.summaries.concentration import Concentration
    from continuity.services.partners.overview import PartnerOverview, PartnerRole

SHOW_HELP = "Show one partner whole, the programmes it has a part in, and what it lacks to carry each."
_HINTS = {"with": "leave out --statement", "without": "add --statement"}
PROGRAMME_COLUMNS = ("programme", "finding", "carries it", "lacks", "by", "could carry it")


def show(
    ctx: typer.Context,
    partner: Annotated[str, typer.Argument(metavar="KEY", help="Its key, its exact name or the beginning of its key.")],
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
    output_format: FormatOption = Format.TABLE,
    statement: Annotated[
        bool,
        typer.Option("--statement", help="One page for the partner itself: what is recorded about it, to confirm."),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="With --statement: where to write it, as .html, .md or .txt."
        ),
    ] = None,
    requested: Annotated[
        list[WithheldItem] | None,
        typer.Option("--with", help="With --statement: put this in too. May be given more than once."),
    ] = None,
) -> None:
    """Print a partner's record and programmes, or its statement."""
    if statement:
        _refuse_options("with", {"--format": output_format is not Format.TABLE, "--horizon": horizon})
        _print_statement(ctx, partner, as_of, output, requested or [])
        return
    _refuse_options("without", {"-o": output, "--with": requested})
    _print_overview(ctx, partner, as_of, horizon, output_format)


def _refuse_options(preposition: str, given: "Mapping[str, object]") -> None:
    """Refuse options that mean nothing with, or without, a statement."""
    if refused := [option for option, value in given.items() if value]:
        options = " and ".join(refused)
        message = f"{options} cannot be given {preposition} --statement"
        raise UsageError(message, f"leave out {options}, or {_HINTS[preposition]}")


def _print_statement(
    ctx: typer.Context, partner: str, as_of: str | None, output: Path | None, requested: "Sequence[str]"
) -> None:
    from continuity.services.partners.statement import build_statement

    partner_statement = build_statement(resolve_address(ctx), partner, resolve_as_of(as_of), requested)
    document = build_statement_document(partner_statement)
    write_document(render_document(resolve_document_format(output), document), output)
    print_note(partner_statement.audience_note)
    if partner_statement.agreements:
        command = format_command(ctx, "agreement edit REFERENCE --confirmed-on DAY")
        print_note(f"Once the partner has confirmed one: {command}.")


def _print_overview(
    ctx: typer.Context, partner: str, as_of: str | None, horizon: str | None, output_format: Format
) -> None:
    from continuity.services.partners.overview import load_overview

    overview = load_overview(resolve_address(ctx), partner, resolve_as_of(as_of), resolve_horizon(ctx, horizon))
    if output_format is Format.TABLE:
        print_record(PARTNERS, overview.record, output_format)
        _print_programmes(overview)
    else:
        assessment = overview.assessment
        provenance = build_dated_provenance(assessment.as_of, assessment.settings)
        print_record(PARTNERS, overview.record, output_format, _build_entries(overview), provenance)
        if output_format is Format.CSV:
            print_note(format_footer(assessment))


def _print_programmes(overview: "PartnerOverview") -> None:
    assessment = overview.assessment
    if overview.roles:
        print_result("\nProgrammes it has a part in\n\n")
        print_table(PROGRAMME_COLUMNS, (format_part_row(assessment, part) for part in overview.roles))
    else:
        print_result("\nNo programme names it in an agreement.\n")
    texts = [format_gaps(assessment, part) for part in overview.roles if part.can_take_over]
    texts += [format_concentrations(assessment, overview.concentrations), f"{format_footer(assessment)}\n"]
    print_result("".join(f"\n{text}" for text in texts if text))


def _build_entries(overview: "PartnerOverview") -> dict[str, Any]:
    """Build what documents say after the cells, without contacts and notes."""
    return {
        "programmes": [_build_programme_entry(overview.assessment, part) for part in overview.roles],
        "concentrations": [_build_concentration_entry(concentration) for concentration in overview.concentrations],
        "as_of": overview.assessment.as_of.isoformat(),
    }


def _build_programme_entry(assessment: "Assessment", part: "PartnerRole") -> dict[str, Any]:
    return {
        "programme": part.finding.programme.key,
        "name": programme_name(assessment, part.finding),
        "city": part.finding.programme.city,
        "status": part.finding.status,
        "level": part.finding.level,
        "carries": part.is_carrying,
        "could_carry": part.can_take_over,
        "lacks": build_reason_entries(part.missing),
    }


def _build_concentration_entry(concentration: "Concentration") -> dict[str, Any]:
    return {
        "city": concentration.city,
        "programmes": list(concentration.programmes),
        "covered": concentration.covered,
        "of": concentration.of,
    }
