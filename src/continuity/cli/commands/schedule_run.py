"""`schedule run` and `retry`: the work of schedules, and what waits for a decision."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli.context import AsOf, address, again, clock, post, post_as_it_is
from continuity.cli.help_examples import block
from continuity.cli.output import Format, FormatOption, note, show_rows, show_table, write
from continuity.errors import FAILED

if TYPE_CHECKING:
    from continuity.domain.scheduling.runs import Delivery
    from continuity.services.schedules.run import Ran
    from continuity.services.system_timers.install import Installation


EXAMPLES = {
    "run": block("continuity schedule run", "continuity schedule run --as-of 2026-11-23"),
    "retry": block("continuity schedule retry", "continuity schedule retry --format json"),
    "install": block("continuity schedule install --kind cron", "continuity schedule install --kind systemd"),
}


COLUMNS = ("delivery", "to", "state", "since", "why")


def run(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Only this schedule.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what failed; for timers.")] = False,
    as_of: AsOf = None,
) -> None:
    """Make and deliver what is due. Run it often, from a timer: what is not due costs nothing, and nothing goes twice.

    Times that were missed come as one report that says which. With --as-of a day is replayed as if it were over.
    """
    from continuity.services.schedules.run import run as see_to

    failed = done = 0
    for one in see_to(address(ctx), clock(as_of), post_as_it_is(), name):
        done += 1
        failed += _tell(one, quiet)
    if not done and not quiet:
        note("Nothing is due.")
    if failed:
        note(f"{again(ctx, 'schedule retry')} shows what waits for a decision; the rest is tried again by itself.")
        raise typer.Exit(FAILED)


def retry(
    ctx: typer.Context,
    delivery: Annotated[
        str | None,
        typer.Argument(metavar="DELIVERY", help="Which to send again; without one they are listed."),
    ] = None,
    arrived: Annotated[bool, typer.Option("--arrived", help="Record that it arrived, and send nothing.")] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """What failed for good, or of which nobody knows whether it arrived: list it, send it again, or say it arrived.

    What is tried again by itself is not listed, but can be sent again at once.
    """
    from continuity.services.schedules import retry

    if delivery is None:
        _list(retry.undecided(address(ctx)), form)
        return
    if arrived:
        settled = retry.arrived(address(ctx), delivery, clock(None))
    else:
        settled = retry.retry(address(ctx), delivery, clock(None), post())
    show_table(COLUMNS, [delivery_row(settled)])
    if settled.state != "sent":
        raise typer.Exit(FAILED)


def delivery_row(one: "Delivery") -> tuple[str, ...]:
    """One delivery, for a table."""
    to = f"{one.target} ({one.part})" if one.part else one.target
    return one.key, to, one.state, f"{one.changed_at:%Y-%m-%d %H:%M}", one.told


def delivery_entry(one: "Delivery") -> dict[str, Any]:
    """One delivery, for a program; moments are in UTC."""
    return {
        "delivery": one.key,
        "channel": one.channel,
        "to": one.target,
        "city": one.part or None,
        "state": one.state,
        "attempts": one.attempts,
        "again_at": one.again_at.isoformat() if one.again_at else None,
        "since": one.changed_at.isoformat(),
        "why": one.told or None,
    }


def _list(waiting: "list[Delivery]", form: Format) -> None:
    if form is Format.TABLE:
        if waiting:
            show_table(COLUMNS, map(delivery_row, waiting))
        else:
            note("Nothing waits for a decision.")
        return
    names = ("delivery", "channel", "to", "city", "state", "attempts", "again_at", "since", "why")
    show_rows("delivery/1", names, map(delivery_entry, waiting), form)


def _tell(ran: "Ran", quiet: bool) -> int:
    """Say what became of one schedule; how much of it did not arrive."""
    if ran.told and not ran.deliveries:
        note(f"{ran.run.key if ran.run else ran.schedule}: {ran.told}")
        return 1
    states = [one.state for one in ran.deliveries]
    short = sum(state in ("failed", "unknown") for state in states)
    if quiet and not short:
        return 0
    told = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(sorted(states)))
    note(f"{ran.run.key if ran.run else ran.schedule}: {told or 'nothing to deliver'}")
    for one in ran.deliveries:
        if one.state in ("failed", "unknown"):
            later = f" It is tried again from {one.again_at:%Y-%m-%d %H:%M} UTC on." if one.again_at else ""
            note(f"  {one.target}: {one.state}. {one.told.rstrip('.')}.{later}")
    for told in sorted({one.told for one in ran.deliveries if one.channel == "eml" and one.state == "sent"}):
        note(f"  {told}")
    return short


Kind = Annotated[
    str | None,
    typer.Option("--kind", metavar="SCHEDULER", help="systemd, cron or windows; what this machine has if not given."),
]


Write = Annotated[bool, typer.Option("--write", help="Install it instead of printing it.")]


def install(ctx: typer.Context, kind: Kind = None, write_it: Write = False) -> None:
    """Let this machine send what is due: a systemd timer, a crontab line or a scheduled task of Windows."""
    from continuity.services.system_timers import install
    from continuity.services.system_timers.base import Surroundings, command, program

    around = Surroundings(platform=sys.platform, environment=os.environ, home=Path.home())
    words = command(program(sys.argv[0], sys.executable, around), address(ctx))
    found = install.install(kind, words, around, write=write_it)
    if found.written is None:
        _print(found)
    for line in found.written.done if found.written else ():
        note(line)
    for line in found.written.left if found.written else ():
        note(f"Run: {line}")
    _explain(found)


def _print(found: "Installation") -> None:
    """The texts on standard output, so that a line or a script can be piped to where it belongs."""
    for text in found.texts:
        write(f"# {found.scheduler.place}/{text.name}\n" if text.name else "")
        write(text.content)
    note(f"Nothing is installed yet: it belongs into {found.scheduler.place}; --write puts it there.")


def _explain(found: "Installation") -> None:
    note("It looks once an hour, so that a report comes up to an hour after its time; what was missed is made up for.")
    for line in found.scheduler.notes:
        note(line)
    note(f"To undo it: {found.scheduler.undo}.")
