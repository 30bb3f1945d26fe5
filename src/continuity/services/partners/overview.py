"""A partner's programmes and its gaps in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from continuity.domain.risk.factors import partner as community
from continuity.domain.risk.findings import Assessment, Candidate, Finding, Reason
from continuity.domain.schema.tables import PARTNERS
from continuity.domain.schema.values import Row
from continuity.domain.summaries.concentration import Concentration, find_concentrations
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import FindingStatus
from continuity.services.assessment import Scope, assess_programmes_with
from continuity.services.lookup import find_record
from continuity.services.settings import load_settings
from continuity.services.transaction import read_database


@dataclass(frozen=True, slots=True)
class PartnerRole:
    """One partner's part in one programme; no candidate without exposure, or if it only pays."""

    partner: str
    finding: Finding
    candidate: Candidate | None

    @property
    def missing(self) -> tuple[Reason, ...]:
        """Return the gaps between the partner and carrying the programme."""
        return self.candidate.failures if self.candidate else ()

    @property
    def is_carrying(self) -> bool:
        """Return whether the partner meets all of E1 to E4."""
        return self.candidate is not None and not self.missing

    @property
    def can_take_over(self) -> bool:
        """Return whether the programme is at risk and the partner can close all gaps."""
        is_barred = any(reason.code in community.CODES for reason in self.missing)
        return self.finding.status == FindingStatus.AT_RISK and bool(self.missing) and not is_barred

    @property
    def first_due(self) -> Reason | None:
        """Return the gap with the earliest deadline."""
        dated = (reason for reason in self.missing if reason.due)
        return min(dated, key=lambda reason: reason.due or date.max, default=None)


@dataclass(frozen=True, slots=True)
class PartnerOverview:
    """Everything about one partner, with its contact and note."""

    record: Row
    assessment: Assessment
    roles: tuple[PartnerRole, ...]
    concentrations: tuple[Concentration, ...]


def load_overview(address: str, text: str, as_of: date, horizon: Duration | None = None) -> PartnerOverview:
    """Load the overview of one partner on a day; raise UnknownKey or AmbiguousKey for none or several."""
    with read_database(address) as connection:
        record = find_record(connection, PARTNERS, text)
        found = assess_programmes_with(connection, as_of, load_settings(connection, horizon), Scope())
    key = str(record["key"])
    return PartnerOverview(
        record=record,
        assessment=found,
        roles=list_roles(found.findings, key),
        concentrations=tuple(row for row in find_concentrations(found.findings) if row.partner == key),
    )


def list_roles(findings: Iterable[Finding], key: str) -> tuple[PartnerRole, ...]:
    """List a partner's role in each programme by agreements known on the day."""
    own = (finding for finding in findings if any(row.partner.key == key for row in finding.programme.agreements))
    return tuple(PartnerRole(key, finding, _find_candidate(finding, key)) for finding in own)


def _find_candidate(finding: Finding, key: str) -> Candidate | None:
    return next((candidate for candidate in finding.candidates if candidate.partner == key), None)
