"""Read options of an import."""

from pathlib import Path

from continuity.domain.schema.columns import Table
from continuity.domain.schema.tables import TABLES_BY_NAME
from continuity.errors import BadValue, FileError, UsageError
from continuity.importers.column_mapping import ColumnMapping, DateFormat
from continuity.importers.delimited_text import is_known_encoding
from continuity.importers.mapping_file import parse_mapping_file
from continuity.importers.read_file import ReadOptions
from continuity.services.lookup import suggest_keys


def resolve_read_options(
    table: str | None, mapping_path: Path | None, date_format: str | None, encoding: str | None
) -> ReadOptions:
    """Resolve the read options of the command line.
    Raise UsageError for an unknown table, encoding or date format, or two options for the same thing, and FileError or
    BadValue for a column map that is unreadable or invalid.
    """
    if table and mapping_path:
        raise UsageError("--table and --map both say what the columns mean", "give one of them")
    if encoding and not is_known_encoding(encoding):
        raise UsageError(f'--encoding: there is no "{encoding}"', "such as utf-8, cp1252, iso-8859-15 or utf-16")
    try:
        dates = DateFormat.parse(date_format) if date_format else DateFormat()
    except BadValue as error:
        raise UsageError(f"--date-format: {error.message}", error.hint) from None
    known_table = _find_table(table) if table else None
    mapping = _load_mapping(mapping_path, dates) if mapping_path else None
    return ReadOptions(table=known_table, mapping=mapping, date_format=dates, encoding=encoding or "")


def _find_table(name: str) -> Table:
    if name not in TABLES_BY_NAME:
        hint = suggest_keys(name, set(TABLES_BY_NAME))
        raise UsageError(f'--table: there is no table "{name}"', hint or f"the tables are {', '.join(TABLES_BY_NAME)}")
    return TABLES_BY_NAME[name]


def _load_mapping(path: Path, dates: DateFormat) -> ColumnMapping:
    try:
        if path.exists() and not path.is_file():
            raise FileError(f"{path} is no file", "name a file that ends in .toml")
        data = path.read_bytes()
    except OSError as error:
        raise FileError(f"cannot read {path}: {(error.strerror or str(error)).lower()}", "check its name") from None
    return parse_mapping_file(path.name, data, dates)
