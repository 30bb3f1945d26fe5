"""Killed at any step, at any moment: no report is lost, and none comes twice without being shown as unknown."""

import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Iterator
from email import message_from_bytes
from pathlib import Path

import pytest

from continuity.db import schedule_runs
from continuity.domain.scheduling.runs import Delivery
from continuity.domain.vocabulary import DeliveryState
from continuity.services.transaction import read_database
from support.confidential_records import record_guarded
from support.mail_server import Inbox, mail_server
from support.schedule_setup import add
from support.schedule_workers import Work, Workers, workers

DUE, LATER = "2026-12-01 07:00", "2026-12-01 08:00"
AT_RANDOM, PARTS = 200, 4
STEPS = range(1, 200)


@pytest.fixture(scope="module")
def scheduled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small record with a schedule into a folder and to two people, to be copied."""
    folder = tmp_path_factory.mktemp("scheduled")
    database = Path(shutil.copy(sqlite_template, folder / "scheduled.db"))
    record_guarded(str(database), folder)
    add(
        str(database),
        folder / "never",
        city="markham",
        formats="text",
        to=f"folder:{folder / 'never'} | mailto:ann@example.org | mailto:bob@example.org",
    )
    return database


@pytest.fixture(scope="module")
def crew(scheduled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workers]:
    folder = tmp_path_factory.mktemp("warm") / "record"
    with workers() as found, mail_server() as inbox:
        found.do(Work(prepared(scheduled, folder), DUE, str(folder / "outbox"), inbox.port, processes=0))
        yield found


def prepared(scheduled: Path, folder: Path) -> str:
    """A copy whose reports go into a folder of this try's own."""
    from continuity.services.transaction import write_untracked

    folder.mkdir()
    database = str(shutil.copy(scheduled, folder / "record.db"))
    with write_untracked(database) as connection:
        to = f"folder:{folder / 'reports'} | mailto:ann@example.org | mailto:bob@example.org"
        connection.exec_driver_sql('UPDATE schedules SET "to" = ?', (to,))
    return database


def finished(crew: Workers, address: str, folder: Path, inbox: Inbox) -> list[Delivery]:
    """The deliveries after another run, long enough after the one that was killed."""
    assert crew.do(Work(address, LATER, str(folder / "outbox"), inbox.port)) == [0]
    with read_database(address) as connection:
        return schedule_runs.load_deliveries(connection)


def check(address: str, found: list[Delivery], folder: Path, inbox: Inbox) -> None:
    """Nothing lost, and nothing twice that is not shown."""
    del address
    letters = Counter(message_from_bytes(one.content)["Message-ID"] for one in inbox.letters)  # type: ignore[arg-type]
    assert max(letters.values(), default=1) == 1
    assert {one.state for one in found} <= {DeliveryState.SENT, DeliveryState.UNKNOWN}
    mailed = [one for one in found if one.channel == "mail"]
    assert len(mailed) == 2
    sure = sum(one.state == DeliveryState.SENT for one in mailed)
    assert sure <= len(letters) <= len(mailed)
    (file,) = (one for one in found if one.channel == "file")
    assert file.state == DeliveryState.SENT
    assert [path.name for path in (folder / "reports").iterdir()] == ["monthly-2026-12-01.txt"]
    assert (folder / "reports" / "monthly-2026-12-01.txt").read_text(encoding="utf-8").endswith("\n")


@pytest.mark.long
def test_killed_at_every_step(crew: Workers, scheduled: Path, tmp_path: Path) -> None:
    killed = 0
    for step in STEPS:
        folder = tmp_path / f"step-{step}"
        address = prepared(scheduled, folder)
        with mail_server() as inbox:
            ended = crew.do(Work(address, DUE, str(folder / "outbox"), inbox.port, step=step))
            check(address, finished(crew, address, folder, inbox), folder, inbox)
        shutil.rmtree(folder)
        if ended == [0]:
            break
        assert ended == [-signal.SIGKILL]
        killed += 1
    assert killed > 15


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_moment(crew: Workers, scheduled: Path, tmp_path: Path, part: int) -> None:
    address = prepared(scheduled, tmp_path / "whole")
    with mail_server() as inbox:
        began = time.monotonic()
        assert crew.do(Work(address, DUE, str(tmp_path / "outbox"), inbox.port)) == [0]
        whole = time.monotonic() - began
    chance = random.Random(part)  # noqa: S311 - when to kill is no secret
    killed = 0
    for number in range(AT_RANDOM // PARTS):
        folder = tmp_path / f"try-{number}"
        address = prepared(scheduled, folder)
        with mail_server() as inbox:
            delay = chance.uniform(0.001, whole)
            ended = crew.do(Work(address, DUE, str(folder / "outbox"), inbox.port, delay=delay))
            check(address, finished(crew, address, folder, inbox), folder, inbox)
        shutil.rmtree(folder)
        killed += ended != [0]
        # Later runs are faster than the first, which also imports: aim earlier after one that was not caught.
        whole *= 0.9 if ended == [0] else 1
    assert killed > AT_RANDOM // PARTS // 2


@pytest.mark.long
def test_eight_programs_at_once_do_each_due_run_once(cities: str, crew: Workers, tmp_path: Path) -> None:
    for number in range(5):
        to = f"folder:{tmp_path / 'reports'} | mailto:ann@example.org"
        add(cities, tmp_path / "reports", key=f"schedule-{number}", city="luton", to=to)
    with mail_server() as inbox:
        work = Work(cities, DUE, str(tmp_path / "outbox"), inbox.port, processes=8)
        assert set(crew.do(work)) == {0}
    with read_database(cities) as connection:
        found = schedule_runs.load_deliveries(connection)
    assert [(one.run, one.channel, one.state) for one in found] == [
        (f"schedule-{number}/2026-12-01T07:00Z", channel, DeliveryState.SENT)
        for number in range(5)
        for channel in ("file", "mail")
    ]
    letters = Counter(message_from_bytes(one.content)["Message-ID"] for one in inbox.letters)  # type: ignore[arg-type]
    assert sorted(letters.values()) == [1] * 5
