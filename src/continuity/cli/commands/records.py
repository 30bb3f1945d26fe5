"""The five verbs of every noun, built from the description of its table."""

import inspect
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from continuity.cli.context import address, again, asked, stamp
from continuity.cli.help_examples import examples
from continuity.cli.output import Format, FormatOption, note, show_record, show_rows, show_table, values, write
from continuity.domain.schema.columns import Column, Kind, Table
from continuity.domain.schema.tables import AFFILIATIONS, BY_NOUN, OFFICES, PARTNERS, RULES, SETTINGS, TERMS

if TYPE_CHECKING:
    from continuity.services.records import Texts

EVENTS = ("office", "term", "election")
"""The nouns to which something can happen, in cli/commands/office_events.py."""

FIRST_PARTS = {
    OFFICES.name: (RULES, tuple(name for name in RULES.column_names if name not in OFFICES.column_names)),
    TERMS.name: (AFFILIATIONS, ("party", "standing")),
}
"""What `add` takes besides the record's own columns: an office's first rule, a term's affiliation."""

PROFILE = Column("profile", Kind.TEXT, "a ready office; `continuity office profiles` lists them")
"""What fills the cells of an office and its rules that were not given."""


def build(noun: str) -> typer.Typer:
    """The commands of one noun."""
    table = BY_NOUN[noun]
    app = typer.Typer(help=f"{table.help[0].upper()}{table.help[1:]}.", no_args_is_help=True, rich_markup_mode=None)
    for verb, command, line in (
        ("add", _add(table), f"Record {table.help}."),
        ("list", _list(table), f"List {table.name} by key."),
        ("show", *_showing(table)),
        ("edit", _edit(table), f"Change cells of one {noun}; an empty text empties a cell."),
        ("remove", _remove(table), f"Remove one {noun} on which nothing hangs."),
    ):
        app.command(verb, help=line, epilog=examples(noun, verb))(command)
    if noun == "partner":
        from continuity.cli.commands.partner_empower import EXAMPLES, empower

        app.command("empower", epilog=EXAMPLES)(empower)
    if noun == "office":
        from continuity.cli.commands.office import HOLDER_EXAMPLES as OF_HOLDERS
        from continuity.cli.commands.office import PROFILE_EXAMPLES as OF_PROFILES
        from continuity.cli.commands.office import holders, profiles

        app.command("profiles", epilog=OF_PROFILES)(profiles)
        app.command("holders", epilog=OF_HOLDERS)(holders)
    if noun in EVENTS:
        from continuity.cli.commands import office_events

        for verb, event in office_events.VERBS[noun].items():
            app.command(verb, epilog=office_events.EXAMPLES[noun, verb])(event)
    return app


def _add(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, **given: Any) -> None:
        from continuity.services import records

        (_, texts), *belongings = _parts(table, given)
        texts = {**texts, **asked(_missing(table, texts))}
        row = records.add(address(ctx), stamp(ctx), [(table, texts), *belongings])
        write(f"{row['key']}\n")
        note(f'Recorded the {table.noun} "{row["key"]}". Take it back with {again(ctx, "undo")}.')

    columns = list(_options(table, named=table.key_required))
    if table.name in FIRST_PARTS:
        other, names = FIRST_PARTS[table.name]
        columns += [column for column in other.columns if column.name in names]
    columns += [PROFILE] if table is OFFICES else []
    argument = _argument("named", *_naming(table), optional=False) if table.key_required else None
    return _with_signature(run, argument, columns)


def _parts(table: Table, given: dict[str, Any]) -> "list[tuple[Table, Texts]]":
    """The record as it was given, and what was given with it; a profile fills what was not."""
    texts = _named(table, given.get("named")) | _given(given, table.column_names)
    other, names = FIRST_PARTS.get(table.name, (table, ()))
    more = _given(given, names)
    if given.get("profile") is not None:
        from continuity.services.offices.profiles import applied

        return applied(given["profile"], texts, more)
    return [(table, texts), *([(other, more)] if more else [])]


def _naming(table: Table) -> tuple[str, str]:
    if table is OFFICES:
        return "KEY", "Its key: the city's, a slash and a short name, such as london/mayor."
    if table is SETTINGS:
        from continuity.domain.settings import NAMES

        return "NAME", f"Which: {', '.join(NAMES)}."
    return "NAME", f"The {table.noun}'s name; its key is made from it where none is given."


def _named(table: Table, text: str | None) -> dict[str, str]:
    return {} if text is None else {"name" if table.named else "key": text}


def _missing(table: Table, texts: "Texts") -> dict[str, str]:
    """What must be filled and is not, as questions; an office's city is told by its key."""
    told = {"key", "city"} if table is OFFICES else {"key"}
    return {
        column.name: f"{column.name}: {column.help}"
        for column in table.columns
        if column.required and column.name not in {*texts, *told}
    }


