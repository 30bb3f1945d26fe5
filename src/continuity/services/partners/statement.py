"""A partner's own statement: what is recorded about it, for the partner to read and to confirm."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from continuity.db.facts import load_partner_record
from continuity.domain.privacy.audiences import validate_requested_items
from continuity.domain.programmes.partner_record import filter_known_partner_record
from continuity.domain.schema.tables import PARTNERS
from continuity.reports.partner_statement.model import PartnerStatement
from continuity.reports.partner_statement.model import build_statement as reduced
from continuity.services.lookup import find_record, load_names
from continuity.services.reports import load_privacy_marks
from continuity.services.transaction import read_database

if TYPE_CHECKING:
    from sqlalchemy import Connection


def build_statement(address: str, text: str, as_of: date, included: Iterable[str] = ()) -> PartnerStatement:
    """Build the statement of what is recorded about one partner.

    Args:
        address: of the database.
        text: which partner.
        as_of: the day to answer for; what could not be known then is left out.
        included: what of that which is withheld is wanted in it: sensitive, contacts, notes.

    Raises:
        UnknownKey, AmbiguousKey: no partner is meant, or several are.
        BadValue: nothing of a name that is asked for is withheld.
    """
    included_kinds = validate_requested_items(included)
    with read_database(address) as connection:
        return build_statement_with(connection, text, as_of, included_kinds)


def build_statement_with(
    connection: "Connection", text: str, as_of: date, included: Iterable[str] = ()
) -> PartnerStatement:
    """Build the statement of one partner in a constant number of queries."""
    partner = find_record(connection, PARTNERS, text)
    known_record = filter_known_partner_record(load_partner_record(connection, str(partner["key"])), as_of)
    return reduced(partner, known_record, load_privacy_marks(connection), load_names(connection), as_of, included)
