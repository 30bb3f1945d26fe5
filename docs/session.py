"""The first five minutes of a new user, run anew whenever the documentation is made: an empty home, six commands."""

import os
import shlex
import tempfile
from pathlib import Path

import cog
import generate

TYPED: tuple[dict[str, str], ...] = (
    {
        "city": "Exampleton (INVENTED)",
        "country": "GB",
        "office": "Mayor",
        "profile": "england-city-mayor",
        "holder": "Ada Example",
        "holder since": "2024-05-06",
        "next election": "2028-05-04",
        "programme": "Youth Mediators",
        "launched": "2024-09",
        "partner": "Example Trust",
        "partner kind": "charity",
        "agreement signed": "2026-06-15",
        "agreement end": "2029-08-31",
        "scope": "deliver",
        "office may end alone": "no",
        "money until": "2029-08-31",
        "funder": "Example Foundation",
        "owner": "Prevention officer",
    },
    {
        "city": "Exampleton (INVENTED)",
        "office": "Mayor",
        "programme": "Night Walks",
        "launched": "2025",
        "partner": "Example Trust",
        "agreement signed": "2025-01-10",
        "agreement end": "2028-06-30",
        "scope": "deliver",
        "office may end alone": "yes",
    },
    {"city": "Exampleton (INVENTED)", "office": "Mayor", "programme": "School Dialogue", "launched": "2023-01"},
)
"""What she types into the starter sheet."""

AFTERWARDS = ("import programmes.xlsx --dry-run", "import programmes.xlsx", "status", "risk --all")
SHOWN = "/home/you"
_FILL = "# filled in with a spreadsheet program: the three programmes below"


def typed() -> None:
    """Print the rows she types, one column for each programme."""
    headings = list(dict.fromkeys(heading for row in TYPED for heading in row))
    cog.out("| heading | first row | second row | third row |\n| --- | --- | --- | --- |\n")
    for heading in headings:
        cog.out(f"| {heading} | {' | '.join(row.get(heading, '') for row in TYPED)} |\n")


def recording() -> None:
    """Every command with what it prints, errors and remarks too."""
    home = Path(tempfile.mkdtemp(prefix="continuity-home-"))
    there = Path.cwd()
    os.chdir(home)
    try:
        lines = [_run(home, "init"), _run(home, "import template starter -o programmes.xlsx"), _fill(home)]
        lines += [_run(home, f"{words} --as-of {generate.AS_OF}") for words in AFTERWARDS]
    finally:
        os.chdir(there)
    cog.out("```console\n" + "\n".join(lines) + "\n```\n")


def headings() -> None:
    """Print the columns of the starter sheet."""
    from continuity.domain.schema.starter_sheet import STARTER_COLUMNS

    cog.out("| heading | goes to | what to write |\n| --- | --- | --- |\n")
    for one in STARTER_COLUMNS:
        where = (
            "the office and its rules" if one.table_column is None else f"{one.table_column.name} of {_table(one.slot)}"
        )
        cog.out(f"| {one.heading}{chr(92) + '*' if one.required else ''} | {where} | {one.help} |\n")


def limits() -> None:
    """How much is read of a workbook."""
    from continuity.importers.delimited_text import MAX_FILE_BYTES
    from continuity.importers.xlsx import archive, limits

    workbook, csv = archive.MAX_FILE_BYTES // 2**20, MAX_FILE_BYTES // 2**20
    cog.out(
        f"A workbook of at most {workbook} MB, {limits.MAX_SHEETS} sheets, {limits.MAX_ROWS:,} rows and "
        f"{limits.MAX_COLUMNS} columns a sheet; a CSV of at most {csv} MB. More than that goes in as a "
        "CSV pack, which has no bounds.\n"
    )


def aliases() -> None:
    """Print the other headings that columns may have."""
    from continuity.importers.column_mapping import ALIASES

    cog.out("| table | headings and the columns they fill |\n| --- | --- |\n")
    for table, names in ALIASES.items():
        cog.out(f"| {table} | {', '.join(f'{heading}: {column}' for heading, column in names.items())} |\n")


def _table(slot: str) -> str:
    return {"funders": "the partner that pays", "partners": "the partner that delivers"}.get(slot, slot)


def _fill(home: Path) -> str:
    from openpyxl import load_workbook

    book = load_workbook(home / "programmes.xlsx")
    sheet = book["starter"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for number, row in enumerate(TYPED, start=2):
        for heading, place in places.items():
            sheet.cell(number, place).value = row.get(heading)
    book.save(home / "programmes.xlsx")
    return f"$ {_FILL}"


def _run(home: Path, words: str) -> str:
    from typer.testing import CliRunner

    from continuity.cli import output
    from continuity.cli.main import app

    output.UNCUT_WIDTH = generate.PAGE_WIDTH
    env = {"HOME": str(home), "XDG_DATA_HOME": None, "XDG_CONFIG_HOME": None, "CONTINUITY_ACTOR": "you"}
    unset = {"CONTINUITY_DB": None, "CONTINUITY_CONFIG": None}
    result = CliRunner().invoke(app, shlex.split(words), env=env | unset, prog_name="continuity")
    if result.exit_code != 0:
        raise SystemExit(f"continuity {words}: {result.output}")
    printed = f"{result.stdout.rstrip()}\n{result.stderr}".replace(str(home), SHOWN).rstrip()
    return f"$ continuity {words}\n{printed}\n"