def _list(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, form: Format, **given: Any) -> None:
        from continuity.services import records

        rows = records.listing(address(ctx), table, _given(given, table.column_names))
        columns = [column for column in table.columns if not column.private]
        names = ["key", *(column.name for column in columns if column.name != "key")]
        if form is Format.TABLE:
            names = names[: -len(("known_from", "source", "verified_on"))]
        show_rows(f"{table.noun}/1", names, (values(table, row) for row in rows), form)

    filters = [replace(column, required=False) for column in table.references if len(column.tables) == 1]
    return _with_signature(run, None, filters, form=True)


def _showing(table: Table) -> tuple[Callable[..., None], str]:
    """The command and its line in the help; a partner is shown with its side of the programmes."""
    if table is PARTNERS:
        from continuity.cli.commands import partner_show

        return partner_show.show, partner_show.HELP
    return _show(table), f"Show one {table.noun} whole."


def _show(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, form: Format, named: str) -> None:
        from continuity.services import records

        show_record(table, records.show(address(ctx), table, named), form)

    argument = _argument("named", "KEY", "Its key, its exact name or the beginning of its key.", optional=False)
    return _with_signature(run, argument, [], form=True)


def _edit(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, named: str, **given: Any) -> None:
        from continuity.domain.schema.values import text_row
        from continuity.services import records

        before, after = records.edit(address(ctx), stamp(ctx), table, named, _given(given, table.column_names))
        old, new = text_row(table, before), text_row(table, after)
        changes = [(name, old[name], new[name]) for name in table.column_names if old[name] != new[name]]
        if changes:
            show_table(("column", "before", "after"), changes)
            note(f'Changed the {table.noun} "{after["key"]}". Take it back with {again(ctx, "undo")}.')
        else:
            note(f'Nothing changed: the {table.noun} "{after["key"]}" says so already.')

    argument = _argument("named", "KEY", "Its exact key or name.", optional=False)
    cells = [replace(column, required=False) for column in table.columns if column.name != "key"]
    return _with_signature(run, argument, cells)


def _remove(table: Table) -> Callable[..., None]:
    def run(ctx: typer.Context, named: str) -> None:
        from continuity.services import records

        row = records.remove(address(ctx), stamp(ctx), table, named)
        note(f'Removed the {table.noun} "{row["key"]}". Take it back with {again(ctx, "undo")}.')

    return _with_signature(run, _argument("named", "KEY", "Its exact key or name.", optional=False), [])


def _given(given: dict[str, Any], names: tuple[str, ...]) -> dict[str, str]:
    return {name: value for name, value in given.items() if name in names and value is not None}


def _options(table: Table, *, named: bool) -> list[Column]:
    told = {"name" if table.named else "key"} if named else set()
    return [column for column in table.columns if column.name not in told]


def _argument(name: str, metavar: str, meaning: str, *, optional: bool) -> inspect.Parameter:
    kind = str | None if optional else str
    return inspect.Parameter(
        name,
        inspect.Parameter.KEYWORD_ONLY,
        annotation=Annotated[kind, typer.Argument(metavar=metavar, help=meaning)],
    )


def _option(column: Column) -> inspect.Parameter:
    words = f" One of {', '.join(column.words)}." if column.words else ""
    must = " Required." if column.required and column.name != "key" else ""
    meaning = f"{column.help[0].upper()}{column.help[1:]}.{words}{must}"
    option = typer.Option(column.option, metavar=_metavar(column), help=meaning, show_default=False)
    return inspect.Parameter(
        column.name, inspect.Parameter.KEYWORD_ONLY, annotation=Annotated[str | None, option], default=None
    )


def _metavar(column: Column) -> str:
    if column.kind is Kind.REFERENCE:
        return "KEY"
    return {Kind.DATE: "DATE", Kind.COUNT: "NUMBER", Kind.AMOUNT: "NUMBER", Kind.WORD: "WORD"}.get(column.kind, "TEXT")


def _with_signature(
    run: Callable[..., None], argument: inspect.Parameter | None, columns: list[Column], *, form: bool = False
) -> Callable[..., None]:
    """The function with the parameters from which Typer makes its arguments and options."""
    parameters = [inspect.Parameter("ctx", inspect.Parameter.KEYWORD_ONLY, annotation=typer.Context)]
    parameters += [argument] if argument else []
    parameters += [_option(column) for column in columns]
    if form:
        parameters.append(
            inspect.Parameter("form", inspect.Parameter.KEYWORD_ONLY, annotation=FormatOption, default=Format.TABLE)
        )
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run
