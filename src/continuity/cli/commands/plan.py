"""`plan`: what to do by when."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli import options
from continuity.cli.context import AsOfOption, HorizonOption, resolve_address, resolve_as_of, resolve_horizon
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import Format, FormatOption, print_note, print_result, print_table, validate_ics_target
from continuity.cli.text import format_footer
from continuity.io.atomic_write import write_file
from continuity.reports.registry import render_plan
from continuity.reports.wording.english import format_count

if TYPE_CHECKING:
    from continuity.domain.risk.findings import Assessment
    from continuity.domain.summaries.action_plan import Action

EXAMPLES = format_example_block(
    "continuity plan --as-of 2026-11-23 --owner none",
    "continuity plan --as-of 2026-11-23 --code NO_AGREEMENT --ics plan.ics",
)
PLAN_TABLE_COLUMNS = ("by", "start by", "action", "programmes", "owner", "clears", "treatment")

_MAX_PROGRAMMES = 4
_PROGRAMMES_BEFORE_REST = 3


def build(name: str) -> typer.Typer:
    """Build the command."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=EXAMPLES)(plan)
    return app


def plan(
    ctx: typer.Context,
    city: options.CityOption = None,
    region: options.RegionOption = None,
    country: options.CountryOption = None,
    office: options.OfficeOption = None,
    partner: options.PartnerOption = None,
    funder: options.FunderOption = None,
    level: options.LevelOption = None,
    owner: Annotated[
        str | None,
        typer.Option("--owner", metavar="NAME", help="Only what this owner answers for; none: what has no owner."),
    ] = None,
    code: Annotated[
        str | None,
        typer.Option(
            "--code",
            parser=options.parse_code_option,
            metavar="CODE",
            help="Only what clears this reason, such as NO_PARTNER.",
        ),
    ] = None,
    include_watch_points: Annotated[bool, typer.Option("--all", help="Also what clears the watch points.")] = False,
    excel: options.ExcelOption = False,
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
    output_format: FormatOption = Format.TABLE,
    ics: options.IcsOption = None,
) -> None:
    """What to do by when: what would clear the reasons of all findings, one row an action.

    The day is the last one on which the action works. What has to be done once for an office or a partner is one row
    for all its programmes. What was decided about a finding stands beside it and takes nothing off the plan.
    """
    from continuity.services.assessment import Scope
    from continuity.services.listings import Selection, list_plan

    validate_ics_target(ics, output_format)
    scope = Scope(city=city, region=region, country=country, office=office, partner=partner, funder=funder)
    selection = Selection(level=level, code=code, owner=owner, include_all=include_watch_points)
    address, day = resolve_address(ctx), resolve_as_of(as_of)
    figures, plan_actions = list_plan(address, day, resolve_horizon(ctx, horizon), scope, selection)
    assessment = figures.assessment
    _print_plan(assessment, plan_actions, output_format, ics, excel=excel)
    if not plan_actions:
        print_note(_format_empty_note(assessment))


def _print_plan(
    assessment: "Assessment",
    plan_actions: Sequence["Action"],
    output_format: Format,
    ics: str | None,
    *,
    excel: bool = False,
) -> None:
    if ics is not None:
        _write_ics(render_plan("plan-ics", assessment, plan_actions, excel=excel), plan_actions, ics)
    elif output_format is Format.TABLE:
        _print_plan_table(assessment, plan_actions)
        print_result(f"\n{_format_counts(plan_actions)}.\n{format_footer(assessment)}\n")
    else:
        print_result(render_plan(f"plan-{output_format}", assessment, plan_actions, excel=excel))


def _print_plan_table(assessment: "Assessment", plan_actions: Sequence["Action"]) -> None:
    """Print the table; its last column only where something was decided."""
    columns = PLAN_TABLE_COLUMNS if any(action.treatment for action in plan_actions) else PLAN_TABLE_COLUMNS[:-1]
    programmes = (finding.programme for finding in assessment.findings)
    cities = {programme.key: assessment.display_name("city", programme.city) for programme in programmes}
    print_table(columns, (_format_row(action, cities)[: len(columns)] for action in plan_actions))


def _format_row(action: "Action", cities: dict[str, str]) -> tuple[str, ...]:
    from continuity.reports.ics.action_plan import NO_OWNER
    from continuity.reports.wording.sentences import format_remedy

    return (
        f"{action.due}{' late' if action.late else ''}" if action.due else "",
        str(action.start_by or ""),
        format_remedy(action.reason),
        _format_programmes(action, cities),
        action.owner or NO_OWNER,
        ", ".join(action.clears),
        action.treatment,
    )


def _format_programmes(action: "Action", cities: dict[str, str]) -> str:
    entries = [f"{name} ({cities[key]})" for key, name in zip(action.programmes, action.names, strict=True)]
    if len(entries) <= _MAX_PROGRAMMES:
        return "; ".join(entries)
    return f"{'; '.join(entries[:_PROGRAMMES_BEFORE_REST])} (+{len(entries) - _PROGRAMMES_BEFORE_REST})"


def _format_counts(plan_actions: Sequence["Action"]) -> str:
    late, unowned = sum(action.late for action in plan_actions), sum(action.owner is None for action in plan_actions)
    return f"{format_count(len(plan_actions), 'action')}, {late} late, {unowned} without an owner"


def _write_ics(text: str, plan_actions: Sequence["Action"], target: str) -> None:
    dated = sum(action.due is not None for action in plan_actions)
    if target == "-":
        print_result(text)
    else:
        write_file(Path(target), text.encode())
        print_note(f"Wrote {target} with {format_count(dated, 'action')}. Import it again whenever something moves.")
    if dated < len(plan_actions):
        print_note(f"Left out: {format_count(len(plan_actions) - dated, 'action')} without a day.")


def _format_empty_note(assessment: "Assessment") -> str:
    if not assessment.findings:
        return "No programme is recorded in this scope. `continuity status` says what is recorded."
    return "No action follows from what was asked for. `continuity risk --all` shows where every programme stands."
