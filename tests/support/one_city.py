"""One invented city with a mayor, imported from rows of a starter sheet."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from continuity.importers.read_file import ReadOptions
from continuity.reports.wording.imports import format_import_remark
from continuity.services.imports.run import ImportOptions, ImportResult, import_path
from support.reference_packs import AS_OF, STAMP

OFFICE = "exampleton/mayor"
POLL = f"{OFFICE}/2028-05-04"
FIRST_TERM = f"{OFFICE}/2024-05-06"
ROW = {
    "city": "Exampleton",
    "country": "GB",
    "office": "Mayor",
    "profile": "england-city-mayor",
    "holder": "Ada Example",
    "holder since": "2024-05-06",
    "party": "Red Party",
    "next election": "2028-05-04",
    "programme": "Youth Mediators",
    "launched": "2024-09",
}


def import_rows(address: str, folder: Path, *rows: Mapping[str, str], as_of: date = AS_OF) -> ImportResult:
    """Import rows as a starter sheet in CSV; a row without a column leaves its cell empty."""
    headings = list(dict.fromkeys(heading for row in rows for heading in row))
    lines = [headings, *([row.get(heading, "") for heading in headings] for row in rows)]
    path = folder / "sheet.csv"
    path.write_text("".join(",".join(line) + "\n" for line in lines), encoding="utf-8")
    return import_path(address, STAMP, path, ReadOptions(), ImportOptions(as_of=as_of))


def format_remarks(result: ImportResult) -> list[str]:
    """Format the remarks of an import."""
    return [format_import_remark(remark) for remark in result.remarks]
