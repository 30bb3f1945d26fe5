"""A browser, and the pages that the real commands write, for the tests that look at them as a reader would."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser_pages import PAGES, Made, Visitor

from support.browser import MISSING, Visit, chromium, running, visit
from support.cli import Cli

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """One browser for all tests of a process, started when the first of them asks for it."""
    executable = chromium()
    if executable is None:
        pytest.skip(MISSING)
    with running(executable) as found:
        yield found


@pytest.fixture
def opened(browser: "Browser") -> Iterator[Visitor]:
    """Opens a file as a visitor with nothing in store, and closes it after the test."""
    visits: list[Visit] = []

    def opening(path: Path, **options: Any) -> Visit:
        visits.append(visit(browser, path, **options))
        return visits[-1]

    yield opening
    for one in visits:
        one.context.close()


@pytest.fixture(scope="session")
def made(sqlite_cities: Path, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Each page of `PAGES`, written by its command from the fourteen cities and the invented one, once."""
    folder = tmp_path_factory.mktemp("pages")
    database = shutil.copy(sqlite_cities, folder / "cities.db")

    def making(name: str) -> Path:
        path, how = folder / f"{name}.html", PAGES[name]
        if callable(how):
            path.write_bytes(how())
        elif not path.exists():
            Cli(str(database)).ok(f"{how} -o '{path}'")
        return path

    return making


@pytest.fixture(scope="session")
def report(made: Made) -> Path:
    """The report on the fourteen cities and the invented one."""
    return made("report")
