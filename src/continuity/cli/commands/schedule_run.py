"""`schedule run` and `retry`: the work of schedules, and what waits for a decision."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli.context import (
    AsOfOption,
    build_clock,
    format_command,
    load_mail_settings,
    load_mail_settings_leniently,
    resolve_address,
)
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import Format, FormatOption, print_note, print_result, print_rows, print_table
from continuity.domain.vocabulary import DeliveryState
from continuity.errors import EXIT_FAILURE

if TYPE_CHECKING:
    from continuity.domain.scheduling.runs import Delivery
    from continuity.services.schedules.run import RunResult
    from continuity.services.system_timers.install import Installation


EXAMPLES = {
    "run": format_example_block("continuity schedule run", "continuity schedule run --as-of 2026-11-23"),
    "retry": format_example_block("continuity schedule retry", "continuity schedule retry --format json"),
    "install": format_example_block(
        "continuity schedule install --kind cron", "continuity schedule install --kind systemd"
    ),
}

DELIVERY_COLUMNS = ("delivery", "to", "state", "since", "why")


def run(
    ctx: typer.Context,
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Only this schedule.")] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Say only what failed; for timers.")] = False,
    as_of: AsOfOption = None,
) -> None:
    """Make and deliver what is due. Run it often, from a timer: what is not due costs nothing, and nothing goes twice.

    Times that were missed come as one report that says which. With --as-of a day is replayed as if it were over.
    """
    from continuity.services.schedules.run import run_schedules as run_due

    failed_count = run_count = 0
    for result in run_due(resolve_address(ctx), build_clock(as_of), load_mail_settings_leniently(), name):
        run_count += 1
        failed_count += _print_run(result, quiet)
    if not run_count and not quiet:
        print_note("Nothing is due.")
    if failed_count:
        retry_command = format_command(ctx, "schedule retry")
        print_note(f"{retry_command} shows what waits for a decision; the rest is tried again by itself.")
        raise typer.Exit(EXIT_FAILURE)


def retry(
    ctx: typer.Context,
    delivery: Annotated[
        str | None, typer.Argument(metavar="DELIVERY", help="Which to send again; without one they are listed.")
    ] = None,
    arrived: Annotated[bool, typer.Option("--arrived", help="Record that it arrived, and send nothing.")] = False,
    output_format: FormatOption = Format.TABLE,
) -> None:
    """What failed for good, or of which nobody knows whether it arrived: list it, send it again, or say it arrived.

    What is tried again by itself is not listed, but can be sent again at once.
    """
    from continuity.services.schedules import retry

    if delivery is None:
        _print_undecided(retry.list_undecided(resolve_address(ctx)), output_format)
        return
    if arrived:
        retried = retry.mark_arrived(resolve_address(ctx), delivery, build_clock(None))
    else:
        retried = retry.retry_delivery(resolve_address(ctx), delivery, build_clock(None), load_mail_settings())
    print_table(DELIVERY_COLUMNS, [format_delivery_row(retried)])
    if retried.state != DeliveryState.SENT:
        raise typer.Exit(EXIT_FAILURE)


def format_delivery_row(delivery: "Delivery") -> tuple[str, ...]:
    """One delivery, for a table."""
    target = f"{delivery.target} ({delivery.city})" if delivery.city else delivery.target
    return delivery.key, target, delivery.state, f"{delivery.changed_at:%Y-%m-%d %H:%M}", delivery.explanation


def build_delivery_entry(delivery: "Delivery") -> dict[str, Any]:
    """One delivery, for a program; moments are in UTC."""
    return {
        "delivery": delivery.key,
        "channel": delivery.channel,
        "to": delivery.target,
        "city": delivery.city or None,
        "state": delivery.state,
        "attempts": delivery.attempts,
        "again_at": delivery.retry_at.isoformat() if delivery.retry_at else None,
        "since": delivery.changed_at.isoformat(),
        "why": delivery.explanation or None,
    }


def _print_undecided(deliveries: "list[Delivery]", output_format: Format) -> None:
    if output_format is Format.TABLE:
        if deliveries:
            print_table(DELIVERY_COLUMNS, map(format_delivery_row, deliveries))
        else:
            print_note("Nothing waits for a decision.")
        return
    names = ("delivery", "channel", "to", "city", "state", "attempts", "again_at", "since", "why")
    print_rows("delivery/1", names, map(build_delivery_entry, deliveries), output_format)


def _print_run(run_result: "RunResult", quiet: bool) -> int:
    """Say what became of one schedule; how much of it did not arrive."""
    if run_result.failure and not run_result.deliveries:
        print_note(f"{run_result.run.key if run_result.run else run_result.schedule}: {run_result.failure}")
        return 1
    states = [delivery.state for delivery in run_result.deliveries]
    failed_count = sum(state in (DeliveryState.FAILED, DeliveryState.UNKNOWN) for state in states)
    if quiet and not failed_count:
        return 0
    summary = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(sorted(states)))
    print_note(f"{run_result.run.key if run_result.run else run_result.schedule}: {summary or 'nothing to deliver'}")
    for delivery in run_result.deliveries:
        if delivery.state in (DeliveryState.FAILED, DeliveryState.UNKNOWN):
            retry_at = delivery.retry_at
            retry_note = f" It is tried again from {retry_at:%Y-%m-%d %H:%M} UTC on." if retry_at else ""
            print_note(f"  {delivery.target}: {delivery.state}. {delivery.explanation.rstrip('.')}.{retry_note}")
    for note in run_result.forwarding_notes:
        print_note(f"  {note}")
    return failed_count


KindOption = Annotated[
    str | None,
    typer.Option("--kind", metavar="SCHEDULER", help="systemd, cron or windows; what this machine has if not given."),
]

WriteOption = Annotated[bool, typer.Option("--write", help="Install it instead of printing it.")]


def install(ctx: typer.Context, kind: KindOption = None, is_write_requested: WriteOption = False) -> None:
    """Let this machine send what is due: a systemd timer, a crontab line or a scheduled task of Windows."""
    from continuity.services.system_timers import install
    from continuity.services.system_timers.base import HostSystem, build_command, resolve_program

    surroundings = HostSystem(platform=sys.platform, environment=os.environ, home=Path.home())
    command_line = build_command(resolve_program(sys.argv[0], sys.executable, surroundings), resolve_address(ctx))
    installation = install.install_timer(kind, command_line, surroundings, write=is_write_requested)
    if installation.result is None:
        _print_texts(installation)
    for line in installation.result.actions if installation.result else ():
        print_note(line)
    for line in installation.result.remaining_commands if installation.result else ():
        print_note(f"Run: {line}")
    _print_notes(installation)


def _print_texts(installation: "Installation") -> None:
    """Print the texts on standard output, so that a line or a script can be piped to where it belongs."""
    for text in installation.texts:
        print_result(f"# {installation.backend.location}/{text.name}\n" if text.name else "")
        print_result(text.content)
    print_note(f"Nothing is installed yet: it belongs into {installation.backend.location}; --write puts it there.")


def _print_notes(installation: "Installation") -> None:
    delay_note = "It looks once an hour, so that a report comes up to an hour after its time"
    print_note(f"{delay_note}; what was missed is made up for.")
    for line in installation.backend.notes:
        print_note(line)
    print_note(f"To undo it: {installation.backend.removal_hint}.")
