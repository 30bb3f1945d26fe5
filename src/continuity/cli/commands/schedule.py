"""`schedule`: reports that are made and delivered by themselves."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli import options
from continuity.cli.commands.risk import Level
from continuity.cli.context import AsOf, address, again, clock, post, stamp
from continuity.cli.help_examples import block
from continuity.cli.options import City, Country, Funder, Office, Partner, Region
from continuity.cli.output import Format, FormatOption, note, show_rows, show_table, write

if TYPE_CHECKING:
    from continuity.domain.schema.values import Row
    from continuity.services.schedules.manage import Shown

_MONTHLY = "continuity schedule add monthly --every month --city luton --timezone Europe/London --to-dir reports"
EXAMPLES = {
    "add": block(
        f"{_MONTHLY} --as-of 2026-11-23",
        "continuity schedule add warnings --before 12m,6m,3m,1m --country GB --timezone Europe/London --to-dir reports "
        "--per-city --as-of 2026-11-23",
    ),
    "list": block("continuity schedule list", "continuity schedule list --format json"),
    "show": block("continuity schedule show monthly", "continuity schedule show warnings --format json"),
    "edit": block("continuity schedule edit monthly --at 06:30", "continuity schedule edit warnings --before 12m,3m"),
    "pause": block("continuity schedule pause monthly", "continuity schedule pause warnings"),
    "resume": block("continuity schedule resume monthly", "continuity schedule resume warnings"),
    "remove": block("continuity schedule remove monthly", "continuity schedule remove warnings"),
}
Named = Annotated[str, typer.Argument(metavar="NAME", help="Its name or the beginning of it.")]
Exactly = Annotated[str, typer.Argument(metavar="NAME", help="Its exact name.")]


def build(name: str) -> typer.Typer:
    """The commands of the group."""
    from continuity.cli.commands import schedule_run as work
    from continuity.cli.commands.schedule_run import install

    app = typer.Typer(
        name=name,
        help="Reports that are made and delivered by themselves.",
        no_args_is_help=True,
        rich_markup_mode=None,
    )
    commands: tuple[tuple[str, Callable[..., None]], ...] = (
        ("add", add),
        ("list", listing),
        ("show", show),
        ("edit", edit),
        ("pause", pause),
        ("resume", resume),
        ("remove", remove),
        ("run", work.run),
        ("retry", work.retry),
        ("install", install),
    )
    for verb, command in commands:
        app.command(verb, epilog=(EXAMPLES | work.EXAMPLES)[verb])(command)
    return app


def add(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What it is called, such as luton-monthly.")],
    every: options.Every = None,
    rule: options.Rule = None,
    start: options.Start = None,
    at: options.At = None,
    timezone: options.Timezone = None,
    before: options.Before = None,
    city: City = None,
    region: Region = None,
    country: Country = None,
    office: Office = None,
    partner: Partner = None,
    funder: Funder = None,
    level: Annotated[Level | None, typer.Option("--level", help="Only findings at this level or above it.")] = None,
    form: options.Formats = None,
    audience: options.Who = None,
    to_dir: options.ToDir = None,
    to_mail: options.ToMail = None,
    per_city: options.PerCity = None,
    only_if_changed: options.OnlyIfChanged = None,
    hold: options.Hold = None,
    as_of: AsOf = None,
) -> None:
    """Set up a report that is made and delivered by itself whenever `continuity schedule run` finds it due.

    It begins with what changed since the one before. By default it is due every quarter, at 07:00.
    """
    from continuity.services.schedules import manage

    given = dict(locals())
    texts = {"key": name, **_texts(given)}
    way = post()
    row = manage.add(address(ctx), stamp(ctx), texts, clock(as_of), way)
    write(f"{row['key']}\n")
    shown = manage.show(address(ctx), str(row["key"]), clock(as_of))
    if shown.coming:
        note(f"Due next on {_local(shown.coming[0], row)}. Nothing is sent before `continuity schedule run` is run.")
    else:
        note("No day is known yet on which it is due.")
    if told := manage.ways(row, way):
        note(told)
    note(f"Next: {again(ctx, 'schedule install')}. Take it back with {again(ctx, 'undo')}.")


def edit(
    ctx: typer.Context,
    name: Exactly,
    every: options.Every = None,
    rule: options.Rule = None,
    start: options.Start = None,
    at: options.At = None,
    timezone: options.Timezone = None,
    before: options.Before = None,
    city: City = None,
    region: Region = None,
    country: Country = None,
    office: Office = None,
    partner: Partner = None,
    funder: Funder = None,
    level: Annotated[str | None, typer.Option("--level", help="Only findings at this level or above it.")] = None,
    form: options.Formats = None,
    audience: options.Who = None,
    to_dir: options.ToDir = None,
    to_mail: options.ToMail = None,
    per_city: options.PerCity = None,
    only_if_changed: options.OnlyIfChanged = None,
    hold: options.Hold = None,
    as_of: AsOf = None,
) -> None:
    """Change a schedule; an empty text empties a cell. What was claimed already goes out as it was."""
    from continuity.domain.scheduling.schedule import SCHEDULES
    from continuity.domain.schema.values import text_row
    from continuity.services.schedules import manage

    texts = _texts(dict(locals()))
    way = post()
    before_row, after_row = manage.edit(address(ctx), stamp(ctx), name, texts, clock(as_of), way)
    old, new = text_row(SCHEDULES, before_row), text_row(SCHEDULES, after_row)
    changes = [(one, old[one], new[one]) for one in SCHEDULES.column_names if old[one] != new[one]]
    if changes:
        show_table(("column", "before", "after"), changes)
        note(f'Changed the schedule "{after_row["key"]}". Take it back with {again(ctx, "undo")}.')
        if "to_mail" in texts and (told := manage.ways(after_row, way)):
            note(told)
    else:
        note(f'Nothing changed: the schedule "{after_row["key"]}" says so already.')


def listing(ctx: typer.Context, form: FormatOption = Format.TABLE) -> None:
    """List the schedules by name."""
    from continuity.domain.scheduling.schedule import SCHEDULES
    from continuity.domain.schema.values import text_row
    from continuity.services.schedules import manage

    rows = (text_row(SCHEDULES, row) for row in manage.every(address(ctx)))
    if form is Format.TABLE:
        show_table(("schedule", "when", "about", "for", "goes to", "state"), map(_line, rows))
    else:
        show_rows("schedule/1", SCHEDULES.column_names, ({k: v or None for k, v in row.items()} for row in rows), form)


def show(ctx: typer.Context, name: Named, as_of: AsOf = None, form: FormatOption = Format.TABLE) -> None:
    """Show one schedule: its cells, the next five times it is due, and its newest runs with what became of each."""
    from continuity.services.schedules import manage

    shown = manage.show(address(ctx), name, clock(as_of))
    if form is Format.TABLE:
        _show(shown)
    else:
        from continuity.cli.commands.schedule_run import delivery_entry
        from continuity.domain.scheduling.schedule import SCHEDULES
        from continuity.domain.schema.values import text_row

        entry: dict[str, Any] = {name: value or None for name, value in text_row(SCHEDULES, shown.row).items()}
        entry["coming"] = [one.isoformat() for one in shown.coming]
        entry["deliveries"] = [delivery_entry(one) for _, those in shown.runs for one in those]
        names = (*SCHEDULES.column_names, *(("coming", "deliveries") if form is not Format.CSV else ()))
        show_rows("schedule/1", names, [entry], form)


def pause(ctx: typer.Context, name: Exactly) -> None:
    """Let nothing be due until it is resumed."""
    from continuity.services.schedules import manage

    row = manage.pause(address(ctx), stamp(ctx), name)
    key = row["key"]
    note(f'Paused the schedule "{key}". Go on with {again(ctx, f"schedule resume {key}")}.')


def resume(ctx: typer.Context, name: Exactly, as_of: AsOf = None) -> None:
    """Let it be due again; what it would have been due for meanwhile is passed over."""
    from continuity.services.schedules import manage

    row = manage.resume(address(ctx), stamp(ctx), name, clock(as_of))
    shown = manage.show(address(ctx), str(row["key"]), clock(as_of))
    when = f" Due next on {_local(shown.coming[0], row)}." if shown.coming else ""
    note(f'Resumed the schedule "{row["key"]}".{when}')


def remove(ctx: typer.Context, name: Exactly) -> None:
    """Remove a schedule; what became of it stays recorded."""
    from continuity.services.schedules import manage

    row = manage.remove(address(ctx), stamp(ctx), name)
    note(f'Removed the schedule "{row["key"]}". Take it back with {again(ctx, "undo")}.')


def _texts(given: dict[str, Any]) -> dict[str, str]:
    """The cells that were given, as text."""
    from continuity.domain.scheduling.schedule import SCHEDULES

    named = {**given, "formats": given["form"]}
    cells = {one: named[one] for one in (*SCHEDULES.column_names, "every") if named.get(one) is not None}
    texts = {one: _text(value) for one, value in cells.items()}
    if texts.get("to_dir"):
        # From wherever the timer starts the program, it is the same folder.
        texts["to_dir"] = str(Path(texts["to_dir"]).expanduser().absolute())
    return texts


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return " | ".join(value) if isinstance(value, list) else str(value)


def _line(row: dict[str, str]) -> tuple[str, ...]:
    about = [row[one] for one in ("city", "region", "country", "office", "partner", "funder") if row[one]]
    when = [row["rule"]] if row["rule"] else []
    when += [f"{row['before']} before pre-election periods"] if row["before"] else []
    places = [row[one] for one in ("to_dir", "to_mail") if row[one]]
    return (
        row["key"],
        f"{'; '.join(when)} at {row['at']} ({row['timezone']})",
        ", ".join(about) or "everything",
        row["audience"],
        ", ".join(places),
        "paused" if row["paused"] == "yes" else "",
    )


def _show(shown: "Shown") -> None:
    from continuity.cli.commands.schedule_run import COLUMNS, delivery_row
    from continuity.domain.scheduling.schedule import SCHEDULES
    from continuity.domain.schema.values import text_row

    cells = text_row(SCHEDULES, shown.row)
    show_table(("column", "value"), [(name, value) for name, value in cells.items() if value])
    paused = " once it is resumed" if cells["paused"] == "yes" else ""
    write(f"\nDue next{paused}:\n")
    write("".join(f"  {_local(one, shown.row)}\n" for one in shown.coming) or "  no day is known\n")
    rows = [delivery_row(one) for _, those in shown.runs for one in those]
    if rows:
        write("\nThe newest deliveries:\n")
        show_table(COLUMNS, rows)


def local(moment: datetime, zone: str) -> str:
    """A moment as a clock in a time zone shows it."""
    from zoneinfo import ZoneInfo

    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M} ({zone})"


def _local(moment: datetime, row: "Row") -> str:
    return local(moment, str(row["timezone"]))
