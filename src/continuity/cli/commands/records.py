"""The five verbs of every noun, built from the description of its table."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli.commands.office import HOLDER_EXAMPLES as OF_HOLDERS
from continuity.cli.commands.office import PROFILE_EXAMPLES as OF_PROFILES
from continuity.cli.commands.office import holders, profiles
from continuity.cli.context import build_stamp, format_command, prompt_for, resolve_address
from continuity.cli.help_examples import format_examples
from continuity.cli.output import (
    Format,
    FormatOption,
    build_record_values,
    print_note,
    print_record,
    print_result,
    print_rows,
    print_table,
)
from continuity.domain.schema.columns import Column, ColumnKind, Table
from continuity.domain.schema.tables import AFFILIATIONS, OFFICES, PARTNERS, RULES, SETTINGS, TABLES_BY_NOUN, TERMS
from continuity.domain.schema.values import format_row
from continuity.domain.settings import SETTING_NAMES

if TYPE_CHECKING:
    from continuity.services.records import CellTexts

EVENT_NOUNS = ("office", "term", "election")
"""The nouns to which something can happen, in cli/commands/office_events.py."""

ACCOMPANYING_COLUMNS = {
    OFFICES.name: (RULES, tuple(name for name in RULES.column_names if name not in OFFICES.column_names)),
    TERMS.name: (AFFILIATIONS, ("party", "standing")),
}
"""What `add` takes besides the record's own columns: an office's first rule, a term's affiliation."""

PROFILE_COLUMN = Column("profile", ColumnKind.TEXT, "a ready office; `continuity office profiles` lists them")
"""What fills the cells of an office and its rules that were not given."""

_METAVARS = {
    ColumnKind.REFERENCE: "KEY",
    ColumnKind.DATE: "DATE",
    ColumnKind.COUNT: "NUMBER",
    ColumnKind.AMOUNT: "NUMBER",
    ColumnKind.CHOICE: "WORD",
}


def build(noun: str) -> typer.Typer:
    """Build the commands of one noun."""
    table = TABLES_BY_NOUN[noun]
    app = typer.Typer(help=f"{table.help[0].upper()}{table.help[1:]}.", no_args_is_help=True, rich_markup_mode=None)
    for verb, command, help_text in (
        ("add", _build_add(table), f"Record {table.help}."),
        ("list", _build_list(table), f"List {table.name} by key."),
        ("show", *_select_show(table)),
        ("edit", _build_edit(table), f"Change cells of one {noun}; an empty text empties a cell."),
        ("remove", _build_remove(table), f"Remove one {noun} on which nothing hangs."),
    ):
        app.command(verb, help=help_text, epilog=format_examples(noun, verb))(command)
    if noun == "partner":
        from continuity.cli.commands.partner_empower import EXAMPLES, empower

        app.command("empower", epilog=EXAMPLES)(empower)
    if noun == "office":
        app.command("profiles", epilog=OF_PROFILES)(profiles)
        app.command("holders", epilog=OF_HOLDERS)(holders)
    if noun in EVENT_NOUNS:
        from continuity.cli.commands import office_events

        for verb, event in office_events.EVENT_COMMANDS[noun].items():
            app.command(verb, epilog=office_events.EXAMPLES[noun, verb])(event)
    return app


def _build_add(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, **given: Any) -> None:
        from continuity.services import records

        (_, texts), *belongings = _split_records(table, given)
        texts = {**texts, **prompt_for(_list_missing_columns(table, texts))}
        row = records.add_record(resolve_address(ctx), build_stamp(ctx), [(table, texts), *belongings])
        print_result(f"{row['key']}\n")
        print_note(f'Recorded the {table.noun} "{row["key"]}". Take it back with {format_command(ctx, "undo")}.')

    columns = list(_list_option_columns(table, has_name_argument=table.key_required))
    if table.name in ACCOMPANYING_COLUMNS:
        accompanying_table, names = ACCOMPANYING_COLUMNS[table.name]
        columns += [column for column in accompanying_table.columns if column.name in names]
    columns += [PROFILE_COLUMN] if table is OFFICES else []
    argument = _build_argument(*_describe_name_argument(table)) if table.key_required else None
    return _set_signature(run, argument, columns)


def _split_records(table: Table, arguments: dict[str, Any]) -> "list[tuple[Table, CellTexts]]":
    """Split options into the record and what comes with it, a profile's included."""
    texts = _build_name_cell(table, arguments.get("named")) | _select_given(arguments, table.column_names)
    accompanying_table, names = ACCOMPANYING_COLUMNS.get(table.name, (table, ()))
    accompanying_cells = _select_given(arguments, names)
    if arguments.get("profile") is not None:
        from continuity.services.offices.profiles import apply_profile

        return apply_profile(arguments["profile"], texts, accompanying_cells)
    return [(table, texts), *([(accompanying_table, accompanying_cells)] if accompanying_cells else [])]


