"""`import` and `export`: the CSV pack."""

from pathlib import Path
from typing import Annotated

import typer

from continuity.cli.examples import block
from continuity.cli.output import note, show_table, write
from continuity.cli.state import address, again, stamp

_IMPORT = block("continuity import demo/pack --dry-run", "continuity import demo/pack")
_EXPORT = block("continuity export copy-of-the-record", "continuity export for-excel --excel")


def build(name: str) -> typer.Typer:
    """The command of this name."""
    app = typer.Typer(rich_markup_mode=None)
    if name == "import":
        app.command(name, epilog=_IMPORT)(import_)
    else:
        app.command(name, epilog=_EXPORT)(export)
    return app


def import_(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="DIR", help="A folder with one CSV file a table.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would happen, and write nothing.")] = False,
) -> None:
    """Read a CSV pack into the record: adds what is new, changes what differs, removes nothing.

    A faulty pack changes nothing and gets a list of all its problems.
    """
    from continuity.services.exchange import import_pack

    done = import_pack(address(ctx), stamp(ctx), path, dry_run=dry_run)
    would = "Would add" if dry_run else "Added"
    write(f"{would} {done.added}, changed {done.changed}, unchanged {done.unchanged}.\n")
    if done.batch is not None:
        note(f"This is batch {done.batch}. Take it back with {again(ctx, 'undo')}; see {again(ctx, 'risk')}.")


def export(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into; made where it is missing.")],
    excel: Annotated[
        bool, typer.Option("--excel", help="Begin each file with the mark by which Excel knows UTF-8.")
    ] = False,
) -> None:
    """Write the full record as a CSV pack, one file a table, contacts and notes included."""
    from continuity.services.exchange import export_pack

    counts = export_pack(address(ctx), path, excel=excel)
    show_table(("file", "records"), [(str(path / name), str(number)) for name, number in counts.items()])
    note("This is the full record, contacts and notes included: mind whom you give it to.")
