"""What could be known about programmes on a day.

The rule reads today's records, less what had not happened yet.
"""

from dataclasses import replace
from datetime import date

from continuity.domain.offices.as_of import is_known
from continuity.domain.programmes.models import Agreement, Funding, Programme
from continuity.domain.values.dates import VagueDate
from continuity.domain.vocabulary import AgreementStatus, EndBasis, FundingCertainty


def is_certainly_known(own_date: VagueDate | None, known_from: VagueDate | None, as_of: date) -> bool:
    """Return whether a dated fact was certainly there on the day.

    Without any date it was not. A vague date is read at its latest day, since most of these facts protect.
    """
    known_date = known_from or own_date
    if known_date is None or known_date.latest is None or known_date.latest > as_of:
        return False
    return own_date is None or own_date.earliest is None or own_date.earliest <= as_of


def filter_known_programme(programme: Programme, as_of: date) -> Programme:
    """Return the programme with the rows that may have been there on the day."""
    return replace(
        programme,
        agreements=tuple(row for row in programme.agreements if is_agreement_known(row, as_of)),
        funding=tuple(row for row in programme.funding if is_funding_known(row, as_of)),
        evidence=tuple(row for row in programme.evidence if is_certainly_known(row.date, row.known_from, as_of)),
        outcomes=tuple(row for row in programme.outcomes if is_certainly_known(row.checked_on, row.known_from, as_of)),
        treatments=tuple(row for row in programme.treatments if is_known(None, row.known_from, as_of)),
    )


def is_agreement_known(row: Agreement, as_of: date) -> bool:
    """Return whether an agreement may have been known on the day.

    A draft to be signed some day is there already.
    """
    signing_date = row.signed_on if row.status in (AgreementStatus.SIGNED, AgreementStatus.TERMINATED) else None
    return is_known(signing_date, row.known_from, as_of)


def is_funding_known(row: Funding, as_of: date) -> bool:
    """Return whether money may have been known on the day.

    What is committed is known from then on, what is indicative always.
    """
    commitment_date = row.committed_on if row.certainty == FundingCertainty.COMMITTED else None
    return is_known(commitment_date, row.known_from, as_of)


def is_end_stated(end_basis: str | None) -> bool:
    """Return whether somebody stated the end of an agreement or of money.

    A date with an empty basis was typed by somebody; what a program works out is always marked `derived`.
    """
    return end_basis in (None, "", EndBasis.STATED)
