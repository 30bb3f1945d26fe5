"""Copies of an SQLite database that hold together even while others use it."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from continuity.errors import DatabaseTrouble


def copy_file(source: Path, target: Path) -> None:
    """Copy a database file; the target appears whole or not at all, for its owner's eyes only.

    Raises:
        DatabaseTrouble: the source cannot be read or the target cannot be written.
    """
    partial = target.with_name(target.name + ".partial")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
        with closing(_connect(source, "ro")) as original, closing(_connect(partial, "rw")) as copy:
            original.backup(copy)
        partial.replace(target)
    except (OSError, sqlite3.Error) as error:
        partial.unlink(missing_ok=True)
        raise DatabaseTrouble(
            f"{source} cannot be copied to {target}", "check the room on the disk and your rights on the folder"
        ) from error


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode={mode}", uri=True)
