"""The days on which an agreement is in force and funding pays."""

from datetime import date

from continuity.domain.programmes.as_of import happened, stated
from continuity.domain.programmes.models import Agreement, Funding
from continuity.domain.values.dates import Period, certain


def in_force(row: Agreement, as_of: date) -> Period | None:
    """The days on which the agreement is certainly in force; a terminated one runs to its end."""
    if row.status not in ("signed", "terminated") or not is_signed(row, as_of) or not stated(row.end_basis):
        return None
    return certain(row.start, row.end)


def is_signed(row: Agreement, as_of: date) -> bool:
    """Return whether the agreement was certainly signed by the day."""
    return row.signed_on is not None and happened(row.signed_on, row.known_from, as_of)


def committed(row: Funding, as_of: date) -> bool:
    """Whether the row is committed, by a day that has certainly passed where one is recorded."""
    dated = row.committed_on or row.known_from
    return row.certainty == "committed" and (dated is None or happened(row.committed_on, row.known_from, as_of))


def pays(row: Funding, as_of: date) -> Period | None:
    """The days for which the row certainly pays: committed, with a start and a stated end."""
    if not committed(row, as_of) or not stated(row.end_basis):
        return None
    return certain(row.start, row.end)
