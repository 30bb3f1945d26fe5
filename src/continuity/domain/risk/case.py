"""One programme at one transition, and who might carry it over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from continuity.domain.offices.models import Transition
from continuity.domain.programmes.models import Agreement, Evidence, Partner, Programme
from continuity.domain.risk.findings import Circumstances
from continuity.domain.settings import Settings
from continuity.domain.values.dates import Period
from continuity.domain.values.durations import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What every factor reads.

    Attributes:
        programme: less what was not known on the as-of day.
        span: the exposed days, over which a partner has to carry the programme.
        unresolved: an earlier transition without a recorded result, which gave way to this one.
    """

    programme: Programme
    transition: Transition
    circumstances: Circumstances
    span: Period
    unresolved: Transition | None = None

    @property
    def as_of(self) -> date:
        """The day for which the rule answers."""
        return self.circumstances.as_of

    @property
    def settings(self) -> Settings:
        """The numbers the rule turns on."""
        return self.circumstances.settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """A partner with a part in the programme beyond paying for it, and all its agreements, by key."""

    partner: Partner
    agreements: tuple[Agreement, ...]

    @property
    def name(self) -> str:
        """What to call the partner."""
        return self.partner.name or self.partner.key

    @property
    def only_named(self) -> bool:
        """Whether no agreement is recorded, only that the partner delivers."""
        return all(row.status == "named" for row in self.agreements)


def carriers(programme: Programme) -> tuple[Carrier, ...]:
    """The partners that might carry the programme, by key; a role of `funding` empowers nobody."""
    rows: dict[str, list[Agreement]] = {}
    for row in _by_key(row for row in programme.agreements if row.role != "funding"):
        rows.setdefault(row.partner.key, []).append(row)
    return tuple(Carrier(partner=rows[key][0].partner, agreements=tuple(rows[key])) for key in sorted(rows))


def _by_key(rows: Iterable[Agreement]) -> list[Agreement]:
    return sorted(rows, key=lambda row: row.key)


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
