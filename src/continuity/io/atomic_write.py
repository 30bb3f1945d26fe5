"""Files that are written whole or not at all."""

import errno
import os
import shutil
import stat
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
            fill(file.fileno(), pieces)
        self.names.append(name)


@contextmanager
def writing_files(folder: Path) -> Iterator[_Files]:
    """Files that appear in the folder together, once all of them are whole.

    A file that was there keeps its rights, and one behind a link is replaced where it stands.

    Raises:
        FileTrouble: the folder cannot be made, or there is no right or no room to write in it.
    """
    with _troubles(folder):
        folder.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=".continuity-", dir=folder))
        try:
            files = _Files(beside)
            yield files
            _put(files.names, beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def write_file(path: Path, content: bytes) -> None:
    """One file, whole or not at all; what is no file, such as a pipe or a device, gets the bytes as they come.

    Raises:
        FileTrouble: it cannot be written.
    """
    place = path.resolve()
    if place.exists() and not place.is_file() and not place.is_dir():
        with _troubles(path), place.open("wb", buffering=0) as stream:
            pour(stream.fileno(), content)
        return
    with writing_files(place.parent) as files:
        files.write(place.name, [content])


@contextmanager
def _troubles(place: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileTrouble(f"cannot write into {place}: {reason(error)}", "choose another place or make room") from None


def _put(names: list[str], beside: Path, folder: Path) -> None:
    """Put all files in their places; where one cannot be, those that were there before come back."""
    places = {name: (folder / name).resolve() for name in names}
    for name, place in places.items():
        if place.exists() and not place.is_file():
            raise IsADirectoryError(errno.EISDIR, f"{name} is a folder" if place.is_dir() else f"{name} is no file")
    kept = beside / "kept"
    kept.mkdir()
    done: list[str] = []
    try:
        for name, place in places.items():
            if place.exists():
                (beside / name).chmod(stat.S_IMODE(place.stat().st_mode))
                shutil.move(place, kept / name)
            done.append(name)
            shutil.move(beside / name, place)
    except OSError:
        for name in done:
            places[name].unlink(missing_ok=True)
        for file in kept.iterdir():
            shutil.move(file, places[file.name])
        raise


def fill(descriptor: int, pieces: Iterable[bytes]) -> None:
    """Write all pieces, and wait until the disk holds them.

    Raises:
        OSError: there is no room, or no right.
    """
    for piece in pieces:
        pour(descriptor, piece)
    os.fsync(descriptor)


def pour(descriptor: int, content: bytes) -> None:
    """Write all of it: a pipe or a device may take less at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def reason(error: OSError) -> str:
    """Why the system refused, in its own words."""
    return (error.strerror or str(error)).lower()
