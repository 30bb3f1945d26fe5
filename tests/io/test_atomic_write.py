"""Files in places that are more than a name: links, pipes, full devices, rights that were set."""

import os
import threading
from pathlib import Path

import pytest

from continuity.errors import FileError
from continuity.io.atomic_write import write_file, write_files


def test_a_file_keeps_the_rights_it_had(tmp_path: Path) -> None:
    file = tmp_path / "risk.csv"
    file.write_bytes(b"old")
    file.chmod(0o600)
    write_file(file, b"new")
    assert (file.read_bytes(), file.stat().st_mode & 0o777) == (b"new", 0o600)


def test_a_link_stays_one_and_its_file_is_written(tmp_path: Path) -> None:
    there = tmp_path / "elsewhere" / "real.csv"
    there.parent.mkdir()
    there.write_bytes(b"old")
    link = tmp_path / "risk.csv"
    link.symlink_to(there)
    write_file(link, b"new")
    assert (link.is_symlink(), there.read_bytes()) == (True, b"new")
    with write_files(tmp_path) as files:
        files.write("risk.csv", [b"new", b"er"])
    assert (link.is_symlink(), there.read_bytes()) == (True, b"newer")
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["elsewhere", "real.csv", "risk.csv"]


def test_a_pipe_gets_all_the_bytes_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    write_file(pipe, b"x" * 200_000)
    reader.join()
    assert (pipe.is_fifo(), len(got[0])) == (True, 200_000)


def test_a_pipe_that_is_closed_half_way_is_a_clear_trouble(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: os.close(os.open(pipe, os.O_RDONLY)))
    reader.start()
    with pytest.raises(FileError, match="broken pipe"):
        write_file(pipe, b"x" * 200_000)
    reader.join()
    assert pipe.is_fifo()


def test_a_device_behind_a_link_takes_what_it_is_given(tmp_path: Path) -> None:
    link = tmp_path / "nowhere"
    link.symlink_to("/dev/null")
    write_file(link, b"new")
    assert (link.is_symlink(), sorted(tmp_path.iterdir())) == (True, [link])


def test_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    (tmp_path / "risk.csv").mkdir()
    with pytest.raises(FileError):
        write_file(tmp_path / "risk.csv", b"new")
    assert (tmp_path / "risk.csv").is_dir()
