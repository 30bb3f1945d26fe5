"""`schedule`: reports that are made and delivered by themselves."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli import options
from continuity.cli.context import (
    AsOfOption,
    build_clock,
    build_stamp,
    format_command,
    load_mail_settings,
    resolve_address,
)
from continuity.cli.help_examples import format_example_block
from continuity.cli.options import CityOption, CountryOption, FunderOption, OfficeOption, PartnerOption, RegionOption
from continuity.cli.output import Format, FormatOption, print_note, print_result, print_rows, print_table
from continuity.domain.vocabulary import YesNo

if TYPE_CHECKING:
    from continuity.domain.schema.values import Row
    from continuity.services.schedules.manage import ScheduleDetails

_MONTHLY = "continuity schedule add monthly --every month --city luton --timezone Europe/London --to-dir reports"
EXAMPLES = {
    "add": format_example_block(
        f"{_MONTHLY} --as-of 2026-11-23",
        "continuity schedule add warnings --before 12m,6m,3m,1m --country GB --timezone Europe/London --to-dir reports "
        "--per-city --as-of 2026-11-23",
    ),
    "list": format_example_block("continuity schedule list", "continuity schedule list --format json"),
    "show": format_example_block("continuity schedule show monthly", "continuity schedule show warnings --format json"),
    "edit": format_example_block(
        "continuity schedule edit monthly --at 06:30", "continuity schedule edit warnings --before 12m,3m"
    ),
    "pause": format_example_block("continuity schedule pause monthly", "continuity schedule pause warnings"),
    "resume": format_example_block("continuity schedule resume monthly", "continuity schedule resume warnings"),
    "remove": format_example_block("continuity schedule remove monthly", "continuity schedule remove warnings"),
}
NameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Its name or the beginning of it.")]
ExactNameArgument = Annotated[str, typer.Argument(metavar="NAME", help="Its exact name.")]


def build(name: str) -> typer.Typer:
    """Build the commands of the group."""
    from continuity.cli.commands import schedule_run as work

    help_text = "Reports that are made and delivered by themselves."
    app = typer.Typer(name=name, help=help_text, no_args_is_help=True, rich_markup_mode=None)
    commands: dict[str, Callable[..., None]] = {"add": add, "list": list_schedules, "show": show, "edit": edit}
    commands |= {"pause": pause, "resume": resume, "remove": remove}
    commands |= {"run": work.run, "retry": work.retry, "install": work.install}
    for verb, command in commands.items():
        app.command(verb, epilog=(EXAMPLES | work.EXAMPLES)[verb])(command)
    return app


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called, such as luton-monthly.")],
    every: options.EveryOption = None,
    rule: options.RuleOption = None,
    start: options.StartOption = None,
    at: options.TimeOption = None,
    timezone: options.TimezoneOption = None,
    before: options.BeforeOption = None,
    city: CityOption = None,
    region: RegionOption = None,
    country: CountryOption = None,
    office: OfficeOption = None,
    partner: PartnerOption = None,
    funder: FunderOption = None,
    level: options.LevelOption = None,
    form: options.FormatsOption = None,
    audience: options.ScheduleAudienceOption = None,
    to_dir: options.FolderOption = None,
    to_mail: options.MailOption = None,
    per_city: options.PerCityOption = None,
    only_if_changed: options.OnlyIfChangedOption = None,
    hold: options.HoldOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Set up a report that is made and delivered by itself whenever `continuity schedule run` finds it due.

    It begins with what changed since the one before. By default it is due every quarter, at 07:00.
    """
    from continuity.services.schedules import manage

    arguments = dict(locals())
    texts = {"key": name, **_build_cells(arguments)}
    mail_settings = load_mail_settings()
    row = manage.add_schedule(resolve_address(ctx), build_stamp(ctx), texts, build_clock(as_of), mail_settings)
    print_result(f"{row['key']}\n")
    shown = manage.load_schedule_details(resolve_address(ctx), str(row["key"]), build_clock(as_of))
    if shown.next_moments:
        next_due = _format_due(shown.next_moments[0], row)
        print_note(f"Due next on {next_due}. Nothing is sent before `continuity schedule run` is run.")
    else:
        print_note("No day is known yet on which it is due.")
    for delivery_note in manage.describe_routes(row, texts, mail_settings):
        print_note(delivery_note)
    print_note(f"Next: {format_command(ctx, 'schedule install')}. Take it back with {format_command(ctx, 'undo')}.")


