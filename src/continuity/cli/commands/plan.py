"""`plan`: what to do by when."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.commands.risk import Level
from continuity.cli.context import AsOf, Horizon, address, looking, today
from continuity.cli.help_examples import block
from continuity.cli.options import City, Country, Funder, Office, Partner, Region, as_code
from continuity.cli.output import Format, FormatOption, check_ics, note, show_table, write
from continuity.errors import UnknownKey

if TYPE_CHECKING:
    from continuity.domain.risk.findings import Assessment
    from continuity.domain.summaries.action_plan import Action

EXAMPLES = block(
    "continuity plan --as-of 2026-11-23 --owner none",
    "continuity plan --as-of 2026-11-23 --code NO_AGREEMENT --ics plan.ics",
)
COLUMNS = ("by", "start by", "action", "programmes", "owner", "clears", "treatment")

_SHOWN = 4
_SHOWN_OF_MORE = 3


def build(name: str) -> typer.Typer:
    """The command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(plan)
    return app


def plan(
    ctx: typer.Context,
    city: City = None,
    region: Region = None,
    country: Country = None,
    office: Office = None,
    partner: Partner = None,
    funder: Funder = None,
    level: Annotated[Level | None, typer.Option("--level", help="Only findings at this level or above it.")] = None,
    owner: Annotated[
        str | None,
        typer.Option("--owner", metavar="NAME", help="Only what this owner answers for; none: what has no owner."),
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(
            "--code", parser=as_code, metavar="CODE", help="Only what clears this reason, such as NO_PARTNER."
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Also what clears the watch points.")] = False,
    excel: Annotated[
        bool, typer.Option("--excel", help="With --format csv: begin with the mark by which Excel knows UTF-8.")
    ] = False,
    as_of: AsOf = None,
    horizon: Horizon = None,
    form: FormatOption = Format.TABLE,
    ics: Annotated[
        str | None,
        typer.Option("--ics", metavar="FILE", help="Write it for a calendar application; - is standard output."),
    ] = None,
) -> None:
    """What to do by when: what would clear the reasons of all findings, one row an action.

    The day is the last one on which the action works. What has to be done once for an office or a partner is one row
    for all its programmes. What was decided about a finding stands beside it and takes nothing off the plan.
    """
    from continuity.domain.summaries.action_plan import actions, clearing, owned_by
    from continuity.services.assessment import Scope, assessment, at_least

    check_ics(ics, form)
    scope = Scope(city=city, region=region, country=country, office=office, partner=partner, funder=funder)
    found = assessment(address(ctx), today(as_of), looking(ctx, horizon), scope)
    findings = [one for one in found.findings if at_least(one, level)]
    planned = actions(findings, found.as_of, everything=everything)
    if owner is not None:
        _check_owner(found, owner)
        planned = owned_by(planned, owner)
    if code is not None:
        planned = clearing(planned, code)
    _print(found, planned, form, ics, excel=excel)
    if not planned:
        note(_nothing(found))


def _check_owner(found: "Assessment", text: str) -> None:
    """Refuse an owner that nothing in scope has; one who is done with everything is none of these."""
    from continuity.domain.summaries.action_plan import NOBODY, owners
    from continuity.services.lookup import suggestion

    known = owners(found.findings)
    if text.strip().casefold() in {NOBODY, *(one.casefold() for one in known)}:
        return
    recorded = f"recorded: {', '.join(sorted(known))}" if known else "no owner is recorded; `--owner none` shows all"
    raise UnknownKey(f'no owner "{text}"', suggestion(text, known) or recorded)


def _print(
    found: "Assessment", planned: Sequence["Action"], form: Format, ics: str | None, *, excel: bool = False
) -> None:
    from continuity.reports.plans import render_plan

    if ics is not None:
        _write_ics(render_plan("plan-ics", found, planned, excel=excel), planned, ics)
    elif form is Format.TABLE:
        from continuity.cli.text import footing

        _show(found, planned)
        write(f"\n{_counts(planned)}.\n{footing(found)}\n")
    else:
        write(render_plan(f"plan-{form}", found, planned, excel=excel))


def _show(found: "Assessment", planned: Sequence["Action"]) -> None:
    """The table; its last column only where something was decided."""
    columns = COLUMNS if any(one.treatment for one in planned) else COLUMNS[:-1]
    cities = {one.programme.key: found.name("city", one.programme.city) for one in found.findings}
    show_table(columns, (_row(action, cities)[: len(columns)] for action in planned))


def _row(action: "Action", cities: dict[str, str]) -> tuple[str, ...]:
    from continuity.reports.ics.action_plan import NO_OWNER

    return (
        f"{action.due}{' late' if action.late else ''}" if action.due else "",
        str(action.start_by or ""),
        action.remedy,
        _programmes(action, cities),
        action.owner or NO_OWNER,
        ", ".join(action.clears),
        action.treatment,
    )


def _programmes(action: "Action", cities: dict[str, str]) -> str:
    """The programmes, each with its city; of many only the first few."""
    told = [f"{name} ({cities[key]})" for key, name in zip(action.programmes, action.names, strict=True)]
    if len(told) <= _SHOWN:
        return "; ".join(told)
    return f"{'; '.join(told[:_SHOWN_OF_MORE])} (+{len(told) - _SHOWN_OF_MORE})"


def _counts(planned: Sequence["Action"]) -> str:
    """How many there are, and how many of them want attention most."""
    from continuity.reports.wording.english import counted

    late, unowned = sum(one.late for one in planned), sum(one.owner is None for one in planned)
    return f"{counted(len(planned), 'action')}, {late} late, {unowned} without an owner"


def _write_ics(text: str, planned: Sequence["Action"], target: str) -> None:
    """The plan into a file, whole or not at all, or to standard output."""
    from continuity.io.atomic_write import write_file
    from continuity.reports.wording.english import counted

    dated = sum(one.due is not None for one in planned)
    if target == "-":
        write(text)
    else:
        write_file(Path(target), text.encode())
        note(f"Wrote {target} with {counted(dated, 'action')}. Import it again whenever something moves.")
    if dated < len(planned):
        note(f"Left out: {counted(len(planned) - dated, 'action')} without a day.")


def _nothing(found: "Assessment") -> str:
    if not found.findings:
        return "No programme is recorded in this scope. `continuity status` says what is recorded."
    return "No action follows from what was asked for. `continuity risk --all` shows where every programme stands."
