"""`log` and `undo`: what was changed, and the way back."""

from collections import Counter
from typing import Annotated

import typer

from continuity.cli.context import build_stamp, resolve_address
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import Format, FormatOption, print_note, print_rows, print_table

_MAX_BATCH = 2_000_000_000
_MAX_RECORDS_LISTED = 20
"""Up to so many records are listed one by one; of more only the number is told."""

_LOG_EXAMPLES = format_example_block("continuity log", "continuity log 1")
_UNDO_EXAMPLES = format_example_block("continuity undo", "continuity undo 3")


def build(name: str) -> typer.Typer:
    """Build the command of this name."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=_LOG_EXAMPLES if name == "log" else _UNDO_EXAMPLES)(log if name == "log" else undo)
    return app


def log(
    ctx: typer.Context,
    batch: Annotated[
        int | None, typer.Argument(metavar="BATCH", min=1, max=_MAX_BATCH, help="Show all that this batch changed.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many batches to list.")] = 20,
    output_format: FormatOption = Format.TABLE,
) -> None:
    """What was changed, by whom and when, the newest first."""
    from continuity.services import history

    if batch is None:
        rows = [
            {
                "batch": entry.number,
                "at": entry.at.isoformat(timespec="seconds"),
                "actor": entry.actor,
                "command": entry.command,
                "records": entry.records,
                "undoes": entry.undoes,
            }
            for entry in history.list_batches(resolve_address(ctx), limit)
        ]
        print_rows("log/1", ("batch", "at", "actor", "command", "records", "undoes"), rows, output_format)
        return
    changes = [
        {
            "operation": change.operation,
            "table": change.table,
            "key": change.key,
            "column": name,
            "before": change.before.get(name),
            "after": change.after.get(name),
        }
        for change in history.load_batch(resolve_address(ctx), batch).changes
        for name in sorted({*change.before, *change.after})
    ]
    print_rows("changes/1", ("operation", "table", "key", "column", "before", "after"), changes, output_format)


def undo(
    ctx: typer.Context,
    batch: Annotated[
        int | None,
        typer.Argument(
            metavar="BATCH", min=1, max=_MAX_BATCH, help="Which batch; the newest that is not undone if not given."
        ),
    ] = None,
) -> None:
    """Take back one change whole. An undo can itself be undone."""
    from continuity.services import history

    undone = history.undo_batch(resolve_address(ctx), build_stamp(ctx), batch)
    if len(undone.changes) <= _MAX_RECORDS_LISTED:
        rows = [(change.table, change.key, change.operation) for change in undone.changes]
        print_table(("table", "key", "undone"), rows)
    else:
        counts = Counter((change.table, change.operation) for change in undone.changes)
        print_table(("table", "undone", "records"), [(*group, str(number)) for group, number in counts.items()])
    print_note(f"Took back batch {undone.number}: {undone.command}")
