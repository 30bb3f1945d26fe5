"""Files that are written whole or not at all."""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from continuity.errors import FileTrouble


class _Files:
    """Files on their way into a folder."""

    def __init__(self, beside: Path) -> None:
        self._beside = beside
        self.names: list[str] = []

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write one file, for now beside its place."""
        with (self._beside / name).open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        self.names.append(name)


@contextmanager
def writing_files(folder: Path) -> Iterator[_Files]:
    """Files that appear in the folder together, once all of them are whole.

    Raises:
        FileTrouble: the folder cannot be made, or there is no right or no room to write in it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".continuity-", dir=folder))
        try:
            files = _Files(beside)
            yield files
            _put(files.names, beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise FileTrouble(f"cannot write into {folder}: {reason}", "choose another folder or make room") from None


def _put(names: list[str], beside: Path, folder: Path) -> None:
    """Put all files in their places; where one cannot be, those that were there before come back."""
    for name in names:
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, f"{name} is a folder")
    kept = beside / "kept"
    kept.mkdir()
    done: list[str] = []
    try:
        for name in names:
            if (folder / name).exists():
                (folder / name).replace(kept / name)
            done.append(name)
            (beside / name).replace(folder / name)
    except OSError:
        for name in done:
            (folder / name).unlink(missing_ok=True)
        for file in kept.iterdir():
            file.replace(folder / file.name)
        raise


def write_file(path: Path, content: bytes) -> None:
    """One file, whole or not at all.

    Raises:
        FileTrouble: it cannot be written.
    """
    with writing_files(path.parent) as files:
        files.write(path.name, [content])
