"""Who holds which office on a day, as far as is recorded."""

from datetime import date
from typing import NamedTuple

from continuity.domain.offices.as_of import known_on
from continuity.domain.offices.holders import Holders, holders_on
from continuity.domain.schema.tables import OFFICES
from continuity.services.lookup import meant
from continuity.services.transaction import reading


class Held(NamedTuple):
    """One office with all who have a part in it."""

    office: str
    holders: Holders


def holders(address: str, as_of: date, office: str | None = None) -> list[Held]:
    """The state of every office, or of one, from what could be known on the day; in the order of their keys.

    Raises:
        UnknownKey, AmbiguousKey: the office named is not there, or several are.
    """
    from continuity.db import facts

    with reading(address) as connection:
        keys = None if office is None else [str(meant(connection, OFFICES, office)["key"])]
        found = facts.leaderships(connection, keys)
        return [Held(key, holders_on(known_on(found[key], as_of), as_of)) for key in sorted(found)]
