"""The dated documents about a programme or a partner, and how long an assessment may be relied on."""

from datetime import date

from continuity.domain.risk.case import Carrier, Case
from continuity.domain.risk.facts import Evidence
from continuity.domain.spans import Span


def documents(case: Case, carrier: Carrier | None, kind: str) -> tuple[Evidence, ...]:
    """The documents of a kind about the programme, or about the partner that carries it or comes closest."""
    about = (None, "", carrier.partner.key) if carrier else (None, "")
    return tuple(row for row in case.programme.evidence if row.kind == kind and row.partner in about)


def latest(case: Case, carrier: Carrier | None, kind: str) -> Evidence | None:
    """The newest of them, each read at its earliest day; of several of one day the last by key."""
    return max(documents(case, carrier, kind), key=lambda row: (earliest(row), row.key), default=None)


def earliest(row: Evidence) -> date:
    """The earliest day a document may be of."""
    return row.date.earliest if row.date and row.date.earliest else date.min


def outdated(case: Case, row: Evidence) -> bool:
    """Whether the document may be older than the months after which something counts as stale."""
    day = earliest(row)
    return day == date.min or Span(months=case.settings.stale_months).after(day) < case.as_of
