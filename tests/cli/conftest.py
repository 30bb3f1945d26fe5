"""The command line on databases of either kind."""

import pytest

from support.cli import Cli


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.long)])
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database: what a command prints is the same, so the server's turn comes in the long lane.

    Services, queries and the golden sessions run on both in the short one.
    """
    return str(request.param)


@pytest.fixture
def on_cities(cities: str) -> Cli:
    """The command line on the fourteen cities and the invented one."""
    return Cli(cities)


@pytest.fixture
def on_nothing(database: str) -> Cli:
    """The command line on an empty record."""
    return Cli(database)
