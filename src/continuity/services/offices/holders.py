"""Recorded holders of offices on a day."""

from datetime import date

from continuity.db import facts
from continuity.domain.known import filter_known_offices
from continuity.domain.offices.holders import Holders, find_holders
from continuity.domain.schema.tables import OFFICES
from continuity.services.lookup import find_record, load_names
from continuity.services.settings import load_settings
from continuity.services.transaction import read_database


def list_office_holders(
    address: str, as_of: date, office: str | None = None
) -> tuple[list[Holders], dict[tuple[str, str], str]]:
    """List the holders of each office, or of one, as known on the day, with the names of records by noun and key.
    Raise UnknownKey or AmbiguousKey.
    """
    with read_database(address) as connection:
        keys = None if office is None else [str(find_record(connection, OFFICES, office)["key"])]
        found = filter_known_offices(facts.load_leaderships(connection, keys), as_of)
        settings = load_settings(connection)
        return [find_holders(found[key], as_of, settings) for key in sorted(found)], load_names(connection)
