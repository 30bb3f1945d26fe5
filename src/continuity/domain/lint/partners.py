"""Agreements and money that run past the last day of a partner or funder."""

from collections.abc import Iterator
from datetime import date

from continuity.domain.lint.base import LintData, LintMatch, LintRule, build_match
from continuity.domain.programmes.models import Programme
from continuity.domain.values.dates import VagueDate, get_last_day
from continuity.domain.vocabulary import AgreementStatus, Severity


def check_outlives_partner(data: LintData, _as_of: date) -> Iterator[LintMatch]:
    """Find agreements and money that certainly run past the end of their partner or funder."""
    for programme in data.programmes:
        yield from _find_agreements(programme)
        yield from _find_funding(programme)


def _find_agreements(programme: Programme) -> Iterator[LintMatch]:
    for row in programme.agreements:
        partner = row.partner
        if row.status != AgreementStatus.TERMINATED and _is_certainly_after(row.end, partner.end):
            records = (f"agreement:{row.key}", f"programme:{programme.key}", f"partner:{partner.key}")
            name, partner_name = programme.name or programme.key, partner.name or partner.key
            days = {"end": row.end, "partner_end": partner.end}
            yield build_match(records, "agreement", partner=partner_name, programme=name, **days)


def _find_funding(programme: Programme) -> Iterator[LintMatch]:
    for row in programme.funding:
        ends = (lifetime.end for lifetime in row.lifetimes if _is_certainly_after(row.end, lifetime.end))
        end = min((found for found in ends if found is not None), key=get_last_day, default=None)
        if end is not None:
            records, name = (f"funding:{row.key}", f"programme:{programme.key}"), programme.name or programme.key
            yield build_match(records, "funding", programme=name, end=row.end, partner_end=end)


def _is_certainly_after(day: VagueDate | None, other: VagueDate | None) -> bool:
    first, last = day.earliest if day else None, other.latest if other else None
    return first is not None and last is not None and first > last


LINT_RULES = (LintRule("OUTLIVES_PARTNER", Severity.WARNING, check_outlives_partner),)
