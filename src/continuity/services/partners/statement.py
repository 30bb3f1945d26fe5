"""A partner's record, for the partner to read and confirm."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from continuity.db.facts import load_partner_record
from continuity.domain.known import filter_known_partner_record
from continuity.domain.privacy.audiences import validate_requested_items
from continuity.domain.schema.tables import PARTNERS
from continuity.reports.partner_statement.model import PartnerStatement
from continuity.reports.partner_statement.model import build_statement as reduced
from continuity.services.lookup import find_record, load_names
from continuity.services.reports import load_privacy_marks
from continuity.services.transaction import read_database

if TYPE_CHECKING:
    from sqlalchemy import Connection


def build_statement(address: str, text: str, as_of: date, included: Iterable[str] = ()) -> PartnerStatement:
    """Build the statement on one partner, as known on the day.

    `included` names withheld data: sensitive, contacts, notes.

    Raises:
        UnknownKey, AmbiguousKey: no such partner, or several.
        BadValue: an unknown name in `included`.
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
