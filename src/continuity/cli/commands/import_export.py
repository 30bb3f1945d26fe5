"""`import` and `export`: the CSV pack, workbooks, sheets, and the templates to fill in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from continuity.cli.context import (
    AsOfOption,
    HorizonOption,
    build_stamp,
    format_command,
    resolve_address,
    resolve_as_of,
    resolve_horizon,
)
from continuity.cli.help_examples import format_example_block
from continuity.cli.output import print_note, print_result, print_table
from continuity.cli.text import format_counts, format_footer, format_verdict
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.errors import UsageError
from continuity.reports.wording.imports import format_import_remark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from continuity.domain.comparison.before_after import FindingComparison
    from continuity.services.imports.run import ImportResult

TEMPLATE = "template"
"""The word in place of a path that asks for a template; a folder of that name goes by `./template`."""

_IMPORT_EXAMPLES = format_example_block(
    "continuity import template starter -o programmes.xlsx",
    "continuity import programmes.xlsx --dry-run",
    "continuity import demo/pack",
)
_EXPORT_EXAMPLES = format_example_block("continuity export copy-of-the-record", "continuity export record.xlsx")
_MAX_LINES = 10


def build(name: str) -> typer.Typer:
    """Build the command of this name."""
    app = typer.Typer(rich_markup_mode=None)
    if name == "import":
        app.command(name, epilog=_IMPORT_EXAMPLES)(import_command)
    else:
        app.command(name, epilog=_EXPORT_EXAMPLES)(export)
    return app


def import_command(
    ctx: typer.Context,
    path: Annotated[
        Path, typer.Argument(metavar="PATH", help="A workbook, a CSV, or a folder with one CSV a table; or `template`.")
    ],
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[NAME]...", help="After `template`: starter, or the tables to make sheets of."),
    ] = None,
    table: Annotated[
        str | None, typer.Option("--table", metavar="NAME", help="The sheet holds the records of this table.")
    ] = None,
    mapping_path: Annotated[
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
    as_of: AsOfOption = None,
    horizon: HorizonOption = None,
) -> None:
    """Read a workbook, a sheet or a pack into the record: adds what is new, changes what differs, removes nothing.

    Names do for keys. A faulty file changes nothing and gets a list of all its problems. `import template starter`
    makes a workbook to fill in, one row a programme.
    """
    if str(path) == TEMPLATE:
        _write_template(output, names or ["starter"])
        return
    if names or output:
        hint = "give one path, or write `import template starter`"
        raise UsageError("only a template takes names and --output", hint)
    from continuity.services.imports.options import resolve_read_options
    from continuity.services.imports.run import ImportOptions, import_path

    import_options = ImportOptions(
        as_of=resolve_as_of(as_of),
        horizon=resolve_horizon(ctx, horizon),
        dry_run=dry_run,
        update=update,
        errors_path=_validate_workbook_path(errors),
    )
    read_options = resolve_read_options(table, mapping_path, date_format, encoding)
    result = import_path(resolve_address(ctx), build_stamp(ctx), path, read_options, import_options)
    _print_result(ctx, result, dry_run=dry_run)


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
    as_of: AsOfOption = None,
) -> None:
    """Write the full record, contacts and notes included: as a CSV pack, or as one workbook.

    The workbook has the starter sheet and a sheet a table; edited, it can be imported again. What --share leaves out
    an import of the pack leaves alone.
    """
    if share and path.suffix.casefold() == ".xlsx":
        raise UsageError("a workbook holds the full record", "give a folder: --share writes a CSV pack")
    if path.suffix.casefold() == ".xlsx":
        from continuity.services.exports.workbook import export_workbook

        rows = export_workbook(resolve_address(ctx), path, resolve_as_of(as_of))
        print_table(("sheet", "rows"), [(name, str(number)) for name, number in rows.items()])
        print_note(f"Written to {path}.")
    else:
        from continuity.services.exports.csv_pack import export_pack

        counts = export_pack(resolve_address(ctx), path, excel=excel, share=share)
        print_table(("file", "records"), [(str(path / name), str(number)) for name, number in counts.items()])
    if share:
        print_note("Left out: what is marked sensitive with all that names it, contacts and notes.")
    else:
        print_note("This is the full record, contacts and notes included: mind whom you give it to.")


def _write_template(output: Path | None, names: list[str]) -> None:
    from continuity.services.exports.workbook import write_template

    path = _validate_workbook_path(output) or Path(f"{names[0]}.xlsx")
    write_template(path, names)
    print_result(f"{path}\n")
    print_note(f"Fill it in, one row a record, and read it with `continuity import {path}`.")


def _validate_workbook_path(path: Path | None) -> Path | None:
    if path is not None and path.suffix.casefold() != ".xlsx":
        raise UsageError(f"{path} does not end in .xlsx", "give the workbook a name such as refused.xlsx")
    return path


def _print_result(ctx: typer.Context, result: "ImportResult", *, dry_run: bool) -> None:
    added, changed = sum(result.added.values()), sum(result.changed.values())
    verb = "Would add" if dry_run else "Added"
    left_alone = f"skipped {result.skipped}, refused 0, unchanged {result.unchanged}"
    print_result(f"{verb} {added}, changed {changed}, {left_alone}.\n")
    names = [name for name in TABLES_BY_NAME if result.added.get(name) or result.changed.get(name)]
    if names:
        rows = [(name, str(result.added.get(name, 0)), str(result.changed.get(name, 0))) for name in names]
        print_table(("table", "added", "changed"), rows)
    print_result("".join(f"{line}\n" for line in _truncate_lines(result.changes)))
    if result.before is not result.after:
        before, after = format_counts(result.before.findings), format_counts(result.after.findings)
        print_result(f"\nbefore: {before}.\nafter:  {after}.\n")
        lines = _truncate_lines([_format_difference(difference) for difference in result.differences])
        print_result("".join(f"{line}\n" for line in lines))
        print_result(f"{format_footer(result.after)}\n")
    for remark in result.remarks:
        print_note(format_import_remark(remark))
    if result.skipped:
        print_note(f"{result.skipped} records differ from the file and were left as they are, as --no-update asks.")
    if result.batch is not None:
        undo, risk = format_command(ctx, "undo"), format_command(ctx, "risk")
        print_note(f"This is batch {result.batch}. Take it back with {undo}; see {risk}.")


def _format_difference(difference: "FindingComparison") -> str:
    before = format_verdict(difference.before) if difference.before else "new"
    after = format_verdict(difference.after) if difference.after else "no finding"
    return f"{difference.programme}: {before} -> {after}"


def _truncate_lines(lines: "Sequence[str]") -> list[str]:
    more = [f"and {len(lines) - _MAX_LINES} more"] if len(lines) > _MAX_LINES else []
    return [f"  {line}" for line in (*lines[:_MAX_LINES], *more)]
