"""A partner's own statement: what is recorded about it, for the partner to read and to confirm."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.privacy.audiences import asked_for
from continuity.domain.programmes.partner_record import stated_on
from continuity.domain.schema.tables import PARTNERS
from continuity.reports.partner_statement.model import Statement
from continuity.reports.partner_statement.model import statement as reduced
from continuity.services.assessment import names_of
from continuity.services.lookup import meant
from continuity.services.reports import marks
from continuity.services.transaction import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection


def statement(address: str, text: str, as_of: date, asked: Iterable[str] = ()) -> Statement:
    """What is recorded about one partner, by its key, its exact name or an unambiguous beginning of its key.

    Args:
        address: of the database.
        text: which partner.
        as_of: the day to answer for; what could not be known then is left out.
        asked: what of that which is withheld is wanted in it: sensitive, contacts, notes.

    Raises:
        UnknownKey, AmbiguousKey: no partner is meant, or several are.
        BadValue: nothing of a name that is asked for is withheld.
    """
    wanted = asked_for(asked)
    with reading(address) as connection:
        return stated(connection, text, as_of, wanted)


def stated(connection: "Connection", text: str, as_of: date, asked: Iterable[str] = ()) -> Statement:
    """The same inside a transaction, in a number of queries that does not grow with the record."""
    from continuity.db.facts import about

    partner = meant(connection, PARTNERS, text)
    known = stated_on(about(connection, str(partner["key"])), as_of)
    return reduced(partner, known, marks(connection), names_of(connection), as_of, asked)
