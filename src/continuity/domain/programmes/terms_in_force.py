"""The days on which an agreement is in force and funding pays."""

from datetime import date

from continuity.domain.known import is_certainly_known
from continuity.domain.programmes.models import Agreement, Funding, Lifetime
from continuity.domain.values.dates import Period, find_certain_period
from continuity.domain.vocabulary import AgreementStatus, EndBasis, FundingCertainty


def is_end_stated(end_basis: str | None) -> bool:
    """Return whether somebody stated the end of an agreement or of money.
    A date with an empty basis was typed by somebody; what a program works out is always marked `derived`.
    """
    return end_basis in (None, "", EndBasis.STATED)


def find_in_force_period(row: Agreement, as_of: date) -> Period | None:
    """Find the days on which the agreement is certainly in force, as long as its partner certainly exists."""
    return _limit_period(find_agreed_period(row, as_of), (row.partner.lifetime,))


def find_agreed_period(row: Agreement, as_of: date) -> Period | None:
    """Find the days for which the agreement was certainly signed; a terminated one runs to its end."""
    is_binding = row.status in (AgreementStatus.SIGNED, AgreementStatus.TERMINATED) and is_signed(row, as_of)
    return find_certain_period(row.start, row.end) if is_binding and is_end_stated(row.end_basis) else None


def is_signed(row: Agreement, as_of: date) -> bool:
    """Return whether the agreement was certainly signed by the day."""
    return row.signed_on is not None and is_certainly_known(row.signed_on, row.known_from, as_of)


def is_committed(row: Funding, as_of: date) -> bool:
    """Return whether the money is committed, by a day that has certainly passed where one is recorded."""
    is_undated = row.committed_on is None and row.known_from is None
    is_day_past = is_undated or is_certainly_known(row.committed_on, row.known_from, as_of)
    return row.certainty == FundingCertainty.COMMITTED and is_day_past


def find_paid_period(row: Funding, as_of: date) -> Period | None:
    """Find the days for which the money certainly pays, as long as those who pay and receive it certainly exist."""
    return _limit_period(find_committed_period(row, as_of), row.lifetimes)


def find_committed_period(row: Funding, as_of: date) -> Period | None:
    """Find the days for which the money is certainly committed: it has a start and a stated end."""
    is_paying = is_committed(row, as_of) and is_end_stated(row.end_basis)
    return find_certain_period(row.start, row.end) if is_paying else None


def _limit_period(period: Period | None, lifetimes: tuple[Lifetime, ...]) -> Period | None:
    if period is None:
        return None
    first = max((period.first, *(lifetime.first_certain_day for lifetime in lifetimes)))
    last = min((period.last, *(lifetime.last_certain_day for lifetime in lifetimes)))
    return Period(first, last) if first <= last else None
