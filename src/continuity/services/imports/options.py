"""How a file is to be read, as a user says it."""

from pathlib import Path

from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import BY_NAME
from continuity.errors import BadValue, FileTrouble, UsageError
from continuity.importers.column_mapping import Layout
from continuity.importers.date_formats import DateFormat
from continuity.importers.delimited_text import known_encoding
from continuity.importers.mapping_file import read_map
from continuity.importers.read_file import How
from continuity.services.lookup import suggestion


def how_to_read(table: str | None, mapped: Path | None, date_format: str | None, encoding: str | None) -> How:
    """How a file is to be read, as far as the command line says it.

    Args:
        table: the name of the one table whose records it holds.
        mapped: the TOML file that says what its columns mean.
        date_format: how it writes days.
        encoding: of a CSV.

    Raises:
        UsageError: there is no such table, encoding or form of a day, or two options say the same.
        FileTrouble, BadValue: the map cannot be read, or says what cannot be.
    """
    if table and mapped:
        raise UsageError("--table and --map both say what the columns mean", "give one of them")
    if encoding and not known_encoding(encoding):
        raise UsageError(f'--encoding: there is no "{encoding}"', "such as utf-8, cp1252, iso-8859-15 or utf-16")
    try:
        dates = DateFormat.named(date_format) if date_format else DateFormat()
    except BadValue as error:
        raise UsageError(f"--date-format: {error.message}", error.hint) from None
    known = _table(table) if table else None
    layout = _map(mapped, dates) if mapped else None
    return How(table=known, layout=layout, dates=dates, encoding=encoding or "")


def _table(name: str) -> Table:
    if name not in BY_NAME:
        hint = suggestion(name, set(BY_NAME))
        raise UsageError(f'--table: there is no table "{name}"', hint or f"the tables are {', '.join(BY_NAME)}")
    return BY_NAME[name]


def _map(path: Path, dates: DateFormat) -> Layout:
    try:
        if path.exists() and not path.is_file():
            raise FileTrouble(f"{path} is no file", "name a file that ends in .toml")
        data = path.read_bytes()
    except OSError as error:
        raise FileTrouble(f"cannot read {path}: {(error.strerror or str(error)).lower()}", "check its name") from None
    return read_map(path.name, data, dates)
