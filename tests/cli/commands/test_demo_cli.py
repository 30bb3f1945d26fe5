"""The demo leaves alone what is not its own."""

from pathlib import Path

from support.cli import Cli

FILES = ["continuity.db", "pack", "report.html", "risk.csv"]


def test_the_demo_makes_its_files_and_can_be_made_again(tmp_path: Path) -> None:
    cli = Cli(str(tmp_path / "mine.db"))
    for _ in range(2):
        done = cli.ok(f"demo {tmp_path / 'demo'} --as-of 2026-11-23")
        assert sorted(path.name for path in (tmp_path / "demo").iterdir()) == FILES
    assert "at risk because nothing is recorded" in done.out
    assert not (tmp_path / "mine.db").exists()


def test_the_demo_replaces_no_record_of_ones_own(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    own = Cli(str(folder / "continuity.db"))
    own.ok("init")
    own.ok("city add Mine --country DE --timezone Europe/Berlin")
    assert "more than a demonstration" in own.refused(f"demo {folder}")
    assert own.ok("city show mine").out


def test_the_demo_replaces_no_demo_that_somebody_changed(tmp_path: Path) -> None:
    cli = Cli(str(tmp_path / "demo" / "continuity.db"))
    cli.ok(f"demo {tmp_path / 'demo'}")
    cli.ok("city edit london --region 'Greater London'")
    assert "more than a demonstration" in cli.refused(f"demo {tmp_path / 'demo'}")
    assert "Greater London" in cli.ok("city show london").out


def test_the_demo_goes_into_no_folder_that_holds_something_else(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "report.html").write_text("mine")
    assert "holds no demonstration" in Cli("").refused(f"demo {tmp_path / 'letters'}")
    assert (tmp_path / "letters" / "report.html").read_text() == "mine"