def edit(
    ctx: typer.Context,
    name: ExactNameArgument,
    every: options.EveryOption = None,
    rule: options.RuleOption = None,
    start: options.StartOption = None,
    at: options.TimeOption = None,
    timezone: options.TimezoneOption = None,
    before: options.BeforeOption = None,
    city: CityOption = None,
    region: RegionOption = None,
    country: CountryOption = None,
    office: OfficeOption = None,
    partner: PartnerOption = None,
    funder: FunderOption = None,
    level: Annotated[str | None, typer.Option("--level", help="Only findings at this level or above it.")] = None,
    form: options.FormatsOption = None,
    audience: options.ScheduleAudienceOption = None,
    to_dir: options.FolderOption = None,
    to_mail: options.MailOption = None,
    per_city: options.PerCityOption = None,
    only_if_changed: options.OnlyIfChangedOption = None,
    hold: options.HoldOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Change a schedule; an empty text empties a cell. What was claimed already goes out as it was."""
    from continuity.domain.scheduling.schedule import SCHEDULES
    from continuity.domain.schema.values import format_row
    from continuity.services.schedules import manage

    texts = _build_cells(dict(locals()))
    mail_settings = load_mail_settings()
    address, stamp = resolve_address(ctx), build_stamp(ctx)
    before_row, after_row = manage.edit_schedule(address, stamp, name, texts, build_clock(as_of), mail_settings)
    old, new = format_row(SCHEDULES, before_row), format_row(SCHEDULES, after_row)
    changes = [(column, old[column], new[column]) for column in SCHEDULES.column_names if old[column] != new[column]]
    if changes:
        print_table(("column", "before", "after"), changes)
        print_note(f'Changed the schedule "{after_row["key"]}". Take it back with {format_command(ctx, "undo")}.')
        for delivery_note in manage.describe_routes(after_row, texts, mail_settings):
            print_note(delivery_note)
    else:
        print_note(f'Nothing changed: the schedule "{after_row["key"]}" says so already.')


def list_schedules(ctx: typer.Context, output_format: FormatOption = Format.TABLE) -> None:
    """List the schedules by name."""
    from continuity.domain.scheduling.schedule import SCHEDULES
    from continuity.domain.schema.values import format_row
    from continuity.services.schedules import manage

    rows = (format_row(SCHEDULES, row) for row in manage.list_schedules(resolve_address(ctx)))
    if output_format is Format.TABLE:
        print_table(("schedule", "when", "about", "for", "goes to", "state"), map(_format_row, rows))
    else:
        entries = ({column: value or None for column, value in row.items()} for row in rows)
        print_rows("schedule/1", SCHEDULES.column_names, entries, output_format)


def show(
    ctx: typer.Context, name: NameArgument, as_of: AsOfOption = None, output_format: FormatOption = Format.TABLE
) -> None:
    """Show one schedule: its cells, the next five times it is due, and its newest runs with what became of each."""
    from continuity.services.schedules import manage

    shown = manage.load_schedule_details(resolve_address(ctx), name, build_clock(as_of))
    if output_format is Format.TABLE:
        _print_schedule(shown)
    else:
        from continuity.cli.commands.schedule_run import build_delivery_entry
        from continuity.domain.scheduling.schedule import SCHEDULES
        from continuity.domain.schema.values import format_row

        entry: dict[str, Any] = {name: value or None for name, value in format_row(SCHEDULES, shown.row).items()}
        entry["coming"] = [moment.isoformat() for moment in shown.next_moments]
        deliveries = [delivery for _, run_deliveries in shown.runs for delivery in run_deliveries]
        entry["deliveries"] = [build_delivery_entry(delivery) for delivery in deliveries]
        names = (*SCHEDULES.column_names, *(("coming", "deliveries") if output_format is not Format.CSV else ()))
        print_rows("schedule/1", names, [entry], output_format)


def pause(ctx: typer.Context, name: ExactNameArgument) -> None:
    """Let nothing be due until it is resumed."""
    from continuity.services.schedules import manage

    row = manage.pause_schedule(resolve_address(ctx), build_stamp(ctx), name)
    key = row["key"]
    print_note(f'Paused the schedule "{key}". Go on with {format_command(ctx, f"schedule resume {key}")}.')


def resume(ctx: typer.Context, name: ExactNameArgument, as_of: AsOfOption = None) -> None:
    """Let it be due again; what it would have been due for meanwhile is passed over."""
    from continuity.services.schedules import manage

    row = manage.resume_schedule(resolve_address(ctx), build_stamp(ctx), name, build_clock(as_of))
    shown = manage.load_schedule_details(resolve_address(ctx), str(row["key"]), build_clock(as_of))
    due_note = f" Due next on {_format_due(shown.next_moments[0], row)}." if shown.next_moments else ""
    print_note(f'Resumed the schedule "{row["key"]}".{due_note}')


def remove(ctx: typer.Context, name: ExactNameArgument) -> None:
    """Remove a schedule; what became of it stays recorded."""
    from continuity.services.schedules import manage

    row = manage.remove_schedule(resolve_address(ctx), build_stamp(ctx), name)
    print_note(f'Removed the schedule "{row["key"]}". Take it back with {format_command(ctx, "undo")}.')


def _build_cells(arguments: dict[str, Any]) -> dict[str, str]:
    from continuity.domain.scheduling.schedule import SCHEDULES

    arguments_by_column = {**arguments, "formats": arguments["form"]}
    cells = {column: arguments_by_column.get(column) for column in (*SCHEDULES.column_names, "every")}
    texts = {column: _format_value(value) for column, value in cells.items() if value is not None}
    return texts | options.build_destinations(arguments)


def _format_value(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _format_row(row: dict[str, str]) -> tuple[str, ...]:
    from continuity.services.schedules.manage import format_targets

    scope = [row[column] for column in ("city", "region", "country", "office", "partner", "funder") if row[column]]
    timing = [row["rule"]] if row["rule"] else []
    timing += [f"{row['before']} before pre-election periods"] if row["before"] else []
    return (
        row["key"],
        f"{'; '.join(timing)} at {row['at']} ({row['timezone']})",
        ", ".join(scope) or "everything",
        row["audience"],
        format_targets(row["to"]),
        "paused" if row["paused"] == YesNo.YES else "",
    )


def _print_schedule(shown: "ScheduleDetails") -> None:
    from continuity.cli.commands.schedule_run import DELIVERY_COLUMNS, format_delivery_row
    from continuity.domain.scheduling.schedule import SCHEDULES
    from continuity.domain.schema.values import format_row

    cells = format_row(SCHEDULES, shown.row)
    print_table(("column", "value"), [(name, value) for name, value in cells.items() if value])
    paused = " once it is resumed" if cells["paused"] == YesNo.YES else ""
    print_result(f"\nDue next{paused}:\n")
    due_lines = [f"  {_format_due(moment, shown.row)}\n" for moment in shown.next_moments]
    print_result("".join(due_lines) or "  no day is known\n")
    rows = [format_delivery_row(delivery) for _, deliveries in shown.runs for delivery in deliveries]
    if rows:
        print_result("\nThe newest deliveries:\n")
        print_table(DELIVERY_COLUMNS, rows)


def format_local_time(moment: datetime, zone: str) -> str:
    """Format a moment as a clock in a time zone shows it."""
    from zoneinfo import ZoneInfo

    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"


def _format_due(moment: datetime, row: "Row") -> str:
    return format_local_time(moment, str(row["timezone"]))
