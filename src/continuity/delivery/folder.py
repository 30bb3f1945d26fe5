"""Delivery to a folder: each document whole or not at all, for its owner alone."""

import errno
import hashlib
import os
import tempfile
from contextlib import suppress
from pathlib import Path

from continuity.delivery.model import Channel, DeliveryRequest, DeliveryResult
from continuity.domain.vocabulary import DeliveryState
from continuity.errors import BadValue, FileError
from continuity.io.atomic_write import format_os_error, write_and_sync

# What does not pass by itself; a full disk, a share that is away or a file that somebody has open may.
_PERMANENT_ERRORS = {errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP}


class FolderChannel(Channel):
    """Documents in a folder; repeatable."""

    scheme = "folder:"
    option = "--to-dir FOLDER"
    is_repeatable = True
    is_external = False
    needs_document = True
    location_note = "The whole report lies in the folder of this schedule."

    def check(self, target: str) -> None:
        """Check that the path is absolute, and the folder writable or possible to create; leave nothing behind."""
        folder = Path(target)
        if not folder.is_absolute():
            raise BadValue(f'"{target}" depends on where the program is started', "give the whole path of the folder")
        if not {"\n", "\r", "\t"}.isdisjoint(target):
            raise BadValue("a line break or tab is in the path of the folder", "choose another folder")
        try:
            with tempfile.TemporaryFile(dir=_find_existing_parent(folder)):
                return
        except OSError as error:
            raise FileError(f"cannot write into {folder}: {format_os_error(error)}", "choose another folder") from None

    def deliver(self, request: DeliveryRequest) -> DeliveryResult:
        """Write the documents over files and links of the same name. Others may write here: follow no link."""
        names = [document.name for document in request.documents]
        if not names or len(set(names)) < len(names) or not all(map(_is_plain_name, names)):
            raise ValueError(names)
        folder = Path(request.target)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for document in request.documents:
                _write_document(folder, document.name, document.content)
        except OSError as error:
            return _build_failure(folder, error)
        return DeliveryResult(state=DeliveryState.SENT)


def _is_plain_name(name: str) -> bool:
    return name not in {"", ".."} and Path(name).name == name and "\\" not in name


def _find_existing_parent(folder: Path) -> Path:
    return next(path for path in (folder, *folder.parents) if os.path.lexists(path))


def _write_document(folder: Path, name: str, content: bytes) -> None:
    path = folder / name
    if not path.is_symlink() and path.exists() and not path.is_file():
        raise IsADirectoryError(errno.EISDIR, f"{name} is a folder" if path.is_dir() else f"{name} is no file")
    prefix = f".continuity-{hashlib.sha256(name.encode()).hexdigest()[:16]}-"
    _remove_leftovers(folder, prefix)
    descriptor, temporary = tempfile.mkstemp(prefix=prefix, dir=folder)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write_and_sync(file.fileno(), [content])
        Path(temporary).replace(path)
    finally:
        with suppress(OSError):
            Path(temporary).unlink(missing_ok=True)
    _sync_folder(folder)


def _remove_leftovers(folder: Path, prefix: str) -> None:
    """Remove the temporary files of killed attempts."""
    for path in folder.iterdir():
        if path.name.startswith(prefix):
            with suppress(OSError):
                path.unlink()


def _sync_folder(folder: Path) -> None:
    """Flush the new file name to disk, where the system supports it."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _build_failure(folder: Path, error: OSError) -> DeliveryResult:
    is_permanent = error.errno in _PERMANENT_ERRORS
    retry_hint = "it is tried again at the next run; see to room and rights there"
    hint = "choose another folder" if is_permanent else retry_hint
    detail = f"cannot write into {folder}: {format_os_error(error)}; {hint}"
    return DeliveryResult(state=DeliveryState.FAILED, permanent=is_permanent, detail=detail)
