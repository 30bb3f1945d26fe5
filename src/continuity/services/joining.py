"""What two sheets of one file say of one record: whatever differs from the record counts."""

from dataclasses import replace

from continuity.domain.schema.values import Row, write_cell
from continuity.importers.model import Entry, Problem


def joined(first: Entry, second: Entry, recorded: Row) -> tuple[Entry, list[Problem]]:
    """One entry of two, and what they say differently, each other than what is recorded.

    In a workbook that was exported and edited, each cell stands twice: the one that was edited is meant.

    Args:
        first: of the table's own sheet.
        second: of a row that holds several records.
        recorded: the record as it stands; empty where it is new.
    """
    row: Row = dict(first.row)
    problems: list[Problem] = []
    for column, value in second.row.items():
        one, stands = first.row.get(column), recorded.get(column)
        if column not in first.row or one == stands:
            row[column] = value
        elif value not in (one, stands):
            message = f'"{write_cell(value)}", but sheet "{first.sheet}" row {first.line} says "{write_cell(one)}"'
            problems.append(second.problem(column, message, "both rows speak of one record: write the same in both"))
    return replace(first, row=row), problems
