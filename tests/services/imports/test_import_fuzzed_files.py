"""Sheets changed at random meet a record: each is read or refused in words, whole or not at all."""

import csv
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import TypeAlias

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from continuity.domain.schema.starter_sheet import STARTER_COLUMNS, STARTER_SHEET
from continuity.domain.schema.tables import TABLES, TABLES_BY_NAME
from continuity.errors import ContinuityError
from continuity.importers.read_file import ReadOptions, read_file
from continuity.reports.spreadsheet.text_workbook import SheetColumn, TextSheet, render_text_workbook
from continuity.services.assessment import assessment
from continuity.services.exports.starter_rows import build_starter_rows
from continuity.services.imports.run import ImportOptions, import_path, plan_import, resolve_parsed_file
from continuity.services.lint import lint_database
from continuity.services.transaction import Stamp, read_database, write_tracked
from support.reference_packs import AS_OF, REFERENCE, STAMP

Grid: TypeAlias = list[list[str]]

TEXTS = """2027-05-06|2027-05|2027|31/02/2027|2027-02-29|May-27|01-Jan|46508|2027-05-06/2027-04-01|../2027|2026/..|0999|
9999-12-31|=1+1|'=x|@x|-5|+49 30|1e5|007|30.0|yes|no|TRUE|n/a|mayor|Mayor|GB|DE|US|signed|terminated|Europe/Berlin|
invented-harbour-city|Harbour City (INVENTED)|Ada Quay|england-city-mayor|a/b|/|ÄÖ|القدس|😀| |\t"""
ODD = ("", "\0", "\x1b[31m", "x\ny", "x" * 501, "y" * 33_000, "a|b", '"', "\ufeff", "\u200f")
CELLS = (*TEXTS.replace("\n", "").split("|"), *ODD)
NAMES = (STARTER_SHEET, *(table.name for table in TABLES))


class Held:
    """A database with the invented city, as bytes, and the sheets that say the same; told of in a failure by a word."""

    def __init__(self, content: bytes, sheets: dict[str, Grid], folder: Path) -> None:
        self.content = content
        self.sheets = sheets
        self.folder = folder

    def __repr__(self) -> str:
        return "the invented city"


