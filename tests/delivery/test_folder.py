"""Documents in folders: whole or not at all, for their owner alone, whatever the folder is like."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from continuity.delivery import load_channel
from continuity.delivery.model import Attachment, DeliveryRequest, DeliveryResult
from continuity.errors import BadValue, FileError
from support.deliveries import TABLE, parcel, post

PAGE = Attachment(name="report.html", media_type="text/html", content=b"<p>three</p>")
LARGE = 3_000_000
# Delivers files full of ever other letters and says so, until it is killed.
ENDLESS = """
import signal
import sys
from itertools import cycle
signal.signal(signal.SIGXFSZ, signal.{ending})
sys.path.insert(0, {tests!r})
from continuity.delivery import load_channel
from continuity.delivery.model import Attachment
from support.deliveries import parcel, post
for letter in cycle([b"a", b"b"]):
    table = Attachment(name="risk.csv", media_type="text/csv", content=letter * {size})
    print(load_channel("file", post()).deliver(parcel(target={to!r}, documents=(table,))).state, flush=True)
"""


def put(to: Path, *documents: Attachment) -> DeliveryResult:
    return load_channel("file", post()).deliver(parcel(target=str(to), documents=documents or (TABLE,)))


def endless(to: Path, before: Callable[[], None] | None = None, ending: str = "SIG_IGN") -> subprocess.Popen[str]:
    script = ENDLESS.format(tests=str(Path(__file__).parent.parent), to=str(to), size=LARGE, ending=ending)
    return subprocess.Popen(  # the limit has to be set inside the new process
        [sys.executable, "-c", script],
        preexec_fn=before,  # noqa: PLW1509 - no threads run here
        stdout=subprocess.PIPE,
        text=True,
    )


def limit() -> None:
    """No file may pass a size: ignored, the signal looks like a full disk; by default it kills in the middle."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGE // 2, LARGE // 2))


def test_every_document_is_put_under_its_name_for_its_owner_alone(tmp_path: Path) -> None:
    folder = tmp_path / "reports" / "monthly"
    assert put(folder, TABLE, PAGE) == DeliveryResult(state="sent")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == {
        "risk.csv": TABLE.content,
        "report.html": PAGE.content,
    }
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o600}


def test_repeating_is_harmless_and_replaces_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "risk.csv").write_bytes(b"old")
    (tmp_path / "risk.csv").chmod(0o644)
    assert [put(tmp_path).state, put(tmp_path).state] == ["sent", "sent"]
    (path,) = tmp_path.iterdir()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (TABLE.content, 0o600)


def test_a_link_is_replaced_and_what_it_points_to_is_left_alone(tmp_path: Path) -> None:
    there = tmp_path / "elsewhere.csv"
    there.write_bytes(b"mine")
    for target in (there, Path("/dev/null"), tmp_path / "nothing"):
        link = tmp_path / "in" / "risk.csv"
        link.parent.mkdir(exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(target)
        assert put(link.parent).state == "sent"
        assert (link.is_symlink(), link.read_bytes()) == (False, TABLE.content)
    assert there.read_bytes() == b"mine"


def test_a_folder_behind_a_link_is_that_folder(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    assert put(tmp_path / "link").state == "sent"
    assert (tmp_path / "real" / "risk.csv").read_bytes() == TABLE.content


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo], ids=["folder", "pipe"])
def test_what_is_no_file_is_not_replaced(make: Callable[[Path], None], tmp_path: Path) -> None:
    make(tmp_path / "risk.csv")
    receipt = put(tmp_path)
    assert (receipt.state, receipt.permanent) == ("failed", True)
    assert "risk.csv is" in receipt.detail
    assert [path.name for path in tmp_path.iterdir()] == ["risk.csv"]


@pytest.mark.parametrize("to", ["file", "file/below", "x" * 300, "loop/below"])
def test_a_place_that_can_be_no_folder_fails_for_good(to: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "loop").symlink_to("loop")
    receipt = put(tmp_path / to)
    assert (receipt.state, receipt.permanent) == ("failed", True)
    assert "choose another folder" in receipt.detail


@pytest.mark.parametrize("folder", ["/proc/reports", "/sys"])
def test_a_folder_nobody_can_write_in_is_told_beforehand_and_at_the_run(folder: str) -> None:
    """Rights do not stop the root, under whom tests may run; these do."""
    with pytest.raises(FileError, match="cannot write into"):
        load_channel("file", post()).check(folder)
    assert put(Path(folder)).state == "failed"


def test_a_place_is_looked_at_without_leaving_anything(tmp_path: Path) -> None:
    for to in (tmp_path, tmp_path / "deep" / "folder"):
        load_channel("file", post()).check(str(to))
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_bytes(b"")
    for to in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(FileError):
            load_channel("file", post()).check(str(to))


@pytest.mark.parametrize("to", ["reports", "./reports", "~/reports", ""])
def test_a_path_that_depends_on_where_one_stands_is_refused(to: str) -> None:
    with pytest.raises(BadValue, match="depends on where"):
        load_channel("file", post()).check(to)


@pytest.mark.parametrize("names", [("../risk.csv",), ("a/b",), ("a\\b",), ("",), (".",), ("..",), ("a", "a"), ()])
def test_names_that_are_none_are_a_fault_of_the_program(names: tuple[str, ...], tmp_path: Path) -> None:
    documents = tuple(Attachment(name=name, media_type="text/csv", content=b"") for name in names)
    letter: DeliveryRequest = parcel(target=str(tmp_path), documents=documents)
    with pytest.raises(ValueError, match=r"\["):
        load_channel("file", post()).deliver(letter)


def test_a_disk_that_is_full_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    put(tmp_path)
    process = endless(tmp_path, limit)
    assert process.stdout is not None
    assert process.stdout.readline() == "failed\n"
    process.kill()
    process.communicate()
    assert {path.name for path in tmp_path.iterdir() if not path.name.startswith(".")} == {"risk.csv"}
    assert (tmp_path / "risk.csv").read_bytes() == TABLE.content


def test_a_delivery_that_dies_half_way_leaves_the_old_file_and_the_next_one_cleans_up(tmp_path: Path) -> None:
    put(tmp_path)
    process = endless(tmp_path, limit, "SIG_DFL")
    process.communicate()
    assert process.returncode == -signal.SIGXFSZ
    (half,) = (path for path in tmp_path.iterdir() if path.name != "risk.csv")
    assert half.stat().st_size == LARGE // 2
    assert (tmp_path / "risk.csv").read_bytes() == TABLE.content
    assert put(tmp_path).state == "sent"
    assert [path.name for path in tmp_path.iterdir()] == ["risk.csv"]


@pytest.mark.parametrize("times", range(1, 9))
def test_a_delivery_that_is_killed_leaves_the_old_or_the_new_file_whole(times: int, tmp_path: Path) -> None:
    process = endless(tmp_path)
    assert process.stdout is not None
    assert [process.stdout.readline() for _ in range(times)] == ["sent\n"] * times
    process.kill()
    process.communicate()
    assert (tmp_path / "risk.csv").read_bytes() in {b"a" * LARGE, b"b" * LARGE}


def test_leftovers_of_other_files_are_not_touched(tmp_path: Path) -> None:
    other = tmp_path / ".continuity-0123456789abcdef-xyz"
    other.write_bytes(b"of somebody else")
    put(tmp_path)
    assert other.exists()
