"""Every output of the program, held to golden files byte for byte while the code is moved, split and renamed.

The commands are in `sessions/`, a folder for each database they are run on: `both` is the fourteen cities and the
invented one on SQLite and on PostgreSQL, `cities` the same on SQLite alone, `empty` a database without records, and
`none` no database. What they print and the files they leave are in `outputs/`, workbooks by their cells.
CONTINUITY_UPDATE_GOLDEN=1 writes all of it anew.
"""

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import typer

from continuity.reports.wording.english import mark_day
from support.cli import app
from support.golden_sessions import Session, session_folder
from support.goldens import UPDATING, same_as

DAY_MARK = re.compile(r"[\x02\x03]|=0[23]|_x000[23]_|\\u000[23]")
"""As it is, and as e-mails, workbooks and JSON would escape it."""
HERE = Path(__file__).parent
SESSIONS, OUTPUTS = HERE / "sessions", HERE / "outputs"


def _named(group: str) -> list[str]:
    return sorted(path.stem for path in (SESSIONS / group).glob("*.txt"))


@pytest.mark.parametrize("name", _named("both"))
def test_session_on_either_database_gives_golden_output(
    name: str, cities: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _compare("both", name, Session(session_folder(tmp_path), monkeypatch, cities))


@pytest.mark.parametrize("name", _named("cities"))
def test_session_on_cities_gives_golden_output(
    name: str, sqlite_cities: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = session_folder(tmp_path)
    shutil.copy(sqlite_cities, folder / "continuity.db")
    _compare("cities", name, Session(folder, monkeypatch))


@pytest.mark.parametrize("name", _named("empty"))
def test_session_on_empty_record_gives_golden_output(
    name: str, sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = session_folder(tmp_path)
    shutil.copy(sqlite_template, folder / "continuity.db")
    _compare("empty", name, Session(folder, monkeypatch))


@pytest.mark.parametrize("name", _named("none"))
def test_session_without_database_gives_golden_output(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _compare("none", name, Session(session_folder(tmp_path), monkeypatch))


def _command() -> Any:
    return typer.main.get_command(app)


def _pages(command: Any, words: str) -> Iterator[str]:
    """Yield the command with its words, then all commands below it."""
    yield words
    if hasattr(command, "list_commands"):
        context: Any = command.context_class(command, info_name="continuity")
        for name in command.list_commands(context):
            yield from _pages(command.get_command(context, name), f"{words} {name}")


COMMANDS = ("", *_command().list_commands(_command().context_class(_command(), info_name="continuity")))


@pytest.mark.parametrize("name", COMMANDS)
def test_help_of_every_command_is_golden(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = _command()
    context = root.context_class(root, info_name="continuity")
    pages = _pages(root.get_command(context, name), f"continuity {name}") if name else ["continuity"]
    lines = [f"{words} --help" for words in pages]
    text = Session(session_folder(tmp_path), monkeypatch).replay(lines)
    same_as(OUTPUTS / "help" / f"{name or 'continuity'}.txt", text)


def test_every_golden_file_belongs_to_a_session_or_a_command() -> None:
    expected = {f"{group}/{name}" for group in ("both", "cities", "empty", "none") for name in _named(group)}
    expected |= {f"help/{name or 'continuity'}" for name in COMMANDS}
    found = {path.relative_to(OUTPUTS).with_suffix("").as_posix() for path in OUTPUTS.glob("*/*")}
    assert found == expected


def test_no_golden_output_holds_a_day_mark() -> None:
    texts = {path: path.read_text("utf-8") for path in OUTPUTS.rglob("*") if path.is_file()}
    assert DAY_MARK.search(mark_day(date(2027, 5, 3)))
    assert texts
    assert [path for path, text in texts.items() if DAY_MARK.search(text)] == []


def _compare(group: str, name: str, session: Session) -> None:
    lines = (SESSIONS / group / f"{name}.txt").read_text("utf-8").splitlines()
    same_as(OUTPUTS / group / f"{name}.txt", session.replay(lines))
    folder = OUTPUTS / group / name
    if UPDATING and folder.exists():
        shutil.rmtree(folder)
    files = session.files()
    for path, text in files.items():
        same_as(folder / path, text)
    assert set(files) == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