def _describe_name_argument(table: Table) -> tuple[str, str]:
    if table is OFFICES:
        return "KEY", "Its key: the city's, a slash and a short name, such as london/mayor."
    if table is SETTINGS:
        return "NAME", f"Which: {', '.join(SETTING_NAMES)}."
    return "NAME", f"The {table.noun}'s name; its key is made from it where none is given."


def _build_name_cell(table: Table, text: str | None) -> dict[str, str]:
    return {} if text is None else {"name" if table.has_name else "key": text}


def _list_missing_columns(table: Table, texts: "CellTexts") -> dict[str, str]:
    """List what is required and missing as questions; a key tells the city."""
    answered = {"key", "city"} if table is OFFICES else {"key"}
    required = (column for column in table.columns if column.required)
    missing = (column for column in required if column.name not in {*texts, *answered})
    return {column.name: f"{column.name}: {column.help}" for column in missing}


def _build_list(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, form: Format, **given: Any) -> None:
        from continuity.services import records

        rows = records.list_records(resolve_address(ctx), table, _select_given(given, table.column_names))
        columns = [column for column in table.columns if not column.private]
        names = ["key", *(column.name for column in columns if column.name != "key")]
        if form is Format.TABLE:
            names = names[: -len(("known_from", "source", "verified_on"))]
        print_rows(f"{table.noun}/1", names, (build_record_values(table, row) for row in rows), form)

    filters = [replace(column, required=False) for column in table.reference_columns if len(column.tables) == 1]
    return _set_signature(run, None, filters, has_format=True)


def _select_show(table: Table) -> tuple[Callable[..., None], str]:
    if table is PARTNERS:
        from continuity.cli.commands import partner_show

        return partner_show.show, partner_show.SHOW_HELP
    return _build_show(table), f"Show one {table.noun} whole."


def _build_show(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, form: Format, named: str) -> None:
        from continuity.services import records

        print_record(table, records.load_record(resolve_address(ctx), table, named), form)

    argument = _build_argument("KEY", "Its key, its exact name or the beginning of its key.")
    return _set_signature(run, argument, [], has_format=True)


def _build_edit(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, named: str, **given: Any) -> None:
        from continuity.services import records

        texts = _select_given(given, table.column_names)
        before, after = records.edit_record(resolve_address(ctx), build_stamp(ctx), table, named, texts)
        old, new = format_row(table, before), format_row(table, after)
        changes = [(name, old[name], new[name]) for name in table.column_names if old[name] != new[name]]
        if changes:
            print_table(("column", "before", "after"), changes)
            print_note(f'Changed the {table.noun} "{after["key"]}". Take it back with {format_command(ctx, "undo")}.')
        else:
            print_note(f'Nothing changed: the {table.noun} "{after["key"]}" says so already.')

    argument = _build_argument("KEY", "Its exact key or name.")
    cells = [replace(column, required=False) for column in table.columns if column.name != "key"]
    return _set_signature(run, argument, cells)


def _build_remove(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, named: str) -> None:
        from continuity.services import records

        row = records.remove_record(resolve_address(ctx), build_stamp(ctx), table, named)
        print_note(f'Removed the {table.noun} "{row["key"]}". Take it back with {format_command(ctx, "undo")}.')

    return _set_signature(run, _build_argument("KEY", "Its exact key or name."), [])


def _select_given(arguments: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in arguments.items() if name in names and value is not None}


def _list_option_columns(table: Table, *, has_name_argument: bool) -> list[Column]:
    omitted = {"name" if table.has_name else "key"} if has_name_argument else set()
    return [column for column in table.columns if column.name not in omitted]


def _build_argument(metavar: str, help_text: str) -> inspect.Parameter:
    annotation = Annotated[str, typer.Argument(metavar=metavar, help=help_text)]
    return inspect.Parameter("named", inspect.Parameter.KEYWORD_ONLY, annotation=annotation)


def _build_option(column: Column) -> inspect.Parameter:
    choices = f" One of {', '.join(column.choices)}." if column.choices else ""
    required_note = " Required." if column.required and column.name != "key" else ""
    help_text = f"{column.help[0].upper()}{column.help[1:]}.{choices}{required_note}"
    metavar = _METAVARS.get(column.kind, "TEXT")
    option = typer.Option(column.option_name, metavar=metavar, help=help_text, show_default=False)
    annotation = Annotated[str | None, option]
    return inspect.Parameter(column.name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=None)


def _set_signature(
    run: Callable[..., None], argument: inspect.Parameter | None, columns: list[Column], *, has_format: bool = False
) -> Callable[..., None]:
    """Give the function the parameters that Typer makes its options from."""
    parameters = [inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    parameters += [argument] if argument else []
    parameters += [_build_option(column) for column in columns]
    if has_format:
        kind = inspect.Parameter.KEYWORD_ONLY
        parameters.append(inspect.Parameter("form", kind, annotation=FormatOption, default=Format.TABLE))
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined] # Typer reads it, functions do not declare it
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
