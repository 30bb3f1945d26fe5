"""`partner show`: a partner's record, the programmes it has a part in, and what it lacks to carry each.

With --statement, instead of all that, the page on which the partner itself reads and confirms what is recorded of it.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli.commands.report import Asked, deliver
from continuity.cli.context import AsOf, Horizon, address, again, looking, today
from continuity.cli.output import Format, FormatOption, note, show_table, write
from continuity.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from continuity.domain.risk.findings import Assessment, Finding
    from continuity.domain.summaries.concentration import Concentration
    from continuity.services.assessment import Scope
    from continuity.services.partners.overview import Part, PartnerSide

HELP = "Show one partner whole, the programmes it has a part in, and what it lacks to carry each."
_OTHER = {"with": "leave out --statement", "without": "add --statement"}
COLUMNS = ("programme", "finding", "carries it", "lacks", "by", "could carry it")


def show(
    ctx: typer.Context,
    named: Annotated[str, typer.Argument(metavar="KEY", help="Its key, its exact name or the beginning of its key.")],
    as_of: AsOf = None,
    horizon: Horizon = None,
    form: FormatOption = Format.TABLE,
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
    asked: Annotated[
        list[Asked] | None,
        typer.Option("--with", help="With --statement: put this in too. May be given more than once."),
    ] = None,
) -> None:
    """The record first, as for every noun; the CSV is the record alone, so that what it rests on is said beside it."""
    if statement:
        _refuse("with", {"--format": form is not Format.TABLE, "--horizon": horizon})
        _state(ctx, named, as_of, output, asked or [])
        return
    _refuse("without", {"-o": output, "--with": asked})
    _show(ctx, named, as_of, horizon, form)


def _refuse(word: str, given: "Mapping[str, object]") -> None:
    """Refuse options that mean nothing with, or without, a statement."""
    if found := [option for option, value in given.items() if value]:
        options = " and ".join(found)
        raise UsageError(f"{options} cannot be given {word} --statement", f"leave out {options}, or {_OTHER[word]}")


def _state(ctx: typer.Context, named: str, as_of: str | None, output: Path | None, asked: "Sequence[str]") -> None:
    """The statement, and how to record what comes back."""
    from continuity.reports.page_forms import form_of, page
    from continuity.reports.partner_statement.document import statement_page
    from continuity.services.partners.statement import statement

    made = statement(address(ctx), named, today(as_of), asked)
    deliver(page(form_of(output), statement_page(made)), output)
    note(made.made_for)
    if made.agreements:
        note(f"Once the partner has confirmed one: {again(ctx, 'agreement edit REFERENCE --confirmed-on DAY')}.")


def _show(ctx: typer.Context, named: str, as_of: str | None, horizon: str | None, form: Format) -> None:
    from continuity.cli.output import show_record
    from continuity.cli.text import footing
    from continuity.domain.schema.tables import PARTNERS
    from continuity.reports.listings.provenance import judged_on
    from continuity.services.partners.overview import partner_side

    side = partner_side(address(ctx), named, today(as_of), looking(ctx, horizon))
    if form is Format.TABLE:
        show_record(PARTNERS, side.record, form)
        _show_programmes(side)
    else:
        found = side.assessment
        show_record(PARTNERS, side.record, form, _entries(side), judged_on(found.as_of, found.settings))
        if form is Format.CSV:
            note(footing(found))


def beneath(database: str, found: "Assessment", listed: "Sequence[Finding]", scope: "Scope") -> str:
    """What `risk` says below its table: what the partner asked for lacks itself, and where many rest on one partner."""
    from continuity.cli.text import lacked, resting
    from continuity.domain.summaries.concentration import concentrations
    from continuity.services.partners.overview import key_of, parts

    lines = ""
    if scope.partner is not None:
        key = key_of(database, scope.partner)
        own = (part for part in parts(listed, key, found.as_of) if part.candidate)
        lines = "".join(lacked(found, key, part) for part in own if part.lacks or part.finding.carrier != key)
    narrowed = any((scope.office, scope.partner, scope.funder))
    lines += resting(found, concentrations(found.findings), narrowed=narrowed)
    return f"\n{lines}" if lines else ""


def _show_programmes(side: "PartnerSide") -> None:
    from continuity.cli.text import footing, lacking, part_row, resting

    found = side.assessment
    if side.parts:
        write("\nProgrammes it has a part in\n\n")
        show_table(COLUMNS, (part_row(found, part) for part in side.parts))
    else:
        write("\nNo programme names it in an agreement.\n")
    texts = [lacking(found, part) for part in side.parts if part.could_carry]
    texts += [resting(found, side.concentrations), f"{footing(found)}\n"]
    write("".join(f"\n{text}" for text in texts if text))


def _entries(side: "PartnerSide") -> dict[str, Any]:
    """What the documents say after the cells; never a contact, a note or anything else of the record."""
    return {
        "programmes": [_programme(side.assessment, part) for part in side.parts],
        "concentrations": [_concentration(one) for one in side.concentrations],
        "as_of": side.assessment.as_of.isoformat(),
    }


def _programme(found: "Assessment", part: "Part") -> dict[str, Any]:
    from continuity.reports.listings.risk_json import reasons_entry
    from continuity.reports.wording.names import programme_name

    return {
        "programme": part.finding.programme.key,
        "name": programme_name(found, part.finding),
        "city": part.finding.programme.city,
        "status": part.finding.status,
        "level": part.finding.level,
        "carries": part.carries,
        "could_carry": part.could_carry,
        "lacks": reasons_entry(part.lacks),
    }


def _concentration(one: "Concentration") -> dict[str, Any]:
    return {"city": one.city, "programmes": list(one.programmes), "covered": one.covered, "of": one.of}
