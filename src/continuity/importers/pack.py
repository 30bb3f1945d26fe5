"""The CSV pack: a folder with one file a table."""

from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import process

from continuity.domain.schema.tables import BY_NAME, TABLES
from continuity.errors import FileTrouble
from continuity.importers.csv_table import read_csv
from continuity.importers.rows import Problem, Sheet

_SIMILAR = 70


@dataclass(frozen=True, slots=True)
class Pack:
    """The tables of a pack, in the order in which they build on each other, and the files that are no table."""

    sheets: tuple[Sheet, ...]
    strangers: tuple[Problem, ...] = ()


def read_pack(folder: Path) -> Pack:
    """Read every table of a folder.

    Raises:
        FileTrouble: there is no such folder, it holds no table, or a file cannot be read.
    """
    if not folder.is_dir():
        raise FileTrouble(f"no folder {folder}", "name a folder with cities.csv and the other tables")
    files = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".csv")
    if not any(path.stem in BY_NAME for path in files):
        raise FileTrouble(f"{folder} holds no table", f"a pack has files such as {TABLES[0].name}.csv")
    try:
        data = {path.stem: path.read_bytes() for path in files if path.stem in BY_NAME}
    except OSError as error:
        raise FileTrouble(f"cannot read {error.filename}: {error.strerror}", "check that you may read it") from None
    sheets = tuple(read_csv(table, f"{table.name}.csv", data[table.name]) for table in TABLES if table.name in data)
    return Pack(sheets, tuple(_stranger(path.name, path.stem) for path in files if path.stem not in BY_NAME))


def _stranger(name: str, stem: str) -> Problem:
    near = process.extractOne(stem.casefold(), list(BY_NAME), score_cutoff=_SIMILAR)
    hint = f"did you mean {near[0]}.csv?" if near else "move it out of the folder"
    return Problem(name, 0, "", "there is no such table", hint)