@pytest.fixture(scope="module")
def held(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Held:
    from continuity.db import read
    from continuity.domain.schema.values import format_cell

    folder = tmp_path_factory.mktemp("mutated")
    path = folder / "record.db"
    path.write_bytes(sqlite_template.read_bytes())
    wish = ImportOptions(as_of=AS_OF)
    import_path(str(path), STAMP, REFERENCE / "invented", ReadOptions(), wish)
    sheets: dict[str, Grid] = {}
    with read_database(str(path)) as connection:
        sheets[STARTER_SHEET] = [[one.heading for one in STARTER_COLUMNS], *build_starter_rows(connection, AS_OF)]
        for table in TABLES:
            rows = read.load_rows(connection, table)
            names = table.column_names
            sheets[table.name] = [list(names), *([format_cell(row.get(one)) for one in names] for row in rows)]
    return Held(path.read_bytes(), sheets, folder)


def changed_cell(grid: Grid, luck: Random) -> None:
    if len(grid) > 1 and (row := luck.choice(grid[1:])):
        row[luck.randrange(len(row))] = luck.choice(CELLS)


def other_value(grid: Grid, luck: Random) -> None:
    """A cell gets what stands in the same column of another row."""
    if len(grid) > 1 and (row := luck.choice(grid[1:])):
        at = luck.randrange(len(row))
        row[at] = (luck.choice(grid[1:]) + [""] * (at + 1))[at]


def swapped_columns(grid: Grid, luck: Random) -> None:
    one, other = luck.randrange(len(grid[0])), luck.randrange(len(grid[0]))
    for row in grid[luck.randrange(2) :]:
        if max(one, other) < len(row):
            row[one], row[other] = row[other], row[one]


def dropped_row(grid: Grid, luck: Random) -> None:
    if len(grid) > 1:
        del grid[luck.randrange(len(grid))]


def doubled_row(grid: Grid, luck: Random) -> None:
    grid.insert(luck.randrange(len(grid) + 1), list(luck.choice(grid)))


def dropped_column(grid: Grid, luck: Random) -> None:
    at = luck.randrange(len(grid[0]))
    for row in grid if len(grid[0]) > 1 else ():
        del row[at : at + 1]


def doubled_column(grid: Grid, luck: Random) -> None:
    at = luck.randrange(len(grid[0]))
    for row in grid:
        row[at:at] = row[at : at + 1]


def renamed_heading(grid: Grid, luck: Random) -> None:
    at = luck.randrange(len(grid[0]))
    heading = grid[0][at]
    grid[0][at] = luck.choice(
        [heading.upper(), f" {heading}* ", heading[1:], *CELLS, *(one.heading for one in STARTER_COLUMNS)]
    )


def emptied_column(grid: Grid, luck: Random) -> None:
    at = luck.randrange(len(grid[0]))
    for row in grid[1:]:
        row[at : at + 1] = [""] * len(row[at : at + 1])


CHANGES: list[Callable[[Grid, Random], None]] = [
    *[changed_cell] * 4,
    *[other_value] * 3,
    swapped_columns,
    dropped_row,
    doubled_row,
    dropped_column,
    doubled_column,
    renamed_heading,
    emptied_column,
]


def as_csv(grid: Grid, luck: Random) -> bytes:
    buffer = io.StringIO()
    quoting = luck.choice([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    csv.writer(buffer, delimiter=luck.choice(",,,;\t"), quoting=quoting).writerows(grid)
    data = buffer.getvalue().encode(luck.choice(["utf-8"] * 6 + ["utf-8-sig", "utf-16", "cp1252"]), "replace")
    for _ in range(luck.choice([0, 0, 0, 1, 3])):
        at = luck.randrange(len(data) + 1)
        piece = luck.choice([b'"', b",", b";", b"\r", b"\n", b"\0", b"\xff", b"\xc3", b"'", b""])
        data = data[:at] + piece + data[at + luck.choice([0, 1, 1, 5]) :]
    return data[: luck.randrange(len(data) + 1)] if luck.random() < 0.05 else data


def as_workbook(grids: dict[str, Grid]) -> bytes:
    safe = {name: [[text[:32_000] for text in row] for row in grid] for name, grid in grids.items()}
    return render_text_workbook(
        TextSheet(name, [SheetColumn(text) for text in grid[0]], [row[: len(grid[0]) + 1] for row in grid[1:]])
        for name, grid in safe.items()
    )


def mutated(held: Held, luck: Random) -> tuple[Path, ReadOptions]:
    """A file with one sheet or several, each changed a few times."""
    names = luck.sample(NAMES[1:], luck.choice([1, 1, 2, 4])) if luck.random() < 0.5 else [STARTER_SHEET]
    grids = {name: [list(row) for row in held.sheets[name]] for name in names}
    for grid in grids.values():
        for _ in range(luck.choice([0, 1, 1, 2, 5])):
            luck.choice(CHANGES)(grid, luck)
    how = (
        ReadOptions(table=TABLES_BY_NAME[names[0]])
        if names[0] != STARTER_SHEET and luck.random() < 0.3
        else ReadOptions()
    )
    if len(names) > 1 or luck.random() < 0.3:
        path, data = held.folder / "file.xlsx", as_workbook(grids)
    else:
        path, data = held.folder / f"{names[0]}.csv", as_csv(grids[names[0]], luck)
    path.write_bytes(data)
    return path, how


def exported(address: str) -> Iterator[object]:
    """The full record."""
    from continuity.db import read

    with read_database(address) as connection:
        for table in TABLES:
            yield [list(map(str, row.values())) for row in read.load_rows(connection, table)]


def taken(address: str, stamp: Stamp, path: Path, how: ReadOptions, wish: ImportOptions) -> None:
    """What an import does, but for working out the findings before and after."""
    read = read_file(path, how)
    with write_tracked(address, stamp) as writer:
        said = resolve_parsed_file(writer.connection, read)
        plan_import(writer.connection, path, said, wish.errors_path).write(writer)


def met(held: Held, luck: Random, *, one_in: int = 1) -> None:
    """Import one changed file; one in so many with its findings, and looked at afterwards where it is read."""
    database = held.folder / "meeting.db"
    database.write_bytes(held.content)
    path, how = mutated(held, luck)
    (held.folder / "errors.xlsx").unlink(missing_ok=True)
    wish = ImportOptions(as_of=AS_OF, errors_path=held.folder / "errors.xlsx" if luck.random() < 0.2 else None)
    whole = luck.randrange(one_in) == 0
    refusal: ContinuityError | None = None
    try:
        (import_path if whole else taken)(str(database), STAMP, path, how, wish)
    except ContinuityError as error:
        refusal = error
    if refusal is not None:
        assert refusal.hint
        assert "\n" not in refusal.message
        assert database.read_bytes() == held.content
        return
    if not whole:
        return
    before = list(exported(str(database)))
    again = import_path(str(database), STAMP, path, how, wish)
    assert (dict(again.added), dict(again.changed), again.batch) == ({}, {}, None)
    assert list(exported(str(database))) == before
    assessment(str(database), AS_OF)
    lint_database(str(database), AS_OF)


COMMON = settings(deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=[*HealthCheck])


@settings(COMMON, derandomize=True, max_examples=200)
@given(seed=st.integers(0, 2**32))
def test_a_changed_file_is_read_or_refused_whole(held: Held, seed: int) -> None:
    met(held, Random(seed))  # noqa: S311 - the same files every time


@pytest.mark.long
@pytest.mark.parametrize("part", range(10))
@settings(COMMON, derandomize=True, max_examples=2_000)
@given(seed=st.integers(0, 2**32))
def test_twenty_thousand_changed_files_are_read_or_refused_whole(held: Held, part: int, seed: int) -> None:
    met(held, Random(f"{part}-{seed}"), one_in=12)  # noqa: S311 - the same files every time
