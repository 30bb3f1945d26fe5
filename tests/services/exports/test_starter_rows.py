"""The starter sheet of a vague election: it is the next one until its last day (issue 14, line 1)."""

from datetime import date

import pytest

from continuity.db.engine import open_database, transaction
from continuity.domain.schema.starter_sheet import STARTER_COLUMNS
from continuity.services.exports.starter_rows import build_starter_rows
from support.cli import Cli

MAYOR = "exampleton/mayor"


@pytest.mark.parametrize(
    ("as_of", "election", "holder"),
    [
        (date(2028, 6, 14), "2028-04-15/2028-06-15", "Ada Example"),
        (date(2028, 6, 15), "2028-04-15/2028-06-15", "Ada Example"),
        (date(2028, 6, 16), "", "Ada Example"),
    ],
)
def test_starter_rows_have_an_election_until_its_last_day(
    database: str, as_of: date, election: str, holder: str
) -> None:
    """The holder of the recorded term goes out, whoever is known to be in office since."""
    cli = Cli(database)
    for line in (
        "city add Exampleton --country GB --timezone Europe/London",
        f"office add {MAYOR} --city exampleton --title Mayor --kind executive",
        "person add 'Ada Example'",
        f"term add --office {MAYOR} --person ada-example --start 2024-05-06",
        f"election add --office {MAYOR} --date 2028-04-15/2028-06-15 --kind ordinary --status scheduled",
        f"programme add Mediators --city exampleton --office {MAYOR}",
    ):
        cli.ok(line)
    with transaction(open_database(database), write=False) as connection:
        (row,) = build_starter_rows(connection, as_of)
    cells = dict(zip((column.heading for column in STARTER_COLUMNS), row, strict=True))
    assert (cells["next election"], cells["holder"]) == (election, holder)
