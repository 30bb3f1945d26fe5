"""What a rough world does to a record: killed programs, garbage, full disks."""

import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from continuity.errors import ContinuityError
from continuity.services.imports.run import import_pack
from support.reference_packs import REFERENCE, STAMP

pytestmark = pytest.mark.long

KILLS = 12
ROUNDS = 150
SMALL_FILE = 300_000
TINY_FILE = 20_000


def start(*words: str, database: Path, cwd: Path, before: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    environment = {**os.environ, "CONTINUITY_DB": str(database), "CONTINUITY_CONFIG": os.devnull}
    return subprocess.Popen(  # the limit has to be set inside the new process
        [sys.executable, "-m", "continuity", *words],
        cwd=cwd,
        env=environment,
        preexec_fn=before,  # noqa: PLW1509 - no threads run here
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def state(database: Path) -> tuple[str, int, int, int]:
    with sqlite3.connect(database) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone()[0]
        counts = connection.execute(
            "SELECT (SELECT count(*) FROM cities), (SELECT count(*) FROM changes), (SELECT count(*) FROM batches)"
        ).fetchone()
    connection.close()
    return sound, *counts


def test_an_import_that_is_killed_is_done_whole_or_not_at_all(sqlite_template: Path, tmp_path: Path) -> None:
    """Killed at ever later moments, until one import comes through."""
    waits = [0.3 + 0.15 * number for number in range(KILLS)]
    seen = set()
    for number, wait in enumerate(waits):
        database = Path(shutil.copy(sqlite_template, tmp_path / f"{number}.db"))
        process = start("import", str(REFERENCE / "fourteen"), database=database, cwd=tmp_path)
        try:
            process.communicate(timeout=wait)
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
        found = state(database)
        assert found[0] == "ok"
        assert found[1:] in {(0, 0, 0), (14, found[2], 1)}
        seen.add(found[1])
    assert 0 in seen


def test_interrupting_an_import_ends_it_without_a_traceback(sqlite_template: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(sqlite_template, tmp_path / "record.db"))
    process = start("import", str(REFERENCE / "fourteen"), database=database, cwd=tmp_path)
    try:
        process.communicate(timeout=1.0)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    _, err = process.communicate()
    assert "Traceback" not in err
    assert process.returncode in {0, 130, -signal.SIGINT}
    assert state(database)[1] in {0, 14}


def limited(size: int) -> Callable[[], None]:
    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


def test_a_record_that_cannot_grow_stays_as_it_was(sqlite_template: Path, tmp_path: Path) -> None:
    """No file may pass a size, which is how a full disk looks to a program."""
    database = Path(shutil.copy(sqlite_template, tmp_path / "record.db"))
    limit = limited(max(SMALL_FILE, database.stat().st_size + 10_000))
    process = start("import", str(REFERENCE / "fourteen"), database=database, cwd=tmp_path, before=limit)
    _, err = process.communicate()
    assert process.returncode == 1, err
    assert "Traceback" not in err
    assert err.startswith("error: ")
    assert "hint: " in err
    assert state(database) == ("ok", 0, 0, 0)


def test_an_export_that_finds_no_room_leaves_the_files_that_were_there(sqlite_cities: Path, tmp_path: Path) -> None:
    database = Path(shutil.copy(sqlite_cities, tmp_path / "record.db"))
    start("export", "out", database=database, cwd=tmp_path).communicate()
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    process = start("export", "out", database=database, cwd=tmp_path, before=limited(TINY_FILE))
    _, err = process.communicate()
    assert process.returncode == 1
    assert "cannot write into" in err
    assert "Traceback" not in err
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before


def mangled(content: bytes, luck: random.Random) -> bytes:
    """The file with a few bytes put in, left out, doubled or replaced."""
    data = bytearray(content)
    for _ in range(luck.randint(1, 6)):
        at = luck.randrange(len(data) + 1)
        kind = luck.randrange(4)
        piece = bytes(
            luck.choice([b'"', b",", b";", b"\r", b"\n", b"\x00", b"\xff", b"'", b"=", b"9999", b"\xc3", b" | "])
        )
        if kind == 0:
            data[at:at] = piece
        elif kind == 1:
            del data[at : at + luck.randint(1, 40)]
        elif kind == 2:
            data[at:at] = data[at : at + luck.randint(1, 80)]
        else:
            data[at : at + len(piece)] = piece
    return bytes(data)


def test_a_mangled_pack_is_read_or_refused_and_never_breaks_the_program(sqlite_template: Path, tmp_path: Path) -> None:
    luck = random.Random(20261123)  # noqa: S311 - the same garbage every time
    names = [path.name for path in (REFERENCE / "fourteen").iterdir() if path.suffix == ".csv"]
    database = tmp_path / "record.db"
    refusals = []
    for number in range(ROUNDS):
        shutil.copy(sqlite_template, database)
        folder = tmp_path / f"pack-{number}"
        shutil.copytree(REFERENCE / "fourteen", folder)
        for name in luck.sample(sorted(names), 2):
            (folder / name).write_bytes(mangled((folder / name).read_bytes(), luck))
        try:
            import_pack(str(database), STAMP, folder)
        except ContinuityError as error:
            refusals.append((error.message, state(database)[1:]))
        shutil.rmtree(folder)
    assert 0 < len(refusals) < ROUNDS
    assert {left for _, left in refusals} == {(0, 0, 0)}
    assert all("\n" not in message for message, _ in refusals)
