"""Values of single records from a file, with unreadable and missing cells."""

from continuity.domain.schema.columns import Column
from continuity.domain.schema.import_problems import Parameters, Problem, ProblemCode, describe_error
from continuity.domain.schema.starter_sheet import PROFILE_COLUMN
from continuity.domain.schema.values import Row, parse_cell
from continuity.domain.values.countries import COUNTRY_CODES
from continuity.errors import BadValue
from continuity.importers.unresolved_records import UnresolvedRecord
from continuity.services.imports.name_index import find_name_column


def build_idle_problem(record: UnresolvedRecord) -> Problem:
    """Report a row with cells of a record that it does not name."""
    column = next(name for name, text in record.cells.items() if text)
    return record.build_problem(column, ProblemCode.MISSING_PARENT, {"heading": record.missing_heading})


def keep_stored_spelling(record: UnresolvedRecord, before: Row | None) -> None:
    """Replace a record's name by its stored spelling."""
    column = find_name_column(record.table)
    if before is not None and column and not record.cells.get("key"):
        record.cells[column] = str(before[column])


def parse_record(record: UnresolvedRecord) -> tuple[Row, list[Problem]]:
    """Parse the cells of a record and collect the problems."""
    row: Row = {}
    problems: list[Problem] = []
    skipped_columns = (PROFILE_COLUMN, "key") if record.linked or find_name_column(record.table) else (PROFILE_COLUMN,)
    for name, text in record.cells.items():
        if name in skipped_columns or (record.linked and not text):
            continue
        try:
            row[name] = parse_cell(record.table.get_column(name), text)
        except BadValue as error:
            problems.append(record.build_problem(name, *describe_error(error)))
    return row, problems


def find_missing_cells(record: UnresolvedRecord, row: Row, *, new: bool) -> list[Problem]:
    """Report empty required cells of a record."""
    needed = [column for column in record.table.columns if column.required and column.name != "key"]
    empty = [column for column in needed if row.get(column.name) is None and (new or column.name in row)]
    return [record.build_problem(column.name, *_describe_missing_cell(record, column)) for column in empty]


def _describe_missing_cell(record: UnresolvedRecord, column: Column) -> tuple[ProblemCode, Parameters]:
    country = record.cells.get("country", "")
    if record.linked and column.name == "timezone" and country in COUNTRY_CODES:
        return ProblemCode.MISSING_TIMEZONE, {"country": country}
    return ProblemCode.MISSING_CELL, {"help": column.help}
