"""The command line on databases of either kind."""

import pytest

from support.cli import Cli


@pytest.fixture
def on_cities(cities: str) -> Cli:
    """The command line on the fourteen cities and the invented one."""
    return Cli(cities)


@pytest.fixture
def on_nothing(database: str) -> Cli:
    """The command line on an empty record."""
    return Cli(database)
