"""Agreements that empower a partner to carry a programme."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from continuity.domain.risk.findings import Assessment, Finding
from continuity.domain.schema.tables import AGREEMENTS, FUNDING, PARTNERS, PROGRAMMES
from continuity.domain.schema.values import Row
from continuity.domain.values.dates import VagueDate
from continuity.domain.values.durations import Duration
from continuity.domain.vocabulary import AgreementRole, AgreementStatus, EndBasis, FundingCertainty
from continuity.services.assessment import assess_current
from continuity.services.lookup import find_exact_record
from continuity.services.records import add_record_with
from continuity.services.transaction import Stamp, write_tracked


@dataclass(frozen=True, slots=True)
class EmpowerResult:
    """Finding before and after, current assessment, partner key and new records.
    `not_before` is a signing day after `as_of`: the agreement counts only from then on.
    """

    before: Finding | None
    after: Finding | None
    assessment: Assessment
    partner: str
    agreement: str
    funding: str | None
    not_before: date | None = None


def empower_partner(
    address: str,
    stamp: Stamp,
    programme_and_partner: tuple[str, str],
    cells: Mapping[str, str],
    as_of: date,
    horizon: Duration | None = None,
) -> EmpowerResult:
    """Record a signed agreement, and its money if its last day is given.
    `cells` are signed_on, until, scope and office_may_end_alone, optionally start (by default the signing day),
    notice_days, funded_until, funder and funder_kind.
    """
    with write_tracked(address, stamp) as writer:
        programme = str(find_exact_record(writer.connection, PROGRAMMES, programme_and_partner[0])["key"])
        partner = str(find_exact_record(writer.connection, PARTNERS, programme_and_partner[1])["key"])
        before = assess_current(writer, as_of, horizon).find_finding(programme)
        start = cells.get("start") or cells["signed_on"]
        agreement = add_record_with(writer, [(AGREEMENTS, _build_agreement(programme, partner, start, cells))])
        funding = None
        if cells.get("funded_until"):
            funding = str(add_record_with(writer, [(FUNDING, _build_funding(programme, partner, start, cells))])["key"])
        current = assess_current(writer, as_of, horizon)
        after, key = current.find_finding(programme), str(agreement["key"])
        not_before = _find_future_signing_day(agreement, as_of)
        return EmpowerResult(before, after, current, partner, key, funding, not_before)


def _find_future_signing_day(agreement: Row, as_of: date) -> date | None:
    signed = agreement["signed_on"]
    latest = signed.latest if isinstance(signed, VagueDate) else None
    return latest if latest is not None and latest > as_of else None


def _build_agreement(programme: str, partner: str, start: str, cells: Mapping[str, str]) -> dict[str, str]:
    names = ("signed_on", "scope", "office_may_end_alone", "notice_days")
    given = {name: cells[name] for name in names if name in cells}
    parties = {"programme": programme, "partner": partner, "role": AgreementRole.IMPLEMENTING}
    days = {"start": start, "end": cells["until"], "end_basis": EndBasis.STATED}
    return {**given, **parties, "status": AgreementStatus.SIGNED, **days}


def _build_funding(programme: str, partner: str, start: str, cells: Mapping[str, str]) -> dict[str, str]:
    given = {name: cells[name] for name in ("funder", "funder_kind") if name in cells}
    parties = {"programme": programme, "partner": partner, "committed_on": cells["signed_on"]}
    days = {"start": start, "end": cells["funded_until"], "end_basis": EndBasis.STATED}
    return {**given, **parties, **days, "certainty": FundingCertainty.COMMITTED}
