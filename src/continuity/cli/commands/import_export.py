"""`import` and `export`: the CSV pack, workbooks, sheets, and the templates to fill in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.context import AsOf, Horizon, address, again, looking, stamp, today
from continuity.cli.help_examples import block
from continuity.cli.output import note, show_table, write
from continuity.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from continuity.domain.comparison.before_after import Difference
    from continuity.services.imports.run import Imported

TEMPLATE = "template"
"""The word in place of a path that asks for a template; a folder of that name goes by `./template`."""

_IMPORT = block(
    "continuity import template starter -o programmes.xlsx",
    "continuity import programmes.xlsx --dry-run",
    "continuity import demo/pack",
)
_EXPORT = block("continuity export copy-of-the-record", "continuity export record.xlsx")
_TOLD = 10


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
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="A workbook, a CSV, or a folder with one CSV a table; or `template`."),
    ],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="After `template`: starter, or the tables to make sheets of."),
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="NAME", help="The sheet holds the records of this table.")
    ] = None,
    mapped: Annotated[
        Path | None, typer.Option("--map", metavar="FILE.toml", help="What the columns of the sheet mean.")
    ] = None,
    date_format: Annotated[
        str | None,
        typer.Option(
            "--date-format", metavar="FORM", help="How the file writes days, such as %d/%m/%Y; never guessed."
        ),
    ] = None,
    encoding: Annotated[
        str | None,
        typer.Option("--encoding", metavar="NAME", help="How a CSV stands for letters, such as cp1252; else UTF-8."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would happen, and write nothing.")] = False,
    update: Annotated[
        bool, typer.Option("--update/--no-update", help="Whether a row that differs from the record changes it.")
    ] = True,
    errors: Annotated[
        Path | None,
        typer.Option("--errors", metavar="FILE.xlsx", help="Put refused rows there, the reason beside each."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE.xlsx", help="Where a template goes.")
    ] = None,
    as_of: AsOf = None,
    horizon: Horizon = None,
) -> None:
    """Read a workbook, a sheet or a pack into the record: adds what is new, changes what differs, removes nothing.

    Names do for keys. A faulty file changes nothing and gets a list of all its problems. `import template starter`
    makes a workbook to fill in, one row a programme.
    """
    if str(path) == TEMPLATE:
        _template(output, names or ["starter"])
        return
    if names or output:
        raise UsageError(
            "only a template takes names and --output", "give one path, or write `import template starter`"
        )
    from continuity.services.imports.options import how_to_read
    from continuity.services.imports.run import Wish, import_path

    wish = Wish(
        as_of=today(as_of), horizon=looking(ctx, horizon), dry_run=dry_run, update=update, errors=_workbook_name(errors)
    )
    how = how_to_read(table, mapped, date_format, encoding)
    done = import_path(address(ctx), stamp(ctx), path, how, wish)
    _tell(ctx, done, dry_run=dry_run)


def export(
    ctx: typer.Context,
    path: Annotated[
        Path,
        typer.Argument(metavar="PATH", help="The folder to write into, made where it is missing; or a file .xlsx."),
    ],
    excel: Annotated[
        bool, typer.Option("--excel", help="Begin each CSV with the mark by which Excel knows UTF-8.")
    ] = False,
    share: Annotated[
        bool, typer.Option("--share", help="A pack to give away: without what is marked sensitive, contacts and notes.")
    ] = False,
    as_of: AsOf = None,
) -> None:
    """Write the full record, contacts and notes included: as a CSV pack, or as one workbook.

    The workbook has the starter sheet and a sheet a table; edited, it can be imported again. What --share leaves out
    an import of the pack leaves alone.
    """
    if share and path.suffix.casefold() == ".xlsx":
        raise UsageError("a workbook holds the full record", "give a folder: --share writes a CSV pack")
    if path.suffix.casefold() == ".xlsx":
        from continuity.services.exports.workbook import export_workbook

        rows = export_workbook(address(ctx), path, today(as_of))
        show_table(("sheet", "rows"), [(name, str(number)) for name, number in rows.items()])
        note(f"Written to {path}.")
    else:
        from continuity.services.exports.csv_pack import export_pack

        counts = export_pack(address(ctx), path, excel=excel, share=share)
        show_table(("file", "records"), [(str(path / name), str(number)) for name, number in counts.items()])
    if share:
        note("Left out: what is marked sensitive with all that names it, contacts and notes.")
    else:
        note("This is the full record, contacts and notes included: mind whom you give it to.")


def _template(output: Path | None, names: list[str]) -> None:
    from continuity.services.exports.workbook import write_template

    path = _workbook_name(output) or Path(f"{names[0]}.xlsx")
    write_template(path, names)
    write(f"{path}\n")
    note(f"Fill it in, one row a record, and read it with `continuity import {path}`.")


def _workbook_name(path: Path | None) -> Path | None:
    if path is not None and path.suffix.casefold() != ".xlsx":
        raise UsageError(f"{path} does not end in .xlsx", "give the workbook a name such as refused.xlsx")
    return path


def _tell(ctx: typer.Context, done: "Imported", *, dry_run: bool) -> None:
    """What was done, what it means for the findings, what a reader should know, and how to take it back."""
    from continuity.cli.text import counts, footing
    from continuity.domain.schema.tables import BY_NAME

    added, changed = sum(done.added.values()), sum(done.changed.values())
    would = "Would add" if dry_run else "Added"
    write(f"{would} {added}, changed {changed}, skipped {done.skipped}, refused 0, unchanged {done.unchanged}.\n")
    names = [name for name in BY_NAME if done.added.get(name) or done.changed.get(name)]
    if names:
        rows = [(name, str(done.added.get(name, 0)), str(done.changed.get(name, 0))) for name in names]
        show_table(("table", "added", "changed"), rows)
    write("".join(f"{line}\n" for line in _shortened(done.changes)))
    if done.before is not done.after:
        write(f"\nbefore: {counts(done.before.findings)}.\nafter:  {counts(done.after.findings)}.\n")
        write("".join(f"{line}\n" for line in _shortened([_finding(one) for one in done.differences])))
        write(f"{footing(done.after)}\n")
    for remark in done.remarks:
        note(remark)
    if done.skipped:
        note(f"{done.skipped} records differ from the file and were left as they are, as --no-update asks.")
    if done.batch is not None:
        note(f"This is batch {done.batch}. Take it back with {again(ctx, 'undo')}; see {again(ctx, 'risk')}.")


def _finding(one: "Difference") -> str:
    from continuity.cli.text import verdict

    before = verdict(one.before) if one.before else "new"
    return f"{one.programme}: {before} -> {verdict(one.after) if one.after else 'no finding'}"


def _shortened(lines: "Sequence[str]") -> list[str]:
    more = [f"and {len(lines) - _TOLD} more"] if len(lines) > _TOLD else []
    return [f"  {line}" for line in (*lines[:_TOLD], *more)]
