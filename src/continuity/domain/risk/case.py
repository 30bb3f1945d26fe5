"""One programme at one transition, and who might carry it over."""

from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Evidence, KnownProgramme, Partner
from continuity.domain.risk.findings import AssessmentContext
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import AgreementRole, AgreementStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A programme at one transition as every factor reads it, known on the as-of day.
    `unresolved_transition` is an earlier one without a recorded result, which gave way to this one.
    """

    programme: KnownProgramme
    transition: Transition
    context: AssessmentContext
    exposure_period: Period
    unresolved_transition: Transition | None = None

    @property
    def as_of(self) -> date:
        """The day for which the rule answers."""
        return self.context.as_of

    @property
    def settings(self) -> Settings:
        """The numbers the rule turns on."""
        return self.context.settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A partner that does more than pay for the programme, and its agreements by key."""

    partner: Partner
    agreements: tuple[Agreement, ...]

    @property
    def name(self) -> str:
        """What to call the partner."""
        return self.partner.name or self.partner.key

    @property
    def is_only_named(self) -> bool:
        """Whether no agreement is recorded, only that the partner delivers."""
        return all(row.status == AgreementStatus.NAMED for row in self.agreements)


def list_carriers(programme: KnownProgramme) -> tuple[Carrier, ...]:
    """List the partners that do more than pay for the programme, by key."""
    by_partner: dict[str, list[Agreement]] = {}
    for row in sorted(programme.agreements, key=lambda row: row.key):
        if row.role != AgreementRole.FUNDING:
            by_partner.setdefault(row.partner.key, []).append(row)
    return tuple(Carrier(partner=rows[0].partner, agreements=tuple(rows)) for _, rows in sorted(by_partner.items()))


def find_documents(case: Case, carrier: Carrier | None, kind: str) -> tuple[Evidence, ...]:
    """Find the documents of a kind about the programme or about the partner."""
    subjects = (None, "", carrier.partner.key) if carrier else (None, "")
    return tuple(row for row in case.programme.evidence if row.kind == kind and row.partner in subjects)


def find_latest_document(case: Case, carrier: Carrier | None, kind: str) -> Evidence | None:
    """Find the newest document of a kind, by earliest day and key."""
    return max(find_documents(case, carrier, kind), key=lambda row: (get_earliest_day(row), row.key), default=None)


def get_earliest_day(row: Evidence) -> date:
    """Return the earliest day a document may be of, the first of all if it has none."""
    return row.date.earliest if row.date and row.date.earliest else date.min


def is_outdated(case: Case, row: Evidence) -> bool:
    """Return whether the document may be older than `stale_months`."""
    day = get_earliest_day(row)
    return day == date.min or Duration(months=case.settings.stale_months).add_to(day) < case.as_of
