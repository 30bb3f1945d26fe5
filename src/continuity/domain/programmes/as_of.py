"""What could be known on a day: the rule reads today's records, less what had not happened yet."""

from dataclasses import replace
from datetime import date

from continuity.domain.offices.as_of import begun
from continuity.domain.programmes.models import Agreement, Funding, Programme
from continuity.domain.values.dates import VagueDate


def happened(own: VagueDate | None, known_from: VagueDate | None, as_of: date) -> bool:
    """Whether a dated fact was certainly there on the day; without any date it was not.

    A vague date is read at its latest day, since most of these facts protect.
    """
    day = known_from or own
    if day is None or day.latest is None or day.latest > as_of:
        return False
    return own is None or own.earliest is None or own.earliest <= as_of


def known(programme: Programme, as_of: date) -> Programme:
    """The programme with the rows that may have been there on the day."""
    return replace(
        programme,
        agreements=tuple(row for row in programme.agreements if agreement_known(row, as_of)),
        funding=tuple(row for row in programme.funding if money_known(row, as_of)),
        evidence=tuple(row for row in programme.evidence if happened(row.date, row.known_from, as_of)),
        outcomes=tuple(row for row in programme.outcomes if happened(row.checked_on, row.known_from, as_of)),
        treatments=tuple(row for row in programme.treatments if begun(None, row.known_from, as_of)),
    )


def agreement_known(row: Agreement, as_of: date) -> bool:
    """Whether an agreement may have been known on the day; a draft to be signed some day is there already."""
    signing = row.signed_on if row.status in ("signed", "terminated") else None
    return begun(signing, row.known_from, as_of)


def money_known(row: Funding, as_of: date) -> bool:
    """Whether money may have been known on the day: what is committed from then on, what is indicative always."""
    committing = row.committed_on if row.certainty == "committed" else None
    return begun(committing, row.known_from, as_of)


def stated(end_basis: str | None) -> bool:
    """Whether the end of an agreement or of money is one that somebody stated.

    A date with an empty basis was typed by somebody; what a program works out is always marked `derived`.
    """
    return end_basis in (None, "", "stated")
