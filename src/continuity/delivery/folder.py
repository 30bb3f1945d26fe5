"""Delivery into a folder: each document under its own name, whole or not at all, for its owner alone."""

import errno
import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from continuity.delivery.model import Parcel, Receipt
from continuity.domain.scheduling.runs import FAILED, SENT
from continuity.errors import BadValue, FileTrouble
from continuity.io.atomic_write import fill, reason
from continuity.mail_settings import Post

# What does not pass by itself; a full disk, a share that is away or a file that somebody has open may.
_LASTING = {errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP}


def check(to: str, post: Post) -> None:  # noqa: ARG001 - the same for every channel
    """See whether files can be written into the folder, or whether it can be made; leaves nothing behind.

    Raises:
        BadValue: the path depends on where the program is started.
        FileTrouble: the folder cannot be written or made.
    """
    folder = Path(to)
    if not folder.is_absolute():
        raise BadValue(f'"{to}" depends on where the program is started', "give the whole path of the folder")
    try:
        with tempfile.TemporaryFile(dir=_there(folder)):
            return
    except OSError as error:
        raise FileTrouble(f"cannot write into {folder}: {reason(error)}", "choose another folder") from None


def deliver(parcel: Parcel, post: Post) -> Receipt:  # noqa: ARG001 - the same for every channel
    """Put the documents into the folder; doing it again is harmless.

    A file of that name is replaced, and so is a link, which is not followed: others may write in the folder.

    Raises:
        ValueError: there is no document, or a name is none.
    """
    names = [document.name for document in parcel.documents]
    if not names or len(set(names)) < len(names) or not all(map(_fit, names)):
        raise ValueError(names)
    folder = Path(parcel.to)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for document in parcel.documents:
            _put(folder, document.name, document.content)
    except OSError as error:
        return _told(folder, error)
    return Receipt(state=SENT)


def _fit(name: str) -> bool:
    """Whether it names a file in the folder and nothing above or below it."""
    return name not in {"", ".."} and Path(name).name == name and "\\" not in name


def _there(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(one for one in (folder, *folder.parents) if os.path.lexists(one))


def _put(folder: Path, name: str, content: bytes) -> None:
    place = folder / name
    if not place.is_symlink() and place.exists() and not place.is_file():
        raise IsADirectoryError(errno.EISDIR, f"{name} is a folder" if place.is_dir() else f"{name} is no file")
    beginning = f".continuity-{hashlib.sha256(name.encode()).hexdigest()[:16]}-"
    _clean(folder, beginning)
    descriptor, beside = tempfile.mkstemp(prefix=beginning, dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            fill(file.fileno(), [content])
        Path(beside).replace(place)
    finally:
        with suppress(OSError):
            Path(beside).unlink(missing_ok=True)
    _keep(folder)


def _clean(folder: Path, beginning: str) -> None:
    """Remove what an attempt at the same file left when it was killed."""
    for path in folder.iterdir():
        if path.name.startswith(beginning):
            with suppress(OSError):
                path.unlink()


def _keep(folder: Path) -> None:
    """Have the disk remember the new name too; Windows and some shares do it their own way."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _told(folder: Path, error: OSError) -> Receipt:
    lasting = error.errno in _LASTING
    then = "choose another folder" if lasting else "it is tried again at the next run; see to room and rights there"
    return Receipt(state=FAILED, permanent=lasting, told=f"cannot write into {folder}: {reason(error)}; {then}")
