"""`log` and `undo`: what was changed, and the way back."""

from collections import Counter
from typing import Annotated

import typer

from continuity.cli.context import address, stamp
from continuity.cli.help_examples import block
from continuity.cli.output import Format, FormatOption, note, show_rows, show_table

_LARGEST = 2_000_000_000
_LISTED = 20
"""Up to so many records are listed one by one; of more only the number is told."""

_LOG = block("continuity log", "continuity log 1")
_UNDO = block("continuity undo", "continuity undo 3")


def build(name: str) -> typer.Typer:
    """The command of this name."""
    app = typer.Typer(rich_markup_mode=None)
    app.command(name, epilog=_LOG if name == "log" else _UNDO)(log if name == "log" else undo)
    return app


def log(
    ctx: typer.Context,
    batch: Annotated[
        int | None, typer.Argument(metavar="BATCH", min=1, max=_LARGEST, help="Show all that this batch changed.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="How many batches to list.")] = 20,
    form: FormatOption = Format.TABLE,
) -> None:
    """What was changed, by whom and when, the newest first."""
    from continuity.services import history

    if batch is None:
        rows = [
            {
                "batch": one.number,
                "at": one.at.isoformat(timespec="seconds"),
                "actor": one.actor,
                "command": one.command,
                "records": one.records,
                "undoes": one.undoes,
            }
            for one in history.log(address(ctx), limit)
        ]
        show_rows("log/1", ("batch", "at", "actor", "command", "records", "undoes"), rows, form)
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
        for change in history.one_batch(address(ctx), batch).changes
        for name in sorted({*change.before, *change.after})
    ]
    show_rows("changes/1", ("operation", "table", "key", "column", "before", "after"), changes, form)


def undo(
    ctx: typer.Context,
    batch: Annotated[
        int | None,
        typer.Argument(
            metavar="BATCH", min=1, max=_LARGEST, help="Which batch; the newest that is not undone if not given."
        ),
    ] = None,
) -> None:
    """Take back one change whole. An undo can itself be undone."""
    from continuity.services import history

    done = history.undo(address(ctx), stamp(ctx), batch)
    if len(done.changes) <= _LISTED:
        show_table(("table", "key", "undone"), [(one.table, one.key, one.operation) for one in done.changes])
    else:
        counts = Counter((one.table, one.operation) for one in done.changes)
        show_table(("table", "undone", "records"), [(*of, str(number)) for of, number in counts.items()])
    note(f"Took back batch {done.number}: {done.command}")
