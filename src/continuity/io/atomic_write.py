"""Files that are written whole or not at all."""

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from continuity.errors import FileError


class _StagedFiles:
    def __init__(self, staging: Path) -> None:
        self._staging = staging
        self.names: list[str] = []

    def write(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write one file, for now beside its place."""
        with (self._staging / name).open("wb") as file:
            write_and_sync(file.fileno(), pieces)
        self.names.append(name)


@contextmanager
def write_files(folder: Path) -> Iterator[_StagedFiles]:
    """Write files that appear in the folder together, once all are whole. Raise FileError if they cannot be written.
    A file that was there keeps its rights, and one behind a link is replaced where it stands.
    """
    with _translate_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".continuity-", dir=folder))
        try:
            files = _StagedFiles(staging)
            yield files
            _move_into_place(files.names, staging, folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def write_file(path: Path, content: bytes) -> None:
    """Write one file whole or not at all; a pipe gets the bytes as they come. Raise FileError on failure."""
    target = path.resolve()
    if target.exists() and not target.is_file() and not target.is_dir():
        with _translate_errors(path), target.open("wb", buffering=0) as stream:
            write_all(stream.fileno(), content)
        return
    with write_files(target.parent) as files:
        files.write(target.name, [content])


@contextmanager
def _translate_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        message = f"cannot write into {path}: {format_os_error(error)}"
        raise FileError(message, "choose another place or make room") from None


def _move_into_place(names: list[str], staging: Path, folder: Path) -> None:
    """Put all files in their places, or bring back those that were there before."""
    targets = {name: (folder / name).resolve() for name in names}
    for name, target in targets.items():
        if target.exists() and not target.is_file():
            raise IsADirectoryError(errno.EISDIR, f"{name} is a folder" if target.is_dir() else f"{name} is no file")
    backup = staging / "kept"
    backup.mkdir()
    moved: list[str] = []
    try:
        for name, target in targets.items():
            if target.exists():
                (staging / name).chmod(stat.S_IMODE(target.stat().st_mode))
                shutil.move(target, backup / name)
            moved.append(name)
            shutil.move(staging / name, target)
    except OSError:
        for name in moved:
            targets[name].unlink(missing_ok=True)
        for file in backup.iterdir():
            shutil.move(file, targets[file.name])
        raise


def write_and_sync(descriptor: int, pieces: Iterable[bytes]) -> None:
    """Write all pieces, and wait until the disk holds them. Raise OSError without room or right."""
    for piece in pieces:
        write_all(descriptor, piece)
    os.fsync(descriptor)


def write_all(descriptor: int, content: bytes) -> None:
    """Write all of it: a pipe or a device may take less at a time."""
    remaining = memoryview(content)
    while remaining:
        remaining = remaining[os.write(descriptor, remaining) :]


def format_os_error(error: OSError) -> str:
    """Format why the system refused, in its own words."""
    return (error.strerror or str(error)).lower()
