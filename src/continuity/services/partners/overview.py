"""What one partner may read of the record: the programmes it has a part in, and what it lacks to carry each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from continuity.domain.programmes.as_of import known
from continuity.domain.risk.factors import partner as community
from continuity.domain.risk.findings import AT_RISK, Assessment, Candidate, Finding, Reason
from continuity.domain.schema.tables import PARTNERS
from continuity.domain.schema.values import Row
from continuity.domain.summaries.concentration import Concentration, concentrations
from continuity.domain.values.durations import Span
from continuity.services.assessment import Scope, assessed
from continuity.services.lookup import meant
from continuity.services.settings import settings_of
from continuity.services.transaction import reading

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Part:
    """One partner's part in one programme.

    Attributes:
        finding: of the programme.
        candidate: the partner as the rule judged it at the transition of the finding; None where the programme is not
            exposed, or where the partner has no part in it beyond paying.
    """

    finding: Finding
    candidate: Candidate | None

    @property
    def lacks(self) -> tuple[Reason, ...]:
        """What keeps the partner from carrying the programme."""
        return self.candidate.failing if self.candidate else ()

    @property
    def carries(self) -> bool:
        """Whether the partner holds all of E1 to E4."""
        return self.candidate is not None and not self.lacks

    @property
    def could_carry(self) -> bool:
        """Whether the programme is at risk and the partner, for which E1 holds, lacks only what can be agreed."""
        barred = any(reason.code in community.CODES for reason in self.lacks)
        return self.finding.status == AT_RISK and bool(self.lacks) and not barred

    @property
    def first_due(self) -> Reason | None:
        """What is due first of all that the partner lacks."""
        dated = (reason for reason in self.lacks if reason.due)
        return min(dated, key=lambda reason: reason.due or date.max, default=None)


@dataclass(frozen=True, slots=True)
class PartnerSide:
    """Everything about one partner.

    Attributes:
        record: its row, contact and note included.
        assessment: of all programmes, for the names and what the findings rest on.
        parts: its part in each programme, in the order in which findings are listed.
        concentrations: the cities in which many programmes rest on it, among all their programmes.
    """

    record: Row
    assessment: Assessment
    parts: tuple[Part, ...]
    concentrations: tuple[Concentration, ...]


def partner_side(address: str, text: str, as_of: date, horizon: Span | None = None) -> PartnerSide:
    """One partner, by its key, its exact name or an unambiguous beginning of its key, as of a day.

    Args:
        address: of the database.
        text: which partner.
        as_of: the day for which the findings are worked out.
        horizon: how far to look ahead, where another one than the database's is asked for.

    Raises:
        UnknownKey, AmbiguousKey: no partner is meant, or several are.
    """
    with reading(address) as connection:
        return side(connection, text, as_of, horizon)


def side(connection: "Connection", text: str, as_of: date, horizon: Span | None = None) -> PartnerSide:
    """The same inside a transaction, in a number of queries that does not grow with the record."""
    record = meant(connection, PARTNERS, text)
    key = str(record["key"])
    found = assessed(connection, as_of, settings_of(connection, horizon), Scope())
    return PartnerSide(
        record=record,
        assessment=found,
        parts=parts(found.findings, key, as_of),
        concentrations=tuple(one for one in concentrations(found.findings) if one.partner == key),
    )


def key_of(address: str, text: str) -> str:
    """The key of the partner that is meant."""
    with reading(address) as connection:
        return str(meant(connection, PARTNERS, text)["key"])


def parts(findings: Iterable[Finding], key: str, as_of: date) -> tuple[Part, ...]:
    """The partner's part in each programme that names it in an agreement known on the day."""
    return tuple(Part(finding, _candidate(finding, key)) for finding in findings if _named(finding, key, as_of))


def _named(finding: Finding, key: str, as_of: date) -> bool:
    return any(row.partner.key == key for row in known(finding.programme, as_of).agreements)


def _candidate(finding: Finding, key: str) -> Candidate | None:
    return next((candidate for candidate in finding.candidates if candidate.partner == key), None)
